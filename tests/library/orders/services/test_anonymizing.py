"""Whom an order was for is forgotten in time, everywhere; what is counted stays."""

from datetime import timedelta
from io import StringIO

import pytest
from django.apps import apps
from django.contrib.auth.models import Permission, User
from django.core.management import CommandError, call_command
from django.db import models
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from library.jobs.models import Job
from library.jobs.services import cancel_job
from library.jobs.states import JobState
from library.jobs.tasks import run
from library.orders.jobs import AlreadyForgetting, prepare_anonymizing, start_anonymizing
from library.orders.models import Agency, Order, Recipient
from library.orders.services import anonymizing, approve_order, cancel_order, decline_order
from library.orders.services.anonymizing import NothingToForget, anonymize_orders, due_span
from tests.factories.orders import (
    PERSONAL,
    check_key,
    fill_basket,
    make_orderable,
    make_placed_order,
)
from tests.whole_database import tables_with

pytestmark = pytest.mark.django_db

NOTE = "Ring Quintanilla at the side door"
CANARIES = [*PERSONAL, NOTE, "QUARTERDECK", "quintanilla", "5550123", "22150"]
# Where personal data may lie: the recipient, and the free texts that are cleared with it.
DECLARED = {"orders_recipient", "orders_order", "orders_orderevent"}


def end(order: Order, *, days: int) -> Order:
    Order.objects.filter(pk=order.pk).update(completed_at=timezone.now() - timedelta(days=days))
    return order


def declined(*, days: int = 91, agency: str = "Springfield PD", kind: str = "municipal") -> Order:
    order = make_placed_order(organization=agency, agency_type=kind)
    decline_order(order_id=order.pk, actor=None, reason="Rosalind Quintanilla asked twice")
    return end(order, days=days)


def test_an_order_leaves_personal_data_in_declared_tables_only_and_none_in_the_end(
    client: Client,
) -> None:
    fill_basket(client, make_orderable())
    key = check_key(client)
    answer = client.post(reverse("orders:check"), {"key": key})
    assert answer.status_code == 302
    order = Order.objects.get()
    Order.objects.update(note=NOTE)
    approve_order(order_id=order.pk, actor=None)
    cancel_order(order_id=order.pk, actor=None, reason=f"{NOTE} was wrong")
    chief = User.objects.create_superuser("chief")
    staff = Client()
    staff.force_login(chief)
    page = staff.get(reverse("order:inspect", args=[order.pk])).content.decode()
    assert "Quarterdeck" in page
    assert set(tables_with(CANARIES)) == DECLARED
    before = (order.agency_id, order.ship_to_state, order.placed_at)

    end(order, days=91)
    run(job_id=start_anonymizing(actor=chief).pk)
    assert tables_with(CANARIES) == {}
    order.refresh_from_db()
    assert (order.agency_id, order.ship_to_state, order.placed_at) == before
    assert [line.requested for line in order.lines.all()] == [2]
    assert [event.kind for event in order.events.all()] == ["placed", "approved", "cancelled"]
    cancelled = order.events.last()
    assert cancelled is not None
    assert set(cancelled.data) == {"lines"}
    followed = client.get(reverse("orders:follow", args=[order.follow_token]))
    assert "Virginia" in followed.content.decode()
    assert "no-store" in followed.headers["Cache-Control"]


def test_only_what_ended_long_ago_is_due() -> None:
    old, young = declined(days=91), declined(days=89)
    waiting = make_placed_order()
    span = due_span()
    for keys in span.batches():
        anonymize_orders(keys=keys, ended_until=span.ended_until)
    known = Recipient.objects.filter(anonymized_at=None).values_list("order", flat=True)
    assert set(known) == {young.pk, waiting.pk}
    assert Recipient.objects.get(order=old).state == "VA"
    with pytest.raises(NothingToForget):
        due_span()
    assert anonymize_orders(keys=range(old.pk, old.pk + 1), ended_until=span.ended_until) == 0


def test_a_private_persons_name_leaves_the_directory() -> None:
    order = declined(agency="Rosalind  Quintanilla", kind="community")
    listed = declined(agency="Fairfax PD")
    run(job_id=prepare_anonymizing().pk)
    order.refresh_from_db()
    assert (order.agency.name, order.agency.agency_type) == (
        "Private requester, Community group",
        "community",
    )
    assert set(Agency.objects.values_list("name", flat=True)) == {
        order.agency.name,
        listed.agency.name,
    }


