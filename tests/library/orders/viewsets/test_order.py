"""Orders in the admin: who sees what, who may decide, what is written down."""

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from library.orders.enums import EventKind
from library.orders.models import AddressAccess, Order
from library.orders.services import approve_order, decline_order
from library.orders.states import OrderState
from tests.factories.orders import NAME, PERSONAL, STREET, make_orderable, make_placed_order

pytestmark = pytest.mark.django_db


def sign_in(client: Client, *permissions: str, superuser: bool = False) -> User:
    user = User.objects.create_user("desk", password="x", is_superuser=superuser)
    granted = Permission.objects.filter(codename__in=["access_admin", *permissions])
    user.user_permissions.set(granted)
    client.force_login(user)
    return user


def page(client: Client, order: Order) -> str:
    return client.get(reverse("order:inspect", args=[order.pk])).content.decode()


class TestList:
    def test_finds_by_reference_and_agency(self, client: Client) -> None:
        sign_in(client, "view_order")
        one = make_placed_order(organization="Springfield PD")
        two = make_placed_order(organization="Shelbyville PD")
        for text in (one.reference, "springfield"):
            found = client.get(reverse("order:index"), {"q": text}).content.decode()
            assert one.reference in found
            assert two.reference not in found

    def test_filters_by_state_and_agency_type(self, client: Client) -> None:
        sign_in(client, "view_order")
        open_, closed = (
            make_placed_order(),
            make_placed_order(organization="X", agency_type="tribal"),
        )
        decline_order(order_id=closed.pk, actor=None, reason="No")
        for filters in ({"state": "declined"}, {"agency_type": "tribal"}):
            found = client.get(reverse("order:index"), filters).content.decode()
            assert closed.reference in found
            assert open_.reference not in found

    def test_shows_no_personal_data(self, client: Client) -> None:
        sign_in(client, superuser=True)
        make_placed_order()
        found = client.get(reverse("order:index")).content.decode()
        assert not [value for value in PERSONAL if value in found]

    def test_costs_the_same_however_long(
        self, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        sign_in(client, "view_order")
        resource = make_orderable()
        for number in range(15):
            make_placed_order((resource.pk, 1), organization=f"Agency {number}")
        client.get(reverse("order:index"))
        with django_assert_max_num_queries(16):
            client.get(reverse("order:index"))

    def test_offers_nobody_to_add_edit_or_delete(self, client: Client) -> None:
        sign_in(client, superuser=True)
        make_placed_order()
        found = client.get(reverse("order:index")).content.decode()
        assert "Add order" not in found
        assert client.get("/admin/order/new/").status_code == 404

    def test_is_closed_to_others(self, client: Client) -> None:
        sign_in(client)
        assert client.get(reverse("order:index")).status_code == 302


class TestRecipient:
    def test_each_look_is_written_down(self, client: Client) -> None:
        user = sign_in(client, "view_order", "view_recipient")
        order = make_placed_order()
        assert NAME in page(client, order)
        assert STREET in page(client, order)
        seen = AddressAccess.objects.all()
        address = reverse("order:inspect", args=[order.pk])
        written = [(row.actor, row.purpose, row.page, row.references) for row in seen]
        assert written == [(user, "view", address, [order.reference])] * 2

    def test_is_hidden_from_those_who_may_not_see_it(self, client: Client) -> None:
        sign_in(client, "view_order")
        found = page(client, make_placed_order())
        assert not [value for value in PERSONAL if value in found]
        assert not AddressAccess.objects.exists()


class TestDecide:
    @pytest.mark.parametrize(
        ("verb", "permission", "state"),
        [
            ("approve", "approve_order", OrderState.APPROVED),
            ("decline", "decline_order", OrderState.DECLINED),
        ],
    )
    def test_takes_its_permission(
        self, client: Client, verb: str, permission: str, state: OrderState
    ) -> None:
        order = make_placed_order()
        address = reverse(f"order:{verb}", args=[order.pk])
        user = sign_in(client, "view_order")
        client.post(address, {"reason": "Why"})
        order.refresh_from_db()
        assert order.state == OrderState.PLACED
        assert address not in page(client, order)

        user.user_permissions.add(Permission.objects.get(codename=permission))
        assert address in page(client, order)
        assert client.get(address).status_code == 405
        client.post(address, {"reason": "Why"})
        order.refresh_from_db()
        assert order.state == state
        last = order.events.last()
        assert last is not None
        assert last.actor == user

    def test_a_refusal_is_told(self, client: Client) -> None:
        sign_in(client, superuser=True)
        order = make_placed_order()
        declined = reverse("order:decline", args=[order.pk])
        answer = client.post(declined, {"reason": ""}, follow=True)
        assert "Give a reason." in answer.content.decode()
        client.post(declined, {"reason": "Out of scope"})
        answer = client.post(reverse("order:approve", args=[order.pk]), follow=True)
        assert "cannot become “Approved”" in answer.content.decode()
        assert order.events.filter(kind=EventKind.DECLINED).count() == 1

    def test_clerks_may_decide_and_see_recipients(self, client: Client) -> None:
        user = sign_in(client)
        user.groups.add(Group.objects.get(name="Fulfillment clerks"))
        order = make_placed_order()
        found = page(client, order)
        assert NAME in found
        assert reverse("order:approve", args=[order.pk]) in found


class TestFollowing:
    def test_the_requester_reads_the_reason(self, client: Client) -> None:
        order = make_placed_order()
        decline_order(order_id=order.pk, actor=None, reason="Over the yearly budget")
        found = client.get(reverse("orders:follow", args=[order.follow_token])).content.decode()
        assert "Over the yearly budget" in found
        assert "Declined" in found

    def test_the_requester_sees_the_step(self, client: Client) -> None:
        order = approve_order(order_id=make_placed_order().pk, actor=None)
        found = client.get(reverse("orders:follow", args=[order.follow_token])).content.decode()
        assert "waits for the warehouse" in found
        assert found.count('aria-current="step"') == 1
