"""Who asked for what. Personal data is in Recipient and nowhere else."""

import uuid

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from library.orders.enums import EventKind
from library.orders.models.agencies import Agency
from library.orders.states import OPEN_STATES, TO_DECIDE, OrderState


class Order(models.Model):
    """A request for copies. What remains of it for ever holds no personal data."""

    reference = models.CharField(max_length=20, unique=True, help_text="Such as R-7K2M9QXD.")
    # The hidden key of the form: the same form sent twice is one order.
    idempotency_key = models.UUIDField(unique=True)
    # Whoever has the link may follow the order; it cannot be guessed.
    follow_token = models.UUIDField(unique=True, default=uuid.uuid4)
    state = models.CharField(max_length=20, choices=OrderState, default=OrderState.PLACED)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="orders")
    ship_to_state = models.CharField(max_length=2)
    note = models.CharField(max_length=500, blank=True)
    # Why more copies are asked for than the limits allow, and by when they are needed.
    justification = models.CharField(max_length=500, blank=True)
    needed_by = models.DateField(null=True, blank=True)
    # Tells apart where orders go without saying where: see services.delivery_points.
    delivery_point = models.CharField(max_length=64, blank=True, editable=False)
    placed_at = models.DateTimeField(db_index=True)
    completed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("placed_at", "id")
        indexes = [
            models.Index(fields=("state", "placed_at")),
            models.Index(fields=("agency", "placed_at"), name="orders_of_agency"),
            models.Index(fields=("delivery_point", "placed_at"), name="orders_to_point"),
            models.Index(fields=("ship_to_state", "placed_at"), name="orders_to_state"),
            models.Index(fields=("completed_at",), name="orders_by_end"),
            # The queue's: few among the many that are done.
            models.Index(
                fields=("placed_at", "id"),
                condition=Q(state__in=sorted(TO_DECIDE | OPEN_STATES)),
                name="orders_to_work_on",
            ),
        ]
        permissions = [
            ("approve_order", "Can approve an order"),
            ("decline_order", "Can decline an order"),
            ("cancel_order", "Can cancel an order"),
            ("decide_review", "Can decide an order that is in review"),
        ]

    def __str__(self) -> str:
        return self.reference


class Recipient(models.Model):
    """Where an order goes, as typed and as standardized. Anonymized after completion."""

    order = models.OneToOneField(Order, on_delete=models.CASCADE, related_name="recipient")
    name = models.CharField(max_length=120)
    email = models.EmailField()
    phone = models.CharField(max_length=40, blank=True)
    organization = models.CharField(max_length=200)
    street1 = models.CharField(max_length=120)
    street2 = models.CharField(max_length=120, blank=True)
    city = models.CharField(max_length=80)
    state = models.CharField(max_length=2)
    postal_code = models.CharField(max_length=10)
    standardized = models.JSONField(default=dict, blank=True)
    anonymized_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        permissions = [("anonymize_recipient", "Can anonymize recipients that are due")]
        triggers = [
            # Free texts about an order may name its recipient: both go, whoever sees to it.
            pgtrigger.Trigger(
                name="questions_go_with_recipient",
                operation=pgtrigger.Update,
                when=pgtrigger.After,
                condition=pgtrigger.Q(old__anonymized_at=None, new__anonymized_at__isnull=False),
                func="""
                    UPDATE orders_orderquestion SET question = '', answer = ''
                    WHERE order_id = NEW.order_id;
                    RETURN NULL;
                """,
            )
        ]

    def __str__(self) -> str:
        return f"Recipient of order {self.order_id}"


class OrderLine(models.Model):
    """One title of an order and how far it has come."""

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="lines")
    resource = models.ForeignKey(
        "catalog.Resource", on_delete=models.PROTECT, related_name="order_lines"
    )
    requested = models.PositiveIntegerField()
    approved = models.PositiveIntegerField(default=0)
    allocated = models.PositiveIntegerField(default=0)
    shipped = models.PositiveIntegerField(default=0)
    back_ordered = models.PositiveIntegerField(default=0)
    cancelled = models.PositiveIntegerField(default=0)
    # Of the copies shipped, those that came back and are not sent again.
    returned = models.PositiveIntegerField(default=0)
    # What was asked for, where a newer edition took its place.
    ordered_as = models.ForeignKey(
        "catalog.Resource", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ("id",)
        indexes = [
            # Lines with copies that no parcel holds: few among the many that are done.
            models.Index(
                fields=("order",),
                condition=Q(approved__gt=F("allocated") + F("shipped") + F("cancelled")),
                name="open_order_lines",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=("order", "resource"), name="one_line_a_title"),
            models.CheckConstraint(condition=Q(requested__gt=0), name="line_asks_for_something"),
            models.CheckConstraint(
                condition=Q(approved__lte=F("requested")), name="line_approved_within_requested"
            ),
            models.CheckConstraint(
                condition=Q(
                    approved__gte=F("allocated") + F("shipped") + F("back_ordered") + F("cancelled")
                )
                # Copies may be given up before anything is approved.
                | Q(approved=0, allocated=0, shipped=0, back_ordered=0),
                name="line_parts_within_approved",
            ),
            models.CheckConstraint(
                condition=Q(cancelled__lte=F("requested")), name="line_cancelled_within_requested"
            ),
            models.CheckConstraint(
                condition=Q(returned__lte=F("shipped")), name="line_returned_within_shipped"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.requested} \N{MULTIPLICATION SIGN} resource {self.resource_id}"

    @property
    def title(self) -> str:
        """The title as people read it; a newer edition says what it takes the place of."""
        asked = self.ordered_as
        if asked is None:
            return str(self.resource.title)
        name = ", ".join(filter(None, (asked.product_number, asked.title)))
        return f"{self.resource.title} (newer edition, in place of {name})"


class OrderEvent(models.Model):
    """What happened to an order, when and by whom. Holds no personal data of the recipient."""

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=20, choices=EventKind)
    occurred_at = models.DateTimeField()
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    data = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ("occurred_at", "id")

    def __str__(self) -> str:
        return self.get_kind_display()
