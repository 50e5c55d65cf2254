"""What lies on the shelf, what can be had, how long it lasts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from library.catalog.enums import WHOLE_WORKS, Lifecycle
from library.catalog.models import Resource, ResourceFile
from library.inventory.enums import Availability, MovementKind
from library.inventory.models import Movement, StockItem

_PACE_DAYS = 90
_SHELF = [f"stock_item__{name}" for name in ("on_hand", "allocated", "buffer", "expected_on")]


@dataclass(frozen=True, slots=True)
class Stock:
    """The state of one resource's shelf, in copies.

    `expected_on` is the day on which the next copies are due; None where none are, or late.
    """

    availability: Availability
    available: int
    expected_on: date | None

    @property
    def is_orderable(self) -> bool:
        """Whether a reader may ask for copies: at once or on back-order."""
        return self.availability in {Availability.AVAILABLE, Availability.BACK_ORDER}


@dataclass(frozen=True, slots=True)
class Shelf:
    """Copies that can be promised, and copies that left a day by shipment and by hand-out.

    The pace is that of the last 90 days.
    """

    available: int
    daily_pace: float

    def days_of_cover(self, *, without: int = 0) -> float | None:
        """Return for how many days the copies last, some of them taken; None without a pace."""
        left = max(self.available - without, 0)
        return left / self.daily_pace if self.daily_pace else None


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """A shelf whose balance is not the sum of its movements."""

    resource_id: int
    on_hand: int
    moved: int


def stock_of(resource: Resource) -> Stock:
    """Return the stock of one resource."""
    return stock_of_many([resource.pk])[resource.pk]


def stock_of_many(resource_ids: Iterable[int]) -> dict[int, Stock]:
    """Return the stock of each resource that exists, by its key. One statement, however many."""
    return _stock_of(Resource.objects.filter(pk__in=list(resource_ids)))


def stock_of_public(resource_ids: Iterable[int]) -> dict[int, Stock]:
    """Return the stock of each resource that readers can see, by its key. One statement."""
    return _stock_of(Resource.objects.public().filter(pk__in=list(resource_ids)))


def days_of_cover(*, resource_ids: Iterable[int]) -> dict[int, float | None]:
    """Return for how many days the available copies last; None where none left in 90 days."""
    shelves = shelves_of(resource_ids=resource_ids)
    return {pk: shelf.days_of_cover() for pk, shelf in shelves.items()}


def shelves_of(*, resource_ids: Iterable[int]) -> dict[int, Shelf]:
    """Return what each shelf has to give and how fast it has been leaving. One statement."""
    since = timezone.now() - timedelta(days=_PACE_DAYS)
    leaving = Q(
        movements__kind__in=(MovementKind.SHIPMENT, MovementKind.HAND_OUT),
        movements__occurred_at__gt=since,
    )
    items = StockItem.objects.filter(resource_id__in=list(resource_ids)).annotate(
        moved=Coalesce(Sum("movements__quantity", filter=leaving), 0)
    )
    return {item.resource_id: Shelf(item.available, -item.moved / _PACE_DAYS) for item in items}


def with_pace(items: QuerySet[StockItem]) -> QuerySet[StockItem]:
    """Return shelves with `left_lately`, the copies that left by shipment and hand-out lately."""
    leaving = Movement.objects.filter(
        item=OuterRef("pk"),
        kind__in=(MovementKind.SHIPMENT, MovementKind.HAND_OUT),
        occurred_at__gt=timezone.now() - timedelta(days=_PACE_DAYS),
    )
    copies = leaving.order_by().values("item").annotate(copies=Sum("quantity")).values("copies")
    return items.annotate(left_lately=-Coalesce(Subquery(copies), 0))


def days_left(item: StockItem) -> int | None:
    """Return for how many whole days a shelf with its pace lasts; None where no copy left."""
    pace = item.left_lately / _PACE_DAYS  # type: ignore[attr-defined]
    days = Shelf(item.available, pace).days_of_cover()
    return None if days is None else int(days)


def weights_of(*, resource_ids: Iterable[int]) -> dict[int, int]:
    """Return the weight of one copy in grams, where somebody weighed it."""
    items = StockItem.objects.filter(resource_id__in=list(resource_ids))
    weights = items.values_list("resource_id", "weight_grams")
    return {pk: grams for pk, grams in weights if grams is not None}


def stock_items(*, text: str = "", level: str = "", bin_location: str = "") -> QuerySet[StockItem]:
    """Return the shelves with their resources and `free`, the copies that can be promised.

    Args:
        text: a part of the title, the product number or the bin.
        level: "out" for nothing to promise, "in" for something, "held" for allocated copies,
            "low" for shelves at their reorder point or below.
        bin_location: how the bin begins.
    """
    items = StockItem.objects.select_related("resource").annotate(
        free=F("on_hand") - F("allocated") - F("buffer")
    )
    levels = {"out": Q(free__lte=0), "in": Q(free__gt=0), "held": Q(allocated__gt=0)}
    levels["low"] = Q(free__lte=F("reorder_point"))
    if level in levels:
        items = items.filter(levels[level])
    if bin_location:
        items = items.filter(bin_location__istartswith=bin_location)
    if text:
        items = items.filter(
            Q(resource__title__icontains=text)
            | Q(resource__product_number__icontains=text)
            | Q(bin_location__icontains=text)
        )
    return items.order_by("bin_sort", "resource__product_number", "pk")


def discrepancies() -> list[Discrepancy]:
    """Return every shelf whose balance its movements do not prove. Reads all movements."""
    rows = (
        StockItem.objects.annotate(moved=Coalesce(Sum("movements__quantity"), 0))
        .exclude(on_hand=F("moved"))
        .order_by("pk")
        .values_list("resource_id", "on_hand", "moved")
    )
    return [Discrepancy(*row) for row in rows]


def allocated_by_resource() -> dict[int, int]:
    """Return the copies set aside, by resource, where there are any."""
    return dict(StockItem.objects.filter(allocated__gt=0).values_list("resource_id", "allocated"))


def stock_item_count() -> int:
    """Return how many shelves there are."""
    return StockItem.objects.count()


def _stock_of(resources: QuerySet[Resource]) -> dict[int, Stock]:
    whole = ResourceFile.objects.filter(resource=OuterRef("pk"), role__in=WHOLE_WORKS)
    rows = resources.order_by().annotate(is_readable=Exists(whole)).select_related("stock_item")
    return {row.pk: _stock(row) for row in rows.only("lifecycle", *_SHELF)}


def _stock(row: Any) -> Stock:  # noqa: ANN401 - a resource with `is_readable`
    if row.lifecycle != Lifecycle.CURRENT:
        return Stock(Availability.SUPERSEDED, 0, None)
    item: StockItem | None = getattr(row, "stock_item", None)
    if item is None:
        return Stock(Availability.DOWNLOAD if row.is_readable else Availability.REFERENCE, 0, None)
    state = Availability.AVAILABLE if item.available else Availability.BACK_ORDER
    return Stock(state, item.available, _still_ahead(item.expected_on))


def _still_ahead(day: date | None) -> date | None:
    """Return a day that has not passed: nobody is promised copies for yesterday."""
    return day if day and day >= timezone.localdate() else None
