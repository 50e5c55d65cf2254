"""Closed vocabularies of stock."""

from django.db.models import TextChoices


class MovementKind(TextChoices):
    """Why a physical quantity changed."""

    RECEIPT = "receipt", "Receipt"
    SHIPMENT = "shipment", "Shipment"
    RETURN = "return", "Return"
    HAND_OUT = "hand_out", "Hand-out at an event"
    ADJUSTMENT = "adjustment", "Adjustment from a count"
    WRITE_OFF = "write_off", "Write-off"


class Availability(TextChoices):
    """What a reader can have of a resource today."""

    AVAILABLE = "available", "Available now"
    BACK_ORDER = "back_order", "Back-order"
    DOWNLOAD = "download", "Download only"
    SUPERSEDED = "superseded", "Superseded"
    REFERENCE = "reference", "Catalog record only"
