"""Closed vocabularies of shipping."""

from django.db.models import TextChoices


class Carrier(TextChoices):
    """Who carries a parcel."""

    USPS = "usps", "USPS"
    UPS = "ups", "UPS"
    FEDEX = "fedex", "FedEx"
    OTHER = "other", "Other"


class ReturnReason(TextChoices):
    """Why a parcel came back."""

    SENT_BACK = "sent_back", "Sent back by the recipient"
    REFUSED = "refused", "Refused by the recipient"
    UNDELIVERABLE = "undeliverable", "Could not be delivered"


class DeskTab(TextChoices):
    """What an order at the review desk waits for."""

    DECIDE = "decide", "To decide"
    ANSWERED = "answered", "Answered"
    ASKED = "asked", "Waiting for an answer"
    ALL = "all", "All in review"


class Stage(TextChoices):
    """What an order or a parcel waits for, in the order of the work."""

    APPROVE = "approve", "To approve"
    ALLOCATE = "allocate", "To allocate"
    BACK_ORDERED = "back-ordered", "Back-ordered"
    PICK = "pick", "To pick"
    SHIP = "ship", "To ship"
