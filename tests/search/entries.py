"""Entries of the editors' vocabulary for tests."""

from django.contrib.auth.models import Group, User

from search.models import EntryKind, VocabularyEntry
from search.workbench import services
from search.workbench.checking import Draft


def make_editor(username: str = "erin") -> User:
    """Return somebody of the group Editors."""
    editor = User.objects.create_user(username)
    editor.groups.add(Group.objects.get(name="Editors"))
    return editor


def synonym(term: str, *words: str, is_two_way: bool = True) -> Draft:
    """Return a synonym."""
    return Draft(EntryKind.SYNONYM, (term,), words, is_two_way=is_two_way)


def alias(text: str, instead: str) -> Draft:
    """Return an alias."""
    return Draft(EntryKind.ALIAS, (text,), (instead,))


def promotion(text: str, *numbers: str) -> Draft:
    """Return a promotion."""
    return Draft(EntryKind.PROMOTION, (text,), numbers=numbers)


def published(draft: Draft, actor: User) -> VocabularyEntry:
    """Return an entry that works."""
    entry = services.save_draft(draft=draft, actor=actor)
    return services.publish(entry_id=entry.pk, actor=actor).entry
