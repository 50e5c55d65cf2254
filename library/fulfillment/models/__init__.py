"""Parcels, the waves they are picked in, the scans that fill them, and what came back of them."""

from library.fulfillment.models.returns import Return, ReturnLine
from library.fulfillment.models.scans import LabelCalibration, Packer, Scan
from library.fulfillment.models.shipments import Shipment, ShipmentLine
from library.fulfillment.models.waves import Wave

__all__ = [
    "LabelCalibration",
    "Packer",
    "Return",
    "ReturnLine",
    "Scan",
    "Shipment",
    "ShipmentLine",
    "Wave",
]
