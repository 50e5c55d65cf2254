"""What a scan asks of the database, and where a packer stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet, Sum

from library.catalog.enums import Scheme
from library.catalog.models import Resource
from library.fulfillment.models import Packer, Scan, Shipment, ShipmentLine
from library.fulfillment.states import IN_THE_HOUSE, OPEN_WAVES

_SHELF = "order_line__resource__stock_item__"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a packer stands: the parcel being packed, and the one that left last."""

    packer: Packer | None
    shipment: Shipment | None
    lines: tuple[ShipmentLine, ...]
    shipped: Shipment | None

    @property
    def is_complete(self) -> bool:
        """Whether every copy is in the box."""
        return bool(self.lines) and all(line.packed == line.quantity for line in self.lines)

    @property
    def missing(self) -> int:
        """How many copies are still to be packed."""
        return sum(line.quantity - line.packed for line in self.lines)


def standing_of(*, user_id: int) -> Standing:
    """Return where a packer stands. Two statements; nobody's address is read."""
    packer = (
        Packer.objects.select_related("shipment__order__agency", "shipment__wave", "shipped__order")
        .filter(user_id=user_id)
        .first()
    )
    shipment = packer.shipment if packer else None
    lines = tuple(packing_lines(shipment_id=shipment.pk)) if shipment else ()
    return Standing(packer, shipment, lines, packer.shipped if packer else None)


def packing_lines(*, shipment_id: int) -> QuerySet[ShipmentLine]:
    """Return what belongs into a parcel, with titles and bins, in the order of the bins."""
    return (
        ShipmentLine.objects.filter(shipment_id=shipment_id)
        .select_related("order_line__resource")
        .annotate(bin_location=F(f"{_SHELF}bin_location"))
        .order_by(f"{_SHELF}bin_sort", "order_line__resource__product_number", "pk")
    )


def resources_with(*, keys: Iterable[tuple[Scheme, str]]) -> dict[int, str]:
    """Return, by key, the titles of the resources that one of these numbers names."""
    pairs = [(scheme, key) for scheme, key in keys if key]
    if not pairs:
        return {}
    held = [Q(identifiers__scheme=scheme, identifiers__normalized=key) for scheme, key in pairs]
    own = [key for scheme, key in pairs if scheme == Scheme.PRODUCT_NUMBER]
    named = Resource.objects.filter(reduce(or_, held, Q(product_key__in=own)))
    return dict(named.values_list("pk", "title"))


def parcels_of_order(*, reference: str) -> list[Shipment]:
    """Return the parcels of an order, those still to be packed first."""
    parcels = Shipment.objects.filter(order__reference=reference)
    still_open = Q(state__in=IN_THE_HOUSE)
    return list(parcels.alias(is_open=still_open).order_by("-is_open", "created_at", "pk"))


def last_packing(*, packer: Packer) -> Scan | None:
    """Return the last scan that put copies into the packer's parcel and was not taken back."""
    scans = Scan.objects.filter(packer=packer, shipment=packer.shipment, copies__gt=0)
    return scans.order_by("-scanned_at").first()


def waiting_parcels(*, wave_id: int) -> QuerySet[Shipment]:
    """Return the parcels of a wave that nobody packs, in the order of the totes."""
    waiting = Shipment.objects.filter(wave_id=wave_id, wave__state__in=OPEN_WAVES)
    return waiting.filter(state__in=IN_THE_HOUSE, packer__isnull=True).order_by("wave_position")


def wave_progress(*, wave_id: int) -> tuple[int, int]:
    """Return how many parcels of a wave are still to be packed, and how many there are."""
    counts = Shipment.objects.filter(wave_id=wave_id).aggregate(
        still=Count("pk", filter=Q(state__in=IN_THE_HOUSE)), all=Count("pk")
    )
    return counts["still"], counts["all"]


def packed_copies(*, shipment_id: int) -> int:
    """Return how many copies are in a parcel."""
    lines = ShipmentLine.objects.filter(shipment_id=shipment_id)
    return int(lines.aggregate(packed=Sum("packed", default=0))["packed"])


def scan_of(*, scan_id: UUID, user_id: int) -> Scan | None:
    """Return a scan of somebody's own, or None."""
    scans = Scan.objects.select_related("shipment__order")
    return scans.filter(pk=scan_id, packer__user_id=user_id).first()
