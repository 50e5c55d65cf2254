"""The lists that come with the library, and the rules they keep."""

from pathlib import Path
from time import perf_counter

import pytest

from search.vocabulary.built_in import (
    ACRONYM,
    LONG_FORM,
    NAME,
    NEAR,
    PREFERRED,
    RELATED,
    SPELLING,
    InvalidVocabulary,
    built_in_vocabulary,
    read_vocabulary,
)
from search.vocabulary.folding import sort_key, uninflected
from search.vocabulary.terms import Wording, other_wordings

LISTS = {
    "officers_words": "# A list.\n\ncar break-ins | car prowls\tthefts from vehicles | theft car\n",
    "acronyms": "CIT\tcrisis intervention team\nSAFE\tsexual assault forensic examiner\tword\n",
    "states": "OH\tOhio\nIN\tIndiana\tword\n",
    "spellings": "e-mail | email\n",
    "near_words": "jail | prison | lockup\n",
}


def read(folder: Path, **lists: str) -> dict[str, tuple[Wording, ...]]:
    for name, text in (LISTS | lists).items():
        (folder / f"{name}.tsv").write_text(text)
    return dict(read_vocabulary(folder).wordings)


def test_every_list_leads_its_own_way(tmp_path: Path) -> None:
    wordings = read(tmp_path)
    preferred = (Wording("thefts from vehicles", PREFERRED), Wording("theft car", PREFERRED))
    assert wordings["car break ins"] == wordings["car prowls"] == preferred
    assert wordings["thefts from vehicles"] == ()
    assert wordings["cit"] == (Wording("crisis intervention team", LONG_FORM),)
    assert wordings["crisis intervention team"] == (Wording("CIT", ACRONYM),)
    assert wordings["ohio"] == (Wording("OH", NAME),)
    assert wordings["e mail"] == (Wording("email", SPELLING),)
    assert wordings["jail"] == (Wording("prison", NEAR), Wording("lockup", NEAR))
    assert wordings["indiana"] == ()
    codes = read_vocabulary(tmp_path).codes
    assert set(codes) == {"SAFE", "IN"}


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("officers_words", "cops\tpolice\npolice\tcops\n", "police leads back to itself"),
        ("officers_words", "car prowls | Car-Prowls\tthefts\n", "car prowls stands twice"),
        ("officers_words", "cops\tpolice\ncops\tofficers\n", "cops stands twice"),
        ("officers_words", "of the\tnothing\n", "'of the' has no word to find"),
        ("officers_words", "cops\n", "has 1 columns"),
        ("officers_words", "cops\tpolice\tmore\n", "has 3 columns"),
        ("acronyms", "IN\tIndiana\n", "'IN' has no word to find"),
        ("acronyms", "CIT\tteam\nC.I.T.\tx\ncit\ty\n", "cit stands twice"),
        ("near_words", "jail | prison\nprison | pen\n", "prison stands twice"),
    ],
)
def test_a_line_that_breaks_a_rule_is_refused(
    tmp_path: Path, name: str, text: str, reason: str
) -> None:
    with pytest.raises(InvalidVocabulary) as refused:
        read(tmp_path, **{name: text})
    assert refused.value.reason == reason


def test_the_lists_keep_the_rules() -> None:
    vocabulary = built_in_vocabulary()
    assert len(vocabulary.wordings) > 2000
    weights = {wording.weight for found in vocabulary.wordings.values() for wording in found}
    assert weights == {PREFERRED, LONG_FORM, ACRONYM, NAME, RELATED, SPELLING, NEAR}


def test_a_term_that_is_preferred_itself_leads_to_the_others_with_less_weight(
    tmp_path: Path,
) -> None:
    wordings = read(tmp_path, officers_words="tagging | Graffiti\tgraffiti | vandalism\n")
    assert wordings["tagging"] == (Wording("graffiti", PREFERRED), Wording("vandalism", PREFERRED))
    assert wordings["graffiti"] == (Wording("vandalism", RELATED),)
    assert wordings["vandalism"] == ()


def test_no_wording_is_the_term_itself_however_inflected() -> None:
    def known_by(text: str) -> list[str]:
        return [uninflected(word) for word in sort_key(text).split()]

    for term, wordings in built_in_vocabulary().wordings.items():
        assert all(known_by(wording.text) != known_by(term) for wording in wordings), term


@pytest.mark.parametrize(
    ("words", "wording"),
    [
        ("breaking into cars", Wording("thefts from vehicles", PREFERRED)),
        ("fake check", Wording("check fraud", PREFERRED)),
        ("CIT training", Wording("crisis intervention team", LONG_FORM)),
        ("crisis intervention teams", Wording("CIT", ACRONYM)),
        ("school cops", Wording("school resource officers", PREFERRED)),
        ("gangs in OH", Wording("Ohio", NAME)),
        ("gangs in ohio", Wording("OH", NAME)),
        ("jails in IN", Wording("Indiana", NAME)),
        ("crime in Puerto Rico", None),
        ("smart patrol", None),
        ("Smart patrol", None),
        ("thefts from vehicles", None),
        ("drunk driver", Wording("impaired driving", PREFERRED)),
        ("drunk driving", Wording("impaired driving", RELATED)),  # and no drunks
    ],
)
def test_officers_words_and_what_the_field_calls_it(words: str, wording: Wording | None) -> None:
    found = other_wordings(words, built_in_vocabulary())
    assert wording in found if wording else not found


def test_reading_the_longest_text_takes_no_time() -> None:
    words = ("car break ins and the loud parties of school cops in OH " * 4)[:200]
    other_wordings(words, built_in_vocabulary())
    rounds = []
    for _ in range(20):
        started = perf_counter()
        other_wordings(words, built_in_vocabulary())
        rounds.append(perf_counter() - started)
    assert min(rounds) < 0.001
