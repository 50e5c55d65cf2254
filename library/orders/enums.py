"""Closed vocabularies of ordering."""

from django.db.models import TextChoices


class AgencyType(TextChoices):
    """What sort of organization asks."""

    MUNICIPAL = "municipal", "Municipal police"
    SHERIFF = "sheriff", "Sheriff\N{RIGHT SINGLE QUOTATION MARK}s office"
    STATE = "state", "State agency"
    TRIBAL = "tribal", "Tribal agency"
    CAMPUS = "campus", "Campus or school police"
    FEDERAL = "federal", "Federal agency"
    COMMUNITY = "community", "Community group"
    EDUCATION = "education", "School or university"
    OTHER = "other", "Other organization"


class LimitScope(TextChoices):
    """What a limit counts."""

    ORDER_TITLE = "order_title", "Copies of a title in one order"
    ORDER_COPIES = "order_copies", "Copies in one order"
    ORDER_WEIGHT = "order_weight", "Weight of one order"
    AGENCY_TITLE = "agency_title", "Copies of a title for one agency"
    ADDRESS_TITLE = "address_title", "Copies of a title to one address"


class AccessPurpose(TextChoices):
    """What somebody saw a recipient's address for."""

    VIEW = "view", "On a page"
    SLIP = "slip", "Packing slip"
    LABEL = "label", "Label"
    EXPORT = "export", "Export"


class EventKind(TextChoices):
    """What happened to an order."""

    PLACED = "placed", "Placed"
    HELD = "held", "Held for review"
    ASKED = "asked", "Requester asked"
    ANSWERED = "answered", "Requester answered"
    APPROVED = "approved", "Approved"
    DECLINED = "declined", "Declined"
    ALLOCATED = "allocated", "Copies set aside"
    BACK_ORDERED = "back_ordered", "Put on back-order"
    RELEASED = "released", "Copies put back on the shelf"
    PICKED = "picked", "Picked"
    SHIPPED = "shipped", "Shipped"
    COMPLETED = "completed", "Completed"
    CANCELLED = "cancelled", "Cancelled"
    RETURNED = "returned", "Returned"
    SUBSTITUTED = "substituted", "Newer edition put in its place"
    MAIL_REPEATED = "mail_repeated", "Mail sent once more"


class MailKind(TextChoices):
    """What a mail tells."""

    PLACED = "placed", "Order received"
    PLACED_FOR_REVIEW = "placed_for_review", "Order received, over the limit"
    QUESTION = "question", "Question to the requester"
    APPROVED = "approved", "Order approved"
    APPROVED_FEWER = "approved_fewer", "Order approved in part"
    DECLINED = "declined", "Order declined"
    CANCELLED = "cancelled", "Order cancelled"
    CANCELLED_PART = "cancelled_part", "A part is cancelled"
    BACK_ORDERED = "back_ordered", "Copies on back-order"
    SHIPPED_PART = "shipped_part", "A part is shipped"
    SHIPPED = "shipped", "Order shipped"
    NOTICE_CONFIRM = "notice_confirm", "Back in stock: confirm the address"
    BACK_IN_STOCK = "back_in_stock", "Back in stock"


class MailState(TextChoices):
    """How far a mail has come."""

    WAITING = "waiting", "Waiting to be sent"
    SENDING = "sending", "Being handed to the mail server"
    SENT = "sent", "Sent"
    UNCERTAIN = "uncertain", "May not have arrived"
    FAILED = "failed", "Could not be sent"
    DROPPED = "dropped", "Not sent: the recipient is anonymized"
