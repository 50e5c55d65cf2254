"""What the review desk asks a requester, and what the requester answers."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from library.orders.models.orders import Order


class OrderQuestion(models.Model):
    """A question about an order. Both texts are free and may name people.

    So they are here and not in events, and go when the order's recipient is anonymized: see the
    trigger of Recipient.
    """

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="questions")
    question = models.TextField(max_length=1000)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    answer_by = models.DateField(help_text="The day by which an answer is hoped for.")
    answer = models.TextField(max_length=2000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("asked_at", "id")
        constraints = [
            models.UniqueConstraint(
                fields=("order",), condition=Q(answered_at=None), name="one_open_question_an_order"
            )
        ]

    def __str__(self) -> str:
        return f"Question {self.pk} about order {self.order_id}"
