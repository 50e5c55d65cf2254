"""The packing page in a real browser: a scanner types, and nothing is lost or done twice."""

import os
import time
from collections.abc import Iterator
from statistics import quantiles
from types import SimpleNamespace
from typing import cast

import pytest
from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import Browser, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from library.fulfillment.models import Scan, Shipment
from library.inventory.models import Movement
from tests.factories.fulfillment import make_clerk, make_shipment
from tests.factories.inventory import make_stock, make_title
from tests.factories.packing import answers, await_answers, listen, scan_at, shoot
from tests.factories.waves import make_wave, parcels_of
from tests.journeys.stack import Stack
from tests.journeys.walk import Walker, look_whole, until

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]

PACKING = "/admin/fulfillment/packing/"
MOST_MILLISECONDS = 150
MOST_BARE_ANSWERS = 6  # where the machine is too busy for milliseconds to say anything
SLIP_SECONDS = 2
_ROUND_TRIP = """async () => {
    const began = performance.now();
    await (await fetch("/healthz")).text();
    return performance.now() - began;
}"""
BOOK = "COPS-T77"


@pytest.fixture
def packer() -> User:
    return make_clerk("ana")


def sign_in(browser: Browser, url: str, user: User, width: int) -> Page:
    client = Client()
    client.force_login(user)
    context = browser.new_context(viewport={"width": width, "height": 900})
    context.set_default_timeout(30_000)
    session = {"name": "sessionid", "value": client.cookies["sessionid"].value}
    context.add_cookies([{**session, "url": url}])  # type: ignore[typeddict-item]
    page = context.new_page()
    listen(page)
    return page


@pytest.fixture(params=[1280])
def page(
    request: pytest.FixtureRequest, browser: Browser, live_server: LiveServer, packer: User
) -> Iterator[Page]:
    page = sign_in(browser, live_server.url, packer, request.param)
    page.goto(live_server.url + PACKING)
    yield page
    page.context.close()


def parcel_of(copies: int) -> Shipment:
    title = make_title(product_number=BOOK)
    return make_shipment({make_stock(on_hand=500, resource=title).resource_id: copies})


def p95(milliseconds: list[float]) -> float:
    return quantiles(milliseconds, n=20)[-1]


def packed(parcel: Shipment) -> int:
    return parcel.lines.get().packed


def test_a_scan_is_answered_at_once_and_the_focus_stays(page: Page) -> None:
    parcel = parcel_of(400)
    scan_at(page, parcel.number, "opened")
    for _ in range(3):  # the best of three: others are at work on this machine
        before, floor = len(answers(page)), []
        for _ in range(20):
            scan_at(page, BOOK, "packed")
            expect(page.locator("#packing-code")).to_be_focused()
            expect(page.locator("#packing-code")).to_have_value("")
            floor.append(page.evaluate(_ROUND_TRIP))
        took = p95([answer["milliseconds"] for answer in answers(page)[before:]])
        print(f"p95 of a scan at the page: {took:.0f} ms; of a bare answer: {p95(floor):.0f} ms")  # noqa: T201 - figures to quote
        if took <= max(MOST_MILLISECONDS, MOST_BARE_ANSWERS * p95(floor)):
            return
    pytest.fail("A scan takes too long.")


def test_keys_typed_while_an_answer_is_awaited_are_queued(page: Page) -> None:
    parcel = parcel_of(400)
    scan_at(page, parcel.number, "opened")
    held: list[Route] = []
    page.route(f"**{PACKING}", lambda route: route.continue_() if held else held.append(route))
    shoot(page, *[BOOK] * 12, "*7", BOOK)
    expect(page.locator("#packing-waiting")).to_contain_text("14 waiting")
    assert len(held) == 1, "one scan at a time is sent"
    held[0].continue_()
    await_answers(page, 15)
    assert packed(parcel) == 19
    assert Scan.objects.count() == 15


