"""The delivery answers, kept in the session from the form until the order is placed."""

from collections.abc import Mapping
from uuid import UUID, uuid4

from django.contrib.sessions.backends.base import SessionBase

_ANSWERS = "delivery"
_KEY = "order_key"
# Personal data wait no longer than this for their order: the session ends with them.
KEPT_SECONDS = 4 * 60 * 60

type Answers = dict[str, str]


def keep_answers(session: SessionBase, answers: Mapping[str, object]) -> None:
    """Keep what was typed into the delivery form."""
    session[_ANSWERS] = {name: str(answer or "") for name, answer in answers.items()}
    session.set_expiry(KEPT_SECONDS)


def kept_answers(session: SessionBase) -> Answers | None:
    """Return the answers by field, or None where nothing was answered or it was too long ago."""
    answers: Answers | None = session.get(_ANSWERS)
    return answers


def order_key(session: SessionBase) -> UUID:
    """Return the key of the order being made: the same in every tab until it is placed."""
    if _KEY not in session:
        session[_KEY] = str(uuid4())
    return UUID(session[_KEY])


def forget_answers(session: SessionBase) -> None:
    """Delete the answers and the key, and let the session last as long as any other."""
    session.pop(_ANSWERS, None)
    session.pop(_KEY, None)
    session.set_expiry(None)
