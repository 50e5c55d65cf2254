"""What fulfillment keeps of a recipient, besides the order: cleared when that is anonymized."""

from collections.abc import Sequence

from library.fulfillment.models import Return, Shipment


def forget_recipients(order_ids: Sequence[int]) -> None:
    """Clear free texts, and the tracking numbers by which carriers tell where a parcel went."""
    shipments = Shipment.objects.filter(order__in=order_ids)
    shipments.update(cancel_reason="", tracking_number="")
    Return.objects.filter(shipment__order__in=order_ids).update(note="")
