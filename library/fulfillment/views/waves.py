"""Waves: which there are, what the next one is made of, and how far one is."""

from collections.abc import Mapping
from typing import Any, cast

from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy
from wagtail.admin import messages

from library.fulfillment import services
from library.fulfillment.enums import Stage
from library.fulfillment.forms import LabelForm, ReasonForm, ShortPickForm, WaveFilterForm, WaveForm
from library.fulfillment.models import LabelCalibration, Wave
from library.fulfillment.selectors.waves import (
    choices_for_wave,
    parcels_of_wave,
    picks_of_wave,
    waves_found,
    waves_with_progress,
)
from library.fulfillment.states import OPEN_WAVES, WaveState
from library.fulfillment.views.columns import WAVES
from library.fulfillment.views.pages import FulfillmentPage
from library.lists.views import StaffListMixin

WAVES_URL = reverse_lazy("fulfillment:waves")
PREVIEWED = 50
MOST_TO_ALLOCATE = 100  # orders; each is a transaction that somebody waits for


def wave_url(wave: Wave) -> str:
    """Return the address of a wave's page."""
    return reverse("fulfillment:wave", args=(wave.number,))


class WavePage(FulfillmentPage):
    """A page about waves."""

    permission = "fulfillment.view_wave"
    page_title = "Waves"
    header_icon = "list-ol"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Put the list of waves before the page."""
        *path, last = super().get_breadcrumbs_items()
        waves = {"url": WAVES_URL, "label": "Waves"}
        return [*path, waves, last] if self.get_page_subtitle() else [*path, last, waves]


class WaveListView(StaffListMixin, WavePage):
    """All waves, the newest first."""

    template_name = "fulfillment/waves.html"
    filter_form = WaveFilterForm
    columns = WAVES
    default_sort = "-made"
    name = "waves"
    noun = "waves"

    def found(self, chosen: Mapping[str, Any]) -> QuerySet[Wave]:
        """Return the waves that fit."""
        return waves_found(**chosen)

    def completed(self, rows: QuerySet[Wave]) -> QuerySet[Wave]:
        """Bring along who made them, and how far they are."""
        return waves_with_progress(rows)


class ChooseWaveView(WavePage):
    """What the next wave is made of: narrowed by the address, seen before it is made."""

    permission = "fulfillment.add_wave"
    template_name = "fulfillment/choose_wave.html"

    def get(self, request: HttpRequest) -> HttpResponse:  # noqa: ARG002
        """Show the form and what fits it."""
        page: HttpResponse = self.render_to_response(self.get_context_data())
        return page

    def post(self, request: HttpRequest) -> HttpResponse:
        """Make the wave of the oldest that fit."""
        form = WaveForm(request.GET)
        filters = form.filters()
        if form.errors:
            return self.get(request)
        fitting = choices_for_wave(filters=filters).values_list("pk", flat=True)
        actor = cast("User", request.user)
        keys = list(fitting[: form.most_parcels()])
        if filters.stage == Stage.ALLOCATE:
            keys = services.allocate_for_wave(order_ids=keys[:MOST_TO_ALLOCATE], actor=actor)
        try:
            wave = services.open_wave(shipment_ids=keys, actor=actor, chosen_by=form.chosen_by())
        except services.NothingToWave as nothing:
            messages.warning(request, str(nothing))
            return HttpResponseRedirect(request.get_full_path())
        messages.success(request, f"Wave {wave} holds {wave.shipments.count()} parcels.")
        return HttpResponseRedirect(wave_url(wave))

    def get_page_subtitle(self) -> str:
        """Return what the page is for."""
        return "New wave"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:  # noqa: ANN401
        """Return the form, how many fit, and the first of them."""
        form = WaveForm(self.request.GET or None)
        filters = WaveForm(self.request.GET).filters()
        fitting = choices_for_wave(filters=filters)
        return {
            **super().get_context_data(**kwargs),
            "form": form,
            "count": fitting.count(),
            "rows": fitting[:PREVIEWED],
            "is_allocating": filters.stage == Stage.ALLOCATE,
            "most_to_allocate": MOST_TO_ALLOCATE,
        }


class WaveView(WavePage):
    """One wave: its parcels, what to fetch, what to print, and what comes next."""

    template_name = "fulfillment/wave.html"
    wave: Wave
    refused: dict[str, Any]

    def get(self, request: HttpRequest, number: str) -> HttpResponse:  # noqa: ARG002
        """Show the wave."""
        return self.show(number)

    def show(self, number: str, **refused: Any) -> HttpResponse:  # noqa: ANN401
        """Show the wave, with a form that was refused in its place."""
        self.wave = get_object_or_404(waves_with_progress(waves_found()), number=number)
        self.refused = refused
        page: HttpResponse = self.render_to_response(self.get_context_data())
        return page

    def get_page_subtitle(self) -> str:
        """Return the wave's number."""
        return self.wave.number

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:  # noqa: ANN401
        """Return the wave, its parcels and picks, and the forms."""
        picks = picks_of_wave(wave_id=self.wave.pk)
        calibrations = LabelCalibration.objects.filter(user=cast("User", self.request.user))
        return {
            **super().get_context_data(**kwargs),
            "wave": self.wave,
            "parcels": parcels_of_wave(wave_id=self.wave.pk),
            "picks": picks,
            "is_open": self.wave.state in OPEN_WAVES,
            "states": WaveState,
            "short_form": ShortPickForm(picks),
            "cancel_form": ReasonForm(auto_id="cancel-%s"),
            "label_form": LabelForm(auto_id="label-%s"),
            "calibrations": calibrations,
            **self.refused,
        }
