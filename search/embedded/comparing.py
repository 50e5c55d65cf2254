"""Are the rows of the live build what writing them anew would make of them?"""

from collections.abc import Sequence

from django.db import connection

from search.embedded.writing import COLUMNS, ROWS, parameters
from search.engine import Change

# PostgreSQL makes the rows as for writing, vector and all, and compares them as a whole.
_DIFFERING = f"""
WITH wanted ({COLUMNS}) AS ({ROWS})
SELECT held.resource_id
FROM wanted JOIN search_embedded_document AS held USING (index_id, resource_id)
WHERE held.is_live AND wanted.is_live
AND to_jsonb(held) - '{{id,version}}'::text[] <> to_jsonb(wanted) - 'version'
"""  # noqa: S608 - of this folder's own text


def differing(changes: Sequence[Change]) -> set[int]:
    """Return whose row is there and is not what its record makes."""
    with connection.cursor() as cursor:
        cursor.execute(_DIFFERING, parameters(changes))
        return {pk for (pk,) in cursor.fetchall()}
