"""Pictures on their way in: damaged, hostile and telling ones."""

from io import BytesIO
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from PIL import ExifTags, Image
from pytest_django import Settings

from media.models import LibraryImage
from tests.factories.media import picture_bytes

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(
    client: Client, django_user_model: type[User], settings: Settings, tmp_path: Path
) -> Client:
    settings.MEDIA_ROOT = tmp_path
    client.force_login(django_user_model.objects.create_superuser("editor", "e@example.gov", "x"))
    return client


def upload(editor: Client, name: str, content: bytes) -> HttpResponse:
    file = SimpleUploadedFile(name, content, "application/octet-stream")
    return editor.post("/admin/images/add/", {"title": "P", "file": file, "collection": 1})  # type: ignore[return-value]


@pytest.mark.filterwarnings("ignore:Image appears to be a malformed MPO")
def test_hostile_pictures_are_refused_or_harmless(editor: Client, shared_data: Path) -> None:
    for path in sorted((shared_data / "hostile" / "images").iterdir()):
        before = LibraryImage.objects.count()
        answer = upload(editor, path.name.removesuffix(".bin"), path.read_bytes())
        if answer.status_code == 302:
            assert LibraryImage.objects.count() == before + 1, path.name
            rendition = LibraryImage.objects.latest("pk").get_rendition("max-165x165")
            assert rendition.width <= 165
        else:
            assert answer.status_code == 200, path.name
            assert b"error" in answer.content, path.name
            assert LibraryImage.objects.count() == before
    assert editor.get("/admin/images/").status_code == 200
    kept = LibraryImage.objects.count()
    assert kept >= 3  # the sound ones among them


@pytest.mark.parametrize("name", ["truncated_image.png", "truncated_jpeg.jpg"])
def test_a_cut_picture_is_refused_with_what_to_do(
    editor: Client, shared_data: Path, name: str
) -> None:
    content = (shared_data / "hostile" / "images" / name).read_bytes()
    answer = upload(editor, name, content)
    assert "damaged, incomplete or too large" in answer.content.decode()


@pytest.mark.parametrize("name", ["drawing.svg", "drawing.png"])
def test_svg_is_refused_under_any_name(editor: Client, name: str) -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    assert upload(editor, name, svg).status_code == 200
    assert not LibraryImage.objects.exists()


def test_the_place_where_a_picture_was_taken_is_taken_out(editor: Client) -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (38.0, 53.0, 0.0)
    out = BytesIO()
    Image.open(BytesIO(picture_bytes())).save(out, "JPEG", exif=exif)
    assert Image.open(out).getexif().get_ifd(ExifTags.IFD.GPSInfo)

    assert upload(editor, "car.jpg", out.getvalue()).status_code == 302
    image = LibraryImage.objects.get()
    with image.file.open() as stored, Image.open(stored) as picture:
        assert not picture.getexif().get_ifd(ExifTags.IFD.GPSInfo)
        assert picture.getexif()[ExifTags.Base.Orientation] == 6
    assert image.file_size == image.file.size
