"""Which resources are the same work: earlier and later editions, and other formats of any."""

from django.db import connection

from library.catalog.enums import Relation

# UNION drops what was reached before, so that a ring of statements ends too.
_EDITIONS = """
WITH RECURSIVE same (id) AS (
    SELECT %(resource)s::bigint
    UNION
    SELECT CASE WHEN stated.resource_id = same.id THEN stated.target_id ELSE stated.resource_id END
    FROM same JOIN catalog_resourcerelation stated
        ON same.id IN (stated.resource_id, stated.target_id)
    WHERE stated.relation = ANY(%(alike)s)
)
SELECT id, title FROM catalog_resource WHERE id IN (
    SELECT id FROM same
    UNION SELECT target_id FROM catalog_resourcerelation WHERE resource_id = %(resource)s
    UNION SELECT resource_id FROM catalog_resourcerelation WHERE target_id = %(resource)s)
"""
_ALIKE = [str(Relation.SUPERSEDES), str(Relation.OTHER_FORMAT)]


def editions_of(*, resource_id: int) -> dict[int, str]:
    """Return a resource, all its editions and formats, and all its page links to: ids and titles.

    The chain of editions is followed to both its ends, in one statement.
    """
    with connection.cursor() as cursor:
        cursor.execute(_EDITIONS, {"resource": resource_id, "alike": _ALIKE})
        return dict(cursor.fetchall())
