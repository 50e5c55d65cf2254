"""Tags that show stock."""
