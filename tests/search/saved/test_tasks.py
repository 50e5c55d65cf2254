"""Mails to subscribers, sent by a real worker from real jobs."""

import logging
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.locmem import EmailBackend
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import Settings

from library.catalog.models import Resource
from search.labels import load_labels
from search.models import Digest
from search.query import SearchQuery
from search.saved import tasks
from search.saved.asking import ask_for_matches, unsubscribe
from search.saved.matching import collect
from tests.factories.saved import EMAIL, make_saved, publish
from tests.library.orders.test_tasks import only_mail, work

SITE = "https://library.example"


@pytest.fixture(autouse=True)
def site(settings: Settings) -> None:
    settings.WAGTAILADMIN_BASE_URL = SITE


def make_digest() -> Digest:
    """Return a digest with two titles, whose mail waits to be sent."""
    search = make_saved("q=gangs&format=print")
    publish("Gangs & <neighbors>", subtitle="A guide")
    publish("Gangs again")
    digest = collect(subscriber_id=search.subscriber_id, labels=load_labels())
    assert digest is not None
    return digest


@pytest.mark.django_db(transaction=True)
def test_whoever_is_asked_to_confirm_reads_nothing_that_was_typed(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    query = SearchQuery(text="buy pills at spam.example")
    ask_for_matches(email=EMAIL, query=query, network="")
    assert mail.outbox == []
    work()
    message = only_mail()
    assert message.to == [EMAIL]
    assert f"{SITE}/search/saved/confirm/" in message.body
    assert "pills" not in f"{message.subject} {message.body} {message.alternatives[0][0]!s}"
    assert EMAIL not in caplog.text
    assert EMAIL not in str(list(ProcrastinateJob.objects.values_list("args", "queueing_lock")))


@pytest.mark.django_db(transaction=True)
def test_matches_are_told_in_text_and_html_with_a_way_out(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    digest = make_digest()
    work()
    work()
    message = only_mail()
    html = str(message.alternatives[0][0])
    assert message.to == [EMAIL]
    assert message.subject == "2 new titles for your saved searches"
    assert "New for “gangs”; Format: Print" in message.body
    assert "- Gangs & <neighbors>: A guide" in message.body
    assert f"{SITE}/search/?q=gangs&format=print&sort=added" in message.body
    assert "Gangs &amp; &lt;neighbors&gt;: A guide</a>" in html
    assert "“gangs”; Format: Print" in html
    for part in ("/search/saved/manage/", "/search/saved/unsubscribe/", "/resources/"):
        assert SITE + part in message.body
        assert SITE + part in html
    headers = message.message()
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert headers["List-Unsubscribe"].startswith(f"<{SITE}/search/saved/unsubscribe/")
    assert EMAIL not in message.body + html + caplog.text
    digest.refresh_from_db()
    assert digest.handed_at


@pytest.mark.django_db
def test_a_job_that_runs_twice_sends_once() -> None:
    digest = make_digest()
    tasks.send_digest_mail(digest.pk)
    tasks.send_digest_mail(digest.pk)
    assert len(mail.outbox) == 1


@pytest.mark.django_db
def test_a_job_that_died_after_it_handed_the_mail_over_sends_no_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    digest = make_digest()

    def send_and_die(_backend: EmailBackend, messages: list[EmailMultiAlternatives]) -> int:
        mail.outbox.extend(messages)
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(EmailBackend, "send_messages", send_and_die)
        with pytest.raises(SystemExit):
            tasks.send_digest_mail(digest.pk)
    tasks.send_digest_mail(digest.pk)
    assert len(mail.outbox) == 1


@pytest.mark.django_db(transaction=True)
def test_a_server_that_is_busy_is_tried_again_and_an_address_is_not_told(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    digest = make_digest()

    def refuse(_backend: EmailBackend, _messages: list[EmailMultiAlternatives]) -> int:
        raise SMTPRecipientsRefused({EMAIL: (450, b"busy")})

    with monkeypatch.context() as patch:
        patch.setattr(EmailBackend, "send_messages", refuse)
        work()
    assert f"The mail about digest {digest.pk} was not sent" in caplog.text
    assert EMAIL not in caplog.text
    assert ProcrastinateJob.objects.get(task_name="search.send_digest").status == "todo"
    tasks.send_digest_mail(digest.pk)
    assert len(mail.outbox) == 1


@pytest.mark.django_db
def test_what_is_not_public_any_more_is_not_told() -> None:
    digest = make_digest()
    hidden = digest.content[0]["titles"]
    for resource in Resource.objects.filter(pk__in=hidden):
        resource.live = False
        resource.save()
    tasks.send_digest_mail(digest.pk)
    assert mail.outbox == []


@pytest.mark.django_db
def test_whoever_unsubscribed_meanwhile_gets_no_mail() -> None:
    digest = make_digest()
    unsubscribe(subscriber_id=digest.subscriber_id)
    tasks.send_digest_mail(digest.pk)
    search = make_saved()
    search.delete()
    tasks.send_confirmation_mail(search_id=digest.pk)
    assert mail.outbox == []


@pytest.mark.django_db(transaction=True)
def test_a_confirmation_that_waits_is_not_queued_twice() -> None:
    search = make_saved(confirmed=False)
    for _ in range(2):
        tasks.defer_confirmation_mail(search_id=search.pk)
    assert ProcrastinateJob.objects.count() == 1
