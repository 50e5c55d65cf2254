"""What staff are told by mail about stock."""

from datetime import date

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse

from library.inventory.selectors.alerts import alerts_of_digest
from library.inventory.selectors.expecting import late_receipts
from library.mail import send


def send_digest(*, user_id: int, day: date) -> None:
    """Tell one member of staff which titles fell to their reorder point, and what is late."""
    user = get_user_model().objects.get(pk=user_id)
    alerts = alerts_of_digest(day=day)
    subject = f"{len(alerts)} titles at their reorder point"
    context = {
        "alerts": alerts,
        "late": late_receipts(today=day),
        "day": day,
        "stock_url": settings.WAGTAILADMIN_BASE_URL + reverse("stock:list") + "?level=low",
        "site_name": settings.SITE_NAME,
        "subject": subject,
    }
    mail = EmailMultiAlternatives(
        subject=subject,
        body=render_to_string("mail/inventory/digest.txt", context),
        to=[user.email],
    )
    mail.attach_alternative(render_to_string("mail/inventory/digest.html", context), "text/html")
    send(mail, about=f"low stock on {day}")
