"""Mails over real SMTP: one a mail, whatever happens to the worker that sends it."""

import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from config.env import ROOT
from library.mail import MailNotSent, MailRefused
from library.orders.emails.sending import send_order_mail
from library.orders.enums import EventKind, MailKind, MailState
from library.orders.models import Order, OrderMail
from library.orders.services.mailing import NotRepeatable, queue_mail, repeat_mail
from tests.factories.orders import EMAIL, make_placed_order
from tests.library.orders.emails.conftest import Mailbox

pytestmark = pytest.mark.django_db(transaction=True)


def make_mail() -> OrderMail:
    return make_placed_order().mails.get()


def test_a_doubled_job_sends_one_mail(mailbox: Mailbox) -> None:
    mail = make_mail()

    def send(_: int) -> None:
        try:
            send_order_mail(mail_id=mail.pk)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(send, range(16)))
    (envelope,) = mailbox.taken
    assert envelope.rcpt_tos == [EMAIL]
    text = envelope.content
    assert isinstance(text, bytes)
    assert b"multipart/alternative" in text
    assert b"Auto-Submitted: auto-generated" in text
    mail.refresh_from_db()
    assert mail.state == MailState.SENT


def test_a_busy_server_is_tried_again_and_a_refusal_is_final(mailbox: Mailbox) -> None:
    busy, refused = make_mail(), make_mail()
    mailbox.answers = ["451 Busy"]
    with pytest.raises(MailNotSent):
        send_order_mail(mail_id=busy.pk)
    send_order_mail(mail_id=busy.pk)
    mailbox.answers = ["554 No"]
    with pytest.raises(MailRefused):
        send_order_mail(mail_id=refused.pk)
    send_order_mail(mail_id=refused.pk)
    states = dict(OrderMail.objects.values_list("pk", "state"))
    assert states == {busy.pk: MailState.SENT, refused.pk: MailState.FAILED}
    assert len(mailbox.taken) == 1


PROGRAM = """
import sys
import django
django.setup()
from django.conf import settings
from django.db import connection
from library.orders.emails.sending import send_order_mail
connection.settings_dict["NAME"] = sys.argv[1]
settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend",
    "OPTIONS": {"host": "127.0.0.1", "port": int(sys.argv[2])}}}
send_order_mail(mail_id=int(sys.argv[3]))
"""


def test_a_worker_killed_after_the_server_took_the_mail_sends_no_second(mailbox: Mailbox) -> None:
    mail = make_mail()
    mailbox.holds = True  # the server has the mail, the worker does not know it yet
    arguments = [str(connection.settings_dict["NAME"]), str(mailbox.port), str(mail.pk)]
    worker = subprocess.Popen([sys.executable, "-c", PROGRAM, *arguments], cwd=ROOT)
    assert mailbox.has_taken.wait(60)
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    mail.refresh_from_db()
    assert mail.state == MailState.SENDING
    mailbox.goes_on.set()
    send_order_mail(mail_id=mail.pk)  # the job that is given back to the queue
    mail.refresh_from_db()
    assert mail.state == MailState.UNCERTAIN
    assert len(mailbox.taken) == 1


def test_a_person_may_send_an_uncertain_mail_once_more(mailbox: Mailbox) -> None:
    actor = User.objects.create_user("desk")
    mail = make_mail()
    with pytest.raises(NotRepeatable):
        repeat_mail(mail_id=mail.pk, actor=actor)
    OrderMail.objects.update(state=MailState.UNCERTAIN)
    ProcrastinateJob.objects.all().delete()
    repeat_mail(mail_id=mail.pk, actor=actor)
    with pytest.raises(NotRepeatable):
        repeat_mail(mail_id=mail.pk, actor=actor)
    job = ProcrastinateJob.objects.get()
    send_order_mail(**job.args)
    assert len(mailbox.taken) == 1
    event = Order.objects.get().events.get(kind=EventKind.MAIL_REPEATED)
    assert (event.actor, event.data) == (actor, {"mail": "Order received"})


def test_an_event_has_one_mail_of_a_kind() -> None:
    mail = make_mail()
    with pytest.raises(IntegrityError), transaction.atomic():
        queue_mail(event=mail.event, kind=MailKind.PLACED)
    assert OrderMail.objects.count() == 1
