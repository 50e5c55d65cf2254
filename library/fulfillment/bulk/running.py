"""A bulk action as a job: one row and the note that it is done are one transaction."""

from functools import partial

from library.fulfillment import services
from library.fulfillment.bulk.actions import ACTIONS, REFUSALS, BulkAction
from library.fulfillment.bulk.foreseeing import names_of
from library.jobs.kinds import job_kind
from library.jobs.models import Job
from library.jobs.running import Run
from library.orders.models import Order
from library.orders.services import NotYours, check_may_decide


def register_kinds() -> None:
    """Name every action as a kind of long work."""
    for action in ACTIONS.values():
        job_kind(action.kind, permission=action.permission)(partial(_run, action))


def _run(action: BulkAction, run: Run) -> None:
    keys: list[int] = run.parameters["keys"]
    names = names_of(action=action, keys=keys)
    actor = run.job.created_by

    def work(key: int) -> None:
        if actor is None or not actor.has_perm(action.permission):
            raise NotYours
        if action.name in {"approve", "decline"}:
            check_may_decide(order=Order.objects.get(pk=key), user=actor)
        try:
            action.perform(key, actor, run.parameters["reason"])
        except services.NothingToAllocate as nothing:  # what waits was noted, so it stays
            run.problem(about=names[key], message=str(nothing))

    known = [key for key in keys if key in names]
    run.each(known, work, refusals=REFUSALS, name=lambda key: names[key])
    problems = Job.objects.values_list("problem_count", flat=True).get(pk=run.job.pk)
    what = "shipments" if action.of_parcels else "orders"
    run.conclude(f"{len(known) - problems:,} of {len(known):,} {what} are {action.done}.")