def test_each_mistake_looks_and_sounds_like_itself(page: Page, live_server: LiveServer) -> None:
    parcel = parcel_of(1)
    left = make_shipment({make_stock(on_hand=9).resource_id: 1})
    other = str(left.lines.get().order_line.resource.product_number)
    for code, kind in ((left.number, "opened"), (other, "complete"), ("CMD-SHIP", "shipped"),
                       (left.number, "already_shipped"), (parcel.number, "opened"),
                       (other, "wrong_item"), (BOOK, "complete"), (BOOK, "too_many"),
                       ("4006381333931", "unknown")):  # fmt: skip
        scan_at(page, code, kind)
    looks = page.evaluate(
        """() => {
            const box = document.getElementById("packing-answer");
            const kinds = ["wrong_item", "too_many", "already_shipped", "cancelled", "unknown",
                           "taken", "not_now", "packed", "complete", "shipped"];
            const looks = kinds.map((kind) => {
                box.dataset.kind = kind;
                return getComputedStyle(box).backgroundColor;
            });
            return { colors: new Set(looks).size, count: kinds.length,
                     tunes: Object.values(window.packingSounds.TUNES).map(JSON.stringify) };
        }"""
    )
    assert looks["colors"] == looks["count"]
    assert len(set(looks["tunes"])) == len(looks["tunes"])
    heard = page.evaluate("window.tunes")
    assert [sound["kind"] for sound in heard] == [answer["kind"] for answer in answers(page)]
    assert all(sound["tune"] and not sound["muted"] for sound in heard)


def test_the_sound_is_switched_off_by_a_barcode_and_stays_off(page: Page) -> None:
    parcel = parcel_of(1)
    shoot(page, "cmd-mute")
    expect(page.locator("#packing-sound")).to_have_text("Sound is off")
    page.reload()
    expect(page.locator("#packing-sound")).to_have_attribute("aria-pressed", "false")
    scan_at(page, parcel.number, "opened")
    assert [sound["muted"] for sound in page.evaluate("window.tunes")] == [True]
    assert not Scan.objects.filter(code__iexact="CMD-MUTE").exists()


def test_scans_made_in_half_a_minute_offline_wait_and_are_sent_in_order(page: Page) -> None:
    parcel = parcel_of(8)
    scan_at(page, parcel.number, "opened")
    page.context.set_offline(True)
    shoot(page, BOOK, "*5")
    page.wait_for_timeout(30_000)  # the promise, and no less
    shoot(page, BOOK, "CMD-UNDO")
    expect(page.locator("#packing-waiting")).to_contain_text("4 scans wait")
    expect(page.locator("#packing-answer")).to_have_attribute("data-kind", "waiting")
    assert packed(parcel) == 0
    page.context.set_offline(False)
    await_answers(page, 5)
    assert [answer["kind"] for answer in answers(page)][1:] == [
        "packed",
        "noted",
        "packed",
        "undone",
    ]
    assert packed(parcel) == 1
    expect(page.locator("#packing-waiting")).to_have_text("")


def test_scans_that_wait_survive_a_reload(page: Page) -> None:
    parcel = parcel_of(8)
    scan_at(page, parcel.number, "opened")
    page.route(f"**{PACKING}", lambda route: route.abort() if route.request.method == "POST"
               else route.continue_())  # fmt: skip
    shoot(page, BOOK, BOOK)
    expect(page.locator("#packing-waiting")).to_contain_text("2 scans wait")
    page.unroute_all()
    page.reload()
    await_answers(page, 2)
    expect(page.locator("#packing-parcel")).to_contain_text("2 of 8")
    assert packed(parcel) == 2
    page.reload()
    expect(page.locator("#packing-parcel")).to_contain_text("2 of 8")
    assert answers(page) == []


def test_a_scan_whose_answer_was_lost_counts_once(page: Page) -> None:
    parcel = parcel_of(8)
    scan_at(page, parcel.number, "opened")
    lost: list[str] = []

    def lose(route: Route) -> None:
        if route.request.method == "POST" and not lost:
            route.fetch()
            lost.append(str(route.request.post_data))
            route.abort()
        else:
            route.continue_()

    page.route(f"**{PACKING}", lose)
    shoot(page, BOOK)
    await_answers(page, 2)
    assert lost
    assert packed(parcel) == 1


