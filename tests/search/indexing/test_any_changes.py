"""After any mix of changes, on both engines, the indices hold what the database says."""

import os

import pytest
from elasticsearch import Elasticsearch
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from search.elastic.engine import ElasticEngine
from search.embedded.engine import PostgresEngine
from tests.search.indexing.library import Library

# For the long run: SEARCH_MIXES=500 pytest tests/search/indexing/test_any_changes.py
MIXES = int(os.environ.get("SEARCH_MIXES", "4"))


@pytest.mark.elastic
@pytest.mark.django_db(transaction=True)
def test_no_mix_of_changes_makes_a_difference(
    elastic: ElasticEngine, client: Elasticsearch, alias: str
) -> None:
    machine = type(
        "OnBothEngines",
        (Library,),
        {"engines": (elastic, PostgresEngine()), "client": client, "alias": alias},
    )
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=MIXES,
            stateful_step_count=20,
            deadline=None,
            derandomize=MIXES < 10,
            report_multiple_bugs=False,
            phases=(Phase.generate,),  # a mix that fails is told as it was; shrinking takes minutes
            suppress_health_check=list(HealthCheck),
        ),
    )
