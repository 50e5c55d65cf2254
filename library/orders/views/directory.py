"""Agencies for the field that is typed into at the checkout."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from library.orders.directory import suggested_agencies
from library.orders.models import Agency

_LONGEST = 200


@require_safe
def agencies(request: HttpRequest) -> JsonResponse:
    """Return the listed agencies that the text in `q` may become, as JSON; `state` goes first."""
    text = request.GET.get("q", "").replace("\0", "")[:_LONGEST]
    found = suggested_agencies(text=text, state=request.GET.get("state", "")[:2])
    return JsonResponse({"suggestions": [_suggestion(agency) for agency in found]})


def _suggestion(agency: Agency) -> dict[str, object]:
    return {
        "label": agency.name,
        "detail": ", ".join(filter(None, (agency.city, agency.state))),
        "value": agency.name,
        "fill": {"agency_type": agency.agency_type, "state": agency.state},
    }
