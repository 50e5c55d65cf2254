"""What is not kept."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from library.throttle import PER_EMAIL, allows
from search.models import Digest, SavedSearch, SignUpCount, Subscriber, ToldTitle
from search.saved.forgetting import TOLD_KEPT, forget
from tests.factories.saved import EMAIL, MORNING, make_saved

pytestmark = pytest.mark.django_db


def test_an_unconfirmed_search_goes_with_its_address_after_three_days() -> None:
    with time_machine.travel(MORNING, tick=False) as clock:
        make_saved(confirmed=False)
        kept = make_saved(email="kept@example.gov")
        make_saved("q=more", email="kept@example.gov", confirmed=False)
        clock.shift(timedelta(days=3, seconds=-1))
        forget()
        assert SavedSearch.objects.count() == 3
        clock.shift(timedelta(seconds=1))
        forget()
    assert list(SavedSearch.objects.all()) == [kept]
    assert not Subscriber.objects.filter(email=EMAIL).exists()


def test_counts_and_old_digests_go() -> None:
    with time_machine.travel(MORNING, tick=False) as clock:
        owner = make_saved().subscriber
        today = timezone.localdate()
        Digest.objects.create(subscriber=owner, day=today)
        ToldTitle.objects.create(subscriber=owner, resource_id=1, told_on=today)
        allows(PER_EMAIL, EMAIL, counts=SignUpCount)
        clock.shift(timedelta(days=3))
        forget()
        assert not SignUpCount.objects.exists()
        assert (Digest.objects.count(), ToldTitle.objects.count()) == (1, 1)
        clock.shift(TOLD_KEPT)
        forget()
        assert (Digest.objects.count(), ToldTitle.objects.count()) == (0, 0)
