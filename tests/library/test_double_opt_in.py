"""Mails asked for without an account: links that say what they are for, limits that tell nobody."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from library.double_opt_in import BadLink, SignedLink, TooManyRequests, may_be_written_to
from library.orders.emails.notices import CONFIRM, STOP
from library.orders.models import NoticeAddress, NoticeCount
from search.saved.links import UNSUBSCRIBE

MORNING = datetime(2026, 3, 9, 13, tzinfo=UTC)


def token_of(link: SignedLink, key: int) -> str:
    return link.path(key).rstrip("/").rpartition("/")[2]


def test_a_link_leads_to_its_row_and_is_absolute_in_a_mail(settings: Settings) -> None:
    settings.WAGTAILADMIN_BASE_URL = "https://library.example"
    assert STOP.key_of(token_of(STOP, 7)) == 7
    assert STOP.address(7).startswith("https://library.example/")


def test_a_link_is_good_for_one_view_only() -> None:
    token = token_of(CONFIRM, 7)
    for link, wrong in ((STOP, token), (UNSUBSCRIBE, token), (CONFIRM, token + "x")):
        with pytest.raises(BadLink):
            link.key_of(wrong)


def test_a_confirmation_is_good_for_three_days_and_the_way_out_for_ever() -> None:
    with time_machine.travel(MORNING, tick=False) as clock:
        confirm, stop = token_of(CONFIRM, 7), token_of(STOP, 7)
        clock.shift(timedelta(days=3))
        assert CONFIRM.key_of(confirm) == 7
        clock.shift(timedelta(days=4000))
        with pytest.raises(BadLink):
            CONFIRM.key_of(confirm)
        assert STOP.key_of(stop) == 7


@pytest.mark.django_db
def test_an_address_gets_five_mails_a_day_and_nobody_learns_of_the_sixth() -> None:
    with time_machine.travel(MORNING, tick=False):
        answers = [
            may_be_written_to(email=email, network=f"192.0.2.{n}/32", counts=NoticeCount)
            for n, email in enumerate(["Pat@agency.example", "pat@agency.example"] * 3)
        ]
    assert answers == [True] * 5 + [False]


@pytest.mark.django_db
def test_a_network_that_asks_too_often_is_told_when_to_come_back() -> None:
    with time_machine.travel(MORNING, tick=False):
        for n in range(30):
            may_be_written_to(email=f"{n}@x.example", network="a", counts=NoticeCount)
        with pytest.raises(TooManyRequests, match="Try in 60 minutes"):
            may_be_written_to(email="31@x.example", network="a", counts=NoticeCount)


@pytest.mark.django_db
def test_an_address_has_one_row_and_its_name_does_not_show_it() -> None:
    first = NoticeAddress.locked("Pat@agency.example")
    with CaptureQueriesContext(connection) as captured:
        again = NoticeAddress.locked("pat@agency.example")
    assert (again.pk, len(captured)) == (first.pk, 1)
    assert str(again) == f"Notice address {first.pk}"
