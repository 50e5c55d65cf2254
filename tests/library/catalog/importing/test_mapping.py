"""Where everything in a record arrives."""

import pytest
from pymarc import Field

from library.catalog.enums import ContributorRole, Kind, Scheme
from library.catalog.importing.mapping import NoTitle, imported_record
from library.catalog.importing.records import ImportedRecord
from tests.library.catalog.importing.records import field, record


def full_record() -> ImportedRecord:
    """Return what arrives of a record with every field the catalog keeps."""
    return imported_record(
        record(
            field("020", "$a0160780772 :$c$9.00"),
            field("022", "$a1234-5679"),
            field("024", "$ahttps://doi.org/10.7289/V5PR7T0G", first="7"),
            field("028", "$acops-p273", first="5", second="2"),
            field("035", "$a(OCoLC)ocm00042891"),
            field("037", "$a552-070-35490-5$bGPO"),
            field("041", "$aengspa$hfre", first="0"),
            field("086", "$aJ 36.2:P 75", first="0"),
            field("088", "$aNCJ 200291"),
            field("100", "$aDoe, Jane,$d1950-$eauthor.", first="1"),
            field("250", "$aSecond edition."),
            field("264", "$aWashington, D.C. :$bCOPS Office,$cMay 2007.", second="1"),
            field("300", "$aii, 16 pages ;$c28 cm."),
            field("490", "$aProblem-oriented guides ;$vno. 13", first="1"),
            field("500", '$a"S/N 027-000-00668-0."'),
            field("520", "$aWhat it is about."),
            field("650", "$aCrime prevention$zVermont$xHistory.", second="0"),
            field("653", "$aGangs"),
            field("700", "$aRoe, Richard$4edt", first="1"),
            field("710", "$aPolice Foundation,$eissuing body.", first="2"),
            field("700", "$aSmith, A.$tAnother work.", first="1"),
            field("856", "$3Online$uhttps://example.gov/cops-p273-pub.pdf", first="4"),
            title="$aFighting crime :$bthe challenges /$cby Jane Doe.",
        )
    )


def test_a_full_record_arrives_where_it_belongs() -> None:
    imported = full_record()
    assert (imported.title, imported.subtitle) == ("Fighting crime", "the challenges")
    assert imported.key == ":000134"
    assert (imported.product_numbers, imported.fallback_number) == (("COPS-P273",), "CAT-000134")
    assert dict(imported.identifiers) == {
        Scheme.CONTROL_NUMBER: "000134",
        Scheme.SUDOC: "J 36.2:P 75",
        Scheme.ISBN: "0160780772",
        Scheme.ISSN: "1234-5679",
        Scheme.OCLC: "00042891",
        Scheme.DOI: "10.7289/V5PR7T0G",
        Scheme.GPO_STOCK: "027-000-00668-0",
        Scheme.NCJ: "NCJ 200291",
    }
    assert (Scheme.GPO_STOCK, "552-070-35490-5") in imported.identifiers
    assert imported.contributors == (
        ("Doe, Jane", ContributorRole.AUTHOR),
        ("Roe, Richard", ContributorRole.EDITOR),
        ("Police Foundation", ContributorRole.CORPORATE_AUTHOR),
    )
    assert imported.subjects == (("Crime prevention--Vermont--History", "lcsh"), ("Gangs", ""))
    assert (imported.series, imported.series_number) == ("Problem-oriented guides", "no. 13")
    assert (imported.publication_place, imported.publisher) == ("Washington, D.C.", "COPS Office")
    assert (imported.published_year, imported.published_month) == (2007, 5)
    assert imported.languages == ("eng", "spa")
    assert (imported.pages, imported.edition) == (16, "Second edition")
    assert imported.abstract == "What it is about."
    assert imported.links == (("https://example.gov/cops-p273-pub.pdf", "Online"),)
    assert imported.remarks == ()


@pytest.mark.parametrize(
    ("title", "leader_type", "fields", "expected"),
    [
        ("$aA hearing before the Committee", "am", [], Kind.HEARING),
        ("$aA", "am", [field("655", "$aLegislative hearings.")], Kind.HEARING),
        ("$aTactics : training curriculum", "am", [], Kind.CURRICULUM),
        ("$aSchool safety toolkit", "am", [], Kind.TOOLKIT),
        ("$aA", "am", [field("300", "$afact sheet")], Kind.FACT_SHEET),
        ("$aA", "am", [field("300", "$acard")], Kind.BROCHURE),
        ("$aA", "gm", [], Kind.VIDEO),
        ("$aA", "im", [], Kind.AUDIO),
        ("$aA", "em", [], Kind.MAP),
        ("$aA", "as", [], Kind.SERIAL),
        ("$aThe newsletter", "as", [], Kind.NEWSLETTER),
        ("$aA curriculum", "om", [], Kind.CURRICULUM),
        ("$aA", "om", [], Kind.TOOLKIT),
        ("$aA", "km", [], Kind.POSTER),
        ("$aA field guide", "am", [], Kind.GUIDE),
        ("$aAnnual report", "am", [], Kind.REPORT),
        ("$aA", "am", [], Kind.OTHER),
    ],
)
def test_the_kind_follows_type_genre_and_words(
    title: str, leader_type: str, fields: list[Field], expected: Kind
) -> None:
    made = record(*fields, title=title, leader_type=leader_type)
    assert imported_record(made).kind is expected


@pytest.mark.parametrize(
    ("tag", "text", "minutes"),
    [
        ("300", "$avideo (4:28 min.)", 4),
        ("300", "$a1 videodisc (90 min.)", 90),
        ("300", "$avideo (1 hour 34 min.)", 94),
        ("300", "$a1 online resource (1 video file (2 hrs., 5 min., 40 sec.))", 126),
        ("306", "$a013000", 90),
        ("300", "$a90 pages", None),
    ],
)
def test_running_time_is_rounded_to_minutes(tag: str, text: str, minutes: int | None) -> None:
    assert imported_record(record(field(tag, text))).running_minutes == minutes


def test_long_and_dirty_values_are_made_to_fit_and_remarked() -> None:
    imported = imported_record(
        record(
            field("700", "$a" + "N" * 600),
            field("856", "$ujavascript:alert(1)"),
            title="$aA\x00\x1b title\u0085 of " + "x" * 2000,
        )
    )
    assert len(imported.title) == 1000
    assert imported.title.startswith("A title of xxx")
    assert len(imported.contributors[0][0]) == 500
    assert imported.links == ()
    assert len(imported.remarks) == 3


def test_a_record_without_control_number_has_a_stable_key_and_number() -> None:
    first = imported_record(record(number=""))
    again = imported_record(record(field("500", "$aA new note."), number=""))
    other = imported_record(record(number="", title="$aAnother title"))
    assert (first.key, first.fallback_number) == (again.key, again.fallback_number)
    assert first.key.startswith("digest:")
    assert first.key != other.key
    assert first.digest() != again.digest()


def test_a_record_without_title_is_refused() -> None:
    with pytest.raises(NoTitle, match="no title"):
        imported_record(record(title=""))
    with pytest.raises(NoTitle):
        imported_record(record(title="$a \x00 "))


def test_the_way_to_a_depository_library_is_no_online_version() -> None:
    imported = imported_record(
        record(
            field("856", "$3(paper)$uhttp://catalog.gpo.gov/fdlpdir/locate.jsp?ItemNumber=625"),
            field("856", "$uhttps://purl.fdlp.gov/GPO/gpo8063", first="4"),
        )
    )
    assert imported.links == (("https://purl.fdlp.gov/GPO/gpo8063", ""),)
