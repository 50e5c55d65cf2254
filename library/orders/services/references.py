"""The numbers by which people speak of orders and parcels."""

import secrets
from collections.abc import Callable

# Without 0 and O, 1, I and L, which cannot be told apart on paper.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 8
_ATTEMPTS = 5


def random_number(prefix: str) -> str:
    """Return a random number such as R-7K2M9QXD. The unique column it goes into has a last word."""
    return f"{prefix}-" + "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def free_number(prefix: str, *, is_taken: Callable[[str], bool]) -> str:
    """Return a random number such as R-7K2M9QXD that is not taken yet.

    One of almost a million million: the second attempt is rare. The unique column that the number
    goes into has the last word.
    """
    for _ in range(_ATTEMPTS):
        number = random_number(prefix)
        if not is_taken(number):
            return number
    raise RuntimeError(f"No free number {prefix}-… was found: the generator of numbers is broken.")
