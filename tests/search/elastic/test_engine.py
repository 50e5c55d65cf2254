"""The contract on a live Elasticsearch, and what only it can do wrong."""

import socket
from collections.abc import Callable

import pytest
from elasticsearch import Elasticsearch

from search.elastic import indices
from search.elastic.engine import ElasticEngine
from search.engine import Change, EngineUnavailable, RecordsRefused
from search.query import SearchQuery
from search.question import plain
from tests.search.contract import EngineContract
from tests.search.records import make_record
from tests.search.related import RelatedContract
from tests.search.wordings_contract import WordingsContract

pytestmark = pytest.mark.elastic


class TestContract(EngineContract, WordingsContract, RelatedContract):
    @pytest.fixture
    def settle(self, client: Elasticsearch, alias: str) -> Callable[[], None]:
        return lambda: void(client.indices.refresh(index=f"{alias}-*"))


def void(_: object) -> None:
    pass


def test_an_alias_that_is_missing_is_unavailable(engine: ElasticEngine) -> None:
    assert not engine.is_ready()
    for call in (
        lambda: engine.search(plain(SearchQuery())),
        lambda: engine.write([Change(1, 1, make_record(1))]),
        lambda: list(engine.versions()),
    ):
        with pytest.raises(EngineUnavailable, match="404"):
            call()


def test_a_write_does_not_make_an_index_by_accident(
    engine: ElasticEngine, client: Elasticsearch, alias: str
) -> None:
    with pytest.raises(EngineUnavailable):
        engine.write([Change(1, 1, make_record(1))])
    assert not client.indices.exists(index=alias)


def test_a_refused_record_does_not_keep_the_others_out(engine: ElasticEngine) -> None:
    with engine.fresh_index():
        pass
    changes = [Change(1, 1, make_record(1)), Change(2, 1, make_record(2, year="MMXX"))]
    with pytest.raises(RecordsRefused) as refusal:
        engine.write(changes)
    assert list(refusal.value.reasons) == [2]
    assert dict(engine.versions()) == {1: 1}


def test_an_index_of_another_layout_is_not_ready(
    engine: ElasticEngine, client: Elasticsearch, alias: str
) -> None:
    other = f"{alias}-00000000-20260101000000000000"
    client.indices.create(index=other)
    client.indices.put_alias(index=other, name=alias)
    assert not engine.is_ready()


def test_a_swap_keeps_the_index_before_and_drops_older_ones(
    engine: ElasticEngine, client: Elasticsearch, alias: str
) -> None:
    with engine.fresh_index():
        pass
    first = indices.current(client, alias)
    long_ago = f"{alias}-00000000-20200101000000000000"
    client.indices.create(index=long_ago)
    with engine.fresh_index():
        pass
    now = set(client.indices.get(index=f"{alias}-*").body)
    assert now == {first, indices.current(client, alias)}


def test_many_documents_are_all_written_and_all_listed(
    engine: ElasticEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search.elastic.listing.PAGE", 300)
    with engine.fresh_index() as fresh:
        fresh.write([Change(pk, 5, make_record(pk)) for pk in range(1, 1202)])
    assert list(engine.versions()) == [(pk, 5) for pk in range(1, 1202)]


def test_a_server_that_refuses_is_unavailable() -> None:
    with socket.socket() as unheard:
        unheard.bind(("127.0.0.1", 0))
        engine = ElasticEngine(f"http://127.0.0.1:{unheard.getsockname()[1]}", "resources")
        with pytest.raises(EngineUnavailable, match="ConnectionError"):
            engine.search(plain(SearchQuery()))


def test_a_server_that_hangs_is_unavailable_within_a_second() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        engine = ElasticEngine(f"http://127.0.0.1:{silent.getsockname()[1]}", "resources")
        with pytest.raises(EngineUnavailable, match="Timeout"):
            engine.search(plain(SearchQuery()))


def test_a_title_with_the_words_in_order_comes_before_one_that_shares_them(
    engine: ElasticEngine, client: Elasticsearch, alias: str
) -> None:
    with engine.fresh_index() as fresh:
        fresh.write(
            [
                Change(1, 1, make_record(1, title="Annual division computer")),
                Change(2, 1, make_record(2, title="Computer safety of a large division: annual")),
            ]
        )
    client.indices.refresh(index=f"{alias}-*")
    hits = engine.search(plain(SearchQuery(text="computer division annual"))).hits
    assert [hit.id for hit in hits] == [2, 1]
