"""A page with the texts that our records have."""

from django.db import models
from wagtail.models import Page
from wagtail.search import index


class StockPage(Page):
    """A title as a page; every text is searched, as a site builder would declare it."""

    subtitle = models.TextField(blank=True)
    abstract = models.TextField(blank=True)
    notes = models.TextField(blank=True)
    contributors = models.TextField(blank=True)
    subjects = models.TextField(blank=True)

    search_fields = [
        *Page.search_fields,
        index.SearchField("subtitle"),
        index.SearchField("abstract"),
        index.SearchField("notes"),
        index.SearchField("contributors"),
        index.SearchField("subjects"),
    ]

    class Meta:
        app_label = "stock"
