"""One step for many rows: chosen in a list, seen beforehand, done by a job."""

import time

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from library.fulfillment import services
from library.fulfillment.bulk.actions import ACTIONS
from library.fulfillment.bulk.foreseeing import foresee
from library.fulfillment.models import Shipment
from library.jobs.models import Job
from library.jobs.services import cancel_job, resume_job
from library.jobs.states import JobState
from library.jobs.tasks import run
from library.orders.models import Order
from library.orders.services import hold_order
from library.orders.states import OrderState
from tests.factories.fulfillment import (
    make_approved_order,
    make_clerk,
    make_member,
    make_order,
    make_shipment,
)
from tests.factories.inventory import make_stock

pytestmark = pytest.mark.django_db
PREVIEW = "/admin/fulfillment/bulk/preview/"
START = "/admin/fulfillment/bulk/start/"


@pytest.fixture
def clerk() -> User:
    return make_clerk()


@pytest.fixture
def browser(client: Client, clerk: User) -> Client:
    client.force_login(clerk)
    return client


def orders(count: int, *, on_hand: int = 1000) -> list[Order]:
    item = make_stock(on_hand=on_hand)
    return [make_order({item.resource_id: 2}) for _ in range(count)]


def keys(rows: list[Order]) -> str:
    return ",".join(str(row.pk) for row in rows)


def start(client: Client, action: str, rows: list[Order], **data: str) -> Job:
    """Start a step past its preview and return its job, waiting."""
    answer = client.post(START, {"action": action, "keys": keys(rows), **data})
    job = Job.objects.latest("pk")
    assert answer.headers["Location"] == f"/admin/jobs/{job.pk}/"
    return job


def preview(client: Client, **data: object) -> BeautifulSoup:
    answer = client.post(PREVIEW, data)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def told(soup: BeautifulSoup) -> list[list[str]]:
    rows = soup.select("table.staff-list tbody tr")
    return [[cell.get_text(" ", strip=True) for cell in row.select("td")] for row in rows]


def test_a_preview_says_what_would_happen_and_changes_nothing(browser: Client) -> None:
    fine, done = orders(2)
    Order.objects.filter(pk=done.pk).update(state=OrderState.DECLINED)
    soup = preview(browser, action="approve", which="marked", chosen=[fine.pk, done.pk])
    assert told(soup) == [
        [done.reference, done.agency.name, "Refused: It is “Declined”."],
        [fine.reference, fine.agency.name, "2 copies of 1 titles are approved"],
    ]
    counts = [count.get_text() for count in soup.select("main p > strong")]
    assert counts == ["1", "1"]  # would be approved, would be refused
    fine.refresh_from_db()
    assert fine.state == OrderState.PLACED
    assert not Job.objects.exists()


def test_all_that_fit_are_chosen_by_the_filters_of_the_list(browser: Client) -> None:
    rows = orders(3)
    Order.objects.filter(pk=rows[0].pk).update(ship_to_state="TX")
    for back, chosen in (("stage=approve&state=TX", rows[:1]), ("stage=approve", rows)):
        soup = preview(browser, action="approve", which="all", back=back)
        assert {row[0] for row in told(soup)} == {order.reference for order in chosen}
    soup = preview(browser, action="approve", which="all", back="ship_to=TX")
    assert [row[0] for row in told(soup)] == [rows[0].reference]
    soup = preview(browser, action="approve", which="page", on_page=keys(rows[1:]))
    assert {row[0] for row in told(soup)} == {order.reference for order in rows[1:]}


def test_fifty_orders_are_approved_and_those_refused_are_named(
    browser: Client, clerk: User
) -> None:
    rows = orders(12)
    hold_order(order_id=rows[3].pk, actor=None, reason="Ask the chief.")
    job = run(job_id=start(browser, "approve", rows).pk)
    assert (job.state, job.done, job.total, job.problem_count) == (JobState.DONE, 12, 12, 1)
    assert job.result == "11 of 12 orders are approved."
    (problem,) = job.problems.all()
    assert (problem.about, problem.message.split(":")[0]) == (
        rows[3].reference,
        "It waits for a reviewer",
    )
    states = list(Order.objects.order_by("pk").values_list("state", flat=True))
    assert states.count(OrderState.APPROVED) == 11
    assert rows[0].events.latest("pk").actor == clerk
    page = browser.get(f"/admin/jobs/{job.pk}/").content.decode()
    assert rows[3].reference in page


def test_a_step_that_is_cancelled_goes_on_where_it_was(browser: Client) -> None:
    rows = orders(4)
    job = start(browser, "approve", rows)

    def stop(done: int) -> None:
        if done == 2:
            cancel_job(job_id=job.pk)

    assert run(job_id=job.pk, told=stop).state == JobState.CANCELLED
    assert Order.objects.filter(state=OrderState.APPROVED).count() == 2
    resume_job(job_id=job.pk)
    again = run(job_id=job.pk)
    assert (again.state, again.problem_count) == (JobState.DONE, 0)
    assert Order.objects.filter(state=OrderState.APPROVED).count() == 4


