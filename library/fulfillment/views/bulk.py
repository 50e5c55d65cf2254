"""One step for many rows of a list: see what it would do, then let a job do it."""

from typing import Any, cast
from urllib.parse import urlencode

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from wagtail.admin import messages

from library.fulfillment.bulk.actions import ACTIONS, MOST_AT_ONCE, BulkAction
from library.fulfillment.bulk.foreseeing import foresee
from library.fulfillment.forms import QueueFilterForm
from library.fulfillment.selectors.queue import queue
from library.fulfillment.views.pages import QUEUE_URL, FulfillmentPage
from library.fulfillment.views.queue import chosen_stage
from library.jobs.services import start_job
from library.orders.selectors import orders_found
from library.orders.viewsets.listing import OrderFilterForm

_ROWS_SHOWN = 200


class ChosenForm(forms.Form):
    """Which step, for which rows, and why."""

    action = forms.ChoiceField(choices=[(action.name, action.label) for action in ACTIONS.values()])
    keys = forms.RegexField(r"\A[0-9]{1,18}(,[0-9]{1,18})*\Z")
    back = forms.CharField(required=False, max_length=2_000)
    reason = forms.CharField(required=False, max_length=300)


class BulkPage(FulfillmentPage):
    """What both steps share: the action, and who may take it."""

    page_subtitle = "Many at once"
    template_name = "fulfillment/bulk.html"

    def get(self, request: HttpRequest) -> HttpResponse:  # noqa: ARG002
        """Lead whoever comes by address to the queue: nothing is chosen here."""
        return HttpResponseRedirect(str(QUEUE_URL))

    @cached_property
    def action(self) -> BulkAction | None:
        """The step asked for, if the user may take it.

        Raises:
            PermissionDenied: he may not.
        """
        action = ACTIONS.get(self.request.POST.get("action", ""))
        if action is not None and not self.request.user.has_perm(action.permission):
            raise PermissionDenied
        return action

    def preview(
        self, action: BulkAction, keys: list[int], back: str, error: str = ""
    ) -> HttpResponse:
        """Show what would become of each row."""
        rows = foresee(action=action, keys=keys, user=cast("User", self.request.user))
        refused = sum(1 for row in rows if row.refusal)
        context = self.get_context_data(
            action=action,
            rows=rows[:_ROWS_SHOWN],
            more=max(len(rows) - _ROWS_SHOWN, 0),
            keys=",".join(str(row.key) for row in rows),
            count=len(rows),
            refused=refused,
            possible=len(rows) - refused,
            noun="shipments" if action.of_parcels else "orders",
            back=back,
            back_url=_back_url(back),
            error=error,
        )
        page: HttpResponse = self.render_to_response(context)
        return page


class BulkPreviewView(BulkPage):
    """What a step would do to the rows that were chosen in a list. Nothing is changed."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """Show the preview, or say that nothing was chosen."""
        back = request.POST.get("back", "")
        action, keys = self.action, _chosen_keys(request.POST)
        if action is None or not keys:
            messages.warning(request, "Choose a step, and mark at least one row.")
            return HttpResponseRedirect(_back_url(back))
        if len(keys) > MOST_AT_ONCE:
            messages.warning(
                request, f"At most {MOST_AT_ONCE:,} rows go at once: the first of them."
            )
        return self.preview(action, keys[:MOST_AT_ONCE], back)


class BulkStartView(BulkPage):
    """Start the job, and go to its page."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """Start it, or ask again for the reason."""
        form, action = ChosenForm(request.POST), self.action
        if action is None or not form.is_valid():
            messages.warning(request, "Choose the rows anew.")
            return HttpResponseRedirect(str(QUEUE_URL))
        keys = [int(key) for key in form.cleaned_data["keys"].split(",")][:MOST_AT_ONCE]
        reason = form.cleaned_data["reason"].strip()
        if action.needs_reason and not reason:
            return self.preview(action, keys, form.cleaned_data["back"], "Give a reason.")
        noun = "shipments" if action.of_parcels else "orders"
        job = start_job(
            kind=action.kind,
            title=f"{action.label}: {len(keys):,} {noun}",
            parameters={"keys": keys, "reason": reason},
            actor=cast("User", request.user),
        )
        return redirect("jobs:job", job.pk)


def _chosen_keys(data: QueryDict) -> list[int]:
    """Return the keys of the rows chosen: those marked, those of the page, or all that fit."""
    which = data.get("which", "marked")
    if which == "all":
        return _all_that_fit(QueryDict(data.get("back", "")))
    texts: list[str] = (
        data.get("on_page", "").split(",") if which == "page" else data.getlist("chosen")
    )
    return [int(text) for text in texts if text.isascii() and text.isdigit()]


def _all_that_fit(address: QueryDict) -> list[int]:
    stage = chosen_stage(address.get("stage", ""))
    rows: Any
    if stage is None:
        rows = orders_found(**OrderFilterForm(address).chosen).order_by("placed_at", "pk")
    else:
        rows = queue(stage=stage, filters=QueueFilterForm(address).filters())
    return list(rows.values_list("pk", flat=True)[: MOST_AT_ONCE + 1])


def _back_url(back: str) -> str:
    """Return the list that the rows were chosen in. Only its filters come from the form."""
    address = QueryDict(back)
    url = str(QUEUE_URL) if "stage" in address else reverse("order:index")
    return f"{url}?{urlencode(address.dict())}"


def offered(user: Any, *, stage: str = "") -> list[BulkAction]:  # noqa: ANN401 - Django's user
    """Return the steps that a list offers to a user: at a stage, or for orders of every state."""
    names = {
        "": ("approve", "hold", "decline", "allocate"),
        "approve": ("approve", "hold", "decline"),
        "allocate": ("allocate",),
        "back-ordered": ("allocate",),
        "pick": ("pick",),
    }.get(stage, ())
    return [ACTIONS[name] for name in names if user.has_perm(ACTIONS[name].permission)]
