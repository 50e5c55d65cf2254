"""Mails to recipients, sent by the worker. A job knows keys and numbers, never a person."""

from procrastinate import RetryDecision, RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.jobs import Job

from library.orders.emails import MailRefused, send_placed, send_shipped


class _UnlessRefused(RetryStrategy):
    """Another attempt, unless the mail server refused for good."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        if isinstance(exception, MailRefused):
            return None
        return super().get_retry_decision(exception=exception, job=job)


# A mail server that is away for a while: five more attempts over about half an hour.
_RETRY = _UnlessRefused(max_attempts=6, exponential_wait=5)


@app.task(name="orders.send_placed_mail", queue="mail", retry=_RETRY)
def send_placed_mail(order_id: int) -> None:
    """Confirm an order to its recipient."""
    send_placed(order_id=order_id)


@app.task(name="orders.send_shipped_mail", queue="mail", retry=_RETRY)
def send_shipped_mail(order_id: int, shipment_number: str) -> None:
    """Tell the recipient that a parcel has left for them."""
    send_shipped(order_id=order_id, shipment_number=shipment_number)


def defer_placed_mail(*, order_id: int) -> None:
    """Queue the confirmation within the running transaction."""
    send_placed_mail.configure(queueing_lock=f"order-placed-{order_id}").defer(order_id=order_id)


def defer_shipped_mail(*, order_id: int, shipment_number: str) -> None:
    """Queue the mail about one parcel within the running transaction.

    Each parcel has a mail of its own. A mail that already waits cannot speak for this parcel too:
    it may be sent before the running transaction commits, and would not know of it.
    """
    lock = f"order-shipped-{shipment_number}"
    send_shipped_mail.configure(queueing_lock=lock).defer(
        order_id=order_id, shipment_number=shipment_number
    )
