"""The orders app."""

from django.apps import AppConfig


class OrdersConfig(AppConfig):
    """Who asked for what."""

    name = "library.orders"
    label = "orders"
