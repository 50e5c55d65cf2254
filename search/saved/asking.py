"""What a person can do with saved searches: ask, confirm, remove, unsubscribe."""

from django.db import transaction
from django.utils import timezone

from library.double_opt_in import may_be_written_to
from search.forms import address_of
from search.models import SavedSearch, SignUpCount, Subscriber
from search.query import SearchQuery
from search.saved.tasks import defer_confirmation_mail

MOST_SEARCHES = 30  # of one address


class TooManySearches(Exception):
    """An address has as many saved searches as it may have."""


class NotThere(Exception):
    """The saved search is gone: removed, or not confirmed in time."""


def ask_for_matches(*, email: str, query: SearchQuery, network: str) -> None:
    """Save a search and send a mail to confirm it, whoever has saved what before.

    Too many requests for one address change nothing and look the same: nobody learns from the
    answer whether an address is known.

    Raises:
        TooManyRequests: the network asked too often.
    """
    if not may_be_written_to(email=email, network=network, counts=SignUpCount):
        return
    with transaction.atomic():
        search = _remember(Subscriber.locked(email), address_of(query.subject))
        defer_confirmation_mail(search_id=search.pk)


def confirm_search(*, search_id: int) -> SavedSearch:
    """Confirm a search; a second time changes nothing.

    Raises:
        NotThere: it was removed, or not confirmed in time.
        TooManySearches: the address has MOST_SEARCHES already.
    """
    with transaction.atomic():
        owner = Subscriber.objects.select_for_update().filter(searches=search_id).first()
        if owner is None:
            raise NotThere
        search = owner.searches.get(pk=search_id)
        if search.confirmed_at is None:
            if owner.searches.filter(confirmed_at__isnull=False).count() >= MOST_SEARCHES:
                raise TooManySearches
            search.confirmed_at = timezone.now()
            search.save(update_fields=["confirmed_at"])
    return search


def remove_search(*, subscriber_id: int, search_id: int) -> None:
    """Remove one search; with the last one the address goes too."""
    with transaction.atomic():
        owner = Subscriber.objects.select_for_update().filter(pk=subscriber_id).first()
        if owner:
            owner.searches.filter(pk=search_id).delete()
            if not owner.searches.exists():
                owner.delete()


def unsubscribe(*, subscriber_id: int) -> None:
    """Delete an address with everything that hangs on it; nothing happens where it is gone."""
    Subscriber.objects.filter(pk=subscriber_id).delete()


def _remember(owner: Subscriber, parameters: str) -> SavedSearch:
    """Return the saved search, new or as it was; what waits for confirmation waits anew."""
    now = timezone.now()
    waiting = {"asked_at": now, "since": int(now.timestamp())}
    search = owner.searches.filter(parameters=parameters).first()
    if search is None:
        return owner.searches.create(parameters=parameters, **waiting)
    owner.searches.filter(pk=search.pk, confirmed_at=None).update(**waiting)
    return search
