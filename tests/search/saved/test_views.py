"""Saved searches, as a person and as a mail scanner meet them."""

from datetime import timedelta
from typing import Protocol

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import DjangoAssertNumQueries

from library import double_opt_in, throttle
from library.double_opt_in import SignedLink
from search.models import Digest, SavedSearch, Subscriber, ToldTitle
from search.saved import asking
from search.saved.links import CONFIRM, MANAGE, UNSUBSCRIBE
from tests.factories.saved import EMAIL, MORNING, make_saved

pytestmark = pytest.mark.django_db

LINKS = (CONFIRM, MANAGE, UNSUBSCRIBE)
NEW = "/search/saved/new/?q=gangs&format=dvd"


class Answer(Protocol):
    """What a view answered to a test."""

    status_code: int

    @property
    def content(self) -> bytes: ...

    def __getitem__(self, header: str, /) -> str: ...


def ask(client: Client, address: str = NEW, **answers: str) -> Answer:
    return client.post(address, {"email": EMAIL, "website": ""} | answers)


def words(response: Answer) -> str:
    main = BeautifulSoup(response.content.decode(), "html.parser").select_one("main")
    assert main is not None
    return " ".join(main.get_text().split())


def test_a_search_is_saved_and_waits_for_confirmation(client: Client) -> None:
    assert "“gangs”; Format: DVD" in words(client.get(NEW))
    response = ask(client, email="Pat.Reader@Example.GOV")
    assert (response.status_code, response["Location"]) == (302, "/search/saved/sent/")
    search = SavedSearch.objects.get()
    assert (search.subscriber.email, search.parameters) == (EMAIL, "q=gangs&format=dvd")
    assert search.confirmed_at is None
    job = ProcrastinateJob.objects.get()
    assert (job.task_name, job.args) == ("search.send_confirmation", {"search_id": search.pk})


def test_the_answer_does_not_tell_whether_an_address_is_known(client: Client) -> None:
    make_saved("q=gangs&format=dvd")
    known = ask(client)
    unknown = ask(client, email="nobody@example.gov")
    robot = ask(client, email="robot@example.gov", website="https://spam.example")
    often = [ask(client) for _ in range(throttle.PER_EMAIL.most)][-1]
    answers = {(r.status_code, r["Location"], r.content) for r in (known, unknown, robot, often)}
    assert len(answers) == 1
    assert "Check your email" in words(client.get(known["Location"]))
    assert not Subscriber.objects.filter(email="robot@example.gov").exists()
    assert SavedSearch.objects.filter(confirmed_at=None).count() == 1


def test_one_address_gets_few_mails_a_day(client: Client) -> None:
    with time_machine.travel(MORNING, tick=False) as clock:
        for number in range(throttle.PER_EMAIL.most + 3):
            ask(client, f"/search/saved/new/?q={number}")
        assert SavedSearch.objects.count() == throttle.PER_EMAIL.most
        clock.shift(timedelta(days=1))
        ask(client)
    assert SavedSearch.objects.count() == throttle.PER_EMAIL.most + 1


