"""The outbox: triggers note entries, entries become versions, engines take versions.

An entry says that a resource changed. Folding entries gives each resource they name one new
version, in a transaction of its own; whoever reads the resource after that sees at least what the
version stands for. So the higher version is never the older state, and an engine that refuses
lower versions cannot go backwards. Nobody holds a lock here while talking to an engine.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Self

from django.db import connection

from search.models import OutboxEntry

FOLD_LIMIT = 5_000

# The first half of our advisory locks' keys names the work, the second the engine.
_LOCK_SPACES = {"feed": 0x5EA, "rebuild": 0x5EB}

# Microseconds since 1970, and at least one more than before: a database restored from a backup
# goes on above the versions that indices saw before it was restored.
_FOLD = """
WITH taken AS (
    DELETE FROM search_outbox WHERE id IN (
        SELECT id FROM search_outbox ORDER BY id LIMIT %s FOR UPDATE SKIP LOCKED)
    RETURNING resource_id)
INSERT INTO search_document_version AS known (resource_id, version, changed_at)
SELECT resource_id, (extract(epoch FROM clock_timestamp()) * 1000000)::bigint, now()
FROM (SELECT DISTINCT resource_id FROM taken) AS named ORDER BY resource_id
ON CONFLICT (resource_id) DO UPDATE
SET version = greatest(known.version + 1, excluded.version), changed_at = excluded.changed_at
"""

PENDING = """
SELECT resource_id, version FROM search_document_version
WHERE version > {engine}_version ORDER BY resource_id LIMIT %s
"""

# Rows are locked in the order of their keys, as folding does: no deadlock between drainers.
_MARK = """
WITH taken (resource_id, version) AS (SELECT * FROM unnest(%s::bigint[], %s::bigint[])),
locked AS (
    SELECT resource_id FROM search_document_version JOIN taken USING (resource_id)
    ORDER BY resource_id FOR UPDATE OF search_document_version)
UPDATE search_document_version AS known
SET {engine}_version = greatest(known.{engine}_version, taken.version)
FROM taken JOIN locked USING (resource_id) WHERE known.resource_id = taken.resource_id
"""

_WAITING = """
SELECT (SELECT count(*) FROM search_outbox),
    (SELECT count(*) FROM search_document_version WHERE version > {engine}_version)
"""

_LIFT = """
INSERT INTO search_document_version AS known (resource_id, version, changed_at)
SELECT resource_id, version, now()
FROM unnest(%s::bigint[], %s::bigint[]) AS held (resource_id, version) ORDER BY resource_id
ON CONFLICT (resource_id) DO UPDATE SET version = excluded.version
WHERE known.version < excluded.version
"""

_IS_HELD = """
SELECT 0, count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database
WHERE locktype = 'advisory' AND objsubid = 2 AND granted AND datname = current_database()
AND classid = %s AND objid = %s
"""

_ENGINES = frozenset({"elasticsearch", "postgresql"})


def note(resource_ids: Iterable[int]) -> None:
    """Ask for documents to be written anew, as a change of their rows would."""
    OutboxEntry.objects.bulk_create(
        [OutboxEntry(resource_id=pk) for pk in resource_ids], batch_size=FOLD_LIMIT
    )


def fold() -> None:
    """Turn every committed entry into a new version of its resource's document."""
    with connection.cursor() as cursor:
        taken = FOLD_LIMIT
        while taken:
            cursor.execute(_FOLD, [FOLD_LIMIT])
            taken = cursor.rowcount


def pending(engine: str, limit: int | None) -> dict[int, int]:
    """Return versions, by resource id, that an engine has not taken yet; all without a limit."""
    return dict(_rows(PENDING.format(engine=_known(engine)), [limit]))


def waiting(engine: str) -> int:
    """Return how many changes an engine has yet to take, those without a version included."""
    ((noted, versions),) = _rows(_WAITING.format(engine=_known(engine)), [])
    return noted + versions


def mark(engine: str, versions: Mapping[int, int]) -> None:
    """Note that an engine has taken these versions."""
    statement = _MARK.format(engine=_known(engine))
    with connection.cursor() as cursor:
        cursor.execute(statement, [list(versions), list(versions.values())])


def noted() -> set[int]:
    """Return the resources whose changes have no version yet."""
    return set(OutboxEntry.objects.values_list("resource_id", flat=True).distinct())


def unsettled(engine: str) -> set[int]:
    """Return the resources whose last change an engine may not have taken yet."""
    # In this order: what gets its version in between is seen by the second look.
    return noted() | pending(engine, None).keys()


def lift(versions: Mapping[int, int]) -> None:
    """See to it that the next version of each resource is above the one given."""
    with connection.cursor() as cursor:
        cursor.execute(_LIFT, [list(versions), list(versions.values())])


def known_versions() -> dict[int, int]:
    """Return the version of every resource there is or ever was."""
    return dict(_rows("SELECT resource_id, version FROM search_document_version ORDER BY 1", []))


class Turn:
    """The right to feed or to rebuild one engine, which one process has at a time.

    Leaving the block ends it. It belongs to the database session, so it also ends with a process
    that is killed.
    """

    def __init__(self, engine: str, work: str = "feed") -> None:
        self.key = [_LOCK_SPACES[work], sorted(_ENGINES).index(_known(engine))]
        self._held = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for _unused in range(self._held):
            _rows("SELECT 0, pg_advisory_unlock(%s, %s)", self.key)

    def take(self) -> bool:
        """Return whether it is ours now, without waiting."""
        ((_, taken),) = _rows("SELECT 0, pg_try_advisory_lock(%s, %s)", self.key)
        self._held += taken
        return bool(taken)

    def is_taken(self) -> bool:
        """Tell whether a process has it at this moment, this one or another."""
        ((_, holders),) = _rows(_IS_HELD, self.key)
        return bool(holders)

    def wait(self) -> None:
        """Wait until it is ours."""
        _rows("SELECT 0, pg_advisory_lock(%s, %s)", self.key)
        self._held += 1


def _known(engine: str) -> str:
    if engine not in _ENGINES:
        raise ValueError(f"no engine is called {engine!r}")
    return engine


def _rows(statement: str, parameters: Sequence[int | None]) -> list[tuple[int, int]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return list(cursor.fetchall())
