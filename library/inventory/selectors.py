"""What others may know of the shelf."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from library.catalog.enums import Lifecycle
from library.catalog.models import Resource
from library.inventory.enums import Availability
from library.inventory.models import StockItem


@dataclass(frozen=True, slots=True)
class Stock:
    """The state of one resource's shelf, in copies."""

    availability: Availability
    available: int
    expected_on: date | None

    @property
    def is_orderable(self) -> bool:
        """Whether a reader may ask for copies: at once or on back-order."""
        return self.availability in {Availability.AVAILABLE, Availability.BACK_ORDER}


def stock_of(resource: Resource) -> Stock:
    """Return the stock of one resource."""
    return stock_of_many([resource.pk])[resource.pk]


def stock_of_many(resource_ids: Iterable[int]) -> dict[int, Stock]:
    """Return the stock of each resource that exists, by its key. Three statements, however many."""
    ids = list(resource_ids)
    items = {item.resource_id: item for item in StockItem.objects.filter(resource_id__in=ids)}
    with_files = set(
        Resource.objects.filter(pk__in=ids, files__isnull=False).values_list("pk", flat=True)
    )
    rows = Resource.objects.filter(pk__in=ids).values_list("pk", "lifecycle")
    return {pk: _stock(lifecycle, items.get(pk), pk in with_files) for pk, lifecycle in rows}


def _stock(lifecycle: str, item: StockItem | None, has_file: bool) -> Stock:  # noqa: FBT001
    if lifecycle != Lifecycle.CURRENT:
        return Stock(Availability.SUPERSEDED, 0, None)
    if item is None:
        return Stock(Availability.DOWNLOAD if has_file else Availability.REFERENCE, 0, None)
    state = Availability.AVAILABLE if item.available else Availability.BACK_ORDER
    return Stock(state, item.available, item.expected_on)
