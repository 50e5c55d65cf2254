"""The pages of back-in-stock notices."""

import pytest
from django.test import Client
from django.urls import reverse

from library.orders.emails.notices import CONFIRM, STOP
from library.orders.models import NoticeAddress, StockNotice
from library.orders.services.noticing import ask_for_notice
from tests.factories.orders import EMAIL, make_orderable

pytestmark = pytest.mark.django_db


def make_notice() -> StockNotice:
    ask_for_notice(email=EMAIL, resource_id=make_orderable(on_hand=0).pk, network="")
    return StockNotice.objects.get()


def test_a_title_that_has_run_out_offers_a_notice(client: Client) -> None:
    gone, here = make_orderable(on_hand=0), make_orderable()
    address = reverse("orders:notice", args=[gone.pk])
    assert address in client.get(gone.get_absolute_url()).content.decode()
    assert "/notices/" not in client.get(here.get_absolute_url()).content.decode()
    assert gone.title in client.get(address).content.decode()
    answer = client.post(address, {"email": EMAIL}, follow=True)
    assert "Check your email" in answer.content.decode()
    assert EMAIL not in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert NoticeAddress.objects.get().email == EMAIL


@pytest.mark.parametrize(
    ("typed", "says"),
    [("", "Enter an email address."), ("nobody", "in the form name@example.gov")],
)
def test_an_address_that_is_none_is_told(client: Client, typed: str, says: str) -> None:
    address = reverse("orders:notice", args=[make_orderable(on_hand=0).pk])
    assert says in client.post(address, {"email": typed}).content.decode()
    assert not NoticeAddress.objects.exists()


def test_a_robot_gets_the_same_answer_and_nothing_is_written(client: Client) -> None:
    address = reverse("orders:notice", args=[make_orderable(on_hand=0).pk])
    answer = client.post(address, {"email": EMAIL, "website": "x"})
    assert answer["Location"] == reverse("orders:notice_sent")
    assert not NoticeAddress.objects.exists()


def test_a_network_that_asks_too_often_is_told_to_wait(client: Client) -> None:
    address = reverse("orders:notice", args=[make_orderable(on_hand=0).pk])
    answers = [client.post(address, {"email": f"{n}@x.example"}) for n in range(31)]
    assert [answer.status_code for answer in answers] == [302] * 30 + [429]
    assert "Try in 60 minutes" in answers[-1].content.decode()


def test_what_is_not_public_has_no_notice(client: Client) -> None:
    hidden = make_orderable(on_hand=0)
    hidden.live = False
    hidden.save()
    for pk in (hidden.pk, 987654321):
        assert client.get(reverse("orders:notice", args=[pk])).status_code == 404


def test_only_a_button_confirms(client: Client) -> None:
    notice = make_notice()
    link = CONFIRM.path(notice.pk)
    assert notice.resource.title in client.get(link).content.decode()
    notice.refresh_from_db()
    assert notice.confirmed_at is None
    answer = client.post(link)
    assert "Your notice is confirmed" in answer.content.decode()
    assert "/notices/stop/" in answer.content.decode()
    notice.refresh_from_db()
    assert notice.confirmed_at


def test_one_click_stops_without_a_token_of_a_form() -> None:
    notice = make_notice()
    assert notice.address_id is not None
    client = Client(enforce_csrf_checks=True)
    link = STOP.path(notice.address_id)
    assert "Stop emails about copies?" in client.get(link).content.decode()
    assert NoticeAddress.objects.exists()
    answer = client.post(link, {"List-Unsubscribe": "One-Click"})
    assert "The emails are stopped" in answer.content.decode()
    assert not NoticeAddress.objects.exists()


def test_a_link_that_leads_nowhere_says_so(client: Client) -> None:
    notice = make_notice()
    link = CONFIRM.path(notice.pk)
    NoticeAddress.objects.all().delete()
    for address in (link, link + "x/", reverse("orders:notice_stop", args=["x:y:z"])):
        assert client.get(address).status_code == 404
    assert client.post(link).status_code == 404
