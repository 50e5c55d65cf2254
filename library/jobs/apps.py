"""The jobs app."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JobsConfig(AppConfig):
    """Long work of every app."""

    name = "library.jobs"
    label = "jobs"

    def ready(self) -> None:
        """Let every app name its kinds of work: they stand in its `jobs` module."""
        autodiscover_modules("jobs")
