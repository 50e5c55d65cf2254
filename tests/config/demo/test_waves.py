"""The demo's waves, made by the services that staff use."""

import pytest

from config.demo.waves import load_waves
from library.fulfillment.models import Scan, Wave
from library.fulfillment.states import ShipmentState, WaveState
from tests.factories.fulfillment import make_clerk, make_shipment
from tests.factories.inventory import make_stock
from tests.factories.waves import parcels_of

pytestmark = pytest.mark.django_db


def test_one_wave_is_packed_and_one_is_being_picked() -> None:
    items = [make_stock(on_hand=99) for _ in range(3)]
    for copies in (3, 1, 4, 1, 5):
        make_shipment({item.resource_id: copies for item in items})
    packed, picking = load_waves(clerk=make_clerk())
    assert [Wave.objects.get(pk=wave.pk).state for wave in (packed, picking)] == [
        WaveState.PACKED,
        WaveState.PICKING,
    ]
    assert {parcel.state for parcel in parcels_of(packed)} == {ShipmentState.SHIPPED}
    assert {parcel.state for parcel in parcels_of(picking)} == {ShipmentState.ALLOCATED}
    assert not Scan.objects.exclude(
        kind__in=["opened", "noted", "packed", "complete", "shipped"]
    ).exists()


def test_a_library_without_parcels_has_no_waves() -> None:
    assert load_waves(clerk=make_clerk()) == []
