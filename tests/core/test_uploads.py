"""Hostile and broken files, uploaded as editors upload: told at the field, never stored."""

import gc
import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from django.urls import reverse
from PIL import Image
from wagtail.users.models import UserProfile

from core.models import SiteDocument, SiteImage
from home.editors import EDITORS, set_up_editors
from tests.factories.people import make_user

# Wagtail leaves closing its temporary files to Python.
pytestmark = pytest.mark.filterwarnings("ignore:Unclosed file:ResourceWarning")


@pytest.fixture(autouse=True)
def nothing_left_open() -> Iterator[None]:
    """Let Python close them before the next test."""
    yield
    gc.collect()


@pytest.fixture
def editor(db: None) -> Client:
    """The browser of an editor."""
    set_up_editors()
    client = Client()
    client.force_login(make_user("editor@example.org", EDITORS))
    return client


def picture(kind: str, size: tuple[int, int] = (300, 200), **options: Any) -> bytes:
    """A picture whose pixels do not compress away."""
    image = Image.effect_noise(size, 90).convert("RGB")
    content = io.BytesIO()
    image.save(content, kind, **options)
    return content.getvalue()


def moving_picture() -> bytes:
    """A GIF of two frames."""
    frames = [Image.effect_noise((80, 80), 90).convert("P") for _ in range(2)]
    content = io.BytesIO()
    frames[0].save(content, "GIF", save_all=True, append_images=frames[1:])
    return content.getvalue()


