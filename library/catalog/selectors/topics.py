"""The thesaurus: its tree, its counts, a topic with all around it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Case, Count, F, IntegerField, Max, Q, QuerySet, When
from django.shortcuts import get_object_or_404

from library.catalog.models import Resource, Topic

# Each topic beside every topic above it, itself included, joined with the public resources filed
# at it. UNION drops what was reached before, so a ring made by raw SQL ends too.
_COUNTED_TREE = """
WITH RECURSIVE above (topic_id, ancestor_id) AS (
    SELECT id, id FROM catalog_topic
    UNION
    SELECT above.topic_id, topic.parent_id
    FROM above JOIN catalog_topic topic ON topic.id = above.ancestor_id
    WHERE topic.parent_id IS NOT NULL
), filed (resource_id, topic_id) AS (
    SELECT resource_id, topic_id FROM catalog_resource_topics
    UNION
    SELECT id, primary_topic_id FROM catalog_resource WHERE primary_topic_id IS NOT NULL
)
SELECT topic.*, COALESCE(counted.resources, 0) AS resource_count
FROM catalog_topic topic
LEFT JOIN (
    SELECT above.ancestor_id, COUNT(DISTINCT resource.id) AS resources
    FROM above
    JOIN filed ON filed.topic_id = above.topic_id
    JOIN catalog_resource resource ON resource.id = filed.resource_id
    WHERE resource.live AND resource.product_number IS NOT NULL
    GROUP BY above.ancestor_id
) counted ON counted.ancestor_id = topic.id
ORDER BY topic.name
"""

_NEWEST_FIRST = ("published_year", "published_month", "published_day")


@dataclass(slots=True)
class TopicNode:
    """A topic in the tree; `count` is the public resources at it or below it, each once."""

    topic: Topic
    count: int
    children: list["TopicNode"] = field(default_factory=list)

    def walk(self) -> Iterator["TopicNode"]:
        """Yield this node and all below it."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class TopicPage:
    """A topic with its neighbors and everything filed at it or below it, newest first."""

    topic: Topic
    count: int
    broader: list[Topic]
    narrower: list[TopicNode]
    related: list[Topic]
    used_for: list[str]
    resources: QuerySet[Resource]


def topic_tree() -> list[TopicNode]:
    """Return the topics of the first level with all below them. One statement."""
    topics = Topic.objects.raw(_COUNTED_TREE)
    return _planted([TopicNode(topic, topic.resource_count) for topic in topics])


def topic_page(*, slug: str) -> TopicPage:
    """Return a topic's page; raises Http404 for an unknown slug. Three statements."""
    topic = get_object_or_404(Topic.objects.prefetch_related("used_for", "related"), slug=slug)
    every = {node.topic.pk: node for root in topic_tree() for node in root.walk()}
    node = every[topic.pk]
    subtree = [below.topic.pk for below in node.walk()]
    return TopicPage(
        topic=topic,
        count=node.count,
        broader=_chain({pk: each.topic for pk, each in every.items()}, topic)[:-1],
        narrower=node.children,
        related=list(topic.related.all()),
        used_for=[term.term for term in topic.used_for.all()],
        resources=_filed_under(subtree),
    )


def changed_topics() -> list[tuple[str, datetime | None]]:
    """Return the slug of each topic, and when a public resource at or below it last changed.

    Two statements. None where nothing is filed there.
    """
    public = Resource.objects.public()
    filed = public.values_list("topics", "primary_topic").annotate(Max("updated_at"))
    changes: dict[int, datetime] = {}
    for *topics, moment in filed.order_by():
        for pk in filter(None, topics):
            changes[pk] = max(moment, changes.get(pk, moment))
    nodes = _planted([TopicNode(topic, 0) for topic in Topic.objects.all()])
    found = []
    for node in (each for root in nodes for each in root.walk()):
        moments = (changes[below.topic.pk] for below in node.walk() if below.topic.pk in changes)
        found.append((node.topic.slug, max(moments, default=None)))
    return found


def topic_chain(topic: Topic | None) -> list[Topic]:
    """Return the topics above a topic from the broadest down, and the topic itself."""
    return _chain({each.pk: each for each in Topic.objects.all()}, topic) if topic else []


def topic_labels() -> list[tuple[int, str]]:
    """Return (key, name) of every topic in tree order, indented, for a form's choices."""
    return [(topic.pk, "\u2003" * level + topic.name) for topic, level in _in_tree_order()]


def topics_in_tree_order() -> QuerySet[Topic]:
    """Return the topics ordered as a tree, each with `resource_count`, filed right at it."""
    places = [When(pk=topic.pk, then=place) for place, (topic, _) in enumerate(_in_tree_order())]
    public = Q(resources__in=Resource.objects.public())
    topics: QuerySet[Topic] = Topic.objects.select_related("parent__parent__parent").annotate(
        resource_count=Count("resources", filter=public),
        place=Case(*places, default=len(places), output_field=IntegerField()),
    )
    return topics.order_by("place")


def is_within(*, topic: Topic, ancestor: Topic) -> bool:
    """Return whether a topic is another one or stands below it."""
    return ancestor.pk in {each.pk for each in topic_chain(topic)}


def _in_tree_order() -> list[tuple[Topic, int]]:
    def below(nodes: list[TopicNode], level: int) -> Iterator[tuple[Topic, int]]:
        for node in nodes:
            yield node.topic, level
            yield from below(node.children, level + 1)

    return list(below(_planted([TopicNode(topic, 0) for topic in Topic.objects.all()]), 0))


def _planted(nodes: list[TopicNode]) -> list[TopicNode]:
    """Hang every node below its parent, and return those of the first level.

    No node is lost: where raw SQL made topics into a ring, the first of them is cut loose.
    """
    by_key = {node.topic.pk: node for node in nodes}
    roots = [node for node in nodes if node.topic.parent_id is None]
    for node in nodes:
        if node.topic.parent_id is not None:
            by_key[node.topic.parent_id].children.append(node)
    reached = {below.topic.pk for root in roots for below in root.walk()}
    for node in nodes:
        if node.topic.pk not in reached:
            by_key[node.topic.parent_id].children.remove(node)
            roots.append(node)
            reached |= {below.topic.pk for below in node.walk()}
    return roots


def _chain(topics: dict[int, Topic], topic: Topic) -> list[Topic]:
    chain = [topic]
    while chain[0].parent_id is not None and topics[chain[0].parent_id] not in chain:
        chain.insert(0, topics[chain[0].parent_id])
    return chain


def _filed_under(topics: list[int]) -> QuerySet[Resource]:
    filed = Resource.topics.through.objects.filter(topic_id__in=topics).values("resource_id")
    return (
        Resource.objects.public()
        .filter(Q(pk__in=filed) | Q(primary_topic__in=topics))
        .order_by(*(F(part).desc(nulls_last=True) for part in _NEWEST_FIRST), "title", "pk")
    )


def topics_beginning(*, text: str, limit: int) -> list[tuple[str, str]]:
    """Return name and slug of topics that have a word beginning so, in one statement.

    Those whose name begins so come first, then those with a word of it, then those with a used-for
    term. `text` is compared without regard to case.
    """
    word = r"\m" + re.escape(text)
    named = Case(When(name__istartswith=text, then=0), When(name__iregex=word, then=1), default=2)
    found = Topic.objects.filter(Q(name__iregex=word) | Q(used_for__term__iregex=word))
    ordered = found.annotate(place=named).order_by("place", "name").distinct()
    return [(name, slug) for name, slug, _ in ordered.values_list("name", "slug", "place")[:limit]]
