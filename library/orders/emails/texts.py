"""Which words a mail has: those that staff chose, else the default."""

from dataclasses import dataclass

from library.orders.emails.kinds import KINDS, KindOfMail
from library.orders.emails.wording import Wording
from library.orders.enums import MailKind
from library.orders.models import MailText


@dataclass(frozen=True, slots=True)
class TextOfMail:
    """One kind of mail with the words it has now; `own` is the row where staff chose them."""

    kind: MailKind
    about: KindOfMail
    wording: Wording
    own: MailText | None


def text_of(*, kind: MailKind) -> TextOfMail:
    """Return the words that a mail of this kind has now."""
    return _text(kind, MailText.objects.select_related("changed_by").filter(kind=kind).first())


def all_texts() -> list[TextOfMail]:
    """Return every kind of mail with its words. One statement."""
    own = {row.kind: row for row in MailText.objects.select_related("changed_by")}
    return [_text(kind, own.get(kind)) for kind in KINDS]


def _text(kind: MailKind, own: MailText | None) -> TextOfMail:
    about = KINDS[kind]
    wording = Wording(own.subject, own.body) if own else about.default
    return TextOfMail(kind, about, wording, own)
