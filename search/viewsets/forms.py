"""Forms of the workbench. What they make of an entry is checked by search.workbench."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms

from search.models import Closeness, EntryKind, EntryState
from search.query import MAX_TEXT
from search.querylog import sums
from search.querylog.selectors import Listing
from search.workbench.checking import Draft, Fault

PERIODS = tuple((days, f"{days} days") for days in sums.PERIODS)
_DEFAULT_DAYS = 30
_LINES = {"rows": 4}


class PeriodForm(forms.Form):
    """What an address asks of the log. A value that makes no sense is as if it were not there."""

    listing = forms.ChoiceField(required=False, choices=[(str(v), v.name) for v in Listing])
    days = forms.TypedChoiceField(required=False, choices=PERIODS, coerce=int, label="Period")
    containing = forms.CharField(required=False, max_length=MAX_TEXT, label="Containing")

    def __init__(self, data: Mapping[str, Any]) -> None:
        super().__init__({"days": _DEFAULT_DAYS, **{name: data[name] for name in data}})
        self.full_clean()

    @property
    def chosen_days(self) -> int:
        """How many days back, today included."""
        return int(self.cleaned_data.get("days") or _DEFAULT_DAYS)

    @property
    def chosen_listing(self) -> Listing:
        """Which list."""
        return Listing(self.cleaned_data.get("listing") or Listing.TOP)

    @property
    def text(self) -> str:
        """What the queries contain."""
        return str(self.cleaned_data.get("containing", ""))


class EntryFilterForm(forms.Form):
    """What narrows the list of entries."""

    kind = forms.ChoiceField(required=False, choices=[("", "Any kind"), *EntryKind.choices])
    state = forms.ChoiceField(required=False, choices=[("", "Any state"), *EntryState.choices])

    def __init__(self, data: Mapping[str, Any]) -> None:
        super().__init__(data)
        self.full_clean()

    @property
    def filters(self) -> dict[str, str]:
        """The fields that say something."""
        return {name: value for name, value in self.cleaned_data.items() if value}


class Lines(forms.CharField):
    """Texts, one a line; the same one twice is one."""

    widget = forms.Textarea(attrs=_LINES)

    def to_python(self, value: object) -> tuple[str, ...]:  # type: ignore[override]
        """Return the lines that say something."""
        lines = (" ".join(line.split()) for line in str(value or "").splitlines())
        return tuple(dict.fromkeys(line for line in lines if line))

    def prepare_value(self, value: object) -> object:
        """Return what the box shows."""
        return "\n".join(value) if isinstance(value, list | tuple) else value


class EntryForm(forms.Form):
    """One entry. `renamed` maps what a fault is about to the field that asks for it."""

    kind: ClassVar[EntryKind]
    renamed: ClassVar[dict[str, str]] = {}

    def add_faults(self, faults: list[Fault]) -> None:
        """Show what is wrong at the fields it is about."""
        for fault in faults:
            self.add_error(self.renamed.get(fault.field, fault.field), fault.message)

    def draft(self) -> Draft:
        """Return what was written, once the form is valid."""
        raise NotImplementedError


def _note() -> forms.CharField:
    return forms.CharField(
        required=False, max_length=300, help_text="Why, for whoever reads this later."
    )


class SynonymForm(EntryForm):
    """Other words for a term."""

    kind = EntryKind.SYNONYM
    renamed = {"texts": "term"}

    term = forms.CharField(
        max_length=MAX_TEXT, help_text="A word or words as people type them, such as CIT."
    )
    words = Lines(label="Other words", help_text="One a line, such as “crisis intervention team”.")
    is_two_way = forms.BooleanField(
        required=False,
        label="Both ways",
        help_text="The other words lead to the term, and to each other, too.",
    )
    closeness = forms.ChoiceField(choices=Closeness, help_text="What is only close weighs less.")
    note = _note()

    def draft(self) -> Draft:
        """Return the synonym."""
        given = self.cleaned_data
        return Draft(
            kind=self.kind,
            texts=(" ".join(given["term"].split()),),
            words=given["words"],
            is_two_way=given["is_two_way"],
            closeness=given["closeness"],
            note=given["note"],
        )


class AliasForm(EntryForm):
    """Another text that is asked instead."""

    kind = EntryKind.ALIAS
    renamed = {"words": "instead"}

    texts = Lines(label="Texts", help_text="Whole searches as people type them, one a line.")
    instead = forms.CharField(
        max_length=MAX_TEXT,
        label="Asked instead",
        help_text="What search looks for in their place.",
    )
    note = _note()

    def draft(self) -> Draft:
        """Return the alias."""
        given = self.cleaned_data
        words = (" ".join(given["instead"].split()),)
        return Draft(kind=self.kind, texts=given["texts"], words=words, note=given["note"])


class PromotionForm(EntryForm):
    """Resources that come first."""

    kind = EntryKind.PROMOTION

    texts = Lines(label="Texts", help_text="Whole searches as people type them, one a line.")
    numbers = Lines(
        label="Product numbers",
        help_text="What comes first, in this order, one a line, such as COPS-P273.",
    )
    note = _note()

    def clean_numbers(self) -> tuple[str, ...]:
        """Return the numbers in capitals, as they are registered."""
        return tuple(number.upper() for number in self.cleaned_data["numbers"])

    def draft(self) -> Draft:
        """Return the promotion."""
        given = self.cleaned_data
        return Draft(
            kind=self.kind, texts=given["texts"], numbers=given["numbers"], note=given["note"]
        )


FORMS: dict[str, type[EntryForm]] = {
    form.kind: form for form in (SynonymForm, AliasForm, PromotionForm)
}


def initial_of(draft: Draft) -> dict[str, Any]:
    """Return what the form of a draft shows."""
    return {
        "term": draft.texts[0] if draft.texts else "",
        "instead": draft.words[0] if draft.words else "",
        "texts": draft.texts,
        "words": draft.words,
        "is_two_way": draft.is_two_way,
        "closeness": draft.closeness,
        "numbers": draft.numbers,
        "note": draft.note,
    }
