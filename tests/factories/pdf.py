"""PDF files as small as they can be."""

from django.core.files.uploadedfile import SimpleUploadedFile


def pdf(words: str = "My life", *, size: int = 0) -> bytes:
    """A file that begins and ends as PDF files do, filled up to a size."""
    start, end = f"%PDF-1.7\n% {words}\n".encode(), b"\n%%EOF\n"
    return start + b" " * max(0, size - len(start) - len(end)) + end


def pdf_file(content: bytes | None = None, *, name: str = "cv.pdf") -> SimpleUploadedFile:
    """The same as a browser sends it."""
    content = pdf() if content is None else content
    return SimpleUploadedFile(name, content, content_type="application/pdf")