def test_somebody_signed_out_signs_in_again_and_the_scans_are_sent(
    page: Page, packer: User, live_server: LiveServer
) -> None:
    parcel = parcel_of(8)
    scan_at(page, parcel.number, "opened")
    page.context.clear_cookies()
    shoot(page, BOOK)
    expect(page.locator("#packing-waiting")).to_contain_text("You are signed out")
    client = Client()
    client.force_login(packer)
    session = {"name": "sessionid", "value": client.cookies["sessionid"].value}
    page.context.add_cookies([{**session, "url": live_server.url}])  # type: ignore[typeddict-item]
    await_answers(page, 2)
    assert packed(parcel) == 1


def test_the_focus_is_kept_without_holding_anybody_back(page: Page) -> None:
    parcel = parcel_of(8)
    page.locator(".packing__label").click()
    shoot(page, parcel.number)
    await_answers(page, 1)
    page.locator("#packing-sound").focus()
    shoot(page, BOOK)
    await_answers(page, 2)
    assert packed(parcel) == 1
    page.keyboard.press("Tab")
    expect(page.locator("#packing-code")).not_to_be_focused()
    page.locator("#packing-sound").focus()
    page.keyboard.press(" ")
    expect(page.locator("#packing-sound")).to_have_text("Sound is off")
    expect(page.locator("#packing-code")).to_be_focused()


def test_a_packer_ships_a_wave_with_the_scanner_alone(page: Page) -> None:
    item = make_stock(on_hand=9, resource=make_title(product_number=BOOK))
    wave = make_wave({item.resource_id: 2}, {item.resource_id: 1})
    for code, kind in ((wave.number, "opened"), (BOOK, "packed"), (BOOK, "complete"),
                       ("1Z999AA10123456784", "shipped")):  # fmt: skip
        scan_at(page, code, kind)
    began = time.monotonic()
    with page.expect_response("**/packing-slip.pdf") as slip:
        shoot(page, "CMD-SLIP")
    slip.value.finished()
    assert slip.value.headers["content-type"] == "application/pdf"
    assert time.monotonic() - began <= SLIP_SECONDS
    expect(page.locator("#packing-answer")).to_have_attribute("data-kind", "print")
    until(lambda: page.evaluate("window.printed"))
    expect(page.locator("#packing-code")).to_be_focused()
    for code, kind in ((BOOK, "complete"), ("CMD-SHIP", "shipped")):
        scan_at(page, code, kind)
    expect(page.locator("#packing-answer")).to_contain_text(f"Wave {wave} is packed.")
    wave.refresh_from_db()
    states = {parcel.state for parcel in parcels_of(wave)}
    assert (wave.state, states) == ("packed", {"shipped"})
    assert Movement.objects.filter(kind="shipment").count() == 2


@pytest.mark.parametrize("page", [1280, 320], indirect=True)
def test_every_state_of_the_pages_is_accessible(page: Page, live_server: LiveServer) -> None:
    walker = Walker(page, cast("Stack", SimpleNamespace(url=live_server.url)))
    width = page.viewport_size["width"] if page.viewport_size else 0

    def look(name: str) -> None:
        look_whole(walker)
        if folder := os.environ.get("PICTURES"):
            page.screenshot(path=f"{folder}/{name}-{width}.png", full_page=True)

    title = make_title(product_number=BOOK, title="Working with Tribal Courts: a long title")
    item = make_stock(on_hand=99, resource=title, bin_location="C-14")
    wave = make_wave({item.resource_id: 2}, {item.resource_id: 1})
    look("packing-empty")
    for code, kind in ((wave.number, "opened"), (BOOK, "packed"), ("nonsense", "unknown"),
                       (BOOK, "complete"), (BOOK, "too_many")):  # fmt: skip
        scan_at(page, code, kind)
        look(f"packing-{kind}")
    make_shipment({item.resource_id: 1})
    for name, path in (
        ("waves", "/admin/fulfillment/waves/"),
        ("choose", "/admin/fulfillment/waves/new/?lines=1"),
        ("wave", f"/admin/fulfillment/waves/{wave.number}/"),
    ):
        walker.visit(path)
        look(name)
    page.evaluate("document.querySelectorAll('main details').forEach((one) => { one.open = true })")
    look("wave-open")
    until(lambda: Scan.objects.count() == 5)
