"""The packing page: a field for the scanner, and what the last scan was answered."""

from http import HTTPStatus
from typing import Any, cast
from uuid import UUID, uuid4

from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.urls import reverse, reverse_lazy

from library.fulfillment import services
from library.fulfillment.codes import Command
from library.fulfillment.enums import REFUSALS, AnswerKind
from library.fulfillment.forms import ScanForm
from library.fulfillment.models import Scan, Shipment
from library.fulfillment.paper.commands import command_sheet
from library.fulfillment.selectors.packing import scan_of, standing_of
from library.fulfillment.views.pages import FulfillmentPage, NeedsPermission

PACKING_URL = reverse_lazy("fulfillment:packing")


class PackingView(FulfillmentPage):
    """Where a packer scans. With a script it asks for JSON; without one it is a plain form."""

    permission = "fulfillment.change_shipment"
    template_name = "fulfillment/packing.html"
    header_icon = "check"

    def get_page_subtitle(self) -> str:
        """Return what the page is for."""
        return "Packing"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show where the packer stands, with the answer to the scan that the address names."""
        if _wants_json(request):
            return JsonResponse({"token": get_token(request), "html": self._parcel()})
        page: HttpResponse = self.render_to_response(self.get_context_data())
        return page

    def post(self, request: HttpRequest) -> HttpResponse:
        """Take a scan."""
        form = ScanForm(request.POST)
        if not form.is_valid():
            return self._refuse(HTTPStatus.BAD_REQUEST, "Nothing was scanned. Scan again.")
        actor = cast("User", request.user)
        code, key = form.cleaned_data["code"], form.cleaned_data["scan"]
        try:
            scan = services.take_scan(scan_id=key, actor=actor, code=code)
        except services.ForeignScan as foreign:
            return self._refuse(HTTPStatus.CONFLICT, str(foreign))
        if _wants_json(request):
            return JsonResponse({**self._answer(scan), "html": self._parcel()})
        return HttpResponseRedirect(f"{PACKING_URL}?scan={scan.pk}")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:  # noqa: ANN401
        """Return the standing, the last answer, and the key of the next scan."""
        scan = self._scan_of_address()
        return {
            **super().get_context_data(**kwargs),
            **self._standing(),
            "answer": self._answer(scan) if scan else None,
            "key": uuid4(),
            "kinds": AnswerKind,
            "mute": Command.MUTE,
        }

    def _scan_of_address(self) -> Scan | None:
        try:
            key = UUID(self.request.GET.get("scan", ""))
        except ValueError:
            return None
        return scan_of(scan_id=key, user_id=cast("int", self.request.user.pk))

    def _standing(self) -> dict[str, Any]:
        return {"standing": standing_of(user_id=cast("int", self.request.user.pk))}

    def _parcel(self) -> str:
        return render_to_string("fulfillment/packing_parcel.html", self._standing(), self.request)

    def _answer(self, scan: Scan) -> dict[str, Any]:
        kind = AnswerKind(scan.kind)
        return {
            "scan": str(scan.pk),
            "kind": kind.value,
            "label": kind.label,
            "text": scan.text,
            "is_refused": kind in REFUSALS,
            "slip": self._slip(scan.shipment) if kind == AnswerKind.PRINT else "",
        }

    def _slip(self, shipment: Shipment | None) -> str:
        if shipment is None or not self.request.user.has_perm("orders.view_recipient"):
            return ""
        place = (shipment.order.reference, shipment.number)
        return reverse("fulfillment:packing_slip", args=place)

    def _refuse(self, status: HTTPStatus, words: str) -> HttpResponse:
        if _wants_json(self.request):
            return JsonResponse({"text": words}, status=status)
        return HttpResponseRedirect(str(PACKING_URL))


class CommandSheetView(NeedsPermission):
    """The control barcodes, to be hung at the packing table."""

    permission = "fulfillment.change_shipment"

    def get(self, request: HttpRequest) -> HttpResponse:  # noqa: ARG002
        """Draw the sheet."""
        sheet = HttpResponse(command_sheet(), content_type="application/pdf")
        sheet["Content-Disposition"] = 'inline; filename="control-barcodes.pdf"'
        return sheet


def _wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")
