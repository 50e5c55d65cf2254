"""The demo's downloads: small PDF files drawn from the records themselves."""

from io import BytesIO

from django.core.files.base import ContentFile
from reportlab.lib.pagesizes import LETTER
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer

from media.models import LibraryDocument


def draw_document(*, number: str, title: str, subtitle: str, abstract: str) -> LibraryDocument:
    """Create a document of one page that names the resource and says what it is about."""
    styles = getSampleStyleSheet()
    story: list[Flowable] = [
        Paragraph(title, styles["Title"]),
        Paragraph(subtitle or "Community Policing Resource Library", styles["Heading2"]),
        Spacer(1, 24),
        Paragraph(abstract, styles["BodyText"]),
        Spacer(1, 24),
        Paragraph(
            f"Product number {number}. A file of the demonstration library.", styles["Italic"]
        ),
    ]
    buffer = BytesIO()
    SimpleDocTemplate(buffer, pagesize=LETTER, title=title, lang="en-US", invariant=1).build(story)
    document = LibraryDocument(title=f"{title} ({number})")
    document.file.save(f"{number.lower()}.pdf", ContentFile(buffer.getvalue()), save=False)
    document._set_document_file_metadata()  # noqa: SLF001  Wagtail's form does the same
    document.save()
    return document
