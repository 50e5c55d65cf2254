"""The basket: titles and copies in the visitor's session, before anybody says who they are."""

from collections.abc import Iterator

from django.contrib.sessions.backends.base import SessionBase

MAX_TITLES = 50
MAX_COPIES = 9_999  # of one title; the limits are lower, and data

_KEY = "basket"


class BasketFull(Exception):
    """No more titles fit into one order."""

    def __init__(self) -> None:
        super().__init__(
            f"One order holds up to {MAX_TITLES} titles. Place this one first, then start another."
        )


class Basket:
    """Copies by resource, in the order in which they were put in."""

    def __init__(self, session: SessionBase) -> None:
        self._session = session

    @property
    def quantities(self) -> dict[int, int]:
        """Copies by the resource's key."""
        stored: dict[str, int] = self._session.get(_KEY, {})
        return {int(pk): quantity for pk, quantity in stored.items()}

    def __len__(self) -> int:
        return len(self._session.get(_KEY, {}))

    def __iter__(self) -> Iterator[int]:
        return iter(self.quantities)

    def add(self, *, resource_id: int, quantity: int) -> int:
        """Put copies in, beside those of the same title, and return how many there are now.

        Raises:
            BasketFull: the title is new and there is no room for another.
        """
        quantities = self.quantities
        if resource_id not in quantities and len(quantities) >= MAX_TITLES:
            raise BasketFull
        total = min(quantities.get(resource_id, 0) + quantity, MAX_COPIES)
        self._store({**quantities, resource_id: total})
        return total

    def change(self, quantities: dict[int, int]) -> None:
        """Set the copies of titles that are in the basket. None takes a title out."""
        self._store(self.quantities | {pk: quantities[pk] for pk in self if pk in quantities})

    def clear(self) -> None:
        """Take everything out."""
        self._session.pop(_KEY, None)

    def _store(self, quantities: dict[int, int]) -> None:
        self._session[_KEY] = {str(pk): copies for pk, copies in quantities.items() if copies > 0}
