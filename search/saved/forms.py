"""The one thing a person types to save a search."""

from django import forms


class SaveForm(forms.Form):
    """An address, and a field for robots that nobody sees."""

    email = forms.EmailField(
        label="Email",
        max_length=254,
        help_text="Used for new matches of your saved searches and for nothing else.",
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
