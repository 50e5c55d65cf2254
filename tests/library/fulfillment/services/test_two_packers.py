"""Packers at the same moment: one parcel has one packer, one scan one effect."""

from uuid import uuid4

import pytest
from django.contrib.auth.models import User

from library.fulfillment import services
from library.fulfillment.models import Packer, Scan, Shipment, Wave
from library.fulfillment.selectors.parcels import misallocations
from library.fulfillment.states import ShipmentState, WaveState
from library.inventory.models import Movement
from tests.factories.fulfillment import make_clerk, make_shipment
from tests.factories.inventory import make_stock, make_title
from tests.factories.waves import make_wave, parcels_of, scan, scan_all
from tests.racing import Verb, interleavings, race

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 15


def kinds(outcomes: list[object]) -> list[str]:
    return sorted(one.kind if isinstance(one, Scan) else repr(one) for one in outcomes)


@pytest.fixture
def packers() -> list[User]:
    return [make_clerk("ana"), make_clerk("bo")]


def test_one_of_two_packers_gets_a_parcel(packers: list[User]) -> None:
    for _ in range(ROUNDS):
        Packer.objects.update(shipment=None)
        shipment = make_shipment({make_stock(on_hand=5).resource_id: 1})
        outcomes = race(*(lambda one=one: scan(one, shipment.number) for one in packers))  # noqa: B023
        assert kinds(outcomes) == ["opened", "taken"]
        assert Packer.objects.filter(shipment=shipment).count() == 1


def test_a_scan_sent_four_times_at_once_is_one(packers: list[User]) -> None:
    title = make_title(product_number="COPS-T55")
    shipment = make_shipment({make_stock(on_hand=90, resource=title).resource_id: 90})
    scan(packers[0], shipment.number)
    for turn in range(1, ROUNDS + 1):
        key = uuid4()
        outcomes = race(*[lambda: scan(packers[0], "COPS-T55", key=key)] * 4)  # noqa: B023
        assert kinds(outcomes) == ["packed"] * 4
        assert shipment.lines.get().packed == turn
    assert Scan.objects.count() == ROUNDS + 1


def test_two_packers_share_a_wave_and_each_parcel_leaves_once(packers: list[User]) -> None:
    item = make_stock(on_hand=99, resource=make_title(product_number="COPS-T55"))
    wave = make_wave(*[{item.resource_id: 1}] * 20)

    def work(packer: User) -> list[str]:
        answers = scan_all(packer, wave.number)
        for _ in range(40):
            if Packer.objects.get(user=packer).shipment_id is None:
                break
            answers += scan_all(packer, "COPS-T55", "CMD-SHIP")
        return answers

    outcomes = race(*(lambda one=one: work(one) for one in packers))
    assert all(isinstance(one, list) for one in outcomes), outcomes
    answers = [kind for one in outcomes for kind in one]  # type: ignore[attr-defined]
    assert answers.count("shipped") == 20
    assert {parcel.state for parcel in parcels_of(wave)} == {ShipmentState.SHIPPED}
    wave.refresh_from_db()
    item.refresh_from_db()
    assert (wave.state, item.on_hand, item.allocated) == (WaveState.PACKED, 79, 0)
    assert Movement.objects.filter(kind="shipment").count() == 20


def test_the_last_scan_and_giving_the_parcel_up_at_once_is_one_of_them(
    packers: list[User],
) -> None:
    for _ in range(ROUNDS):
        item = make_stock(on_hand=5)
        shipment = make_shipment({item.resource_id: 1})
        number = str(item.resource.product_number)
        assert scan_all(packers[0], shipment.number, number) == ["opened", "complete"]
        ended, scanned = race(
            lambda: services.cancel_shipment(shipment_id=shipment.pk, actor=None, reason="no"),  # noqa: B023
            lambda: scan(packers[0], "CMD-SHIP"),
        )
        assert isinstance(scanned, Scan), scanned
        shipment.refresh_from_db()
        item.refresh_from_db()
        if isinstance(ended, Shipment):
            assert (scanned.kind, shipment.state, item.on_hand) == ("cancelled", "cancelled", 5)
        else:
            assert (scanned.kind, shipment.state, item.on_hand) == ("shipped", "shipped", 4)
        assert item.allocated == 0


def test_two_waves_at_once_share_the_parcels() -> None:
    for _ in range(ROUNDS):
        item = make_stock(on_hand=9)
        keys = [make_shipment({item.resource_id: 1}).pk for _ in range(4)]
        race(*[lambda: services.open_wave(shipment_ids=keys, actor=None)] * 2)  # noqa: B023
        parcels = Shipment.objects.filter(pk__in=keys)
        assert {parcel.wave_position for parcel in parcels} == {1, 2, 3, 4}
        assert len({parcel.wave_id for parcel in parcels}) == 1


def test_short_picks_reported_twice_at_once_count_once() -> None:
    for _ in range(ROUNDS):
        item = make_stock(on_hand=9)
        wave = make_wave({item.resource_id: 3}, {item.resource_id: 3})
        race(
            *[
                lambda: services.record_short_pick(
                    wave_id=wave.pk,  # noqa: B023
                    resource_id=item.resource_id,  # noqa: B023
                    found=4,
                    actor=None,
                )
            ]
            * 2
        )
        item.refresh_from_db()
        assert (item.on_hand, item.allocated) == (4, 4)
        assert Movement.objects.filter(item=item, kind="adjustment").count() == 1


def test_a_wave_given_up_at_any_step_of_a_parcel_that_leaves(packers: list[User]) -> None:
    title = make_title(product_number="COPS-T55")
    item = make_stock(on_hand=999, resource=title)
    waves = []

    def scene() -> tuple[Verb, Verb]:
        wave = make_wave({item.resource_id: 1}, {item.resource_id: 1})
        waves.append(wave)
        scan_all(packers[0], "CMD-PARK", wave.number, "COPS-T55")
        return (
            lambda: scan(packers[0], "CMD-SHIP"),
            lambda: services.cancel_wave(wave_id=wave.pk, actor=None, reason="fire drill"),
        )

    for shipped, given_up in interleavings(scene):
        assert isinstance(shipped, Scan), shipped
        assert shipped.kind == "shipped"
        assert isinstance(given_up, Wave), given_up
        assert {parcel.state for parcel in parcels_of(waves[-1])} <= {ShipmentState.SHIPPED}
    assert len(waves) > 10
    assert misallocations() == []
