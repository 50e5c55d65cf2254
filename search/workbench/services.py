"""Changing the editors' vocabulary. Every change is written down with who made it and when."""

from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import F
from wagtail.log_actions import log

from search import lexicon
from search.models import EntryState, PromotedResource, VocabularyEntry, VocabularyVersion
from search.workbench.checking import Draft, Fault, draft_of, faults, promoted_resources

RETIRE = "search.retire"
RESTORE = "search.restore"


class EntryRefused(Exception):
    """An entry that cannot be published as it is."""

    def __init__(self, found: list[Fault]) -> None:
        self.faults = found
        super().__init__(" ".join(fault.message for fault in found))


class NotInThatState(Exception):
    """What was asked cannot be done to an entry in its state."""

    def __init__(self, entry: VocabularyEntry, action: str) -> None:
        self.entry = entry
        super().__init__(f"“{entry}” is {entry.get_state_display().lower()}: {action}.")


@dataclass(frozen=True, slots=True)
class Change:
    """An entry that changed, and the one it took the place of."""

    entry: VocabularyEntry
    replaced: VocabularyEntry | None = None


@transaction.atomic
def save_draft(
    *,
    draft: Draft,
    actor: AbstractBaseUser,
    entry: VocabularyEntry | None = None,
    replaces: VocabularyEntry | None = None,
) -> VocabularyEntry:
    """Keep a draft, a new one or in place of what `entry` was. It changes no search.

    Raises:
        EntryRefused: it has faults.
        NotInThatState: `entry` is no draft any more.
    """
    replaced = replaces or (entry.replaces if entry else None)
    _check(draft, replaced)
    if entry is not None:
        entry = _locked(entry.pk)
        if entry.state != EntryState.DRAFT:
            raise NotInThatState(entry, "only drafts are written anew")
    row = entry or VocabularyEntry(kind=draft.kind, replaces=replaces)
    row.texts, row.words = list(draft.texts), list(draft.words)
    row.is_two_way, row.closeness, row.note = draft.is_two_way, draft.closeness, draft.note
    row.changed_by_id = actor.pk
    row.save()
    row.promoted.all().delete()
    PromotedResource.objects.bulk_create(
        PromotedResource(entry=row, resource=resource, place=place)
        for place, resource in enumerate(promoted_resources(draft.numbers), start=1)
    )
    log(instance=row, action="wagtail.edit" if entry else "wagtail.create", user=actor)
    return row


def publish(*, entry_id: int, actor: AbstractBaseUser) -> Change:
    """Let a draft or a retired entry work, and retire the one it replaces.

    Raises:
        EntryRefused: what was published meanwhile, or a resource that is public no more, is
            against it.
        NotInThatState: it is published.
    """
    with transaction.atomic():
        _next_version()
        entry = _locked(entry_id)
        if entry.state == EntryState.PUBLISHED:
            raise NotInThatState(entry, "nothing is left to do")
        _check(draft_of(entry), entry.replaces)
        action = "wagtail.publish" if entry.state == EntryState.DRAFT else RESTORE
        replaced = entry.replaces
        if replaced is not None and replaced.state == EntryState.PUBLISHED:
            _move(replaced, EntryState.RETIRED, actor, RETIRE)
        _move(entry, EntryState.PUBLISHED, actor, action)
    lexicon.forget()
    return Change(entry, replaced)


def retire(*, entry_id: int, actor: AbstractBaseUser) -> Change:
    """Take a published entry back; it can be restored.

    Raises:
        NotInThatState: it is not published.
    """
    with transaction.atomic():
        _next_version()
        entry = _locked(entry_id)
        if entry.state != EntryState.PUBLISHED:
            raise NotInThatState(entry, "only what is published can be retired")
        _move(entry, EntryState.RETIRED, actor, RETIRE)
    lexicon.forget()
    return Change(entry)


@transaction.atomic
def discard(*, entry_id: int, actor: AbstractBaseUser) -> VocabularyEntry:
    """Delete a draft.

    Raises:
        NotInThatState: it is or was published, and stays as a record of that.
    """
    entry = _locked(entry_id)
    if entry.state != EntryState.DRAFT:
        raise NotInThatState(entry, "only drafts are deleted")
    log(instance=entry, action="wagtail.delete", user=actor, deleted=True)
    entry.delete()
    return entry


def _check(draft: Draft, replaced: VocabularyEntry | None) -> None:
    if found := faults(draft, lexicon.published_vocabulary(without=replaced)):
        raise EntryRefused(found)


def _locked(entry_id: int) -> VocabularyEntry:
    return VocabularyEntry.objects.select_for_update(of=("self",)).get(pk=entry_id)


def _move(entry: VocabularyEntry, state: str, actor: AbstractBaseUser, action: str) -> None:
    entry.state = state
    entry.changed_by_id = actor.pk
    entry.save(update_fields=["state", "changed_by", "changed_at"])
    log(instance=entry, action=action, user=actor)


def _next_version() -> None:
    """Raise the version, and make whoever else publishes wait: nobody checks what is outdated."""
    VocabularyVersion.objects.update(number=F("number") + 1)
