"""The packing page as a plain form, and as the script speaks to it."""

from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse

from library.fulfillment.models import Scan, Shipment
from tests.factories.fulfillment import make_clerk, make_shipment
from tests.factories.inventory import make_stock, make_title
from tests.factories.reading import codes_of
from tests.factories.waves import scan

pytestmark = pytest.mark.django_db
PACKING = "/admin/fulfillment/packing/"
JSON = {"Accept": "application/json", "X-Requested-With": "XMLHttpRequest"}


@pytest.fixture
def clerk() -> User:
    return make_clerk()


@pytest.fixture
def browser_of_clerk(client: Client, clerk: User) -> Client:
    client.force_login(clerk)
    return client


@pytest.fixture
def parcel() -> Shipment:
    title = make_title(product_number="COPS-T77", title="<b>Bold</b> & brave")
    return make_shipment({make_stock(on_hand=9, resource=title).resource_id: 2})


def type_in(client: Client, code: str, page: BeautifulSoup | None = None) -> BeautifulSoup:
    """Type a code into the form of a page, as a browser without a script does."""
    page = page or BeautifulSoup(client.get(PACKING).content, "html.parser")
    form = page.select_one("#packing-form")
    assert form is not None
    key = form.select_one("[name=scan]")
    assert key is not None
    answer = client.post(str(form["action"]), {"code": code, "scan": key["value"]}, follow=True)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def said(page: BeautifulSoup) -> tuple[str, str]:
    answer = page.select_one("#packing-answer")
    assert answer is not None
    return str(answer["data-kind"]), " ".join(answer.get_text().split())


def test_a_parcel_is_packed_without_a_script(browser_of_clerk: Client, parcel: Shipment) -> None:
    page = type_in(browser_of_clerk, parcel.number)
    assert said(page)[0] == "opened"
    assert parcel.number in page.select_one("#packing-parcel").get_text()  # type: ignore[union-attr]
    for code, kind in (
        ("cops-t77", "packed"),
        ("nonsense", "unknown"),
        ("COPS-T77", "complete"),
        ("COPS-T77", "too_many"),
        ("CMD-SHIP", "shipped"),
    ):
        page = type_in(browser_of_clerk, code, page)
        assert said(page)[0] == kind
    parcel.refresh_from_db()
    assert parcel.state == "shipped"
    page = type_in(browser_of_clerk, "CMD-SLIP", page)
    link = page.select_one("#packing-answer a")
    assert link is not None
    assert browser_of_clerk.get(str(link["href"])).content[:5] == b"%PDF-"


def test_the_same_form_sent_twice_is_one_scan(browser_of_clerk: Client, parcel: Shipment) -> None:
    page = type_in(browser_of_clerk, parcel.number)
    for _ in range(3):
        assert said(type_in(browser_of_clerk, "COPS-T77", page))[0] == "packed"
    assert parcel.lines.get().packed == 1


def test_reloading_shows_the_answer_again_and_scans_nothing(
    browser_of_clerk: Client, parcel: Shipment
) -> None:
    key = uuid4()
    answer = browser_of_clerk.post(PACKING, {"code": parcel.number, "scan": key})
    for _ in range(2):
        page = BeautifulSoup(
            browser_of_clerk.get(answer.headers["Location"]).content, "html.parser"
        )
        assert said(page)[0] == "opened"
    assert Scan.objects.count() == 1


def test_somebody_elses_scan_is_not_shown(browser_of_clerk: Client, parcel: Shipment) -> None:
    made = scan(make_clerk("bo"), parcel.number)
    page = BeautifulSoup(browser_of_clerk.get(f"{PACKING}?scan={made.pk}").content, "html.parser")
    assert said(page)[0] == "none"


def test_the_script_is_answered_in_json(browser_of_clerk: Client, parcel: Shipment) -> None:
    def send(code: str, key: object) -> dict[str, object]:
        data = {"code": code, "scan": key}
        answer = browser_of_clerk.post(PACKING, data, headers=JSON)
        assert "no-store" in answer["Cache-Control"]
        return {**answer.json(), "status": answer.status_code}

    send(parcel.number, uuid4())
    key = uuid4()
    first, again = send("COPS-T77", key), send("COPS-T77", key)
    assert first == again
    assert (first["kind"], first["is_refused"], first["status"]) == ("packed", False, 200)
    assert "&lt;b&gt;Bold&lt;/b&gt; &amp; brave" in str(first["html"])
    assert "Łukasiewicz" not in str(first)
    assert "Peña" not in str(first["html"])
    assert send("nonsense", uuid4())["is_refused"] is True
    assert send("", uuid4())["status"] == 400
    assert send("COPS-T77", "no key")["status"] == 400
    foreign = scan(make_clerk("bo"), "CMD-UPS")
    assert send("COPS-T77", foreign.pk)["status"] == 409
    assert parcel.lines.get().packed == 1


def test_the_script_gets_a_fresh_token_or_hears_that_it_is_signed_out(
    browser_of_clerk: Client,
) -> None:
    answer = browser_of_clerk.get(PACKING, headers=JSON).json()
    assert answer["token"]
    browser_of_clerk.logout()
    assert browser_of_clerk.get(PACKING, headers=JSON).status_code == 403
    data = {"code": "CMD-UPS", "scan": uuid4()}
    assert browser_of_clerk.post(PACKING, data, headers=JSON).status_code == 403
    assert not Scan.objects.exists()


def test_who_may_not_see_recipients_is_offered_no_slip(
    browser_of_clerk: Client, clerk: User, parcel: Shipment
) -> None:
    clerk.groups.get().permissions.remove(Permission.objects.get(codename="view_recipient"))
    type_in(browser_of_clerk, parcel.number)
    page = type_in(browser_of_clerk, "CMD-SLIP")
    assert said(page)[0] == "print"
    assert page.select_one("#packing-answer a") is None


def test_the_control_barcodes_are_a_sheet(browser_of_clerk: Client) -> None:
    paper = browser_of_clerk.get(reverse("fulfillment:command_sheet"))
    assert paper["Content-Type"] == "application/pdf"
    assert "CMD-UNDO" in codes_of(paper.content)[0]
