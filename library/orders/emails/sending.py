"""Sending a mail once. Why at most once and not at least once: docs/adr/0019."""

from datetime import timedelta

import structlog
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.utils import timezone

from library.inventory.selectors import stock_of_many
from library.mail import MailNotSent, MailRefused, send
from library.orders.emails.rendering import Rendered, render
from library.orders.emails.texts import text_of
from library.orders.emails.values import LineFacts, OrderFacts, follow_path, values_of
from library.orders.enums import MailKind, MailState
from library.orders.models import Order, OrderEvent, OrderMail, OrderQuestion

# A mail that could not be handed over for so long would come too late.
GIVE_UP_AFTER = timedelta(days=3)
_log = structlog.get_logger(__name__)


def send_order_mail(*, mail_id: int) -> None:
    """Send one mail about an order, unless it was handed to the mail server before.

    The mail is claimed, and the claim committed, before the server hears of it.

    Raises:
        MailNotSent: it waits for another attempt, or was refused for good.
    """
    mail = OrderMail.objects.select_related("order__recipient", "event").get(pk=mail_id)
    address = mail.order.recipient.email
    if mail.order.recipient.anonymized_at or not address:
        _changed(mail_id, MailState.DROPPED, only_from=MailState.WAITING)
        return
    ready = message(rendered(mail), to=address)
    if not _changed(mail_id, MailState.SENDING, only_from=MailState.WAITING):
        _leave_alone(mail_id)
        return
    try:
        send(ready, about=f"order {mail.order_id}")
    except MailNotSent as fault:
        is_over = isinstance(fault, MailRefused) or mail.made_at < timezone.now() - GIVE_UP_AFTER
        _changed(mail_id, MailState.FAILED if is_over else MailState.WAITING, answer=fault.answer)
        raise
    _changed(mail_id, MailState.SENT)


def rendered(mail: OrderMail) -> Rendered:
    """Return a mail about an order in the words it has now."""
    kind = MailKind(mail.kind)
    return render(text_of(kind=kind).wording, values_of(kind, _facts(mail.order, mail.event)))


def message(
    mail: Rendered, *, to: str, headers: dict[str, str] | None = None
) -> EmailMultiAlternatives:
    """Return a message of text and HTML. No program answers it with an absence note."""
    made = EmailMultiAlternatives(
        subject=mail.subject,
        body=mail.text,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[to],
        headers={"Auto-Submitted": "auto-generated", **(headers or {})},
    )
    made.attach_alternative(mail.html, "text/html")
    return made


def _facts(order: Order, event: OrderEvent) -> OrderFacts:
    lines = list(order.lines.select_related("resource", "ordered_as").order_by("pk"))
    stock = stock_of_many({line.resource_id for line in lines})
    asked = OrderQuestion.objects.filter(pk=event.data.get("question"), order=order).first()
    return OrderFacts(
        reference=order.reference,
        follow_path=follow_path(order.follow_token),
        lines=tuple(
            LineFacts(
                key=str(line.pk),
                title=line.title,
                requested=line.requested,
                approved=line.approved,
                shipped=line.shipped,
                cancelled=line.cancelled,
                expected_on=stock[line.resource_id].expected_on,
            )
            for line in lines
        ),
        data=event.data,
        question=asked.question if asked else "",
        answer_by=asked.answer_by if asked else None,
    )


def _changed(
    mail_id: int, state: MailState, *, only_from: MailState | None = None, answer: str = ""
) -> bool:
    """Write where a mail stands; tell whether it stood where it had to."""
    mails = OrderMail.objects.filter(pk=mail_id)
    if only_from:
        mails = mails.filter(state=only_from)
    changes = {"state": state, "changed_at": timezone.now(), "answer": answer[:100]}
    with transaction.atomic():
        return bool(mails.update(**changes))


def _leave_alone(mail_id: int) -> None:
    """Say of a mail whose worker died over it that it may not have arrived; send it no more.

    Where the other worker lives after all, it writes how it ended over this.
    """
    _changed(mail_id, MailState.UNCERTAIN, only_from=MailState.SENDING)
    _log.warning("mail_not_sent_again", mail=mail_id)