def test_declining_asks_for_a_reason(browser: Client) -> None:
    rows = orders(2)
    answer = browser.post(START, {"action": "decline", "keys": keys(rows), "reason": " "})
    assert "Give a reason." in answer.content.decode()
    job = run(job_id=start(browser, "decline", rows, reason="Sent twice.").pk)
    assert job.result == "2 of 2 orders are declined."
    assert rows[0].events.latest("pk").data["reason"] == "Sent twice."


def test_allocating_is_foreseen_as_it_happens(browser: Client, clerk: User) -> None:
    """Those placed first are served first, also where they were not chosen."""
    item, other = make_stock(on_hand=5), make_stock(on_hand=1)
    first = make_approved_order({item.resource_id: 2})
    second = make_approved_order({item.resource_id: 2, other.resource_id: 2})
    third = make_approved_order({item.resource_id: 2})
    chosen = [second, third]
    foreseen = {
        row.key: row.effect
        for row in foresee(action=ACTIONS["allocate"], keys=[o.pk for o in chosen], user=clerk)
    }
    assert foreseen == {
        second.pk: "3 of 4 copies are set aside, 1 wait",
        third.pk: "1 of 2 copies are set aside, 1 wait",
    }
    run(job_id=start(browser, "allocate", chosen).pk)
    lines = {order.pk: sum(line.allocated for line in order.lines.all()) for order in chosen}
    assert lines == {second.pk: 3, third.pk: 1}
    services.allocate_order(order_id=first.pk, actor=None)  # what was kept for it is there


def test_an_order_the_shelf_has_nothing_for_is_a_problem_and_waits(browser: Client) -> None:
    order = make_approved_order({make_stock().resource_id: 3})
    job = run(job_id=start(browser, "allocate", [order]).pk)
    assert job.result == "0 of 1 orders are allocated."
    assert "3 copies wait on back-order" in job.problems.get().message
    assert order.lines.get().back_ordered == 3


def test_parcels_are_marked_picked(browser: Client) -> None:
    parcels = [make_shipment({make_stock(on_hand=5).resource_id: 1}) for _ in range(2)]
    soup = preview(browser, action="pick", which="all", back="stage=pick")
    assert {row[0] for row in told(soup)} == {parcel.number for parcel in parcels}
    data = {"action": "pick", "keys": ",".join(str(parcel.pk) for parcel in parcels)}
    browser.post(START, data)
    job = run(job_id=Job.objects.latest("pk").pk)
    assert job.result == "2 of 2 shipments are picked."
    assert set(Shipment.objects.values_list("state", flat=True)) == {"picked"}


def test_nobody_takes_a_step_that_is_not_his(client: Client) -> None:
    rows = orders(1)
    client.force_login(make_member("Auditors"))
    for address in (PREVIEW, START):
        for name in ACTIONS:
            answer = client.post(
                address, {"action": name, "keys": keys(rows), "chosen": rows[0].pk}
            )
            assert answer.headers["Location"] == "/admin/"
    assert not Job.objects.exists()
    page = client.get("/admin/fulfillment/").content.decode()
    assert "Many at once" not in page


def test_who_lost_the_permission_meanwhile_changes_nothing(browser: Client, clerk: User) -> None:
    rows = orders(2)
    job = start(browser, "approve", rows)
    clerk.groups.clear()
    assert run(job_id=job.pk).problem_count == 2
    assert not Order.objects.filter(state=OrderState.APPROVED).exists()


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"action": "steal", "keys": "1"},
        {"action": "approve"},
        {"action": "approve", "keys": "1;DROP"},
        {"action": "approve", "which": "marked", "chosen": "x"},
    ],
)
def test_a_form_that_makes_no_sense_starts_nothing(browser: Client, data: dict[str, str]) -> None:
    for address in (PREVIEW, START):
        assert browser.post(address, data).status_code == 302
        assert browser.get(address).status_code == 302
    assert not Job.objects.exists()


def test_a_preview_costs_the_same_for_one_and_for_many(browser: Client, clerk: User) -> None:
    rows = [make_approved_order({make_stock(on_hand=9).resource_id: 1}) for _ in range(8)]

    def statements(chosen: list[Order]) -> int:
        with CaptureQueriesContext(connection) as captured:
            foresee(action=ACTIONS["allocate"], keys=[row.pk for row in chosen], user=clerk)
        return len(captured)

    assert statements(rows[:1]) == statements(rows) <= 5


def test_five_hundred_orders_take_seconds(browser: Client) -> None:
    rows = orders(500)
    began = time.monotonic()
    soup = preview(browser, action="approve", which="all", back="stage=approve")
    assert len(told(soup)) == 200
    assert "And 300 more." in soup.get_text()
    job = run(job_id=start(browser, "approve", rows).pk)
    assert (job.done, job.problem_count) == (500, 0)
    assert time.monotonic() - began < 120
