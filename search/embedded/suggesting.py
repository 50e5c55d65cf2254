"""Beginnings completed and absent numbers' neighbors found, in one statement each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

type _Parameter = str | int | list[str]

_LAST = "\U0010ffff"  # what begins with a text comes before the text with this behind it

# Distinct keys are hopped over, not read: a name on 10,000 resources costs as much as on one.
_HOPS = """
(WITH RECURSIVE hop AS (
    (SELECT key, resource_id, label FROM search_suggestion
     WHERE index_id = {live} AND kind = %s AND key >= %s AND key < %s ORDER BY key LIMIT 1)
    UNION ALL
    SELECT further.* FROM hop, LATERAL (
        SELECT key, resource_id, label FROM search_suggestion
        WHERE index_id = {live} AND kind = %s AND key > hop.key AND key < %s
        ORDER BY key LIMIT 1) AS further)
SELECT %s AS kind, key, resource_id, label FROM hop LIMIT %s)"""

_NAMED = """
(SELECT kind, key, resource_id, label FROM search_suggestion
 WHERE index_id = {live} AND kind = %s AND key = ANY(%s) LIMIT 50)"""

_BESIDE = """
(SELECT kind, key, resource_id, label FROM search_suggestion
 WHERE index_id = {live} AND kind = %s AND key {sign} %s AND starts_with(key, %s)
 ORDER BY key {order} LIMIT %s)"""
_WITH_WORDS = """
SELECT 'word', title_key, '', resource_id, record->>'title', record->>'url',
       record->>'product_number', record->>'kind', record->>'year'
FROM search_embedded_document
WHERE index_id = {live} AND is_live AND vector @@ to_tsquery('search_english', %s) LIMIT %s"""

_ABOVE = _BESIDE.replace("{sign}", ">").replace("{order}", "ASC")
_BELOW = _BESIDE.replace("{sign}", "<").replace("{order}", "DESC")

_SHOWN = """
WITH found AS MATERIALIZED ({parts})
SELECT found.kind, key, label, resource_id, record->>'title', record->>'url',
       record->>'product_number', record->>'kind', record->>'year'
FROM found JOIN search_embedded_document USING (resource_id)
WHERE index_id = {live} AND is_live"""

_LIVE = "(SELECT id FROM search_embedded_index WHERE is_live)"


@dataclass(frozen=True, slots=True)
class Beginning:
    """A key found and its resource. `kind` is title, word, person or a numbering scheme."""

    kind: str
    key: str
    label: str
    resource_id: int
    title: str
    url: str
    product_number: str
    resource_kind: str
    year: str


def completions(beginnings: Iterable[tuple[str, str, int]]) -> list[Beginning]:
    """Return what goes on from some beginnings, each a kind, the beginning of a key and how many.

    They come by kind in the order asked, then by key; a key is told once.
    """
    asked = list(beginnings)
    parameters: list[_Parameter] = []
    for kind, key, limit in asked:
        parameters += [kind, key, key + _LAST, kind, key + _LAST, kind, limit]
    order = {kind: place for place, (kind, _, _) in enumerate(asked)}
    found = _read([_HOPS] * len(asked), parameters)
    return sorted(found, key=lambda one: (order[one.kind], one.key))


@dataclass(frozen=True, slots=True)
class Absent:
    """A number that nobody has: its scheme, its key, keys near it, and what its series begins with.

    Without a series, nothing but the keys near it is looked for.
    """

    scheme: str
    key: str
    near: tuple[str, ...]
    series: str = ""


def beside(numbers: Iterable[Absent], *, limit: int) -> list[Beginning]:
    """Return the numbers near absent ones, and up to `limit` next to each in its series."""
    parts: list[str] = []
    parameters: list[_Parameter] = []
    for number in numbers:
        parts.append(_NAMED)
        parameters += [number.scheme, list(number.near)]
        if number.series:
            parts += [_ABOVE, _BELOW]
            parameters += [number.scheme, number.key, number.series, limit] * 2
    return list(dict.fromkeys(_read(parts, parameters)))


def titles_with(words: Sequence[str], *, limit: int) -> list[Beginning]:
    """Return some titles that have all of some folded words, the last of which is a beginning."""
    *whole, last = words
    query = " & ".join((*(f"'{word}':A" for word in whole), f"'{last}':*A"))
    with connection.cursor() as cursor:
        cursor.execute(_WITH_WORDS.replace("{live}", _LIVE), [query, limit])
        return [_beginning(row) for row in cursor.fetchall()]


def _read(parts: Sequence[str], parameters: Sequence[_Parameter]) -> list[Beginning]:
    if not parts:
        return []
    statement = _SHOWN.replace("{parts}", " UNION ALL ".join(parts)).replace("{live}", _LIVE)
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return [_beginning(row) for row in cursor.fetchall()]


def _beginning(row: tuple[Any, ...]) -> Beginning:
    kind, key, label, resource_id, *shown = row
    return Beginning(kind, key, label, resource_id, *(value or "" for value in shown))
