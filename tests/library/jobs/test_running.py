"""Long work: its progress, its refusals, its end, and going on."""

from collections.abc import Callable, Iterator

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import DjangoAssertNumQueries

from library.jobs import kinds, running
from library.jobs.models import Job
from library.jobs.running import Paused, Run
from library.jobs.services import AlreadyEnded, cancel_job, resume_job, start_job
from library.jobs.states import JobState
from library.jobs.tasks import run
from tests.library.jobs.conftest import COUNT, Count, Refusal

pytestmark = pytest.mark.django_db


def fail_at(number: int, fault: BaseException) -> Callable[[int], None]:
    def before(counted: int) -> None:
        if counted == number:
            raise fault

    return before


def test_it_is_done_and_says_what_came_of_it(count: Count) -> None:
    job = count.run(count.job())
    assert (job.state, job.done, job.total, job.result) == (JobState.DONE, 5, 5, "Counted 5.")
    assert job.ended_at is not None


def test_what_is_refused_is_noted_and_the_rest_goes_on(count: Count) -> None:
    count.before = fail_at(3, Refusal("Three is too many."))
    job = count.run(count.job())
    assert count.counted == [1, 2, 4, 5]
    assert (job.state, job.done, job.problem_count) == (JobState.DONE, 5, 1)
    assert [(p.about, p.message) for p in job.problems.all()] == [
        ("number 3", "Three is too many.")
    ]


def test_what_a_refused_thing_changed_is_rolled_back(count: Count) -> None:
    job = count.job()

    def before(number: int) -> None:
        Job.objects.filter(pk=job.pk).update(title=f"changed by {number}")
        if number == 5:
            raise Refusal

    count.before = before
    assert count.run(job).title == "changed by 4"


def test_a_fault_ends_it_and_it_is_gone_on_with(count: Count) -> None:
    count.before = fail_at(3, ZeroDivisionError("of jane@example.org"))
    job = count.job()
    with pytest.raises(ZeroDivisionError):
        count.run(job)
    job.refresh_from_db()
    assert (job.state, job.done) == (JobState.FAILED, 2)
    assert "ZeroDivisionError" in job.reason
    assert "jane" not in job.reason

    count.before = lambda _: None
    resume_job(job_id=job.pk)
    assert count.run(job).state == JobState.DONE
    assert count.counted == [1, 2, 3, 4, 5]


def test_one_that_was_killed_goes_on_where_it_was(count: Count) -> None:
    count.before = fail_at(4, SystemExit())
    job = count.job()
    with pytest.raises(SystemExit):
        count.run(job)
    job.refresh_from_db()
    assert (job.state, job.done) == (JobState.RUNNING, 3)
    count.before = lambda _: None
    job = count.run(job)
    assert (job.state, job.done, job.done_before) == (JobState.DONE, 5, 3)
    assert count.counted == [1, 2, 3, 4, 5]


def test_it_is_cancelled_between_two_things_and_keeps_what_was_done(count: Count) -> None:
    job = count.job()
    count.before = lambda number: cancel_job(job_id=job.pk) if number == 2 else None
    job = count.run(job)
    assert (job.state, job.done, job.is_to_stop) == (JobState.CANCELLED, 2, False)
    resume_job(job_id=job.pk)
    count.before = lambda _: None
    assert count.run(job).done == 5
    assert count.counted == [1, 2, 3, 4, 5]


def test_one_that_waits_is_cancelled_at_once_and_never_begins(count: Count) -> None:
    job = start_job(kind=COUNT, title="Count", parameters={}, actor=None)
    assert cancel_job(job_id=job.pk).state == JobState.CANCELLED
    assert count.run(job).state == JobState.CANCELLED
    assert count.counted == []


def test_it_pauses_when_the_worker_ends(count: Count) -> None:
    job = count.job()
    with pytest.raises(Paused):
        run(job_id=job.pk, should_pause=lambda: len(count.counted) == 2)
    job.refresh_from_db()
    assert (job.state, job.done) == (JobState.RUNNING, 2)
    assert count.run(job).state == JobState.DONE
    assert count.counted == [1, 2, 3, 4, 5]


def test_what_has_ended_is_not_ended_or_begun_again(count: Count) -> None:
    job = count.run(count.job())
    with pytest.raises(AlreadyEnded, match=r"“Count to five” is done"):
        cancel_job(job_id=job.pk)
    with pytest.raises(AlreadyEnded):
        resume_job(job_id=job.pk)
    count.run(job)
    assert count.counted == [1, 2, 3, 4, 5]


def test_starting_it_queues_it_once_under_a_lock_of_its_own(count: Count) -> None:
    assert count.counted == []
    job = start_job(kind=COUNT, title="Count", parameters={}, actor=None)
    (queued,) = ProcrastinateJob.objects.filter(task_name="jobs.run")
    assert (queued.args, queued.lock) == ({"job_id": job.pk}, f"job-{job.pk}")


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(kinds.UnknownKind, match=r"jobs\.nothing"):
        start_job(kind="jobs.nothing", title="Nothing", parameters={}, actor=None)


def test_a_kind_is_named_once(count: Count) -> None:
    with pytest.raises(ValueError, match="named twice"):
        kinds.job_kind(COUNT, permission="orders.view_order")(lambda _run: None)
    assert kinds.kind_named(COUNT).work == count.work


def test_work_that_leaves_no_trace_starts_anew(
    count: Count, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "_NOTED_EVERY", 0.0)
    job = count.job()
    Job.objects.filter(pk=job.pk).update(done=4, done_before=4)
    job.refresh_from_db()
    told: list[int] = []
    seen = list(_watch(Run(job, should_pause=lambda: False, told=told.append)))
    assert seen == [10, 20, 30]
    assert told == [0, 1, 2, 3, 3]
    job.refresh_from_db()
    assert (job.done, job.total, job.done_before) == (3, 3, 0)


def test_work_that_leaves_no_trace_notes_at_most_twice_a_second(
    count: Count, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    quick = Run(count.job(), should_pause=lambda: False, told=lambda _: None)
    with django_assert_num_queries(4):  # how many to come, where to count from, none done, all done
        assert len(list(quick.watch(range(500), total=500))) == 500


def _watch(run_of: Run) -> Iterator[int]:
    return run_of.watch([10, 20, 30], total=3)
