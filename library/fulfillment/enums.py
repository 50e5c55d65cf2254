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


class EditionPolicy(TextChoices):
    """What becomes of the old stock when a new edition is out."""

    DRAIN = "drain", "Send the old edition as long as there is any"
    SUBSTITUTE = "substitute", "Send the new edition in open orders; keep the old stock"
    WRITE_OFF = "write_off", "Send the new edition in open orders; write the old stock off"


class Stage(TextChoices):
    """What an order or a parcel waits for, in the order of the work."""

    APPROVE = "approve", "To approve"
    ALLOCATE = "allocate", "To allocate"
    BACK_ORDERED = "back-ordered", "Back-ordered"
    PICK = "pick", "To pick"
    SHIP = "ship", "To ship"


class AnswerKind(TextChoices):
    """What the packing page says to a scan. Each has a color and a sound of its own."""

    OPENED = "opened", "Parcel opened"
    PACKED = "packed", "In the box"
    COMPLETE = "complete", "All copies are in"
    SHIPPED = "shipped", "Shipped"
    UNDONE = "undone", "Taken back"
    NOTED = "noted", "Noted"
    PRINT = "print", "Packing slip"
    WRONG_ITEM = "wrong_item", "Wrong item"
    TOO_MANY = "too_many", "One too many"
    ALREADY_SHIPPED = "already_shipped", "Already shipped"
    CANCELLED = "cancelled", "Cancelled"
    UNKNOWN = "unknown", "Unknown code"
    TAKEN = "taken", "Somebody else packs it"
    NOT_NOW = "not_now", "Not now"


# Nothing was changed by a scan that was answered so.
REFUSALS = frozenset(
    {
        AnswerKind.WRONG_ITEM,
        AnswerKind.TOO_MANY,
        AnswerKind.ALREADY_SHIPPED,
        AnswerKind.CANCELLED,
        AnswerKind.UNKNOWN,
        AnswerKind.TAKEN,
        AnswerKind.NOT_NOW,
    }
)


class LabelSheet(TextChoices):
    """Sheets of address labels, by the number on their box."""

    AVERY_5160 = "5160", "Avery 5160, 30 labels of 1 by 2 5/8 inches"
    AVERY_5163 = "5163", "Avery 5163, 10 labels of 2 by 4 inches"
