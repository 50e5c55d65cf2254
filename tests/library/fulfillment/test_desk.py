"""The review desk: its list, the effect of each choice, asking back."""

from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from library.fulfillment.enums import DeskTab
from library.fulfillment.selectors.desk import desk, desk_counts
from library.orders.enums import LimitScope, MailKind
from library.orders.models import Order, OrderQuestion, QuantityLimit
from library.orders.services import answer_question, ask_requester, hold_order
from library.orders.states import OrderState
from tests.factories.fulfillment import make_editor, make_member
from tests.factories.inventory import make_stock
from tests.factories.orders import make_orderable, make_placed_order

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(client: Client) -> Client:
    client.force_login(make_member("Reviewers"))
    return client


def see(client: Client, address: str, **query: str) -> str:
    answer = client.get(address, query)
    assert answer.status_code == 200
    return " ".join(unescape(answer.content.decode()).split())


def make_held() -> Order:
    return hold_order(order_id=make_placed_order().pk, actor=None, reason="Odd")


def ask(order: Order) -> OrderQuestion:
    return ask_requester(order_id=order.pk, actor=None, question="How many?")


def bench(order: Order) -> str:
    return reverse("fulfillment:order", args=[order.reference])


def test_an_order_goes_from_tab_to_tab() -> None:
    make_placed_order()  # not in review
    waiting, asked, answered = make_held(), make_held(), make_held()
    ask(asked)
    answer_question(order_id=answered.pk, question_id=ask(answered).pk, answer="Ten")
    found = {tab: list(desk(tab=tab)) for tab in DeskTab}
    assert found == {
        DeskTab.DECIDE: [waiting, answered],
        DeskTab.ANSWERED: [answered],
        DeskTab.ASKED: [asked],
        DeskTab.ALL: [waiting, asked, answered],
    }
    assert desk_counts() == {tab: len(orders) for tab, orders in found.items()}
    ask(answered)
    assert list(desk(tab=DeskTab.ANSWERED)) == []


def test_the_list_shows_who_is_late_and_who_answered(clerk: Client) -> None:
    late, answered = make_held(), make_held()
    ask(late)
    yesterday = timezone.localdate() - timedelta(days=1)
    OrderQuestion.objects.update(answer_by=yesterday)
    answer_question(order_id=answered.pk, question_id=ask(answered).pk, answer="Ten")
    page = see(clerk, reverse("fulfillment:desk"))
    assert "To decide (1)" in page
    assert answered.reference in page
    assert "answered</span>" in page
    assert late.reference not in page
    page = see(clerk, reverse("fulfillment:desk"), show="asked")
    assert "overdue since" in page
    assert late.reference in page
    assert see(clerk, reverse("fulfillment:desk"), show="nonsense")
    assert '"url": "/admin/fulfillment/review/"' in see(clerk, "/admin/")


def test_the_list_costs_the_same_however_long(clerk: Client) -> None:
    costs = []
    for _ in range(2):
        for _ in range(3):
            ask(make_held())
        with CaptureQueriesContext(connection) as captured:
            see(clerk, reverse("fulfillment:desk"), show="all")
        costs.append(len(captured))
    assert costs[0] == costs[1]


def test_it_is_closed_to_others(client: Client) -> None:
    client.force_login(make_editor())
    order = make_held()
    assert client.get(reverse("fulfillment:desk")).status_code == 302
    client.post(reverse("fulfillment:ask", args=[order.reference]), {"question": "Why?"})
    assert not OrderQuestion.objects.exists()


def test_the_desk_asks_and_reads_the_answer(clerk: Client) -> None:
    order = make_held()
    address = reverse("fulfillment:ask", args=[order.reference])
    in_a_week = timezone.localdate() + timedelta(days=7)
    clerk.post(address, {"question": "How many officers?", "answer_by": in_a_week})
    page = see(clerk, bench(order))
    assert "How many officers?" in page
    assert "No answer yet" in page
    assert 'id="ask-question"' not in page
    question = order.questions.get()
    assert question.answer_by == in_a_week
    again = clerk.post(address, {"question": "And?", "answer_by": in_a_week}, follow=True)
    assert "has not answered yet" in again.content.decode()
    answer_question(order_id=order.pk, question_id=question.pk, answer="Forty <b>")
    page = clerk.get(bench(order)).content.decode()
    assert "Forty &lt;b&gt;" in page
    assert 'id="ask-question"' in page


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ({"question": "", "answer_by": "2199-01-01"}, "This field is required."),
        ({"question": "Why?", "answer_by": "2000-01-01"}, "Choose a day after today."),
    ],
)
def test_a_question_that_cannot_be_asked_is_told_why(
    clerk: Client, typed: dict[str, str], fault: str
) -> None:
    order = make_held()
    answer = clerk.post(reverse("fulfillment:ask", args=[order.reference]), typed)
    assert fault in answer.content.decode()
    assert not OrderQuestion.objects.exists()


