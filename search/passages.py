"""What stands inside the files of resources, passage by passage, and where each can be read."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from django.db.models import Sum
from django.urls import reverse
from wagtail.models import CollectionViewRestriction

from library.catalog.enums import Lifecycle
from library.catalog.models import ResourceFile
from library.catalog.selectors import clock
from media.keys import extension
from media.limits import PLAYED_EXTENSIONS
from media.models import DocumentPassage

# Of one resource: Elasticsearch takes 10,000 parts of a document, and a book has 1,000 pages.
MOST_PASSAGES = 2_000
MOST_CHARACTERS = 1_000_000
BATCH_CHARACTERS = 4_000_000  # of all that is in memory at a time

_PAGED = {"pdf"}


@dataclass(frozen=True, slots=True)
class Passage:
    """A page or some seconds. `label` says where it is ("page 37", "12:40"), `url` leads there."""

    label: str
    url: str
    text: str


@dataclass(frozen=True, slots=True)
class _File:
    """A document of a resource; `passages` and `characters` are 0 until its text is known."""

    document_id: int
    name: str
    address: str
    passages: int
    characters: int

    @property
    def kind(self) -> str:
        return extension(self.name)


def passages_of(numbers: Mapping[int, str]) -> dict[int, tuple[Passage, ...]]:
    """Return the passages of resources by resource id, from their product numbers.

    Only of files that anyone may read: not of withdrawn resources, nor out of collections that are
    restricted. One statement where there are no files, else three.
    """
    files = _files(numbers)
    chosen = {pk: list(_chosen(own)) for pk, own in files.items()}
    texts = _texts({file.document_id for own in chosen.values() for file in own})
    return {
        pk: tuple(
            passage
            for file in own
            for passage in _passages(
                file, texts, played=_played(files[pk]) or _transcript(numbers[pk], file)
            )
        )[:MOST_PASSAGES]
        for pk, own in chosen.items()
    }


def light_batches(resource_ids: Iterable[int]) -> Iterator[list[int]]:
    """Yield the ids in batches whose passages together are no burden to memory."""
    ids = list(resource_ids)
    known = ResourceFile.objects.filter(resource_id__in=ids, document__reading__isnull=False)
    weighed = known.values_list("resource_id").annotate(Sum("document__reading__characters"))
    weights = {pk: min(characters, MOST_CHARACTERS) for pk, characters in weighed}
    batch: list[int] = []
    weight = 0
    for pk in ids:
        if batch and weight + weights.get(pk, 0) > BATCH_CHARACTERS:
            yield batch
            batch, weight = [], 0
        batch.append(pk)
        weight += weights.get(pk, 0)
    if batch:
        yield batch


def _files(resource_ids: Iterable[int]) -> dict[int, list[_File]]:
    rows = (
        ResourceFile.objects.filter(resource_id__in=list(resource_ids), document__isnull=False)
        .exclude(resource__lifecycle=Lifecycle.WITHDRAWN)
        .order_by("sort_order", "pk")
        .values(
            *("resource_id", "document_id", "document__file"),
            *("document__collection__path", "document__reading__file_key"),
            *("document__reading__passages", "document__reading__characters"),
        )
    )
    found = list(rows)
    restricted = _restricted_paths() if found else ()
    files: dict[int, list[_File]] = defaultdict(list)
    for row in found:
        if not row["document__collection__path"].startswith(restricted):
            files[row["resource_id"]].append(_file(row))
    return files


def _restricted_paths() -> tuple[str, ...]:
    """Return the paths of collections that not everybody may read; they begin those below them."""
    return tuple(CollectionViewRestriction.objects.values_list("collection__path", flat=True))


def _file(row: Mapping[str, Any]) -> _File:
    key, name = row["document_id"], row["document__file"]
    is_known = row["document__reading__file_key"] == name  # not of a file that was replaced
    passages, characters = (
        row[f"document__reading__{count}"] if is_known else 0
        for count in ("passages", "characters")
    )
    address = reverse("wagtaildocs_serve", args=(key, PurePosixPath(name).name))
    return _File(key, name, address, passages, characters)


def _chosen(files: Iterable[_File]) -> Iterator[_File]:
    """Yield files with text, each once, as long as they stay within the limits of a resource."""
    passages = characters = 0
    for file in dict.fromkeys(file for file in files if file.passages):
        characters += file.characters
        if passages < MOST_PASSAGES and characters <= MOST_CHARACTERS:
            passages += file.passages
            yield file


def _texts(document_ids: Collection[int]) -> dict[int, list[tuple[int, str]]]:
    texts: dict[int, list[tuple[int, str]]] = defaultdict(list)
    if document_ids:
        rows = DocumentPassage.objects.filter(document_id__in=document_ids).order_by("place")
        for pk, place, text in rows.values_list("document_id", "place", "text"):
            texts[pk].append((place, text))
    return texts


def _passages(
    file: _File, texts: Mapping[int, list[tuple[int, str]]], *, played: str
) -> Iterator[Passage]:
    for place, text in texts.get(file.document_id, ()):
        if file.kind in _PAGED:
            yield Passage(f"page {place}", f"{file.address}#page={place}", text)
        else:
            yield Passage(clock(place), f"{played}#t={place}", text)


def _played(files: Iterable[_File]) -> str:
    """Return the film or recording that we hold, "" without one; elsewhere #t= may mean nothing."""
    return next((file.address for file in files if file.kind in PLAYED_EXTENSIONS), "")


def _transcript(number: str, file: _File) -> str:
    return reverse("catalog:transcript", args=(number, file.document_id))
