"""Editors see what search could read of a file, and have it read again."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import DjangoAssertNumQueries, Settings

from library.catalog.models import Resource, ResourceFile
from media.models import LibraryDocument
from media.reading import read_document
from tests.factories.catalog import ResourceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def guide(settings: Settings, tmp_path: Path) -> Resource:
    """A resource with a broken file that was tried and captions that wait."""
    settings.MEDIA_ROOT = tmp_path / "uploads"
    guide = ResourceFactory.create(title="A field book")
    for name in ("broken.pdf", "film.vtt", "notes.txt"):
        document = LibraryDocument.objects.create(title=name, file=ContentFile(b"x", name=name))
        ResourceFile.objects.create(resource=guide, document=document)
    read_document(document_id=LibraryDocument.objects.get(title="broken.pdf").pk)
    return guide


def text(client: Client, address: str) -> str:
    page = BeautifulSoup(client.get(address).content, "html.parser")
    return " ".join(page.get_text(" ").split())


def test_the_form_of_a_resource_says_what_was_read(editor: Client, guide: Resource) -> None:
    address = reverse(Resource.snippet_viewset.get_url_name("edit"), args=(guide.pk,))
    said = text(editor, address)
    assert "broken.pdf : It is damaged, or not what its name says." in said
    assert "film.vtt : Waiting to be read." in said
    assert "notes.txt :" not in said


def test_the_form_of_a_new_resource_opens(editor: Client) -> None:
    address = reverse(Resource.snippet_viewset.get_url_name("add"))
    assert "Search looks into PDF files and captions" in text(editor, address)


def test_the_report_lists_files_with_their_resources(
    editor: Client, guide: Resource, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(25):
        said = text(editor, reverse("readings"))
    assert "broken.pdf" in said
    assert "A field book" in said
    assert "It is damaged" in said
    assert "film.vtt" not in text(editor, reverse("readings") + "?state=failed")
    export = editor.get(reverse("readings"), {"export": "csv"})
    assert b"Waiting to be read." in b"".join(export)


def test_a_file_is_read_again_by_a_job(editor: Client, guide: Resource) -> None:
    document = LibraryDocument.objects.get(title="broken.pdf")
    address = reverse("read_again", args=(document.pk,))
    assert editor.get(address).status_code == 405
    answer = editor.post(address, follow=True)
    assert "will be read again" in answer.content.decode()
    job = ProcrastinateJob.objects.filter(task_name="media.read_document").latest("id")
    assert job.args == {"document_id": document.pk, "again": True}


def test_strangers_see_no_report(client: Client, guide: Resource) -> None:
    assert client.get(reverse("readings")).status_code == 302
    document = LibraryDocument.objects.get(title="broken.pdf")
    jobs = ProcrastinateJob.objects.count()
    assert client.post(reverse("read_again", args=(document.pk,))).status_code in {302, 403}
    assert ProcrastinateJob.objects.count() == jobs
