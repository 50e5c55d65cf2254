"""What an entry would change is shown before it does."""

import pytest
from django.contrib.auth.models import User

from search.embedded.engine import PostgresEngine
from search.engine import Change
from search.models import AskedQuery, JudgedQuery, Judgment
from search.records import records_for
from search.workbench import preview as previewing
from search.workbench import services
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
