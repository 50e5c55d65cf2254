"""What a visitor types on the way to an order."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.db.models import BigIntegerField
from django.urls import reverse_lazy
from django.utils import timezone

from library.catalog.models import Resource
from library.orders.addresses import (
    FREELY_ASSOCIATED,
    MILITARY,
    STATES,
    TERRITORIES,
    Address,
    Doubt,
    doubts_about,
)
from library.orders.basket import MAX_COPIES
from library.orders.enums import AgencyType
from library.orders.selectors import BasketLine

_PLACES = [
    ("", "Select"),
    ("States", list(STATES.items())),
    ("Territories", list(TERRITORIES.items())),
    ("Freely associated states", list(FREELY_ASSOCIATED.items())),
    ("Armed Forces", list(MILITARY.items())),
]


# What a primary key may be: a number with more digits is not one, nor is it worth reading.
_KEY = forms.IntegerField(min_value=1, max_value=BigIntegerField.MAX_BIGINT)


def typed_key(text: str) -> int | None:
    """Return the primary key that a button sent, or None where it sent anything else."""
    try:
        key: int = _KEY.clean(text)
    except forms.ValidationError:
        return None
    return key


_TOO_MANY = f"One order may hold up to {MAX_COPIES:,} copies of a title."


class AddForm(forms.Form):
    """Copies of one title for the basket."""

    quantity = forms.IntegerField(
        label="Copies",
        min_value=1,
        error_messages={
            "required": "Enter how many copies you need.",
            "invalid": "Enter a whole number, such as 5.",
            "min_value": "Enter 1 or more.",
        },
    )

    def __init__(self, *args: Any, already: int, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own signature
        super().__init__(*args, **kwargs)
        self.already = already

    def clean_quantity(self) -> int:
        """Count what the basket already holds."""
        quantity: int = self.cleaned_data["quantity"]
        if self.already + quantity > MAX_COPIES:
            there = f" Your basket already has {self.already:,}." if self.already else ""
            raise forms.ValidationError(_TOO_MANY + there)
        return quantity


class BasketForm(forms.Form):
    """The copies of every title in the basket. None takes a title out."""

    def __init__(self, *args: Any, lines: Iterable[BasketLine], **kwargs: Any) -> None:  # noqa: ANN401 - Django's own signature
        super().__init__(*args, **kwargs)
        self.lines = list(lines)
        for line in self.lines:
            self.fields[_name(line.resource)] = _copies_field(line)

    def rows(self) -> list[tuple[BasketLine, forms.BoundField]]:
        """Return each line with its field."""
        return [(line, self[_name(line.resource)]) for line in self.lines]

    def quantities(self) -> dict[int, int]:
        """Return the copies typed, by the resource's key."""
        return {line.resource.pk: self.cleaned_data[_name(line.resource)] for line in self.lines}


def _name(resource: Resource) -> str:
    return f"quantity_{resource.pk}"


def _copies_field(line: BasketLine) -> forms.IntegerField:
    return forms.IntegerField(
        label=f"Copies of {line.resource.title}",
        initial=line.quantity,
        min_value=0,
        max_value=MAX_COPIES,
        error_messages={
            "required": "Enter a number, or 0 to take the title out.",
            "invalid": "Enter a whole number, such as 5.",
            "min_value": "Enter 0 or more.",
            "max_value": _TOO_MANY,
        },
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )


def _text(max_length: int, **attributes: object) -> dict[str, Any]:
    """Return what a text field needs: the length of its column and the widget's attributes."""
    return {"max_length": max_length, "widget": forms.TextInput(attrs=attributes)}


