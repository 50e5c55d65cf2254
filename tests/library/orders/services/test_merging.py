"""Merging agencies: whatever refers to one moves, whoever added the reference."""

from collections.abc import Iterator
from threading import Thread
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.db import connection, models, transaction
from wagtail.models import ModelLogEntry

from library.orders.enums import LimitScope
from library.orders.models import Agency, AgencyAlias, QuantityLimit
from library.orders.services import (
    OverLimit,
    Unmergeable,
    merge_agencies,
    place_order,
    references_to,
)
from tests.factories.agencies import make_agency
from tests.factories.orders import make_orderable, make_placed_order, make_request

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager() -> User:
    return User.objects.create_user("manager")


def moved(kept: Agency, other: Agency, manager: User) -> Agency:
    return merge_agencies(kept_id=kept.pk, other_id=other.pk, actor=manager)


def test_orders_move_and_the_old_name_leads_to_the_kept_one(manager: User) -> None:
    kept = make_agency("Springfield Police Department", city="Springfield")
    order = make_placed_order(organization="SPD Records Unit")
    other = order.agency
    references = [(each.name, each.count) for each in references_to(agency=other)]
    assert references == [("order", 1)]
    moved(kept, other, manager)
    order.refresh_from_db()
    assert order.agency == kept
    assert not Agency.objects.filter(pk=other.pk).exists()
    assert make_placed_order(organization="spd  records unit").agency == kept


def test_an_alias_of_the_one_given_up_goes_along(manager: User) -> None:
    one, two, three = (make_agency(name) for name in ("First", "Second", "Third"))
    moved(two, one, manager)
    moved(three, two, manager)
    assert sorted(three.aliases.values_list("name", flat=True)) == ["First", "Second"]
    assert make_placed_order(organization="first").agency == three


def test_limits_count_both_together(manager: User) -> None:
    resource = make_orderable()
    QuantityLimit.objects.create(scope=LimitScope.AGENCY_TITLE, most=10)
    kept = make_placed_order((resource.pk, 6), organization="North Station").agency
    other = make_placed_order((resource.pk, 4), organization="South Station").agency
    moved(kept, other, manager)
    with pytest.raises(OverLimit) as refused:
        make_placed_order((resource.pk, 1), organization="South Station")
    assert refused.value.excesses[0].had == 10


def test_it_is_written_down_who_merged_what(manager: User) -> None:
    kept = make_agency("Springfield PD")
    other = make_placed_order(organization="SPD").agency
    moved(kept, other, manager)
    entry = ModelLogEntry.objects.get(action="orders.agency_merged")
    assert (entry.user, entry.object_id) == (manager, str(kept.pk))
    assert entry.data["other"]["name"] == "SPD"
    assert entry.data["moved"] == {"orders.order": 1}


def test_the_kept_one_gets_what_it_lacks(manager: User) -> None:
    kept = Agency.objects.create(name="Springfield", state="VA")
    other = make_agency("Springfield PD", ori="VA0290100", city="Springfield")
    moved(kept, other, manager)
    kept.refresh_from_db()
    assert (kept.ori, kept.city, kept.is_listed) == ("VA0290100", "Springfield", True)


def test_two_oris_are_two_agencies(manager: User) -> None:
    kept, other = make_agency("A", ori="VA0290100"), make_agency("B", ori="VA0290200")
    with pytest.raises(Unmergeable, match="VA0290100 and VA0290200"):
        moved(kept, other, manager)
    with pytest.raises(Unmergeable, match="one agency"):
        moved(kept, kept, manager)
    other.ori = None
    other.save()
    other_id = other.pk
    moved(kept, other, manager)
    with pytest.raises(Unmergeable, match="gone"):
        merge_agencies(kept_id=kept.pk, other_id=other_id, actor=manager)


class Planted:
    """Tables that somebody may add one day, each naming an agency in its own way."""

    def __init__(self) -> None:
        class Contact(models.Model):  # noqa: DJ008
            agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")

            class Meta:
                app_label = "orders"
                verbose_name = "contact"

        class Campaign(models.Model):  # noqa: DJ008
            agencies = models.ManyToManyField(Agency, related_name="+")

            class Meta:
                app_label = "orders"

        class Account(models.Model):  # noqa: DJ008
            holder = models.OneToOneField(Agency, on_delete=models.CASCADE, related_name="+")

            class Meta:
                app_label = "orders"
                verbose_name_plural = "accounts"

        self.contact, self.campaign, self.account = Contact, Campaign, Account
        self.all = (Contact, Campaign, Account)


@pytest.fixture
def planted() -> Iterator[Planted]:
    """Plant the tables; the transaction of the test takes them away, the registry forgets them."""
    registry = Agency._meta.apps  # noqa: SLF001
    before = dict(registry.all_models["orders"])
    tables = Planted()
    with connection.schema_editor(atomic=False) as editor:
        for model in tables.all:
            editor.create_model(model)
    yield tables
    registry.all_models["orders"].clear()
    registry.all_models["orders"].update(before)
    registry.clear_cache()


def test_a_new_reference_cannot_be_forgotten(manager: User, planted: Planted) -> None:
    kept, other = make_agency("Kept"), make_agency("Other")
    contact = planted.contact._base_manager.create(agency=other)  # noqa: SLF001
    only, both = (planted.campaign._base_manager.create() for _ in range(2))  # noqa: SLF001
    only.agencies.set([other])
    both.agencies.set([kept, other])
    account = planted.account._base_manager.create(holder=other)  # noqa: SLF001
    found = {each.model._meta.model_name: each.count for each in references_to(agency=other)}  # noqa: SLF001
    assert found == {"contact": 1, "campaign_agencies": 2, "account": 1}
    moved(kept, other, manager)
    for row in (contact, account):
        row.refresh_from_db()
    assert (contact.agency, account.holder) == (kept, kept)
    assert [list(each.agencies.all()) for each in (only, both)] == [[kept], [kept]]


def test_what_cannot_move_stops_the_merge_whole(manager: User, planted: Planted) -> None:
    kept = make_agency("Kept")
    order = make_placed_order(organization="Other")
    for holder in (kept, order.agency):
        planted.account._base_manager.create(holder=holder)  # noqa: SLF001
    with pytest.raises(Unmergeable, match="The accounts of Other cannot be moved"):
        moved(kept, order.agency, manager)
    order.refresh_from_db()
    assert order.agency.name == "Other"
    assert not AgencyAlias.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_an_order_placed_meanwhile_waits_and_goes_to_the_kept_one() -> None:
    manager = User.objects.create_user("manager")
    resource = make_orderable()
    kept, other = make_agency("Springfield PD"), make_agency("SPD")
    placed = []

    def place() -> None:
        request = make_request((resource.pk, 1), organization="SPD")
        placed.append(place_order(idempotency_key=uuid4(), request=request))
        connection.close()

    with transaction.atomic():
        moved(kept, other, manager)
        ordering = Thread(target=place)
        ordering.start()
        ordering.join(timeout=0.5)
        assert ordering.is_alive()
    ordering.join(timeout=10)
    assert [order.agency for order in placed] == [kept]
