"""Files of every format, whole, broken and hostile."""

import resource
import time
from pathlib import Path

import pytest

from library.catalog.importing.reader import Reading, UnreadableFile
from library.catalog.importing.reading import open_file
from tests.library.catalog.importing.records import binary_file, field, markup_file, record


def read(path: Path) -> list[Reading]:
    file = open_file(path)
    with file.stream:
        return list(file.readings(progress=lambda _bytes_read: None))


def titles(path: Path) -> list[str | None]:
    return [each.record.title if each.record else None for each in read(path)]


def test_the_content_decides_not_the_name(tmp_path: Path) -> None:
    binary = binary_file(tmp_path, record(), name="records.xml")
    assert titles(binary) == ["Beat patrol"]
    markup = markup_file(tmp_path, [record()], before="\ufeff")
    assert titles(markup.rename(tmp_path / "x.mrc")) == ["Beat patrol"]
    text = tmp_path / "text.mrc"
    text.write_text("=LDR  00000nam a2200000 i 4500\n=001  1\n=245  10$aBeat patrol{dollar}\n")
    assert titles(text) == ["Beat patrol$"]


def test_utf8_is_seen_where_the_leader_does_not_say_it(tmp_path: Path) -> None:
    path = binary_file(tmp_path, record(title="$aPolicía"))
    content = bytearray(path.read_bytes())
    content[9:10] = b" "
    path.write_bytes(content)
    assert titles(path) == ["Policía"]


def test_marc8_is_decoded(tmp_path: Path) -> None:
    path = binary_file(tmp_path, record(title="$aPolicXXa"))
    content = path.read_bytes().replace(b"XX", b"\xe2i")  # acute before its letter
    path.write_bytes(content[:9] + b" " + content[10:])
    assert titles(path) == ["Policía"]


def test_a_broken_record_costs_none_of_its_neighbors(tmp_path: Path) -> None:
    good = record().as_marc()
    path = tmp_path / "mixed.mrc"
    path.write_bytes(good + b"garbage\x1d\r\n" + b"99999" + good[5:] + good[:40])
    first, broken, wrong_length, cut = read(path)
    assert first.record is not None
    assert wrong_length.record is not None
    assert (broken.record, cut.record) == (None, None)
    assert "middle" in cut.problem
    assert [broken.position, wrong_length.position, cut.position] == [2, 3, 4]


def test_bytes_outside_the_encoding_are_replaced_and_remarked(tmp_path: Path) -> None:
    path = binary_file(tmp_path, record(title="$aPolicX"))
    path.write_bytes(path.read_bytes().replace(b"X", b"\xff"))
    (reading,) = read(path)
    assert reading.record is not None
    assert reading.record.title == "Polic\ufffd"
    assert "replaced" in reading.remarks[0]


def test_xml_that_breaks_off_keeps_what_came_before(tmp_path: Path) -> None:
    path = markup_file(tmp_path, [record(), record(number="2")])
    path.write_bytes(path.read_bytes()[:-60])
    first, second = read(path)
    assert first.record is not None
    assert (second.position, second.record) == (2, None)
    assert "line" in second.problem


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"   \n", "empty"),
        (b"title,year\nBeat patrol,2007\n", "neither MARC21 nor MARCXML"),
        (b"<html><body/></html>", "without MARC records"),
        (b"<collection><record>", "line 1"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><collection/>', "document type"),
        (b"\x89PNG\r\n", "neither"),
    ],
)
def test_what_holds_no_records_is_refused_in_one_line(
    tmp_path: Path, content: bytes, said: str
) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)
    with pytest.raises(UnreadableFile, match=said) as refusal:
        read(path)
    assert str(path) in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "none.mrc", tmp_path):
        with pytest.raises(UnreadableFile, match="cannot be opened"):
            open_file(path)


def test_hostile_files_cost_neither_time_nor_memory(shared_data: Path) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    folders = (shared_data / "hostile" / "marc", shared_data / "hostile" / "xml-svg")
    refused = set()
    for path in sorted(path for folder in folders for path in folder.iterdir()):
        start = time.process_time()
        try:
            read(path)
        except UnreadableFile:
            refused.add(path.name)
        assert time.process_time() - start < 2, path.name
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300_000
    assert refused == {path.name for path in folders[1].iterdir()}


def test_a_record_of_many_megabytes_is_refused_without_being_kept(tmp_path: Path) -> None:
    path = tmp_path / "giant.mrc"
    good = record().as_marc()
    path.write_bytes(good + b"x" * 12_000_000 + b"\x1d" + good)
    assert titles(path) == ["Beat patrol", None, "Beat patrol"]
    whole = markup_file(tmp_path, [record(field("500", "$a" + "y" * 5_000_000))])
    with pytest.raises(UnreadableFile, match="holds more than"):
        read(whole)
