"""Publishing and taking back, written down."""

import pytest
from django.contrib.auth.models import User
from wagtail.log_actions import registry

from search.lexicon import live_vocabulary
from search.models import EntryState, VocabularyEntry, VocabularyVersion
from search.workbench import services
from tests.factories.catalog import ResourceFactory
from tests.search.entries import alias, make_editor, promotion, published, synonym

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> User:
    return make_editor()


def logged(entry: VocabularyEntry) -> list[tuple[str, str]]:
    logs = registry.get_logs_for_instance(entry).order_by("pk")
    return [(log.action, log.user.username) for log in logs]


def test_a_draft_changes_nothing_until_it_is_published(editor: User) -> None:
    before = live_vocabulary()
    entry = services.save_draft(draft=synonym("zqt", "zebra"), actor=editor)
    assert live_vocabulary() == before
    services.publish(entry_id=entry.pk, actor=editor)
    assert "zqt" in live_vocabulary().wordings


def test_every_step_is_reversible_and_written_down(editor: User) -> None:
    other = make_editor("max")
    entry = services.save_draft(draft=synonym("zqt", "zebra"), actor=editor)
    services.save_draft(draft=synonym("zqt", "zebras"), actor=editor, entry=entry)
    services.publish(entry_id=entry.pk, actor=other)
    services.retire(entry_id=entry.pk, actor=editor)
    assert "zqt" not in live_vocabulary().wordings
    services.publish(entry_id=entry.pk, actor=other)
    assert "zqt" in live_vocabulary().wordings
    assert logged(entry) == [
        ("wagtail.create", "erin"),
        ("wagtail.edit", "erin"),
        ("wagtail.publish", "max"),
        ("search.retire", "erin"),
        ("search.restore", "max"),
    ]
    assert VocabularyVersion.objects.get().number == 3


def test_what_is_published_is_replaced_in_one_step(editor: User) -> None:
    old = published(alias("zold", "new"), editor)
    draft = services.save_draft(draft=alias("zold", "newer"), actor=editor, replaces=old)
    assert live_vocabulary().aliases["zold"] == "new"
    change = services.publish(entry_id=draft.pk, actor=editor)
    assert change.replaced == old
    assert live_vocabulary().aliases["zold"] == "newer"
    old.refresh_from_db()
    assert old.state == EntryState.RETIRED
    with pytest.raises(services.EntryRefused, match="already"):
        services.publish(entry_id=old.pk, actor=editor)


def test_publishing_looks_again(editor: User) -> None:
    resource = ResourceFactory.create(product_number="COPS-P1")
    entry = services.save_draft(draft=promotion("zgangs", "COPS-P1"), actor=editor)
    resource.live = False
    resource.save()
    with pytest.raises(services.EntryRefused, match="No public resource"):
        services.publish(entry_id=entry.pk, actor=editor)
    entry.refresh_from_db()
    assert entry.state == EntryState.DRAFT
    assert VocabularyVersion.objects.get().number == 0


def test_what_makes_no_sense_is_refused(editor: User) -> None:
    entry = published(synonym("zqt", "zebra"), editor)
    with pytest.raises(services.NotInThatState):
        services.publish(entry_id=entry.pk, actor=editor)
    with pytest.raises(services.NotInThatState):
        services.discard(entry_id=entry.pk, actor=editor)
    with pytest.raises(services.NotInThatState):
        services.save_draft(draft=synonym("zqt", "zoo"), actor=editor, entry=entry)
    services.retire(entry_id=entry.pk, actor=editor)
    with pytest.raises(services.NotInThatState):
        services.retire(entry_id=entry.pk, actor=editor)


def test_a_discarded_draft_is_remembered_by_the_log(editor: User) -> None:
    entry = services.save_draft(draft=synonym("zqt", "zebra"), actor=editor)
    services.discard(entry_id=entry.pk, actor=editor)
    assert not VocabularyEntry.objects.exists()
    report = registry.get_log_model_for_model(VocabularyEntry).objects.all()
    assert [log.action for log in report.order_by("pk")] == ["wagtail.create", "wagtail.delete"]
    assert report.latest("pk").deleted
