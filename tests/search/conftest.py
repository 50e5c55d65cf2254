"""What tests of the feed share."""

import pytest

from search.embedded.engine import PostgresEngine


@pytest.fixture
def embedded(db: None) -> PostgresEngine:
    """Return the engine that is always there."""
    return PostgresEngine()
