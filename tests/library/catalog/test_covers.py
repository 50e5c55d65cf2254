"""/covers/<product number>.png."""

from io import BytesIO
from pathlib import Path

import pytest
from django.test import Client
from PIL import Image
from pytest_django import DjangoAssertNumQueries, Settings

from tests.factories.catalog import ResourceFactory
from tests.factories.media import make_image

pytestmark = pytest.mark.django_db


def test_a_drawn_cover_is_sent_once(client: Client) -> None:
    resource = ResourceFactory.create(product_number="COPS-P273", title="Beat patrol")
    answer = client.get("/covers/COPS-P273.png")
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
    assert Image.open(BytesIO(answer.content)).size == (600, 776)
    assert "public" in answer["Cache-Control"]
    again = client.get("/covers/COPS-P273.png", headers={"if-none-match": answer["ETag"]})
    assert again.status_code == 304
    resource.title = "Foot patrol"
    resource.save()
    fresh = client.get("/covers/COPS-P273.png", headers={"if-none-match": answer["ETag"]})
    assert fresh.status_code == 200


def test_its_own_picture_comes_first(client: Client, settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    image = make_image(size=(1200, 1552))
    ResourceFactory.create(product_number="COPS-P273", cover=image)
    drawn = ResourceFactory.create(product_number="COPS-P274")
    answer = client.get("/covers/COPS-P273.png")
    assert Image.open(BytesIO(answer.content)).size == (600, 776)
    assert answer.content != client.get(f"/covers/{drawn.product_number}.png").content
    image.file.storage.delete(image.file.name)
    image.renditions.all().delete()
    assert client.get("/covers/COPS-P273.png").status_code == 200  # drawn again


def test_unknown_and_unpublished_numbers_have_no_cover(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    ResourceFactory.create(product_number="COPS-P273", live=False)
    for number in ("COPS-P273", "COPS-P999", "a%00", "x" * 500):
        assert client.get(f"/covers/{number}.png").status_code == 404
    ResourceFactory.create(product_number="COPS-P274")
    with django_assert_num_queries(1):
        client.get("/covers/COPS-P274.png")
