"""Every writing of a number folds into one key, and no two numbers into the same."""

import string

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from library.catalog.enums import Scheme
from library.catalog.identifiers import InvalidIdentifier, candidates, check, normalize

SAME = [
    (Scheme.PRODUCT_NUMBER, "copsp273", ["COPS-P273", "cops p273", "copsp273", "P273", "p 273"]),
    (Scheme.PRODUCT_NUMBER, "copsp273", ["cops-p273-pub.pdf", "COPS\u2013P273", "COPS\u2011P273"]),
    (Scheme.PRODUCT_NUMBER, "copsp273", ["https://x.gov/RIC/Publications/cops-p273-pub.pdf?a=1"]),
    (
        Scheme.PRODUCT_NUMBER,
        "copsp273",
        ["\uff23\uff2f\uff30\uff33-P273", "COPS-P273.PDF", "P-273"],
    ),
    (Scheme.PRODUCT_NUMBER, "copscd139", ["COPS-CD139", "CD139", "cops_cd139"]),
    (Scheme.NCJ, "155063", ["NCJ 155063", "ncj-155063", "155063", "NCJ 0155063"]),
    (Scheme.SUDOC, "j1.14/8:48/983", ["J 1.14/8: 48/983", "J1.14/8:48/983", "j 1.14 / 8 :48/983"]),
    (Scheme.SUDOC, "y4j89/1shrg110-23", ["Y 4.J 89/1:S.HRG.110-23", "Y4.J89/1: S. hrg. 110-23"]),
    (
        Scheme.ISBN,
        "9780306406157",
        ["0-306-40615-2", "978-0-306-40615-7", "ISBN 0306406152 (pbk.)"],
    ),
    (Scheme.ISBN, "9780804429573", ["080442957X", "0-8044-2957-x", "ISBN-13: 978-0-8044-2957-3"]),
    (Scheme.ISSN, "2434561x", ["2434-561X", "ISSN 2434-561x"]),
    (Scheme.OCLC, "12345", ["(OCoLC)ocm00012345", "ocn00012345", "on12345", "OCLC 12345"]),
    (Scheme.GPO_STOCK, "027001000999", ["S/N 027-001-00099-9", "027 001 00099 9"]),
    (
        Scheme.DOI,
        "10.1000/ab.c",
        ["10.1000/AB.c", "doi:10.1000/ab.C", "https://doi.org/10.1000/ab.c"],
    ),
    (Scheme.DOI, "10.1000/ab.c", ["http://dx.doi.org/10.1000/ab.c"]),
    (Scheme.CONTROL_NUMBER, "on1234", ["on1234", " ON 1234 "]),
]


@pytest.mark.parametrize(
    ("scheme", "key", "writing"),
    [(scheme, key, writing) for scheme, key, writings in SAME for writing in writings],
)
def test_writings_of_one_number_share_a_key(scheme: Scheme, key: str, writing: str) -> None:
    assert normalize(scheme, writing) == key


@pytest.mark.parametrize(
    ("scheme", "one", "other"),
    [
        (Scheme.PRODUCT_NUMBER, "COPS-P273", "COPS-P274"),
        (Scheme.SUDOC, "J 1.2:P 75/11/2", "J 1.2:P 75/1/12"),
        (Scheme.SUDOC, "J 1.2:P 75 2", "J 1.2:P 752"),
        (Scheme.CONTROL_NUMBER, "000123", "123"),
    ],
)
def test_different_numbers_keep_different_keys(scheme: Scheme, one: str, other: str) -> None:
    assert normalize(scheme, one) != normalize(scheme, other)


def test_a_misprinted_isbn_keeps_a_key_of_its_own() -> None:
    assert normalize(Scheme.ISBN, "0-306-40615-3") == "0306406153"


@pytest.mark.parametrize(
    ("scheme", "value"),
    [
        (Scheme.PRODUCT_NUMBER, "COPS"),
        (Scheme.NCJ, "none"),
        (Scheme.SUDOC, "48/983"),
        (Scheme.ISBN, "0-306-40615-3"),
        (Scheme.ISSN, "2434-5611"),
        (Scheme.OCLC, "n/a"),
        (Scheme.GPO_STOCK, "027-001"),
        (Scheme.DOI, "doi.org"),
        (Scheme.CONTROL_NUMBER, " "),
    ],
)
def test_what_cannot_be_a_number_is_refused_with_words(scheme: Scheme, value: str) -> None:
    with pytest.raises(InvalidIdentifier) as refusal:
        check(scheme, value)
    assert str(refusal.value).endswith(".")
    assert (refusal.value.scheme, refusal.value.value) == (scheme, value)


@pytest.mark.parametrize("scheme", Scheme)
def test_the_first_writing_of_every_scheme_is_valid(scheme: Scheme) -> None:
    writing = next(writings[0] for each, _, writings in SAME if each == scheme)
    assert check(scheme, writing) == normalize(scheme, writing)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("P273", (Scheme.PRODUCT_NUMBER, "copsp273")),
        ("cops-p273-pub.pdf", (Scheme.PRODUCT_NUMBER, "copsp273")),
        ("NCJ 155063", (Scheme.NCJ, "155063")),
        ("155063", (Scheme.NCJ, "155063")),
        ("0306406152", (Scheme.ISBN, "9780306406157")),
        ("J 1.14/8: 48/983", (Scheme.SUDOC, "j1.14/8:48/983")),
        ("10.1000/182", (Scheme.DOI, "10.1000/182")),
        ("027-001-00099-9", (Scheme.GPO_STOCK, "027001000999")),
        ("2434-561X", (Scheme.ISSN, "2434561x")),
    ],
)
def test_a_typed_number_is_read_as_what_it_looks_like(text: str, first: tuple[Scheme, str]) -> None:
    assert candidates(text)[0] == first


@pytest.mark.parametrize("text", ["", "community policing", "911", "24/7", "2009", "x" * 300 + "1"])
def test_words_and_years_are_not_numbers(text: str) -> None:
    assert candidates(text) == ()


def test_a_label_decides_alone() -> None:
    assert candidates("NCJ 155063") == ((Scheme.NCJ, "155063"),)


@given(st.sampled_from(Scheme), st.text(max_size=60))
@example(Scheme.DOI, "A\u00af")  # the macron joins its letter once the space between is gone
def test_a_key_is_its_own_key_and_holds_nothing_odd(scheme: Scheme, text: str) -> None:
    key = normalize(scheme, text)
    assert normalize(scheme, key) == key
    assert "\0" not in key


@given(
    st.text(string.ascii_uppercase, min_size=1, max_size=3),
    st.integers(min_value=1, max_value=99999),
    st.sampled_from(
        ["COPS-{}{}", "cops {}{}", "{}{}", "COPS{} {}", "/a/cops-{}{}-pub.pdf", "{}-{}"]
    ),
)
def test_spelling_never_matters_to_a_product_number(letters: str, digits: int, how: str) -> None:
    expected = normalize(Scheme.PRODUCT_NUMBER, f"COPS-{letters}{digits}")
    assert normalize(Scheme.PRODUCT_NUMBER, how.format(letters, digits)) == expected


@given(st.text(max_size=80))
def test_every_candidate_is_the_key_of_its_scheme(text: str) -> None:
    for scheme, key in candidates(text):
        assert key == normalize(scheme, text)
