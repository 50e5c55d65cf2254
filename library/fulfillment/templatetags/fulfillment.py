"""Parcels on pages that know nothing of fulfillment."""

from typing import Any

from django import template
from django.template.context import RequestContext

from library.fulfillment.bulk.actions import BulkAction
from library.fulfillment.selectors.parcels import (
    PublicShipment,
    public_shipments,
    shipments_of_order,
    tracking_url,
)
from library.fulfillment.views.bulk import offered
from library.orders.models import Order

register = template.Library()


@register.simple_tag
def shipments_of(order: Order) -> list[PublicShipment]:
    """Return an order's parcels for the public: `{% shipments_of order as shipments %}`."""
    return public_shipments(order_id=order.pk)


@register.filter
def tracking(carrier: str, tracking_number: str) -> str:
    """Return the carrier's page on a parcel: `{{ carrier|tracking:number }}`."""
    return tracking_url(carrier, tracking_number)


@register.inclusion_tag("fulfillment/panel.html", takes_context=True)
def fulfillment_panel(context: RequestContext, order: Order) -> dict[str, Any]:
    """Show an order's parcels and the way to its workbench: `{% fulfillment_panel order %}`."""
    user = context["request"].user
    if not user.has_perm("fulfillment.view_shipment"):
        return {}
    return {"order": order, "shipments": shipments_of_order(order_id=order.pk)}


@register.simple_tag(takes_context=True)
def bulk_actions(context: RequestContext) -> list[BulkAction]:
    """Return the steps for many rows that a list offers: `{% bulk_actions as actions %}`.

    A list says that it offers them by its `stage`, or by `bulk` where its rows stand anywhere.
    """
    stage = context.get("stage", "")
    is_offered = stage or context.get("bulk")
    return offered(context["request"].user, stage=str(stage)) if is_offered else []
