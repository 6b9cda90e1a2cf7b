"""From a typed word to the words of the index; and which words are errors, and which are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from parade.dutch import lemmas
from parade.dutch.words import STOP_WORDS, fold
from parade.index.bloom_filter import BloomFilter
from parade.index.index import Index
from parade.index.lexicon import Lexicon, one_apart, two_apart
from parade.search.search import Search


@pytest.fixture(scope="module")
def lexicon(full_search: Search) -> Lexicon:
    """The tables of the records in examples/."""
    return full_search.lexicon


@pytest.fixture(scope="module")
def index(full_search: Search) -> Index:
    """The index of the records in examples/."""
    assert isinstance(full_search.index, Index)
    return full_search.index


@pytest.mark.parametrize(
    ("word", "lemma"),
    [
        ("loopt", "lopen"),
        ("leden", "lid"),
        ("geslaagd", "slagen"),
        ("buurthuizen", "buurthuis"),
        ("gemeentes", "gemeente"),
        ("mensen", "mens"),
        ("ouderen", "ouderen"),
        ("kinderen", "kind"),
        ("huisje", "huis"),
        ("financiele", "financieel"),
    ],
)
def test_lemma(lexicon: Lexicon, word: str, lemma: str) -> None:
    """A word in another form leads to its lemma, by the exceptions or by its ending."""
    assert lexicon.lemma(word) == lemma


def test_written_words_lead_to_their_own_lemma(lexicon: Lexicon, index: Index) -> None:
    """Every word that a record writes leads to a term that this record has."""
    lost = []
    for word in sorted(index.written_words):
        folded = fold(word)
        if folded in STOP_WORDS or lemmas.lemma(word) in lexicon.tables.named or not index.impacts(lemmas.lemma(word)):
            continue
        if lexicon.lemma(folded) != lemmas.lemma(word) and lemmas.lemma(word.lower()) == lemmas.lemma(word):
            lost.append((word, lexicon.lemma(folded)))
    assert len(lost) <= len(index.written_words) / 200, lost[:20]


def test_derived(lexicon: Lexicon) -> None:
    """An unknown word made of a known one leads to that."""
    assert lexicon.lemma("vriendelijkheid") == ""
    assert lexicon.derived("vriendelijkheid") == "vriendelijk"
    assert lexicon.derived("qwertyheid") == ""


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("buurtkamerhuis", ["buurtkamer", "huis"]),
        ("opvanghuis", ["opvang", "huis"]),
        ("moestuincoach", ["moestuin", "coach"]),
        ("qwertyasdf", []),
        ("huis", []),
    ],
)
def test_split(lexicon: Lexicon, word: str, parts: list[str]) -> None:
    """A compound that no record has falls in two parts that records have; other words do not."""
    assert lexicon.split(word) == parts


MISTYPED = {
    "eenzaamhied": "eenzaamheid",
    "oudren": "ouderen",
    "jongern": "jongere",
    "buurthuizn": "buurthuis",
    "gemeentn": "gemeente",
    "schuldhulpverlenign": "schuldhulpverlening",
    "begeliding": "begeleiding",
    "mantelzorgr": "mantelzorger",
    "buurthiuzen": "buurthuis",
    "vrijwiligers": "vrijwilliger",
    "wenzaamheid": "eenzaamheid",
    "verwarde": "verwarren",
}


def test_typing_errors_are_forgiven(lexicon: Lexicon) -> None:
    """A letter too few, too many, wrong or swapped, in a plural or in front: four of five are read as they were meant.

    Not all: the filter of good Dutch words takes some for words, and which ones changes with the records.
    """
    meant = [
        (lexicon.lemma(typed) or lexicon.lemma(lexicon.nearest(typed))) == word for typed, word in MISTYPED.items()
    ]
    assert sum(meant) >= 0.8 * len(MISTYPED)


@pytest.mark.parametrize(
    "word", ["kelder", "verminderen", "kapper", "fietsen", "groente", "vulkaan", "verenging", "paard", "muziek"]
)
def test_good_words_are_not_corrected(lexicon: Lexicon, word: str) -> None:
    """A good Dutch word that no record has is no typing error."""
    assert lexicon.is_known(word) or lexicon.nearest(word) == ""


@pytest.mark.parametrize("word", ["wjik", "zorh", "hus", "a", "65plussers", "2o14x"])
def test_short_words_and_digits_are_not_corrected(lexicon: Lexicon, word: str) -> None:
    """Below five letters, or with a digit, too many words lie near."""
    assert lexicon.nearest(word) == ""


@pytest.mark.parametrize("word", ["woonwagens", "syrie", "olifanten", "kachels", "turkije", "marokkaanse"])
def test_bent_good_words_and_countries_are_not_corrected(lexicon: Lexicon, word: str) -> None:
    """Also the plural of a good word, and a country, is no typing error."""
    assert lexicon.is_known(word) or lexicon.nearest(word) == ""


@given(st.text("abc", min_size=1, max_size=6), st.text("abc", min_size=1, max_size=6))
def test_distances_are_those_of_optimal_string_alignment(one: str, two: str) -> None:
    """One and two errors apart is what OSA says."""
    assert one_apart(one, two) == (OSA.distance(one, two) == 1)
    assert two_apart(one, two) == (OSA.distance(one, two) == 2)


def test_stop_words_are_known(lexicon: Lexicon) -> None:
    """No stop word is mended."""
    assert all(lexicon.is_known(word) for word in STOP_WORDS)


def test_no_table_leads_out_of_the_index(lexicon: Lexicon, index: Index) -> None:
    """Stems and parts are terms of the index; exceptions lead to lemmas."""
    tables = lexicon.tables
    assert {mate for mates in tables.stems.values() for mate in mates} <= index.vocabulary
    assert {part for parts in tables.parts.values() for part in parts} <= index.vocabulary
    assert set(tables.exceptions.values()) <= tables.lemmas
    assert {concept for those in tables.concepts.values() for concept in those} <= index.vocabulary
    assert set(tables.named) <= index.vocabulary


def test_parts_of_known_compounds_are_those_of_the_index(lexicon: Lexicon, index: Index) -> None:
    """Each compound of the records has the parts that the index gave it, whichever table tells."""
    for term in index.vocabulary & lexicon.tables.lemmas:
        if term.isalpha():
            parts = index.analyser.parts(term)
            told = [part for part in parts if part in index.vocabulary and part not in STOP_WORDS]
            assert lexicon.parts_of(term) == told


@given(st.lists(st.text(st.characters(max_codepoint=127, categories=["Ll"]), min_size=1), max_size=200))
def test_sieve_never_denies_its_own(words: list[str]) -> None:
    """A word that was put in is always there."""
    sieve = BloomFilter.of(words)
    assert all(word in sieve for word in words)


def test_sieve_seldom_has_others() -> None:
    """Of a thousand words that were not put in, less than a tenth seems to be there."""
    sieve = BloomFilter.of([f"woord{number}" for number in range(1000)])
    assert sum(f"ander{number}" in sieve for number in range(1000)) < 100


def test_empty_sieve_has_nothing() -> None:
    """Without words nothing is there."""
    assert "huis" not in BloomFilter.of([])
