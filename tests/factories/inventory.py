"""Shelves with copies, filled through the ledger."""

from itertools import count

from library.catalog.enums import Format, Kind
from library.catalog.models import Resource
from library.inventory import ledger
from library.inventory.models import StockItem

_numbers = count(9001)


def make_title(*, title: str = "", product_number: str = "") -> Resource:
    """Return a current DVD that nothing is known of yet."""
    number = product_number or f"COPS-T{next(_numbers)}"
    title_row: Resource = Resource.objects.create(
        product_number=number,
        title=title or f"Title {number}",
        slug=number.lower(),
        kind=Kind.VIDEO,
        format=Format.DVD,
    )
    return title_row


def make_stock(
    *,
    on_hand: int = 0,
    buffer: int = 0,
    bin_location: str = "A-01",
    resource: Resource | None = None,
) -> StockItem:
    """Return a shelf with so many copies."""
    title = resource or make_title()
    item = ledger.open_item(resource_id=title.pk, bin_location=bin_location, buffer=buffer)
    if on_hand:
        ledger.receive(resource_id=title.pk, quantity=on_hand, document="delivery note 1")
    item.refresh_from_db()
    return item
