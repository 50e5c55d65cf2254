"""The measures of distribution, which are never mixed."""

from django.db.models import TextChoices


class Measure(TextChoices):
    """What is counted. The value is part of an address and of the API."""

    DISTRIBUTED = "distributed", "Resources distributed"
    BASELINE = "baseline", "Before this system"
    SHIPPED = "shipped", "Shipped"
    HANDED_OUT = "handed_out", "Handed out at events"
    RETURNED = "returned", "Returned"
