"""How words are cut and folded. The choices were measured on judged queries: docs/search.md."""

from elasticsearch_dsl import analyzer, char_filter, normalizer, token_filter

_MARKS = char_filter(
    "marks",
    "mapping",
    mappings=["\\u2019=>'", "\\u02bc=>'", "&=>\\u0020and\\u0020"],
)
_FOLDED = ("lowercase", "asciifolding")
_POSSESSIVE = token_filter("possessive", "stemmer", language="possessive_english")
_STOP = token_filter("stop_words", "stop", stopwords="_english_")
_STEMMER = token_filter("english_stems", "stemmer", language="english")
_PAIRS = token_filter("pairs", "shingle", output_unigrams=False)
_JOINED = token_filter("joined", "shingle", token_separator="", output_unigrams=True)

# "policing" finds "police": the field itself.
STEM = analyzer(
    "stem",
    tokenizer="standard",
    char_filter=[_MARKS],
    filter=[*_FOLDED, _POSSESSIVE, _STOP, _STEMMER],
)

# The words as they stand, stop words too: the subfield `exact`.
EXACT = analyzer("exact", tokenizer="standard", char_filter=[_MARKS], filter=[*_FOLDED])

# Pairs of neighboring words: the subfield `pairs`.
PAIRS = analyzer(
    "pairs", tokenizer="standard", char_filter=[_MARKS], filter=[*_FOLDED, _STEMMER, _PAIRS]
)

# Neighbors written as one, so that "childcare" and "child care" meet: the subfield `joined`. Stems
# come last, because "childcare" has another stem than "care".
JOINED = analyzer(
    "joined", tokenizer="standard", char_filter=[_MARKS], filter=[*_FOLDED, _JOINED, _STEMMER]
)

# Titles in order, whatever their case and accents.
SORT_KEY = normalizer("sort_key", type="custom", filter=[*_FOLDED])
