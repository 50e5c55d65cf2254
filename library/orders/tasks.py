"""Mails to recipients, sent by the worker. A job knows the order's key and nothing else."""

from contextlib import suppress

from django.db import transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from library.orders.emails import send_placed, send_shipped

# A mail server that is away for a while: five more attempts over about half an hour.
_RETRY = RetryStrategy(max_attempts=6, exponential_wait=5)


@app.task(name="orders.send_placed_mail", queue="mail", retry=_RETRY)
def send_placed_mail(order_id: int) -> None:
    """Confirm an order to its recipient."""
    send_placed(order_id=order_id)


@app.task(name="orders.send_shipped_mail", queue="mail", retry=_RETRY)
def send_shipped_mail(order_id: int) -> None:
    """Tell the recipient what has left for them."""
    send_shipped(order_id=order_id)


def defer_placed_mail(*, order_id: int) -> None:
    """Queue the confirmation within the running transaction."""
    send_placed_mail.configure(queueing_lock=f"order-placed-{order_id}").defer(order_id=order_id)


def defer_shipped_mail(*, order_id: int) -> None:
    """Queue the mail within the running transaction; one that still waits will tell of this too."""
    lock = f"order-shipped-{order_id}"
    with suppress(AlreadyEnqueued), transaction.atomic():
        send_shipped_mail.configure(queueing_lock=lock).defer(order_id=order_id)
