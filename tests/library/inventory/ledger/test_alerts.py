"""Low stock: one alert a crossing, whichever way the copies went, and one digest."""

from collections.abc import Callable
from datetime import date

import pytest
import time_machine
from django.contrib.auth.models import User
from django.core import mail
from procrastinate.contrib.django.models import ProcrastinateJob

from library.inventory import ledger
from library.inventory.models import LowStock, StockItem
from library.inventory.periodic import digest
from library.inventory.selectors import low_stock, stock_items
from library.inventory.tasks import send_digest
from tests.factories.fulfillment import make_clerk, make_editor
from tests.factories.inventory import make_stock

pytestmark = pytest.mark.django_db


def watch(item: StockItem, at: int | None, buffer: int = 0) -> None:
    ledger.describe_item(
        resource_id=item.resource_id,
        bin_location=item.bin_location,
        buffer=buffer,
        weight_grams=None,
        reorder_point=at,
    )


def watched(on_hand: int = 20, at: int = 10) -> StockItem:
    item = make_stock(on_hand=on_hand)
    watch(item, at)
    return item


def move(verb: Callable[..., object], item: StockItem, quantity: int) -> None:
    verb(resource_id=item.resource_id, quantity=quantity, document="D")


def digests() -> list[tuple[int, str]]:
    jobs = ProcrastinateJob.objects.filter(task_name="inventory.send_digest").order_by("id")
    return [(job.args["user_id"], job.args["day"]) for job in jobs]


@pytest.mark.parametrize(
    "fall",
    [
        lambda item: move(ledger.write_off, item, 10),
        lambda item: move(ledger.hand_out, item, 10),
        lambda item: ledger.allocate(wanted={item.resource_id: 10}),
        lambda item: ledger.adjust(resource_id=item.resource_id, counted=10, document="C"),
        lambda item: watch(item, 20),
        lambda item: watch(item, 10, buffer=10),
    ],
    ids=["write-off", "hand-out", "allocation", "count", "reorder point", "buffer"],
)
def test_a_shelf_crosses_its_reorder_point_whichever_way(fall: Callable[[StockItem], None]) -> None:
    item = watched()
    assert not low_stock().exists()
    fall(item)
    assert [alert.item for alert in low_stock()] == [item]
    assert list(stock_items(level="low")) == [item]


def test_a_shelf_without_a_reorder_point_is_never_low() -> None:
    move(ledger.write_off, make_stock(on_hand=5), 5)
    assert not LowStock.objects.exists()
    assert not stock_items(level="low").exists()


def test_one_alert_a_crossing_and_another_after_recovery() -> None:
    item = watched()
    move(ledger.write_off, item, 10)
    move(ledger.write_off, item, 5)
    assert LowStock.objects.get().available == 10
    move(ledger.receive, item, 6)
    assert LowStock.objects.get().recovered_at is not None
    move(ledger.write_off, item, 1)
    assert LowStock.objects.count() == 2
    assert low_stock().count() == 1


def test_a_day_is_told_of_once_to_those_who_keep_reorder_points() -> None:
    clerk = make_clerk()
    User.objects.filter(pk=clerk.pk).update(email="clerk@example.gov")
    make_clerk("without-address")
    User.objects.create_user("gone", email="gone@example.gov", is_active=False, is_superuser=True)
    editor = make_editor()
    User.objects.filter(pk=editor.pk).update(email="editor@example.gov")
    item = watched()
    move(ledger.write_off, item, 12)

    with time_machine.travel("2026-04-15 11:00Z", tick=False):
        digest(0)
        digest(0)
    assert digests() == [(clerk.pk, "2026-04-15")]
    with time_machine.travel("2026-04-16 11:00Z", tick=False):
        digest(0)
    assert len(digests()) == 1

    move(ledger.receive, item, 30)
    move(ledger.write_off, item, 30)
    with time_machine.travel("2026-04-17 11:00Z", tick=False):
        digest(0)
    assert digests()[1:] == [(clerk.pk, "2026-04-17")]


def test_what_recovered_before_the_digest_is_not_told() -> None:
    User.objects.filter(pk=make_clerk().pk).update(email="clerk@example.gov")
    item = watched()
    move(ledger.write_off, item, 12)
    move(ledger.receive, item, 30)
    digest(0)
    assert digests() == []


def test_the_digest_names_what_is_low_what_comes_and_what_is_late() -> None:
    clerk = make_clerk()
    User.objects.filter(pk=clerk.pk).update(email="clerk@example.gov")
    low, ordered = watched(), watched()
    for item in (low, ordered):
        move(ledger.write_off, item, 12)
    with time_machine.travel("2026-04-15 11:00Z", tick=False):
        ledger.expect(
            resource_id=ordered.resource_id,
            copies=50,
            document="PO-9",
            expected_on=date(2026, 4, 1),
        )
        digest(0)
        send_digest(clerk.pk, "2026-04-15")
    sent = mail.outbox[0]
    assert sent.to == ["clerk@example.gov"]
    assert sent.subject == "2 titles at their reorder point"
    body = str(sent.body)
    assert f"{low.resource.product_number}, {low.resource.title}: 8 available" in body
    assert "reorder at 10, nothing is on order" in body
    assert f"50 of {ordered.resource.product_number} on PO-9, due April 1, 2026" in body
