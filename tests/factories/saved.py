"""Saved searches, and titles that are new to them."""

from datetime import UTC, datetime, timedelta

from django.utils import timezone

from library.catalog.models import Resource
from search.embedded.engine import PostgresEngine
from search.engine import Change
from search.models import SavedSearch, Subscriber
from search.records import records_for
from tests.factories.catalog import ResourceFactory

EMAIL = "pat.reader@example.gov"
MORNING = datetime(2026, 3, 2, 15, tzinfo=UTC)  # ten o'clock in Washington


def make_saved(
    parameters: str = "q=gangs",
    *,
    email: str = EMAIL,
    confirmed: bool = True,
    ago: timedelta = timedelta(0),
) -> SavedSearch:
    """Return a search that was saved some time ago."""
    owner, _ = Subscriber.objects.get_or_create(email=email)
    asked = timezone.now() - ago
    return SavedSearch.objects.create(
        subscriber=owner,
        parameters=parameters,
        asked_at=asked,
        confirmed_at=asked if confirmed else None,
        since=int(asked.timestamp()),
    )


def publish(title: str, *, at: datetime | None = None, **values: object) -> Resource:
    """Return a resource that was published, now or then, and can be found."""
    moment = at or timezone.now()
    resource = ResourceFactory.create(title=title, first_published_at=moment, **values)
    find_it(resource)
    return resource


def find_it(*resources: Resource) -> None:
    """Bring the index up to date with some resources."""
    records = records_for([resource.pk for resource in resources])
    changes = (Change(row.pk, _next_version(), records.get(row.pk)) for row in resources)
    PostgresEngine().write(list(changes))


def _next_version() -> int:
    _versions.append(len(_versions) + 1)
    return _versions[-1]


_versions: list[int] = []
