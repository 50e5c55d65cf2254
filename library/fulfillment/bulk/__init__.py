"""One decision or one step for many orders or parcels: what it would do, and doing it."""
