"""A new edition is out: what becomes of the old stock, and of the orders that wait for it."""

from typing import cast

from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from wagtail.admin import messages

from library.fulfillment import services
from library.fulfillment.enums import EditionPolicy
from library.fulfillment.forms import EditionForm
from library.fulfillment.selectors.editions import OldEdition, old_editions
from library.fulfillment.views.pages import FulfillmentPage

PERMISSION = "fulfillment.add_editionchange"


class EditionsView(FulfillmentPage):
    """Superseded editions with copies, the undecided ones first."""

    permission = PERMISSION
    template_name = "fulfillment/editions.html"
    page_subtitle = "New editions"

    def get(self, request: HttpRequest) -> HttpResponse:  # noqa: ARG002
        """Show the list."""
        page: HttpResponse = self.render_to_response(self.get_context_data(rows=old_editions()))
        return page


class EditionView(FulfillmentPage):
    """One superseded edition: what there is of it, and the three things that can become of it."""

    permission = PERMISSION
    template_name = "fulfillment/edition.html"
    row: OldEdition

    def load(self, old: int) -> None:
        """Find the edition among those that a newer one supersedes."""
        found = [row for row in old_editions() if row.old.pk == old]
        if not found:
            raise Http404
        self.row = found[0]

    def get(self, request: HttpRequest, old: int) -> HttpResponse:  # noqa: ARG002
        """Ask."""
        self.load(old)
        decided = self.row.decided
        return self.answer(EditionForm(initial={"policy": decided.policy if decided else None}))

    def post(self, request: HttpRequest, old: int) -> HttpResponse:
        """Decide; open orders follow."""
        self.load(old)
        form = EditionForm(request.POST)
        if not form.is_valid():
            return self.answer(form)
        policy = EditionPolicy(form.cleaned_data["policy"])
        services.decide_edition(
            old_id=self.row.old.pk,
            new_id=self.row.new.pk,
            policy=policy,
            actor=cast("User", request.user),
        )
        done = f"{self.row.old.product_number}: {policy.label}. Open orders follow in a moment."
        messages.success(request, done)
        return HttpResponseRedirect(reverse("fulfillment:editions"))

    def answer(self, form: EditionForm) -> HttpResponse:
        """Show the form."""
        page: HttpResponse = self.render_to_response(self.get_context_data(form=form, row=self.row))
        return page

    def get_page_subtitle(self) -> str:
        """Return both editions."""
        return f"{self.row.old.product_number}, superseded by {self.row.new.product_number}"
