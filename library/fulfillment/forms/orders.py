"""Forms of the queue and the workbench."""

import re
from collections.abc import Iterable
from datetime import date
from uuid import uuid4

from django import forms
from django.utils import timezone

from library.fulfillment.enums import Carrier, EditionPolicy, ReturnReason
from library.fulfillment.models import CountLine, ShipmentLine
from library.fulfillment.selectors.queue import Filters
from library.fulfillment.states import ShipmentState
from library.lists.filters import DayField, ListFilterForm
from library.orders.addresses import PLACES
from library.orders.models import OrderLine
from library.orders.services.lines import wanted_copies

_ANY = [("", "Any")]
AGES = [("", "Any age"), ("2", "Over 2 days"), ("7", "Over 7 days"), ("30", "Over 30 days")]

# What the carriers' own numbers look like, spaces and hyphens taken out.
_TRACKING_FORMATS = {
    Carrier.USPS: re.compile(r"\d{20}|\d{22}|\d{26}|\d{30}|\d{34}|[A-Z]{2}\d{9}US"),
    Carrier.UPS: re.compile(r"1Z[0-9A-Z]{16}"),
    Carrier.FEDEX: re.compile(r"\d{12}|\d{15}|\d{20}|\d{22}"),
}


class QueueFilterForm(ListFilterForm):
    """What narrows the queue, from the address."""

    agency = forms.CharField(max_length=100, label="Agency contains")
    state = forms.CharField(max_length=2, label="Ship to state")
    age = forms.ChoiceField(choices=AGES, label="Waiting")

    def clean_state(self) -> str:
        """Return the state's code as it is stored."""
        return str(self.cleaned_data["state"]).upper()

    def filters(self) -> Filters:
        """Return the filters, without the fields that are not valid."""
        self.full_clean()
        age = self.cleaned_data.get("age")
        return Filters(
            agency=self.cleaned_data.get("agency", ""),
            state=self.cleaned_data.get("state", ""),
            older_than_days=int(age) if age else None,
        )


class ShipmentFilterForm(ListFilterForm):
    """What narrows the list of parcels."""

    q = forms.CharField(max_length=100, label="Number, tracking number or agency")
    state = forms.ChoiceField(choices=[*_ANY, *ShipmentState.choices], label="State")
    carrier = forms.ChoiceField(choices=[*_ANY, *Carrier.choices], label="Carrier")
    ship_to = forms.ChoiceField(choices=[*_ANY, *sorted(PLACES.items())], label="Ships to")
    shipped_from = DayField(label="Shipped from")
    shipped_to = DayField(label="Shipped to")


class ApproveForm(forms.Form):
    """How many copies of each line are approved."""

    def __init__(self, lines: Iterable[OrderLine], data: object = None) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self.lines = list(lines)
        for line in self.lines:
            self.fields[f"line-{line.pk}"] = forms.IntegerField(
                min_value=0,
                max_value=wanted_copies(line),
                initial=wanted_copies(line),
                label=f"Copies of {line.resource.title}",
            )
        self.fields["reason"] = forms.CharField(
            max_length=300,
            required=False,
            label="Why not all",
            help_text="Where fewer are approved: the requester reads it. No personal details.",
        )

    def quantities(self) -> dict[int, int]:
        """Return the copies approved by the key of the line."""
        return {line.pk: self.cleaned_data[f"line-{line.pk}"] for line in self.lines}


class AskForm(forms.Form):
    """A question to the requester, and by when an answer is hoped for."""

    question = forms.CharField(
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="The requester reads it as it is written here.",
    )
    answer_by = forms.DateField(
        label="Answer by", widget=forms.DateInput(attrs={"type": "date"}), localize=False
    )

    def clean_answer_by(self) -> date:
        """Refuse a day that leaves no time."""
        day: date = self.cleaned_data["answer_by"]
        if day <= timezone.localdate():
            raise forms.ValidationError("Choose a day after today.")
        return day


class ReasonForm(forms.Form):
    """Why an order is declined or a parcel given up."""

    reason = forms.CharField(max_length=300, widget=forms.TextInput)


class CancelForm(forms.Form):
    """How many copies of each line are given up, and why. It starts with all that have not left."""

    def __init__(self, lines: Iterable[OrderLine], data: object = None) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self.lines = list(lines)
        for line in self.lines:
            self.fields[f"line-{line.pk}"] = forms.IntegerField(
                min_value=0,
                max_value=line.cancellable,  # type: ignore[attr-defined]
                initial=line.cancellable,  # type: ignore[attr-defined]
                label=f"Copies of {line.resource.title} to cancel",
            )
        self.fields["reason"] = forms.CharField(
            max_length=300, help_text="The requester reads it.", label="Reason"
        )

    def clean(self) -> None:
        """Ask for at least one copy, unless something else is wrong."""
        if not self.errors and not any(self.quantities().values()):
            raise forms.ValidationError("Say how many copies to cancel: at least one of one title.")

    def rows(self) -> list[tuple[OrderLine, forms.BoundField]]:
        """Return each line with its field."""
        return [(line, self[f"line-{line.pk}"]) for line in self.lines]

    def quantities(self) -> dict[int, int]:
        """Return the copies given up by the key of the line."""
        return {line.pk: self.cleaned_data[f"line-{line.pk}"] for line in self.lines}


