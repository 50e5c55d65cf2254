"""The catalog app."""

from django.apps import AppConfig


class CatalogConfig(AppConfig):
    """What the library holds."""

    name = "library.catalog"
    label = "catalog"