def test_one_network_is_told_to_wait_and_loses_nothing(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    tight = throttle.Limit("network", 1, timedelta(hours=1))
    monkeypatch.setattr(double_opt_in, "PER_NETWORK", tight)
    assert ask(client).status_code == 302
    refused = ask(client, email="another@example.gov")
    assert refused.status_code == 429
    assert "Try in 60 minutes" in words(refused)
    assert 'value="another@example.gov"' in refused.content.decode()
    assert Subscriber.objects.count() == 1


@pytest.mark.parametrize("typed", ["", "pat", "pat@", "a" * 300 + "@example.gov", "a\x00@b.gov"])
def test_an_address_that_is_none_is_told_so(client: Client, typed: str) -> None:
    response = ask(client, email=typed)
    assert response.status_code == 200
    assert "Enter an email address" in words(response)
    assert not Subscriber.objects.exists()


def test_a_long_search_is_saved_whole(client: Client) -> None:
    topics = "&".join(f"year={year}" for year in range(1970, 2020))
    assert ask(client, f"/search/saved/new/?q={'long ' * 39}&{topics}").status_code == 302
    assert len(SavedSearch.objects.get().parameters) > 600


def test_following_links_changes_nothing(client: Client) -> None:
    search = make_saved(confirmed=False)
    owner = search.subscriber
    for link, key in (
        (CONFIRM, search.pk),
        (MANAGE, owner.pk),
        (UNSUBSCRIBE, owner.pk),
    ):
        response = client.get(link.path(key))
        assert response.status_code == 200
        assert "no-store" in response["Cache-Control"]
        assert '<meta name="robots" content="noindex">' in response.content.decode()
        assert client.head(link.path(key)).status_code == 200
    search.refresh_from_db()
    assert search.confirmed_at is None


def test_a_button_confirms(client: Client) -> None:
    search = make_saved("q=gangs", confirmed=False)
    address = CONFIRM.path(search.pk)
    assert "“gangs”" in words(client.get(address))
    for _ in range(2):
        response = client.post(address, follow=True)
        assert "“gangs”" in words(response)
        assert EMAIL in words(response)
    search.refresh_from_db()
    assert search.confirmed_at


def test_a_link_to_confirm_expires(client: Client) -> None:
    with time_machine.travel(MORNING, tick=False) as clock:
        search = make_saved(confirmed=False)
        address = CONFIRM.path(search.pk)
        clock.shift(timedelta(days=3, seconds=1))
        assert client.get(address).status_code == 404
        assert client.post(address).status_code == 404
    assert not SavedSearch.objects.filter(confirmed_at__isnull=False).exists()


@pytest.mark.parametrize("link", LINKS)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_link_that_is_wrong_or_for_something_else_is_refused(
    client: Client, link: SignedLink, method: str
) -> None:
    search = make_saved(confirmed=False)
    view = link.path(search.pk).rsplit("/", 2)[0]
    others = [other.path(search.pk) for other in LINKS if other != link]
    tokens = [path.split("/")[-2] for path in others] + ["x", "1:2:3", "%00", "é"]
    for token in tokens:
        response = getattr(client, method)(f"{view}/{token}/")
        assert response.status_code == 404
        assert "This link does not work" in words(response)
    assert SavedSearch.objects.filter(confirmed_at=None).count() == 1


def test_one_search_is_removed_and_the_last_takes_the_address_along(client: Client) -> None:
    first, second = make_saved("q=gangs"), make_saved("q=burglary")
    foreign = make_saved(email="other@example.gov")
    address = MANAGE.path(first.subscriber_id)
    for value in ("", "x", "9" * 40, "²", str(foreign.pk)):
        assert client.post(address, {"remove": value}).status_code == 302
    assert SavedSearch.objects.count() == 3
    shown = words(client.post(address, {"remove": first.pk}, follow=True))
    assert "“burglary”" in shown
    assert "“gangs”" not in shown
    shown = words(client.post(address, {"remove": second.pk}, follow=True))
    assert "Nothing is saved" in shown
    assert list(Subscriber.objects.values_list("email", flat=True)) == ["other@example.gov"]


def test_a_mail_program_unsubscribes_with_one_post() -> None:
    owner = make_saved().subscriber
    Digest.objects.create(subscriber=owner, day=MORNING.date())
    ToldTitle.objects.create(subscriber=owner, resource_id=1, told_on=MORNING.date())
    program = Client(enforce_csrf_checks=True)
    address = UNSUBSCRIBE.path(owner.pk)
    for _ in range(2):
        response = program.post(address, {"List-Unsubscribe": "One-Click"})
        assert response.status_code == 200
        assert "The emails are stopped" in words(response)
    left = [model.objects.count() for model in (Subscriber, SavedSearch, Digest, ToldTitle)]
    assert left == [0, 0, 0, 0]


def test_other_forms_need_their_token() -> None:
    search = make_saved(confirmed=False)
    stranger = Client(enforce_csrf_checks=True)
    assert stranger.post(CONFIRM.path(search.pk)).status_code == 403
    assert stranger.post(MANAGE.path(search.subscriber_id)).status_code == 403
    assert stranger.post(NEW, {"email": EMAIL}).status_code == 403


def test_an_address_can_have_so_many_searches(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "MOST_SEARCHES", 1)
    make_saved("q=one")
    response = client.post(CONFIRM.path(make_saved("q=two", confirmed=False).pk))
    assert response.status_code == 409
    assert "Too many saved searches" in words(response)


def test_a_list_of_searches_costs_no_statement_each(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    owners = {make_saved(f"q={number}").subscriber_id for number in range(10)}
    client.get("/")  # the menus are kept from here on
    with django_assert_max_num_queries(12):
        client.get(MANAGE.path(owners.pop()))
