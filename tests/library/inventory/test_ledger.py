"""The ledger: each verb, what it refuses, and what the database refuses when asked directly."""

import random
from collections.abc import Callable
from functools import partial
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from library.inventory import ledger
from library.inventory.enums import MovementKind
from library.inventory.ledger import InsufficientStock, MissingDocument, NotStocked
from library.inventory.models import Movement, StockItem
from tests.factories.inventory import make_stock, make_title
from tests.racing import race

pytestmark = pytest.mark.django_db

OUTGOING: list[Callable[..., Movement]] = [ledger.hand_out, ledger.write_off]


def balance(item: StockItem) -> tuple[int, int]:
    item.refresh_from_db()
    return item.on_hand, item.allocated


def test_open_item_twice_is_one_shelf() -> None:
    title = make_title()
    first = ledger.open_item(resource_id=title.pk, bin_location="B-07", buffer=3)
    again = ledger.open_item(resource_id=title.pk, bin_location="C-01")
    assert (again.pk, again.bin_location, again.buffer) == (first.pk, "B-07", 3)


def test_receive_adds_and_says_why() -> None:
    item = make_stock()
    movement = ledger.receive(
        resource_id=item.resource_id, quantity=40, document=" PO-17 ", reason="reprint"
    )
    assert balance(item) == (40, 0)
    assert (movement.kind, movement.quantity) == (MovementKind.RECEIPT, 40)
    assert (movement.document, movement.reason) == ("PO-17", "reprint")


def test_allocate_grants_what_the_shelf_can_promise() -> None:
    full, short, empty = make_stock(on_hand=10), make_stock(on_hand=5, buffer=2), make_stock()
    unknown = make_title()
    granted = ledger.allocate(
        wanted={
            full.resource_id: 4,
            short.resource_id: 4,
            empty.resource_id: 4,
            unknown.pk: 4,
        }
    )
    assert granted == {
        full.resource_id: 4,
        short.resource_id: 3,
        empty.resource_id: 0,
        unknown.pk: 0,
    }
    assert (balance(full), balance(short)) == ((10, 4), (5, 3))


def test_release_gives_back() -> None:
    item = make_stock(on_hand=10)
    ledger.allocate(wanted={item.resource_id: 6})
    ledger.release(quantities={item.resource_id: 2})
    assert balance(item) == (10, 4)


def test_ship_takes_allocated_copies_off_the_shelf() -> None:
    item = make_stock(on_hand=10)
    ledger.allocate(wanted={item.resource_id: 6})
    [movement] = ledger.ship(quantities={item.resource_id: 6}, document="S-1")
    assert balance(item) == (4, 0)
    assert (movement.kind, movement.quantity, movement.document) == (
        MovementKind.SHIPMENT,
        -6,
        "S-1",
    )


def test_nothing_moves_when_one_title_of_a_shipment_falls_short() -> None:
    enough, short = make_stock(on_hand=10), make_stock(on_hand=10)
    ledger.allocate(wanted={enough.resource_id: 5, short.resource_id: 1})
    with pytest.raises(InsufficientStock) as refusal:
        ledger.ship(quantities={enough.resource_id: 5, short.resource_id: 2}, document="S-1")
    assert refusal.value.resource_id == short.resource_id
    assert (refusal.value.wanted, refusal.value.available) == (2, 1)
    assert (balance(enough), balance(short)) == ((10, 5), (10, 1))


def test_one_document_ships_a_title_once() -> None:
    item = make_stock(on_hand=10)
    ledger.allocate(wanted={item.resource_id: 4})
    ledger.ship(quantities={item.resource_id: 2}, document="S-1")
    with pytest.raises(IntegrityError, match="movement_ships_a_line_once"), transaction.atomic():
        ledger.ship(quantities={item.resource_id: 2}, document="S-1")
    assert balance(item) == (8, 2)


def test_take_back_adds() -> None:
    item = make_stock(on_hand=1)
    ledger.take_back(resource_id=item.resource_id, quantity=2, document="RMA-1")
    assert balance(item) == (3, 0)


@pytest.mark.parametrize("verb", OUTGOING)
def test_allocated_copies_cannot_be_given_away(verb: Callable[..., Movement]) -> None:
    item = make_stock(on_hand=10, buffer=1)
    ledger.allocate(wanted={item.resource_id: 6})
    with pytest.raises(InsufficientStock) as refusal:
        verb(resource_id=item.resource_id, quantity=5, document="event 3")
    assert (refusal.value.wanted, refusal.value.available) == (5, 4)
    assert verb(resource_id=item.resource_id, quantity=4, document="event 3").quantity == -4
    assert balance(item) == (6, 6)


def test_a_count_moves_the_difference() -> None:
    item = make_stock(on_hand=10)
    movement = ledger.adjust(resource_id=item.resource_id, counted=7, document="count 1")
    assert movement is not None
    assert (movement.kind, movement.quantity) == (MovementKind.ADJUSTMENT, -3)
    assert balance(item) == (7, 0)


def test_a_count_that_agrees_moves_nothing() -> None:
    item = make_stock(on_hand=10)
    assert ledger.adjust(resource_id=item.resource_id, counted=10, document="count 1") is None
    assert Movement.objects.count() == 1


