"""Addresses of the old site lead to their resources."""

import pytest
from django.test import Client

from tests.factories.catalog import LegacyAddressFactory, ResourceFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "path",
    [
        "/RIC/Publications/cops-p273-pub.pdf",
        "/ric/publications/COPS-P273-PUB.PDF",
        "/RIC/Publications/cops-p273.pdf",
    ],
)
def test_a_publication_of_the_old_site_is_found_by_its_number(client: Client, path: str) -> None:
    resource = ResourceFactory.create(product_number="COPS-P273")
    response = client.get(path)
    assert response.status_code == 301
    assert response["Location"] == resource.get_absolute_url()


@pytest.mark.parametrize(
    ("recorded", "asked"),
    [
        ("/RIC/Publications/e0407.pdf", "/ric/publications/E0407.pdf"),
        ("/files/Old Guide.pdf", "/files/old%20guide.pdf"),
        ("/ric/ric.php?page=detail&id=P273", "/ric/ric.php?page=detail&id=P273"),
        ("/pdf/guide.pdf", "/pdf/guide.pdf?download=1"),
    ],
)
def test_a_recorded_address_leads_to_its_resource(
    client: Client, recorded: str, asked: str
) -> None:
    address = LegacyAddressFactory.create(path=recorded)
    response = client.get(asked)
    assert response.status_code == 301
    assert response["Location"] == address.resource.get_absolute_url()


def test_a_recorded_address_wins_over_the_number_in_it(client: Client) -> None:
    ResourceFactory.create(product_number="COPS-P273")
    address = LegacyAddressFactory.create(path="/RIC/Publications/cops-p273-pub.pdf")
    response = client.get(address.path)
    assert response["Location"] == address.resource.get_absolute_url()


@pytest.mark.parametrize(
    "path",
    [
        "/RIC/Publications/cops-p999-pub.pdf",
        "/elsewhere/cops-p273-pub.pdf",
        "/RIC/Publications/",
        "/a\0b",
        "/" + "a" * 2000 + ".pdf",
    ],
)
def test_other_addresses_stay_unfound(client: Client, path: str) -> None:
    ResourceFactory.create(product_number="COPS-P273")
    assert client.get(path).status_code == 404


def test_a_draft_is_not_given_away(client: Client) -> None:
    ResourceFactory.create(product_number="COPS-P273", live=False)
    assert client.get("/RIC/Publications/cops-p273-pub.pdf").status_code == 404


def test_only_readers_are_sent_on(client: Client) -> None:
    ResourceFactory.create(product_number="COPS-P273")
    assert client.post("/RIC/Publications/cops-p273-pub.pdf").status_code == 404
