"""The inventory app."""

from django.apps import AppConfig


class InventoryConfig(AppConfig):
    """What is on the shelf."""

    name = "library.inventory"
    label = "inventory"
