"""Parts of documents, as browsers and players ask for them."""

from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from pytest_django import Settings

from library.catalog.models import Resource, ResourceFile
from media.models import LibraryDocument
from tests.factories.catalog import ResourceFactory

CONTENT = bytes(range(256)) * 1000
SIZE = len(CONTENT)

pytestmark = pytest.mark.django_db


@pytest.fixture
def film(settings: Settings, tmp_path: Path) -> LibraryDocument:
    """Return a public document that takes more than one read."""
    settings.MEDIA_ROOT = tmp_path
    file = ContentFile(CONTENT, name="film.mp4")
    document: LibraryDocument = LibraryDocument.objects.create(
        title="A film", file=file, file_hash="of-today"
    )
    ResourceFile.objects.create(resource=ResourceFactory.create(), document=document)
    return document


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ("bytes=0-0", range(1)),
        ("bytes=0-1", range(2)),
        ("bytes=100000-199999", range(100_000, 200_000)),
        (f"bytes={SIZE - 1}-", range(SIZE - 1, SIZE)),
        ("bytes=255000-9999999", range(255_000, SIZE)),
        ("bytes=-7", range(SIZE - 7, SIZE)),
        ("bytes=-9999999", range(SIZE)),
        ("Bytes=10-19", range(10, 20)),
    ],
)
def test_a_range_is_answered_with_those_bytes(
    client: Client, film: LibraryDocument, asked: str, wanted: range
) -> None:
    answer = client.get(film.url, headers={"range": asked})
    assert answer.status_code == 206
    assert answer["Content-Range"] == f"bytes {wanted[0]}-{wanted[-1]}/{SIZE}"
    assert answer["Content-Length"] == str(len(wanted))
    assert b"".join(answer) == CONTENT[wanted.start : wanted.stop]
    assert answer["Content-Type"] == "video/mp4"
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("asked", [f"bytes={SIZE}-", f"bytes={SIZE}-{SIZE + 5}", "bytes=-0"])
def test_bytes_that_are_not_there_are_refused(
    client: Client, film: LibraryDocument, asked: str
) -> None:
    answer = client.get(film.url, headers={"range": asked})
    assert (answer.status_code, answer["Content-Range"]) == (416, f"bytes */{SIZE}")
    assert answer.content == b""


@pytest.mark.parametrize(
    "asked",
    ["", "bytes", "bytes=", "bytes=-", "bytes=5-1", "bytes=0-1,5-9", "lines=1-2", "bytes=1-²", "ß"],
)
def test_what_is_no_range_brings_the_whole_file(
    client: Client, film: LibraryDocument, asked: str
) -> None:
    answer = client.get(film.url, headers={"range": asked})
    assert (answer.status_code, answer["Accept-Ranges"]) == (200, "bytes")
    assert "Content-Range" not in answer
    assert b"".join(answer) == CONTENT


def test_a_range_of_another_version_brings_the_whole_file(
    client: Client, film: LibraryDocument
) -> None:
    whole = client.head(film.url)
    assert b"".join(whole) == b""
    for known in (whole["ETag"], whole["Last-Modified"]):
        answer = client.get(film.url, headers={"range": "bytes=0-9", "if-range": known})
        assert b"".join(answer) == CONTENT[:10]
    for known in ('"of-yesterday"', f"W/{whole['ETag']}", "Mon, 01 Jan 2024 00:00:00 GMT"):
        answer = client.get(film.url, headers={"range": "bytes=0-9", "if-range": known})
        assert answer.status_code == 200
        assert b"".join(answer) == CONTENT
    unchanged = {"range": "bytes=0-9", "if-none-match": whole["ETag"]}
    assert client.get(film.url, headers=unchanged).status_code == 304


def test_only_a_get_is_answered_in_part(client: Client, film: LibraryDocument) -> None:
    answer = client.head(film.url, headers={"range": "bytes=0-9"})
    assert b"".join(answer) == b""
    assert (answer.status_code, answer["Content-Length"]) == (200, str(SIZE))


def test_who_may_not_have_the_file_has_no_part_of_it(client: Client, film: LibraryDocument) -> None:
    Resource.objects.update(live=False)
    answer = client.get(film.url, headers={"range": "bytes=0-9"})
    assert (answer.status_code, "Content-Range" in answer) == (404, False)
