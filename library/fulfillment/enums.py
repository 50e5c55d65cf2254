"""Closed vocabularies of shipping."""

from django.db.models import TextChoices


class Carrier(TextChoices):
    """Who carries a parcel."""

    USPS = "usps", "USPS"
    UPS = "ups", "UPS"
    FEDEX = "fedex", "FedEx"
    OTHER = "other", "Other"
