"""What stands inside files, from the document to a hit, and who may see it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings
from wagtail.models import Collection, CollectionViewRestriction

from library.catalog.enums import FileRole, Lifecycle
from library.catalog.models import Resource, ResourceFile
from media.models import DocumentPassage, LibraryDocument
from media.reading import read_document
from search import passages
from search.embedded.engine import PostgresEngine
from search.indexing import drain
from search.models import OutboxEntry
from search.passages import Passage, light_batches, passages_of
from search.records import records_for
from tests.factories.catalog import ResourceFactory, ResourceFileFactory
from tests.media.extraction.test_reader import drawn

pytestmark = pytest.mark.django_db
VTT = "WEBVTT\n\n01:12:40.000 --> 01:12:44.000\nListen for wings\n"


@pytest.fixture
def attach(settings: Settings, tmp_path: Path) -> Callable[..., LibraryDocument]:
    """Return what attaches a file to a resource and reads it."""
    settings.MEDIA_ROOT = tmp_path / "uploads"

    def attach(resource: Resource, name: str, *pages: str) -> LibraryDocument:
        paged = name.endswith(".pdf")
        content = drawn(tmp_path / name, *pages).read_bytes() if paged else VTT.encode()
        document: LibraryDocument = LibraryDocument.objects.create(
            title=name, file=ContentFile(content, name=name)
        )
        ResourceFile.objects.create(
            resource=resource, document=document, role=FileRole.SUPPLEMENT, sort_order=1
        )
        read_document(document_id=document.pk)
        return document

    return attach


Attach = Callable[..., LibraryDocument]


def noted(act: Callable[[], object]) -> set[int]:
    OutboxEntry.objects.all().delete()
    act()
    return set(OutboxEntry.objects.values_list("resource_id", flat=True))


def inside(resource: Resource) -> tuple[Passage, ...]:
    return records_for([resource.pk])[resource.pk].passages


def test_pages_lead_to_the_page_of_the_file(attach: Attach) -> None:
    guide = ResourceFactory.create()
    document = attach(guide, "guide.pdf", "one", "two")
    address = f"/documents/{document.pk}/guide.pdf"
    assert inside(guide) == (
        Passage("page 1", f"{address}#page=1", "one"),
        Passage("page 2", f"{address}#page=2", "two"),
    )


def test_captions_lead_to_the_film_we_hold_else_to_the_words(
    attach: Attach, client: Client
) -> None:
    film = ResourceFactory.create(product_number="COPS-V1", slug="wings")
    captions = attach(film, "film.vtt")
    spoken = "Listen for wings"
    words = f"/resources/COPS-V1/transcripts/{captions.pk}/"
    assert inside(film) == (Passage("1:12:40", f"{words}#t=4360", spoken),)
    page = BeautifulSoup(client.get(words).content, "html.parser")
    assert "Listen for wings" in page.select_one("[id='t=4360']").get_text()  # type: ignore[union-attr]
    ResourceFileFactory.create(resource=film, url="https://video.example/wings#top", sort_order=2)
    assert inside(film) == (Passage("1:12:40", f"{words}#t=4360", spoken),)
    ours = attach(film, "film.mp4")
    address = f"/documents/{ours.pk}/film.mp4#t=4360"
    assert inside(film) == (Passage("1:12:40", address, spoken),)


def test_what_not_everybody_may_read_is_not_in_a_record(attach: Attach) -> None:
    guide = ResourceFactory.create()
    document = attach(guide, "guide.pdf", "secret words")
    root = Collection.get_first_root_node()
    shelf = root.add_child(name="Staff")
    box = shelf.add_child(name="Box")
    document.collection = box
    document.save()
    assert len(inside(guide)) == 1
    restriction = CollectionViewRestriction.objects.create(collection=shelf)
    assert inside(guide) == ()
    restriction.delete()
    Resource.objects.update(lifecycle=Lifecycle.WITHDRAWN)
    assert inside(guide) == ()


def test_the_text_of_a_replaced_file_is_not_in_a_record(attach: Attach) -> None:
    guide = ResourceFactory.create()
    document = attach(guide, "guide.pdf", "old words")
    document.file.save("new.pdf", ContentFile(b"not yet read"))
    assert inside(guide) == ()


def test_every_change_of_what_is_inside_is_noted(attach: Attach) -> None:
    guide, other = ResourceFactory.create_batch(2)
    document = attach(guide, "guide.pdf", "words")
    attach(other, "other.pdf", "words")
    files = LibraryDocument.objects.filter(pk=document.pk)
    shelf = Collection.get_first_root_node().add_child(name="Staff")
    box = shelf.add_child(name="Box")
    text = DocumentPassage.objects.filter(document=document)
    assert noted(lambda: read_document(document_id=document.pk, again=True)) == {guide.pk}
    assert noted(lambda: text.update(text="changed")) == {guide.pk}
    assert noted(lambda: files.update(collection=box)) == {guide.pk}
    assert noted(lambda: files.update(title="Other")) == set()
    assert noted(lambda: files.update(file="documents/x/other.pdf")) == {guide.pk}
    restrict = CollectionViewRestriction.objects.create
    assert noted(lambda: restrict(collection=shelf)) == {guide.pk}
    assert noted(lambda: Group.objects.create(name="x")) == set()
    assert noted(CollectionViewRestriction.objects.all().delete) == {guide.pk}
    assert noted(lambda: box.move(Collection.get_first_root_node(), "sorted-child")) == {guide.pk}


def test_limits_of_a_resource_and_of_a_batch(
    attach: Attach, monkeypatch: pytest.MonkeyPatch
) -> None:
    guide, other = ResourceFactory.create_batch(2)
    attach(guide, "a.pdf", "one", "two", "three")
    attach(guide, "b.pdf", "four", "five")
    attach(other, "c.pdf", "six words of sixty")
    numbers = {guide.pk: "COPS-1", other.pk: "COPS-2"}
    monkeypatch.setattr(passages, "MOST_PASSAGES", 4)
    assert [p.text for p in passages_of(numbers)[guide.pk]] == ["one", "two", "three", "four"]
    monkeypatch.setattr(passages, "MOST_CHARACTERS", 12)
    assert len(passages_of(numbers)[guide.pk]) == 3
    monkeypatch.setattr(passages, "BATCH_CHARACTERS", 20)
    assert list(light_batches([guide.pk, 99, other.pk])) == [[guide.pk, 99], [other.pk]]


def test_a_phrase_on_a_page_is_found_and_gone_when_unpublished(
    client: Client,
    attach: Attach,
    embedded: PostgresEngine,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    guide = ResourceFactory.create(title="A field book", abstract="Of birds.")
    document = attach(guide, "guide.pdf", "Birds.", "Barn owls nest <b>in</b> belfries.")
    drain(embedded)
    client.get("/search/")  # the vocabulary is read once a process
    with django_assert_max_num_queries(6):
        page = BeautifulSoup(client.get("/search/", {"q": '"owls nest"'}).content, "html.parser")
    (found,) = page.select(".search-hit__passages li")
    link = found.select("a")[0]
    assert link["href"] == f"/documents/{document.pk}/guide.pdf#page=2"
    assert link.get_text() == "Page 2 of A field book"
    assert [mark.get_text() for mark in found.select("mark")] == ["owls", "nest"]
    assert found.select("b") == []
    (hit,) = client.get("/api/v1/search", {"q": '"owls nest"'}).json()["hits"]
    (passage,) = hit["passages"]
    assert (passage["label"], passage["url"]) == ("page 2", f"http://testserver{link['href']}")
    served = client.get(str(link["href"]).partition("#")[0])
    assert b"".join(served).startswith(b"%PDF")

    guide.refresh_from_db()
    guide.unpublish()
    drain(embedded)
    assert client.get("/api/v1/search", {"q": '"owls nest"'}).json()["total"] == 0


def test_a_passage_that_only_repeats_the_description_is_not_shown(
    client: Client, attach: Attach, embedded: PostgresEngine
) -> None:
    guide = ResourceFactory.create(title="A field book", abstract="Of barn owls.")
    attach(guide, "guide.pdf", "A field book of owls")
    drain(embedded)
    page = BeautifulSoup(client.get("/search/", {"q": "owls"}).content, "html.parser")
    assert len(page.select(".resource-card")) == 1
    assert page.select(".search-hit__passages") == []


def test_a_word_that_only_a_file_has_is_not_corrected(
    client: Client, attach: Attach, embedded: PostgresEngine
) -> None:
    ResourceFactory.create(title="Of beliefs")
    attach(ResourceFactory.create(title="A field book"), "guide.pdf", "Owls nest in belfries.")
    drain(embedded)
    hits = client.get("/api/v1/search", {"q": "belfries"}).json()["hits"]
    assert [hit["title"] for hit in hits] == ["A field book"]
