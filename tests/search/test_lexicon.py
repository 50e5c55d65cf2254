"""The vocabulary of this moment: what is published, soon, and at little cost."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from search import lexicon
from search.lexicon import live_vocabulary
from search.models import Closeness, EntryKind, EntryState, VocabularyEntry, VocabularyVersion
from search.query import SearchQuery
from search.understanding import understand
from search.vocabulary.terms import Vocabulary
from tests.factories.catalog import ResourceFactory
from tests.search.entries import alias, make_editor, promotion, published, synonym

pytestmark = pytest.mark.django_db


def wordings(text: str) -> list[str]:
    return [w.text for w in understand(SearchQuery(text=text), live_vocabulary()).wordings]


def test_nothing_published_is_the_built_in_vocabulary() -> None:
    assert live_vocabulary() == lexicon.published_vocabulary()


def test_a_synonym_leads_both_ways_and_a_one_way_one_does_not() -> None:
    editor = make_editor()
    published(synonym("ZQT", "zebra quorum team", "zeteam"), editor)
    published(synonym("zhat", "zcap", is_two_way=False), editor)
    assert wordings("zqt") == ["zebra quorum team", "zeteam"]
    assert set(wordings("Zebra Quorum Team")) == {"ZQT", "zeteam"}
    assert wordings("zhat") == ["zcap"]
    assert wordings("zcap") == []


def test_what_is_only_close_weighs_less() -> None:
    related = replace(synonym("zqt", "zebra"), closeness=Closeness.RELATED)
    published(related, make_editor())
    (wording,) = live_vocabulary().wordings["zqt"]
    assert 0 < wording.weight < 1


def test_an_alias_is_asked_instead_and_a_promotion_is_pinned() -> None:
    editor, resource = make_editor(), ResourceFactory.create(product_number="COPS-P1")
    published(alias("Thefts, from auto!", "thefts from vehicles"), editor)
    published(promotion("gangs", "COPS-P1"), editor)
    asked = understand(SearchQuery(text="thefts from AUTO"), live_vocabulary())
    assert asked.reading.words == "thefts from vehicles"
    assert understand(SearchQuery(text="Gangs"), live_vocabulary()).pinned == (resource.pk,)


def test_entries_lie_over_what_is_built_in() -> None:
    built_in = Vocabulary(aliases={"a": "b"}, promotions={"x": (1,)})
    entry = VocabularyEntry(kind=EntryKind.ALIAS, texts=["A"], words=["c"])
    assert lexicon.extended(built_in, [entry]).aliases == {"a": "c"}
    assert built_in.aliases == {"a": "b"}


def test_another_process_is_followed_within_ten_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [1000.0]
    monkeypatch.setattr("search.lexicon.time.monotonic", lambda: now[0])
    assert wordings("zqt") == []
    # As another process does it: nothing here is told.
    VocabularyEntry.objects.create(
        kind=EntryKind.SYNONYM, state=EntryState.PUBLISHED, texts=["zqt"], words=["zebra"]
    )
    VocabularyVersion.objects.update(number=7)
    now[0] += 9.9
    assert wordings("zqt") == []
    now[0] += 0.2
    assert wordings("zqt") == ["zebra"]


def test_it_costs_one_statement_in_ten_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [1000.0]
    monkeypatch.setattr("search.lexicon.time.monotonic", lambda: now[0])
    live_vocabulary()
    now[0] += 10
    with CaptureQueriesContext(connection) as spent:
        for _ in range(5):
            live_vocabulary()
    assert len(spent) == 1
