"""The demo's review desk: an order asked back, one answered, what mails became, who waits."""

from datetime import timedelta

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import F, OuterRef, Subquery
from django.utils import timezone

from library.catalog.models import Resource
from library.inventory.selectors import stock_of_many
from library.orders import services as orders
from library.orders.enums import MailState
from library.orders.models import (
    NoticeAddress,
    Order,
    OrderEvent,
    OrderMail,
    OrderQuestion,
    StockNotice,
)
from library.orders.services.asking import DAYS_TO_ANSWER
from library.orders.states import OrderState

QUESTION = "How many officers attend, and do the two classes share their copies?"
ANSWER = "Seventy-two in two classes. Each officer keeps a copy for the field."
ASKED_DAYS_AGO = 16  # two days more than a requester has
ANSWERED_DAYS_AGO = 1


def load_desk(*, clerk: AbstractBaseUser) -> None:
    """Ask two of the orders in review back, and take the answer of one."""
    in_review = Order.objects.filter(state=OrderState.IN_REVIEW).order_by("-placed_at")
    unanswered, answered = in_review[:2]
    _ask(unanswered, clerk, days_ago=ASKED_DAYS_AGO)
    asked = _ask(answered, clerk, days_ago=ASKED_DAYS_AGO - 10)
    orders.answer_question(order_id=answered.pk, question_id=asked.pk, answer=ANSWER)
    answered_at = timezone.now() - timedelta(days=ANSWERED_DAYS_AGO)
    OrderQuestion.objects.filter(pk=asked.pk).update(answered_at=answered_at)


def _ask(order: Order, clerk: AbstractBaseUser, *, days_ago: int) -> OrderQuestion:
    """Ask as if it had been some days ago: no service lets anyone date a question back."""
    answer_by = timezone.localdate() + timedelta(days=DAYS_TO_ANSWER - days_ago)
    asked = orders.ask_requester(
        order_id=order.pk, actor=clerk, question=QUESTION, answer_by=answer_by
    )
    asked_at = max(order.placed_at, timezone.now() - timedelta(days=days_ago))
    OrderQuestion.objects.filter(pk=asked.pk).update(asked_at=asked_at)
    order.events.filter(data__question=asked.pk).update(occurred_at=asked_at)
    return asked


def load_mails() -> None:
    """Say that the mails of the past have left, and of one that its server refused it.

    The demo's orders were never placed: nobody is written to, and no job waits.
    """
    happened = OrderEvent.objects.filter(pk=OuterRef("event")).values("occurred_at")
    OrderMail.objects.update(state=MailState.SENT, made_at=Subquery(happened))
    OrderMail.objects.update(changed_at=F("made_at"))
    refused = OrderMail.objects.order_by("-made_at", "-pk").first()
    if refused:
        OrderMail.objects.filter(pk=refused.pk).update(
            state=MailState.FAILED, answer="SMTPRecipientsRefused 550"
        )


def load_notices() -> None:
    """Let two people wait for a title that has run out."""
    keys = Resource.objects.public().order_by("pk").values_list("pk", flat=True)
    stock = stock_of_many(keys)
    gone = sorted(pk for pk in stock if stock[pk].is_orderable and not stock[pk].available)
    now = timezone.now()
    for number, resource_id in enumerate(gone[:1] * 2):
        address = NoticeAddress.objects.create(email=f"reader{number}@agency.example")
        StockNotice.objects.create(
            address=address, resource_id=resource_id, asked_at=now, confirmed_at=now
        )
