"""How often one source may ask, and who a source is."""

from datetime import timedelta

import pytest
import time_machine
from django.test import RequestFactory
from pytest_django import Settings

from library.networks import network_of
from library.throttle import Limit, allows
from search.models import SignUpCount
from tests.factories.saved import EMAIL, MORNING

LIMIT = Limit("test", 2, timedelta(hours=1))


@pytest.mark.django_db
def test_a_source_may_ask_so_often_in_a_period() -> None:
    with time_machine.travel(MORNING, tick=False) as clock:
        assert [allows(LIMIT, "a", counts=SignUpCount) for _ in range(3)] == [True, True, False]
        assert allows(LIMIT, "b", counts=SignUpCount)
        clock.shift(timedelta(hours=1))
        assert allows(LIMIT, "a", counts=SignUpCount)


@pytest.mark.django_db
def test_a_source_cannot_be_told_from_its_row() -> None:
    allows(LIMIT, EMAIL, counts=SignUpCount)
    source = SignUpCount.objects.get().source
    assert len(source) == 64
    assert EMAIL not in source


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7/32"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("", ""),
        ("not an address", ""),
    ],
)
def test_a_network_is_an_address_or_its_neighborhood(address: str, network: str) -> None:
    assert network_of(RequestFactory(REMOTE_ADDR=address).get("/")) == network


def test_behind_a_proxy_only_its_own_word_counts(settings: Settings) -> None:
    request = RequestFactory(
        REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="203.0.113.9, 192.0.2.7"
    ).get("/")
    assert network_of(request) == "10.0.0.1/32"
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert network_of(request) == "192.0.2.7/32"
