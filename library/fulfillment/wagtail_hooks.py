"""Fulfillment in the Wagtail admin: its addresses, its menu items, its place on the home page."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.site_summary import SummaryItem
from wagtail.admin.ui.components import Component

from library.fulfillment.selectors.editions import undecided_editions
from library.fulfillment.views import actions, bulk, packing, undoing, wave_actions, waves
from library.fulfillment.views.counts import CountsView, CountView
from library.fulfillment.views.desk import AskView, DeskView
from library.fulfillment.views.editions import PERMISSION as MAY_DECIDE_EDITIONS
from library.fulfillment.views.editions import EditionsView, EditionView
from library.fulfillment.views.home import WaitingPanel
from library.fulfillment.views.publishing import ask_about_old_stock
from library.fulfillment.views.queue import QueueView, ShipmentListView
from library.fulfillment.views.workbench import WorkbenchView

_PERMISSION = "fulfillment.view_shipment"

_Patterns = list[URLPattern | URLResolver]

_of_a_shipment: _Patterns = [
    path("pick/", actions.PickView.as_view(), name="pick"),
    path("ship/", actions.ShipView.as_view(), name="ship"),
    path("cancel/", actions.CancelShipmentView.as_view(), name="cancel_shipment"),
    path("return/", undoing.ReturnView.as_view(), name="return"),
    path("packing-slip.pdf", actions.PackingSlipView.as_view(), name="packing_slip"),
]
_of_an_order: _Patterns = [
    path("", WorkbenchView.as_view(), name="order"),
    path("approve/", actions.ApproveView.as_view(), name="approve"),
    path("hold/", actions.HoldView.as_view(), name="hold"),
    path("ask/", AskView.as_view(), name="ask"),
    path("decline/", actions.DeclineView.as_view(), name="decline"),
    path("allocate/", actions.AllocateView.as_view(), name="allocate"),
    path("cancel/", undoing.CancelView.as_view(), name="cancel"),
    path("shipments/<slug:number>/", include(_of_a_shipment)),
]
_of_a_wave: _Patterns = [
    path("", waves.WaveView.as_view(), name="wave"),
    path("start/", wave_actions.StartWaveView.as_view(), name="start_wave"),
    path("pick/", wave_actions.PickWaveView.as_view(), name="pick_wave"),
    path("short-pick/", wave_actions.ShortPickView.as_view(), name="short_pick"),
    path("cancel/", wave_actions.CancelWaveView.as_view(), name="cancel_wave"),
    path("pick-list.pdf", wave_actions.PickListView.as_view(), name="pick_list"),
    path("print/", wave_actions.PrintWaveView.as_view(), name="print_wave"),
]
_patterns: _Patterns = [
    path("", QueueView.as_view(), name="queue"),
    path("bulk/preview/", bulk.BulkPreviewView.as_view(), name="bulk_preview"),
    path("bulk/start/", bulk.BulkStartView.as_view(), name="bulk_start"),
    path("shipments/", ShipmentListView.as_view(), name="shipments"),
    path("review/", DeskView.as_view(), name="desk"),
    path("allocate/", actions.AllocateWaitingView.as_view(), name="allocate_waiting"),
    path("counts/", CountsView.as_view(), name="counts"),
    path("counts/<slug:number>/", CountView.as_view(), name="count"),
    path("editions/", EditionsView.as_view(), name="editions"),
    path("editions/<int:old>/", EditionView.as_view(), name="edition"),
    path("orders/<slug:reference>/", include(_of_an_order)),
    path("packing/", packing.PackingView.as_view(), name="packing"),
    path("packing/control-barcodes.pdf", packing.CommandSheetView.as_view(), name="command_sheet"),
    path("waves/", waves.WaveListView.as_view(), name="waves"),
    path("waves/new/", waves.ChooseWaveView.as_view(), name="choose_wave"),
    path("waves/<slug:number>/", include(_of_a_wave)),
]


class FulfillmentMenuItem(MenuItem):
    """A menu item for those who hold a permission."""

    permission = _PERMISSION

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the user may go there."""
        return request.user.has_perm(self.permission)


class PackingMenuItem(FulfillmentMenuItem):
    """The way to the packing page, for those who pack."""

    permission = "fulfillment.change_shipment"


class EditionSummary(SummaryItem):
    """New editions whose old stock nobody has decided about, on the admin's home page."""

    order = 55
    template_name = "fulfillment/edition_summary.html"

    def is_shown(self) -> bool:
        """Whether the user may decide."""
        return bool(self.request.user.has_perm(MAY_DECIDE_EDITIONS))

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:  # noqa: ARG002
        """Return how many."""
        return {"undecided": len(undecided_editions())}


@hooks.register("register_admin_urls")
def register_urls() -> _Patterns:
    """Put the pages under /admin/fulfillment/."""
    return [path("fulfillment/", include((_patterns, "fulfillment")))]


@hooks.register("register_admin_menu_item")
def register_menu_item() -> MenuItem:
    """Put the queue into the menu."""
    url = reverse("fulfillment:queue")
    return FulfillmentMenuItem("Fulfillment", url, icon_name="clipboard-list", order=150)


@hooks.register("register_admin_menu_item")
def register_desk() -> MenuItem:
    """Put the review desk into the menu."""
    url = reverse("fulfillment:desk")
    return FulfillmentMenuItem("Review desk", url, icon_name="help", order=151)


@hooks.register("register_admin_menu_item")
def register_waves() -> MenuItem:
    """Put the waves into the menu."""
    return FulfillmentMenuItem(
        "Waves", reverse("fulfillment:waves"), icon_name="list-ol", order=152
    )


@hooks.register("register_admin_menu_item")
def register_packing() -> MenuItem:
    """Put the packing page into the menu."""
    return PackingMenuItem("Packing", reverse("fulfillment:packing"), icon_name="check", order=153)


@hooks.register("construct_homepage_summary_items")
def add_summary(request: HttpRequest, items: list[SummaryItem]) -> None:
    """Put new editions on the home page."""
    items.append(EditionSummary(request))


@hooks.register("construct_homepage_panels")
def add_panel(request: HttpRequest, panels: list[Component]) -> None:
    """Put what waits on the home page of those who may see it."""
    if request.user.has_perm(_PERMISSION):
        panels.append(WaitingPanel())


hooks.register("after_create_snippet", ask_about_old_stock)
hooks.register("after_edit_snippet", ask_about_old_stock)
