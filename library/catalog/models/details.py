"""What belongs to one resource and is edited with it."""

from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from library.catalog.enums import ContributorRole, FileRole, Relation, Scheme
from library.catalog.identifiers import InvalidIdentifier, check
from library.catalog.models.keys import IdentifierKeyField

UNIQUE_SCHEMES = (Scheme.PRODUCT_NUMBER, Scheme.NCJ, Scheme.DOI)


class Identifier(Orderable):
    """A number under which the resource is known elsewhere."""

    resource = ParentalKey("catalog.Resource", on_delete=models.CASCADE, related_name="identifiers")
    scheme = models.CharField(max_length=20, choices=Scheme)
    value = models.CharField(max_length=200)
    normalized = IdentifierKeyField(max_length=200, editable=False, db_index=True)

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=("scheme", "normalized"),
                condition=Q(scheme__in=UNIQUE_SCHEMES),
                name="identifier_is_unique_where_the_scheme_demands_it",
                violation_error_message="Another resource has this number.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_scheme_display()} {self.value}"

    def clean(self) -> None:
        """Refuse what cannot be a number of the scheme."""
        super().clean()
        if not self.scheme:
            return
        try:
            check(self.scheme, self.value)
        except InvalidIdentifier as problem:
            raise ValidationError({"value": str(problem)}) from problem


class Contribution(Orderable):
    """Somebody who made the resource, and what they did."""

    resource = ParentalKey(
        "catalog.Resource", on_delete=models.CASCADE, related_name="contributions"
    )
    name = models.CharField(max_length=500)
    role = models.CharField(max_length=20, choices=ContributorRole, default=ContributorRole.AUTHOR)

    def __str__(self) -> str:
        return self.name


class SubjectHeading(Orderable):
    """A subject as a cataloger wrote it, from a controlled list or free."""

    resource = ParentalKey("catalog.Resource", on_delete=models.CASCADE, related_name="subjects")
    heading = models.CharField(max_length=500)
    source = models.CharField(max_length=20, blank=True, help_text="The list, such as lcsh.")

    def __str__(self) -> str:
        return self.heading


class ResourceFile(Orderable):
    """A file of ours or an address elsewhere where the resource can be read or played."""

    resource = ParentalKey("catalog.Resource", on_delete=models.CASCADE, related_name="files")
    role = models.CharField(max_length=20, choices=FileRole, default=FileRole.FULL_TEXT)
    document = models.ForeignKey(
        "media.LibraryDocument", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    url = models.URLField(max_length=1000, blank=True, verbose_name="address elsewhere")
    label = models.CharField(max_length=200, blank=True)

    class Meta(Orderable.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(document__isnull=False, url="") | Q(document__isnull=True) & ~Q(url=""),
                name="file_is_a_document_or_an_address",
                violation_error_message="Choose a document or give an address, one of the two.",
            )
        ]

    def __str__(self) -> str:
        return self.label or self.get_role_display()


class ResourceRelation(Orderable):
    """A statement about two resources, made at the first."""

    resource = ParentalKey("catalog.Resource", on_delete=models.CASCADE, related_name="relations")
    relation = models.CharField(max_length=20, choices=Relation)
    target = models.ForeignKey(
        "catalog.Resource", on_delete=models.CASCADE, related_name="inverse_relations"
    )

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=("resource", "relation", "target"), name="relation_is_stated_once"
            ),
            models.CheckConstraint(
                condition=~Q(resource=models.F("target")),
                name="relation_is_between_two_resources",
                violation_error_message="A resource cannot be related to itself.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_relation_display()} {self.target_id}"


class LegacyAddress(models.Model):
    """A path of the old site that leads to the resource for ever."""

    resource = ParentalKey(
        "catalog.Resource", on_delete=models.CASCADE, related_name="legacy_addresses"
    )
    path = models.CharField(
        max_length=500, unique=True, help_text="Such as /RIC/Publications/cops-p273-pub.pdf."
    )

    class Meta:
        verbose_name_plural = "legacy addresses"

    def __str__(self) -> str:
        return self.path

    def clean(self) -> None:
        """Keep the path of a whole address that was pasted; refuse what is no path."""
        super().clean()
        address = urlsplit(self.path.strip())
        self.path = address.path + (f"?{address.query}" if address.query else "")
        if not self.path.startswith("/"):
            raise ValidationError({"path": "A path begins with a slash."})
