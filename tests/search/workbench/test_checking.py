"""What cannot be published, and what is said about it."""

import pytest

from search.models import EntryKind
from search.vocabulary.terms import Vocabulary
from search.workbench.checking import Draft, faults
from tests.factories.catalog import ResourceFactory
from tests.search.entries import alias, promotion, synonym

pytestmark = pytest.mark.django_db

KNOWN = Vocabulary(aliases={"old": "new", "car jacking": "carjacking"}, promotions={"gangs": (1,)})


@pytest.mark.parametrize(
    ("draft", "field", "said"),
    [
        (synonym("!!", "x"), "texts", "has no word"),
        (synonym("the of", "x"), "texts", "search leaves out"),
        (synonym("COPS-P273", "x"), "texts", "reads as a number"),
        (synonym("12345", "x"), "texts", "reads as a number"),
        (synonym("-gangs", "x"), "texts", "give plain words"),
        (synonym("E-911", "x"), "texts", "give plain words"),
        (promotion("12345", "COPS-P1"), "texts", "reads as a number"),
        (alias("NCJ 12345", "x"), "texts", "reads as a number"),
        (synonym("x" * 201, "x"), "texts", "longer than the 200"),
        (synonym("cit"), "words", "at least one"),
        (synonym("cit", *[f"word {n}" for n in range(21)]), "words", "at most 20"),
        (synonym("cit", "C.I.T", "CIT!"), "words", "the term itself"),
        (alias("old", "newer"), "texts", "asked as “new” already"),
        (alias("x", "Old"), "words", "itself asked as “new”"),
        (alias("carjacking", "robbery"), "texts", "“car jacking” is asked as “carjacking”"),
        (alias("x", "X."), "words", "instead of itself"),
        (alias("x", "?"), "words", "asked instead"),
        (promotion("gangs", "COPS-P1"), "texts", "already"),
        (promotion("x"), "numbers", "at least one"),
        (promotion("x", "COPS-P9"), "numbers", "No public resource"),
        (promotion("x", "COPS-P2"), "numbers", "No public resource"),
        (promotion("x", *["COPS-P1"] * 11), "numbers", "at most 10"),
    ],
)
def test_a_fault_is_said_where_it_is(draft: Draft, field: str, said: str) -> None:
    ResourceFactory.create(product_number="COPS-P1")
    ResourceFactory.create(product_number="COPS-P2", live=False)
    found = [fault.message for fault in faults(draft, KNOWN) if fault.field == field]
    assert any(said in message for message in found), found


@pytest.mark.parametrize(
    "draft",
    [
        synonym("CIT", "crisis intervention team"),
        synonym("911", "emergency calls"),
        alias("auto theft", "thefts of vehicles"),
        alias("covid-19", "pandemics"),
        promotion("body cameras", "COPS-P1"),
    ],
)
def test_what_is_sound_has_none(draft: Draft) -> None:
    ResourceFactory.create(product_number="COPS-P1")
    assert faults(draft, KNOWN) == []


def test_a_text_without_any_is_refused() -> None:
    assert faults(Draft(EntryKind.ALIAS, (), ("x",)), KNOWN)[0].message == "Give at least one text."
