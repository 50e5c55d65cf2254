"""The words of mails, changed by staff and put back; each change is in Wagtail's log."""

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from library.orders.emails.kinds import KINDS
from library.orders.emails.wording import Wording, body_faults, plain, subject_faults
from library.orders.enums import MailKind
from library.orders.models import MailText

TEXT_CHANGED = "orders.mail_text_changed"
TEXT_RESTORED = "orders.mail_text_restored"


class BadWording(ValueError):
    """Words that a mail cannot be made of; says of subject and body what is wrong with them."""

    def __init__(self, subject: list[str], body: list[str]) -> None:
        self.subject = subject
        self.body = body
        super().__init__(" ".join([*subject, *body]))


def checked_wording(*, kind: MailKind, subject: str, body: str) -> Wording:
    """Return words as they are kept.

    Raises:
        BadWording: a placeholder is unknown, misplaced, or missing.
    """
    wording = Wording(subject.strip(), plain(body))
    placeholders = KINDS[kind].placeholders
    faults = subject_faults(wording.subject, placeholders), body_faults(wording.body, placeholders)
    if any(faults):
        raise BadWording(*faults)
    return wording


@transaction.atomic
def write_mail_text(
    *, kind: MailKind, subject: str, body: str, actor: AbstractBaseUser | None
) -> MailText:
    """Put words of one's own in the place of a mail's default, from the next mail on.

    Raises:
        BadWording: a placeholder is unknown, misplaced, or missing.
    """
    wording = checked_wording(kind=kind, subject=subject, body=body)
    before = _own(kind)
    text = before or MailText(kind=kind)
    was = _words(before)
    text.subject, text.body = wording.subject, wording.body
    text.changed_at, text.changed_by_id = timezone.now(), actor.pk if actor else None
    text.save()
    log(instance=text, action=TEXT_CHANGED, user=actor, data={"was": was, "is": _words(text)})
    return text


@transaction.atomic
def restore_mail_text(*, kind: MailKind, actor: AbstractBaseUser | None) -> Wording:
    """Give a mail its default words back and return them; nothing happens where it has them."""
    own = _own(kind)
    if own:
        log(instance=own, action=TEXT_RESTORED, user=actor, data={"was": _words(own)})
        own.delete()
    return KINDS[kind].default


def _own(kind: MailKind) -> MailText | None:
    return MailText.objects.select_for_update().filter(kind=kind).first()


def _words(text: MailText | None) -> dict[str, str] | None:
    return {"subject": text.subject, "body": text.body} if text else None
