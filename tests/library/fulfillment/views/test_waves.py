"""Waves as a clerk makes, picks, prints and gives them up, by plain forms."""

from html import unescape

import pytest
import time_machine
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from library.fulfillment import services
from library.fulfillment.models import LabelCalibration, Shipment, Wave
from library.fulfillment.states import ShipmentState, WaveState
from library.inventory import ledger
from library.jobs.models import Job
from library.jobs.tasks import run
from library.orders.models import AddressAccess, Agency
from tests.factories.fulfillment import make_approved_order, make_clerk, make_editor, make_shipment
from tests.factories.inventory import make_stock, make_title
from tests.factories.reading import codes_of, texts_of
from tests.factories.waves import make_wave, parcels_of

pytestmark = pytest.mark.django_db
CHOOSE = "/admin/fulfillment/waves/new/"


@pytest.fixture
def clerk() -> User:
    return make_clerk()


@pytest.fixture
def browser_of_clerk(client: Client, clerk: User) -> Client:
    client.force_login(clerk)
    return client


def at(name: str, wave: Wave) -> str:
    return reverse(f"fulfillment:{name}", args=(wave.number,))


def words(answer: object) -> str:
    assert getattr(answer, "status_code", 0) == 200, answer
    return " ".join(unescape(answer.content.decode()).split())  # type: ignore[attr-defined]


def press(client: Client, address: str, **data: object) -> str:
    return words(client.post(address, data, follow=True))


def test_a_clerk_makes_a_wave_picks_it_and_gives_it_up(browser_of_clerk: Client) -> None:
    item = make_stock(on_hand=9, bin_location="C-14")
    parcels = [make_shipment({item.resource_id: 1}) for _ in range(3)]
    page = words(browser_of_clerk.get(CHOOSE))
    assert "3 parcels fit" in page
    assert all(parcel.number in page for parcel in parcels)
    page = press(browser_of_clerk, CHOOSE + "?most=2")
    wave = Wave.objects.get()
    assert f"Wave {wave} holds 2 parcels." in page
    assert parcels_of(wave) == parcels[:2]
    assert "C-14" in page
    assert "is being picked" in press(browser_of_clerk, at("start_wave", wave))
    assert "cannot become" in press(browser_of_clerk, at("start_wave", wave))
    assert "2 parcels of wave" in press(browser_of_clerk, at("pick_wave", wave))
    assert "This field is required" in press(browser_of_clerk, at("cancel_wave", wave))
    page = press(browser_of_clerk, at("cancel_wave", wave), reason="fire drill")
    assert "Given up: fire drill" in page
    wave.refresh_from_db()
    assert wave.state == WaveState.CANCELLED
    page = words(browser_of_clerk.get("/admin/fulfillment/waves/?state=cancelled"))
    assert wave.number in page
    assert wave.number not in words(browser_of_clerk.get("/admin/fulfillment/waves/?state=open"))


def test_each_filter_chooses(browser_of_clerk: Client) -> None:
    heavy, light = make_stock(on_hand=99), make_stock(on_hand=99)
    for item, weight in ((heavy, 900), (light, 30)):
        ledger.describe_item(
            resource_id=item.resource_id,
            bin_location="A-1",
            buffer=0,
            weight_grams=weight,
        )
    with time_machine.travel("2026-11-01T12:00:00Z", tick=False):
        old = make_shipment({heavy.resource_id: 2}, state="MT")
    Agency.objects.filter(orders=old.order).update(agency_type="sheriff")
    with time_machine.travel("2026-11-20T12:00:00Z", tick=False):
        browser_of_clerk.force_login(User.objects.get())
        new = make_shipment({heavy.resource_id: 1, light.resource_id: 1}, state="TX")
        number = str(light.resource.product_number)
        for query, shown, hidden in (
            ("state=mt", old, new),
            ("agency_type=sheriff", old, new),
            ("age=7", old, new),
            (f"product_number={number.lower()}", new, old),
            ("weight=1000", new, old),
            ("lines=1", old, new),
        ):
            page = words(browser_of_clerk.get(f"{CHOOSE}?{query}"))
            assert "1 parcel fits" in page, query
            assert (shown.number in page, hidden.number in page) == (True, False), query
        page = words(browser_of_clerk.get(CHOOSE + "?product_number=NOSUCH9&weight=-3&age=soon"))
        assert "No resource has the product number NOSUCH9." in page
        press(browser_of_clerk, CHOOSE + "?product_number=NOSUCH9")
        assert not Wave.objects.exists()
        press(browser_of_clerk, CHOOSE + "?state=mt&lines=1&age=7")
    wave = Wave.objects.get()
    assert wave.chosen_by == {
        "Ship to state": "MT" if "MT" in wave.chosen_by.values() else "mt",
        "Waiting": "Over 7 days",
        "Titles": "Single-line",
    }


