"""Counting while orders are picked: the books change only by what is certain."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from library.fulfillment import services
from library.fulfillment.models import CountLine, Tally
from library.fulfillment.selectors.counts import cycle_counts, in_bins
from library.fulfillment.services import AlreadyCounted, NothingToCount
from library.fulfillment.states import CountState
from library.inventory import ledger
from library.inventory.enums import MovementKind
from library.inventory.ledger import InsufficientStock
from library.inventory.models import Movement, StockItem
from library.inventory.selectors import discrepancies
from tests.factories.fulfillment import make_picked_shipment, make_shipment
from tests.factories.inventory import make_stock
from tests.racing import race

pytestmark = pytest.mark.django_db


@pytest.fixture
def later() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(timezone.now() + timedelta(minutes=1), tick=False) as traveller:
        yield traveller


def sheet(item: StockItem, tolerance: int = 0) -> CountLine:
    count = services.open_count(bins="", not_since_days=None, tolerance=tolerance, actor=None)
    return count.lines.get(item=item)


def enter(
    line: CountLine, counted: int, *, since: datetime | None = None, all_in_bin: bool = False
) -> Tally:
    return services.enter_tally(
        line_id=line.pk,
        counted=counted,
        begun_at=since or timezone.now(),
        all_in_bin=all_in_bin,
        actor=None,
    )


def state(line: CountLine) -> str:
    line.refresh_from_db()
    return line.state


def on_hand(item: StockItem) -> int:
    item.refresh_from_db()
    return item.on_hand


def adjustments() -> list[int]:
    rows = Movement.objects.filter(kind=MovementKind.ADJUSTMENT)
    return list(rows.values_list("quantity", flat=True))


def test_a_count_that_agrees_moves_nothing_and_ends_the_sheet() -> None:
    line = sheet(make_stock(on_hand=10))
    assert enter(line, 10).difference == 0
    assert state(line) == CountState.AGREED
    assert adjustments() == []
    line.count.refresh_from_db()
    assert line.count.closed_at is not None


def test_a_difference_is_counted_again_before_the_books_change(
    later: time_machine.Traveller,
) -> None:
    item = make_stock(on_hand=10)
    line = sheet(item)
    later.shift(60)
    assert enter(line, 7).why == "The first count differs from the books."
    assert (state(line), on_hand(item)) == (CountState.RECOUNT, 10)
    later.shift(60)
    enter(line, 8)
    assert (state(line), on_hand(item)) == (CountState.ADJUSTED, 8)
    assert Movement.objects.get(kind=MovementKind.ADJUSTMENT).document == line.count.number
    assert discrepancies() == []


@pytest.mark.parametrize(("counted", "left"), [(8, 8), (12, 12), (7, 10), (13, 10)])
def test_a_small_difference_within_the_tolerance_is_believed_at_once(
    later: time_machine.Traveller, counted: int, left: int
) -> None:
    item = make_stock(on_hand=10)
    line = sheet(item, tolerance=2)
    later.shift(60)
    enter(line, counted)
    assert on_hand(item) == left


def test_copies_that_were_picked_are_not_missed_in_the_bin(later: time_machine.Traveller) -> None:
    item = make_stock(on_hand=10)
    make_picked_shipment({item.resource_id: 4})
    line = sheet(item)
    later.shift(60)
    assert enter(line, 6).expected == 6
    assert (state(line), adjustments()) == (CountState.AGREED, [])


def test_a_recount_with_picked_copies_sets_bin_and_table_together(
    later: time_machine.Traveller,
) -> None:
    item = make_stock(on_hand=10)
    make_picked_shipment({item.resource_id: 4})
    line = sheet(item)
    for _ in range(2):
        later.shift(60)
        enter(line, 5)
    assert on_hand(item) == 9
    assert adjustments() == [-1]


def test_copies_that_may_be_on_a_cart_are_never_taken_for_lost(
    later: time_machine.Traveller,
) -> None:
    item = make_stock(on_hand=10)
    parcel = make_shipment({item.resource_id: 4})
    line = sheet(item, tolerance=9)
    for _ in range(3):  # the picker holds them, and has not confirmed
        later.shift(60)
        assert parcel.number in enter(line, 6).why
    assert (state(line), on_hand(item)) == (CountState.RECOUNT, 10)
    services.pick_shipment(shipment_id=parcel.pk, actor=None)
    later.shift(60)
    enter(line, 6)
    assert (state(line), adjustments()) == (CountState.AGREED, [])


def test_whoever_sees_that_nothing_is_on_a_cart_is_believed(
    later: time_machine.Traveller,
) -> None:
    item = make_stock(on_hand=10)
    make_shipment({item.resource_id: 4})
    line = sheet(item)
    for _ in range(2):
        later.shift(60)
        enter(line, 8, all_in_bin=True)
    assert on_hand(item) == 8


@pytest.mark.parametrize("what", ["receipt", "shipment", "picking"])
def test_what_moves_during_the_count_makes_it_count_again(
    later: time_machine.Traveller, what: str
) -> None:
    item = make_stock(on_hand=10)
    parcel = make_shipment({item.resource_id: 4})
    if what == "shipment":
        services.pick_shipment(shipment_id=parcel.pk, actor=None)
    line = sheet(item, tolerance=9)
    later.shift(60)
    begun = timezone.now()
    later.shift(60)
    if what == "receipt":
        ledger.receive(resource_id=item.resource_id, quantity=3, document="DN")
    elif what == "shipment":
        services.ship_shipment(shipment_id=parcel.pk, actor=None, carrier="ups", tracking_number="")
    else:
        services.pick_shipment(shipment_id=parcel.pk, actor=None)
    later.shift(60)
    assert enter(line, 9, since=begun, all_in_bin=True).why == "Copies moved while it was counted."
    assert adjustments() == []


def test_fewer_than_are_promised_is_refused_and_nothing_is_kept(
    later: time_machine.Traveller,
) -> None:
    item = make_stock(on_hand=10)
    make_shipment({item.resource_id: 8})
    line = sheet(item, tolerance=9)
    later.shift(60)
    with pytest.raises(InsufficientStock):
        enter(line, 5, all_in_bin=True)
    assert not Tally.objects.exists()
    assert state(line) == CountState.TO_COUNT


def test_the_same_form_twice_is_not_a_recount(later: time_machine.Traveller) -> None:
    item = make_stock(on_hand=10)
    line, begun = sheet(item), timezone.now()
    later.shift(60)
    enter(line, 7, since=begun)
    with pytest.raises(AlreadyCounted):
        enter(line, 7, since=begun)
    later.shift(60)
    enter(line, 7)
    with pytest.raises(AlreadyCounted):
        enter(line, 7)
    assert on_hand(item) == 7


def test_a_sheet_holds_what_fits_and_is_in_no_other_sheet(
    later: time_machine.Traveller,
) -> None:
    one, two = make_stock(bin_location="B-1"), make_stock(bin_location="B-2")
    make_stock(bin_location="C-1")
    first = services.open_count(bins="b-", not_since_days=None, tolerance=0, actor=None)
    assert {line.item_id for line in first.lines.all()} == {one.pk, two.pk}
    with pytest.raises(NothingToCount):
        services.open_count(bins="B-", not_since_days=None, tolerance=0, actor=None)
    later.shift(60)
    enter(first.lines.get(item=one), 0)
    services.close_count(count_id=first.pk)
    again = services.open_count(bins="B-", not_since_days=30, tolerance=0, actor=None)
    assert [line.item_id for line in again.lines.all()] == [two.pk]
    counts = {count.number: (count.shelves, count.left) for count in cycle_counts()}  # type: ignore[attr-defined]
    assert counts == {first.number: (2, 1), again.number: (1, 1)}


@pytest.mark.django_db(transaction=True)
def test_counting_while_a_parcel_is_picked_and_leaves_loses_nothing() -> None:
    for _ in range(8):
        item = make_stock(on_hand=10)
        parcel = make_shipment({item.resource_id: 4})
        line = sheet(item, tolerance=9)

        def leave(parcel: object = parcel) -> object:
            services.pick_shipment(shipment_id=parcel.pk, actor=None)  # type: ignore[attr-defined]
            return services.ship_shipment(
                shipment_id=parcel.pk,  # type: ignore[attr-defined]
                actor=None,
                carrier="ups",
                tracking_number="",
            )

        outcomes = race(leave, lambda: enter(line, 6))  # noqa: B023
        assert not [each for each in outcomes if isinstance(each, Exception)], outcomes
        assert on_hand(item) == 6
        assert adjustments() == []
        services.close_count(count_id=line.count_id)
        assert in_bins(resource_ids=[item.resource_id])[item.resource_id].expected == 6
