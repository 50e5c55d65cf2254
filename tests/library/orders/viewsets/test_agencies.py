"""The agency directory in the admin: kept by hand, checked, merged."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse

from library.orders.models import Agency, AgencyAlias
from tests.factories.agencies import make_agency
from tests.factories.orders import make_placed_order

pytestmark = pytest.mark.django_db

UNCHECKED = reverse("agency:unchecked")


def agency(**changes: str) -> dict[str, str]:
    typed = {"name": "Springfield PD", "agency_type": "municipal", "ori": "", "city": ""}
    return {**typed, "state": "va", **changes}


def test_an_agency_is_kept_with_its_normalized_name(admin_client: Client) -> None:
    admin_client.post(reverse("agency:add"), agency())
    row = Agency.objects.get()
    assert (row.normalized_name, row.state, row.ori) == (
        "springfield police department",
        "VA",
        None,
    )


def test_the_same_agency_is_not_listed_twice(admin_client: Client) -> None:
    admin_client.post(reverse("agency:add"), agency())
    typed = agency(name="Springfield Police Dept.")
    answer = admin_client.post(reverse("agency:add"), typed)
    assert "“Springfield PD” is this agency" in answer.content.decode()
    admin_client.post(reverse("agency:add"), {**typed, "state": "IL"})
    assert Agency.objects.count() == 2


def test_an_agency_can_be_edited(admin_client: Client) -> None:
    row = Agency.objects.create(name="Springfield PD", state="VA")
    admin_client.post(reverse("agency:edit", args=[row.pk]), agency(name="Springfield Police"))
    row.refresh_from_db()
    assert row.normalized_name == "springfield police department"


def test_an_agency_with_orders_is_not_deleted(admin_client: Client) -> None:
    agency = make_placed_order().agency
    answer = admin_client.post(reverse("agency:delete", args=[agency.pk]), follow=True)
    assert "cannot be deleted" in answer.content.decode()
    assert Agency.objects.filter(pk=agency.pk).exists()


def test_an_agency_without_orders_is_deleted(admin_client: Client) -> None:
    agency = Agency.objects.create(name="Nobody's Agency", state="OH")
    admin_client.post(reverse("agency:delete", args=[agency.pk]))
    assert not Agency.objects.filter(pk=agency.pk).exists()


def test_an_agency_is_not_copied_onto_itself(admin_client: Client) -> None:
    with pytest.raises(NoReverseMatch):
        reverse("agency:copy", args=[1])


@pytest.mark.parametrize("ori", ["VA029", "VA02901000", "12VA90100", "VA-290100"])
def test_an_ori_has_nine_letters_and_digits(admin_client: Client, ori: str) -> None:
    answer = admin_client.post(reverse("agency:add"), agency(ori=ori))
    assert "An ORI has 9 letters and digits" in answer.content.decode() or len(ori) > 9
    assert not Agency.objects.exists()


def test_an_ori_is_one_agencys_only(admin_client: Client) -> None:
    make_agency("Fairfax PD", ori="VA0290100")
    answer = admin_client.post(reverse("agency:add"), agency(ori="va0290100"))
    assert "Another agency has this ORI" in answer.content.decode()
    admin_client.post(reverse("agency:add"), agency(ori="va0290200", is_listed="on"))
    row = Agency.objects.get(ori="VA0290200")
    assert row.is_listed


def test_a_state_is_one_that_mail_goes_to(admin_client: Client) -> None:
    answer = admin_client.post(reverse("agency:add"), agency(state="ZZ"))
    assert "Enter the two letters of a state" in answer.content.decode()


def test_an_alias_is_found_and_not_listed_as_another(admin_client: Client) -> None:
    kept = make_agency("Albuquerque Police", "NM")
    AgencyAlias.objects.create(agency=kept, name="APD", state="NM")
    found = admin_client.get(reverse("agency:index"), {"q": "apd"}).content.decode()
    assert "Albuquerque Police" in found
    answer = admin_client.post(reverse("agency:add"), agency(name="A.P.D.", state="NM"))
    assert "“APD” is this agency" in answer.content.decode()


def page(client: Client, address: str) -> BeautifulSoup:
    answer = client.get(address)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content.decode(), "html.parser")


def test_what_orders_brought_is_listed_or_merged(admin_client: Client) -> None:
    kept = make_agency("Springfield Police Department")
    brought = make_placed_order(organization="Springfield Police Department Records").agency
    new = make_placed_order(organization="Zoo").agency
    table = page(admin_client, UNCHECKED).select_one("table")
    assert table
    rows = [row.get_text(" ", strip=True) for row in table.select("tbody tr")]
    assert "Nothing alike in its state" in rows[0]
    assert "Springfield Police Department : merge" in rows[1]
    admin_client.post(reverse("agency:list", args=[new.pk]))
    new.refresh_from_db()
    assert new.is_listed
    left = page(admin_client, UNCHECKED).select("td.title")
    assert [each.get_text(strip=True) for each in left] == [brought.name]

    (link,) = [each for each in table.select("a") if "merge" in each.text]
    preview = page(admin_client, str(link["href"]))
    assert "1 order" in preview.get_text()
    assert preview.select_one("form input[name=into]")
    answer = admin_client.post(reverse("agency:merge", args=[brought.pk]), {"into": kept.pk})
    assert answer["Location"] == reverse("agency:edit", args=[kept.pk])
    assert not Agency.objects.filter(pk=brought.pk).exists()
    assert kept.orders.count() == 1


def test_the_agency_to_merge_into_is_found_by_name_or_ori(admin_client: Client) -> None:
    far = make_agency("Fairfax PD", "DC", ori="DC0010000")
    alike = make_agency("Springfield Police", "VA")
    other = make_agency("Springfield Town Police", "VA")
    address = reverse("agency:merge", args=[other.pk])
    choices = page(admin_client, address).select("a[href^='?into=']")
    assert [each.text for each in choices] == [alike.name]
    found = page(admin_client, f"{address}?q=dc001").get_text()
    assert far.name in found
    states = page(admin_client, f"{address}?into={far.pk}").get_text(" ")
    assert "They are in different states" in states


def test_two_oris_are_not_offered_to_be_merged(admin_client: Client) -> None:
    kept, other = make_agency("A", ori="VA0290100"), make_agency("B", ori="VA0290200")
    address = reverse("agency:merge", args=[other.pk])
    preview = page(admin_client, f"{address}?into={kept.pk}")
    assert "Both have an ORI" in preview.get_text()
    assert not preview.select("form input[name=into]")
    admin_client.post(address, {"into": kept.pk})
    assert Agency.objects.count() == 2
    for into in ("x", "0", "99999999999999999999"):
        assert admin_client.post(address, {"into": into}).status_code == 404


def test_checking_costs_the_same_however_many(admin_client: Client) -> None:
    Agency.objects.create(name="Town 0 Police", state="VA")
    page(admin_client, UNCHECKED)
    with CaptureQueriesContext(connection) as short:
        page(admin_client, UNCHECKED)
    for number in range(20):
        Agency.objects.create(name=f"Town {number + 1} Police", state="VA")
    with CaptureQueriesContext(connection) as long:
        page(admin_client, UNCHECKED)
    assert len(long) <= len(short) + 1


@pytest.mark.parametrize(
    ("permissions", "status"),
    [([], 302), (["change_agency"], 302), (["change_agency", "delete_agency"], 200)],
)
def test_merging_takes_two_permissions(client: Client, permissions: list[str], status: int) -> None:
    user = User.objects.create_user("clerk")
    granted = ["access_admin", "view_agency", *permissions]
    user.user_permissions.set(Permission.objects.filter(codename__in=granted))
    client.force_login(user)
    kept, other = make_agency("A"), make_agency("B")
    address = reverse("agency:merge", args=[other.pk])
    assert client.get(f"{address}?into={kept.pk}").status_code == status
    client.post(address, {"into": kept.pk})
    assert Agency.objects.count() == (1 if status == 200 else 2)
    if not permissions:
        assert client.get(UNCHECKED).status_code == 302
        assert client.post(reverse("agency:list", args=[kept.pk])).status_code == 302


def test_a_column_is_headed_by_what_it_shows(admin_client: Client) -> None:
    make_agency("Springfield PD")
    page = BeautifulSoup(admin_client.get(reverse("agency:index")).content, "html.parser")
    headings = [cell.get_text(strip=True) for cell in page.select("thead th")]
    assert headings == ["Name", "Type", "ORI", "City", "State", "Listed"]
