"""The app of the stock pages."""

from django.apps import AppConfig


class StockConfig(AppConfig):
    """Pages of one type, as a Wagtail site has them."""

    name = "benchmarks.stock"
    label = "stock"
