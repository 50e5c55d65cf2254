"""What every search engine must find related: a part of the contract."""

from collections.abc import Callable

from search.engine import Change, SearchEngine
from tests.search.records import make_record

# Two about the same as the first, one of them by its subject alone; one superseded; one apart.
KINDRED = (
    make_record(1, title="Copper theft from building sites", subjects=("Metal theft",)),
    make_record(2, title="Copper theft: what scrapyards see", subjects=("Metal theft",)),
    make_record(3, title="Recyclers and the police", subjects=("Metal theft",)),
    make_record(4, title="Copper theft before the law", availability="superseded"),
    make_record(5, title="Horses on parade", subjects=("Mounted police",)),
)


class RelatedContract:
    """Stands before EngineContract, whose fixtures it takes."""

    def test_what_shares_telling_words_is_related(
        self, engine: SearchEngine, write: Callable[[list[Change]], None]
    ) -> None:
        write([Change(record.id, 1, record) for record in KINDRED])
        near = [hit.product_number for hit in engine.related(1)]
        assert near[0] == "COPS-X2"
        assert set(near) == {"COPS-X2", "COPS-X3"}
        assert engine.related(1)[0].url == KINDRED[1].url

    def test_what_is_left_out_is_not_related(
        self, engine: SearchEngine, write: Callable[[list[Change]], None]
    ) -> None:
        write([Change(record.id, 1, record) for record in KINDRED])
        assert [hit.product_number for hit in engine.related(1, without=[2])] == ["COPS-X3"]
        assert len(engine.related(1, size=1)) == 1

    def test_nothing_is_related_to_what_is_unknown(
        self, engine: SearchEngine, write: Callable[[list[Change]], None]
    ) -> None:
        write([Change(record.id, 1, record) for record in KINDRED])
        write([Change(3, 20, None)])
        assert engine.related(99) == engine.related(3) == ()
