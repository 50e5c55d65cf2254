"""Mails to subscribers, sent by the worker. A job knows keys, never an address."""

import structlog
from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from library.mail import RETRY, MailNotSent
from search.models import Digest
from search.saved.emails import send_confirmation, send_matches

_log = structlog.get_logger(__name__)


@app.task(name="search.send_confirmation", queue="mail", retry=RETRY)
def send_confirmation_mail(search_id: int) -> None:
    """Ask a person to confirm a saved search."""
    send_confirmation(search_id=search_id)


@app.task(name="search.send_digest", queue="mail", retry=RETRY)
def send_digest_mail(digest_id: int) -> None:
    """Send a digest once.

    It is claimed, and the claim committed, before the mail server hears of it. A job that died
    after that may have sent it, so another one does not: a title missed once is still on the site,
    the same mail twice is a nuisance. What the server turned down is tried again.
    """
    mine = Digest.objects.filter(pk=digest_id, handed_at=None).update(handed_at=timezone.now())
    if not mine:
        _log.warning("digest_not_sent_again", digest=digest_id)
        return
    digest = Digest.objects.select_related("subscriber").get(pk=digest_id)
    try:
        send_matches(digest)
    except MailNotSent:
        Digest.objects.filter(pk=digest_id).update(handed_at=None)
        raise


def defer_confirmation_mail(*, search_id: int) -> None:
    """Queue the question whether to confirm; one that waits already asks the same."""
    job = send_confirmation_mail.configure(queueing_lock=f"saved-search-confirm-{search_id}")
    try:
        with transaction.atomic():
            job.defer(search_id=search_id)
    except AlreadyEnqueued:
        _log.info("confirmation_waits_already", search=search_id)


def defer_digest_mail(*, digest_id: int) -> None:
    """Queue a digest within the running transaction."""
    job = send_digest_mail.configure(queueing_lock=f"saved-search-digest-{digest_id}")
    job.defer(digest_id=digest_id)
