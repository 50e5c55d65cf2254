"""Parcels chosen to be picked together. Locks: orders, their parcels, stock, then the wave."""

from collections.abc import Iterable, Mapping

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from library.fulfillment.models import Shipment, Wave
from library.fulfillment.services.allocating import NothingToAllocate, allocate_order
from library.fulfillment.services.shipping import pick_shipment
from library.fulfillment.states import (
    IN_THE_HOUSE,
    ShipmentState,
    WaveState,
    check_wave_change,
)
from library.orders.services.references import free_number
from library.orders.states import IllegalChange

MOST_PARCELS = 500


class NothingToWave(Exception):
    """No parcel that was chosen can go into a wave: each left, was given up, or is in one."""

    def __init__(self) -> None:
        super().__init__("No parcel is left to choose: others were quicker, or the shelf is empty.")


@transaction.atomic
def open_wave(
    *,
    shipment_ids: Iterable[int],
    actor: AbstractBaseUser | None,
    chosen_by: Mapping[str, str] | None = None,
) -> Wave:
    """Put parcels that wait to be picked into a new wave, in the order their orders were placed.

    Those that are in a wave already, or no longer wait, are left out. `chosen_by` is what they were
    chosen by, as the form's fields.

    Raises:
        NothingToWave: none is left.
    """
    free = Shipment.objects.filter(
        pk__in=list(shipment_ids), state=ShipmentState.ALLOCATED, wave=None
    )
    parcels = list(free.select_related("order").select_for_update(of=("self",)).order_by("pk"))
    if not parcels:
        raise NothingToWave
    now = timezone.now()
    actor_id = actor.pk if actor else None
    wave = Wave.objects.create(
        number=free_number("W", is_taken=_is_wave),
        chosen_by=dict(chosen_by or {}),
        created_at=now,
        created_by_id=actor_id,
        state_changed_at=now,
        state_changed_by_id=actor_id,
    )
    parcels.sort(key=lambda parcel: (parcel.order.placed_at, parcel.pk))
    for place, parcel in enumerate(parcels[:MOST_PARCELS], start=1):
        parcel.wave = wave
        parcel.wave_position = place
    Shipment.objects.bulk_update(parcels[:MOST_PARCELS], ["wave", "wave_position"])
    return wave


def allocate_for_wave(*, order_ids: Iterable[int], actor: AbstractBaseUser | None) -> list[int]:
    """Set copies aside for approved orders, the first placed first; return the parcels' keys.

    Orders that the shelf gives nothing, or that somebody closed meanwhile, are left out.
    """
    made = []
    for order_id in order_ids:
        try:
            made.append(allocate_order(order_id=order_id, actor=actor).pk)
        except (NothingToAllocate, IllegalChange):
            continue
    return made


@transaction.atomic
def start_wave(*, wave_id: int, actor: AbstractBaseUser | None) -> Wave:
    """Note that somebody walks past the bins.

    Raises:
        IllegalChange: the wave is being picked already, or is closed.
    """
    return _change(Wave.objects.select_for_update().get(pk=wave_id), WaveState.PICKING, actor)


def pick_wave(*, wave_id: int, actor: AbstractBaseUser | None) -> int:
    """Record that every parcel of a wave was picked in full; return how many were.

    Each parcel is one transaction: broken off, it goes on where it was when called again.
    """
    waiting = Shipment.objects.filter(wave_id=wave_id, state=ShipmentState.ALLOCATED)
    picked = 0
    for shipment_id in list(waiting.order_by("wave_position").values_list("pk", flat=True)):
        try:
            pick_shipment(shipment_id=shipment_id, actor=actor)
        except IllegalChange:  # picked, or given up, by somebody else meanwhile
            continue
        picked += 1
    return picked


@transaction.atomic
def cancel_wave(*, wave_id: int, actor: AbstractBaseUser | None, reason: str) -> Wave:
    """Give a wave up. Its parcels that have not left wait on their own again; copies stay theirs.

    Raises:
        IllegalChange: the wave is packed or given up already.
    """
    still = Shipment.objects.filter(wave_id=wave_id, state__in=IN_THE_HOUSE)
    keys = [parcel.pk for parcel in still.select_for_update().order_by("pk")]
    wave = Wave.objects.select_for_update().get(pk=wave_id)
    wave.cancel_reason = reason
    _change(wave, WaveState.CANCELLED, actor)
    Shipment.objects.filter(pk__in=keys).update(wave=None, wave_position=None)
    return wave


def _change(wave: Wave, wanted: WaveState, actor: AbstractBaseUser | None) -> Wave:
    wave.state = check_wave_change(wave.state, wanted)
    wave.state_changed_at = timezone.now()
    wave.state_changed_by_id = actor.pk if actor else None
    wave.save()
    return wave


def _is_wave(number: str) -> bool:
    return Wave.objects.filter(number=number).exists()
