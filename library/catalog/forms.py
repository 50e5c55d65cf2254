"""What the editors' forms ask beyond their fields."""

from typing import Any

from django import forms
from wagtail.admin.forms import WagtailAdminModelForm

from library.catalog.enums import Scheme
from library.catalog.identifiers import InvalidIdentifier, check, normalize
from library.catalog.models import Resource, Topic
from library.catalog.models.details import UNIQUE_SCHEMES
from library.catalog.selectors import is_within, topic_labels
from library.catalog.services import unmet_demands


class ResourceForm(WagtailAdminModelForm):
    """A resource in the making.

    A draft is held to what the database demands. What readers need is asked when it is published,
    scheduled or submitted: Wagtail then does not set `is_deferred_validation`.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  Wagtail's signature
        super().__init__(*args, **kwargs)
        labels = topic_labels()
        if "topics" in self.fields:
            self.fields["topics"].choices = labels
        if "primary_topic" in self.fields:
            self.fields["primary_topic"].choices = [("", "None yet"), *labels]

    def clean_product_number(self) -> str | None:
        """Refuse what is no product number, and another writing of one that is taken."""
        number: str | None = self.cleaned_data["product_number"]
        if not number:
            return None
        try:
            key = check(Scheme.PRODUCT_NUMBER, number)
        except InvalidIdentifier as problem:
            raise forms.ValidationError(str(problem)) from problem
        if set(number) & set("/?#%\\"):
            raise forms.ValidationError("Use letters, digits, hyphens and points only.")
        holder = self._other_holder(Scheme.PRODUCT_NUMBER, key)
        if holder:
            held = holder.product_number if holder.product_key == key else number
            raise forms.ValidationError(f"{held} is the number of “{holder}” already.")
        return number

    def clean(self) -> dict[str, Any]:
        """Check the rows below the resource against each other, and the demands of publishing."""
        cleaned: dict[str, Any] = super().clean()
        topics, primary = cleaned.get("topics"), cleaned.get("primary_topic")
        if topics is not None and primary is not None and primary not in topics:
            cleaned["topics"] = Topic.objects.filter(pk__in=[primary.pk, *(t.pk for t in topics)])
        self._refuse_identifiers_taken()
        self._refuse_own_relation()
        if not self.is_deferred_validation:
            for field, demand in unmet_demands(values=cleaned).items():
                if field in self.fields and field not in self.errors:
                    self.add_error(field, demand)
        return cleaned

    def _other_holder(self, scheme: Scheme | str, key: str) -> Resource | None:
        others = Resource.objects.numbered(scheme, key).exclude(pk=self.instance.pk)
        holder: Resource | None = others.first()
        return holder

    def _refuse_identifiers_taken(self) -> None:
        # Not in the model: a new row learns whose it is only when it is saved.
        seen: set[tuple[str, str]] = set()
        for row in _rows(self.formsets, "identifiers"):
            scheme, value = row.cleaned_data.get("scheme"), row.cleaned_data.get("value")
            if not scheme or not value:
                continue
            key = (scheme, normalize(scheme, value))
            if key in seen:
                row.add_error("value", "This is here twice.")
            seen.add(key)
            holder = self._other_holder(*key) if scheme in UNIQUE_SCHEMES else None
            if holder:
                row.add_error("value", f"This is the number of “{holder}”.")

    def _refuse_own_relation(self) -> None:
        for row in _rows(self.formsets, "relations"):
            target = row.cleaned_data.get("target")
            if target is not None and target.pk == self.instance.pk:
                row.add_error("target", "A resource cannot be related to itself.")


class TopicForm(WagtailAdminModelForm):
    """A topic and its place in the thesaurus."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["parent"].choices = [("", "None: a topic of the first level"), *topic_labels()]

    def clean_parent(self) -> Topic | None:
        """Refuse a ring: a topic cannot stand below itself."""
        parent: Topic | None = self.cleaned_data["parent"]
        if parent and self.instance.pk and is_within(topic=parent, ancestor=self.instance):
            message = f"“{parent}” stands below this topic, so it cannot be the broader one."
            raise forms.ValidationError(message)
        return parent


def _rows(formsets: dict[str, Any], name: str) -> list[forms.Form]:
    """Return the rows of a formset that will be kept, validated."""
    formset = formsets.get(name)
    if formset is None:
        return []
    formset.is_valid()
    return [row for row in formset.forms if row.cleaned_data and row not in formset.deleted_forms]
