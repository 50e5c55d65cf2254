"""What the shelf says of itself: availability, totals, fiscal years, the search for errors."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
import time_machine
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from library.catalog.enums import FileRole, Lifecycle
from library.catalog.models import ResourceFile
from library.inventory import ledger, selectors
from library.inventory.enums import Availability, MovementKind
from library.inventory.models import Movement
from tests.factories.inventory import make_stock, make_title

pytestmark = pytest.mark.django_db


def with_file(pk: int) -> None:
    ResourceFile.objects.create(resource_id=pk, url="https://example.gov/a.pdf")


def test_availability_of_every_sort() -> None:
    shelved, empty, held = make_stock(on_hand=5), make_stock(), make_stock(on_hand=5, buffer=5)
    digital, record, old = make_title(), make_title(), make_stock(on_hand=5).resource
    with_file(digital.pk)
    with_file(empty.resource_id)
    old.lifecycle = Lifecycle.SUPERSEDED
    old.save()
    keys = [shelved.resource_id, empty.resource_id, held.resource_id]
    keys += [digital.pk, record.pk, old.pk]
    stock = selectors.stock_of_many([*keys, 999_999])
    assert [stock[key].availability for key in keys] == [
        Availability.AVAILABLE,
        Availability.BACK_ORDER,
        Availability.BACK_ORDER,
        Availability.DOWNLOAD,
        Availability.REFERENCE,
        Availability.SUPERSEDED,
    ]
    assert [stock[key].available for key in keys] == [5, 0, 0, 0, 0, 0]
    assert [stock[key].is_orderable for key in keys] == [True, True, True, False, False, False]
    assert 999_999 not in stock


def test_a_transcript_is_no_download_of_the_disc() -> None:
    title = make_title()
    ResourceFile.objects.create(
        resource=title, url="https://example.gov/t.pdf", role=FileRole.TRANSCRIPT
    )
    assert selectors.stock_of(title).availability == Availability.REFERENCE


def test_the_last_copies_set_aside_turn_a_title_to_back_order() -> None:
    item = make_stock(on_hand=3)
    ledger.allocate(wanted={item.resource_id: 3})
    assert selectors.stock_of(item.resource).availability == Availability.BACK_ORDER


@pytest.mark.parametrize("titles", [1, 30])
def test_one_statement_however_many_titles(
    titles: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    keys = [make_stock(on_hand=1).resource_id for _ in range(titles)]
    with django_assert_num_queries(1):
        assert len(selectors.stock_of_many(keys)) == titles


def move(day: str, verb: Callable[..., object], quantity: int, *, resource_id: int) -> None:
    moment = datetime.fromisoformat(day)
    with time_machine.travel(moment, tick=False):
        verb(resource_id=resource_id, quantity=quantity, document=f"on {day}")


def test_totals_by_kind_and_year_turn_on_october_first_in_washington() -> None:
    with time_machine.travel("2024-01-01T12:00:00Z", tick=False):
        key = make_stock().resource_id
    move("2024-09-30T23:59:59-04:00", ledger.receive, 100, resource_id=key)
    move("2024-10-01T03:00:00+00:00", ledger.receive, 10, resource_id=key)  # September 30 there
    move("2024-10-01T00:00:00-04:00", ledger.receive, 1, resource_id=key)
    move("2025-02-01T12:00:00+00:00", ledger.hand_out, 7, resource_id=key)
    assert selectors.movements_by_fiscal_year() == [
        (2024, MovementKind.RECEIPT, 110),
        (2025, MovementKind.HAND_OUT, -7),
        (2025, MovementKind.RECEIPT, 1),
    ]
    totals = selectors.movement_totals()
    assert totals[MovementKind.RECEIPT] == 111
    assert totals[MovementKind.HAND_OUT] == -7
    assert totals[MovementKind.WRITE_OFF] == 0
    assert set(totals) == set(MovementKind)
    drill = selectors.movements_of(fiscal_year=2024, kind=MovementKind.RECEIPT)
    assert [movement.quantity for movement in drill] == [100, 10]
    assert selectors.movements_of(resource_id=key).count() == 4


def test_a_late_entry_does_not_change_an_old_report() -> None:
    with time_machine.travel("2025-01-01T12:00:00Z", tick=False):
        key = make_stock(on_hand=100).resource_id
    as_of = datetime(2025, 6, 1, tzinfo=UTC)
    with time_machine.travel("2025-07-01T12:00:00Z", tick=False):
        ledger.hand_out(
            resource_id=key,
            quantity=30,
            document="event",
            occurred_at=datetime(2025, 5, 1, tzinfo=UTC),
        )
    assert selectors.movement_totals(as_of=as_of)[MovementKind.HAND_OUT] == 0
    assert selectors.movement_totals()[MovementKind.HAND_OUT] == -30
    assert selectors.movements_by_fiscal_year(as_of=as_of) == [(2025, MovementKind.RECEIPT, 100)]


def test_the_shelf_list_is_filtered_and_searched() -> None:
    dvd = make_title(title="Listening sessions", product_number="COPS-T100")
    full = make_stock(on_hand=5, bin_location="A-01", resource=dvd)
    empty, held = make_stock(bin_location="A-02"), make_stock(on_hand=2, bin_location="B-01")
    ledger.allocate(wanted={held.resource_id: 2})
    assert list(selectors.stock_items()) == [full, empty, held]
    assert list(selectors.stock_items(level="in")) == [full]
    assert list(selectors.stock_items(level="out")) == [empty, held]
    assert list(selectors.stock_items(level="held")) == [held]
    assert list(selectors.stock_items(bin_location="a-")) == [full, empty]
    for text in ("listening", "t100", "A-01"):
        assert list(selectors.stock_items(text=text)) == [full]


def break_balance(pk: int, on_hand: int) -> None:
    """Do what only the owner of the database can: switch the guard off."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("UPDATE inventory_stockitem SET on_hand = %s WHERE id = %s", [on_hand, pk])
        cursor.execute("SET session_replication_role = origin")


def test_a_broken_balance_is_found() -> None:
    item, _sound = make_stock(on_hand=5), make_stock(on_hand=7)
    assert selectors.discrepancies() == []
    break_balance(item.pk, 6)
    assert selectors.discrepancies() == [selectors.Discrepancy(item.resource_id, 6, 5)]
    assert Movement.objects.count() == 2
