"""What of an order can still be given up, and what of a parcel is still out."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Case, F, IntegerField, Prefetch, QuerySet, Sum, When
from django.db.models.functions import Coalesce

from library.fulfillment.models import ShipmentLine
from library.fulfillment.states import IN_THE_HOUSE, ShipmentState
from library.orders.models import OrderLine
from library.orders.states import TO_DECIDE


@dataclass(frozen=True, slots=True)
class TakeOut:
    """Copies that have been picked for a parcel, and have to be put back by hand."""

    shipment_number: str
    product_number: str
    copies: int

    def __str__(self) -> str:
        return f"{self.copies} of {self.product_number} out of {self.shipment_number}"


def cancellable_lines(*, order_id: int) -> QuerySet[OrderLine]:
    """Return an order's lines with `cancellable`, the copies that have not left and are wanted.

    Each carries the parcels in the house that hold copies of it, as `held_by`.
    """
    held = ShipmentLine.objects.filter(shipment__state__in=IN_THE_HOUSE).select_related("shipment")
    not_left = F("approved") - F("shipped") - F("cancelled")
    return (
        OrderLine.objects.filter(order_id=order_id)
        .select_related("resource")
        .prefetch_related(Prefetch("shipment_lines", held, to_attr="held_by"))
        .annotate(
            cancellable=Case(
                When(order__state__in=TO_DECIDE, then=F("requested") - F("cancelled")),
                default=not_left,
                output_field=IntegerField(),
            )
        )
        .order_by("pk")
    )


def picked_copies(*, order_id: int) -> dict[tuple[str, str], int]:
    """Return the copies that lie in picked parcels of an order, by parcel and product number."""
    rows = ShipmentLine.objects.filter(
        shipment__order_id=order_id, shipment__state=ShipmentState.PICKED
    ).values_list("shipment__number", "order_line__resource__product_number", "quantity")
    return {(parcel, product or ""): copies for parcel, product, copies in rows}


def to_take_out(
    *, before: Mapping[tuple[str, str], int], after: Mapping[tuple[str, str], int]
) -> list[TakeOut]:
    """Return what has to be taken out of picked parcels, from what they held before and after."""
    return [
        TakeOut(parcel, product, copies - after.get((parcel, product), 0))
        for (parcel, product), copies in before.items()
        if copies > after.get((parcel, product), 0)
    ]


def returnable_lines(*, shipment_id: int) -> QuerySet[ShipmentLine]:
    """Return a parcel's lines with `still_out`, the copies that have not come back."""
    came_back = Coalesce(Sum(F("returned_as__shelved") + F("returned_as__damaged")), 0)
    return (
        ShipmentLine.objects.filter(shipment_id=shipment_id)
        .select_related("order_line__resource")
        .annotate(still_out=F("quantity") - came_back)
        .order_by("pk")
    )
