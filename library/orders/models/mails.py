"""What recipients are told: the words that staff chose, and every mail that is to be sent once."""

from django.conf import settings
from django.db import models

from library.orders.enums import MailKind, MailState
from library.orders.models.orders import Order, OrderEvent


class MailText(models.Model):
    """Words that staff put in the place of a mail's default; without a row the default is sent."""

    kind = models.CharField(max_length=20, choices=MailKind, unique=True)
    subject = models.CharField(max_length=150)
    body = models.TextField(max_length=4000)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    def __str__(self) -> str:
        return f"Mail “{self.get_kind_display()}”"


class OrderMail(models.Model):
    """A mail about what happened to an order: one of a kind for each event, so never a second.

    Knows the order and not the address: that is looked up when the mail leaves.
    """

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="mails")
    event = models.ForeignKey(OrderEvent, on_delete=models.CASCADE, related_name="mails")
    kind = models.CharField(max_length=20, choices=MailKind)
    state = models.CharField(max_length=20, choices=MailState, default=MailState.WAITING)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField(help_text="When the present state came about.")
    # The server's answer without whom it was about, such as "SMTPRecipientsRefused 550".
    answer = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering = ("made_at", "id")
        constraints = [
            models.UniqueConstraint(fields=("event", "kind"), name="one_mail_a_kind_and_event")
        ]
        indexes = [
            models.Index(
                fields=("changed_at",),
                condition=models.Q(state__in=(MailState.WAITING, MailState.SENDING)),
                name="mails_not_finished",
            )
        ]
        permissions = [("repeat_mail", "Can send a mail once more")]

    def __str__(self) -> str:
        return f"Mail {self.pk} of order {self.order_id}"
