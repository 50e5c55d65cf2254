"""Commands on stock."""
