"""Waves, and packers who scan."""

from collections.abc import Mapping
from uuid import UUID, uuid4

from django.contrib.auth.models import User

from library.fulfillment import services
from library.fulfillment.models import Scan, Shipment, Wave
from tests.factories.fulfillment import make_shipment


def make_wave(*parcels: Mapping[int, int]) -> Wave:
    """Return an open wave of parcels to pick, each of copies by resource key."""
    made = [make_shipment(wanted) for wanted in parcels]
    return services.open_wave(shipment_ids=[parcel.pk for parcel in made], actor=None)


def parcels_of(wave: Wave) -> list[Shipment]:
    """Return a wave's parcels by their places."""
    return list(wave.shipments.order_by("wave_position"))


def scan(packer: User, code: str, *, key: UUID | None = None) -> Scan:
    """Scan a code as a packer."""
    return services.take_scan(scan_id=key or uuid4(), actor=packer, code=code)


def scan_all(packer: User, *codes: str) -> list[str]:
    """Scan codes one after the other and return the kinds of the answers."""
    return [scan(packer, code).kind for code in codes]
