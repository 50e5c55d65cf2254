"""Waves: parcels chosen once, short picks that become back-orders, and a wave's end."""

import pytest

from library.fulfillment import services
from library.fulfillment.models import Shipment, Wave
from library.fulfillment.selectors.parcels import misallocations
from library.fulfillment.selectors.waves import picks_of_wave
from library.fulfillment.services.short_picks import AlreadyPacked, NotShort
from library.fulfillment.states import ShipmentState, WaveState
from library.inventory.models import Movement
from library.inventory.selectors import discrepancies
from library.orders.models import OrderLine
from library.orders.states import IllegalChange
from tests.factories.fulfillment import (
    make_approved_order,
    make_clerk,
    make_picked_shipment,
    make_shipment,
)
from tests.factories.inventory import make_stock, make_title
from tests.factories.waves import make_wave, parcels_of, scan_all

pytestmark = pytest.mark.django_db


def line_of(shipment: Shipment) -> dict[str, int]:
    line = OrderLine.objects.get(order=shipment.order_id)
    names = ("approved", "allocated", "shipped", "back_ordered")
    return {name: getattr(line, name) for name in names if getattr(line, name)}


def test_a_wave_takes_the_parcels_in_the_order_they_were_asked_for() -> None:
    item = make_stock(on_hand=9)
    parcels = [make_shipment({item.resource_id: 1}) for _ in range(3)]
    wave = services.open_wave(
        shipment_ids=[parcels[2].pk, parcels[0].pk, parcels[1].pk],
        actor=make_clerk("ana"),
        chosen_by={"state": "VA"},
    )
    assert wave.number.startswith("W-")
    assert (wave.state, str(wave.created_by), wave.chosen_by) == ("open", "ana", {"state": "VA"})
    assert parcels_of(wave) == parcels
    assert [parcel.wave_position for parcel in parcels_of(wave)] == [1, 2, 3]


def test_a_parcel_is_in_one_wave_only() -> None:
    item = make_stock(on_hand=9)
    first = make_wave({item.resource_id: 1})
    [parcel] = parcels_of(first)
    picked = make_picked_shipment({item.resource_id: 1})
    with pytest.raises(services.NothingToWave):
        services.open_wave(shipment_ids=[parcel.pk, picked.pk], actor=None)
    assert Wave.objects.count() == 1


def test_approved_orders_are_allocated_for_a_wave() -> None:
    item = make_stock(on_hand=3)
    some = make_approved_order({item.resource_id: 2})
    none = make_approved_order({make_stock().resource_id: 2})
    made = services.allocate_for_wave(order_ids=[some.pk, none.pk], actor=None)
    assert [parcel.order for parcel in Shipment.objects.filter(pk__in=made)] == [some]


def test_a_wave_is_started_and_picked() -> None:
    item = make_stock(on_hand=9)
    wave = make_wave({item.resource_id: 1}, {item.resource_id: 1})
    services.start_wave(wave_id=wave.pk, actor=None)
    with pytest.raises(IllegalChange, match="Picking"):
        services.start_wave(wave_id=wave.pk, actor=None)
    assert services.pick_wave(wave_id=wave.pk, actor=None) == 2
    assert {parcel.state for parcel in parcels_of(wave)} == {ShipmentState.PICKED}
    assert services.pick_wave(wave_id=wave.pk, actor=None) == 0


def test_a_wave_given_up_lets_its_parcels_go_and_keeps_those_that_left() -> None:
    item = make_stock(on_hand=9)
    wave = make_wave({item.resource_id: 1}, {item.resource_id: 1})
    left, waiting = parcels_of(wave)
    number = str(left.lines.get().order_line.resource.product_number)
    scan_all(make_clerk("ana"), left.number, number, "CMD-SHIP")
    wave = services.cancel_wave(wave_id=wave.pk, actor=None, reason="fire drill")
    assert (wave.state, wave.cancel_reason) == (WaveState.CANCELLED, "fire drill")
    assert parcels_of(wave) == [left]
    waiting.refresh_from_db()
    assert (waiting.state, waiting.wave, waiting.wave_position) == ("allocated", None, None)
    item.refresh_from_db()
    assert item.allocated == 1
    with pytest.raises(IllegalChange):
        services.cancel_wave(wave_id=wave.pk, actor=None, reason="again")


def test_a_wave_is_packed_when_its_last_parcel_is_given_up() -> None:
    wave = make_wave({make_stock(on_hand=9).resource_id: 1})
    services.cancel_shipment(shipment_id=parcels_of(wave)[0].pk, actor=None, reason="withdrawn")
    wave.refresh_from_db()
    assert wave.state == WaveState.PACKED


