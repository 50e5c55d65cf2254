"""Parcels, and what came back of them."""

from library.fulfillment.models.returns import Return, ReturnLine
from library.fulfillment.models.shipments import Shipment, ShipmentLine

__all__ = ["Return", "ReturnLine", "Shipment", "ShipmentLine"]
