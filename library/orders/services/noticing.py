"""Notices that copies are back: asked for, confirmed, told once in the order of asking, forgotten.

Rules: docs/adr/0015 for the address, docs/adr/0022 for the turns.
"""

from collections.abc import Mapping
from datetime import timedelta

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from library.double_opt_in import CONFIRM_WITHIN, may_be_written_to
from library.inventory.selectors import stock_of_public
from library.orders.models import NoticeAddress, NoticeCount, StockNotice
from library.orders.selectors import copies_waited_for
from library.orders.tasks import defer_back_in_stock_mail, defer_notice_confirmation

# What one who is told may be expected to order: so many notices a day as there are such parcels.
COPIES_A_NOTICE = 10
_A_DAY = timedelta(days=1)
_TOLD_KEPT = timedelta(days=2)
_COUNTS_KEPT = timedelta(days=2)


class NoticeGone(Exception):
    """The notice is gone: told, stopped, or not confirmed in time."""


def ask_for_notice(*, email: str, resource_id: int, network: str) -> None:
    """Write down that an address wants to hear of a title, and send a mail to confirm it.

    Too many requests for one address change nothing and look the same: nobody learns from the
    answer whether an address is known.

    Raises:
        TooManyRequests: the network asked too often.
    """
    if not may_be_written_to(email=email, network=network, counts=NoticeCount):
        return
    with transaction.atomic():
        address = NoticeAddress.locked(email)
        notice, _ = address.notices.get_or_create(
            resource_id=resource_id, defaults={"asked_at": timezone.now()}
        )
        address.notices.filter(pk=notice.pk, confirmed_at=None).update(asked_at=timezone.now())
        defer_notice_confirmation(notice_id=notice.pk)


def confirm_notice(*, notice_id: int) -> StockNotice:
    """Confirm a notice; a second time changes nothing.

    Raises:
        NoticeGone: it was told or stopped, or not confirmed in time.
    """
    with transaction.atomic():
        notice = StockNotice.objects.select_for_update().filter(pk=notice_id).first()
        if notice is None or notice.address_id is None:
            raise NoticeGone
        if notice.confirmed_at is None:
            notice.confirmed_at = timezone.now()
            notice.save(update_fields=["confirmed_at"])
    return notice


def stop_notices(*, address_id: int) -> None:
    """Delete an address with everything that hangs on it; nothing happens where it is gone."""
    NoticeAddress.objects.filter(pk=address_id).delete()


def tell_back_in_stock() -> int:
    """Queue a mail to each whose turn has come; return how many there are.

    Who asked first is told first, and no more in a day than there are copies for: those told
    lately and orders that wait have their share of them.
    """
    titles = StockNotice.objects.filter(told_at=None, confirmed_at__isnull=False)
    ids = sorted(set(titles.values_list("resource_id", flat=True)))
    stock = stock_of_public(ids)
    waited_for = copies_waited_for(resource_ids=stock)
    free = {pk: stock[pk].available - waited_for.get(pk, 0) for pk in sorted(stock)}
    told = _told_lately(free)
    return sum(_tell(pk, _turns(copies, told.get(pk, 0))) for pk, copies in free.items())


def forget_notices() -> None:
    """Delete what was not confirmed in time, what was told, and addresses without a notice."""
    now = timezone.now()
    StockNotice.objects.filter(
        Q(confirmed_at=None, asked_at__lte=now - CONFIRM_WITHIN) | Q(told_at__lte=now - _TOLD_KEPT)
    ).delete()
    NoticeCount.objects.filter(period__lte=now - _COUNTS_KEPT).delete()
    idle = NoticeAddress.objects.filter(notices=None)
    with transaction.atomic():
        # Who is just asking holds the row and keeps it.
        locked = idle.select_for_update(skip_locked=True, of=("self",))
        ids = list(locked.values_list("pk", flat=True))
        idle.filter(pk__in=ids).delete()


def _turns(copies: int, told: int) -> int:
    """Return how many may be told now: one at least while there are copies and nobody was told."""
    if copies <= 0:
        return 0
    return max(copies // COPIES_A_NOTICE, 1) - told


def _told_lately(resource_ids: Mapping[int, object]) -> dict[int, int]:
    lately = StockNotice.objects.filter(
        resource_id__in=list(resource_ids), told_at__gt=timezone.now() - _A_DAY
    )
    counts = lately.order_by().values("resource_id").annotate(told=Count("pk"))
    return dict(counts.values_list("resource_id", "told"))


def _tell(resource_id: int, turns: int) -> int:
    if turns <= 0:
        return 0
    with transaction.atomic():
        waiting = StockNotice.objects.select_for_update(skip_locked=True).filter(
            resource_id=resource_id, told_at=None, confirmed_at__isnull=False
        )
        chosen = list(waiting.order_by("confirmed_at", "pk")[:turns])
        for notice in chosen:
            notice.told_at = timezone.now()
            notice.save(update_fields=["told_at"])
            defer_back_in_stock_mail(notice_id=notice.pk)
    return len(chosen)
