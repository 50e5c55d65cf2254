"""The demo's files: PDF documents drawn from the records themselves, and captions."""

import tomllib
from functools import cache
from io import BytesIO

from django.core.files.base import ContentFile
from reportlab.lib.pagesizes import LETTER
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Spacer

from config.demo.tables import FOLDER
from media.models import LibraryDocument

_CAPTIONS = {"COPS-DVD101": "slow-is-fast.vtt"}


def draw_document(*, number: str, title: str, subtitle: str, abstract: str) -> LibraryDocument:
    """Create a document: a page that says what the resource is about, then those of its text."""
    styles = getSampleStyleSheet()
    story: list[Flowable] = [
        Paragraph(title, styles["Title"]),
        Paragraph(subtitle, styles["Heading2"]),
        Spacer(1, 24),
        Paragraph(abstract, styles["BodyText"]),
    ]
    for page in _texts().get(number, ()):
        paragraphs = (Paragraph(text, styles["BodyText"]) for text in page.strip().split("\n\n"))
        story += [PageBreak(), *paragraphs]
    buffer = BytesIO()
    SimpleDocTemplate(
        buffer, pagesize=LETTER, title=title, subject=number, lang="en-US", invariant=1
    ).build(story)
    return _stored(f"{title} ({number})", f"{number.lower()}.pdf", buffer.getvalue())


def captions_of(number: str) -> LibraryDocument | None:
    """Create the captions of a film, for one that has any."""
    name = _CAPTIONS.get(number)
    if name is None:
        return None
    return _stored(f"Captions ({number})", f"{number.lower()}.vtt", (FOLDER / name).read_bytes())


@cache
def _texts() -> dict[str, list[str]]:
    texts: dict[str, list[str]] = tomllib.loads((FOLDER / "texts.toml").read_text("utf-8"))
    return texts


def _stored(title: str, name: str, content: bytes) -> LibraryDocument:
    document = LibraryDocument(title=title)
    document.file.save(name, ContentFile(content), save=False)
    document._set_document_file_metadata()  # noqa: SLF001  Wagtail's form does the same
    document.save()
    return document
