"""The page that shows what is said in a film."""

from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, Settings
from wagtail.models import Collection, CollectionViewRestriction

from library.catalog.enums import FileRole, Lifecycle
from library.catalog.models import Resource, ResourceFile
from media.models import DocumentPassage, LibraryDocument
from media.reading import read_document
from tests.factories.catalog import ResourceFactory, ResourceFileFactory

pytestmark = pytest.mark.django_db

CAPTIONS = """WEBVTT

00:12:30.000 --> 00:12:33.000
Listen for <b>wings</b>.

00:12:34.000 --> 00:12:36.000
“Owls,” she says & waits.

00:12:34.500 --> 00:12:36.000
They answer.

01:12:40.000 --> 01:12:44.000
Nobody moves.
"""

type Attach = Callable[..., LibraryDocument]


@pytest.fixture
def attach(settings: Settings, tmp_path: Path) -> Attach:
    """Return what attaches a file to a film and reads it."""
    settings.MEDIA_ROOT = tmp_path

    def attach(film: Resource, name: str, content: str = CAPTIONS) -> LibraryDocument:
        file = ContentFile(content.encode(), name=name)
        document: LibraryDocument = LibraryDocument.objects.create(title=name, file=file)
        ResourceFile.objects.create(resource=film, document=document, role=FileRole.CAPTIONS)
        read_document(document_id=document.pk)
        return document

    return attach


@pytest.fixture
def film() -> Resource:
    return ResourceFactory.create(product_number="COPS-V1", title="Owls <at> night", slug="owls")


def address(film: Resource, document: LibraryDocument) -> str:
    return reverse("catalog:transcript", args=(film.product_number, document.pk))


def text_of(page: BeautifulSoup, selector: str) -> str:
    (found,) = page.select(selector)
    return found.get_text(" ", strip=True)


def shown(client: Client, path: str) -> BeautifulSoup:
    answer = client.get(path)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def test_every_cue_has_its_words_and_an_anchor(
    client: Client,
    attach: Attach,
    film: Resource,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    path = address(film, attach(film, "owls.vtt"))
    with django_assert_max_num_queries(12):
        page = shown(client, path)
    assert [
        (cue.get("id"), cue.get_text(" ", strip=True))
        for cue in page.select(".transcript__cues li")
    ] == [
        ("t=750", "12:30 Listen for wings."),
        ("t=754", "12:34 “Owls,” she says & waits."),
        (None, "12:34 They answer."),
        ("t=4360", "1:12:40 Nobody moves."),
    ]
    assert page.select("time")[0]["datetime"] == "PT750S"
    assert text_of(page, "h1") == "Transcript: Owls <at> night"
    assert [link["href"] for link in page.select(".transcript > p a")] == [
        "/resources/COPS-V1/owls/"
    ]
    assert page.select("meta[name=robots]")[0]["content"] == "noindex, follow"
    (link,) = page.select(".transcript__cues li:first-child a")
    assert link["href"] == "#t=750"


def test_times_lead_into_a_film_that_we_hold(
    client: Client, attach: Attach, film: Resource
) -> None:
    captions, ours = attach(film, "owls.vtt"), attach(film, "owls.mp4")
    ResourceFileFactory.create(resource=film, url="https://video.example/owls", label="On air")
    page = shown(client, address(film, captions))
    links = [link["href"] for link in page.select(".transcript__time")]
    assert links[0] == f"/documents/{ours.pk}/owls.mp4#t=750"
    assert "On air on another website" in text_of(page, ".resource-page__meta")


def test_captions_read_before_cues_were_kept_show_passages(
    client: Client, attach: Attach, film: Resource
) -> None:
    captions = attach(film, "owls.vtt")
    DocumentPassage.objects.update(cues=[])
    cues = shown(client, address(film, captions)).select(".transcript__cues li")
    assert [cue["id"] for cue in cues] == ["t=750", "t=4360"]
    assert "wings. “Owls,”" in cues[0].get_text()


def test_a_file_without_words_says_so(client: Client, attach: Attach, film: Resource) -> None:
    path = address(film, attach(film, "owls.srt", "WEBVTT\n"))
    assert "No words could be read" in text_of(shown(client, path), "main")


def test_the_resource_leads_to_it(client: Client, attach: Attach, film: Resource) -> None:
    path = address(film, attach(film, "owls.vtt"))
    attach(film, "owls.pdf", "no PDF at all")
    page = shown(client, film.get_absolute_url())
    found = [
        link["href"] for link in page.select(".resource-files a") if "transcripts" in link["href"]
    ]
    assert found == [path]
    elsewhere = client.get(path.replace("COPS-V1", "cops v1"))
    assert (elsewhere.status_code, elsewhere["Location"]) == (301, path)


def test_nobody_reads_what_the_file_itself_would_not_show(
    client: Client, attach: Attach, film: Resource, django_user_model: type[User]
) -> None:
    captions, paper = attach(film, "owls.vtt"), attach(film, "owls.txt")
    path = address(film, captions)
    other = ResourceFactory.create()
    for wrong in (address(other, captions), address(film, paper), "/resources/X1/transcripts/1/"):
        assert client.get(wrong).status_code == 404

    shelf = Collection.get_first_root_node().add_child(name="Staff")
    LibraryDocument.objects.filter(pk=captions.pk).update(collection=shelf)
    kind = CollectionViewRestriction.LOGIN
    restriction = CollectionViewRestriction.objects.create(collection=shelf, restriction_type=kind)
    assert client.get(path).status_code == client.get(captions.url).status_code == 302
    restriction.delete()
    assert client.get(path).status_code == 200

    Resource.objects.filter(pk=film.pk).update(lifecycle=Lifecycle.WITHDRAWN)
    assert client.get(path).status_code == client.get(captions.url).status_code == 404
    Resource.objects.filter(pk=film.pk).update(lifecycle=Lifecycle.CURRENT, live=False)
    client.force_login(django_user_model.objects.create_superuser("editor", "e@example.gov", "x"))
    assert client.get(path).status_code == 404


def test_words_of_a_replaced_file_are_not_shown(
    client: Client, attach: Attach, film: Resource
) -> None:
    captions = attach(film, "owls.vtt")
    captions.file.save("new.vtt", ContentFile(b"WEBVTT\n"))
    assert "wings" not in shown(client, address(film, captions)).get_text()
