"""The shelf and its ledger."""

from library.inventory.models.expecting import ExpectedReceipt
from library.inventory.models.movements import Movement
from library.inventory.models.shelves import BinMove, LowStock, StockItem

__all__ = ["BinMove", "ExpectedReceipt", "LowStock", "Movement", "StockItem"]
