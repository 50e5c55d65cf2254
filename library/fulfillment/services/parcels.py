"""How every change of a parcel is made: lock it, change its state, say who was first."""

from django.contrib.auth.models import AbstractBaseUser
from django.utils import timezone
from django.utils.formats import date_format

from library.fulfillment.models import Shipment, ShipmentLine
from library.fulfillment.states import ShipmentState, check_change
from library.orders.models import Order


def locked_shipment(shipment_id: int) -> Shipment:
    """Return a parcel with its order and itself locked until the transaction ends."""
    order_id = Shipment.objects.values_list("order_id", flat=True).get(pk=shipment_id)
    Order.objects.select_for_update().get(pk=order_id)
    return Shipment.objects.select_for_update().get(pk=shipment_id)


def lines_of(shipment: Shipment) -> list[ShipmentLine]:
    """Return what a parcel holds, each with its order line."""
    return list(shipment.lines.select_related("order_line"))


def change_state(shipment: Shipment, wanted: ShipmentState, actor: AbstractBaseUser | None) -> None:
    """Bring a locked parcel to another state, now. The caller saves it.

    Raises:
        IllegalChange: the table of legal changes does not hold it; says since when and by whom.
    """
    shipment.state = check_change(shipment.state, wanted, since=_since(shipment))
    shipment.state_changed_at = timezone.now()
    shipment.state_changed_by_id = actor.pk if actor else None


def _since(shipment: Shipment) -> str:
    when = date_format(timezone.localtime(shipment.state_changed_at), "N j, Y, H:i")
    by = shipment.state_changed_by
    return f"It has been so since {when}" + (f", by {by.get_username()}." if by else ".")
