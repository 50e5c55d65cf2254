"""Documents, and what is kept of their text."""

from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import DjangoAssertNumQueries, Settings

from media import tasks
from media.enums import ReadingProblem, ReadingState
from media.extraction.reader import Extract, Reader
from media.models import DocumentPassage, DocumentReading, LibraryDocument
from media.reading import read_document
from media.selectors import unread_documents
from tests.media.extraction.test_reader import drawn

pytestmark = pytest.mark.django_db
VTT = "WEBVTT\n\n00:12:40.000 --> 00:12:44.000\nListen for wings\n"


@pytest.fixture
def document(settings: Settings, tmp_path: Path) -> Callable[..., LibraryDocument]:
    settings.MEDIA_ROOT = tmp_path / "uploads"

    def document(content: bytes | str, name: str) -> LibraryDocument:
        file = ContentFile(content.encode() if isinstance(content, str) else content, name=name)
        row: LibraryDocument = LibraryDocument.objects.create(title=name, file=file)
        return row

    return document


def pdf(tmp_path: Path, *pages: str) -> bytes:
    return drawn(tmp_path / "drawn.pdf", *pages).read_bytes()


def queued() -> list[dict[str, object]]:
    jobs = ProcrastinateJob.objects.filter(task_name="media.read_document").order_by("id")
    return [job.args for job in jobs]


def kept(row: LibraryDocument) -> list[tuple[int, str]]:
    return list(row.passages.order_by("place").values_list("place", "text"))


def test_a_new_file_is_queued_with_the_row_and_another_title_is_not(
    document: Callable[..., LibraryDocument],
) -> None:
    row = document(VTT, "a.vtt")
    document("words", "a.txt")
    assert queued() == [{"document_id": row.pk}]
    tasks.read_document(row.pk)
    row.title = "Other"
    row.save()
    assert len(queued()) == 1
    row.file.save("b.vtt", ContentFile(VTT))
    assert len(queued()) == 2


def test_pages_are_kept_with_their_numbers(
    document: Callable[..., LibraryDocument], tmp_path: Path
) -> None:
    row = document(pdf(tmp_path, "first words", "", "third words"), "a.pdf")
    assert row.reading_summary == "Waiting to be read."
    reading = read_document(document_id=row.pk)
    assert reading is not None
    assert (reading.state, reading.problem, reading.pages) == (ReadingState.READ, "", 3)
    assert kept(row) == [(1, "first words"), (3, "third words")]
    row.refresh_from_db()
    assert row.reading_summary == "3 pages."


@pytest.mark.parametrize(
    ("content", "name", "outcome"),
    [
        ("nothing of the kind", "a.pdf", (ReadingState.FAILED, ReadingProblem.DAMAGED)),
        ("WEBVTT\n", "a.vtt", (ReadingState.EMPTY, ReadingProblem.WORDLESS)),
        ("1\n", "a.srt", (ReadingState.FAILED, ReadingProblem.DAMAGED)),
    ],
)
def test_a_bad_file_is_on_its_record_with_what_to_do(
    document: Callable[..., LibraryDocument],
    content: str,
    name: str,
    outcome: tuple[ReadingState, ReadingProblem],
) -> None:
    row = document(content, name)
    reading = read_document(document_id=row.pk)
    assert reading is not None
    assert (reading.state, reading.problem) == outcome
    assert str(reading) == outcome[1].label


def test_a_scan_says_that_it_is_one(
    document: Callable[..., LibraryDocument], tmp_path: Path
) -> None:
    reading = read_document(document_id=document(pdf(tmp_path, "", ""), "a.pdf").pk)
    assert str(reading).startswith("2 pages. It has no text layer")


def test_a_missing_file_is_on_its_record(document: Callable[..., LibraryDocument]) -> None:
    row = document(VTT, "a.vtt")
    row.file.storage.delete(str(row.file))
    reading = read_document(document_id=row.pk)
    assert reading is not None
    assert reading.problem == ReadingProblem.MISSING


def test_reading_twice_changes_nothing_and_reads_once(
    document: Callable[..., LibraryDocument], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    row = document(VTT, "a.vtt")
    read_document(document_id=row.pk)
    before = list(DocumentPassage.objects.values_list("pk", "text"))
    with django_assert_num_queries(1):
        read_document(document_id=row.pk)
    assert list(DocumentPassage.objects.values_list("pk", "text")) == before
    read_document(document_id=row.pk, again=True)
    assert kept(row) == [(760, "Listen for wings")]


def test_a_replaced_file_replaces_its_text(
    document: Callable[..., LibraryDocument], tmp_path: Path
) -> None:
    row = document(VTT, "a.vtt")
    read_document(document_id=row.pk)
    row.file.save("a.pdf", ContentFile(pdf(tmp_path, "on paper")))
    assert list(unread_documents()) == [row]
    read_document(document_id=row.pk)
    assert kept(row) == [(1, "on paper")]
    row.file.save("a.txt", ContentFile(b"plain"))
    assert read_document(document_id=row.pk) is None
    assert (kept(row), DocumentReading.objects.count()) == ([], 0)


def test_a_reading_that_is_overtaken_keeps_nothing(
    document: Callable[..., LibraryDocument],
) -> None:
    row = document(VTT, "a.vtt")

    class Overtaken(Reader):
        def read(self, path: Path, kind: str) -> Extract:
            LibraryDocument.objects.filter(pk=row.pk).update(file="documents/x/other.vtt")
            return super().read(path, kind)

    with Overtaken() as reader:
        assert read_document(document_id=row.pk, reader=reader) is None
    assert not DocumentPassage.objects.exists()


def test_a_reading_that_fails_half_way_leaves_what_was_there(
    document: Callable[..., LibraryDocument], monkeypatch: pytest.MonkeyPatch
) -> None:
    row = document(VTT, "a.vtt")
    read_document(document_id=row.pk)

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(DocumentReading.objects, "update_or_create", fail)
    with pytest.raises(RuntimeError):
        read_document(document_id=row.pk, again=True)
    assert kept(row) == [(760, "Listen for wings")]


def test_the_command_reads_what_is_unread_and_can_be_begun_again(
    document: Callable[..., LibraryDocument],
) -> None:
    document(VTT, "a.vtt")
    document("broken", "b.pdf")
    said = StringIO()
    call_command("read_documents", stdout=said)
    call_command("read_documents", stdout=said)
    assert said.getvalue().splitlines() == [
        "2 documents: 1 read, 0 read in part, 0 no text, 1 not read",
        "0 documents: 0 read, 0 read in part, 0 no text, 0 not read",
    ]


def test_the_clock_reads_what_no_job_did(document: Callable[..., LibraryDocument]) -> None:
    row = document(VTT, "a.vtt")
    DocumentReading.objects.all().delete()
    tasks.read_unread(0)
    assert kept(row) == [(760, "Listen for wings")]
