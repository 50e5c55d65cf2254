"""The only projection from the catalog to an index."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Manager, Model
from django.urls import reverse

from library.catalog.enums import Lifecycle, Relation, Scheme
from library.catalog.identifiers import candidates, normalize, number_key
from library.catalog.models import (
    Contribution,
    Identifier,
    Resource,
    ResourceRelation,
    SubjectHeading,
    Topic,
    TopicTerm,
)
from library.inventory.selectors import stock_of_many
from search.passages import Passage, passages_of

BATCH = 1000


@dataclass(frozen=True, slots=True)
class Record:
    """Everything an index knows of one public resource.

    `numbers` are keys of identifiers (number_key). `topics` are slugs, ancestors included;
    `topic_names` are the names and used-for terms of the same topics. `published` is YYYYMMDD with
    zeros for what is unknown, 0 without a year. `added` is when it was first published here, in
    seconds since 1970, 0 where nobody knows. `outdated` counts the steps to what is current: 0 for
    a current resource, 1 for one that was superseded or withdrawn, 2 for what that had superseded.
    `passages` are the text inside its files.
    """

    id: int
    product_number: str
    numbers: tuple[str, ...]
    identifiers: tuple[tuple[str, str], ...]
    url: str
    title: str
    subtitle: str
    abstract: str
    notes: str
    contributors: tuple[str, ...]
    subjects: tuple[str, ...]
    series: str
    publisher: str
    topics: tuple[str, ...]
    topic_names: tuple[str, ...]
    kind: str
    format: str
    audiences: tuple[str, ...]
    languages: tuple[str, ...]
    year: int | None
    published: int
    availability: str
    added: int
    outdated: int
    passages: tuple[Passage, ...] = ()


def records_for(resource_ids: Iterable[int]) -> dict[int, Record]:
    """Return the record of each id that is public now; the others must not be in an index.

    Sixteen statements for up to a thousand ids, fourteen where none has a file. They may see
    different moments; whatever changes between them is in the outbox and is read again.
    """
    ids = list(dict.fromkeys(resource_ids))
    records: dict[int, Record] = {}
    for start in range(0, len(ids), BATCH):
        records |= _batch(ids[start : start + BATCH])
    return records


def number_keys(product_number: str, known: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Return the keys of a resource's own number and of its identifiers (scheme, value).

    The control number of a record that came from OCLC is an OCLC number too: ocm12345678.
    """
    keys = {(str(Scheme.PRODUCT_NUMBER), normalize(Scheme.PRODUCT_NUMBER, product_number))}
    for scheme, value in known:
        keys.add((scheme, normalize(scheme, value)))
        if scheme == Scheme.CONTROL_NUMBER and value[:1] in "oO":
            keys |= {(str(s), k) for s, k in candidates(value) if s == Scheme.OCLC}
    return tuple(sorted(number_key(scheme, key) for scheme, key in keys if key))


def _batch(ids: list[int]) -> dict[int, Record]:
    rows = list(
        Resource.objects.public()
        .filter(pk__in=ids)
        .select_related("series")
        .only(*_COLUMNS, "series__title")
        .order_by("pk")
    )
    public = [resource.pk for resource in rows]
    if not public:
        return {}
    details = _Details(public, rows)
    # A resource deleted since the first statement has no stock any more.
    return {row.pk: details.record(row) for row in rows if row.pk in details.stock}


_COLUMNS = (
    *("product_number", "title", "subtitle", "slug", "abstract", "notes", "kind", "format"),
    *("series", "publisher", "primary_topic", "lifecycle"),
    *("published_year", "published_month", "published_day", "first_published_at"),
)


class _Details:
    """Everything around a batch of resources, a statement a table."""

    def __init__(self, ids: list[int], rows: list[Resource]) -> None:
        self.stock = stock_of_many(ids)
        self.identifiers = _identifiers(ids)
        self.contributors = _names(Contribution, "name", ids)
        self.subjects = _names(SubjectHeading, "heading", ids)
        self.audiences = _through(Resource.audiences.through.objects, "audience__slug", ids)
        self.languages = _through(Resource.languages.through.objects, "language__code", ids)
        self.topics = _topics(ids, rows)
        self.thesaurus = _Thesaurus()
        self.succession = _Succession()
        self.passages = passages_of({row.pk: row.product_number or "" for row in rows})

    def record(self, resource: Resource) -> Record:
        """Put together the record of a resource of the batch."""
        pk = resource.pk
        number = resource.product_number or ""
        known = self.identifiers[pk]
        slugs, names = self.thesaurus.above(self.topics[pk])
        return Record(
            id=pk,
            product_number=number,
            numbers=number_keys(number, ((scheme, value) for scheme, value, _ in known)),
            identifiers=tuple((scheme, value) for scheme, value, _ in known),
            url=_address(resource),
            title=resource.title,
            subtitle=resource.subtitle,
            abstract=resource.abstract,
            notes=resource.notes,
            contributors=tuple(self.contributors[pk]),
            subjects=tuple(self.subjects[pk]),
            series=resource.series.title if resource.series else "",
            publisher=resource.publisher,
            topics=slugs,
            topic_names=names,
            kind=resource.kind,
            format=resource.format,
            audiences=tuple(sorted(self.audiences[pk])),
            languages=tuple(sorted(self.languages[pk])),
            year=resource.published_year,
            published=_published(resource),
            availability=str(self.stock[pk].availability),
            added=_added(resource),
            outdated=self.succession.steps(pk, resource.lifecycle),
            passages=self.passages.get(pk, ()),
        )


