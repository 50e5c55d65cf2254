"""The demo's topics, audiences, series and languages."""

from config.demo.tables import read_table
from library.catalog.models import Audience, Language, Series, Topic, TopicTerm

LANGUAGES = {"eng": "English", "spa": "Spanish"}


def load_vocabulary() -> None:
    """Create every vocabulary; a topic's broader one stands above it in the table."""
    _load_topics()
    Audience.objects.bulk_create(Audience(**row) for row in read_table("audiences"))
    Series.objects.bulk_create(Series(**row) for row in read_table("series"))
    for code, name in LANGUAGES.items():
        Language.objects.get_or_create(code=code, defaults={"name": name})


def _load_topics() -> None:
    topics: dict[str, Topic] = {}
    for row in read_table("topics"):
        topics[row["slug"]] = Topic.objects.create(
            slug=row["slug"],
            name=row["name"],
            scope_note=row["scope_note"],
            parent=topics.get(row["parent"]),
        )
        TopicTerm.objects.bulk_create(
            TopicTerm(topic=topics[row["slug"]], term=term)
            for term in row["used_for"].split(";")
            if term
        )
