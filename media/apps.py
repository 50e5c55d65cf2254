"""The media app."""

from django.apps import AppConfig


class MediaConfig(AppConfig):
    """Pictures and documents, their storage and delivery."""

    name = "media"
