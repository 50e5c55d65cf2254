"""Mails, sent by a real worker from real jobs."""

import logging
from concurrent.futures import ThreadPoolExecutor
from smtplib import SMTPAuthenticationError, SMTPDataError, SMTPRecipientsRefused

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from library.orders.services import approve_order, record_allocation, record_shipment
from library.orders.tasks import send_placed_mail, send_shipped_mail
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
    assert "1,200 x Problem-Oriented <Policing>" in message.body
    html = str(message.alternatives[0][0])
    assert "Problem-Oriented &lt;Policing&gt;" in html
    assert ProcrastinateJob.objects.get(task_name="orders.send_placed_mail").status == "succeeded"
    assert not [value for value in PERSONAL if value in caplog.text]


@pytest.mark.django_db
def test_a_shipped_order_tells_tracking_numbers() -> None:
    order = approve_order(order_id=make_placed_order().pk, actor=None)
    line = order.lines.get()
    record_allocation(
        order_id=order.pk, actor=None, allocated={line.pk: 3}, back_ordered={line.pk: 2}
    )
    for number, copies in (("S-ABCDEFGH", 2), ("S-ZYXWVUTS", 1)):
        data = {"shipment": number, "carrier": "usps", "tracking_number": f"9400{number}"}
        record_shipment(order_id=order.pk, actor=None, shipped={line.pk: copies}, data=data)
    send_shipped_mail(order.pk, "S-ABCDEFGH")
    message = only_mail()
    assert "A part of your order" in message.body
    assert "The rest follows." in message.body
    assert "S-ABCDEFGH: tracking number 9400S-ABCDEFGH (USPS)" in message.body
    assert "2 of 5 x" in message.body
    html = str(message.alternatives[0][0])
    assert "S-ABCDEFGH: tracking number 9400S-ABCDEFGH (USPS)" in html
    assert "S-ZYXWVUTS" not in message.body + html


@pytest.mark.django_db
def test_nobody_is_written_to_after_anonymizing() -> None:
    order = make_placed_order()
    order.recipient.anonymized_at = timezone.now()
    order.recipient.save()
    send_placed_mail(order.pk)
    assert mail.outbox == []


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
    assert ProcrastinateJob.objects.get(task_name="orders.send_placed_mail").status == status
