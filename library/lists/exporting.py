"""A list as a file: the same rows and columns, read a thousand at a time."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.db.models import QuerySet
from django.http.response import HttpResponseBase

from library.lists.columns import Column
from library.sheets import Cell, as_csv, as_xlsx

_AT_ONCE = 1_000  # rows

_WRITERS: dict[str, Callable[..., HttpResponseBase]] = {"csv": as_csv, "xlsx": as_xlsx}


def export(
    kind: str, *, name: str, columns: Sequence[Column], rows: QuerySet[Any]
) -> HttpResponseBase | None:
    """Return a file of the rows as `csv` or `xlsx`; None where there is no such kind."""
    writer = _WRITERS.get(kind)
    header = [column.label for column in columns]
    return writer(name, header, _cells(columns, rows)) if writer else None


def _cells(columns: Sequence[Column], rows: QuerySet[Any]) -> Iterator[list[Cell]]:
    for row in rows.iterator(chunk_size=_AT_ONCE):
        yield [column.value(row) for column in columns]