def test_a_wave_is_made_of_orders_not_yet_allocated(browser_of_clerk: Client) -> None:
    item = make_stock(on_hand=3)
    for copies in (2, 1, 5):
        make_approved_order({item.resource_id: copies})
    page = words(browser_of_clerk.get(CHOOSE + "?stage=allocate"))
    assert "3 orders fit" in page
    assert "holds 2 parcels" in press(browser_of_clerk, CHOOSE + "?stage=allocate")
    assert "No parcel is left" in press(browser_of_clerk, CHOOSE + "?stage=allocate")


def test_a_short_pick_is_reported(browser_of_clerk: Client) -> None:
    item = make_stock(on_hand=9)
    wave = make_wave({item.resource_id: 4})
    address = at("short_pick", wave)
    page = press(browser_of_clerk, address, resource=item.resource_id, found=3)
    assert "1 copies are on back-order" in page
    assert "nothing is short" in press(
        browser_of_clerk, address, resource=item.resource_id, found=3
    )
    assert "valid choice" in press(browser_of_clerk, address, resource=0, found=3)
    item.refresh_from_db()
    assert (item.on_hand, item.allocated) == (3, 3)


def test_slips_are_a_job_and_fetching_them_is_written_down(
    browser_of_clerk: Client, clerk: User
) -> None:
    item = make_stock(on_hand=9)
    wave = make_wave(*[{item.resource_id: 1}] * 3)
    answer = browser_of_clerk.post(at("print_wave", wave), {"paper": "slips"})
    job = Job.objects.get()
    assert answer.headers["Location"] == reverse("jobs:job", args=(job.pk,))
    assert "Łukasiewicz" not in str(job.parameters)
    assert run(job_id=job.pk).state == "done"
    job.refresh_from_db()
    assert (job.done, job.total) == (3, 3)
    assert not AddressAccess.objects.exists()
    slips = browser_of_clerk.get(reverse("jobs:file", args=(job.pk,)))
    assert "no-store" in slips["Cache-Control"]
    assert [parcel.number in text for parcel, text in
            zip(parcels_of(wave), texts_of(slips.content), strict=True)] == [True] * 3  # fmt: skip
    seen = AddressAccess.objects.get()
    assert (seen.actor, seen.purpose, seen.page) == (clerk, "slip", at("wave", wave))
    assert set(seen.references) == {parcel.order.reference for parcel in parcels_of(wave)}


def test_labels_begin_where_the_sheet_was_left_and_remember_the_printer(
    browser_of_clerk: Client, clerk: User
) -> None:
    item = make_stock(on_hand=9)
    wave = make_wave(*[{item.resource_id: 1}] * 3)
    data = {"paper": "labels", "sheet": "5163", "first": 9, "right": "1.5", "down": "-0.5"}
    browser_of_clerk.post(at("print_wave", wave), data)
    job = Job.objects.get()
    assert run(job_id=job.pk).state == "done"
    labels = browser_of_clerk.get(reverse("jobs:file", args=(job.pk,))).content
    assert [len(codes) for codes in codes_of(labels)] == [2, 1]
    assert str(LabelCalibration.objects.get(user=clerk)).endswith("+1.5 mm, -0.5 mm")
    assert AddressAccess.objects.get().purpose == "label"
    assert "1.5 mm right" in words(browser_of_clerk.get(at("wave", wave)))
    browser_of_clerk.post(at("print_wave", wave), {**data, "right": "", "down": "2"})
    assert Job.objects.latest("pk").parameters["right"] == "1.5"
    assert Job.objects.latest("pk").parameters["down"] == "2.0"
    page = words(browser_of_clerk.post(at("print_wave", wave), {**data, "first": 11}))
    assert "This sheet has labels 1 to 10." in page
    assert Job.objects.count() == 2


