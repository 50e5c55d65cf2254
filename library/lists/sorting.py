"""By what a list is sorted, as its address says: `?sort=agency`, `?sort=-placed`."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import F
from django.db.models.expressions import OrderBy

from library.lists.columns import Column


@dataclass(frozen=True, slots=True)
class Sort:
    """The column and the direction."""

    column: Column
    descending: bool

    @property
    def value(self) -> str:
        """What the address says."""
        return f"-{self.column.name}" if self.descending else self.column.name

    def order_by(self) -> list[OrderBy]:
        """Return what the database sorts by. The key comes last, so that no two rows are equal."""
        return [
            _ordered(F(field), descending=self.descending) for field in (*self.column.sort, "pk")
        ]


@dataclass(frozen=True, slots=True)
class Heading:
    """A column's head: how the list is sorted by it now, and what a click asks for."""

    label: str
    direction: str  # "ascending", "descending" or ""
    next_sort: str  # empty where one cannot sort by it


def chosen_sort(columns: Sequence[Column], asked: str, default: str) -> Sort:
    """Return the sort asked for; what makes no sense is answered with the default."""
    by_name = {column.name: column for column in columns if column.sort}
    value = asked if asked.removeprefix("-") in by_name else default
    return Sort(by_name[value.removeprefix("-")], value.startswith("-"))


def headings(columns: Sequence[Column], sort: Sort) -> list[Heading]:
    """Return the heads of a table that is sorted so."""
    return [_heading(column, sort) for column in columns]


def _heading(column: Column, sort: Sort) -> Heading:
    if not column.sort:
        return Heading(column.label, "", "")
    if column.name != sort.column.name:
        return Heading(column.label, "", column.name)
    direction = "descending" if sort.descending else "ascending"
    return Heading(column.label, direction, column.name if sort.descending else f"-{column.name}")


def _ordered(field: F, *, descending: bool) -> OrderBy:
    # As an index is built: nulls are last upwards and first downwards.
    return field.desc() if descending else field.asc()
