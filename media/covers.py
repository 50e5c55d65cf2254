"""Draws a cover for what has no picture: kind, title, carrier and number on a colored ground."""

import hashlib
from dataclasses import astuple, dataclass
from functools import cache
from io import BytesIO

from django.contrib.staticfiles import finders
from PIL import Image, ImageDraw, ImageFont

from media.glyphs import draw_glyph

SIZE = (600, 776)
_DRAWING = "3"  # raise it when the drawing changes: it is part of the fingerprint
_SCALE = 2  # drawn twice as large and reduced, so that curves come out smooth
_MARGIN = 52
_TITLE_TOP = 150
_TITLE_HEIGHT = 372
_TITLE_SIZES = (60, 54, 48, 42, 37, 33, 29)
_FONT_FILE = "uswds/fonts/public-sans/PublicSans-{weight}.ttf"

# Ground, darker shade, accent. White text on every ground and shade passes WCAG contrast AA.
_PALETTES: dict[str, tuple[str, str, str]] = {
    "guide": ("#1a4480", "#162e51", "#face00"),
    "report": ("#2e4a62", "#1c2f40", "#97d4ea"),
    "curriculum": ("#154c21", "#0f3016", "#b8d293"),
    "toolkit": ("#0b4b3f", "#08312a", "#ffbc78"),
    "video": ("#3d1f5b", "#271140", "#f2b5c4"),
    "audio": ("#6e1e3d", "#481127", "#ffcd9e"),
    "fact_sheet": ("#0a4f64", "#07323f", "#a8f2ff"),
    "brochure": ("#6a3a09", "#452506", "#ffe396"),
    "newsletter": ("#3b3f63", "#242744", "#cbd0ff"),
    "serial": ("#41464e", "#292c31", "#c6d2ee"),
    "hearing": ("#5a2420", "#3b1714", "#f5c4ae"),
    "poster": ("#8b1303", "#5c0d02", "#ffe396"),
    "map": ("#2f4a1f", "#1d2f12", "#dfe9a5"),
    "software": ("#1b2f6b", "#111e47", "#8de2c4"),
}
_OTHER_PALETTE = ("#345d8d", "#22405f", "#dfe1e2")


@dataclass(frozen=True, slots=True)
class CoverText:
    """What a cover says. `kind` and `format` are codes, the labels what readers see."""

    title: str
    kind: str
    kind_label: str
    format: str
    format_label: str
    product_number: str

    def fingerprint(self) -> str:
        """Return a text that changes exactly when the drawn cover would."""
        said = "\0".join((_DRAWING, *astuple(self)))
        return hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()[:32]


def draw_cover(text: CoverText) -> bytes:
    """Return the cover as PNG, SIZE pixels; the same text gives the same bytes."""
    ground, shade, accent = _PALETTES.get(text.kind, _OTHER_PALETTE)
    picture = Image.new("RGB", (SIZE[0] * _SCALE, SIZE[1] * _SCALE), ground)
    pen = ImageDraw.Draw(picture)
    _draw_ground(pen, shade=shade, accent=accent)
    draw_glyph(
        pen, text.format, center=(478 * _SCALE, 640 * _SCALE), radius=78 * _SCALE, ink=accent
    )
    _draw_words(pen, text, accent=accent)
    small = picture.reduce(_SCALE).quantize(64, method=Image.Quantize.FASTOCTREE)
    out = BytesIO()
    small.save(out, "PNG", compress_level=6)
    return out.getvalue()


def _draw_ground(pen: ImageDraw.ImageDraw, *, shade: str, accent: str) -> None:
    width, height = SIZE[0] * _SCALE, SIZE[1] * _SCALE
    foot = 536 * _SCALE
    pen.polygon([(0, foot + 44 * _SCALE), (width, foot), (width, height), (0, height)], fill=shade)
    pen.rectangle((0, 0, 16 * _SCALE, height), fill=accent)
    pen.rectangle(
        (_MARGIN * _SCALE, 112 * _SCALE, (_MARGIN + 72) * _SCALE, 118 * _SCALE), fill=accent
    )


def _draw_words(pen: ImageDraw.ImageDraw, text: CoverText, *, accent: str) -> None:
    left = _MARGIN * _SCALE
    label = " ".join(text.kind_label.upper())
    pen.text((left, 66 * _SCALE), label, font=_font("Bold", 20), fill=accent)
    title, size = _fitted(_printable(text.title))
    pen.multiline_text(
        (left, _TITLE_TOP * _SCALE), title, font=_font("Bold", size), fill="white",
        spacing=int(size * 0.22 * _SCALE),
    )  # fmt: skip
    number_font = _font("SemiBold", 26)
    number = _shortened(_printable(text.product_number), number_font, 300 * _SCALE)
    pen.text((left, 676 * _SCALE), number, font=number_font, fill="white")
    pen.text((left, 640 * _SCALE), text.format_label, font=_font("Regular", 22), fill=accent)


def _fitted(title: str) -> tuple[str, int]:
    """Return the title in lines, in the largest size in which it fits, cut if in none."""
    width = (SIZE[0] - 2 * _MARGIN) * _SCALE
    for size in _TITLE_SIZES:
        font = _font("Bold", size)
        lines = _wrapped(title, font, width)
        room = int(_TITLE_HEIGHT / (size * 1.35))
        if len(lines) <= room and all(font.getlength(line) <= width for line in lines):
            return "\n".join(lines), size
    size = _TITLE_SIZES[-1]
    font = _font("Bold", size)
    room = int(_TITLE_HEIGHT / (size * 1.35))
    lines = [_shortened(line, font, width) for line in _wrapped(title, font, width)]
    if len(lines) > room:
        lines = [*lines[: room - 1], _shortened(lines[room - 1] + " …", font, width)]
    return "\n".join(lines), size


def _wrapped(title: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    lines: list[str] = []
    for word in title[:600].split():
        if lines and font.getlength(f"{lines[-1]} {word}") <= width:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    return lines or [""]


def _shortened(line: str, font: ImageFont.FreeTypeFont, width: int) -> str:
    if font.getlength(line) <= width:
        return line
    while line and font.getlength(f"{line}…") > width:
        line = line[:-1].rstrip()
    return f"{line}…"


def _printable(text: str) -> str:
    return "".join(letter if letter.isprintable() else " " for letter in text)


@cache
def _font(weight: str, size: int) -> ImageFont.FreeTypeFont:
    """Return Public Sans from the design system's package, else the face built into Pillow."""
    found = finders.find(_FONT_FILE.format(weight=weight))
    if isinstance(found, str):
        return ImageFont.truetype(found, size * _SCALE)
    built_in = ImageFont.load_default(size * _SCALE)
    if not isinstance(built_in, ImageFont.FreeTypeFont):
        raise TypeError("Pillow was built without FreeType, which covers are drawn with.")
    return built_in
