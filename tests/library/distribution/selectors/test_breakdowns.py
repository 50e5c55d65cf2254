"""Breakdowns of what was shipped; a resource counts once in every topic and total."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from library.distribution import selectors
from library.distribution.selectors import Share
from library.orders.models import Agency
from tests.factories.catalog import ResourceFactory, TopicFactory
from tests.factories.distribution import make_shelf, send_parcel
from tests.factories.fulfillment import make_picked_shipment

pytestmark = pytest.mark.django_db


def test_states_by_copies_and_only_of_parcels_that_left() -> None:
    shelf = make_shelf()
    send_parcel(shelf, 3, state="VA")
    send_parcel(shelf, 4, state="PR")
    send_parcel(shelf, 2, state="VA")
    make_picked_shipment({shelf: 50}, state="TX")
    assert selectors.by_state() == [Share("VA", 5), Share("PR", 4)]


def test_kinds_of_agency_carry_their_names() -> None:
    shelf = make_shelf()
    send_parcel(shelf, 3)
    Agency.objects.update(agency_type="sheriff")
    send_parcel(shelf, 1)
    assert selectors.by_agency_type() == [
        Share("Sheriff’s office", 3),  # noqa: RUF001
        Share("Other organization", 1),
    ]


def test_resource_counts_once_in_each_of_its_broadest_topics() -> None:
    crime, people = TopicFactory.create(name="Crime"), TopicFactory.create(name="People")
    burglary = TopicFactory.create(name="Burglary", parent=crime)
    gangs = TopicFactory.create(name="Gangs", parent=burglary)
    in_three = ResourceFactory.create(primary_topic=gangs, topics=[burglary, gangs, people])
    in_one = ResourceFactory.create(primary_topic=people)
    in_none = ResourceFactory.create(primary_topic=None)
    for resource, copies in ((in_three, 10), (in_one, 5), (in_none, 1)):
        send_parcel(make_shelf(resource=resource), copies)
    assert selectors.by_topic() == [
        Share("People", 15),
        Share("Crime", 10),
        Share("No topic", 1),
    ]
    assert selectors.totals().shipped == 16


def test_an_earlier_day_leaves_out_later_parcels() -> None:
    with time_machine.travel(datetime(2026, 3, 31, 20, tzinfo=UTC), tick=False):
        shelf = make_shelf()
        send_parcel(shelf, 3)
    with time_machine.travel(datetime(2026, 4, 1, 20, tzinfo=UTC), tick=False):
        send_parcel(shelf, 4)
        send_parcel(shelf, 8, shipped_at=datetime(2026, 3, 30, tzinfo=UTC))  # recorded late
    assert selectors.by_state(as_of=date(2026, 3, 31)) == [Share("VA", 3)]
    assert selectors.by_state() == [Share("VA", 15)]
