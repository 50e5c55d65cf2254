"""What the review desk sees before it decides."""

import pytest

from library.fulfillment.selectors.review import effects_of
from library.inventory import ledger
from tests.factories.fulfillment import make_approved_order, make_order
from tests.factories.inventory import make_stock

pytestmark = pytest.mark.django_db


def test_the_shelf_those_who_wait_and_the_days_it_lasts() -> None:
    item = make_stock(on_hand=120)
    ledger.hand_out(resource_id=item.resource_id, quantity=90, document="Fair")
    make_approved_order({item.resource_id: 25})
    order = make_order({item.resource_id: 15})
    (effect,) = effects_of(order=order, lines=order.lines.all())
    assert (effect.shelf.available, effect.waiting, effect.short) == (30, 25, 10)
    assert (effect.days_now, effect.days_after) == (30, 15)


def test_what_the_order_itself_waits_for_is_not_counted_twice() -> None:
    item = make_stock(on_hand=10)
    order = make_approved_order({item.resource_id: 4})
    (effect,) = effects_of(order=order, lines=order.lines.all())
    assert (effect.waiting, effect.short) == (0, 0)


def test_without_a_pace_nobody_knows_how_long_it_lasts() -> None:
    order = make_order({make_stock(on_hand=10).resource_id: 4})
    (effect,) = effects_of(order=order, lines=order.lines.all())
    assert (effect.days_now, effect.days_after) == (None, None)
