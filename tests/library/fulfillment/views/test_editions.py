"""Publishing a new edition asks about the old stock; the answer is a decision."""

from html import unescape

import pytest
from django.contrib.auth.models import Group, User
from django.contrib.messages import get_messages
from django.test import Client, RequestFactory
from django.urls import reverse

from library.catalog.enums import Relation
from library.catalog.models import Resource, ResourceRelation
from library.fulfillment.enums import EditionPolicy
from library.fulfillment.models import EditionChange
from library.fulfillment.views.publishing import ask_about_old_stock
from library.inventory.models import StockItem
from tests.factories.fulfillment import make_clerk, make_editor, make_order
from tests.factories.inventory import make_stock, make_title

pytestmark = pytest.mark.django_db


def superseded() -> tuple[StockItem, Resource]:
    old, new = make_stock(on_hand=8), make_title(product_number="COPS-NEW2")
    ResourceRelation.objects.create(
        resource=new, relation=Relation.SUPERSEDES, target_id=old.resource_id
    )
    make_order({old.resource_id: 3})
    return old, new


def text(answer: object) -> str:
    return " ".join(unescape(answer.content.decode()).split())  # type: ignore[attr-defined]


def test_a_decision_is_asked_for_and_taken(client: Client) -> None:
    client.force_login(make_clerk())
    old, new = superseded()
    assert "1 new edition to decide about" in text(client.get("/admin/"))
    assert "<strong>To decide</strong>" in text(client.get(reverse("fulfillment:editions")))
    address = reverse("fulfillment:edition", args=(old.resource_id,))
    page = text(client.get(address))
    assert "8 old copies on hand" in page
    assert "3 copies in open orders have not been set aside." in page
    assert "This field is required" in text(client.post(address, {}))
    page = text(client.post(address, {"policy": "drain"}, follow=True))
    assert "Open orders follow in a moment." in page
    change = EditionChange.objects.get()
    assert (change.old_id, change.new_id, change.policy) == (
        old.resource_id,
        new.pk,
        EditionPolicy.DRAIN,
    )
    assert "0 new editions to decide about" in text(client.get("/admin/"))
    assert client.get(reverse("fulfillment:edition", args=(new.pk,))).status_code == 404


@pytest.mark.parametrize("group", ["Moderators", "Fulfillment clerks"])
def test_those_who_publish_and_those_who_ship_may_decide(client: Client, group: str) -> None:
    user = User.objects.create_user("somebody")
    user.groups.add(Group.objects.get(name=group))
    assert user.has_perm("fulfillment.add_editionchange")


def test_nobody_else_may(client: Client) -> None:
    old, _ = superseded()
    client.force_login(make_editor())
    address = reverse("fulfillment:edition", args=(old.resource_id,))
    assert client.get(address).status_code == 302
    assert client.post(address, {"policy": "drain"}).status_code == 302
    assert not EditionChange.objects.exists()


def test_whoever_publishes_is_led_to_the_question(rf: RequestFactory) -> None:
    old, new = superseded()
    request = rf.post("/admin/")
    request.user = make_clerk()
    answer = ask_about_old_stock(request, new)
    assert answer is not None
    assert answer["Location"] == reverse("fulfillment:edition", args=(old.resource_id,))
    assert ask_about_old_stock(request, old.resource) is None
    Resource.objects.filter(pk=new.pk).update(live=False)
    new.refresh_from_db()
    assert ask_about_old_stock(request, new) is None


def test_an_editor_who_may_not_decide_is_told_who_is_asked(client: Client) -> None:
    old, new = superseded()
    client.force_login(make_editor())
    request = client.get("/admin/").wsgi_request
    request.method = "POST"
    assert ask_about_old_stock(request, new) is None
    told = [str(message) for message in get_messages(request)]
    assert any(str(old.resource.product_number) in message for message in told)
