"""Forms of waves, their paper, and the packing page."""

from collections.abc import Iterable

from django import forms

from library.catalog.selectors.resources import public_resource
from library.fulfillment.enums import LabelSheet, Stage
from library.fulfillment.forms.orders import AGES
from library.fulfillment.paper.labels import SHEETS
from library.fulfillment.selectors.waves import Pick, WaveFilters
from library.fulfillment.services.waves import MOST_PARCELS
from library.fulfillment.states import WaveState
from library.lists.filters import ListFilterForm
from library.orders.enums import AgencyType


class ScanForm(forms.Form):
    """One scan: its code, and the key it was given where it was scanned."""

    code = forms.CharField(max_length=200)
    scan = forms.UUIDField()


class WaveFilterForm(ListFilterForm):
    """What narrows the list of waves, from the address."""

    number = forms.CharField(max_length=20, label="Number contains")
    state = forms.ChoiceField(choices=[("", "Any"), *WaveState.choices], label="State")


class WaveForm(forms.Form):
    """What parcels a wave is made of, from the address. What makes no sense narrows nothing."""

    stage = forms.ChoiceField(
        required=False,
        choices=[(Stage.PICK, "Parcels to pick"), (Stage.ALLOCATE, "Approved orders to allocate")],
        label="Made of",
    )
    state = forms.CharField(required=False, max_length=2, label="Ship to state")
    agency_type = forms.ChoiceField(
        required=False, choices=[("", "Any"), *AgencyType.choices], label="Agency type"
    )
    age = forms.ChoiceField(required=False, choices=AGES, label="Waiting")
    product_number = forms.CharField(required=False, max_length=40, label="Holds product number")
    weight = forms.IntegerField(required=False, min_value=1, label="Weight up to (grams)")
    lines = forms.ChoiceField(
        required=False,
        choices=[("", "Any"), ("1", "Single-line"), ("3", "Up to 3"), ("10", "Up to 10")],
        label="Titles",
    )
    most = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=MOST_PARCELS,
        initial=20,
        label="Parcels at most",
        widget=forms.NumberInput(attrs={"placeholder": "20"}),
    )

    def clean_product_number(self) -> str:
        """Find the title.

        Raises:
            ValidationError: no resource has the number.
        """
        number = str(self.cleaned_data["product_number"]).strip()
        self.resource = public_resource(number=number) if number else None
        if number and self.resource is None:
            raise forms.ValidationError(f"No resource has the product number {number}.")
        return number

    def filters(self) -> WaveFilters:
        """Return what the form chooses by, without the fields that are not valid."""
        self.full_clean()
        data = self.cleaned_data
        resource = getattr(self, "resource", None)
        return WaveFilters(
            stage=Stage(data.get("stage") or Stage.PICK),
            state=data.get("state", "").upper(),
            agency_type=data.get("agency_type", ""),
            older_than_days=int(data["age"]) if data.get("age") else None,
            resource_id=resource.pk if resource else None,
            most_weight=data.get("weight"),
            most_lines=int(data["lines"]) if data.get("lines") else None,
        )

    def most_parcels(self) -> int:
        """Return how many parcels the wave gets at most."""
        return self.cleaned_data.get("most") or int(self.fields["most"].initial)

    def chosen_by(self) -> dict[str, str]:
        """Return the fields that narrow, by their labels, as the wave keeps them."""
        shown = {}
        for name, field in self.fields.items():
            value = self.cleaned_data.get(name)
            if value and name not in {"stage", "most"}:
                choices = dict(getattr(field, "choices", []))
                shown[str(field.label)] = str(choices.get(value, value))
        return shown


class ShortPickForm(forms.Form):
    """How many copies of a title a bin gave a wave."""

    resource = forms.TypedChoiceField(coerce=int, label="Title")
    found = forms.IntegerField(
        min_value=0,
        label="Copies found for this wave",
        help_text="The bin counts as empty afterwards.",
    )

    def __init__(self, picks: Iterable[Pick], data: object = None) -> None:
        super().__init__(data, auto_id="short-%s")  # type: ignore[arg-type]
        self.fields["resource"].choices = [  # type: ignore[attr-defined]
            (pick.resource_id, f"{pick.bin_location or 'no bin'}: {pick.copies} × {pick.title}")  # noqa: RUF001
            for pick in picks
        ]


class LabelForm(forms.Form):
    """On which sheet labels are printed, where it begins, and how far the printer is off."""

    sheet = forms.ChoiceField(choices=LabelSheet)
    first = forms.IntegerField(
        min_value=1, initial=1, label="Begin at label", help_text="Counted along the rows."
    )
    right = forms.DecimalField(
        required=False,
        min_value=-25,
        max_value=25,
        max_digits=4,
        decimal_places=1,
        label="Move right (mm)",
        help_text="Left empty, as last time on this sheet.",
    )
    down = forms.DecimalField(
        required=False,
        min_value=-25,
        max_value=25,
        max_digits=4,
        decimal_places=1,
        label="Move down (mm)",
        help_text="Left empty, as last time on this sheet.",
    )

    def clean(self) -> None:
        """Refuse a label that the sheet does not have."""
        sheet, first = self.cleaned_data.get("sheet"), self.cleaned_data.get("first")
        if sheet and first and first > (last := SHEETS[LabelSheet(sheet)].on_a_sheet):
            self.add_error("first", f"This sheet has labels 1 to {last}.")
