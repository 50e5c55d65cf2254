"""The course of the days as a chart and as the table beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from library.charts import Chart, lined
from search.querylog.selectors import Counts, DayRow, sum_of

_MOST_POINTS = 31
_WEEK = 7


@dataclass(frozen=True, slots=True)
class Span:
    """A day, or a week where a day each would be too many."""

    first: date
    days: int
    counts: Counts

    @property
    def label(self) -> str:
        """The day, or the first of the week."""
        return f"{self.first:%b} {self.first.day}"


@dataclass(frozen=True, slots=True)
class Course:
    """What a template draws and tabulates."""

    spans: tuple[Span, ...]
    chart: Chart

    @property
    def is_weekly(self) -> bool:
        """Whether a point is a week."""
        return any(span.days > 1 for span in self.spans)


SERIES = (("asked", "Searches"), ("zero", "Without results"), ("no-click", "No result opened"))


def course_chart(rows: Sequence[DayRow]) -> Course:
    """Return the chart of days, or of weeks that end today."""
    spans = _spans(rows)
    values = (
        ("asked", [span.counts.asked for span in spans]),
        ("zero", [span.counts.without_results for span in spans]),
        ("no-click", [span.counts.without_click for span in spans]),
    )
    return Course(spans, lined([span.label for span in spans], values))


def _spans(rows: Sequence[DayRow]) -> tuple[Span, ...]:
    length = _WEEK if len(rows) > _MOST_POINTS else 1
    starts = range(len(rows) % length or length, len(rows) + 1, length)
    parts = [rows[max(end - length, 0) : end] for end in starts]
    return tuple(Span(part[0].day, len(part), sum_of(list(part))) for part in parts)
