"""Form controls as the U.S. Web Design System names them."""

from django import forms, template
from django.forms.boundfield import BoundField, BoundWidget
from django.utils.safestring import SafeString

register = template.Library()

# The first widget that fits decides, so a subclass stands before what it extends.
_CLASSES: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxInput, "usa-checkbox__input"),
    (forms.Textarea, "usa-textarea"),
    (forms.ClearableFileInput, "usa-file-input"),
    (forms.Select, "usa-select"),
)


@register.filter
def uswds(field: BoundField) -> SafeString:
    """Render a field's control with its class; Django adds the aria attributes."""
    widget = field.field.widget
    name = next((name for kind, name in _CLASSES if isinstance(widget, kind)), "usa-input")
    if field.errors and name != "usa-checkbox__input":
        name += " usa-input--error"
    own = widget.attrs.get("class", "")
    return field.as_widget(attrs={"class": f"{name} {own}".strip()})


@register.filter
def is_checkbox(field: BoundField) -> bool:
    """Tell whether the control is one box, whose label follows it."""
    return isinstance(field.field.widget, forms.CheckboxInput)


@register.filter
def choice_class(option: BoundWidget) -> str:
    """Return the block's name of one choice among several."""
    return "usa-checkbox" if option.data["type"] == "checkbox" else "usa-radio"


@register.filter
def uswds_choice(option: BoundWidget) -> SafeString:
    """Render the control of one choice among several, without a label."""
    option.data["attrs"]["class"] = f"{choice_class(option)}__input"
    return option.tag()
