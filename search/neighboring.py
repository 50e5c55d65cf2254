"""The neighbors of a number that nobody has: offered as such, never as its answer."""

from collections.abc import Iterator

from library.catalog.enums import Scheme
from search.embedded.suggesting import Absent, Beginning, beside
from search.results import Neighbor
from search.vocabulary.neighbors import near_keys, series_of
from search.vocabulary.reading import Reading

MAX_NEIGHBORS = 5
_IN_SERIES = 3  # numbers looked at on either side


def neighbors(reading: Reading) -> tuple[Neighbor, ...]:
    """Return what is numbered nearly as a reading asks, the nearest first, in one statement."""
    absent = list(_absent(reading))
    if not absent:
        return ()
    found = beside(absent, limit=_IN_SERIES)
    nearness = {(one.scheme, key): n for one in absent for n, key in enumerate(one.near)}
    found.sort(key=lambda one: (nearness.get((one.kind, one.key), len(nearness)), one.key))
    first = {one.resource_id: one for one in reversed(found)}
    nearest = sorted(first.values(), key=found.index)
    return tuple(map(_neighbor, nearest[:MAX_NEIGHBORS]))


def _absent(reading: Reading) -> Iterator[Absent]:
    for number in reading.numbers:
        scheme, _, key = number.partition(":")
        if scheme == Scheme.CONTROL_NUMBER:  # given one by one, to all sorts of things
            continue
        series = series_of(key) if scheme == Scheme.PRODUCT_NUMBER else ""
        yield Absent(scheme, key, near_keys(key), series)


def _neighbor(found: Beginning) -> Neighbor:
    return Neighbor(found.label, found.title, found.product_number, found.url)