def test_labels_for_a_thermal_printer_are_a_job(browser_of_clerk: Client) -> None:
    wave = make_wave({make_stock(on_hand=9).resource_id: 1})
    browser_of_clerk.post(at("print_wave", wave), {"paper": "zpl"})
    job = run(job_id=Job.objects.get().pk)
    file = browser_of_clerk.get(reverse("jobs:file", args=(job.pk,)))
    assert file["Content-Type"] == "application/zpl"
    assert file.content.startswith(b"^XA^CI28")


def test_a_parcel_given_up_is_not_printed(browser_of_clerk: Client) -> None:
    item = make_stock(on_hand=9)
    wave = make_wave({item.resource_id: 1}, {item.resource_id: 1})
    gone, there = parcels_of(wave)
    services.cancel_shipment(shipment_id=gone.pk, actor=None, reason="withdrawn")
    browser_of_clerk.post(at("print_wave", wave), {"paper": "slips"})
    assert Job.objects.get().parameters["shipments"] == [there.pk]


def test_the_pick_list_is_shown_and_names_nobody(browser_of_clerk: Client) -> None:
    item = make_stock(on_hand=9, resource=make_title(product_number="COPS-T42"))
    paper = browser_of_clerk.get(at("pick_list", make_wave({item.resource_id: 1})))
    assert paper["Content-Type"] == "application/pdf"
    assert "COPS-T42" in texts_of(paper.content)[0]
    assert not AddressAccess.objects.exists()


def queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_pages_cost_the_same_whatever_their_length(browser_of_clerk: Client) -> None:
    item = make_stock(on_hand=99)
    small = make_wave({item.resource_id: 1})
    make_shipment({item.resource_id: 1})
    one = [queries(browser_of_clerk, address) for address in (at("wave", small), CHOOSE)]
    others = [make_stock(on_hand=9) for _ in range(5)]
    wanted = {other.resource_id: 1 for other in others}
    large = make_wave(*[{**wanted, item.resource_id: 1}] * 8)
    for _ in range(8):
        make_shipment({item.resource_id: 1})
    many = [queries(browser_of_clerk, address) for address in (at("wave", large), CHOOSE)]
    assert many == one
    assert max(one) <= 16


@pytest.mark.parametrize("role", ["editor", "anonymous"])
@pytest.mark.parametrize(
    "name", ["wave", "start_wave", "pick_wave", "short_pick", "cancel_wave", "pick_list",
             "print_wave", "waves", "choose_wave", "packing", "command_sheet"],
)  # fmt: skip
def test_nobody_else_may(client: Client, role: str, name: str) -> None:
    wave = make_wave({make_stock(on_hand=9).resource_id: 1})
    if role == "editor":
        client.force_login(make_editor())
    lists = {"waves", "choose_wave", "packing", "command_sheet"}
    address = reverse(f"fulfillment:{name}", args=() if name in lists else (wave.number,))
    for send in (client.get, client.post):
        answer = send(address, {"paper": "slips", "reason": "x"})
        if send == client.get and name.endswith(("_wave", "_pick")) and name != "choose_wave":
            assert answer.status_code == 302
            continue
        assert answer.status_code == 302
        expected = "/admin/" if role == "editor" else "/admin/login/"
        assert answer.headers["Location"].split("?")[0] == expected
    wave.refresh_from_db()
    assert (wave.state, Job.objects.count()) == (WaveState.OPEN, 0)


def test_who_may_not_see_recipients_prints_no_addresses(
    browser_of_clerk: Client, clerk: User
) -> None:
    wave = make_wave({make_stock(on_hand=9).resource_id: 1})
    clerk.groups.get().permissions.remove(Permission.objects.get(codename="view_recipient"))
    assert "Packing slips" not in words(browser_of_clerk.get(at("wave", wave)))
    assert browser_of_clerk.post(at("print_wave", wave), {"paper": "slips"}).status_code == 302
    assert not Job.objects.exists()


def test_the_queue_keeps_a_parcel_that_is_in_a_wave(browser_of_clerk: Client) -> None:
    item = make_stock(on_hand=9)
    parcel = parcels_of(make_wave({item.resource_id: 1}))[0]
    assert parcel.number in words(browser_of_clerk.get("/admin/fulfillment/?stage=pick"))
    assert Shipment.objects.get().state == ShipmentState.ALLOCATED
