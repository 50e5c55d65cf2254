"""What others may know of the shelf and its ledger."""

from library.inventory.selectors.alerts import low_stock
from library.inventory.selectors.expecting import due_receipts, expected_receipts, late_receipts
from library.inventory.selectors.movements import (
    WASHINGTON,
    movement_of_entry,
    movement_totals,
    movements_by_fiscal_year,
    movements_of,
)
from library.inventory.selectors.stock import (
    Discrepancy,
    Shelf,
    Stock,
    allocated_by_resource,
    days_left,
    days_of_cover,
    discrepancies,
    shelves_of,
    stock_item_count,
    stock_items,
    stock_of,
    stock_of_many,
    stock_of_public,
    weights_of,
    with_pace,
)

__all__ = [
    "WASHINGTON",
    "Discrepancy",
    "Shelf",
    "Stock",
    "allocated_by_resource",
    "days_left",
    "days_of_cover",
    "discrepancies",
    "due_receipts",
    "expected_receipts",
    "late_receipts",
    "low_stock",
    "movement_of_entry",
    "movement_totals",
    "movements_by_fiscal_year",
    "movements_of",
    "shelves_of",
    "stock_item_count",
    "stock_items",
    "stock_of",
    "stock_of_many",
    "stock_of_public",
    "weights_of",
    "with_pace",
]
