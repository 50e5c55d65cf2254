"""What recipients are told by mail."""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse

from library.mail import send
from library.orders.enums import EventKind
from library.orders.models import Order


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
    send(mail, about=f"order {order.pk}")
