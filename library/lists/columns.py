"""What a list shows of each row, on the screen and in a file alike."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from library.sheets import Cell


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes:
        name: what the address calls it in `?sort=`.
        value: what a row has there; a file holds the same.
        sort: the fields that the database sorts by, most important first; none: not to sort by.
        url: where the cell leads, an empty text for nowhere.
    """

    name: str
    label: str
    value: Callable[[Any], Cell]
    sort: tuple[str, ...] = ()
    url: Callable[[Any], str] | None = None


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A cell on the screen."""

    label: str
    value: Cell
    url: str

    @property
    def is_moment(self) -> bool:
        """Whether it is a date with a time."""
        return isinstance(self.value, datetime)

    @property
    def is_day(self) -> bool:
        """Whether it is a date alone."""
        return isinstance(self.value, date) and not self.is_moment


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row on the screen. `key` is what a marked box says; `name` is what a person calls it."""

    key: int
    name: Cell
    cells: tuple[ShownCell, ...]


def shown(columns: Sequence[Column], rows: Sequence[Any]) -> list[ShownRow]:
    """Return rows of the database as a screen shows them; the first column names the row."""
    return [
        ShownRow(
            row.pk,
            columns[0].value(row),
            tuple(
                ShownCell(column.label, column.value(row), column.url(row) if column.url else "")
                for column in columns
            ),
        )
        for row in rows
    ]
