"""The project's own app: its commands and the system checks of its wiring."""

from importlib import import_module

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Registers the checks of the wiring."""

    name = "config"
    verbose_name = "Configuration"

    def ready(self) -> None:
        """Importing the checks registers them."""
        import_module("config.checks")
