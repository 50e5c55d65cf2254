"""The resource: one catalogued title."""

from typing import Any

from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    Revision,
    RevisionMixin,
    WorkflowMixin,
)

from library.catalog.dates import is_real_day, iso_date, spell_date
from library.catalog.enums import Format, Kind, Lifecycle
from library.catalog.models.keys import ProductKeyField, TitleSlugField
from library.catalog.querysets import ResourceQuerySet


class Resource(
    PreviewableMixin,
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    ClusterableModel,
):
    """A catalogued title. A snippet, not a page: see docs/adr/0003."""

    # Null while a draft has no number; two drafts without one must not collide.
    product_number = models.CharField(
        max_length=40, unique=True, null=True, blank=True, help_text="Such as COPS-P273."
    )
    product_key = ProductKeyField(max_length=50, unique=True, null=True, editable=False)
    title = models.CharField(max_length=1000)
    subtitle = models.CharField(max_length=1000, blank=True)
    slug = TitleSlugField(
        max_length=120, blank=True, help_text="The end of the address. Empty: made from the title."
    )
    abstract = models.TextField(blank=True)
    notes = models.TextField(blank=True)
    kind = models.CharField(max_length=20, choices=Kind, blank=True)
    format = models.CharField(max_length=20, choices=Format, blank=True)
    lifecycle = models.CharField(
        max_length=20, choices=Lifecycle, default=Lifecycle.CURRENT, db_index=True
    )

    primary_topic = models.ForeignKey(
        "catalog.Topic",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="primary_resources",
    )
    topics = ParentalManyToManyField("catalog.Topic", blank=True, related_name="resources")
    audiences = ParentalManyToManyField("catalog.Audience", blank=True, related_name="resources")
    languages = ParentalManyToManyField("catalog.Language", blank=True, related_name="resources")

    series = models.ForeignKey(
        "catalog.Series",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="resources",
    )
    series_number = models.CharField(max_length=80, blank=True)
    edition = models.CharField(max_length=200, blank=True)
    publisher = models.CharField(max_length=500, blank=True)
    publication_place = models.CharField(max_length=300, blank=True)

    # A date as exact as it is known: a year, a year and a month, or a day.
    published_year = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(1400), MaxValueValidator(2100)]
    )
    published_month = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    published_day = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(31)]
    )

    pages = models.PositiveIntegerField(null=True, blank=True)
    running_minutes = models.PositiveIntegerField(null=True, blank=True)
    extent = models.CharField(
        max_length=500, blank=True, help_text="As catalogued, such as “2 videodiscs (90 min.)”."
    )

    cover = models.ForeignKey(
        "media.LibraryImage", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    # Which record of which catalog this came from ("DGPO:000123456"), and what it said then.
    import_key = models.CharField(
        max_length=120, unique=True, null=True, blank=True, editable=False
    )
    import_digest = models.CharField(max_length=64, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="resource",
        for_concrete_model=False,
    )
    revisions = GenericRelation(
        "wagtailcore.Revision",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="resource",
        for_concrete_model=False,
    )

    objects = ResourceQuerySet.as_manager()

    class Meta:
        ordering = ("title", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(published_month__isnull=True) | Q(published_year__isnull=False),
                name="resource_month_needs_year",
                violation_error_message="A month of publication needs a year.",
            ),
            models.CheckConstraint(
                condition=Q(published_day__isnull=True) | Q(published_month__isnull=False),
                name="resource_day_needs_month",
                violation_error_message="A day of publication needs a month.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_public(self) -> bool:
        """Whether anyone may see it; of rows in the database, `ResourceQuerySet.public` tells."""
        return self.live and self.product_number is not None

    @property
    def published(self) -> str:
        """The date of publication in words, as exact as it is known."""
        return spell_date(self.published_year, self.published_month, self.published_day)

    @property
    def published_iso(self) -> str:
        """The date of publication for machines, as exact as it is known."""
        return iso_date(self.published_year, self.published_month, self.published_day)

    @cached_property
    def scheduled_revision(self) -> Revision | None:
        """What goes live later; a list has asked for it once for all its rows."""
        if hasattr(self, "_scheduled"):
            return next(iter(self._scheduled), None)
        return super().scheduled_revision

    def clean(self) -> None:
        """Refuse a day that no calendar has."""
        super().clean()
        year, month, day = self.published_year, self.published_month, self.published_day
        if year and month and day and not is_real_day(year, month, day):
            raise ValidationError({"published_day": f"{spell_date(year, month)} has no day {day}."})

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:  # noqa: ARG002
        """Return the public page's own template, which asks for everything else itself."""
        return "catalog/resource.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:  # noqa: ARG002
        """Return what the public view returns: the resource, here with its unsaved changes."""
        return {"request": request, "resource": self}

    def get_absolute_url(self) -> str:
        """Return the public address, `/resources/<product number>/<slug>/`."""
        return reverse("catalog:resource", args=(self.product_number, self.slug))
