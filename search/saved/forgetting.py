"""What is not kept: unconfirmed searches, addresses without any, counts and old digests."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from library.double_opt_in import CONFIRM_WITHIN
from search.models import Digest, SavedSearch, SignUpCount, Subscriber, ToldTitle

COUNTS_KEPT = timedelta(days=2)
# Longer than a title can be found anew: see matching.OVERLAP.
TOLD_KEPT = timedelta(days=60)


def forget() -> None:
    """Delete everything whose time is over."""
    now = timezone.now()
    SavedSearch.objects.filter(confirmed_at=None, asked_at__lte=now - CONFIRM_WITHIN).delete()
    SignUpCount.objects.filter(period__lte=now - COUNTS_KEPT).delete()
    last_day = timezone.localdate() - TOLD_KEPT
    Digest.objects.filter(day__lt=last_day).delete()
    ToldTitle.objects.filter(told_on__lt=last_day).delete()
    _forget_addresses()


def _forget_addresses() -> None:
    """Delete addresses without a search; who is just signing up holds the row and keeps it."""
    idle = Subscriber.objects.filter(~Exists(SavedSearch.objects.filter(subscriber=OuterRef("pk"))))
    with transaction.atomic():
        locked = idle.select_for_update(skip_locked=True)
        ids = list(locked.values_list("pk", flat=True))
        # Asked again under the lock: one may have got a search while we waited for nothing.
        idle.filter(pk__in=ids).delete()
