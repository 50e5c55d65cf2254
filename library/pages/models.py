"""Editorial pages."""

from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.blocks import StreamBlock
from wagtail.fields import StreamField
from wagtail.models import Page

from library.pages.blocks import BodyBlock, ResourceBlock


class HomePage(Page):
    """The front door."""

    intro = models.TextField(blank=True, max_length=500, help_text="One or two sentences.")
    featured = StreamField(
        StreamBlock([("resource", ResourceBlock("catalog.Resource"))], required=False),
        blank=True,
        help_text="Shown first, in this order.",
    )
    body = StreamField(BodyBlock(required=False), blank=True)

    content_panels = [
        *Page.content_panels,
        FieldPanel("intro"),
        FieldPanel("featured"),
        FieldPanel("body"),
    ]
    max_count = 1
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["pages.StandardPage"]
    template = "pages/home.html"


class StandardPage(Page):
    """A page of text, such as “About the library”; it may have pages below it."""

    intro = models.TextField(blank=True, max_length=500, help_text="One or two sentences.")
    body = StreamField(BodyBlock(required=False), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("intro"), FieldPanel("body")]
    parent_page_types = ["pages.HomePage", "pages.StandardPage"]
    subpage_types = ["pages.StandardPage"]
    template = "pages/standard.html"
