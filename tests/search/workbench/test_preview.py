"""What an entry would change is shown before it does."""

from dataclasses import replace

import pytest
from django.contrib.auth.models import User

from library.jobs.models import Job
from library.jobs.services import cancel_job
from library.jobs.states import JobState
from library.jobs.tasks import run
from search.embedded.engine import PostgresEngine
from search.engine import Change
from search.finder import answer
from search.models import AskedQuery, JudgedQuery, Judgment
from search.question import Question
from search.records import records_for
from search.results import Results
from search.workbench import preview as previewing
from search.workbench import services
from search.workbench.measuring import measured, start_measuring
from search.workbench.preview import preview
from tests.factories.catalog import ResourceFactory
from tests.search.entries import alias, make_editor, promotion, published, synonym

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> User:
    return make_editor()


@pytest.fixture(autouse=True)
def library(embedded: PostgresEngine) -> None:
    titles = ["Zebra quorum basics", "Zebra crossings", "Oversight of parks"]
    rows = [
        ResourceFactory.create(product_number=f"COPS-P{number}", title=title)
        for number, title in enumerate(titles, start=1)
    ]
    embedded.write([Change(pk, 1, r) for pk, r in records_for([r.pk for r in rows]).items()])
    for text, grades in {"zqt": {0: 3}, "parks": {2: 3}, "nothing is": {}}.items():
        query = JudgedQuery.objects.create(text=text)
        for row, grade in grades.items():
            Judgment.objects.create(query=query, resource=rows[row], grade=grade)


def test_a_gain_is_measured_and_what_did_not_move_is_left_out(editor: User) -> None:
    entry = services.save_draft(draft=synonym("zqt", "zebra quorum"), actor=editor)
    made = preview(entry)
    assert (made.judged, made.measured, made.engines) == (2, 2, {"postgresql"})
    assert (made.mean_before, made.mean_after) == (0.5, 1.0)
    changed = {ranking.text: ranking for ranking in made.rankings if ranking.is_changed}
    assert "parks" not in changed
    ranking = changed["zqt"]
    assert (ranking.total_before, ranking.total_after) == (0, 1)
    assert [(p.hit.product_number, p.other, p.grade) for p in ranking.after] == [
        ("COPS-P1", None, 3)
    ]
    assert not made.drops


def test_a_loss_is_warned_of(editor: User) -> None:
    entry = services.save_draft(draft=alias("parks", "zebra crossings"), actor=editor)
    made = preview(entry)
    assert [ranking.text for ranking in made.drops] == ["parks"]
    assert made.mean_after == 0.0
    assert [placed.other for placed in made.drops[0].before] == [None]
    services.publish(entry_id=entry.pk, actor=editor)


def test_movement_is_told(editor: User) -> None:
    JudgedQuery.objects.create(text="zebra")
    entry = services.save_draft(draft=promotion("zebra", "COPS-P3"), actor=editor)
    (ranking,) = [r for r in preview(entry).rankings if r.text == "zebra"]
    assert ranking.after[0].hit.product_number == "COPS-P3"
    assert ranking.after[0].other is None
    assert {placed.moved for placed in ranking.after[1:]} == {-1}
    assert ranking.score_before is None


def test_the_query_an_editor_came_from_is_shown_and_what_people_ask_too(editor: User) -> None:
    AskedQuery.objects.create(text="zqt forms", total=0, engine="postgresql")
    entry = services.save_draft(draft=synonym("zqt", "zebra"), actor=editor)
    texts = [ranking.text for ranking in preview(entry, origin="oversight").rankings]
    assert "oversight" in texts
    assert "zqt forms" in texts


def test_retiring_is_tried_out_too(editor: User) -> None:
    entry = published(synonym("zqt", "zebra quorum"), editor)
    made = preview(entry)
    assert (made.mean_before, made.mean_after) == (1.0, 0.5)


def test_what_there_is_no_time_for_is_said(editor: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(previewing, "BUDGET_SECONDS", -1.0)
    entry = services.save_draft(draft=synonym("zqt", "zebra"), actor=editor)
    made = preview(entry)
    assert (made.measured, made.is_complete) == (0, False)


def test_a_job_measures_all_of_it_and_its_result_is_kept(
    editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = services.save_draft(draft=synonym("zqt", "zebra quorum"), actor=editor)
    whole = preview(entry)
    monkeypatch.setattr(previewing, "BUDGET_SECONDS", -1.0)
    job = start_measuring(entry=entry, actor=editor)
    assert start_measuring(entry=entry, actor=editor) == job
    job = run(job_id=job.pk)
    assert (job.state, job.done, job.total) == (JobState.DONE, 3, 3)
    assert job.result.startswith("nDCG@10 is 0.500 now and 1.000 then, over 2 judged queries;")
    made = measured(entry=entry, job_id=str(job.pk))
    assert made is not None
    assert replace(made, seconds=0) == replace(whole, seconds=0)
    other = services.save_draft(draft=synonym("zqx", "zebra"), actor=editor)
    for job_id in ("", "x", "9" * 30, str(job.pk + 1)):
        assert measured(entry=entry, job_id=job_id) is None
    assert measured(entry=other, job_id=str(job.pk)) is None
    services.publish(entry_id=entry.pk, actor=editor)
    entry.refresh_from_db()
    assert measured(entry=entry, job_id=str(job.pk)) is None  # it says nothing of retiring


def test_a_job_can_be_stopped_and_an_entry_deleted_before_it(
    editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = services.save_draft(draft=synonym("zqt", "zebra"), actor=editor)
    job = start_measuring(entry=entry, actor=editor)
    monkeypatch.setattr("library.jobs.running._NOTED_EVERY", 0.0)
    Job.objects.filter(pk=job.pk).update(state=JobState.RUNNING)
    cancelling = answer

    def cancel(question: Question) -> Results:
        cancel_job(job_id=job.pk)
        return cancelling(question)

    monkeypatch.setattr(previewing, "answer", cancel)
    job = run(job_id=job.pk)
    assert (job.state, job.done) == (JobState.CANCELLED, 1)
    assert measured(entry=entry, job_id=str(job.pk)) is None
    late = start_measuring(entry=entry, actor=editor)
    services.discard(entry_id=entry.pk, actor=editor)
    assert run(job_id=late.pk).result == "The entry was deleted meanwhile."
