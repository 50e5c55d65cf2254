"""Parcels, waves, scans, returns, editions and counts."""

from library.fulfillment.models.counts import CountLine, CycleCount, Tally
from library.fulfillment.models.editions import EditionChange
from library.fulfillment.models.returns import Return, ReturnLine
from library.fulfillment.models.scans import LabelCalibration, Packer, Scan
from library.fulfillment.models.shipments import Shipment, ShipmentLine
from library.fulfillment.models.waves import Wave

__all__ = [
    "CountLine",
    "CycleCount",
    "EditionChange",
    "LabelCalibration",
    "Packer",
    "Return",
    "ReturnLine",
    "Scan",
    "Shipment",
    "ShipmentLine",
    "Tally",
    "Wave",
]
