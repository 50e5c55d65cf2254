"""Each block of a body renders what its editor typed, and refuses what cannot be shown."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from wagtail.blocks import StructBlockValidationError

from library.pages.blocks import BodyBlock, LinkBlock
from tests.factories.catalog import ResourceFactory
from tests.factories.pages import make_home, make_page

pytestmark = pytest.mark.django_db


def rendered(client: Client, *body: tuple[str, object]) -> str:
    page = make_page(make_home(), body=[{"type": kind, "value": value} for kind, value in body])
    return client.get(page.get_url()).content.decode()


def test_text_blocks(client: Client) -> None:
    page = rendered(
        client,
        ("heading", "Problem solving"),
        ("paragraph", "<p>One <b>two</b>.</p>"),
        ("quote", {"text": "It worked.", "attribution": "A sergeant"}),
        ("callout", {"heading": "Good to know", "text": "<p>Free.</p>"}),
    )
    assert '<h2 id="problem-solving">Problem solving</h2>' in page
    assert "<p>One <b>two</b>.</p>" in page
    assert "<p>It worked.</p>" in page
    assert "— A sergeant" in page
    assert "<h2>Good to know</h2>" in page


def test_facts_are_a_table_with_caption_and_row_headers(client: Client) -> None:
    rows = [{"label": "Agencies", "value": "13,000"}]
    page = rendered(client, ("facts", {"caption": "In figures", "rows": rows}))
    assert "<caption>In figures</caption>" in page
    assert '<th scope="row">Agencies</th><td>13,000</td>' in page


def test_what_an_editor_types_is_escaped(client: Client) -> None:
    page = rendered(client, ("heading", "<script>alert(1)</script>"))
    assert "<script>alert(1)" not in page


def test_resource_is_shown_while_it_is_public(client: Client) -> None:
    shown = ResourceFactory.create(title="Shown title")
    hidden = ResourceFactory.create(title="Hidden title", live=False)
    page = rendered(client, ("resource", shown.pk), ("resource", hidden.pk))
    assert f'<a href="{shown.get_absolute_url()}">Shown title</a>' in page
    assert "Hidden title" not in page


def test_links_lead_to_pages_and_addresses(client: Client) -> None:
    home = make_home()
    target = make_page(home, title="Target", slug="target")
    links = [
        {"label": "Ours", "page": target.pk, "url": ""},
        {"label": "Theirs", "page": None, "url": "https://example.gov/"},
    ]
    page = rendered(client, ("links", {"links": links}))
    assert '<a href="/target/">Ours</a>' in page
    assert '<a href="https://example.gov/">Theirs</a>' in page


@pytest.mark.parametrize("url", ["", "https://example.gov/"])
def test_link_needs_exactly_one_target(url: str) -> None:
    home = make_home()
    block = LinkBlock()
    value = block.to_python({"label": "Go", "page": home.pk if url else None, "url": url})
    with pytest.raises(StructBlockValidationError):
        block.clean(value)


def test_empty_facts_are_refused() -> None:
    block = BodyBlock()
    value = block.to_python([{"type": "facts", "value": {"caption": "None", "rows": []}}])
    with pytest.raises(ValidationError):
        block.clean(value)
