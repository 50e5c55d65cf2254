"""The demo's judged queries, and what its readers are supposed to have asked lately."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import cycle

from django.utils import timezone

from config.demo.tables import read_table
from library.catalog.models import Resource
from search.models import AskedQuery, JudgedQuery, Judgment
from search.querylog.sums import fold

DAYS = 75
# What the demo's readers ask and do not find, or find and do not open.
MISSED = ("cit training", "sro", "car jacking", "drones", "ipv", "mou template", "e bikes")


def load_judged_queries() -> None:
    """Create every judged query of the table with its grades."""
    ids = dict(Resource.objects.values_list("product_number", "pk"))
    for row in read_table("judged"):
        query = JudgedQuery.objects.create(text=row["text"])
        Judgment.objects.bulk_create(
            Judgment(query=query, resource_id=ids[number], grade=int(grade))
            for number, _, grade in (given.partition(":") for given in row["grades"].split())
        )


def load_searches() -> None:
    """Note searches of the last weeks, the same ones for everybody, and fold them."""
    rows = list(_searches([row["text"] for row in read_table("judged")]))
    AskedQuery.objects.bulk_create(rows)
    fold()


def _searches(texts: list[str]) -> Iterator[AskedQuery]:
    now = timezone.now()
    asked, ranks = cycle(texts), cycle((1, 1, None, 2, 1, 4, None, 3, 1))
    missed = cycle(MISSED)
    for ago in range(DAYS):
        busy = 4 if (now - timedelta(days=ago)).weekday() > 4 else 11  # noqa: PLR2004 - Friday
        for number in range(busy + ago % 5):
            is_missed = number % 4 == 0
            yield AskedQuery(
                asked_at=now - timedelta(days=ago, minutes=7 * number),
                text=next(missed) if is_missed else next(asked),
                total=0 if is_missed and number % 8 else 6,
                clicked_rank=None if is_missed else next(ranks),
                engine="postgresql",
            )
