"""What is on order: received in parts, late, given up; the shelf's date follows."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
import time_machine

from library.inventory import ledger
from library.inventory.ledger import MissingDocument, NotExpected
from library.inventory.models import ExpectedReceipt, StockItem
from library.inventory.selectors import (
    due_receipts,
    expected_receipts,
    late_receipts,
    stock_of_many,
)
from tests.factories.inventory import make_stock

pytestmark = pytest.mark.django_db

MAY, JUNE = date(2026, 5, 4), date(2026, 6, 1)


@pytest.fixture(autouse=True)
def april() -> Iterator[None]:
    with time_machine.travel("2026-04-15 15:00Z", tick=False):
        yield


def expect(item: StockItem, copies: int = 100, on: date = MAY) -> ExpectedReceipt:
    return ledger.expect(
        resource_id=item.resource_id, copies=copies, document="PO-1", expected_on=on
    )


def promised(item: StockItem) -> date | None:
    return stock_of_many([item.resource_id])[item.resource_id].expected_on


def receive(item: StockItem, copies: int, receipt: ExpectedReceipt | None) -> None:
    ledger.receive(
        resource_id=item.resource_id,
        quantity=copies,
        document="DN",
        expected_id=receipt.pk if receipt else None,
    )


def test_the_date_of_the_shelf_is_the_first_day_on_which_copies_are_due() -> None:
    item = make_stock()
    assert promised(item) is None
    late, early = expect(item, on=JUNE), expect(item, on=MAY)
    assert promised(item) == MAY
    receive(item, 100, early)
    assert promised(item) == JUNE
    ledger.reschedule(expected_id=late.pk, copies=40, expected_on=date(2026, 7, 1), note="")
    assert promised(item) == date(2026, 7, 1)
    ledger.give_up_receipt(expected_id=late.pk, actor=None, reason="Out of print")
    assert promised(item) is None


def test_copies_come_in_parts_and_may_be_more_than_were_ordered() -> None:
    item = make_stock()
    receipt = expect(item, copies=100)
    for copies, due in ((30, 70), (60, 10), (25, -15)):
        receive(item, copies, receipt)
        assert expected_receipts().get().due == due  # type: ignore[attr-defined]
    assert not due_receipts().exists()
    assert expected_receipts().get().received == 115  # type: ignore[attr-defined]
    item.refresh_from_db()
    assert item.on_hand == 115


def test_a_receipt_that_was_not_expected_leaves_what_is_expected() -> None:
    item = make_stock()
    expect(item)
    receive(item, 100, None)
    assert promised(item) == MAY


def test_late_copies_are_seen_and_nobody_is_promised_a_day_gone_by() -> None:
    item = make_stock()
    receipt = expect(item)
    with time_machine.travel("2026-05-04 15:00Z", tick=False):
        assert not late_receipts().exists()
        assert promised(item) == MAY
    with time_machine.travel("2026-05-05 15:00Z", tick=False):
        assert late_receipts().get() == receipt
        assert promised(item) is None


def test_what_cannot_be_received_against_is_refused() -> None:
    item, other = make_stock(), make_stock()
    receipt = expect(item)
    with pytest.raises(NotExpected, match="PO-1"):
        receive(other, 5, receipt)
    ledger.give_up_receipt(expected_id=receipt.pk, actor=None, reason="Out of print")
    with pytest.raises(NotExpected):
        receive(item, 5, receipt)
    with pytest.raises(NotExpected):
        ledger.give_up_receipt(expected_id=receipt.pk, actor=None, reason="Again")
    with pytest.raises(MissingDocument):
        ledger.expect(resource_id=item.resource_id, copies=1, document=" ", expected_on=MAY)
    with pytest.raises(ValueError, match="above zero"):
        expect(item, copies=0)
    item.refresh_from_db()
    assert item.on_hand == 0


def test_the_same_form_twice_is_one_expected_receipt_and_one_receipt() -> None:
    item, key = make_stock(), uuid4()
    details: dict[str, Any] = {"resource_id": item.resource_id, "document": "PO-1", "key": key}
    one = ledger.expect(**details, copies=5, expected_on=MAY)
    assert ledger.expect(**details, copies=5, expected_on=MAY) == one
    details["key"] = uuid4()
    for _ in range(2):
        ledger.receive(**details, quantity=5, expected_id=one.pk)
    item.refresh_from_db()
    assert item.on_hand == 5
