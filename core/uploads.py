"""Looks into the files that editors upload, because a name says nothing about what is inside.

Wagtail reads the head of a picture and the extension of a document. A picture that breaks off then
fails when it is shown first, and a program named like a document is handed to every visitor.
"""

import zipfile
from typing import Any, BinaryIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageSequence
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

HEAD_LENGTH = 1024
TEXT_SAMPLE_LENGTH = 64 * 1024
TEXT_EXTENSIONS = frozenset({"csv", "ics", "txt"})
# What a file of these formats holds when it is opened as an archive.
ARCHIVE_MEMBERS = {
    "docx": "word/document.xml",
    "pptx": "ppt/presentation.xml",
    "xlsx": "xl/workbook.xml",
    "odp": "content.xml",
    "ods": "content.xml",
    "odt": "content.xml",
}


class WholePictureField(WagtailImageField):
    """A picture that can be read to its end."""

    def to_python(self, data: Any) -> Any:
        """Wagtail's checks, then every pixel (they come first: they bound how many there are)."""
        broken = ValidationError(self.error_messages["invalid_image"], code="invalid_image")
        try:
            picture = super().to_python(data)
            if picture is not None:
                read_picture(picture)
        except ValidationError:
            raise
        except Exception as error:
            # Image libraries fail in many ways on what somebody made to break them.
            raise broken from error
        return picture


def read_picture(file: BinaryIO) -> None:
    """Decode all frames, as the page that shows the picture would have to."""
    with Image.open(file) as picture:
        for frame in ImageSequence.Iterator(picture):
            frame.load()
    file.seek(0)


class PictureForm(BaseImageForm):
    """The form of a picture, wherever in the admin it is uploaded."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stock = self.fields.get("file")
        if stock is not None:
            self.fields["file"] = WholePictureField(
                label=stock.label,
                required=stock.required,
                widget=stock.widget,
                max_length=stock.max_length,
            )


class DocumentForm(BaseDocumentForm):
    """The form of a document, wherever in the admin it is uploaded."""

    def clean_file(self) -> Any:
        """Refuse a file that is not what its name says."""
        file = self.cleaned_data["file"]
        if file and "file" in self.changed_data:
            extension = file.name.rpartition(".")[2].lower()
            if not is_what_it_says(file, extension):
                raise ValidationError(
                    _("This is not a .%(extension)s file, whatever its name says."),
                    code="wrong_content",
                    params={"extension": extension},
                )
        return file


def is_what_it_says(file: BinaryIO, extension: str) -> bool:
    """Whether the content fits the extension; those we know nothing of are left to Wagtail."""
    file.seek(0)
    try:
        if extension == "pdf":
            return b"%PDF-" in file.read(HEAD_LENGTH)
        if extension in TEXT_EXTENSIONS:
            return b"\0" not in file.read(TEXT_SAMPLE_LENGTH)
        if extension in ARCHIVE_MEMBERS:
            return holds_member(file, ARCHIVE_MEMBERS[extension])
        return True
    finally:
        file.seek(0)


def holds_member(file: BinaryIO, member: str) -> bool:
    """Whether the file is an archive with this member (its list is read, nothing unpacked)."""
    try:
        with zipfile.ZipFile(file) as archive:
            return member in archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False
