"""Fields carry label, hint and error so that a screen reader finds them together."""

from django import forms
from django.template.loader import render_to_string


class SampleForm(forms.Form):
    name = forms.CharField(label="Your name", help_text="As on the parcel.")
    note = forms.CharField(required=False, widget=forms.Textarea)
    state = forms.ChoiceField(choices=[("VA", "Virginia")])
    how = forms.ChoiceField(
        label="How", choices=[("a", "Air"), ("b", "Boat")], widget=forms.RadioSelect
    )
    agree = forms.BooleanField(label="I agree")
    key = forms.CharField(widget=forms.HiddenInput, required=False)


def rendered(name: str, *, data: dict[str, str] | None = None) -> str:
    return render_to_string("includes/field.html", {"field": SampleForm(data)[name]})


def test_label_hint_and_control() -> None:
    html = rendered("name")
    assert '<label class="usa-label" for="id_name">Your name</label>' in html
    assert '<div class="usa-hint" id="id_name_helptext">As on the parcel.</div>' in html
    assert 'class="usa-input"' in html
    assert 'aria-describedby="id_name_helptext"' in html
    assert "(optional)" in rendered("note")


def test_error_is_tied_to_its_control() -> None:
    html = rendered("name", data={"name": ""})
    assert "usa-form-group--error" in html
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'id="id_name_error"' in html
    assert "usa-input--error" in html


def test_each_control_has_its_own_class() -> None:
    assert 'class="usa-textarea"' in rendered("note")
    assert 'class="usa-select"' in rendered("state")
    assert 'class="usa-checkbox__input"' in rendered("agree")


def test_radio_buttons_stand_in_a_named_group() -> None:
    html = rendered("how")
    assert '<legend class="usa-legend">How</legend>' in html
    assert html.count('class="usa-radio__input"') == 2
    assert '<label class="usa-radio__label" for="id_how_1">Boat</label>' in html


def test_hidden_field_is_only_its_input() -> None:
    assert rendered("key").strip() == '<input type="hidden" name="key" id="id_key">'


def test_summary_links_to_every_refused_field_and_takes_the_focus() -> None:
    html = render_to_string("includes/error_summary.html", {"form": SampleForm({})})
    assert "autofocus" in html
    assert '<a href="#id_name">Your name: This field is required.</a>' in html
    assert '<a href="#id_how">How: This field is required.</a>' in html


def test_no_summary_without_errors() -> None:
    assert "usa-alert" not in render_to_string(
        "includes/error_summary.html", {"form": SampleForm()}
    )