class DeliveryForm(forms.Form):
    """Who asks, and where the parcel goes: twelve fields at most."""

    name = forms.CharField(
        label="Full name",
        error_messages={"required": "Enter the name of the person to send to."},
        **_text(120, autocomplete="name"),
    )
    organization = forms.CharField(
        label="Organization",
        error_messages={"required": "Enter the name of your agency or organization."},
        help_text="Its name, or its ORI if you know it.",
        **_text(
            200,
            autocomplete="organization",
            spellcheck="false",
            **{"data-suggest": reverse_lazy("orders:agencies"), "data-suggest-with": "state"},
        ),
    )
    agency_type = forms.ChoiceField(
        label="Type of organization",
        choices=[("", "Select"), *AgencyType.choices],
        error_messages={"required": "Select what sort of organization it is."},
    )
    email = forms.EmailField(
        label="Email",
        max_length=254,
        help_text="We send the confirmation and the tracking number here.",
        error_messages={
            "required": "Enter an email address.",
            "invalid": "Enter an email address in the form name@example.gov.",
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
    )
    phone = forms.CharField(
        label="Phone",
        required=False,
        max_length=40,
        help_text="Only used if there is a problem with the delivery.",
        widget=forms.TextInput(attrs={"autocomplete": "tel", "type": "tel"}),
    )
    street1 = forms.CharField(
        label="Street address",
        error_messages={"required": "Enter the street and number, or the PO box."},
        **_text(120, autocomplete="address-line1"),
    )
    street2 = forms.CharField(
        label="Street address line 2",
        required=False,
        help_text="Such as a suite, unit or building.",
        **_text(120, autocomplete="address-line2"),
    )
    city = forms.CharField(
        label="City",
        help_text="APO, FPO or DPO for Armed Forces mail.",
        error_messages={"required": "Enter the city."},
        **_text(80, autocomplete="address-level2"),
    )
    state = forms.ChoiceField(
        label="State, territory or military post",
        choices=_PLACES,
        error_messages={"required": "Select where the parcel goes."},
        widget=forms.Select(attrs={"autocomplete": "address-level1"}),
    )
    postal_code = forms.CharField(
        label="ZIP Code",
        error_messages={"required": "Enter the ZIP Code."},
        **_text(10, autocomplete="postal-code"),
    )
    note = forms.CharField(
        label="Note to the warehouse",
        required=False,
        max_length=500,
        help_text="Such as the date of your event. Leave personal details out.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    confirm_address = forms.BooleanField(
        label="The address is right. Send it there.", required=False
    )

    @property
    def address(self) -> Address:
        """The delivery point as typed. Only of a form whose fields are filled in."""
        parts = ("street1", "street2", "city", "state", "postal_code")
        return Address(**{part: self.cleaned_data[part] for part in parts})

    @property
    def open_doubts(self) -> tuple[Doubt, ...]:
        """What looks wrong about the address and has not been confirmed."""
        return () if self.cleaned_data["confirm_address"] else doubts_about(self.address)


class JustificationForm(forms.Form):
    """Why more copies are needed than the limits allow."""

    justification = forms.CharField(
        label="Why do you need this many?",
        max_length=500,
        help_text="Such as the event, and how many people it is for. Leave personal details out.",
        error_messages={
            "required": "Say why you need more than the usual number, or ask for fewer copies."
        },
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    needed_by = forms.DateField(
        label="When do you need them?",
        required=False,
        error_messages={"invalid": "Enter a date, such as 2027-03-31."},
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def clean_needed_by(self) -> date | None:
        """Refuse a day that is over."""
        day: date | None = self.cleaned_data["needed_by"]
        if day and day < timezone.localdate():
            raise forms.ValidationError("This day is over. Enter a day that is to come.")
        return day


class AnswerForm(forms.Form):
    """What a requester answers to a question of the review desk."""

    answer = forms.CharField(
        label="Your answer",
        max_length=2000,
        error_messages={
            "required": "Write your answer.",
            "max_length": "Write 2,000 characters at most.",
        },
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class MailboxForm(forms.Form):
    """An address to write to, and a field for robots that nobody sees."""

    email = forms.EmailField(
        label="Email",
        max_length=254,
        help_text="Used for this and for nothing else.",
        error_messages={
            "required": "Enter an email address.",
            "invalid": "Enter an email address in the form name@example.gov.",
            "max_length": "Enter an email address of 254 characters at most.",
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
    )
    website = forms.CharField(
        label="Leave this empty",
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    @property
    def is_from_robot(self) -> bool:
        """Whether the field that nobody sees was filled in."""
        return bool(self.cleaned_data["website"])
