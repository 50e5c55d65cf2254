"""The day of a report."""

from datetime import date

from django import forms

from library.distribution.selectors import today


class AsOfForm(forms.Form):
    """Asks for a day that has come."""

    as_of = forms.DateField(
        label="As of",
        required=False,
        input_formats=["%Y-%m-%d"],
        error_messages={
            "invalid": "Give a date that exists as year-month-day, such as 2026-03-31."
        },
        help_text="A day in Washington, D.C. Leave it empty for today.",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def clean_as_of(self) -> date | None:
        """Refuse a day that has not come: nothing can be said of it."""
        day: date | None = self.cleaned_data["as_of"]
        if day is not None and day > today():
            raise forms.ValidationError("That day has not come. Give today or an earlier day.")
        return day
