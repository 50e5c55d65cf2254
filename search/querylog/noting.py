"""Noting a results page that was asked for, and which hit was opened. One statement each."""

import json
import re

import structlog
from django.core import signing
from django.db import DatabaseError, connection
from django.http import HttpRequest

from search.query import MAX_SIZE, MAX_TEXT, SearchQuery
from search.querylog.personal import looks_personal
from search.results import Results
from search.vocabulary.folding import sort_key

_log = structlog.get_logger(__name__)

# A page must not wait for the disk because of its row, and a crash may cost the last of them.
_NOTE = """
WITH unhurried AS (SELECT set_config('synchronous_commit', 'off', true))
INSERT INTO search_asked_query (text, is_withheld, filters, total, engine, is_degraded,
    is_corrected, is_relaxed, clicked_rank)
SELECT %s, %s, %s::jsonb, %s, %s, %s, %s, %s, %s::smallint FROM unhurried RETURNING id
"""
# Later than this the row may have been folded for good.
_CLICK = """
UPDATE search_asked_query SET clicked_rank = %s
WHERE id = %s AND clicked_rank IS NULL AND total > 0 AND asked_at > now() - interval '1 day'
"""
_MACHINES = re.compile(r"bot\b|bot[/_-]|crawl|spider|slurp|monitor", re.IGNORECASE)
_SIGNER = signing.Signer(salt="search.querylog")


class UnknownClick(Exception):
    """A click that no page of ours can have sent."""

    def __init__(self) -> None:
        super().__init__("The token or the rank is not one of a results page.")


def is_noteworthy(request: HttpRequest, query: SearchQuery) -> bool:
    """Tell whether a person asked for the first page of something just now."""
    headers = request.headers
    prefetched = "prefetch" in f"{headers.get('Sec-Purpose')}{headers.get('Purpose')}" + str(
        headers.get("X-Moz")
    )
    return (
        request.method == "GET"
        and query.page == 1
        and bool(query.text or query.filters)
        and not prefetched
        and not _MACHINES.search(headers.get("User-Agent", ""))
    )


def note_page(
    request: HttpRequest,
    query: SearchQuery,
    found: Results,
    *,
    is_corrected: bool = False,
    is_relaxed: bool = False,
    is_opened: bool = False,
) -> str:
    """Note a results page and return the token its clicks are sent with, or "" where it is none.

    `is_opened` tells that the first hit was shown at once, in place of the results.
    """
    if not is_noteworthy(request, query):
        return ""
    try:
        return note(
            query,
            found,
            is_corrected=is_corrected,
            is_relaxed=is_relaxed,
            is_opened=is_opened,
        )
    except DatabaseError:  # nobody goes without an answer because it could not be noted
        _log.exception("query_not_noted")
        return ""


def note(
    query: SearchQuery,
    found: Results,
    *,
    is_corrected: bool = False,
    is_relaxed: bool = False,
    is_opened: bool = False,
) -> str:
    """Note what was asked and what came of it; return the token of the row.

    Results of an easier question than the one that was put are none of that one.
    """
    is_personal = looks_personal(query.text)
    row = (
        "" if is_personal else sort_key(query.text)[:MAX_TEXT],
        is_personal,
        json.dumps({str(name): list(values) for name, values in query.filters}),
        0 if is_relaxed else found.total,
        found.engine,
        found.degraded,
        is_corrected,
        is_relaxed,
        1 if is_opened else None,
    )
    with connection.cursor() as cursor:
        cursor.execute(_NOTE, row)
        return _SIGNER.sign(str(cursor.fetchone()[0]))


def note_click(token: str, rank: str) -> None:
    """Note which hit of a page was opened, from 1; only the first one counts.

    Raises:
        UnknownClick: the token is not ours, or there is no such rank on any page.
    """
    try:
        row = int(_SIGNER.unsign(token))
    except signing.BadSignature:
        raise UnknownClick from None
    if not (rank.isascii() and rank.isdigit() and len(rank) <= len(str(MAX_SIZE))):
        raise UnknownClick
    if not 1 <= int(rank) <= MAX_SIZE:
        raise UnknownClick
    with connection.cursor() as cursor:
        cursor.execute(_CLICK, [int(rank), row])
