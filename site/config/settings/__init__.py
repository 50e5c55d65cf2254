"""Settings by concern: base, search, storage, security and logging, joined by dev, test and production."""
