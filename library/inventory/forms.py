"""Forms of the shelf. None of them holds a balance: each asks for what happened."""

from django import forms

from library.catalog.models import Resource
from library.lists.filters import ListFilterForm

_LEVELS = [
    ("", "Any"),
    ("in", "Copies to promise"),
    ("out", "None to promise"),
    ("held", "Copies set aside"),
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


class CountForm(EntryForm):
    """What a count found."""

    quantity = forms.IntegerField(min_value=0, max_value=_MOST, label="Copies counted")


class ShelfForm(forms.Form):
    """What is known of a shelf besides its quantities."""

    bin_location = forms.CharField(max_length=20, required=False, label="Bin")
    buffer = forms.IntegerField(
        min_value=0, max_value=_MOST, help_text="Copies that are never promised to orders."
    )
    weight_grams = forms.IntegerField(
        min_value=1, max_value=_MOST, required=False, label="Weight of one copy in grams"
    )
    expected_on = forms.DateField(
        required=False,
        label="More copies are expected on",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


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
