"""What carries a record's title."""

import pytest
from pymarc import Field

from library.catalog.enums import Format
from library.catalog.importing.carriers import carrier_of
from library.catalog.importing.fields import Fields
from tests.library.catalog.importing.records import field, record

ONLINE = field("856", "$uhttps://example.gov/film")


@pytest.mark.parametrize(
    ("title", "fields", "expected"),
    [
        ("$aA$h[electronic resource]", [], Format.DOWNLOAD),
        ("$aA$h[electronic respource]", [], Format.DOWNLOAD),
        ("$aA$h[electronic resource]", [field("300", "$a1 CD-ROM")], Format.CD),
        ("$aA$h[videorecording]", [field("300", "$a2 videodiscs (90 min.)")], Format.DVD),
        ("$aA$h[videorecording]", [field("300", "$a1 videocassette")], Format.VIDEOTAPE),
        ("$aA$h[sound recording]", [field("300", "$a1 sound disc")], Format.CD),
        ("$aA$h[microform]", [field("300", "$aiii, 74 pages")], Format.MICROFORM),
        ("$aA", [field("338", "$avolume$bnc")], Format.PRINT),
        ("$aA", [field("338", "$aonline resources")], Format.DOWNLOAD),
        ("$aA", [field("338", "$bcr")], Format.DOWNLOAD),
        ("$aA", [field("338", "$aVideo-Disc")], Format.DVD),
        ("$aA", [field("338", "$aaudio disc")], Format.CD),
        ("$aA", [field("338", "$acomputer disc"), field("300", "$a1 DVD-ROM")], Format.DVD),
        ("$aA", [field("338", "$amicrofiche$bhe")], Format.MICROFORM),
        ("$aA", [field("300", "$aDVD set")], Format.DVD),
        ("$aA", [field("300", "$a1 USB flash drive")], Format.USB),
        ("$aA", [field("300", "$a1 online resource (iii, 74 pages)")], Format.DOWNLOAD),
        ("$aA", [field("300", "$axii, 90 pages +$e1 CD-ROM")], Format.PRINT),
        ("$aA", [Field(tag="007", data="vd cvaizq")], Format.DVD),
        ("$aA", [Field(tag="007", data="he bmb024bbca")], Format.MICROFORM),
        ("$aA", [field("300", "$avideo (20 minutes)")], Format.OTHER),
        ("$aA", [field("300", "$avideo (20 minutes)"), ONLINE], Format.STREAM),
        ("$aA", [], Format.PRINT),
    ],
)
def test_the_carrier_is_read_wherever_a_cataloger_put_it(
    title: str, fields: list[Field], expected: Format
) -> None:
    assert carrier_of(Fields(record(*fields, title=title))) == expected


def test_a_film_on_line_is_a_stream() -> None:
    film = field("300", "$a1 online resource (1 video file (1 hr., 30 min.))")
    assert carrier_of(Fields(record(film, leader_type="gm"))) is Format.STREAM


def test_the_form_of_item_tells_where_nothing_else_does() -> None:
    fixed = "070316s2007    dcu     o    f000 0 eng c"
    assert carrier_of(Fields(record(fixed=fixed))) is Format.DOWNLOAD
