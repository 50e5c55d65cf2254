"""What a reader asks for, before it is an order."""

from dataclasses import dataclass

from library.orders.enums import AgencyType


@dataclass(frozen=True, slots=True)
class OrderRequestLine:
    """Copies of one title."""

    resource_id: int
    quantity: int


# Without a repr, so that no log or traceback shows who asked.
@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class OrderRequest:
    """Titles, who asks for them, and where they go. The address is as typed."""

    lines: tuple[OrderRequestLine, ...]
    name: str
    organization: str
    agency_type: AgencyType
    email: str
    street1: str
    city: str
    state: str
    postal_code: str
    phone: str = ""
    street2: str = ""
    note: str = ""
