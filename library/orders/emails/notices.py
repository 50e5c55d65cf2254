"""Mails to those who wait for a title, and the signed links in them: none holds an address."""

from collections.abc import Mapping

from django.conf import settings
from django.utils import timezone

from library.double_opt_in import CONFIRM_WITHIN, SignedLink
from library.mail import MailNotSent, MailRefused, send
from library.orders.emails.rendering import render
from library.orders.emails.sending import message
from library.orders.emails.texts import text_of
from library.orders.emails.wording import Link, Values
from library.orders.enums import MailKind
from library.orders.models import NoticeAddress, StockNotice

CONFIRM = SignedLink("orders:notice_confirm", CONFIRM_WITHIN)  # leads to a notice
STOP = SignedLink("orders:notice_stop")  # leads to an address


def send_notice_confirmation(*, notice_id: int) -> None:
    """Ask whether it was they who left their address. It repeats nothing that somebody typed."""
    notice = _unfinished(notice_id)
    if notice is None or notice.address is None or notice.confirmed_at:
        return
    confirm = CONFIRM.address(notice.pk)
    values: dict[str, str | Link] = {
        "confirm_link": Link(confirm, "See the title and confirm"),
        "days": str(CONFIRM_WITHIN.days),
    }
    _send(MailKind.NOTICE_CONFIRM, notice, notice.address, values)


def send_back_in_stock(*, notice_id: int) -> None:
    """Tell once that copies are back, and forget the address.

    The mail is claimed, and the claim committed, before the server hears of it.

    Raises:
        MailNotSent: it waits for another attempt, or was refused for good.
    """
    claimed = StockNotice.objects.filter(
        pk=notice_id, handed_at=None, told_at__isnull=False, address__isnull=False
    ).update(handed_at=timezone.now())
    notice = _unfinished(notice_id) if claimed else None
    if notice is None or notice.address is None:
        return
    page = settings.WAGTAILADMIN_BASE_URL + notice.resource.get_absolute_url()
    try:
        values: dict[str, str | Link] = {"title_link": Link(page, f"Order {notice.resource.title}")}
        _send(MailKind.BACK_IN_STOCK, notice, notice.address, values)
    except MailRefused:
        _forget(notice)
        raise
    except MailNotSent:
        StockNotice.objects.filter(pk=notice_id).update(handed_at=None)
        raise
    _forget(notice)


def _unfinished(notice_id: int) -> StockNotice | None:
    notices = StockNotice.objects.select_related("address", "resource")
    return notices.filter(pk=notice_id).first()


def _send(
    kind: MailKind, notice: StockNotice, address: NoticeAddress, own: Mapping[str, str | Link]
) -> None:
    stop = STOP.address(address.pk)
    values: Values = {
        "title": notice.resource.title,
        "stop_link": Link(stop, "Stop these emails"),
        **own,
    }
    # RFC 8058: a mail program may unsubscribe with one request, which it sends as a POST.
    headers = {
        "List-Unsubscribe": f"<{stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    mail = message(render(text_of(kind=kind).wording, values), to=address.email, headers=headers)
    send(mail, about=f"stock notice {notice.pk}")


def _forget(notice: StockNotice) -> None:
    """Take the address off a notice; with its last notice the address goes."""
    addresses = NoticeAddress.objects.filter(notices=notice).values_list("pk", flat=True)
    ids = list(addresses)
    StockNotice.objects.filter(pk=notice.pk).update(address=None)
    NoticeAddress.objects.filter(pk__in=ids, notices=None).delete()
