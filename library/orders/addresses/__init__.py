"""Where the Postal Service delivers, checked offline. A doubt is a question, never a refusal."""

from library.orders.addresses.doubts import Doubt, doubts_about
from library.orders.addresses.places import (
    FREELY_ASSOCIATED,
    MILITARY,
    PLACES,
    STATES,
    TERRITORIES,
)
from library.orders.addresses.points import delivery_point
from library.orders.addresses.writing import Address, standardized

__all__ = [
    "FREELY_ASSOCIATED",
    "MILITARY",
    "PLACES",
    "STATES",
    "TERRITORIES",
    "Address",
    "Doubt",
    "delivery_point",
    "doubts_about",
    "standardized",
]
