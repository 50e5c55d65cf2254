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
