"""Alerts of low stock that are told once."""

from datetime import date

from library.inventory.models import LowStock


def claim_alerts(*, day: date) -> int:
    """Let the digest of a day tell of every shelf that is low and was not told of; return how many.

    One that recovered before anybody was told has nothing to tell.
    """
    untold = LowStock.objects.filter(digest_on=None, recovered_at=None)
    return untold.update(digest_on=day)
