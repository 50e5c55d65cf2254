"""Asking the requester before an order is decided, and taking the answer."""

from datetime import date, timedelta

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from library.orders.enums import EventKind, MailKind
from library.orders.models import Order, OrderQuestion
from library.orders.services.changing import locked_order, set_state, write_event
from library.orders.services.mailing import queue_mail
from library.orders.states import TO_DECIDE, IllegalChange, OrderState

# How long a requester has by default. After it the desk decides; a late answer still counts.
DAYS_TO_ANSWER = 14


class NothingAsked(ValueError):
    """A question without words."""

    def __init__(self) -> None:
        super().__init__("Write the question.")


class AlreadyAsked(Exception):
    """The requester has not answered the question before."""

    def __init__(self, question: OrderQuestion) -> None:
        self.question = question
        super().__init__(
            "The requester has been asked and has not answered yet. Wait for it, or decide."
        )


class NothingToAnswer(Exception):
    """The question is answered, or the order was decided without it."""

    def __init__(self) -> None:
        super().__init__("This question waits for no answer any more.")


class NothingAnswered(ValueError):
    """An answer without words."""

    def __init__(self) -> None:
        super().__init__("Write your answer.")


@transaction.atomic
def ask_requester(
    *,
    order_id: int,
    actor: AbstractBaseUser | None,
    question: str,
    answer_by: date | None = None,
) -> OrderQuestion:
    """Ask the requester by mail; the order is in review until somebody decides.

    `answer_by` is two weeks from now where none is given.

    Raises:
        NothingAsked: there is no question.
        AlreadyAsked: another question waits for its answer.
        IllegalChange: the order is decided.
    """
    if not question.strip():
        raise NothingAsked
    order, _ = locked_order(order_id)
    _check_undecided(order)
    waiting = order.questions.filter(answered_at=None).first()
    if waiting:
        raise AlreadyAsked(waiting)
    if order.state == OrderState.PLACED:
        set_state(order, OrderState.IN_REVIEW)
    asked = OrderQuestion.objects.create(
        order=order,
        question=question.strip(),
        asked_at=timezone.now(),
        asked_by_id=actor.pk if actor else None,
        answer_by=answer_by or timezone.localdate() + timedelta(days=DAYS_TO_ANSWER),
    )
    data = {"question": asked.pk, "answer_by": asked.answer_by.isoformat()}
    event = write_event(order, EventKind.ASKED, actor, data)
    queue_mail(event=event, kind=MailKind.QUESTION)
    return asked


@transaction.atomic
def answer_question(*, order_id: int, question_id: int, answer: str) -> OrderQuestion:
    """Take the requester's answer; the order is back at the desk, marked as answered.

    Raises:
        NothingAnswered: there is no answer.
        NothingToAnswer: the question is answered, is another order's, or the order is decided.
    """
    if not answer.strip():
        raise NothingAnswered
    order, _ = locked_order(order_id)
    question = order.questions.filter(pk=question_id, answered_at=None).first()
    if question is None or order.state not in TO_DECIDE:
        raise NothingToAnswer
    question.answer = answer.strip()
    question.answered_at = timezone.now()
    question.save(update_fields=["answer", "answered_at"])
    write_event(order, EventKind.ANSWERED, None, {"question": question.pk})
    return question


def _check_undecided(order: Order) -> None:
    if order.state not in TO_DECIDE:
        raise IllegalChange(OrderState(order.state), OrderState.IN_REVIEW)
