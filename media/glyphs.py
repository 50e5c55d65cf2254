"""The signs of the carriers on a cover: a disc, a page, a cassette, a screen."""

from collections.abc import Callable
from dataclasses import dataclass

from PIL import ImageDraw


@dataclass(frozen=True, slots=True)
class _Brush:
    """Draws in shares of a radius around a center, so that a sign has no pixels of its own."""

    pen: ImageDraw.ImageDraw
    center: tuple[int, int]
    radius: int
    ink: str

    @property
    def weight(self) -> int:
        """The width of a line, in pixels."""
        return max(2, self.radius // 13)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return the pixel at the shares `x`, `y` of the radius from the center."""
        return self.center[0] + x * self.radius, self.center[1] + y * self.radius

    def ring(self, share: float, x: float = 0, y: float = 0) -> None:
        """Draw a circle."""
        box = (*self.point(x - share, y - share), *self.point(x + share, y + share))
        self.pen.ellipse(box, outline=self.ink, width=self.weight)

    def box(
        self, left: float, top: float, right: float, bottom: float, *, corner: float = 0.1
    ) -> None:
        """Draw a rectangle with rounded corners."""
        self.pen.rounded_rectangle(
            (*self.point(left, top), *self.point(right, bottom)),
            radius=corner * self.radius,
            outline=self.ink,
            width=self.weight,
        )

    def line(self, *shares: tuple[float, float]) -> None:
        """Draw a line through points."""
        points = [self.point(x, y) for x, y in shares]
        self.pen.line(points, fill=self.ink, width=self.weight, joint="curve")

    def shape(self, *shares: tuple[float, float]) -> None:
        """Fill a polygon."""
        self.pen.polygon([self.point(x, y) for x, y in shares], fill=self.ink)


def draw_glyph(
    pen: ImageDraw.ImageDraw, carrier: str, *, center: tuple[int, int], radius: int, ink: str
) -> None:
    """Draw the sign of a carrier (a Format code); an unknown one gets the book."""
    _GLYPHS.get(carrier, _book)(_Brush(pen, center, radius, ink))


def _disc(brush: _Brush) -> None:
    for share in (1, 0.36, 0.12):
        brush.ring(share)
    box = (*brush.point(-0.72, -0.72), *brush.point(0.72, 0.72))
    for start in (200, 20):
        brush.pen.arc(box, start, start + 50, fill=brush.ink, width=brush.weight)


def _video_disc(brush: _Brush) -> None:
    brush.ring(1)
    brush.ring(0.42)
    brush.shape((-0.13, -0.22), (0.25, 0), (-0.13, 0.22))


def _book(brush: _Brush) -> None:
    brush.line((0, -0.62), (-0.45, -0.78), (-1, -0.7), (-1, 0.62), (-0.45, 0.55), (0, 0.75))
    brush.line((0, -0.62), (0.45, -0.78), (1, -0.7), (1, 0.62), (0.45, 0.55), (0, 0.75))
    brush.line((0, -0.62), (0, 0.75))
    for y in (-0.4, -0.1, 0.2):
        brush.line((-0.78, y), (-0.24, y + 0.06))
        brush.line((0.24, y + 0.06), (0.78, y))


def _cassette(brush: _Brush) -> None:
    brush.box(-1, -0.62, 1, 0.62)
    brush.ring(0.24, -0.45, -0.05)
    brush.ring(0.24, 0.45, -0.05)
    brush.line((-0.45, -0.29), (0.45, -0.29))


def _film(brush: _Brush) -> None:
    brush.box(-1, -0.7, 1, 0.7)
    for x in (-0.5, 0, 0.5):
        brush.line((x, -0.7), (x, 0.7))
    brush.line((-1, 0), (1, 0))


def _download(brush: _Brush) -> None:
    brush.line((0, -0.85), (0, 0.3))
    brush.line((-0.42, -0.1), (0, 0.34), (0.42, -0.1))
    brush.line((-0.9, 0.3), (-0.9, 0.8), (0.9, 0.8), (0.9, 0.3))


def _screen(brush: _Brush) -> None:
    brush.box(-1, -0.72, 1, 0.5)
    brush.shape((-0.22, -0.42), (0.36, -0.11), (-0.22, 0.2))
    brush.line((-0.45, 0.82), (0.45, 0.82))


def _stick(brush: _Brush) -> None:
    brush.box(-0.36, -0.25, 0.36, 0.95)
    brush.box(-0.24, -0.85, 0.24, -0.25, corner=0.03)
    brush.line((-0.08, -0.62), (-0.08, -0.48))
    brush.line((0.08, -0.62), (0.08, -0.48))


_GLYPHS: dict[str, Callable[[_Brush], None]] = {
    "dvd": _video_disc,
    "cd": _disc,
    "usb": _stick,
    "videotape": _cassette,
    "microform": _film,
    "download": _download,
    "stream": _screen,
}
