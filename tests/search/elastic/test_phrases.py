"""Officers' phrases on Elasticsearch."""

from pathlib import Path

import pytest

from search.elastic.engine import ElasticEngine
from tests.search.phrases import check_phrases


@pytest.mark.elastic
@pytest.mark.django_db
def test_officers_own_words_lead_to_what_is_meant(engine: ElasticEngine, shared_data: Path) -> None:
    check_phrases(engine, shared_data, near=lambda _: ())
