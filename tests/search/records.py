"""Records for tests of engines: nothing of the database."""

from dataclasses import replace

from search.records import Record

_PLAIN = Record(
    id=0,
    product_number="",
    numbers=(),
    identifiers=(),
    url="",
    title="",
    subtitle="",
    abstract="",
    notes="",
    contributors=(),
    subjects=(),
    series="",
    publisher="",
    topics=(),
    topic_names=(),
    kind="guide",
    format="print",
    audiences=(),
    languages=("eng",),
    year=2001,
    published=20010000,
    availability="reference",
    added=0,
    outdated=0,
)


def make_record(pk: int, **values: object) -> Record:
    """Return a record that has only what is named, and what no record lacks."""
    number = str(values.get("product_number", f"COPS-X{pk}"))
    defaults: dict[str, object] = {
        "product_number": number,
        "url": f"/resources/{number}/x/",
        "title": f"Title {pk}",
    }
    return replace(_PLAIN, id=pk, **(defaults | values))  # type: ignore[arg-type]
