"""What a search is called where it stands in a line: in feeds, mails and lists."""

from search.labels import FACETS, Labels
from search.query import SearchQuery

EVERYTHING = "everything in the library"


def name_of(query: SearchQuery, labels: Labels) -> str:
    """Return the words and the filters of a search, such as “gangs”; Format: DVD or Print."""
    parts = [f"“{query.text}”"] if query.text else []
    for facet, values in query.filters:
        chosen = " or ".join(labels.label(facet, value) for value in values)
        parts.append(f"{FACETS[facet]}: {chosen}")
    return "; ".join(parts) or EVERYTHING
