"""Copies handed out at an event: of all titles or of none, and once."""

from datetime import date
from uuid import UUID, uuid4

import pytest

from library.inventory import ledger
from library.inventory.enums import MovementKind
from library.inventory.ledger import Event, InsufficientStock, NotStocked
from library.inventory.models import Movement, StockItem
from library.inventory.selectors import movements_by_fiscal_year
from tests.factories.inventory import make_stock, make_title
from tests.racing import race

pytestmark = pytest.mark.django_db
FORUM = Event(name="Spring forum", held_on=date(2026, 9, 30), place="Reno, NV")


def hand_out(quantities: dict[int, int], key: UUID | None = None) -> list[Movement]:
    return ledger.hand_out_at_event(
        event=FORUM, quantities=quantities, actor=None, key=key or uuid4()
    )


def on_hand(*items: StockItem) -> list[int]:
    return list(
        StockItem.objects.filter(pk__in=[item.pk for item in items])
        .order_by("pk")
        .values_list("on_hand", flat=True)
    )


def test_every_title_leaves_with_name_place_and_day_of_the_event() -> None:
    one, other = make_stock(on_hand=9), make_stock(on_hand=9, buffer=9)
    hand_out({other.resource_id: 9, one.resource_id: 4})
    assert on_hand(one, other) == [5, 0]
    for movement in Movement.objects.filter(kind=MovementKind.HAND_OUT):
        assert movement.document == "Spring forum"
        assert movement.reason == "Reno, NV, September 30, 2026"
    years = [row for row in movements_by_fiscal_year() if row[1] == MovementKind.HAND_OUT]
    assert years == [(2026, MovementKind.HAND_OUT, -13)]


def test_where_one_title_has_too_few_none_leaves() -> None:
    one, other = make_stock(on_hand=9), make_stock(on_hand=3)
    with pytest.raises(InsufficientStock):
        hand_out({one.resource_id: 4, other.resource_id: 4})
    with pytest.raises(NotStocked):
        hand_out({one.resource_id: 4, make_title().pk: 1})
    assert on_hand(one, other) == [9, 3]


def test_the_same_form_twice_is_one_event() -> None:
    one, key = make_stock(on_hand=9), uuid4()
    first = hand_out({one.resource_id: 4}, key)
    assert hand_out({one.resource_id: 4}, key) == first
    assert on_hand(one) == [5]


@pytest.mark.django_db(transaction=True)
def test_the_same_form_eight_times_at_once_is_one_event() -> None:
    one, other, key = make_stock(on_hand=9), make_stock(on_hand=9), uuid4()
    wanted = {other.resource_id: 2, one.resource_id: 4}
    outcomes = race(*[lambda: hand_out(wanted, key)] * 8)
    assert not [each for each in outcomes if isinstance(each, Exception)], outcomes
    assert on_hand(one, other) == [5, 7]
