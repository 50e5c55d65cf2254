"""Editorial pages."""

from wagtail.models import Page


class HomePage(Page):
    """The front door."""

    max_count = 1
