"""Mails to recipients, sent by the worker. A job knows keys, never a person."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from library.mail import RETRY
from library.orders.emails import notices, sending
from library.orders.enums import MailState
from library.orders.models import OrderMail

# Longer than the attempts of one job take.
_FORGOTTEN_AFTER = timedelta(hours=1)


@app.task(name="orders.send_mail", queue="mail", retry=RETRY)
def send_order_mail(mail_id: int) -> None:
    """Send one mail about an order, once."""
    sending.send_order_mail(mail_id=mail_id)


@app.periodic(cron="7 * * * *")
@app.task(name="orders.send_waiting_mails", queueing_lock="orders.send_waiting_mails")
def send_waiting_mails(timestamp: int) -> None:  # noqa: ARG001 - the worker hands it over
    """Queue again what waits though no job is left: the mail server was away for long.

    One whose worker died over it is queued too, only to be told as uncertain.
    """
    unfinished = OrderMail.objects.filter(
        state__in=(MailState.WAITING, MailState.SENDING),
        changed_at__lt=timezone.now() - _FORGOTTEN_AFTER,
    )
    for mail_id in unfinished.order_by("pk").values_list("pk", flat=True):
        defer_order_mail(mail_id=mail_id)


def defer_new_order_mail(*, mail_id: int) -> None:
    """Queue a mail that was just written down, within the running transaction."""
    send_order_mail.configure(queueing_lock=f"order-mail-{mail_id}").defer(mail_id=mail_id)


def defer_order_mail(*, mail_id: int) -> None:
    """Queue a mail within the running transaction; one that waits in the queue stays as it is."""
    try:
        with transaction.atomic():
            defer_new_order_mail(mail_id=mail_id)
    except AlreadyEnqueued:
        return


@app.task(name="orders.send_notice_confirmation", queue="mail", retry=RETRY)
def send_notice_confirmation(notice_id: int) -> None:
    """Ask a person to confirm that they want to hear when copies are back."""
    notices.send_notice_confirmation(notice_id=notice_id)


@app.task(name="orders.send_back_in_stock", queue="mail", retry=RETRY)
def send_back_in_stock(notice_id: int) -> None:
    """Tell a person once that copies are back."""
    notices.send_back_in_stock(notice_id=notice_id)


def defer_notice_confirmation(*, notice_id: int) -> None:
    """Queue the question whether to confirm; one that waits already asks the same."""
    job = send_notice_confirmation.configure(queueing_lock=f"stock-notice-confirm-{notice_id}")
    try:
        with transaction.atomic():
            job.defer(notice_id=notice_id)
    except AlreadyEnqueued:
        return


def defer_back_in_stock_mail(*, notice_id: int) -> None:
    """Queue the mail within the running transaction."""
    job = send_back_in_stock.configure(queueing_lock=f"stock-notice-{notice_id}")
    job.defer(notice_id=notice_id)
