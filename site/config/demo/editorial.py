"""The demo's editorial pages."""

import tomllib
from urllib.parse import urlsplit

from django.conf import settings

from config.demo.tables import FOLDER
from library.catalog.models import Resource
from library.pages.models import HomePage
from library.pages.services import create_home, create_page


def load_pages() -> None:
    """Create the home page and the pages below it, from `data/pages.toml`."""
    content = tomllib.loads((FOLDER / "pages.toml").read_text(encoding="utf-8"))
    address = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    front = content["home"]
    home = create_home(
        title=front["title"],
        intro=front["intro"],
        body=front["body"],
        hostname=address.hostname or "localhost",
        port=address.port or 80,
    )
    _feature(home, front["featured"])
    for entry in content["pages"]:
        create_page(parent=home, **entry)


def _feature(home: HomePage, numbers: list[str]) -> None:
    resources = Resource.objects.in_bulk(numbers, field_name="product_number")
    home.featured = [("resource", resources[number]) for number in numbers]
    home.save_revision().publish()
