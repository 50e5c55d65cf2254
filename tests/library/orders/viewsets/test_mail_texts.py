"""Staff change the words of mails, look at them first, and put the default back."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission, User
from django.core import mail
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from wagtail.models import ModelLogEntry

from library.orders.emails.kinds import KINDS
from library.orders.enums import MailKind, MailState
from library.orders.models import MailText, OrderMail
from library.orders.services.mail_texts import TEXT_CHANGED, TEXT_RESTORED, BadWording
from library.orders.services.mail_texts import write_mail_text as write
from library.orders.tasks import send_order_mail
from tests.factories.orders import PERSONAL, make_placed_order

pytestmark = pytest.mark.django_db

TEXT = reverse("mail:text", args=["placed"])
WORDS = {"subject": "Got it: {reference}", "body": "Hello & thanks\n\n{titles}\n\n{follow_link}"}


def sign_in(client: Client, *permissions: str) -> User:
    user = User.objects.create_user("manager")
    granted = Permission.objects.filter(codename__in=["access_admin", *permissions])
    user.user_permissions.set(granted)
    client.force_login(user)
    return user


@pytest.fixture
def manager(client: Client) -> User:
    return sign_in(client, "view_mailtext", "change_mailtext")


def test_the_next_mail_has_the_words_that_were_saved(client: Client, manager: User) -> None:
    assert client.post(TEXT, WORDS).status_code == 302
    order = make_placed_order()
    send_order_mail(order.mails.get().pk)
    (message,) = mail.outbox
    assert message.subject == f"Got it: {order.reference}"
    assert message.body.startswith("Hello & thanks\n\n- 5")
    text = MailText.objects.get()
    assert text.changed_by == manager
    assert "by manager" in client.get(reverse("mail:index")).content.decode()


def test_a_preview_shows_both_forms_and_keeps_nothing(client: Client, manager: User) -> None:
    answer = client.post(TEXT, {**WORDS, "preview": "1"})
    page = BeautifulSoup(answer.content, "html.parser")
    frame = page.iframe
    assert frame is not None
    assert not frame["sandbox"]  # empty: everything is forbidden
    assert "<p>Hello &amp; thanks</p>" in str(frame["srcdoc"])
    assert "Drug Markets &lt;Open &amp; Closed&gt;" in str(frame["srcdoc"])
    shown = page.select_one("pre")
    assert shown is not None
    assert "Hello & thanks\n\n- 25 \N{MULTIPLICATION SIGN} Problem-Solving Tips" in shown.text
    assert "Got it: R-7K2M9QXD" in page.text
    assert page.textarea is not None
    assert page.textarea.text.strip() == WORDS["body"]
    assert not MailText.objects.exists()


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"body": "{name}"}, "There is no {name} in this mail. It knows {reference}, {titles}"),
        ({"subject": "{titles}"}, "{titles} does not fit into a subject"),
        ({"body": ""}, "This field is required."),
    ],
)
def test_what_cannot_be_sent_is_not_saved(
    client: Client, manager: User, change: dict[str, str], fault: str
) -> None:
    answer = client.post(TEXT, WORDS | change)
    assert fault in answer.content.decode()
    assert 'role="alert"' in answer.content.decode()
    assert not MailText.objects.exists()


def test_no_other_way_saves_it_either() -> None:
    with pytest.raises(BadWording) as bad:
        write(kind=MailKind.QUESTION, subject="{x}", body="Well?", actor=None)
    assert len(bad.value.subject) == 1
    assert len(bad.value.body) == 2  # the question, and where it is answered
    assert not MailText.objects.exists()


def test_the_default_is_restored_and_every_change_is_logged(client: Client, manager: User) -> None:
    client.post(TEXT, WORDS)
    page = client.get(TEXT).content.decode()
    assert "Restore the default" in page
    client.post(TEXT, WORDS | {"subject": "Again {reference}"})
    client.post(reverse("mail:restore", args=["placed"]))
    assert not MailText.objects.exists()
    page = client.get(TEXT).content.decode()
    assert KINDS[MailKind.PLACED].default.subject in page
    assert "Restore the default" not in page
    log = ModelLogEntry.objects.order_by("pk")
    assert [entry.action for entry in log] == [TEXT_CHANGED, TEXT_CHANGED, TEXT_RESTORED]
    assert {entry.user for entry in log} == {manager}
    assert log[1].data["was"]["subject"] == "Got it: {reference}"
    assert log[1].data["is"]["subject"] == "Again {reference}"


def test_who_may_look_and_who_may_change(client: Client) -> None:
    sign_in(client, "view_mailtext")
    page = client.get(TEXT).content.decode()
    assert "How it looks" in page
    assert "<textarea" not in page
    client.post(TEXT, WORDS)
    client.post(reverse("mail:restore", args=["placed"]))
    assert not MailText.objects.exists()
    assert '"url": "/admin/mail/"' in client.get("/admin/").content.decode()


def test_it_is_closed_to_others(client: Client) -> None:
    sign_in(client)
    for address in (reverse("mail:index"), TEXT):
        assert client.get(address).status_code == 302
    assert "/admin/mail/" not in client.get("/admin/").content.decode()


def test_there_are_no_others(client: Client, manager: User) -> None:
    assert client.get(reverse("mail:text", args=["nonsense"])).status_code == 404


def test_the_list_costs_the_same_however_many_were_changed(
    client: Client, manager: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for kind in (MailKind.PLACED, MailKind.APPROVED, MailKind.CANCELLED):
        write(kind=kind, subject="s", body="b", actor=manager)
    with django_assert_max_num_queries(10):
        client.get(reverse("mail:index"))


class TestTimeline:
    def test_shows_mails_with_their_state_and_without_an_address(self, client: Client) -> None:
        sign_in(client, "view_order")
        order = make_placed_order()
        OrderMail.objects.update(state=MailState.FAILED, answer="SMTPDataError 554")
        page = client.get(reverse("order:inspect", args=[order.pk])).content.decode()
        history = BeautifulSoup(page, "html.parser").select_one("[aria-labelledby=history-heading]")
        assert history is not None
        shown = " ".join(history.text.split())
        assert "Mail “Order received”: could not be sent" in shown
        assert "(SMTPDataError 554)" in shown
        assert "once more" not in shown
        assert not [value for value in PERSONAL if value in page]

    def test_a_failed_mail_is_sent_once_more_by_whoever_may(self, client: Client) -> None:
        user = sign_in(client, "view_order")
        order = make_placed_order()
        OrderMail.objects.update(state=MailState.FAILED)
        address = reverse("order:repeat_mail", args=[order.pk, order.mails.get().pk])
        client.post(address)
        assert order.mails.get().state == MailState.FAILED
        user.user_permissions.add(Permission.objects.get(codename="repeat_mail"))
        assert address in client.get(reverse("order:inspect", args=[order.pk])).content.decode()
        assert "is sent once more" in client.post(address, follow=True).content.decode()
        assert "can be sent once more" in client.post(address, follow=True).content.decode()
        assert order.mails.get().state == MailState.WAITING
        other = make_placed_order()
        wrong = reverse("order:repeat_mail", args=[order.pk, other.mails.get().pk])
        assert client.post(wrong).status_code == 404
