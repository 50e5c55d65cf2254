"""Settings by concern, joined by dev, test and production."""
