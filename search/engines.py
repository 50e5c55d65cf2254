"""The engines of this site: PostgreSQL always, Elasticsearch where the settings name one."""

from django.conf import settings

from search.elastic.engine import ElasticEngine
from search.embedded.engine import PostgresEngine
from search.engine import SearchEngine


def engines() -> dict[str, SearchEngine]:
    """Return every engine that is fed, by name; the last is the one to ask first."""
    found: list[SearchEngine] = [PostgresEngine()]
    if settings.ELASTICSEARCH_URL:
        found.append(ElasticEngine(settings.ELASTICSEARCH_URL, settings.ELASTICSEARCH_INDEX))
    return {engine.name: engine for engine in found}
