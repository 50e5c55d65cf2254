"""Mails about orders: written down with what they tell, and sent after the commit."""

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from library.orders.enums import EventKind, MailKind, MailState
from library.orders.models import OrderEvent, OrderMail
from library.orders.services.changing import write_event
from library.orders.tasks import defer_new_order_mail, defer_order_mail

# A person may say that one of these is to be sent once more; the library never does by itself.
REPEATABLE = frozenset({MailState.UNCERTAIN, MailState.FAILED})


class NotRepeatable(Exception):
    """A mail that is sent, or is about to be, is not sent once more."""

    def __init__(self, mail: OrderMail) -> None:
        super().__init__(
            f"The mail “{mail.get_kind_display()}” is “{mail.get_state_display()}”. "
            "Only one that failed or may not have arrived can be sent once more."
        )


def queue_mail(*, event: OrderEvent, kind: MailKind) -> OrderMail:
    """Write down that an event is to be told, and queue the mail, in the running transaction.

    Raises:
        IntegrityError: the event is told by a mail of this kind already.
    """
    now = timezone.now()
    mail = OrderMail.objects.create(
        order_id=event.order_id, event=event, kind=kind, made_at=now, changed_at=now
    )
    defer_new_order_mail(mail_id=mail.pk)
    return mail


@transaction.atomic
def repeat_mail(*, mail_id: int, actor: AbstractBaseUser | None) -> OrderMail:
    """Send a mail once more that failed or may not have arrived.

    Raises:
        OrderMail.DoesNotExist: there is none.
        NotRepeatable: it is sent, or waits to be.
    """
    mail = OrderMail.objects.select_for_update().select_related("order").get(pk=mail_id)
    if mail.state not in REPEATABLE:
        raise NotRepeatable(mail)
    mail.state, mail.changed_at, mail.answer = MailState.WAITING, timezone.now(), ""
    mail.save(update_fields=["state", "changed_at", "answer"])
    write_event(mail.order, EventKind.MAIL_REPEATED, actor, {"mail": mail.get_kind_display()})
    defer_order_mail(mail_id=mail.pk)
    return mail
