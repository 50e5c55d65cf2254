"""Back-in-stock notices: who is told when, and what is forgotten."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from library.catalog.models import Resource
from library.double_opt_in import TooManyRequests
from library.inventory import ledger
from library.orders.emails.notices import send_back_in_stock
from library.orders.models import NoticeAddress, NoticeCount, StockNotice
from library.orders.services import approve_order
from library.orders.services.noticing import (
    NoticeGone,
    ask_for_notice,
    confirm_notice,
    forget_notices,
    stop_notices,
    tell_back_in_stock,
)
from tests.factories.orders import EMAIL, make_orderable, make_placed_order
from tests.whole_database import tables_with

pytestmark = pytest.mark.django_db


def ask(resource: Resource, email: str = EMAIL) -> StockNotice:
    ask_for_notice(email=email, resource_id=resource.pk, network="192.0.2.1/32")
    return StockNotice.objects.get(resource=resource, address__email=email.lower())


def wait(resource: Resource, people: int) -> list[StockNotice]:
    """Let people wait for a title, the first asked first."""
    return [
        confirm_notice(notice_id=ask(resource, f"p{number}@agency.example").pk)
        for number in range(people)
    ]


def told(resource: Resource) -> list[int]:
    notices = StockNotice.objects.filter(resource=resource, told_at__isnull=False)
    return list(notices.order_by("pk").values_list("pk", flat=True))


def test_asking_twice_is_one_notice_and_one_mail_to_confirm() -> None:
    resource = make_orderable(on_hand=0)
    assert ask(resource) == ask(resource, EMAIL.upper())
    job = ProcrastinateJob.objects.get(task_name="orders.send_notice_confirmation")
    assert job.args == {"notice_id": StockNotice.objects.get().pk}
    assert EMAIL not in str(list(ProcrastinateJob.objects.values_list("args", "queueing_lock")))
    assert EMAIL not in str(list(NoticeCount.objects.values_list("source", flat=True)))


def test_a_mailbox_is_not_filled_and_a_network_is_told() -> None:
    titles = [make_orderable(on_hand=0) for _ in range(6)]
    for resource in titles:
        ask_for_notice(email=EMAIL, resource_id=resource.pk, network="n")
    assert StockNotice.objects.count() == 5
    for number in range(24):
        ask_for_notice(email=f"{number}@x.example", resource_id=titles[0].pk, network="n")
    with pytest.raises(TooManyRequests):
        ask_for_notice(email="next@x.example", resource_id=titles[0].pk, network="n")


def test_nobody_is_told_who_did_not_confirm_or_while_nothing_is_there() -> None:
    empty, full = make_orderable(on_hand=0), make_orderable(on_hand=50)
    wait(empty, 1)
    ask(full)
    assert tell_back_in_stock() == 0


@pytest.mark.parametrize(("copies", "turns"), [(1, 1), (19, 1), (20, 2), (500, 3)])
def test_those_who_asked_first_are_told_first_and_as_many_as_there_are_copies_for(
    copies: int, turns: int
) -> None:
    resource = make_orderable(on_hand=0)
    first = wait(resource, 3)
    ledger.receive(resource_id=resource.pk, quantity=copies, document="PRINT-2")
    assert tell_back_in_stock() == turns
    assert tell_back_in_stock() == 0  # not again on the same day
    assert told(resource) == [notice.pk for notice in first[:turns]]
    jobs = ProcrastinateJob.objects.filter(task_name="orders.send_back_in_stock").order_by("pk")
    assert [job.args["notice_id"] for job in jobs] == told(resource)


def test_the_next_day_brings_the_next_turn_while_copies_last() -> None:
    resource = make_orderable(on_hand=0)
    with time_machine.travel("2027-01-01 12:00:00+00:00", tick=False) as clock:
        wait(resource, 3)
        ledger.receive(resource_id=resource.pk, quantity=5, document="PRINT-2")
        tell_back_in_stock()
        clock.shift(timedelta(hours=23))
        assert tell_back_in_stock() == 0
        clock.shift(timedelta(hours=1))
        assert tell_back_in_stock() == 1
        ledger.hand_out(resource_id=resource.pk, quantity=5, document="Fair")
        clock.shift(timedelta(days=1))
        assert tell_back_in_stock() == 0
    assert len(told(resource)) == 2


def test_orders_that_wait_have_the_first_claim() -> None:
    resource = make_orderable(on_hand=0)
    wait(resource, 1)
    approve_order(order_id=make_placed_order((resource.pk, 8)).pk, actor=None)
    ledger.receive(resource_id=resource.pk, quantity=8, document="PRINT-2")
    assert tell_back_in_stock() == 0
    ledger.receive(resource_id=resource.pk, quantity=1, document="PRINT-3")
    assert tell_back_in_stock() == 1


def test_a_title_that_is_not_public_any_more_is_not_told() -> None:
    resource = make_orderable(on_hand=50)
    wait(resource, 1)
    Resource.objects.filter(pk=resource.pk).update(live=False)
    assert tell_back_in_stock() == 0


def test_stopping_deletes_the_address_with_all_that_hangs_on_it() -> None:
    one, other = ask(make_orderable(on_hand=0)), ask(make_orderable(on_hand=0))
    assert one.address_id == other.address_id
    assert one.address_id is not None
    stop_notices(address_id=one.address_id)
    assert not StockNotice.objects.exists()
    assert not NoticeAddress.objects.exists()
    with pytest.raises(NoticeGone):
        confirm_notice(notice_id=one.pk)
    stop_notices(address_id=one.address_id)


def test_what_is_needed_no_more_is_forgotten() -> None:
    with time_machine.travel("2027-01-01 12:00:00+00:00", tick=False) as clock:
        ask(make_orderable(on_hand=0), "unconfirmed@x.example")
        kept = confirm_notice(notice_id=ask(make_orderable(on_hand=0)).pk)
        lost = confirm_notice(notice_id=ask(make_orderable(on_hand=9), "died@x.example").pk)
        tell_back_in_stock()
        StockNotice.objects.filter(pk=lost.pk).update(handed_at=timezone.now())
        clock.shift(timedelta(days=3))
        forget_notices()
    assert list(StockNotice.objects.all()) == [kept]
    assert [row.email for row in NoticeAddress.objects.all()] == [EMAIL]
    assert not NoticeCount.objects.exists()


@pytest.mark.parametrize("end", ["told", "stopped", "never confirmed"])
def test_an_address_lies_in_one_table_and_goes_with_its_notice(end: str) -> None:
    title = make_orderable(on_hand=0)
    ask_for_notice(email=EMAIL, resource_id=title.pk, network="192.0.2.7/32")
    notice = StockNotice.objects.get()
    assert list(tables_with([EMAIL])) == [NoticeAddress._meta.db_table]  # noqa: SLF001 - documented
    with time_machine.travel(timezone.now() + timedelta(days=4)):
        match end:
            case "told":
                confirm_notice(notice_id=notice.pk)
                ledger.receive(resource_id=title.pk, quantity=50, document="PO")
                assert tell_back_in_stock() == 1
                send_back_in_stock(notice_id=notice.pk)
            case "stopped":
                assert notice.address_id
                stop_notices(address_id=notice.address_id)
            case _:
                forget_notices()
                forget_notices()  # the address goes after its last notice
    assert tables_with([EMAIL]) == {}
