"""The window of a pagination, and what a card says of a topic."""

from django.template.loader import render_to_string
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from library.pages.templatetags.pages import first_sentence, page_window


@given(st.integers(1, 500).flatmap(lambda count: st.tuples(st.integers(1, count), st.just(count))))
def test_window_always_holds_the_ends_and_the_page(where: tuple[int, int]) -> None:
    number, count = where
    shown = page_window(number, count)
    numbers = [place for place in shown if place]
    assert len(shown) == min(count, 7)
    assert {1, number, count} <= set(numbers)
    assert numbers == sorted(set(numbers))
    for left, place, right in zip(shown, shown[1:], shown[2:], strict=False):
        if place is None:  # a gap hides at least two numbers, else it would be a number
            assert left is not None
            assert right is not None
            assert right - left > 2


def test_links_keep_the_rest_of_the_address(rf: RequestFactory) -> None:
    html = render_to_string(
        "includes/pagination.html",
        {"page_number": 2, "page_count": 3},
        request=rf.get("/search/?q=gangs&page=2"),
    )
    assert 'href="?q=gangs&amp;page=3"' in html
    assert 'rel="prev" href="?q=gangs&amp;page=1"' in html
    assert 'aria-label="Page 2" aria-current="page"' in html


def test_a_single_page_needs_no_pagination() -> None:
    html = render_to_string("includes/pagination.html", {"page_number": 1, "page_count": 1})
    assert "<nav" not in html


def test_a_card_shows_the_first_sentence_of_a_scope_note() -> None:
    note = "Offenses that departments meet again. Use a narrower topic where there is one."
    assert first_sentence(note) == "Offenses that departments meet again."
    assert first_sentence("Work with residents") == "Work with residents"
