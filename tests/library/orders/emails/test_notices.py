"""Mails to those who wait for a title: once each, and the address is forgotten."""

from email import message_from_bytes, policy

import pytest
from django.utils import timezone

from library.mail import MailNotSent, MailRefused
from library.orders.emails.notices import (
    send_back_in_stock,
    send_notice_confirmation,
)
from library.orders.models import NoticeAddress, StockNotice
from tests.factories.orders import EMAIL, make_orderable
from tests.library.orders.emails.conftest import Mailbox

pytestmark = pytest.mark.django_db(transaction=True)


def make_notice(**state: object) -> StockNotice:
    address, _ = NoticeAddress.objects.get_or_create(email=EMAIL)
    resource = make_orderable(title="Gangs & <neighbors>")
    return StockNotice.objects.create(
        address=address, resource=resource, asked_at=timezone.now(), **state
    )


def make_due() -> StockNotice:
    return make_notice(confirmed_at=timezone.now(), told_at=timezone.now())


def test_it_is_told_once_and_the_address_is_gone(mailbox: Mailbox) -> None:
    notice = make_due()
    for _ in range(2):
        send_back_in_stock(notice_id=notice.pk)
    (envelope,) = mailbox.taken
    assert envelope.rcpt_tos == [EMAIL]
    assert isinstance(envelope.content, bytes)
    mail = message_from_bytes(envelope.content, policy=policy.default)
    assert mail["Subject"] == "Back in stock: Gangs & <neighbors>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "/notices/stop/" in mail["List-Unsubscribe"]
    text = mail.get_body(("plain",))
    assert text is not None
    assert notice.resource.get_absolute_url() in text.get_content()
    assert EMAIL not in text.get_content()
    assert not NoticeAddress.objects.exists()
    notice.refresh_from_db()
    assert notice.address_id is None


def test_an_address_stays_while_it_waits_for_another_title(mailbox: Mailbox) -> None:
    due, waiting = make_due(), make_notice(confirmed_at=timezone.now())
    send_back_in_stock(notice_id=due.pk)
    assert NoticeAddress.objects.get().notices.get() == waiting


def test_a_busy_server_is_tried_again_and_a_refusal_forgets(mailbox: Mailbox) -> None:
    notice = make_due()
    mailbox.answers = ["451 Busy"]
    with pytest.raises(MailNotSent):
        send_back_in_stock(notice_id=notice.pk)
    assert NoticeAddress.objects.exists()
    mailbox.answers = ["554 No"]
    with pytest.raises(MailRefused):
        send_back_in_stock(notice_id=notice.pk)
    assert not NoticeAddress.objects.exists()
    assert mailbox.taken == []


def test_nobody_is_told_before_the_turn_comes_or_after_stopping(mailbox: Mailbox) -> None:
    send_back_in_stock(notice_id=make_notice(confirmed_at=timezone.now()).pk)
    stopped = make_due()
    NoticeAddress.objects.all().delete()
    send_back_in_stock(notice_id=stopped.pk)
    send_notice_confirmation(notice_id=stopped.pk)
    assert mailbox.taken == []


def test_whoever_is_asked_to_confirm_gets_a_link_and_a_way_out(mailbox: Mailbox) -> None:
    notice = make_notice()
    send_notice_confirmation(notice_id=notice.pk)
    (envelope,) = mailbox.taken
    assert isinstance(envelope.content, bytes)
    body = message_from_bytes(envelope.content, policy=policy.default).get_body(("plain",))
    assert body is not None
    assert "/notices/confirm/" in body.get_content()
    assert "/notices/stop/" in body.get_content()
    notice.confirmed_at = timezone.now()
    notice.save()
    send_notice_confirmation(notice_id=notice.pk)  # confirmed before the second mail left
    assert len(mailbox.taken) == 1
