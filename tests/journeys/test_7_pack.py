"""A packer ships a wave with the scanner alone: no mouse, no tab key."""

import re

from playwright.sync_api import Page, expect

from tests.factories.packing import answers, listen, scan_at
from tests.journeys.walk import Walker


def test_a_packer_ships_a_wave_with_the_scanner_alone(walker: Walker) -> None:
    page = walker.page
    listen(page)
    walker.sign_in("clerk")
    walker.visit("/admin/fulfillment/waves/?state=picking")
    wave = page.locator(".staff-list tbody a").first.inner_text().strip()
    walker.visit(f"/admin/fulfillment/waves/{wave}/")
    walker.visit("/admin/fulfillment/packing/")
    scan_at(page, wave, "opened")
    answer = page.locator("#packing-answer")
    for _ in range(20):
        walker.look()
        pack_parcel(page)
        scan_at(page, "CMD-SHIP", "shipped")
        if "is packed" in answer.inner_text():
            break
    expect(answer).to_contain_text(f"Wave {wave} is packed.")
    with page.expect_response("**/packing-slip.pdf") as slip:
        scan_at(page, "CMD-SLIP", "print")
    assert slip.value.headers["content-type"] == "application/pdf"
    assert [one["kind"] for one in answers(page)].count("shipped") > 1
    walker.visit(f"/admin/fulfillment/waves/{wave}/")
    expect(page.get_by_role("main")).to_contain_text("Packed")


def pack_parcel(page: Page) -> None:
    """Count and scan every title that the page says belongs into the open parcel."""
    rows = page.locator(".packing__lines tbody tr").all()
    missing = [(row.locator("td").nth(0).inner_text(), row.locator("td").nth(1).inner_text())
               for row in rows]  # fmt: skip
    for place, (count, number) in enumerate(missing, start=1):
        found = re.search(r"of (\d+)", count)
        assert found is not None
        scan_at(page, f"*{found.group(1)}", "noted")
        scan_at(page, number, "complete" if place == len(missing) else "packed")