def test_it_is_cancelled_and_goes_on_where_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(anonymizing, "BATCH", 1)
    orders = [declined() for _ in range(3)]
    job = prepare_anonymizing()
    with pytest.raises(AlreadyForgetting):
        start_anonymizing(actor=None)

    def stop(done: int) -> None:
        if done == 1:
            cancel_job(job_id=job.pk)

    job = run(job_id=job.pk, told=stop)
    assert (job.state, job.done) == (JobState.CANCELLED, 1)
    left = Recipient.objects.filter(anonymized_at=None).values_list("order", flat=True)
    assert list(left) == [order.pk for order in orders[1:]]
    Job.objects.filter(pk=job.pk).update(state=JobState.WAITING)
    job = run(job_id=job.pk)
    assert job.state == JobState.DONE
    assert not Recipient.objects.filter(anonymized_at=None).exists()


def test_a_batch_costs_the_same_however_many(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    first = declined()
    for _ in range(4):
        declined()
    until = due_span().ended_until
    with django_assert_max_num_queries(12):
        done = anonymize_orders(keys=range(first.pk, first.pk + 500), ended_until=until)
    assert done == 5


def test_the_command_counts_and_forgets() -> None:
    declined(days=40)
    said = StringIO()
    call_command("anonymize_recipients", stdout=said)
    assert "No recipient is due" in said.getvalue()
    call_command("anonymize_recipients", "--days=30", "--dry-run", stdout=said)
    assert "1 recipients are due." in said.getvalue()
    assert not Recipient.objects.exclude(anonymized_at=None).exists()
    call_command("anonymize_recipients", "--days=30", stdout=said)
    assert "1 recipients are anonymized." in said.getvalue()
    assert Recipient.objects.exclude(anonymized_at=None).exists()
    with pytest.raises(CommandError, match="from 0"):
        call_command("anonymize_recipients", "--days=-1")


def test_it_is_started_by_those_who_may(client: Client) -> None:
    declined()
    user = User.objects.create_user("keeper")
    address = reverse("addressaccess:anonymize")
    user.user_permissions.set(Permission.objects.filter(codename="access_admin"))
    client.force_login(user)
    assert client.post(address).status_code == 302
    assert not Job.objects.exists()
    user.user_permissions.add(Permission.objects.get(codename="anonymize_recipient"))
    assert "Anonymize now" in client.get(address).content.decode()
    answer = client.post(address)
    job = Job.objects.get()
    assert answer["Location"] == reverse("jobs:job", args=[job.pk])
    assert client.get(answer["Location"]).status_code == 200
    run(job_id=job.pk)
    assert "Anonymize now" not in client.get(address).content.decode()


# Every text about an order is named here: what stays, and what is cleared when it is anonymized.
STAYS = {
    "orders.Order.reference",
    "orders.Order.ship_to_state",
    "orders.Recipient.state",
    "orders.OrderMail.answer",
    "fulfillment.Scan.code",
    "fulfillment.Scan.text",
    "fulfillment.Shipment.number",
    "fulfillment.Return.number",
}
CLEARED = {
    "orders.Order.note",
    "orders.Order.justification",
    "orders.Order.delivery_point",
    "orders.OrderEvent.data",
    "orders.OrderQuestion.question",
    "orders.OrderQuestion.answer",
    "orders.Recipient.standardized",
    *(f"orders.Recipient.{field}" for field in (
        "name", "email", "phone", "organization", "street1", "street2", "city", "postal_code",
    )),
    "fulfillment.Shipment.tracking_number",
    "fulfillment.Shipment.cancel_reason",
    "fulfillment.Return.note",
}  # fmt: skip


def below(model: type[models.Model]) -> set[type[models.Model]]:
    """Return a model with all whose rows belong to one of its rows, at whatever depth."""
    reached, new = set(), {model}
    while new:
        reached |= new
        new = {
            other
            for other in apps.get_models()
            for field in other._meta.concrete_fields  # noqa: SLF001
            if isinstance(field, models.ForeignKey) and field.related_model in new
        } - reached
    return reached


def test_no_text_about_an_order_is_forgotten_to_be_forgotten() -> None:
    texts = {
        f"{model._meta.label}.{field.name}"  # noqa: SLF001
        for model in below(Order)
        for field in model._meta.concrete_fields  # noqa: SLF001
        if isinstance(field, models.CharField | models.TextField | models.JSONField)
        and not field.choices
    }
    assert texts == STAYS | CLEARED
