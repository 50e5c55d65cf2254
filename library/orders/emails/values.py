"""What the placeholders of a mail about an order stand for.

Everything comes from plain facts, so that a sample order takes the same way as a real one.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.humanize.templatetags.humanize import intcomma
from django.template.defaultfilters import truncatechars
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from library.orders.emails.wording import Link, Value, Values
from library.orders.enums import MailKind

TIMES = "\N{MULTIPLICATION SIGN}"
_TITLE_LENGTH = 200


@dataclass(frozen=True, slots=True)
class LineFacts:
    """One line of an order, as its mails tell it. `key` is what events call it by."""

    key: str
    title: str
    requested: int
    approved: int = 0
    shipped: int = 0
    cancelled: int = 0
    expected_on: date | None = None

    @property
    def to_come(self) -> int:
        """Copies that are granted and have not left."""
        return self.approved - self.shipped - self.cancelled


@dataclass(frozen=True, slots=True)
class OrderFacts:
    """What a mail may tell of an order: nothing about the person. `data` is that of its event."""

    reference: str
    follow_path: str
    lines: tuple[LineFacts, ...]
    data: Mapping[str, Any] = field(default_factory=dict)
    question: str = ""
    answer_by: date | None = None


def values_of(kind: MailKind, facts: OrderFacts) -> Values:
    """Return the values of a mail's placeholders."""
    url = settings.WAGTAILADMIN_BASE_URL + facts.follow_path
    common: dict[str, Value] = {
        "reference": facts.reference,
        "follow_link": Link(url, f"Follow order {facts.reference}"),
        "reason": str(facts.data.get("reason", "")),
    }
    return common | _OWN[kind](facts)


def follow_path(token: object) -> str:
    """Return the path of the page that follows an order."""
    return reverse("orders:follow", args=[token])


def day(when: date | None) -> str:
    """Return a day as mails write it, nothing where there is none."""
    return date_format(when, "F j, Y") if when else ""


def _requested(facts: OrderFacts) -> dict[str, Any]:
    return {"titles": tuple(_item(line.requested, line) for line in facts.lines)}


def _granted(facts: OrderFacts) -> dict[str, Any]:
    granted = facts.data.get("lines", {})
    items = (_item(granted.get(line.key, 0), line, line.requested) for line in facts.lines)
    return {"titles": tuple(items)}


def _cancelled(facts: OrderFacts) -> dict[str, Any]:
    return {"titles": tuple(_item(copies, line) for line, copies in _named(facts))}


def _question(facts: OrderFacts) -> dict[str, Any]:
    url = f"{settings.WAGTAILADMIN_BASE_URL}{facts.follow_path}#question"
    return _requested(facts) | {
        "question": facts.question,
        "answer_link": Link(url, "Answer the question"),
        "answer_by": day(facts.answer_by),
    }


def _back_ordered(facts: OrderFacts) -> dict[str, Any]:
    return {"titles": tuple(_item(n, line) + _expected(line) for line, n in _named(facts))}


def _expected(line: LineFacts) -> str:
    """Return when copies are expected; a day that has gone by tells nothing."""
    if line.expected_on is None or line.expected_on < timezone.localdate():
        return ", no date known yet"
    return f", expected {day(line.expected_on)}"


def _shipped(facts: OrderFacts) -> dict[str, Any]:
    carrier = str(facts.data.get("carrier", "")).upper()
    url = str(facts.data.get("tracking_url", ""))
    return {
        "titles": tuple(_item(copies, line, line.approved) for line, copies in _named(facts)),
        "rest": tuple(_item(line.to_come, line) for line in facts.lines if line.to_come > 0),
        "parcel": str(facts.data.get("shipment", "")),
        "carrier": "" if carrier == "OTHER" else carrier,
        "tracking_number": str(facts.data.get("tracking_number", "")),
        "tracking_link": Link(url, "Follow the parcel") if url else None,
    }


def _named(facts: OrderFacts) -> Iterable[tuple[LineFacts, int]]:
    """Yield each line that the event names, with its copies."""
    copies = facts.data.get("lines", {})
    return ((line, copies[line.key]) for line in facts.lines if copies.get(line.key))


def _item(copies: int, line: LineFacts, whole: int | None = None) -> str:
    """Return copies of a title, with "2 of 5" where the whole is another number."""
    of = f" of {intcomma(whole)}" if whole is not None and whole != copies else ""
    return f"{intcomma(copies)}{of} {TIMES} {truncatechars(line.title, _TITLE_LENGTH)}"


_OWN: dict[MailKind, Callable[[OrderFacts], dict[str, Any]]] = {
    MailKind.PLACED: _requested,
    MailKind.PLACED_FOR_REVIEW: _requested,
    MailKind.QUESTION: _question,
    MailKind.APPROVED: _granted,
    MailKind.APPROVED_FEWER: _granted,
    MailKind.DECLINED: _requested,
    MailKind.CANCELLED: _cancelled,
    MailKind.CANCELLED_PART: _cancelled,
    MailKind.BACK_ORDERED: _back_ordered,
    MailKind.SHIPPED_PART: _shipped,
    MailKind.SHIPPED: _shipped,
}
