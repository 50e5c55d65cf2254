"""The search app."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Finding things, on Elasticsearch or on PostgreSQL."""

    name = "search"
