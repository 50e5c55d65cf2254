"""How many rows there are, no further than a person would count."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.utils.functional import cached_property

MOST_COUNTED = 10_000


@dataclass(frozen=True, slots=True)
class Counted:
    """A number of rows; where there are more than are counted it says so."""

    number: int
    is_capped: bool = False

    def __str__(self) -> str:
        return f"more than {self.number:,}" if self.is_capped else f"{self.number:,}"

    def __bool__(self) -> bool:
        return self.number > 0


def count_of(rows: QuerySet[Any], *, most: int = MOST_COUNTED) -> Counted:
    """Return how many rows there are; the database stops counting at the most. One statement."""
    found = rows.order_by().values("pk")[: most + 1].count()
    return Counted(min(found, most), found > most)


class CountedPaginator(Paginator):  # type: ignore[type-arg]  # not subscriptable when it runs
    """Pages of a list that was counted so. What lies beyond the count has no page: narrow it."""

    def __init__(self, rows: QuerySet[Any], per_page: int, counted: Counted) -> None:
        self.counted = counted
        super().__init__(rows, per_page)

    @cached_property
    def count(self) -> int:
        """The number of rows that have a page."""
        return self.counted.number