class ReturnForm(forms.Form):
    """What came back of a parcel, title by title."""

    reason = forms.ChoiceField(choices=ReturnReason, label="Why it came back")
    note = forms.CharField(max_length=300, required=False, help_text="No names or addresses.")
    sends_again = forms.BooleanField(
        required=False,
        label="Send these copies again",
        help_text="The order is owed them again, and a new parcel is made up at once.",
    )
    key = forms.UUIDField(
        widget=forms.HiddenInput,
        error_messages=dict.fromkeys(("required", "invalid"), "Open this form again to send it."),
    )

    def __init__(self, lines: Iterable[ShipmentLine], data: object = None) -> None:
        super().__init__(data, initial={"key": uuid4()})  # type: ignore[arg-type]
        self.lines = list(lines)
        for line in self.lines:
            for name, label in (("shelved", "back to the shelf"), ("damaged", "damaged")):
                self.fields[f"{name}-{line.pk}"] = forms.IntegerField(
                    min_value=0,
                    max_value=line.still_out,  # type: ignore[attr-defined]
                    required=False,
                    label=f"Copies of {line.order_line.resource.title}, {label}",
                )

    def rows(self) -> list[tuple[ShipmentLine, forms.BoundField, forms.BoundField]]:
        """Return each line with its two fields."""
        return [
            (line, self[f"shelved-{line.pk}"], self[f"damaged-{line.pk}"]) for line in self.lines
        ]

    def copies(self) -> dict[int, tuple[int, int]]:
        """Return the copies for the shelf and the damaged ones by the key of the line."""
        data = self.cleaned_data
        return {
            line.pk: (data[f"shelved-{line.pk}"] or 0, data[f"damaged-{line.pk}"] or 0)
            for line in self.lines
        }


class EditionForm(forms.Form):
    """What becomes of the stock of an old edition."""

    policy = forms.ChoiceField(
        choices=EditionPolicy, widget=forms.RadioSelect, label="What becomes of the old stock"
    )


class OpenCountForm(forms.Form):
    """Which bins are counted, and how far a first count may be off."""

    bins = forms.CharField(
        max_length=20,
        required=False,
        label="Bins that begin with",
        help_text="Such as B-0. Leave empty for all.",
    )
    not_since_days = forms.IntegerField(
        min_value=1,
        max_value=3650,
        required=False,
        label="Not counted for so many days",
        help_text="Leave empty to count what was counted lately as well.",
    )
    tolerance = forms.IntegerField(
        min_value=0,
        max_value=1000,
        initial=0,
        label="Copies a first count may differ by",
        help_text="By more copies, the shelf is counted again before the books are changed.",
    )


class TallyForm(forms.Form):
    """What was found in one bin. Left empty, the shelf stays to be counted."""

    counted = forms.IntegerField(min_value=0, max_value=1_000_000, required=False)
    all_in_bin = forms.BooleanField(required=False)

    def __init__(self, line: CountLine, data: object = None) -> None:
        super().__init__(data, prefix=f"line-{line.pk}")  # type: ignore[arg-type]
        self.line = line
        title = line.item.resource.product_number or line.item.resource.title
        self.fields["counted"].label = f"Copies of {title} in {line.item.bin_location or 'no bin'}"
        self.fields["all_in_bin"].label = f"No copy of {title} is on a cart"


class ShipForm(forms.Form):
    """How a parcel leaves. A number that looks wrong is asked about once, never refused."""

    carrier = forms.ChoiceField(choices=Carrier)
    tracking_number = forms.CharField(max_length=60, required=False)
    confirmed = forms.BooleanField(required=False, label="Ship with this number all the same")

    @property
    def asks_to_confirm(self) -> bool:
        """Whether the number looked wrong to the form that was sent."""
        return "confirmed" in self.errors

    def clean_tracking_number(self) -> str:
        """Return the number without the spaces and hyphens it is printed with."""
        return re.sub(r"[\s-]", "", self.cleaned_data["tracking_number"]).upper()

    def clean(self) -> None:
        """Ask about a number that is not the carrier's kind, or none."""
        if {"carrier", "tracking_number"} - self.cleaned_data.keys():
            return
        carrier = Carrier(self.cleaned_data["carrier"])
        number = self.cleaned_data["tracking_number"]
        expected = _TRACKING_FORMATS.get(carrier)
        looks_right = expected.fullmatch(number) if expected else True
        if not looks_right and not self.cleaned_data["confirmed"]:
            doubt = (
                "There is no tracking number."
                if not number
                else (f"“{number}” does not look like a tracking number of {carrier.label}.")
            )
            self.add_error("confirmed", f"{doubt} Correct it, or tick this box and ship.")
