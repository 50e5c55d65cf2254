"""Pictures served by the site."""

from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.test import Client
from pytest_django import Settings
from wagtail.users.models import UserProfile

from tests.factories.media import make_document, make_image, picture_bytes

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _folder(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def test_a_picture_is_served_so_that_nothing_in_it_can_run(client: Client) -> None:
    image = make_image()
    answer = client.get(image.file.url)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "immutable" in answer["Cache-Control"]
    b"".join(answer)
    answer.close()
    again = client.get(image.file.url, headers={"if-none-match": answer["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize(
    "key",
    [
        "original_images/none.png",
        "original_images/../secret-key",
        "original_images/%2e%2e/%2e%2e/etc/passwd.png",
        "original_images/a%00.png",
        "original_images/" + "a" * 400 + ".png",
        "original_images/page.html",
        "images/cả.png",
        "documents/a.png",
        "",
    ],
)
def test_everything_else_is_not_found(client: Client, tmp_path: Path, key: str) -> None:
    (tmp_path / "original_images").mkdir()
    (tmp_path / "original_images" / "page.html").write_text("<script>")
    assert client.get(f"/uploads/{key}").status_code == 404


def test_a_document_never_leaves_this_way(client: Client) -> None:
    document = make_document(name="picture.png")
    assert client.get(f"/uploads/{document.file.name}").status_code == 404


def test_a_profile_picture_is_served_whatever_its_name(client: Client) -> None:
    user = User.objects.create_user("clerk")
    picture = ContentFile(picture_bytes(), name="Łódź.png")
    profile = UserProfile.objects.create(user=user, avatar=picture)
    answer = client.get(profile.avatar.url)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
    assert b"".join(answer) == picture_bytes()
