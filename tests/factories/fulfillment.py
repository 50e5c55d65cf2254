"""Orders at every stage of fulfillment, brought there by the services."""

from collections.abc import Mapping
from itertools import count
from uuid import uuid4

from django.contrib.auth.models import Group, User
from django.utils import timezone

from library.fulfillment import services
from library.fulfillment.models import Shipment
from library.orders.models import Agency, Order, OrderLine, Recipient
from library.orders.services import approve_order

_numbers = count(1)


def make_clerk(username: str = "clerk") -> User:
    """Return a member of the clerks' group."""
    user = User.objects.create_user(username, password="correct horse battery")
    user.groups.add(Group.objects.get(name="Fulfillment clerks"))
    return user


def make_member(group: str, username: str = "") -> User:
    """Return a member of a group, such as “Reviewers”."""
    user = User.objects.create_user(username or group.lower(), password="correct horse battery")
    user.groups.add(Group.objects.get(name=group))
    return user


def make_editor(username: str = "editor") -> User:
    """Return a member of Wagtail's own group of editors."""
    user = User.objects.create_user(username, password="correct horse battery")
    user.groups.add(Group.objects.get(name="Editors"))
    return user


def make_order(wanted: Mapping[int, int], *, agency: str = "", state: str = "VA") -> Order:
    """Return an order just placed: copies by resource key."""
    number = next(_numbers)
    agency_row = Agency.objects.create(name=agency or f"Police department {number}", state=state)
    order = Order.objects.create(
        reference=f"R-TEST{number:04}",
        idempotency_key=uuid4(),
        agency=agency_row,
        ship_to_state=state,
        placed_at=timezone.now(),
    )
    Recipient.objects.create(
        order=order,
        name="Zoë Łukasiewicz",
        email="zoe@example.gov",
        organization=agency_row.name,
        street1="12 Peña Street",
        city="Springfield",
        state=state,
        postal_code="22150",
    )
    OrderLine.objects.bulk_create(
        OrderLine(order=order, resource_id=key, requested=copies) for key, copies in wanted.items()
    )
    return order


def make_approved_order(wanted: Mapping[int, int], **details: str) -> Order:
    """Return an order approved in full."""
    return approve_order(order_id=make_order(wanted, **details).pk, actor=None)


def make_shipment(wanted: Mapping[int, int], **details: str) -> Shipment:
    """Return a parcel to pick."""
    order = make_approved_order(wanted, **details)
    return services.allocate_order(order_id=order.pk, actor=None)


def make_picked_shipment(wanted: Mapping[int, int], **details: str) -> Shipment:
    """Return a parcel to ship."""
    return services.pick_shipment(shipment_id=make_shipment(wanted, **details).pk, actor=None)
