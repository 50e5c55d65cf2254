"""Long work of ordering: recipients are forgotten in batches."""

from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser

from library.jobs.kinds import job_kind
from library.jobs.models import Job
from library.jobs.running import Run
from library.jobs.services import create_job, start_job
from library.jobs.states import UNDER_WAY
from library.orders.services.anonymizing import (
    Span,
    anonymize_orders,
    due_span,
    forget_points,
)

ANONYMIZE = "orders.anonymize"
PERMISSION = "orders.anonymize_recipient"
_TITLE = "Anonymize recipients"


class AlreadyForgetting(Exception):
    """A job that anonymizes is under way."""

    def __init__(self, job: Job) -> None:
        self.job = job
        super().__init__("Recipients are being anonymized already.")


@job_kind(ANONYMIZE, permission=PERMISSION)
def anonymize(run: Run) -> None:
    """Forget the recipients of a span of orders, a batch a transaction."""
    parameters = run.parameters
    until = datetime.fromisoformat(parameters["ended_until"])
    span = Span(parameters["first"], parameters["last"], until)
    run.each(
        span.batches(),
        lambda keys: anonymize_orders(keys=keys, ended_until=until),
        name=lambda keys: f"orders {keys.start} to {keys.stop - 1}",
    )
    forget_points()
    run.conclude("Every recipient that was due is anonymized.")


def start_anonymizing(*, actor: AbstractBaseUser | None) -> Job:
    """Let the worker forget the recipients that are due.

    Raises:
        NothingToForget: none is.
        AlreadyForgetting: it is at it.
    """
    _check_idle()
    parameters = _parameters(due_span())
    return start_job(kind=ANONYMIZE, title=_TITLE, parameters=parameters, actor=actor)


def prepare_anonymizing(*, days: int | None = None) -> Job:
    """Make the job for a command that runs it itself; for the exceptions see above."""
    _check_idle()
    parameters = _parameters(due_span(days=days))
    return create_job(kind=ANONYMIZE, title=_TITLE, parameters=parameters, actor=None)


def _check_idle() -> None:
    if job := Job.objects.filter(kind=ANONYMIZE, state__in=UNDER_WAY).first():
        raise AlreadyForgetting(job)


def _parameters(span: Span) -> dict[str, int | str]:
    until = span.ended_until.isoformat()
    return {"first": span.first, "last": span.last, "ended_until": until}