class _Thesaurus:
    """The whole thesaurus: a few hundred rows, quicker to take whole than to walk."""

    def __init__(self) -> None:
        self.parents: dict[int, int | None] = {}
        self.slugs: dict[int, str] = {}
        self.names: dict[int, list[str]] = {}
        for pk, parent, slug, name in Topic.objects.values_list("pk", "parent_id", "slug", "name"):
            self.parents[pk] = parent
            self.slugs[pk] = slug
            self.names[pk] = [name]
        for topic, term in TopicTerm.objects.order_by("term").values_list("topic_id", "term"):
            if topic in self.names:  # not one that came in between the two statements
                self.names[topic].append(term)

    def above(self, topics: set[int]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the slugs, and the names and used-for terms, of topics and all above them."""
        reached: set[int] = set()
        for topic in topics:
            above: int | None = topic
            # A ring, which no form allows but raw SQL could make, ends here too.
            while above is not None and above in self.slugs and above not in reached:
                reached.add(above)
                above = self.parents[above]
        ordered = sorted(reached, key=self.slugs.__getitem__)
        names = (name for topic in ordered for name in self.names[topic])
        return tuple(self.slugs[topic] for topic in ordered), tuple(names)


class _Succession:
    """Every public resource that supersedes another: few, quicker to take whole than to walk."""

    def __init__(self) -> None:
        self.successors: dict[int, list[tuple[int, str]]] = defaultdict(list)
        rows = ResourceRelation.objects.filter(
            relation=Relation.SUPERSEDES, resource__in=Resource.objects.public()
        )
        for pk, *successor in rows.values_list("target_id", "resource_id", "resource__lifecycle"):
            self.successors[pk].append((successor[0], successor[1]))

    def steps(self, pk: int, lifecycle: str, below: frozenset[int] = frozenset()) -> int:
        """Return how many steps a resource is from a current one; a ring ends where it closes."""
        above = below | {pk}
        newer = (
            1 + self.steps(successor, state, above)
            for successor, state in self.successors.get(pk, ())
            if successor not in above
        )
        return max(newer, default=int(lifecycle != Lifecycle.CURRENT))


def _identifiers(ids: list[int]) -> dict[int, list[tuple[str, str, str]]]:
    found: dict[int, list[tuple[str, str, str]]] = defaultdict(list)
    rows = Identifier.objects.filter(resource_id__in=ids).order_by("sort_order", "pk")
    columns = ("resource_id", "scheme", "value", "normalized")
    for pk, scheme, value, normalized in rows.values_list(*columns):
        found[pk].append((scheme, value, normalized))
    return found


def _names(
    model: type[Contribution | SubjectHeading], column: str, ids: list[int]
) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    rows = model.objects.filter(resource_id__in=ids).order_by("sort_order", "pk")
    for pk, name in rows.values_list("resource_id", column):
        if name not in found[pk]:
            found[pk].append(name)
    return found


def _through(links: Manager[Model], column: str, ids: list[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    rows = links.filter(resource_id__in=ids)
    for pk, value in rows.values_list("resource_id", column):
        found[pk].append(value)
    return found


def _topics(ids: list[int], rows: list[Resource]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for row in rows:
        if row.primary_topic_id is not None:
            found[row.pk].add(row.primary_topic_id)
    links = Resource.topics.through.objects.filter(resource_id__in=ids)
    for pk, topic in links.values_list("resource_id", "topic_id"):
        found[pk].add(topic)
    return found


def _published(resource: Resource) -> int:
    year, month = resource.published_year or 0, resource.published_month or 0
    return year * 10_000 + month * 100 + (resource.published_day or 0)


def _added(resource: Resource) -> int:
    moment = resource.first_published_at
    return int(moment.timestamp()) if moment else 0


def _address(resource: Resource) -> str:
    """Return the public address; one without a slug must not stop all others from being found."""
    if resource.slug:
        return reverse("catalog:resource", args=(resource.product_number, resource.slug))
    return reverse("catalog:resource_by_number", args=(resource.product_number,))
