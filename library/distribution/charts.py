"""The geometry of a chart of stacked bars, in the units of its SVG. It knows nothing of copies."""

from collections.abc import Sequence
from dataclasses import dataclass

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
class Chart:
    """Everything a template draws."""

    bars: tuple[Bar, ...]
    columns: tuple[Mark, ...]
    grid: tuple[Mark, ...]
    zero: float
    width: int = WIDTH
    height: int = HEIGHT
    left: int = _LEFT
    right: int = WIDTH - _RIGHT
    base: int = HEIGHT - _BOTTOM


def stacked(columns: Sequence[tuple[str, Sequence[tuple[str, int]]]]) -> Chart:
    """Return the chart of (label, [(series, value), …]) columns, from left to right.

    Values above zero are stacked upward from the zero line, those below it downward.
    """
    step, low, high = _scale([[value for _, value in parts] for _, parts in columns])

    def y(value: float) -> float:
        return round(_TOP + (high - value) / (high - low) * (HEIGHT - _TOP - _BOTTOM), 2)

    pitch = (WIDTH - _LEFT - _RIGHT) / max(len(columns), 1)
    width = min(pitch * 0.75, _WIDEST_BAR)
    bars: list[Bar] = []
    for number, (_, parts) in enumerate(columns):
        x = _LEFT + pitch * number + (pitch - width) / 2
        for series, start, end in _stack(parts):
            top = y(max(start, end))
            bars.append(
                Bar(series, round(x, 2), top, round(width, 2), round(y(min(start, end)) - top, 2))
            )
    lines = range(-(-low // step) * step, high + 1, step)
    return Chart(
        bars=tuple(bars),
        columns=_column_marks([label for label, _ in columns], pitch),
        grid=tuple(Mark(y(value), f"{value:,}".replace("-", _MINUS)) for value in lines),
        zero=y(0),
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


def _scale(columns: Sequence[Sequence[int]]) -> tuple[int, int, int]:
    """Return the step between grid lines, the lowest value and the highest line."""
    highest = max((sum(v for v in values if v > 0) for values in columns), default=0)
    lowest = min((sum(v for v in values if v < 0) for values in columns), default=0)
    step = _round_step(max(highest, -lowest, _GRID_LINES) / _GRID_LINES)
    return step, lowest, -(-max(highest, 1) // step) * step


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
        Mark(round(_LEFT + pitch * (number + 0.5), 2), label)
        for number, label in enumerate(labels)
        if number % every == 0
    )
