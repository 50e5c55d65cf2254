"""From new matches to a digest: everything that is told is noted in the same transaction."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from search.labels import Labels
from search.models import Digest, SavedSearch, Subscriber, ToldTitle
from search.saved.selectors import due_subscribers, matches, query_of, searches_of
from search.saved.tasks import defer_digest_mail

SHOWN = 20  # titles of a search in a mail
# A title may become findable days after it was published: an indexer that was down, a job too.
OVERLAP = timedelta(days=7)


def collect_all(labels: Labels) -> int:
    """Prepare today's digest of everybody who has one to come; return how many there are."""
    made = (collect(subscriber_id=pk, labels=labels) for pk in due_subscribers())
    return sum(digest is not None for digest in made)


def collect(*, subscriber_id: int, labels: Labels) -> Digest | None:
    """Prepare today's digest of one subscriber and queue its mail; None where nothing is new.

    Once a day: a second call, at the same time or later, finds the day taken. The digest, the
    titles it tells and the job of its mail are written together or not at all.
    """
    today = timezone.localdate()
    with transaction.atomic():
        subscriber = _taken(subscriber_id)
        if subscriber is None:
            return None
        content = [part for part in _parts(subscriber, labels) if part["count"]]
        subscriber.checked_on = today
        subscriber.save(update_fields=["checked_on"])
        if not content:
            return None
        digest = Digest.objects.create(subscriber=subscriber, day=today, content=content)
        defer_digest_mail(digest_id=digest.pk)
    return digest


def _taken(subscriber_id: int) -> Subscriber | None:
    """Lock a subscriber whose day is not done; None where another job has it."""
    due = Q(checked_on=None) | Q(checked_on__lt=timezone.localdate())
    rows = Subscriber.objects.select_for_update(skip_locked=True)
    return rows.filter(due, pk=subscriber_id).first()


def _parts(subscriber: Subscriber, labels: Labels) -> list[dict[str, object]]:
    searches = list(searches_of(subscriber_id=subscriber.pk))
    parts = [_part(search, labels) for search in searches]
    SavedSearch.objects.bulk_update(searches, ["since"])
    return parts


def _part(search: SavedSearch, labels: Labels) -> dict[str, object]:
    query = query_of(search, labels)
    if query is None:
        return {"count": 0}
    checked = int((timezone.now() - OVERLAP).timestamp())
    found = list(dict.fromkeys(matches(query, since=search.since)))
    search.since = max(search.since, checked)
    new = _told_now(search.subscriber_id, found)
    return {"search": search.pk, "titles": new[:SHOWN], "count": len(new)}


def _told_now(subscriber_id: int, found: list[int]) -> list[int]:
    """Note the titles that were never told before, and return them."""
    held = ToldTitle.objects.filter(subscriber_id=subscriber_id, resource_id__in=found)
    known = set(held.values_list("resource_id", flat=True))
    new = [pk for pk in found if pk not in known]
    today = timezone.localdate()
    ToldTitle.objects.bulk_create(
        ToldTitle(subscriber_id=subscriber_id, resource_id=pk, told_on=today) for pk in new
    )
    return new
