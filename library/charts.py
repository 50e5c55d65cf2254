"""The geometry of charts, stacked bars and lines, in the units of their SVG.

It knows nothing of what is counted.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

WIDTH, HEIGHT = 960, 340
_LEFT, _RIGHT, _TOP, _BOTTOM = 64, 8, 24, 36
_MOST_LABELS = 18
_GRID_LINES = 4
_WIDEST_BAR = 48.0
_MINUS = "\N{MINUS SIGN}"


@dataclass(frozen=True, slots=True)
class Bar:
    """One part of a column."""

    series: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Mark:
    """A label at a place: of a column (x) or of a grid line (y)."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Line:
    """One series: the points of its polyline, as SVG writes them."""

    series: str
    points: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Everything a template draws: bars or lines, labels, and the frame."""

    columns: tuple[Mark, ...]
    grid: tuple[Mark, ...]
    zero: float
    bars: tuple[Bar, ...] = ()
    lines: tuple[Line, ...] = ()
    width: int = WIDTH
    height: int = HEIGHT
    left: int = _LEFT
    right: int = WIDTH - _RIGHT
    base: int = HEIGHT - _BOTTOM


def stacked(columns: Sequence[tuple[str, Sequence[tuple[str, int]]]]) -> Chart:
    """Return the chart of (label, [(series, value), …]) columns, from left to right.

    Values above zero are stacked upward from the zero line, those below it downward.
    """
    scale = _Scale.of([[value for _, value in parts] for _, parts in columns])
    pitch = (WIDTH - _LEFT - _RIGHT) / max(len(columns), 1)
    width = min(pitch * 0.75, _WIDEST_BAR)
    bars: list[Bar] = []
    for number, (_, parts) in enumerate(columns):
        x = _LEFT + pitch * number + (pitch - width) / 2
        for series, start, end in _stack(parts):
            top = scale.y(max(start, end))
            height = round(scale.y(min(start, end)) - top, 2)
            bars.append(Bar(series, round(x, 2), top, round(width, 2), height))
    return Chart(
        bars=tuple(bars),
        columns=_column_marks([label for label, _ in columns], pitch),
        grid=scale.grid(),
        zero=scale.y(0),
    )


def lined(labels: Sequence[str], series: Sequence[tuple[str, Sequence[int]]]) -> Chart:
    """Return the chart of (series, values) lines over labeled places, from left to right.

    Each series has a value for each label; none is below zero.
    """
    scale = _Scale.of([[value] for _, values in series for value in values])
    pitch = (WIDTH - _LEFT - _RIGHT) / max(len(labels), 1)
    lines = (
        Line(name, " ".join(f"{_middle(n, pitch)},{scale.y(v)}" for n, v in enumerate(values)))
        for name, values in series
    )
    return Chart(
        lines=tuple(lines),
        columns=_column_marks(labels, pitch),
        grid=scale.grid(),
        zero=scale.y(0),
    )


def _stack(parts: Sequence[tuple[str, int]]) -> list[tuple[str, int, int]]:
    """Return (series, from, to) of every part that is not nothing."""
    ends = {True: 0, False: 0}  # how far the column has grown upward and downward
    stacked_parts = []
    for series, value in parts:
        if value:
            start = ends[value > 0]
            ends[value > 0] = start + value
            stacked_parts.append((series, start, start + value))
    return stacked_parts


@dataclass(frozen=True, slots=True)
class _Scale:
    """The step between grid lines, the lowest value and the highest line."""

    step: int
    low: int
    high: int

    @classmethod
    def of(cls, columns: Sequence[Sequence[int]]) -> Self:
        """Return the scale on which every column has room."""
        highest = max((sum(v for v in values if v > 0) for values in columns), default=0)
        lowest = min((sum(v for v in values if v < 0) for values in columns), default=0)
        step = _round_step(max(highest, -lowest, _GRID_LINES) / _GRID_LINES)
        return cls(step, lowest, -(-max(highest, 1) // step) * step)

    def y(self, value: float) -> float:
        """Return how far down a value is drawn."""
        share = (self.high - value) / (self.high - self.low)
        return round(_TOP + share * (HEIGHT - _TOP - _BOTTOM), 2)

    def grid(self) -> tuple[Mark, ...]:
        """Return a line for every step."""
        values = range(-(-self.low // self.step) * self.step, self.high + 1, self.step)
        return tuple(Mark(self.y(value), f"{value:,}".replace("-", _MINUS)) for value in values)


def _middle(number: int, pitch: float) -> float:
    return round(_LEFT + pitch * (number + 0.5), 2)


def _round_step(rough: float) -> int:
    """Return the smallest of 1, 2, 5, 10, 20, 50 … that is not below `rough`."""
    power = 1
    while True:
        for factor in (1, 2, 5):
            if factor * power >= rough:
                return factor * power
        power *= 10


def _column_marks(labels: Sequence[str], pitch: float) -> tuple[Mark, ...]:
    """Return the labels that have room: all, or every second, or every fifth."""
    every = next(n for n in (1, 2, 5, 10, 20, 50) if len(labels) / n <= _MOST_LABELS or n == 50)  # noqa: PLR2004
    return tuple(
        Mark(_middle(number, pitch), label)
        for number, label in enumerate(labels)
        if number % every == 0
    )
