"""What narrows a list, from its address."""

from typing import Any

from django import forms


class DayField(forms.DateField):
    """A day, asked for as browsers do best."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class ListFilterForm(forms.Form):
    """Fields that narrow a list. A value that makes no sense narrows nothing, and says so."""

    def __init__(self, data: Any) -> None:  # noqa: ANN401 - what Django's forms take
        super().__init__(data)
        for name, field in self.fields.items():
            field.required = False
            field.widget.attrs.setdefault("autocomplete", "off")
            if name == next(iter(self.fields)):
                field.widget.attrs["data-list-filter"] = ""  # where the shortcut leads

    @property
    def chosen(self) -> dict[str, Any]:
        """The valid values that narrow the list."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
