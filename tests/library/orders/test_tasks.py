"""Mails, sent by a real worker from real jobs."""

import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from smtplib import SMTPAuthenticationError, SMTPDataError, SMTPRecipientsRefused

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from time_machine import TimeMachineFixture

from library.inventory.ledger import expect
from library.orders.enums import MailState
from library.orders.models import QuantityLimit
from library.orders.services import (
    approve_order,
    cancel_order,
    decline_order,
    record_allocation,
    record_shipment,
)
from library.orders.tasks import send_order_mail, send_waiting_mails
from tests.factories.orders import EMAIL, PERSONAL, make_orderable, make_placed_order


def work() -> None:
    """Run what is queued, as the worker does; a browser keeps an event loop in our own thread."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(_run_worker).result()


def _run_worker() -> None:
    connector = app.connector.get_worker_connector()  # type: ignore[attr-defined]
    with app.replace_connector(connector) as worker:
        worker.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)


def only_mail() -> EmailMultiAlternatives:
    (message,) = mail.outbox
    assert isinstance(message, EmailMultiAlternatives)
    return message


@pytest.mark.django_db(transaction=True)
def test_a_placed_order_is_confirmed_once(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    order = make_placed_order((make_orderable(title="Problem-Oriented <Policing>").pk, 1200))
    assert mail.outbox == []
    work()
    work()
    message = only_mail()
    assert message.to == [EMAIL]
    assert order.reference in message.subject
    assert f"/orders/{order.follow_token}/" in message.body
    assert "- 1,200 \N{MULTIPLICATION SIGN} Problem-Oriented <Policing>" in message.body
    html = str(message.alternatives[0][0])
    assert "Problem-Oriented &lt;Policing&gt;" in html
    assert f'/orders/{order.follow_token}/">Follow order {order.reference}</a>' in html
    assert ProcrastinateJob.objects.get(task_name="orders.send_mail").status == "succeeded"
    assert order.mails.get().state == MailState.SENT
    assert not [value for value in PERSONAL if value in caplog.text]


@pytest.mark.django_db(transaction=True)
def test_an_order_over_the_limit_hears_that_it_is_reviewed() -> None:
    resource = make_orderable()
    QuantityLimit.objects.create(most=10)
    order = make_placed_order((resource.pk, 20), justification="An academy")
    work()
    message = only_mail()
    assert message.subject == f"Order {order.reference} received for review"
    assert "Somebody reads your reason" in message.body
    assert "academy" not in message.body


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("granted", "subject", "says", "leaves_out"),
    [
        (5, "approved", "- 5 \N{MULTIPLICATION SIGN} Gangs", "Why not all"),
        (2, "approved in part", "- 2 of 5 \N{MULTIPLICATION SIGN} Gangs", "It is approved"),
    ],
)
def test_an_approval_is_told_with_what_was_granted(
    granted: int, subject: str, says: str, leaves_out: str
) -> None:
    order = make_placed_order((make_orderable(title="Gangs").pk, 5))
    line = order.lines.get()
    quantities = {line.pk: granted}
    approve_order(order_id=order.pk, actor=None, quantities=quantities, reason="Others wait too.")
    work()
    message = mail.outbox[-1]
    assert len(mail.outbox) == 2
    assert message.subject == f"Order {order.reference} {subject}"
    assert says in message.body
    assert leaves_out not in message.body
    assert ("Why not all: Others wait too." in message.body) == (granted < 5)


@pytest.mark.django_db(transaction=True)
def test_refusing_and_cancelling_are_told_with_the_reason() -> None:
    declined, cancelled = (
        make_placed_order(),
        approve_order(order_id=make_placed_order().pk, actor=None),
    )
    decline_order(order_id=declined.pk, actor=None, reason="Outside <our> area")
    cancel_order(order_id=cancelled.pk, actor=None, reason="You asked us to")
    work()
    by_subject = {message.subject: message for message in mail.outbox}
    refusal = by_subject[f"Order {declined.reference} cannot be sent"]
    assert "Reason: Outside <our> area" in refusal.body
    assert isinstance(refusal, EmailMultiAlternatives)
    assert "Reason: Outside &lt;our&gt; area" in str(refusal.alternatives[0][0])
    end = by_subject[f"Order {cancelled.reference} cancelled"]
    assert "- 5 \N{MULTIPLICATION SIGN}" in end.body
    assert "Reason: You asked us to" in end.body


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("days", "told"), [(10, "expected January 11, 2027"), (-1, "no date known yet")]
)
@pytest.mark.time_machine("2027-01-01 12:00:00+00:00", tick=False)
def test_a_back_order_tells_when_copies_are_expected(days: int, told: str) -> None:
    resource = make_orderable(on_hand=0)
    order = approve_order(order_id=make_placed_order((resource.pk, 5)).pk, actor=None)
    expect(
        resource_id=resource.pk,
        copies=50,
        document="PO-1",
        expected_on=timezone.localdate() + timedelta(days=days),
    )
    record_allocation(
        order_id=order.pk, actor=None, allocated={}, back_ordered={order.lines.get().pk: 5}
    )
    work()
    message = mail.outbox[-1]
    assert message.subject == f"Order {order.reference}: copies on back-order"
    assert f"- 5 \N{MULTIPLICATION SIGN} {resource.title}, {told}" in message.body


@pytest.mark.django_db
def test_a_shipped_order_tells_tracking_numbers() -> None:
    order = approve_order(order_id=make_placed_order().pk, actor=None)
    line = order.lines.get()
    record_allocation(
        order_id=order.pk, actor=None, allocated={line.pk: 3}, back_ordered={line.pk: 2}
    )
    for number, copies in (("S-ABCDEFGH", 2), ("S-ZYXWVUTS", 1)):
        data = {"shipment": number, "carrier": "usps", "tracking_number": f"9400{number}"}
        data |= {"tracking_url": f"https://carrier.example/?n={number}&x=1"}
        record_shipment(order_id=order.pk, actor=None, shipped={line.pk: copies}, data=data)
    first = order.mails.filter(event__data__shipment="S-ABCDEFGH").get()
    send_order_mail(first.pk)
    message = only_mail()
    assert "A part of your order" in message.body
    assert "The rest follows." in message.body
    assert "Parcel S-ABCDEFGH\nCarrier: USPS\nTracking number: 9400S-ABCDEFGH" in message.body
    assert "https://carrier.example/?n=S-ABCDEFGH&x=1" in message.body
    assert "- 2 of 5 \N{MULTIPLICATION SIGN}" in message.body
    html = str(message.alternatives[0][0])
    assert "Tracking number: 9400S-ABCDEFGH" in html
    assert '<a href="https://carrier.example/?n=S-ABCDEFGH&amp;x=1">Follow the parcel</a>' in html
    assert "S-ZYXWVUTS" not in message.body + html


@pytest.mark.django_db
def test_nobody_is_written_to_after_anonymizing() -> None:
    order = make_placed_order()
    order.recipient.anonymized_at = timezone.now()
    order.recipient.save()
    send_order_mail(order.mails.get().pk)
    assert mail.outbox == []
    assert order.mails.get().state == MailState.DROPPED


@pytest.mark.django_db(transaction=True)
def test_what_waits_without_a_job_is_queued_again(time_machine: TimeMachineFixture) -> None:
    time_machine.move_to("2027-01-01 12:00:00+00:00", tick=False)
    order = make_placed_order()
    ProcrastinateJob.objects.all().delete()
    send_waiting_mails(0)
    assert not ProcrastinateJob.objects.exists()  # its own job may still be at it
    time_machine.move_to("2027-01-01 13:01:00+00:00", tick=False)
    for _ in range(2):
        send_waiting_mails(0)
    assert ProcrastinateJob.objects.get().args == {"mail_id": order.mails.get().pk}
    work()
    only_mail()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("fault", "told", "status"),
    [
        (SMTPRecipientsRefused({EMAIL: (550, b"no such user")}), "Refused 550", "failed"),
        (SMTPRecipientsRefused({EMAIL: (450, b"busy")}), "Refused 450", "todo"),
        (SMTPDataError(554, f"<{EMAIL}> is spam".encode()), "SMTPDataError 554", "failed"),
        (SMTPAuthenticationError(535, b"bad password"), "SMTPAuthenticationError 535", "todo"),
        (ConnectionRefusedError(f"no way to {EMAIL}"), "ConnectionRefusedError", "todo"),
        (ValueError(f"Invalid address {EMAIL}"), "ValueError", "failed"),
    ],
)
def test_a_mail_that_fails_is_told_without_its_recipient(
    *,
    fault: Exception,
    told: str,
    status: str,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(_backend: EmailBackend, _messages: list[EmailMultiAlternatives]) -> int:
        raise fault

    order = make_placed_order()
    monkeypatch.setattr(EmailBackend, "send_messages", refuse)
    caplog.set_level(logging.DEBUG)
    work()
    assert f"The mail about order {order.pk} was not sent" in caplog.text
    assert told in caplog.text
    assert not [value for value in PERSONAL if value in caplog.text]
    assert ProcrastinateJob.objects.get(task_name="orders.send_mail").status == status
    row = order.mails.get()
    assert row.state == (MailState.FAILED if status == "failed" else MailState.WAITING)
    assert told.rsplit("Refused ", maxsplit=1)[-1] in row.answer
    assert not [value for value in PERSONAL if value in row.answer]
