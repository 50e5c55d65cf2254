"""The number by which people speak of an order."""

import secrets

# Without 0 and O, 1 and I, which cannot be told apart on paper.
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
LENGTH = 8


def new_reference() -> str:
    """Return a random reference such as R-7K2M9QXD: one of a million million."""
    return "R-" + "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
