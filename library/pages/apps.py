"""The pages app."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    """Editorial pages: home, about, topic landings."""

    name = "library.pages"
    label = "pages"
