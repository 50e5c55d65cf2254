"""How the form of a resource is laid out, tab by tab."""

from django import forms
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
)

from library.catalog.forms import ResourceForm
from library.catalog.viewsets.readings import ReadingsPanel

DESCRIPTION = [
    FieldPanel("title", required_on_save=True),
    FieldPanel("subtitle"),
    FieldRowPanel([FieldPanel("product_number"), FieldPanel("slug")]),
    FieldRowPanel([FieldPanel("kind"), FieldPanel("format")]),
    FieldPanel("abstract"),
    FieldPanel("notes", heading="Contents and notes"),
    MultiFieldPanel(
        [
            FieldRowPanel(
                [
                    FieldPanel("published_year", heading="Year"),
                    FieldPanel("published_month", heading="Month (1 to 12)"),
                    FieldPanel("published_day", heading="Day"),
                ]
            ),
            FieldRowPanel([FieldPanel("publisher"), FieldPanel("publication_place")]),
            FieldPanel("edition"),
        ],
        heading="Publication",
        help_text="The date as exact as it is known: a year, a month, or a day.",
    ),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("pages"), FieldPanel("running_minutes")]),
            FieldPanel("extent"),
        ],
        heading="Extent",
    ),
]

CLASSIFICATION = [
    FieldPanel("primary_topic", widget=forms.Select),
    FieldPanel("topics", widget=forms.CheckboxSelectMultiple),
    FieldPanel("audiences", widget=forms.CheckboxSelectMultiple),
    FieldPanel("languages", widget=forms.CheckboxSelectMultiple),
    FieldRowPanel([FieldPanel("series"), FieldPanel("series_number")]),
    InlinePanel(
        "subjects",
        heading="Subject headings",
        label="Subject heading",
        panels=[FieldRowPanel([FieldPanel("heading"), FieldPanel("source")])],
    ),
]

CREDITS = [
    InlinePanel(
        "contributions",
        heading="Contributors",
        label="Contributor",
        panels=[FieldRowPanel([FieldPanel("name"), FieldPanel("role")])],
    ),
    InlinePanel(
        "identifiers",
        heading="Identifiers",
        label="Identifier",
        help_text="Numbers under which others know it: NCJ, SuDoc, ISBN …",
        panels=[FieldRowPanel([FieldPanel("scheme"), FieldPanel("value")])],
    ),
]

FILES = [
    FieldPanel("cover"),
    InlinePanel(
        "files",
        heading="Files",
        label="File",
        help_text="A document of ours, or the address where it can be read or played.",
        panels=[
            FieldRowPanel([FieldPanel("role"), FieldPanel("label")]),
            FieldPanel("document"),
            FieldPanel("url"),
        ],
    ),
    ReadingsPanel(heading="Text of these files for search"),
]

RELATIONS = [
    FieldPanel(
        "lifecycle",
        help_text="A withdrawn resource keeps its page, which names what superseded it.",
    ),
    InlinePanel(
        "relations",
        heading="Related resources",
        label="Related resource",
        help_text="A new edition states that it supersedes the old one.",
        panels=[FieldPanel("relation"), FieldPanel("target")],
    ),
    InlinePanel(
        "legacy_addresses",
        heading="Legacy addresses",
        label="Legacy address",
        panels=[FieldPanel("path")],
    ),
]

RESOURCE_EDIT_HANDLER = TabbedInterface(
    [
        ObjectList(DESCRIPTION, heading="Description"),
        ObjectList(CLASSIFICATION, heading="Classification"),
        ObjectList(CREDITS, heading="Contributors & identifiers"),
        ObjectList(FILES, heading="Files & cover"),
        ObjectList(RELATIONS, heading="Relations"),
        ObjectList([PublishingPanel()], heading="Publishing"),
    ],
    base_form_class=ResourceForm,
)