def test_the_effect_of_each_choice_and_of_what_is_typed(clerk: Client) -> None:
    item = make_stock(on_hand=30)
    QuantityLimit.objects.create(scope=LimitScope.ORDER_TITLE, most=12)
    order = make_placed_order((item.resource_id, 50), justification="An academy")
    line = order.lines.get()
    page = see(clerk, bench(order))
    assert "Copies of a title in one order" in page
    for label in ("Decline", "What the limits leave", "Approve all"):
        assert f'<th scope="row">{label}</th>' in page
    address = reverse("fulfillment:approve", args=[order.reference])
    typed = {f"line-{line.pk}": "40", "reason": "Others wait", "effect": "1"}
    page = " ".join(clerk.post(address, typed).content.decode().split())
    assert '<th scope="row">As typed below</th> <td>40</td> <td>10</td> <td>0</td>' in page
    assert 'value="40"' in page
    order.refresh_from_db()
    assert order.state == OrderState.IN_REVIEW
    del typed["effect"]
    clerk.post(address, typed)
    order.refresh_from_db()
    assert order.state == OrderState.APPROVED
    event = order.mails.get(kind=MailKind.APPROVED_FEWER).event
    assert event.data == {"lines": {str(line.pk): 40}, "reason": "Others wait"}


def test_one_decision_is_one_mail(clerk: Client) -> None:
    order = make_placed_order((make_orderable().pk, 5))
    address = reverse("fulfillment:approve", args=[order.reference])
    for _ in range(2):
        clerk.post(address, {f"line-{order.lines.get().pk}": "3"})
    assert list(order.mails.values_list("kind", flat=True)) == ["placed", "approved_fewer"]


def test_after_a_decision_comes_the_next_that_waits_at_the_desk(clerk: Client) -> None:
    first, second, third = make_held(), make_held(), make_held()
    page = see(clerk, reverse("fulfillment:desk"))
    assert f"{bench(second)}?desk=decide" in page
    page = see(clerk, bench(second), desk="decide")
    assert f'href="{bench(third)}?desk=decide"' in page, "one may be left for later"
    assert f'href="{reverse("fulfillment:desk")}?show=decide"' in page
    told = {"desk": "decide", "reason": "Too many"}
    answer = clerk.post(reverse("fulfillment:decline", args=[second.reference]), told)
    assert answer["Location"] == f"{bench(third)}?desk=decide"
    answer = clerk.post(reverse("fulfillment:decline", args=[third.reference]), told)
    assert answer["Location"] == f"{bench(first)}?desk=decide", "at the end the first again"
    answer = clerk.post(reverse("fulfillment:decline", args=[first.reference]), told)
    assert answer["Location"] == f"{reverse('fulfillment:desk')}?show=decide"
    assert "No other order waits here." in see(clerk, answer["Location"])


def test_a_refused_decision_stays_at_its_order(clerk: Client) -> None:
    first, _second = make_held(), make_held()
    Order.objects.filter(pk=first.pk).update(state=OrderState.DECLINED)
    told = {"desk": "decide", "reason": "Too many"}
    answer = clerk.post(reverse("fulfillment:decline", args=[first.reference]), told)
    assert answer["Location"] == f"{bench(first)}?desk=decide"


def test_another_tab_leads_on_within_itself(clerk: Client) -> None:
    answered, other, also = make_held(), make_held(), make_held()
    for order in (answered, also):
        answer_question(order_id=order.pk, question_id=ask(order).pk, answer="Ten")
    page = see(clerk, bench(answered), desk="answered")
    assert also.reference in page
    assert other.reference not in page
