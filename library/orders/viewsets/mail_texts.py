"""The words of mails: a list of all kinds, and each with a preview beside its form."""

from typing import Any, cast

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.views import View
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from library.orders.emails.rendering import render as render_mail
from library.orders.emails.sample import sample_values
from library.orders.emails.texts import TextOfMail, all_texts, text_of
from library.orders.emails.wording import Wording
from library.orders.enums import MailKind
from library.orders.models import MailText
from library.orders.services.mail_texts import (
    BadWording,
    checked_wording,
    restore_mail_text,
    write_mail_text,
)

_MAY_LOOK = "orders.view_mailtext"
_MAY_CHANGE = "orders.change_mailtext"


class MailTextForm(WagtailAdminModelForm):
    """Subject and text; the faults of placeholders are told at their field."""

    class Meta:
        model = MailText
        fields = ("subject", "body")
        labels = {"body": "Text"}
        widgets = {"body": forms.Textarea(attrs={"rows": 18, "spellcheck": "true"})}
        help_texts = {
            "body": "Leave an empty line between paragraphs. A line whose placeholders have "
            "nothing to say is left out. Links in the HTML mail get their words from us."
        }

    def clean(self) -> dict[str, Any]:
        """Check the placeholders."""
        cleaned: dict[str, Any] = super().clean() or {}
        if {"subject", "body"} <= cleaned.keys():
            try:
                checked_wording(kind=MailKind(self.instance.kind), **cleaned)
            except BadWording as bad:
                for field, faults in (("subject", bad.subject), ("body", bad.body)):
                    for fault in faults:
                        self.add_error(field, fault)
        return cleaned


class _MailPage(WagtailAdminTemplateMixin, View):
    """A page about the words of mails."""

    permission = _MAY_LOOK
    page_title = "Mails"
    header_icon = "mail"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # noqa: ANN401
        """Refuse whoever may not look."""
        if not request.user.has_perm(_MAY_LOOK):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the path to the page."""
        items = [*super().get_breadcrumbs_items(), {"url": reverse("mail:index"), "label": "Mails"}]
        subtitle = self.get_page_subtitle()
        return [*items, {"url": "", "label": subtitle}] if subtitle else items


class MailTextsView(_MailPage):
    """Every mail that a requester may get."""

    template_name = "orders/admin/mail_texts.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the list."""
        context = {**self.get_context_data(), "texts": all_texts()}
        return render(request, self.template_name, context)


class MailTextView(_MailPage):
    """One mail: its words, what they may use, and how it looks."""

    template_name = "orders/admin/mail_text.html"
    text: TextOfMail

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        """Look the mail up."""
        super().setup(request, *args, **kwargs)
        self.text = text_of(kind=kind_or_404(kwargs["kind"]))

    def get_page_subtitle(self) -> str:
        """Return what the mail tells."""
        return str(self.text.kind.label)

    def get(self, request: HttpRequest, kind: str) -> HttpResponse:  # noqa: ARG002 - see setup
        """Show the words as they are."""
        return self._page(self._form(), self.text.wording)

    def post(self, request: HttpRequest, kind: str) -> HttpResponse:  # noqa: ARG002 - see setup
        """Show how words would look, or keep them."""
        if not request.user.has_perm(_MAY_CHANGE):
            raise PermissionDenied
        form = self._form(request.POST)
        if not form.is_valid():
            return self._page(form, None)
        typed = Wording(form.cleaned_data["subject"], form.cleaned_data["body"])
        if "preview" in request.POST:
            return self._page(form, typed)
        actor = cast("User", request.user)
        write_mail_text(kind=self.text.kind, subject=typed.subject, body=typed.body, actor=actor)
        messages.success(request, f"The mail “{self.text.kind.label}” is sent like this from now.")
        return redirect("mail:text", kind=self.text.kind.value)

    def _form(self, data: Any = None) -> MailTextForm:  # noqa: ANN401 - what a form takes
        words = self.text.wording
        shown = MailText(kind=self.text.kind, subject=words.subject, body=words.body)
        return MailTextForm(data, instance=shown)

    def _page(self, form: MailTextForm, wording: Wording | None) -> HttpResponse:
        context = {
            **self.get_context_data(),
            "text": self.text,
            "form": form,
            "is_bound": form.is_bound,
            "may_change": self.request.user.has_perm(_MAY_CHANGE),
            "preview": render_mail(wording, sample_values(self.text.kind)) if wording else None,
        }
        return render(self.request, self.template_name, context)


@require_POST
def restore(request: HttpRequest, kind: str) -> HttpResponse:
    """Give a mail its default words back."""
    if not request.user.has_perm(_MAY_CHANGE):
        raise PermissionDenied
    chosen = kind_or_404(kind)
    restore_mail_text(kind=chosen, actor=cast("User", request.user))
    messages.success(request, f"The mail “{chosen.label}” has its default words again.")
    return redirect("mail:text", kind=chosen.value)


def kind_or_404(kind: str) -> MailKind:
    """Return the kind of mail of that name."""
    if kind not in MailKind.values:
        raise Http404(f"There is no mail “{kind}”.")
    return MailKind(kind)


class _MailMenuItem(MenuItem):
    """The menu item, for those who may look at mails."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the user may look."""
        return request.user.has_perm(_MAY_LOOK)


class MailTextViewSet(ViewSet):
    """The words of mails."""

    name = "mail"
    icon = "mail"
    menu_label = "Mails"

    @cached_property
    def menu_item_class(self) -> type[MenuItem]:
        """The class of the menu item."""
        return _MailMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        """Return the pages."""
        return [
            path("", MailTextsView.as_view(), name="index"),
            path("<slug:kind>/", MailTextView.as_view(), name="text"),
            path("<slug:kind>/restore/", restore, name="restore"),
        ]
