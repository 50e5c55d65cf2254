"""What subscribers are told by mail."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse

from library.catalog.models import Resource
from library.double_opt_in import CONFIRM_WITHIN
from library.mail import send
from search.labels import load_labels
from search.models import Digest, SavedSearch, Subscriber
from search.saved.links import CONFIRM, MANAGE, UNSUBSCRIBE
from search.saved.selectors import named, titles


@dataclass(frozen=True, slots=True)
class Section:
    """The new matches of one search; `more` of them are not listed."""

    name: str
    address: str
    titles: list[tuple[Resource, str]]
    more: int


def send_confirmation(*, search_id: int) -> None:
    """Ask whether it was they who saved a search.

    Whoever gets this may not have asked: it repeats nothing that somebody typed.
    """
    search = SavedSearch.objects.select_related("subscriber").filter(pk=search_id).first()
    if search is None:  # confirmed and removed, or expired, before the mail left
        return
    context = {
        "confirm_url": CONFIRM.address(search.pk),
        "days": CONFIRM_WITHIN.days,
    }
    mail = _mail(search.subscriber, "confirm", "Confirm that you want new titles by email", context)
    send(mail, about=f"saved search {search.pk}")


def send_matches(digest: Digest) -> None:
    """Tell new matches of all searches in one mail; nothing to tell is no mail."""
    sections = list(_sections(digest))
    if not sections:
        return
    subscriber = digest.subscriber
    unsubscribe = UNSUBSCRIBE.address(subscriber.pk)
    context = {
        "sections": sections,
        "unsubscribe_url": unsubscribe,
        "manage_url": MANAGE.address(subscriber.pk),
    }
    count = sum(len(section.titles) + section.more for section in sections)
    subject = f"{count:,} new {'title' if count == 1 else 'titles'} for your saved searches"
    mail = _mail(subscriber, "matches", subject, context)
    # RFC 8058: a mail program may unsubscribe with one request, which it sends as a POST.
    mail.extra_headers["List-Unsubscribe"] = f"<{unsubscribe}>"
    mail.extra_headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    send(mail, about=f"digest {digest.pk}")


def _sections(digest: Digest) -> Iterator[Section]:
    """Yield what is still wanted and still public: both may have changed since it was found."""
    labels = load_labels()
    wanted = digest.subscriber.searches.in_bulk([part["search"] for part in digest.content])
    public = {row.pk: row for row in titles([pk for p in digest.content for pk in p["titles"]])}
    for part in digest.content:
        shown = [public[pk] for pk in part["titles"] if pk in public]
        if (search := wanted.get(part["search"])) and shown:
            yield Section(
                name=named(search, labels).name,
                address=_absolute(f"{reverse('search:results')}?{_newest(search.parameters)}"),
                titles=[(row, _absolute(row.get_absolute_url())) for row in shown],
                more=part["count"] - len(part["titles"]),
            )


def _newest(parameters: str) -> str:
    return "&".join(filter(None, (parameters, "sort=added")))


def _absolute(path: str) -> str:
    return settings.WAGTAILADMIN_BASE_URL + path


def _mail(
    subscriber: Subscriber, name: str, subject: str, context: Mapping[str, object]
) -> EmailMultiAlternatives:
    told = {**context, "subject": subject, "site_name": settings.SITE_NAME}
    mail = EmailMultiAlternatives(
        subject=subject,
        body=render_to_string(f"mail/search/{name}.txt", told),
        to=[subscriber.email],
        headers={"Auto-Submitted": "auto-generated"},
    )
    mail.attach_alternative(render_to_string(f"mail/search/{name}.html", told), "text/html")
    return mail
