"""Catalog rows for tests."""

from collections.abc import Iterable

from factory.declarations import Sequence, SubFactory
from factory.django import DjangoModelFactory
from factory.helpers import post_generation

from library.catalog.enums import ContributorRole, FileRole, Format, Kind, Relation, Scheme
from library.catalog.models import (
    Audience,
    Contribution,
    Identifier,
    Language,
    LegacyAddress,
    Resource,
    ResourceFile,
    ResourceRelation,
    Series,
    SubjectHeading,
    Topic,
    TopicTerm,
)


class TopicFactory(DjangoModelFactory[Topic]):
    """A topic at the top of the thesaurus."""

    class Meta:
        model = Topic

    name = Sequence(lambda n: f"Topic {n}")
    slug = Sequence(lambda n: f"topic-{n}")


class TopicTermFactory(DjangoModelFactory[TopicTerm]):
    """A used-for term."""

    class Meta:
        model = TopicTerm

    topic = SubFactory(TopicFactory)
    term = Sequence(lambda n: f"used-for term {n}")


class AudienceFactory(DjangoModelFactory[Audience]):
    """An audience."""

    class Meta:
        model = Audience

    name = Sequence(lambda n: f"Audience {n}")
    slug = Sequence(lambda n: f"audience-{n}")


class LanguageFactory(DjangoModelFactory[Language]):
    """English, one row however often it is asked for."""

    class Meta:
        model = Language
        django_get_or_create = ("code",)

    code = "eng"
    name = "English"


class SeriesFactory(DjangoModelFactory[Series]):
    """A series."""

    class Meta:
        model = Series

    title = Sequence(lambda n: f"Series {n}")
    slug = Sequence(lambda n: f"series-{n}")


class ResourceFactory(DjangoModelFactory[Resource]):
    """A public printed guide with all that publishing asks for; `live=False` makes it a draft.

    `topics`, `audiences` and `languages` take rows; without them a resource has its primary topic
    and English.
    """

    class Meta:
        model = Resource
        skip_postgeneration_save = True

    product_number = Sequence(lambda n: f"COPS-P{1000 + n}")
    title = Sequence(lambda n: f"Resource {n}")
    slug = Sequence(lambda n: f"resource-{n}")
    abstract = "What an officer can do about it."
    kind = Kind.GUIDE
    format = Format.PRINT
    published_year = 2009
    primary_topic = SubFactory(TopicFactory)

    @post_generation
    def topics(self: Resource, create: bool, rows: Iterable[Topic] | None) -> None:  # noqa: FBT001
        own = [self.primary_topic] if self.primary_topic else []
        _choose(self, "topics", own if rows is None else rows, create=create)

    @post_generation
    def audiences(self: Resource, create: bool, rows: Iterable[Audience] | None) -> None:  # noqa: FBT001
        _choose(self, "audiences", rows or (), create=create)

    @post_generation
    def languages(self: Resource, create: bool, rows: Iterable[Language] | None) -> None:  # noqa: FBT001
        if create and rows is None:
            rows = [LanguageFactory.create()]
        _choose(self, "languages", rows or (), create=create)


class IdentifierFactory(DjangoModelFactory[Identifier]):
    """An NCJ number."""

    class Meta:
        model = Identifier

    resource = SubFactory(ResourceFactory)
    scheme = Scheme.NCJ
    value = Sequence(lambda n: f"NCJ {100_000 + n}")


class ContributionFactory(DjangoModelFactory[Contribution]):
    """An author."""

    class Meta:
        model = Contribution

    resource = SubFactory(ResourceFactory)
    name = Sequence(lambda n: f"Writer, Ann {n}")
    role = ContributorRole.AUTHOR


class SubjectHeadingFactory(DjangoModelFactory[SubjectHeading]):
    """A Library of Congress subject heading."""

    class Meta:
        model = SubjectHeading

    resource = SubFactory(ResourceFactory)
    heading = Sequence(lambda n: f"Community policing {n}")
    source = "lcsh"


class ResourceFileFactory(DjangoModelFactory[ResourceFile]):
    """An address elsewhere where the resource can be read."""

    class Meta:
        model = ResourceFile

    resource = SubFactory(ResourceFactory)
    role = FileRole.ONLINE
    url = Sequence(lambda n: f"https://example.gov/{n}")


class ResourceRelationFactory(DjangoModelFactory[ResourceRelation]):
    """A newer resource that supersedes an older one."""

    class Meta:
        model = ResourceRelation

    resource = SubFactory(ResourceFactory)
    relation = Relation.SUPERSEDES
    target = SubFactory(ResourceFactory)


class LegacyAddressFactory(DjangoModelFactory[LegacyAddress]):
    """A path of the old site."""

    class Meta:
        model = LegacyAddress

    resource = SubFactory(ResourceFactory)
    path = Sequence(lambda n: f"/RIC/Publications/old-{n}.pdf")


def _choose(resource: Resource, relation: str, rows: Iterable[object], *, create: bool) -> None:
    """Write a many-to-many relation through to the database, past the cluster's own cache."""
    rows = list(rows)
    if not create or not rows:
        return
    getattr(resource, relation).set(rows)
    getattr(resource, relation).commit()