def test_what_to_fetch_is_sorted_as_people_count_bins() -> None:
    items = [make_stock(on_hand=9, bin_location=name) for name in ("A-10", "A-2", "B-1", "")]
    wanted = {item.resource_id: 1 for item in items}
    picks = picks_of_wave(wave_id=make_wave(wanted, {items[0].resource_id: 3}).pk)
    assert [pick.bin_location for pick in picks] == ["", "A-2", "A-10", "B-1"]
    assert (picks[2].copies, picks[2].shares) == (4, ((1, 1), (2, 3)))


def test_a_short_pick_waits_for_stock_and_corrects_the_count() -> None:
    item = make_stock(on_hand=10)
    wave = make_wave({item.resource_id: 2}, {item.resource_id: 3})
    first, second = parcels_of(wave)
    done = services.record_short_pick(
        wave_id=wave.pk, resource_id=item.resource_id, found=4, actor=make_clerk("ana")
    )
    assert (done.missing, done.parcels) == (1, (second.number,))
    assert line_of(first) == {"approved": 2, "allocated": 2}
    assert line_of(second) == {"approved": 3, "allocated": 2, "back_ordered": 1}
    item.refresh_from_db()
    assert (item.on_hand, item.allocated) == (4, 4)
    movement = Movement.objects.latest("pk")
    assert (movement.kind, movement.quantity, movement.document) == ("adjustment", -6, wave.number)
    assert movement.reason == "Short pick: 4 of 5 found"
    assert (discrepancies(), misallocations()) == ([], [])


def test_the_same_short_pick_again_changes_nothing() -> None:
    item = make_stock(on_hand=10)
    wave = make_wave({item.resource_id: 5})
    report = {"wave_id": wave.pk, "resource_id": item.resource_id, "actor": None}
    services.record_short_pick(**report, found=4)  # type: ignore[arg-type]
    for found in (4, 5, -1):
        with pytest.raises(NotShort):
            services.record_short_pick(**report, found=found)  # type: ignore[arg-type]
    item.refresh_from_db()
    assert (item.on_hand, item.allocated) == (4, 4)


def test_a_parcel_left_empty_by_a_short_pick_is_given_up() -> None:
    item = make_stock(on_hand=10)
    wave = make_wave({item.resource_id: 1}, {item.resource_id: 2})
    first, second = parcels_of(wave)
    services.record_short_pick(wave_id=wave.pk, resource_id=item.resource_id, found=0, actor=None)
    for parcel in (first, second):
        parcel.refresh_from_db()
        assert parcel.state == ShipmentState.CANCELLED
        assert parcel.cancel_reason == f"Short pick in wave {wave}"
    assert line_of(second) == {"approved": 2, "back_ordered": 2}
    item.refresh_from_db()
    wave.refresh_from_db()
    assert (item.on_hand, item.allocated, wave.state) == (0, 0, WaveState.PACKED)
    assert (discrepancies(), misallocations()) == ([], [])


def test_parcels_elsewhere_keep_their_copies_when_a_wave_comes_short() -> None:
    item = make_stock(on_hand=10)
    elsewhere = make_picked_shipment({item.resource_id: 4})
    wave = make_wave({item.resource_id: 3})
    services.record_short_pick(wave_id=wave.pk, resource_id=item.resource_id, found=1, actor=None)
    item.refresh_from_db()
    assert (item.on_hand, item.allocated) == (5, 5)
    assert elsewhere.lines.get().quantity == 4


def test_what_is_in_a_box_stays_there() -> None:
    item = make_stock(on_hand=10, resource=make_title(product_number="COPS-T88"))
    wave = make_wave({item.resource_id: 2}, {item.resource_id: 2})
    first, second = parcels_of(wave)
    scan_all(make_clerk("ana"), second.number, "COPS-T88", "COPS-T88")
    with pytest.raises(AlreadyPacked):
        services.record_short_pick(
            wave_id=wave.pk, resource_id=item.resource_id, found=1, actor=None
        )
    services.record_short_pick(wave_id=wave.pk, resource_id=item.resource_id, found=3, actor=None)
    assert [parcel.lines.get().quantity for parcel in (first, second)] == [1, 2]


def test_a_wave_that_lost_copies_can_still_be_packed() -> None:
    item = make_stock(on_hand=10, resource=make_title(product_number="COPS-T88"))
    wave = make_wave({item.resource_id: 2})
    services.pick_wave(wave_id=wave.pk, actor=None)
    services.record_short_pick(wave_id=wave.pk, resource_id=item.resource_id, found=1, actor=None)
    kinds = scan_all(make_clerk("ana"), wave.number, "COPS-T88", "CMD-SHIP")
    assert kinds == ["opened", "complete", "shipped"]
    item.refresh_from_db()
    assert (item.on_hand, item.allocated) == (0, 0)
