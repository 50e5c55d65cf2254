"""One contract for both homes of uploads: a local folder and an S3 server."""

from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import boto3
import pytest
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.core.files.storage import Storage, default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from moto.server import ThreadedMotoServer
from pytest_django import Settings

from media.models import LibraryDocument, LibraryImage
from tests.factories.media import picture_bytes

BUCKET = "uploads"


@pytest.fixture(scope="module")
def s3_server() -> Iterator[str]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture(params=["folder", "bucket"])
def storage(
    request: pytest.FixtureRequest,
    settings: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Storage:
    backend = "media.storages.LocalStorage"
    settings.MEDIA_ROOT = tmp_path
    if request.param == "bucket":
        backend = "media.storages.BucketStorage"
        settings.AWS_S3_ENDPOINT_URL = request.getfixturevalue("s3_server")
        settings.AWS_STORAGE_BUCKET_NAME = BUCKET
        settings.AWS_S3_REGION_NAME = "us-east-1"
        settings.WAGTAILDOCS_SERVE_METHOD = "redirect"
        monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
        monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
        client = boto3.client(
            "s3", endpoint_url=settings.AWS_S3_ENDPOINT_URL, region_name="us-east-1"
        )
        client.create_bucket(Bucket=BUCKET)
    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": backend}}
    return default_storage


@pytest.fixture
def editor(client: Client, django_user_model: type[User]) -> Client:
    client.force_login(django_user_model.objects.create_superuser("editor", "e@example.gov", "x"))
    return client


class TestContract:
    def test_what_is_saved_can_be_read_sized_and_deleted(self, storage: Storage) -> None:
        name = storage.save("documents/1/guide.pdf", ContentFile(b"content"))
        assert name == "documents/1/guide.pdf"
        assert storage.exists(name)
        assert storage.size(name) == 7
        with storage.open(name) as file:
            assert file.read() == b"content"
        storage.delete(name)
        assert not storage.exists(name)

    def test_nothing_is_overwritten(self, storage: Storage) -> None:
        first = storage.save("documents/2/guide.pdf", ContentFile(b"first"))
        second = storage.save("documents/2/guide.pdf", ContentFile(b"second"))
        assert first != second
        with storage.open(first) as file:
            assert file.read() == b"first"

    def test_names_in_other_scripts_come_back(self, storage: Storage) -> None:
        name = storage.save("documents/3/Cảnh sát 北京.txt", ContentFile(b"x"))
        with storage.open(name) as file:
            assert file.read() == b"x"

    def test_a_missing_object_is_a_missing_file(self, storage: Storage) -> None:
        with pytest.raises(FileNotFoundError), storage.open("documents/none.pdf") as file:
            file.read()

    def test_a_picture_has_an_address_of_the_site(self, storage: Storage) -> None:
        name = storage.save("original_images/a.png", ContentFile(picture_bytes()))
        assert storage.url(name) == f"/uploads/{name}"

    @pytest.mark.django_db
    def test_a_picture_is_uploaded_shown_and_served(self, storage: Storage, editor: Client) -> None:
        file = SimpleUploadedFile("Chief Doe.png", picture_bytes(size=(400, 300)), "image/png")
        answer = editor.post("/admin/images/add/", {"title": "Car", "file": file, "collection": 1})
        assert answer.status_code == 302
        image = LibraryImage.objects.get()
        assert (image.width, image.height) == (400, 300)
        rendition = image.get_rendition("max-100x100")
        assert storage.exists(rendition.file.name)
        served = editor.get(rendition.url)
        assert (served.status_code, served["Content-Type"]) == (200, "image/png")
        assert b"".join(served).startswith(b"\x89PNG")

    @pytest.mark.django_db
    def test_a_document_is_uploaded_and_delivered(self, storage: Storage, editor: Client) -> None:
        file = SimpleUploadedFile("A guide.pdf", b"%PDF-1.4 guide", "application/pdf")
        answer = editor.post(
            "/admin/documents/add/", {"title": "Guide", "file": file, "collection": 1}
        )
        assert answer.status_code == 302
        document = LibraryDocument.objects.get()
        assert document.filename == "a-guide.pdf"
        assert storage.exists(document.file.name)
        delivered = editor.get(document.url)
        if delivered.status_code == 302:  # the bucket delivers it itself, to whoever has the link
            with urlopen(delivered["Location"]) as response:
                assert response.read() == b"%PDF-1.4 guide"
                assert "a-guide.pdf" in response.headers["Content-Disposition"]
        else:
            assert b"".join(delivered) == b"%PDF-1.4 guide"
            assert delivered["X-Content-Type-Options"] == "nosniff"
            assert delivered["Content-Security-Policy"] == "default-src 'none'"
            assert "a-guide.pdf" in delivered["Content-Disposition"]
        assert editor.get(f"/uploads/{document.file.name}").status_code == 404


@pytest.mark.parametrize("storage", ["bucket"], indirect=True)
def test_a_documents_address_is_signed_and_names_the_file(storage: Storage) -> None:
    name = storage.save("documents/4/table.xlsx", ContentFile(b"x"))
    address = storage.url(name)
    assert "X-Amz-Signature=" in address
    assert "X-Amz-Expires=300" in address
    with urlopen(address) as response:
        assert response.headers["Content-Disposition"].startswith("attachment")
    with pytest.raises(HTTPError) as refusal:
        urlopen(address.replace("table.xlsx", "other.xlsx"))
    refusal.value.close()
