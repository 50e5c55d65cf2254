"""Documents of several parts in one PDF, each with pages numbered on their own."""

from io import BytesIO

from django.conf import settings
from reportlab.lib.pagesizes import LETTER
from reportlab.lib.units import inch
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Frame

from library.fulfillment.paper.drawing import MARGIN, REGULAR, WIDTH, register_fonts


class FlowableTooLarge(Exception):
    """Something does not fit on a whole page, and cannot be split."""


class Sheets:
    """A PDF that grows part by part. The foot of a page names its part's last page."""

    def __init__(self, title: str) -> None:
        register_fonts()
        self._paper = BytesIO()
        self._canvas = _HeldCanvas(self._paper)
        self._canvas.setTitle(title)
        self._canvas.setAuthor(settings.SITE_NAME)

    def add(self, story: list[Flowable], *, foot: str) -> int:
        """Lay a part out, each page with this text at its foot, and return its pages.

        Raises:
            FlowableTooLarge: a piece of it is larger than a page.
        """
        rest = list(story)
        pages = 0
        while rest:
            self._fill_page(rest)
            self._canvas.showPage()
            pages += 1
        self._canvas.release(foot)
        return pages

    def finished(self) -> bytes:
        """Return the PDF."""
        self._canvas.save()
        return self._paper.getvalue()

    def _fill_page(self, rest: list[Flowable]) -> None:
        """Draw as much as fits and take it off the list."""
        frame = Frame(MARGIN, MARGIN, WIDTH, LETTER[1] - 2 * MARGIN, 0, 0, 0, 0)
        before = len(rest)
        frame.addFromList(rest, self._canvas)
        if not rest:
            return
        parts = frame.split(rest[0], self._canvas)
        if parts and frame.add(parts[0], self._canvas):
            rest[:1] = parts[1:]
        elif len(rest) == before:
            raise FlowableTooLarge


class _HeldCanvas(Canvas):
    """Holds the pages of a part back until it is known how many they are."""

    def __init__(self, paper: BytesIO) -> None:
        super().__init__(paper, pagesize=LETTER, lang="en-US", invariant=1, pageCompression=1)
        self._held: list[dict[str, object]] = []

    def showPage(self) -> None:  # noqa: N802 - reportlab's name
        """Hold the page back."""
        self._held.append(dict(self.__dict__))
        self._startPage()  # type: ignore[attr-defined]  # as reportlab's own showPage

    def release(self, foot: str) -> None:
        """Write the pages that were held back, numbered."""
        held, self._held = self._held, []
        for number, page in enumerate(held, start=1):
            self.__dict__.update(page)
            self._held = []
            self.setFont(REGULAR, 9)
            self.drawString(MARGIN, 0.5 * inch, foot)
            self.drawRightString(MARGIN + WIDTH, 0.5 * inch, f"Page {number} of {len(held)}")
            super().showPage()

    def save(self) -> None:
        """End the document without another page."""
        self._doc.SaveToFile(self._filename, self)  # type: ignore[attr-defined]  # as its own
