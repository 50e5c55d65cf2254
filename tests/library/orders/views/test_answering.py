"""The requester answers on the page that follows the order, without an account or a script."""

import pytest
from django.test import Client
from django.urls import reverse

from library.orders.models import Order, OrderQuestion
from library.orders.services import approve_order, ask_requester
from tests.factories.orders import PERSONAL, make_placed_order

pytestmark = pytest.mark.django_db


@pytest.fixture
def order() -> Order:
    order = make_placed_order()
    ask_requester(order_id=order.pk, actor=None, question="How many\n<officers>?")
    return order


def follow(order: Order) -> str:
    return reverse("orders:follow", args=[order.follow_token])


def send(client: Client, order: Order, **typed: object) -> str:
    address = reverse("orders:answer", args=[order.follow_token])
    data = {"question": order.questions.get().pk, "answer": "Forty"} | typed
    answer = client.post(address, data, follow=True)
    assert "no-store" in answer["Cache-Control"]
    return answer.content.decode()


def test_the_question_is_asked_and_the_answer_is_shown(client: Client, order: Order) -> None:
    page = client.get(follow(order)).content.decode()
    assert "How many<br>&lt;officers&gt;?" in page
    assert not [value for value in PERSONAL if value in page]
    page = send(client, order, answer="Forty & <more>")
    assert "Your answer is with our staff" in page
    assert "Forty &amp; &lt;more&gt;" in page
    assert "<textarea" not in page
    page = send(client, order, answer="Fifty")
    assert "waits for no answer any more" in page
    assert OrderQuestion.objects.get().answer == "Forty & <more>"


def test_nothing_and_too_much_are_told_and_kept(client: Client, order: Order) -> None:
    page = send(client, order, answer="  ")
    assert "Write your answer." in page
    assert "<title>Error: " in page
    page = send(client, order, answer="x" * 2001)
    assert "Write 2,000 characters at most." in page
    assert "x" * 2001 in page
    assert not OrderQuestion.objects.get().answered_at


@pytest.mark.parametrize("number", ["", "0", "x", "9" * 30])
def test_a_form_that_was_tampered_with_answers_nothing(
    client: Client, order: Order, number: str
) -> None:
    assert "waits for no answer" in send(client, order, question=number)


def test_a_decided_order_takes_no_answer(client: Client, order: Order) -> None:
    approve_order(order_id=order.pk, actor=None)
    assert "<textarea" not in client.get(follow(order)).content.decode()
    assert "waits for no answer any more" in send(client, order)


def test_a_look_at_the_address_leads_to_the_order(client: Client, order: Order) -> None:
    address = reverse("orders:answer", args=[order.follow_token])
    assert client.get(address)["Location"] == follow(order)
    unknown = reverse("orders:answer", args=["00000000-0000-4000-8000-000000000000"])
    assert client.post(unknown, {"answer": "x"}).status_code == 404
