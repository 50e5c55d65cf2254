"""What a wave can be made of, what it holds, and what is to be fetched for it."""

import re
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from django.db.models import Count, Exists, F, Model, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from library.fulfillment.enums import Stage
from library.fulfillment.models import Shipment, ShipmentLine, Wave
from library.fulfillment.selectors.queue import orders_to_allocate
from library.fulfillment.states import IN_THE_HOUSE, ShipmentState
from library.orders.models import Order, OrderLine

_RESOURCE = "order_line__resource__"


@dataclass(frozen=True, slots=True)
class WaveFilters:
    """What parcels are chosen by; a field left empty narrows nothing. Weights in grams."""

    stage: Stage = Stage.PICK
    state: str = ""
    agency_type: str = ""
    older_than_days: int | None = None
    resource_id: int | None = None
    most_weight: int | None = None
    most_lines: int | None = None


@dataclass(frozen=True, slots=True)
class Pick:
    """One title to fetch for a wave. `shares` are the places of its totes, with their copies."""

    resource_id: int
    bin_location: str
    product_number: str
    title: str
    copies: int
    shares: tuple[tuple[int, int], ...]


def choices_for_wave(*, filters: WaveFilters) -> QuerySet[Any]:
    """Return the parcels, or the orders without one, that a wave could be made of, oldest first.

    Each has `titles`, `copies` and `weight`, in grams; a title of unknown weight weighs nothing.
    """
    if filters.stage == Stage.ALLOCATE:
        return _chosen(_orders_to_choose(filters), filters, "")
    return _chosen(_parcels_to_choose(filters), filters, "order__")


def waves_found(*, number: str = "", state: str = "") -> QuerySet[Wave]:
    """Return the waves in a state, and whose number contains a text."""
    waves = Wave.objects.filter(number__icontains=number)
    return waves.filter(state=state) if state else waves


def waves_with_progress(waves: QuerySet[Wave]) -> QuerySet[Wave]:
    """Return the waves with who made them, `parcels`, and `still`: how many are not done."""
    still = Q(shipments__state__in=IN_THE_HOUSE)
    return waves.select_related("created_by", "state_changed_by").annotate(
        parcels=Count("shipments"), still=Count("shipments", filter=still)
    )


def parcels_of_wave(*, wave_id: int) -> QuerySet[Shipment]:
    """Return a wave's parcels by their places, with `copies` and `packed`, without addresses."""
    return (
        Shipment.objects.filter(wave_id=wave_id)
        .select_related("order__agency", "packer__user")
        .annotate(
            copies=Coalesce(Sum("lines__quantity"), 0),
            packed=Coalesce(Sum("lines__packed"), 0),
            titles=Count("lines"),
        )
        .order_by("wave_position")
    )


def keys_to_print(*, wave_id: int) -> list[int]:
    """Return the keys of a wave's parcels that were not given up, by their places."""
    parcels = Shipment.objects.filter(wave_id=wave_id).exclude(state=ShipmentState.CANCELLED)
    return list(parcels.order_by("wave_position").values_list("pk", flat=True))


def picks_of_wave(*, wave_id: int) -> list[Pick]:
    """Return what is to be fetched for a wave, by bin as people count: A-2 before A-10."""
    lines = ShipmentLine.objects.filter(
        shipment__wave_id=wave_id, shipment__state__in=IN_THE_HOUSE
    ).select_related("shipment", f"{_RESOURCE}stock_item")
    picks: dict[int, Pick] = {}
    for line in lines.order_by("shipment__wave_position"):
        resource = line.order_line.resource
        pick = picks.get(resource.pk) or Pick(
            resource.pk,
            resource.stock_item.bin_location,
            resource.product_number or "",
            resource.title,
            copies=0,
            shares=(),
        )
        share = (line.shipment.wave_position or 0, line.quantity)
        picks[resource.pk] = replace(
            pick, copies=pick.copies + line.quantity, shares=(*pick.shares, share)
        )
    return sorted(picks.values(), key=lambda pick: (walk(pick.bin_location), pick.product_number))


def walk(bin_location: str) -> list[tuple[int, int, str]]:
    """Return the place of a bin on the way through the shelves, numbers counted as numbers."""
    parts = re.findall(r"\d+|\D+", bin_location)
    return [(0, int(part), "") if part.isdigit() else (1, 0, part.casefold()) for part in parts]


def copies_in_open_parcels(*, resource_id: int) -> int:
    """Return how many copies of a title open parcels hold."""
    lines = ShipmentLine.objects.filter(
        shipment__state__in=IN_THE_HOUSE, order_line__resource_id=resource_id
    )
    return int(lines.aggregate(copies=Sum("quantity", default=0))["copies"])


def _parcels_to_choose(filters: WaveFilters) -> QuerySet[Shipment]:
    parcels = Shipment.objects.filter(state=ShipmentState.ALLOCATED, wave=None)
    if filters.resource_id:
        held = ShipmentLine.objects.filter(
            shipment=OuterRef("pk"), order_line__resource_id=filters.resource_id
        )
        parcels = parcels.filter(Exists(held))
    weight = F("lines__quantity") * Coalesce(F(f"lines__{_RESOURCE}stock_item__weight_grams"), 0)
    return parcels.select_related("order__agency").annotate(
        titles=Count("lines"),
        copies=Coalesce(Sum("lines__quantity"), 0),
        weight=Coalesce(Sum(weight), 0),
    )


def _orders_to_choose(filters: WaveFilters) -> QuerySet[Order]:
    orders = orders_to_allocate()
    if filters.resource_id:
        asked = OrderLine.objects.filter(order=OuterRef("pk"), resource_id=filters.resource_id)
        orders = orders.filter(Exists(asked))
    still = F("lines__approved") - F("lines__allocated") - F("lines__shipped")
    copies = still - F("lines__cancelled")
    weight = Coalesce(F("lines__resource__stock_item__weight_grams"), 0)
    return orders.select_related("agency").annotate(
        titles=Count("lines", filter=Q(lines__approved__gt=0)),
        copies=Coalesce(Sum(copies), 0),
        weight=Coalesce(Sum(copies * weight), 0),
    )


def _chosen[M: Model](rows: QuerySet[M], filters: WaveFilters, path: str) -> QuerySet[M]:
    if filters.state:
        rows = rows.filter(**{f"{path}ship_to_state": filters.state})
    if filters.agency_type:
        rows = rows.filter(**{f"{path}agency__agency_type": filters.agency_type})
    if filters.older_than_days is not None:
        placed_before = timezone.now() - timedelta(days=filters.older_than_days)
        rows = rows.filter(**{f"{path}placed_at__lte": placed_before})
    if filters.most_weight:
        rows = rows.filter(weight__lte=filters.most_weight)
    if filters.most_lines:
        rows = rows.filter(titles__lte=filters.most_lines)
    return rows.order_by(f"{path}placed_at", "pk")
