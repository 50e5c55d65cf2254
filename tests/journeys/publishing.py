"""The way from an empty form to a public page in the admin."""

from io import BytesIO
from pathlib import Path
from zlib import crc32

from PIL import Image
from playwright.sync_api import Page, expect
from reportlab.pdfgen.canvas import Canvas

from tests.journeys.walk import Walker

ADD = "/admin/catalog/resources/add/"
ABSTRACT = "Recorded at two in the morning: what dispatchers and officers hear from each other."


def publish_dvd(walker: Walker, *, number: str, title: str) -> None:
    """Publish a DVD as the moderator, with a picture and a document."""
    page = walker.sign_in("moderator")
    page.goto(walker.library.url + ADD)
    describe_dvd(page, number=number, title=title)
    attach_files(page, walker.library.folder, number=number)
    choose_action(page, "Publish")
    expect(page.get_by_text("published", exact=False).first).to_be_visible()


def describe_dvd(page: Page, *, number: str, title: str) -> None:
    """Fill in everything that is required of a DVD."""
    open_tab(page, "Description")
    page.locator("#id_title").fill(title)
    page.locator("#id_product_number").fill(number)
    page.locator("#id_kind").select_option("video")
    page.locator("#id_format").select_option("dvd")
    page.locator("#id_abstract").fill(ABSTRACT)
    page.locator("#id_published_year").fill("2026")
    page.locator("#id_running_minutes").fill("34")
    open_tab(page, "Classification")
    page.locator("#id_primary_topic").select_option(label="Call management")
    page.get_by_label("Call management", exact=True).check()
    page.get_by_label("English", exact=True).check()


def attach_files(page: Page, folder: Path, *, number: str) -> None:
    """Upload a cover picture and a PDF transcript, both of their own, through the choosers."""
    open_tab(page, "Files & cover")
    page.get_by_role("button", name="Choose an image").click()
    _upload(page, "image", _picture(folder, number), "A telephone at night")
    page.get_by_role("button", name="Add file").click()
    page.locator("select[name^='files-'][name$='-role']").last.select_option("transcript")
    page.get_by_role("button", name="Choose a document").last.click()
    _upload(page, "document", _transcript(folder, number), "Transcript of the night shift")


def open_tab(page: Page, name: str) -> None:
    """Open one tab of the form."""
    page.get_by_role("tab", name=name).click()


def choose_action(page: Page, name: str) -> None:
    """Press one of the actions under the form, from the menu where it is folded away."""
    button = page.get_by_role("button", name=name, exact=True)
    if not button.is_visible():
        page.get_by_role("button", name="More actions").click()
    with page.expect_navigation():
        button.click()


def _upload(page: Page, kind: str, file: Path, title: str) -> None:
    dialog = page.locator(".modal-content")
    dialog.get_by_role("tab", name="Upload").click()
    dialog.locator(f"input[name='{kind}-chooser-upload-file']").set_input_files(file)
    dialog.locator(f"input[name='{kind}-chooser-upload-title']").fill(title)
    dialog.get_by_role("button", name="Upload", exact=True).click()
    expect(dialog).to_be_hidden()


def _picture(folder: Path, number: str) -> Path:
    file = folder / "night.png"
    Image.new("RGB", (600, 776), (20, 40, crc32(number.encode()) % 256)).save(file)
    return file


def _transcript(folder: Path, number: str) -> Path:
    file, buffer = folder / "night.pdf", BytesIO()
    canvas = Canvas(buffer)
    canvas.drawString(72, 720, f"{number}: Unit twelve, are you awake?")
    canvas.save()
    file.write_bytes(buffer.getvalue())
    return file
