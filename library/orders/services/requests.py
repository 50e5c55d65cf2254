"""What a reader asks for, before it is an order."""

from dataclasses import dataclass
from datetime import date

from library.orders.addresses import Address
from library.orders.enums import AgencyType


@dataclass(frozen=True, slots=True)
class OrderRequestLine:
    """Copies of one title."""

    resource_id: int
    quantity: int


# Without a repr, so that no log or traceback shows who asked.
@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class OrderRequest:
    """Titles, who asks for them, and where they go. The address is as typed.

    `justification` says why more is asked for than the limits allow, `needed_by` when.
    """

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
    justification: str = ""
    needed_by: date | None = None

    @property
    def address(self) -> Address:
        """Where it goes."""
        return Address(
            street1=self.street1,
            street2=self.street2,
            city=self.city,
            state=self.state,
            postal_code=self.postal_code,
        )
