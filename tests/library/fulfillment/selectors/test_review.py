"""What the review desk sees before it decides."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from library.fulfillment.selectors.review import Effect, Outcome, effects_of
from library.inventory import ledger
from library.inventory.selectors import Shelf
from library.orders.models import OrderLine
from tests.factories.fulfillment import make_approved_order, make_order
from tests.factories.inventory import make_stock

pytestmark = pytest.mark.django_db


def test_the_shelf_those_who_wait_and_the_days_it_lasts() -> None:
    item = make_stock(on_hand=120)
    ledger.hand_out(resource_id=item.resource_id, quantity=90, document="Fair")
    make_approved_order({item.resource_id: 25})
    order = make_order({item.resource_id: 15})
    (effect,) = effects_of(order=order, lines=order.lines.all())
    assert (effect.shelf.available, effect.waiting, effect.days_now) == (30, 25, 30)
    assert effect.now == Outcome(copies=0, short=0, free=5, waiting=0, days=30)
    assert effect.outcome(15) == Outcome(copies=15, short=10, free=0, waiting=10, days=15)


def test_every_choice_is_shown_once() -> None:
    item = make_stock(on_hand=10)
    order = make_order({item.resource_id: 15})
    line = order.lines.get()
    left, typed = {item.resource_id: 6}, {line.pk: 15}
    (effect,) = effects_of(order=order, lines=[line], left=left, typed=typed)
    assert [(label, outcome.copies, outcome.waiting) for label, outcome in effect.choices] == [
        ("Decline", 0, 0),
        ("What the limits leave", 6, 0),
        ("Approve all; As typed below", 15, 5),
    ]


@given(
    available=st.integers(0, 500),
    waiting=st.integers(0, 500),
    copies=st.integers(0, 500),
    pace=st.floats(0, 50),
)
def test_copies_are_neither_made_nor_lost(
    available: int, waiting: int, copies: int, pace: float
) -> None:
    effect = Effect(line=OrderLine(requested=copies), shelf=Shelf(available, pace), waiting=waiting)
    after = effect.outcome(copies)
    assert available + after.waiting == waiting + copies + after.free
    assert 0 <= after.short <= copies
    assert not (after.short and after.free)
    assert (after.days is None) == (pace == 0)


def test_what_the_order_itself_waits_for_is_not_counted_twice() -> None:
    item = make_stock(on_hand=10)
    order = make_approved_order({item.resource_id: 4})
    (effect,) = effects_of(order=order, lines=order.lines.all())
    assert (effect.waiting, effect.outcome(4).short) == (0, 0)


def test_without_a_pace_nobody_knows_how_long_it_lasts() -> None:
    order = make_order({make_stock(on_hand=10).resource_id: 4})
    (effect,) = effects_of(order=order, lines=order.lines.all())
    assert (effect.days_now, effect.outcome(4).days) == (None, None)