def test_a_count_below_what_is_allocated_is_refused() -> None:
    item = make_stock(on_hand=10)
    ledger.allocate(wanted={item.resource_id: 6})
    with pytest.raises(InsufficientStock) as refusal:
        ledger.adjust(resource_id=item.resource_id, counted=5, document="count 1")
    assert (refusal.value.wanted, refusal.value.available) == (6, 5)


def test_a_verb_with_the_same_key_moves_copies_once() -> None:
    item, key = make_stock(on_hand=10), uuid4()
    verbs = (ledger.hand_out, ledger.hand_out, ledger.write_off)
    made = [verb(resource_id=item.resource_id, quantity=6, document="E", key=key) for verb in verbs]
    assert len({movement.pk for movement in made}) == 1
    assert ledger.adjust(resource_id=item.resource_id, counted=9, document="C", key=key) == made[0]
    assert balance(item) == (4, 0)


def test_a_movement_needs_a_document() -> None:
    item = make_stock()
    with pytest.raises(MissingDocument):
        ledger.receive(resource_id=item.resource_id, quantity=1, document="  ")


@pytest.mark.parametrize("quantity", [0, -1])
def test_a_verb_needs_copies(quantity: int) -> None:
    item = make_stock(on_hand=5)
    with pytest.raises(ValueError, match="above zero"):
        ledger.receive(resource_id=item.resource_id, quantity=quantity, document="PO")
    with pytest.raises(ValueError, match="above zero"):
        ledger.allocate(wanted={item.resource_id: quantity})
    with pytest.raises(ValueError, match="below zero"):
        ledger.adjust(resource_id=item.resource_id, counted=-1, document="count")


def test_a_title_without_a_shelf_is_named() -> None:
    title = make_title()
    with pytest.raises(NotStocked) as refusal:
        ledger.receive(resource_id=title.pk, quantity=1, document="PO")
    assert refusal.value.resource_id == title.pk
    with pytest.raises(NotStocked):
        ledger.release(quantities={title.pk: 1})


def test_describe_item_changes_no_quantity() -> None:
    item = make_stock(on_hand=10)
    ledger.describe_item(
        resource_id=item.resource_id,
        bin_location="Z-9",
        buffer=2,
        weight_grams=90,
    )
    assert balance(item) == (10, 0)
    assert (item.bin_location, item.buffer, item.weight_grams) == ("Z-9", 2, 90)


@pytest.mark.parametrize(
    ("statement", "answer"),
    [
        ("UPDATE inventory_movement SET quantity = 1000", "Cannot update or delete"),
        ("UPDATE inventory_movement SET reason = 'other'", "Cannot update or delete"),
        ("DELETE FROM inventory_movement", "Cannot update or delete"),
        ("TRUNCATE inventory_movement", "kept for ever"),
        ("UPDATE inventory_stockitem SET on_hand = on_hand + 1", "only by a movement"),
        ("UPDATE inventory_stockitem SET allocated = on_hand + 1", "allocated_within_on_hand"),
        ("UPDATE inventory_stockitem SET allocated = -1", "violates check constraint"),
    ],
)
def test_the_database_refuses_to_rewrite_history(statement: str, answer: str) -> None:
    item = make_stock(on_hand=10)
    # TRUNCATE would stumble over deferred constraints first.
    with (
        pytest.raises(DatabaseError, match=answer),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"SET CONSTRAINTS ALL IMMEDIATE; {statement}")
    assert balance(item) == (10, 0)


def test_the_database_refuses_a_shelf_that_starts_full() -> None:
    with pytest.raises(IntegrityError, match="starts empty"), transaction.atomic():
        StockItem.objects.create(resource=make_title(), on_hand=5)


@pytest.mark.parametrize(
    ("kind", "quantity"), [("receipt", -1), ("shipment", 1), ("adjustment", 0), ("hand_out", 2)]
)
def test_the_database_refuses_a_sign_that_does_not_fit(kind: str, quantity: int) -> None:
    item = make_stock(on_hand=10)
    with pytest.raises(IntegrityError), transaction.atomic():
        Movement.objects.create(item=item, kind=kind, quantity=quantity, document="x")


def test_a_movement_written_past_the_ledger_still_moves_the_balance() -> None:
    item = make_stock(on_hand=10)
    Movement.objects.create(item=item, kind=MovementKind.RECEIPT, quantity=5, document="by hand")
    assert balance(item) == (15, 0)


@pytest.mark.django_db(transaction=True)
def test_opposite_lists_do_not_deadlock() -> None:
    """Two callers naming the same shelves in opposite orders both get through."""
    keys = [make_stock(on_hand=1000).resource_id for _ in range(4)]

    def work(seed: int) -> None:
        chooser = random.Random(seed)  # noqa: S311 - an order of keys, not a secret
        for _ in range(25):
            order = chooser.sample(keys, 4)
            granted = ledger.allocate(wanted=dict.fromkeys(order, 2))
            ledger.release(quantities={key: granted[key] for key in reversed(order)})

    assert race(*(partial(work, seed) for seed in range(4))) == [None] * 4
    assert set(StockItem.objects.values_list("on_hand", "allocated")) == {(1000, 0)}
