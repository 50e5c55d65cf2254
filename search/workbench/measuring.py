"""Trying an entry out as a job, where it takes longer than somebody waits for a page."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.urls import reverse
from pydantic import TypeAdapter

from library.jobs.models import Job
from library.jobs.running import Run
from library.jobs.services import start_job
from library.jobs.states import UNDER_WAY
from search.models import VocabularyEntry
from search.workbench.preview import Preview, preview

KIND = "search.preview"
_LONGEST_ID = 18  # digits
_JSON = TypeAdapter(Preview)


def start_measuring(*, entry: VocabularyEntry, actor: AbstractBaseUser) -> Job:
    """Return the job that asks every judged query; one that is under way already is that."""
    parameters = {"entry": entry.pk}
    going_on = Job.objects.filter(
        kind=KIND, parameters=parameters, created_by=actor.pk, state__in=UNDER_WAY
    )
    title = f"Try out vocabulary entry {entry.pk}"  # its words are what people typed
    return going_on.first() or start_job(kind=KIND, title=title, parameters=parameters, actor=actor)


def measure(run: Run) -> None:
    """Ask every judged query with the entry and without, and keep what came of it for a day."""
    entry = VocabularyEntry.objects.filter(pk=run.parameters["entry"]).first()
    if entry is None:
        run.conclude("The entry was deleted meanwhile.")
        return
    made = preview(entry, each=lambda pairs: run.watch(pairs, total=len(pairs)))
    run.keep_file(
        name="preview.json", content_type="application/json", content=_JSON.dump_json(made)
    )
    changed = sum(ranking.is_changed for ranking in made.rankings)
    run.conclude(
        f"nDCG@10 is {made.mean_before:.3f} now and {made.mean_after:.3f} then, over "
        f"{made.measured:,} judged queries; rankings that change: {changed:,}.",
        url=f"{reverse('workbench:entry', args=(entry.pk,))}?measured={run.job.pk}",
    )


def measured(*, entry: VocabularyEntry, job_id: str) -> Preview | None:
    """Return what a job found of an entry as it stands; None where it is not kept any more."""
    if not (job_id.isascii() and job_id.isdigit() and len(job_id) < _LONGEST_ID):
        return None
    jobs = Job.objects.filter(kind=KIND, parameters={"entry": entry.pk}, pk=int(job_id))
    job = jobs.filter(created_at__gte=entry.changed_at).select_related("file").first()
    file = getattr(job, "file", None)
    return None if file is None or file.is_expired else _JSON.validate_json(bytes(file.content))
