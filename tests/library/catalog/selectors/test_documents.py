"""An uploaded document is read by anyone only while something public holds it."""

from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from library.catalog.enums import FileRole, Lifecycle
from library.catalog.models import Resource, ResourceFile
from library.catalog.selectors import is_public_document
from library.pages.services import Body
from media.models import LibraryDocument
from tests.factories.catalog import ResourceFactory, ResourceFileFactory
from tests.factories.media import make_document
from tests.factories.pages import make_home, make_page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _folder(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def document(db: None) -> LibraryDocument:
    return make_document(name="transcript.pdf")


def attach(document: LibraryDocument, **resource: object) -> Resource:
    holder: Resource = ResourceFactory.create(**resource)
    ResourceFileFactory.create(resource=holder, document=document, url="", role=FileRole.TRANSCRIPT)
    return holder


def status(client: Client, document: LibraryDocument) -> int:
    answer = client.get(document.url)
    assert b"".join(answer)  # read to its end, the file is closed
    return answer.status_code


def link_to(document: LibraryDocument) -> Body:
    link = f'<p><a linktype="document" id="{document.pk}">The form</a></p>'
    return [{"type": "paragraph", "value": link}]


def test_the_transcript_of_a_public_dvd_is_read(client: Client, document: LibraryDocument) -> None:
    holder = attach(document)
    page = client.get(holder.get_absolute_url()).content.decode()
    assert f'href="{document.url}"' in page
    assert status(client, document) == 200


@pytest.mark.parametrize(
    "hidden",
    [{"live": False}, {"product_number": None}, {"lifecycle": Lifecycle.WITHDRAWN}],
    ids=["draft", "no number", "withdrawn"],
)
def test_what_belongs_to_no_public_resource_is_not_found(
    client: Client, editor: Client, document: LibraryDocument, hidden: dict[str, object]
) -> None:
    attach(document, **hidden)
    assert status(client, document) == 404
    assert status(editor, document) == 200


def test_unpublishing_takes_the_file_away(client: Client, document: LibraryDocument) -> None:
    holder = attach(document)
    assert status(client, document) == 200
    holder.refresh_from_db()
    holder.unpublish()
    assert status(client, document) == 404


def test_one_public_resource_is_enough(client: Client, document: LibraryDocument) -> None:
    attach(document, live=False)
    attach(document)
    assert status(client, document) == 200


def test_an_upload_that_is_attached_to_nothing_is_not_found(
    client: Client, editor: Client, document: LibraryDocument
) -> None:
    assert status(client, document) == 404
    assert status(editor, document) == 200


def test_a_document_of_a_draft_revision_is_not_found(
    client: Client, document: LibraryDocument
) -> None:
    resource = Resource.objects.get(pk=ResourceFactory.create().pk)
    resource.files = [ResourceFile(document=document)]
    resource.save_revision()
    assert status(client, document) == 404
    resource.get_latest_revision().publish()
    assert status(client, document) == 200


def test_a_document_on_a_live_page_is_read(client: Client, document: LibraryDocument) -> None:
    page = make_page(make_home(), body=link_to(document))
    assert status(client, document) == 200
    page.unpublish()
    assert status(client, document) == 404


def test_a_document_in_the_draft_of_a_live_page_is_not_found(
    client: Client, document: LibraryDocument
) -> None:
    page = make_page(make_home())
    page.body = link_to(document)
    page.save_revision()
    assert status(client, document) == 404


def test_somebody_without_rights_in_the_catalog_is_a_reader(
    client: Client, document: LibraryDocument
) -> None:
    client.force_login(User.objects.create_user("clerk"))
    assert status(client, document) == 404


def test_the_question_costs_two_statements(
    document: LibraryDocument, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    make_page(make_home(), body=link_to(document))
    is_public_document(document=document)  # Django remembers content types
    with django_assert_max_num_queries(2):
        assert is_public_document(document=document)
