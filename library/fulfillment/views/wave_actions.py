"""What is done with a wave: each a POST with an answer in words, and its papers."""

from typing import Any, cast

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from wagtail.admin import messages

from library.fulfillment import jobs, services
from library.fulfillment.enums import LabelSheet
from library.fulfillment.forms import LabelForm, ReasonForm, ShortPickForm
from library.fulfillment.models import Wave
from library.fulfillment.paper.pick_list import pick_list
from library.fulfillment.selectors.waves import keys_to_print, picks_of_wave
from library.fulfillment.services.calibrating import calibrate
from library.fulfillment.views.pages import NeedsPermission
from library.fulfillment.views.waves import WaveView, wave_url
from library.inventory.ledger import InsufficientStock
from library.jobs.services import start_job
from library.orders.services import ImpossibleQuantity
from library.orders.states import IllegalChange

_REFUSALS = (
    IllegalChange,
    InsufficientStock,
    ImpossibleQuantity,
    services.NotShort,
    services.AlreadyPacked,
)


class WaveAction(NeedsPermission):
    """A change of one wave."""

    permission = "fulfillment.change_wave"
    form_name = ""
    wave: Wave

    def get(self, request: HttpRequest, number: str) -> HttpResponse:  # noqa: ARG002
        """Lead whoever comes by address to the wave."""
        return HttpResponseRedirect(wave_url(get_object_or_404(Wave, number=number)))

    def post(self, request: HttpRequest, number: str) -> HttpResponse:
        """Make the change, say what happened, and go back to the wave."""
        self.wave = get_object_or_404(Wave, number=number)
        form = self.form()
        if form is not None and not form.is_valid():
            page = WaveView()
            page.setup(request)
            return page.show(number, **{self.form_name: form})
        try:
            messages.success(request, self.perform(cast("User", request.user), form))
        except _REFUSALS as refusal:
            messages.error(request, str(refusal))
        return HttpResponseRedirect(wave_url(self.wave))

    def form(self) -> Form | None:
        """Return the form of the action, filled in, or None where it has none."""
        return None

    def perform(self, actor: User, form: Any) -> str:  # noqa: ANN401
        """Make the change and return what happened, in words."""
        raise NotImplementedError


class StartWaveView(WaveAction):
    """Note that the wave is being picked."""

    def perform(self, actor: User, form: None) -> str:  # noqa: ARG002 - it has none
        """Start."""
        services.start_wave(wave_id=self.wave.pk, actor=actor)
        return f"Wave {self.wave} is being picked."


class PickWaveView(WaveAction):
    """Record that the wave was picked in full."""

    def perform(self, actor: User, form: None) -> str:  # noqa: ARG002 - it has none
        """Pick."""
        picked = services.pick_wave(wave_id=self.wave.pk, actor=actor)
        return f"{picked} parcels of wave {self.wave} are picked."


class ShortPickView(WaveAction):
    """Record that a bin gave too few copies."""

    form_name = "short_form"

    def form(self) -> ShortPickForm:
        """Return the title and the copies found."""
        return ShortPickForm(picks_of_wave(wave_id=self.wave.pk), self.request.POST)

    def perform(self, actor: User, form: ShortPickForm) -> str:
        """Put what is missing on back-order."""
        short = services.record_short_pick(
            wave_id=self.wave.pk,
            resource_id=form.cleaned_data["resource"],
            found=form.cleaned_data["found"],
            actor=actor,
        )
        parcels = ", ".join(short.parcels)
        return f"{short.missing} copies are on back-order, and the shelf is corrected: {parcels}."


class CancelWaveView(WaveAction):
    """Give a wave up."""

    form_name = "cancel_form"

    def form(self) -> ReasonForm:
        """Return the reason."""
        return ReasonForm(self.request.POST, auto_id="cancel-%s")

    def perform(self, actor: User, form: ReasonForm) -> str:
        """Give it up."""
        reason = form.cleaned_data["reason"]
        services.cancel_wave(wave_id=self.wave.pk, actor=actor, reason=reason)
        return f"Wave {self.wave} is given up. Its parcels wait on their own again."


class PrintWaveView(WaveAction):
    """Start printing slips or labels of a wave: a job, whose page follows."""

    permission = "orders.view_recipient"
    form_name = "label_form"

    def post(self, request: HttpRequest, number: str) -> HttpResponse:
        """Start the job and show it."""
        if not request.user.has_perm("fulfillment.change_wave"):
            raise PermissionDenied
        self.wave = get_object_or_404(Wave, number=number)
        paper = request.POST.get("paper", "")
        if paper == "labels":
            return self._labels(LabelForm(request.POST, auto_id="label-%s"))
        if paper == "zpl":
            return self._start(jobs.ZPL, "4 by 6 inch labels")
        return self._start(jobs.SLIPS, "Packing slips")

    def _labels(self, form: LabelForm) -> HttpResponse:
        if not form.is_valid():
            page = WaveView()
            page.setup(self.request)
            return page.show(self.wave.number, label_form=form)
        data = form.cleaned_data
        sheet = LabelSheet(data["sheet"])
        calibration = calibrate(
            user=cast("User", self.request.user),
            sheet=sheet,
            right=data["right"],
            down=data["down"],
        )
        return self._start(
            jobs.LABELS,
            "Address labels",
            sheet=sheet.value,
            first=data["first"],
            right=str(calibration.right),
            down=str(calibration.down),
        )

    def _start(self, kind: str, what: str, **more: str | int) -> HttpResponse:
        job = start_job(
            kind=kind,
            title=f"{what} of wave {self.wave}",
            parameters=jobs.parameters_of(
                shipments=keys_to_print(wave_id=self.wave.pk),
                name=self.wave.number,
                page=wave_url(self.wave),
                **more,
            ),
            actor=cast("User", self.request.user),
        )
        return redirect("jobs:job", job.pk)


class PickListView(NeedsPermission):
    """The pick list of a wave, shown in the browser. It names no person."""

    permission = "fulfillment.view_wave"

    def get(self, request: HttpRequest, number: str) -> HttpResponse:  # noqa: ARG002
        """Draw the list."""
        wave = get_object_or_404(Wave, number=number)
        paper = HttpResponse(pick_list(wave_id=wave.pk), content_type="application/pdf")
        paper["Content-Disposition"] = f'inline; filename="pick-list-{number}.pdf"'
        return paper
