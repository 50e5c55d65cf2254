"""Officers' phrases on PostgreSQL."""

from pathlib import Path

import pytest

from search.embedded.engine import PostgresEngine
from tests.search.phrases import check_phrases


@pytest.mark.django_db
def test_officers_own_words_lead_to_what_is_meant(shared_data: Path) -> None:
    check_phrases(PostgresEngine(), shared_data)
