"""Mails to recipients, sent by the worker. A job knows keys and numbers, never a person."""

from procrastinate.contrib.django import app

from library.mail import RETRY
from library.orders.emails import send_placed, send_shipped


@app.task(name="orders.send_placed_mail", queue="mail", retry=RETRY)
def send_placed_mail(order_id: int) -> None:
    """Confirm an order to its recipient."""
    send_placed(order_id=order_id)


@app.task(name="orders.send_shipped_mail", queue="mail", retry=RETRY)
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
