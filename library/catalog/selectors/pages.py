"""Everything the public page of a resource shows, for a saved one and for a preview alike."""

from dataclasses import dataclass

from library.catalog.enums import ContributorRole, Lifecycle, Relation
from library.catalog.models import (
    Contribution,
    Identifier,
    Resource,
    ResourceFile,
    ResourceRelation,
    Topic,
)
from library.catalog.selectors.resources import relations_to
from library.catalog.selectors.topics import topic_chain

# How a statement reads from its other side.
_INVERSE_HEADINGS = {
    Relation.OTHER_FORMAT: "Also available as",
    Relation.PART_OF: "Parts",
    Relation.COMPANION: "Companions",
}
_HEADINGS = {
    Relation.SUPERSEDES: "Supersedes",
    Relation.OTHER_FORMAT: "Also available as",
    Relation.PART_OF: "Part of",
    Relation.COMPANION: "Companions",
}
_NAMED_FIRST = (ContributorRole.AUTHOR, ContributorRole.CORPORATE_AUTHOR, ContributorRole.EDITOR)


@dataclass(frozen=True, slots=True)
class RelatedGroup:
    """Resources that stand to this one in the same way."""

    heading: str
    resources: list[Resource]


@dataclass(frozen=True, slots=True)
class ResourcePage:
    """A resource and all that is known about it."""

    resource: Resource
    topic_chain: list[Topic]
    topics: list[Topic]
    audiences: list[str]
    languages: list[str]
    contributions: list[Contribution]
    identifiers: list[Identifier]
    subjects: list[str]
    files: list[ResourceFile]
    related: list[RelatedGroup]
    successors: list[Resource]

    @property
    def is_withdrawn(self) -> bool:
        """Whether only a tombstone is left."""
        return self.resource.lifecycle == Lifecycle.WITHDRAWN

    @property
    def is_superseded(self) -> bool:
        """Whether there is something newer to use."""
        return not self.is_withdrawn and (
            bool(self.successors) or self.resource.lifecycle == Lifecycle.SUPERSEDED
        )

    @property
    def size(self) -> str:
        """How long it is: "64 pages", "10 minutes"; "" where nobody counted."""
        resource = self.resource
        parts = (_counted(resource.pages, "page"), _counted(resource.running_minutes, "minute"))
        return ", ".join(filter(None, parts)) or resource.extent

    @property
    def citation(self) -> str:
        """How to cite it: who (when), what, where, by whom published, number."""
        resource = self.resource
        names = [each.name.rstrip(".") for each in self.contributions if each.role in _NAMED_FIRST]
        title = f"{resource.title}: {resource.subtitle}" if resource.subtitle else resource.title
        place = resource.publication_place.rstrip(" :")
        publisher = resource.publisher.rstrip(" ,")
        parts = (
            "; ".join(names),
            title.rstrip("."),
            resource.edition.rstrip("."),
            ": ".join(filter(None, (place, publisher))),
            resource.published,
            f"Product number {resource.product_number}" if resource.product_number else "",
        )
        return " ".join(f"{part}." for part in parts if part)


def resource_page(*, resource: Resource) -> ResourcePage:
    """Return a resource's page. Reads only through the resource, so unsaved changes show.

    One statement for a resource that came from `public_resource`.
    """
    inverse = relations_to(resource)
    return ResourcePage(
        resource=resource,
        topic_chain=topic_chain(resource.primary_topic),
        topics=list(resource.topics.all()),
        audiences=[audience.name for audience in resource.audiences.all()],
        languages=[language.name for language in resource.languages.all()],
        contributions=list(resource.contributions.all()),
        identifiers=list(resource.identifiers.all()),
        subjects=list(dict.fromkeys(subject.heading for subject in resource.subjects.all())),
        files=list(resource.files.all()),
        related=_grouped(list(resource.relations.all()), inverse),
        successors=[row.resource for row in inverse if row.relation == Relation.SUPERSEDES],
    )


def _grouped(stated: list[ResourceRelation], inverse: list[ResourceRelation]) -> list[RelatedGroup]:
    groups: dict[str, dict[int, Resource]] = {}
    for row in stated:
        if row.target.is_public:
            heading = _HEADINGS[Relation(row.relation)]
            groups.setdefault(heading, {})[row.target.pk] = row.target
    for row in inverse:
        heading = _INVERSE_HEADINGS.get(Relation(row.relation), "")
        if heading:  # what supersedes this one stands in the banner
            groups.setdefault(heading, {})[row.resource.pk] = row.resource
    return [RelatedGroup(heading, list(found.values())) for heading, found in groups.items()]


def _counted(number: int | None, unit: str) -> str:
    if not number:
        return ""
    return f"{number:,} {unit}" + ("" if number == 1 else "s")
