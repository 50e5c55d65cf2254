"""Forms of the shelf. None of them holds a balance: each asks for what happened."""

from datetime import date
from typing import cast

from django import forms
from django.db.models import QuerySet
from django.db.models.functions import Upper
from django.utils import timezone
from django.utils.formats import date_format

from library.catalog.models import Resource
from library.inventory.models import ExpectedReceipt, StockItem
from library.lists.filters import ListFilterForm

_LEVELS = [
    ("", "Any"),
    ("in", "Copies to promise"),
    ("out", "None to promise"),
    ("held", "Copies set aside"),
    ("low", "At the reorder point"),
]
_MOST = 1_000_000  # copies in one entry; more is a slip of the finger


class StockFilterForm(ListFilterForm):
    """What narrows the list of shelves, from the address."""

    q = forms.CharField(max_length=100, label="Title, number or bin")
    level = forms.ChoiceField(choices=_LEVELS, label="Stock")
    bin = forms.CharField(max_length=20, label="Bin begins with")


class EntryForm(forms.Form):
    """What every movement asks for."""

    quantity = forms.IntegerField(min_value=1, max_value=_MOST, label="Copies")
    document = forms.CharField(
        max_length=80, help_text="What it rests on: a delivery note, an event, a count sheet."
    )
    reason = forms.CharField(max_length=300, required=False)
    key = forms.UUIDField(
        widget=forms.HiddenInput,
        error_messages=dict.fromkeys(("required", "invalid"), "Open this form again to make it."),
    )


class ReceiptField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A choice among expected receipts that says what of each is still to come."""

    def label_from_instance(self, obj: ExpectedReceipt) -> str:
        """Return its document, copies and date."""
        due = obj.due  # type: ignore[attr-defined]
        day = date_format(obj.expected_on, "N j, Y")
        return f"{obj.document}: {due} of {obj.copies} still to come, {day}"


class ReceiptForm(EntryForm):
    """What arrived, and which expected receipt it is a part of."""

    expected = ReceiptField(
        queryset=ExpectedReceipt.objects.none(),
        required=False,
        label="Expected receipt",
        empty_label="None: these copies were not expected",
    )
    field_order = ("expected", "quantity", "document", "reason", "key")

    def expecting(self, receipts: QuerySet[ExpectedReceipt]) -> None:
        """Offer these expected receipts; the first due is chosen."""
        cast("ReceiptField", self.fields["expected"]).queryset = receipts
        if first := receipts.first():
            self.initial = {**self.initial, "expected": first.pk, "document": first.document}


class CountForm(EntryForm):
    """What a count found."""

    quantity = forms.IntegerField(min_value=0, max_value=_MOST, label="Copies counted")


class ShelfForm(forms.Form):
    """What is known of a shelf besides its quantities."""

    bin_location = forms.CharField(
        max_length=20,
        required=False,
        label="Bin",
        help_text="Another bin is written down as a move.",
    )
    buffer = forms.IntegerField(
        min_value=0, max_value=_MOST, help_text="Copies that are never promised to orders."
    )
    reorder_point = forms.IntegerField(
        min_value=0,
        max_value=_MOST,
        required=False,
        help_text="A digest tells staff when so few copies, or fewer, are available.",
    )
    weight_grams = forms.IntegerField(
        min_value=1, max_value=_MOST, required=False, label="Weight of one copy in grams"
    )


class ExpectForm(forms.Form):
    """What is on order."""

    document = forms.CharField(max_length=80, label="Purchase or print order")
    copies = forms.IntegerField(min_value=1, max_value=_MOST)
    expected_on = forms.DateField(
        label="Expected on", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    note = forms.CharField(max_length=300, required=False)
    key = forms.UUIDField(
        widget=forms.HiddenInput,
        error_messages=dict.fromkeys(("required", "invalid"), "Open this form again to send it."),
    )


class RescheduleForm(ExpectForm):
    """A change of what is on order. Its document stays."""

    document = None  # type: ignore[assignment]
    key = None  # type: ignore[assignment]


class GiveUpForm(forms.Form):
    """Why no more copies are to come."""

    reason = forms.CharField(max_length=300)


class EventForm(forms.Form):
    """Where copies were handed out, and of which titles."""

    name = forms.CharField(max_length=80, label="Name of the event")
    held_on = forms.DateField(
        label="Date", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    place = forms.CharField(max_length=150, label="Place")
    copies = forms.CharField(
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        label="Titles and copies",
        help_text="One title a line: product number, a space, copies. COPS-P273 150",
    )
    key = forms.UUIDField(
        widget=forms.HiddenInput,
        error_messages=dict.fromkeys(("required", "invalid"), "Open this form again to send it."),
    )

    def clean_held_on(self) -> date:
        """Refuse a day that has not come."""
        day: date = self.cleaned_data["held_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(
                "Copies are handed out when the event is over: choose its day."
            )
        return day

    def clean_copies(self) -> dict[int, int]:
        """Return the copies by resource; a title on several lines is added up."""
        lines = [line.split() for line in self.cleaned_data["copies"].splitlines()]
        wanted = [(place, line) for place, line in enumerate(lines, 1) if line]
        numbers = {" ".join(line[:-1]).upper() for _, line in wanted}
        found = {
            str(number).upper(): pk
            for number, pk in StockItem.objects.annotate(number=Upper("resource__product_number"))
            .filter(number__in=numbers)
            .values_list("number", "resource_id")
        }
        quantities: dict[int, int] = {}
        faults = []
        for place, line in wanted:
            number, copies = " ".join(line[:-1]).upper(), line[-1]
            if not (copies.isascii() and copies.isdigit() and 0 < int(copies) <= _MOST):
                faults.append(f"Line {place}: end it with a number of copies above zero.")
            elif number not in found:
                faults.append(f"Line {place}: no stock item has the product number “{number}”.")
            else:
                quantities[found[number]] = quantities.get(found[number], 0) + int(copies)
        if faults:
            raise forms.ValidationError(faults)
        return quantities


class OpenShelfForm(forms.Form):
    """Which resource gets a place on the shelf."""

    product_number = forms.CharField(max_length=40)
    bin_location = forms.CharField(max_length=20, required=False, label="Bin")

    def clean_product_number(self) -> str:
        """Find the resource."""
        number = str(self.cleaned_data["product_number"]).strip()
        resource = Resource.objects.filter(product_number__iexact=number).first()
        if resource is None:
            raise forms.ValidationError(f"No resource has the product number {number}.")
        self.resource = resource
        return number
