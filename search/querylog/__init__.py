"""What people ask: noted without anything about them, folded into sums, forgotten in time."""
