"""A made-up catalog of any size, the same for the same seed, and questions asked of it."""

import random
from itertools import batched, product

from library.catalog.enums import Format, Kind
from library.catalog.models import Contribution, Resource, SubjectHeading, Topic

ACTS = ("Reducing", "Preventing", "Measuring", "Understanding", "Responding to", "Rethinking")
THINGS = (
    *("burglary", "street racing", "bicycle theft", "school absence", "noise complaints"),
    *("elder fraud", "graffiti", "officer fatigue", "crowd safety", "traffic stops"),
    *("domestic disputes", "drug markets", "missing children", "hate crime", "evidence rooms"),
)
PLACES = (
    *("small towns", "college campuses", "tribal lands", "bus stations", "public housing"),
    *("rural counties", "shopping districts", "parks", "hospitals", "border cities"),
)
MANNERS = ("a field guide", "lessons from ten agencies", "a training course", "what works", "a kit")
GIVEN = ("Ruth", "Omar", "Lin", "Dolores", "Ivan", "Grace", "Noah", "Priya")
FAMILY = ("Abbott", "Castillo", "Dubois", "Ferraro", "Hughes", "Ibarra", "Jensen", "Okoye")


def fill_catalog(count: int, chance: random.Random) -> None:
    """Write so many public resources with topics, contributors and subjects."""
    topics = Topic.objects.bulk_create(
        Topic(name=name.capitalize(), slug=name.replace(" ", "-")) for name in THINGS + PLACES
    )
    for numbers in batched(range(count), 1_000, strict=False):
        rows = Resource.objects.bulk_create(_resource(n, chance) for n in numbers)
        links = Resource.topics.through
        links.objects.bulk_create(
            links(resource_id=row.pk, topic_id=topic.pk)
            for row in rows
            for topic in chance.sample(topics, 2)
        )
        Contribution.objects.bulk_create(
            Contribution(resource=row, name=f"{chance.choice(FAMILY)}, {chance.choice(GIVEN)}")
            for row in rows
        )
        SubjectHeading.objects.bulk_create(
            SubjectHeading(resource=row, heading=chance.choice(THINGS).capitalize()) for row in rows
        )


def questions(count: int) -> list[str]:
    """Return texts to search for, from one word to four."""
    asked = [f"{thing} {place}" for thing, place in product(THINGS, PLACES)] + list(THINGS)
    return random.Random(2001).choices(asked, k=count)  # noqa: S311 - meant to repeat


def _resource(number: int, chance: random.Random) -> Resource:
    thing, place = chance.choice(THINGS), chance.choice(PLACES)
    title = f"{chance.choice(ACTS)} {thing} in {place}: {chance.choice(MANNERS)}"
    sentences = (
        f"{chance.choice(ACTS)} {chance.choice(THINGS)} takes patience in {chance.choice(PLACES)}."
        for _ in range(chance.randint(2, 8))
    )
    return Resource(
        product_number=f"BENCH-P{number}",
        title=title,
        slug=f"title-{number}",
        abstract=" ".join(sentences),
        kind=chance.choice(Kind.values),
        format=chance.choice(Format.values),
        published_year=chance.randint(1995, 2025),
    )
