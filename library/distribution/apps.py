"""The distribution app."""

from django.apps import AppConfig


class DistributionConfig(AppConfig):
    """Copies counted, toward the goal."""

    name = "library.distribution"
    label = "distribution"
