"""What recipients are told by mail."""

import smtplib

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse

from library.orders.enums import EventKind
from library.orders.models import Order

_PERMANENT = 500  # from here on an SMTP code says that another attempt is of no use


class MailNotSent(Exception):
    """A mail did not leave. Says which order's and what the server answered, never to whom."""

    def __init__(self, order: Order, answer: str) -> None:
        self.order_id = order.pk
        self.answer = answer
        super().__init__(f"The mail about order {order.pk} was not sent: {answer}.")


class MailRefused(MailNotSent):
    """The server refused the recipient or the mail for good."""


def send_placed(*, order_id: int) -> None:
    """Confirm an order."""
    order = _order(order_id)
    _send(order, "placed", f"Order {order.reference} received", {})


def send_shipped(*, order_id: int, shipment_number: str) -> None:
    """Tell which copies have left in one parcel, with its tracking number."""
    order = _order(order_id)
    parcel = order.events.get(kind=EventKind.SHIPPED, data__shipment=shipment_number).data
    lines = order.lines.select_related("resource")
    packed = [(line, copies) for line in lines if (copies := parcel["lines"].get(str(line.pk)))]
    is_everything = sum(copies for _, copies in packed) == sum(line.approved for line in lines)
    more = {"parcel": parcel, "packed": packed, "is_everything": is_everything}
    _send(order, "shipped", f"Order {order.reference} shipped", more)


def _order(order_id: int) -> Order:
    return Order.objects.select_related("recipient").get(pk=order_id)


def _send(order: Order, name: str, subject: str, more: dict[str, object]) -> None:
    """Send one mail in text and HTML. An anonymized order has nobody to write to."""
    if order.recipient.anonymized_at:
        return
    path = reverse("orders:follow", args=[order.follow_token])
    context = {
        "order": order,
        "lines": order.lines.select_related("resource"),
        "follow_url": settings.WAGTAILADMIN_BASE_URL + path,
        "site_name": settings.SITE_NAME,
        "subject": subject,
        **more,
    }
    mail = EmailMultiAlternatives(
        subject=subject,
        body=render_to_string(f"mail/orders/{name}.txt", context),
        to=[order.recipient.email],
    )
    mail.attach_alternative(render_to_string(f"mail/orders/{name}.html", context), "text/html")
    try:
        mail.send()
    except (smtplib.SMTPException, OSError, ValueError) as fault:
        # The worker logs what is raised here, with what it was raised from. An exception of
        # smtplib, or of a header that could not be built, may quote the recipient's address.
        raise _failure(order, fault) from None


def _failure(order: Order, fault: Exception) -> MailNotSent:
    """Return what may be told of a fault. What concerns our own account is worth another try."""
    kind = type(fault).__name__
    if isinstance(fault, smtplib.SMTPRecipientsRefused):
        codes = [code for code, _ in fault.recipients.values()]
    else:
        codes = [fault.smtp_code] if isinstance(fault, smtplib.SMTPResponseException) else []
    is_about_mail = isinstance(fault, smtplib.SMTPRecipientsRefused | smtplib.SMTPDataError)
    is_permanent = is_about_mail and bool(codes) and min(codes) >= _PERMANENT
    refused = MailRefused if is_permanent or isinstance(fault, ValueError) else MailNotSent
    return refused(order, " ".join([kind, *map(str, codes)]))
