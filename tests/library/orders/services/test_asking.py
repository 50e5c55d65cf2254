"""The review desk asks, the requester answers; what they write goes with the recipient."""

from datetime import date
from threading import Barrier, Thread

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone

from library.orders.enums import EventKind, MailKind
from library.orders.models import Order, OrderEvent, OrderQuestion, Recipient
from library.orders.services import (
    AlreadyAsked,
    NothingAnswered,
    NothingAsked,
    NothingToAnswer,
    answer_question,
    approve_order,
    ask_requester,
    decline_order,
)
from library.orders.states import IllegalChange, OrderState
from library.orders.tasks import send_order_mail
from tests.factories.orders import EMAIL, NAME, make_placed_order

pytestmark = pytest.mark.django_db

WORDS = f"Is {NAME} right, for how many?"


def ask(order: Order) -> OrderQuestion:
    return ask_requester(
        order_id=order.pk, actor=None, question=f" {WORDS} ", answer_by=date(2199, 5, 1)
    )


def test_a_question_puts_the_order_in_review_and_is_mailed_once() -> None:
    order = make_placed_order()
    question = ask(order)
    order.refresh_from_db()
    assert order.state == OrderState.IN_REVIEW
    event = order.events.get(kind=EventKind.ASKED)
    assert event.data == {"question": question.pk, "answer_by": "2199-05-01"}
    send_order_mail(order.mails.get(kind=MailKind.QUESTION).pk)
    (message,) = mail.outbox
    assert message.to == [EMAIL]
    assert WORDS in message.body
    assert f"/orders/{order.follow_token}/#question" in message.body
    assert "Please answer by May 1, 2199." in message.body


def test_an_answer_is_an_event_and_leaves_the_decision_to_the_desk() -> None:
    order = make_placed_order()
    question = ask(order)
    answer_question(order_id=order.pk, question_id=question.pk, answer=" Forty. ")
    order.refresh_from_db()
    question.refresh_from_db()
    assert order.state == OrderState.IN_REVIEW
    assert (question.answer, question.answered_at is not None) == ("Forty.", True)
    event = order.events.get(kind=EventKind.ANSWERED)
    assert (event.actor, event.data) == (None, {"question": question.pk})
    ask(order)  # and asks on
    approve_order(order_id=order.pk, actor=None)


def test_what_is_refused_changes_nothing() -> None:
    order, other = make_placed_order(), make_placed_order()
    with pytest.raises(NothingAsked):
        ask_requester(order_id=order.pk, actor=None, question=" ")
    question = ask(order)
    with pytest.raises(AlreadyAsked):
        ask(order)
    with pytest.raises(NothingAnswered):
        answer_question(order_id=order.pk, question_id=question.pk, answer=" ")
    with pytest.raises(NothingToAnswer):
        answer_question(order_id=other.pk, question_id=question.pk, answer="Mine")
    answer_question(order_id=order.pk, question_id=question.pk, answer="One")
    with pytest.raises(NothingToAnswer):
        answer_question(order_id=order.pk, question_id=question.pk, answer="Two")
    question.refresh_from_db()
    assert question.answer == "One"


def test_a_decision_ends_the_asking() -> None:
    order = make_placed_order()
    question = ask(order)
    decline_order(order_id=order.pk, actor=None, reason="No")
    with pytest.raises(NothingToAnswer):
        answer_question(order_id=order.pk, question_id=question.pk, answer="Late")
    with pytest.raises(IllegalChange):
        ask(order)


def test_free_texts_are_in_no_event_and_go_with_the_recipient() -> None:
    order, other = make_placed_order(), make_placed_order()
    for each in (order, other):
        question = ask(each)
        answer_question(order_id=each.pk, question_id=question.pk, answer=f"Ask {NAME}")
    assert NAME not in str(list(OrderEvent.objects.values_list("data", flat=True)))
    Recipient.objects.filter(order=order).update(anonymized_at=timezone.now())
    kept = {row.order_id: (row.question, row.answer) for row in OrderQuestion.objects.all()}
    assert kept == {order.pk: ("", ""), other.pk: (WORDS, f"Ask {NAME}")}


@pytest.mark.django_db(transaction=True)
def test_of_many_answers_at_once_one_counts() -> None:
    order = make_placed_order()
    question = ask(order)
    barrier, taken = Barrier(8), []

    def answer(number: int) -> None:
        barrier.wait()
        try:
            answer_question(order_id=order.pk, question_id=question.pk, answer=f"Answer {number}")
            taken.append(number)
        except NothingToAnswer:
            pass
        finally:
            connection.close()

    threads = [Thread(target=answer, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    question.refresh_from_db()
    assert [question.answer] == [f"Answer {number}" for number in taken]
    assert order.events.filter(kind=EventKind.ANSWERED).count() == 1