def empty_png(width: int, height: int) -> bytes:
    """A small PNG of many pixels, all of them black."""
    row = b"\0" + bytes((width + 7) // 8)

    def chunk(kind: bytes, data: bytes) -> bytes:
        checksum = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", checksum)

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    pixels = zlib.compress(row * height, 9)
    return b"".join(
        [b"\x89PNG\r\n\x1a\n", chunk(b"IHDR", header), chunk(b"IDAT", pixels), chunk(b"IEND", b"")]
    )


def archive(*members: str) -> bytes:
    """A ZIP file with these members."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as packed:
        for member in members:
            packed.writestr(member, "<x/>")
    return content.getvalue()


PROGRAM = b"MZ\x90\0\x03\0\0\0" + bytes(400)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
UNREADABLE = "Upload a valid image. The file you uploaded was either not an image"
BAD_PICTURES = {
    "a page named as a picture": ("page.png", b"<!doctype html><script>alert(1)</script>"),
    "a drawing with a script": ("drawing.svg", SVG),
    "a drawing named as a picture": ("drawing.png", SVG),
    "a program": ("program.png", PROGRAM),
    "nothing": ("nothing.png", b""),
    "a GIF cut in its head": ("cut.gif", moving_picture()[:12]),
    "a GIF cut in its second frame": ("cut.gif", moving_picture()[:-2000]),
    "a GIF that is a script too": ("polyglot.gif", b"GIF89a/*\x01\0=*/1;alert(1)//" + bytes(90)),
    "a PNG cut in the middle": ("cut.png", picture("PNG")[:40_000]),
    "a JPEG cut in the middle": ("cut.jpg", picture("JPEG")[:9_000]),
    "a WebP cut in the middle": ("cut.webp", picture("WEBP")[:5_000]),
    "a JPEG named as a PNG": ("photo.png", picture("JPEG")),
    "50 megapixels in a few kilobytes": ("large.png", empty_png(10_000, 5_000)),
    "900 megapixels": ("huge.png", empty_png(30_000, 30_000)),
}


def upload_picture(client: Client, name: str, content: bytes) -> Any:
    """Use the plain form."""
    file = SimpleUploadedFile(name, content)
    return client.post(reverse("wagtailimages:add"), {"title": "A picture", "file": file})


@pytest.mark.parametrize("name", BAD_PICTURES)
def test_a_bad_picture_is_told_at_the_field(editor: Client, name: str) -> None:
    response = upload_picture(editor, *BAD_PICTURES[name])

    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["file"]
    assert response.context["form"]["title"].value() == "A picture"
    assert SiteImage.objects.count() == 0


@pytest.mark.parametrize("name", ["a GIF cut in its head", "a JPEG cut in the middle"])
def test_a_bad_picture_is_told_where_many_are_uploaded(editor: Client, name: str) -> None:
    file_name, content = BAD_PICTURES[name]
    file = SimpleUploadedFile(file_name, content)

    answer = editor.post(
        reverse("wagtailimages:add_multiple"), {"title": "A picture", "files[]": file}
    ).json()

    assert answer["success"] is False
    assert UNREADABLE in answer["error_message"]
    assert SiteImage.objects.count() == 0


@pytest.mark.parametrize("name", ["a GIF cut in its head", "a PNG cut in the middle"])
def test_a_bad_picture_is_told_in_the_chooser(editor: Client, name: str) -> None:
    file_name, content = BAD_PICTURES[name]
    data = {
        "image-chooser-upload-title": "A picture",
        "image-chooser-upload-file": SimpleUploadedFile(file_name, content),
    }

    answer = editor.post(reverse("wagtailimages_chooser:create"), data).json()

    assert answer["step"] == "reshow_creation_form"
    assert UNREADABLE in answer["htmlFragment"]
    assert SiteImage.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("photo.jpg", picture("JPEG")),
        ("photo.jpeg", picture("JPEG", progressive=True)),
        ("drawing.png", picture("PNG")),
        ("photo.webp", picture("WEBP")),
        ("photo.avif", picture("AVIF")),
        ("moving.gif", moving_picture()),
        ("large.png", empty_png(8_000, 4_900)),
    ],
)
def test_a_good_picture_is_kept_and_shown(editor: Client, name: str, content: bytes) -> None:
    assert upload_picture(editor, name, content).status_code == 302

    image = SiteImage.objects.get()
    with image.open_file() as file:
        assert file.read() == content
    assert image.get_rendition("width-60").width == 60
    assert editor.get(reverse("wagtailimages:edit", args=(image.pk,))).status_code == 200


def test_a_picture_can_be_renamed_without_a_new_file(editor: Client) -> None:
    upload_picture(editor, "drawing.png", picture("PNG"))
    image = SiteImage.objects.get()
    address = reverse("wagtailimages:edit", args=(image.pk,))

    assert editor.post(address, {"title": "New", "credit": "A. Person"}).status_code == 302
    cut = SimpleUploadedFile(*BAD_PICTURES["a PNG cut in the middle"])
    assert list(editor.post(address, {"title": "Newer", "file": cut}).context["form"].errors) == [
        "file"
    ]

    image.refresh_from_db()
    assert (image.title, image.credit) == ("New", "A. Person")
    assert image.get_rendition("width-60").width == 60


BAD_DOCUMENTS = {
    "a program named as a PDF": ("program.pdf", PROGRAM),
    "a page named as a PDF": ("page.pdf", b"<!doctype html><script>alert(1)</script>"),
    "a program": ("program.exe", PROGRAM),
    "a page": ("page.html", b"<!doctype html>"),
    "a drawing": ("drawing.svg", SVG),
    "a program named as text": ("program.txt", PROGRAM),
    "a program named as a table": ("program.csv", PROGRAM),
    "a program named as Word": ("program.docx", PROGRAM),
    "an archive named as Word": ("archive.docx", archive("evil.exe")),
    "a broken archive named as Excel": ("broken.xlsx", archive("xl/workbook.xml")[:60]),
    "a name without an extension": ("document", b"%PDF-1.4"),
    "nothing": ("nothing.pdf", b""),
}


def upload_document(client: Client, name: str, content: bytes) -> Any:
    """Use the plain form."""
    file = SimpleUploadedFile(name, content)
    return client.post(reverse("wagtaildocs:add"), {"title": "A document", "file": file})


@pytest.mark.parametrize("name", BAD_DOCUMENTS)
def test_a_bad_document_is_told_at_the_field(editor: Client, name: str) -> None:
    response = upload_document(editor, *BAD_DOCUMENTS[name])

    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["file"]
    assert response.context["form"]["title"].value() == "A document"
    assert SiteDocument.objects.count() == 0


def test_a_bad_document_is_told_where_many_are_uploaded_and_in_the_chooser(editor: Client) -> None:
    message = "This is not a .pdf file, whatever its name says."

    many = editor.post(
        reverse("wagtaildocs:add_multiple"),
        {"title": "A document", "files[]": SimpleUploadedFile("program.pdf", PROGRAM)},
    ).json()
    chosen = editor.post(
        reverse("wagtaildocs_chooser:create"),
        {
            "document-chooser-upload-title": "A document",
            "document-chooser-upload-file": SimpleUploadedFile("program.pdf", PROGRAM),
        },
    ).json()

    assert (many["success"], message in many["error_message"]) == (False, True)
    assert (chosen["step"], message in chosen["htmlFragment"]) == ("reshow_creation_form", True)
    assert SiteDocument.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("agenda.pdf", b"%PDF-1.7\n1 0 obj"),
        ("AGENDA.PDF", b"\xef\xbb\xbf\n%PDF-1.7"),
        ("notes.txt", "Zürich, Łódź".encode()),
        ("table.csv", "a;b\n1;2\n".encode("latin-1")),
        ("agenda.docx", archive("[Content_Types].xml", "word/document.xml")),
        ("figures.xlsx", archive("xl/workbook.xml")),
        ("slides.pptx", archive("ppt/presentation.xml")),
        ("agenda.odt", archive("mimetype", "content.xml")),
    ],
)
def test_a_good_document_is_kept_and_handed_out_for_download(
    editor: Client, client: Client, name: str, content: bytes
) -> None:
    assert upload_document(editor, name, content).status_code == 302

    response = client.get(SiteDocument.objects.get().url)
    assert b"".join(response.streaming_content) == content
    assert response["Content-Disposition"].startswith("attachment;")
    assert response["X-Content-Type-Options"] == "nosniff"


@override_settings(WAGTAILIMAGES_MAX_UPLOAD_SIZE=5_000, WAGTAILDOCS_MAX_UPLOAD_SIZE=5_000)
def test_there_is_a_limit_to_the_size(editor: Client) -> None:
    too_large = picture("PNG")
    assert len(too_large) > 5_000

    for response in (
        upload_picture(editor, "large.png", too_large),
        upload_document(editor, "large.pdf", b"%PDF-1.4" + bytes(5_000)),
    ):
        [message] = response.context["form"].errors["file"]
        assert message.startswith("This file is too big")

    assert upload_document(editor, "small.pdf", b"%PDF-1.4" + bytes(4_000)).status_code == 302


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_profile_picture_is_looked_into_too(editor: Client, kind: str) -> None:
    address = reverse("wagtailadmin_account")
    form = {
        bound.html_name: bound.value() or ""
        for tab in editor.get(address).context["panels_by_tab"].values()
        for panel in tab
        for bound in panel.get_form()
        if bound.name != "avatar"
    } | {"name_email-first_name": "Edda", "name_email-last_name": "Editor"}
    content = picture(kind, (500, 450))
    name = f"me.{kind.lower()}"

    cut = SimpleUploadedFile(name, content[: len(content) // 2])
    response = editor.post(address, form | {"avatar-avatar": cut})
    assert UNREADABLE in response.content.decode()
    assert UserProfile.objects.get().avatar.name == ""

    whole = SimpleUploadedFile(name, content)
    assert editor.post(address, form | {"avatar-avatar": whole}).status_code == 302
    assert UserProfile.objects.get().avatar.name != ""
    assert "Edda" in editor.get(address).content.decode()
