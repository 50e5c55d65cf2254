"""The order that every mail is shown with before it is sent to anybody."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from library.orders.emails.values import LineFacts, OrderFacts, follow_path, values_of
from library.orders.emails.wording import Link, Values
from library.orders.enums import MailKind

_NUMBER = "9400100000000000000000"
_PARCEL = {
    "shipment": "S-7K2M9QXD",
    "carrier": "usps",
    "tracking_number": _NUMBER,
    "tracking_url": f"https://tools.usps.com/go/TrackConfirmAction?tLabels={_NUMBER}",
}
_FULL, _FEWER = {"1": 25, "2": 60}, {"1": 25, "2": 20}
# Copies by line: granted, shipped so far, and what the event of the mail names.
_STEPS: dict[MailKind, tuple[dict[str, int], dict[str, int], dict[str, Any]]] = {
    MailKind.APPROVED: (_FULL, {}, {"lines": _FULL}),
    MailKind.APPROVED_FEWER: (_FEWER, {}, {"lines": _FEWER, "reason": "Others wait for it too."}),
    MailKind.DECLINED: ({}, {}, {"reason": "The organization is outside the area we send to."}),
    MailKind.CANCELLED: (_FULL, {}, {"lines": _FULL, "reason": "You asked us to."}),
    MailKind.CANCELLED_PART: (_FULL, {}, {"lines": {"2": 10}, "reason": "You asked us to."}),
    MailKind.BACK_ORDERED: (_FULL, {}, {"lines": {"2": 60}}),
    MailKind.SHIPPED_PART: (_FULL, {"1": 25}, _PARCEL | {"lines": {"1": 25}}),
    MailKind.SHIPPED: (_FULL, _FULL, _PARCEL | {"lines": _FULL}),
}


def sample_values(kind: MailKind) -> Values:
    """Return the values of the sample order, or of the sample notice, for one kind of mail."""
    if kind in {MailKind.NOTICE_CONFIRM, MailKind.BACK_IN_STOCK}:
        return _notice_values()
    granted, shipped, data = _STEPS.get(kind, ({}, {}, {}))
    in_three_weeks = timezone.localdate() + timedelta(days=21)
    lines = tuple(
        LineFacts(
            key=key,
            title=title,
            requested=_FULL[key],
            approved=granted.get(key, 0),
            shipped=shipped.get(key, 0),
            expected_on=in_three_weeks,
        )
        for key, title in (("1", "Problem-Solving Tips"), ("2", "Drug Markets <Open & Closed>"))
    )
    facts = OrderFacts(
        reference="R-7K2M9QXD",
        follow_path=follow_path(UUID(int=0)),
        lines=lines,
        data=data,
        question="How many officers will attend?\nCould the second class share its copies?",
        answer_by=in_three_weeks,
    )
    return values_of(kind, facts)


def _notice_values() -> Values:
    home = settings.WAGTAILADMIN_BASE_URL + reverse("orders:basket")
    return {
        "title": "Problem-Solving Tips",
        "title_link": Link(home, "Open the title"),
        "confirm_link": Link(home, "Confirm"),
        "stop_link": Link(home, "Stop the emails"),
        "days": "3",
    }
