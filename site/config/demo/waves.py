"""The demo's waves: one packed by scanner, one being picked."""

from uuid import UUID, uuid5

from django.contrib.auth.base_user import AbstractBaseUser

from library.fulfillment import services
from library.fulfillment.codes import Command
from library.fulfillment.models import Shipment, Wave
from library.fulfillment.states import ShipmentState

_PARCELS = 2  # in each of the two waves
_SCANS = UUID("5d6ab1de-2f0c-4a43-9a5e-1f7d9c1d4b10")  # the demo's own scans have keys under it


def load_waves(*, clerk: AbstractBaseUser) -> list[Wave]:
    """Make two waves of the parcels that wait to be picked; pack one, begin the other."""
    waiting = Shipment.objects.filter(state=ShipmentState.ALLOCATED).order_by("order__placed_at")
    keys = list(waiting.values_list("pk", flat=True)[: 2 * _PARCELS])
    halves = [half for half in (keys[:_PARCELS], keys[_PARCELS:]) if half]
    waves = [services.open_wave(shipment_ids=half, actor=clerk) for half in halves]
    for wave in waves:
        services.start_wave(wave_id=wave.pk, actor=clerk)
    for shipment in waves[0].shipments.order_by("wave_position") if waves else []:
        _pack(shipment, clerk)
    return waves


def _pack(shipment: Shipment, clerk: AbstractBaseUser) -> None:
    """Scan a parcel, every title in it, and let it leave."""
    _scan(shipment.number, shipment, clerk)
    for line in shipment.lines.select_related("order_line__resource"):
        _scan(f"*{line.quantity}", shipment, clerk)
        _scan(str(line.order_line.resource.product_number), shipment, clerk)
    _scan(Command.SHIP, shipment, clerk)


def _scan(code: str, shipment: Shipment, clerk: AbstractBaseUser) -> None:
    place = shipment.scans.count()
    key = uuid5(_SCANS, f"{shipment.pk} {place} {code}")
    services.take_scan(scan_id=key, actor=clerk, code=code)
