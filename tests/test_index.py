"""The index: what each word weighs in each record, and what names a begrip."""

from __future__ import annotations

from math import log
from typing import Any

import pytest

from parade.dutch import lemmas
from parade.index.analyser import concepts
from parade.index.index import Index
from parade.index.pieces import CONCEPT
from parade.index.sentences import searched
from parade.index.weights import SCALE
from parade.model.fields import LISTS
from parade.model.record import Collection, Record
from parade.search.search import Search


def begrip(naam: str, **fields: Any) -> Record:
    """A thema with that name, as the lists have it."""
    return Record(LISTS["themas"], naam.replace(" ", "-"), {"naam": naam, "uitleg": "", **fields})


def whole(search: Search) -> Index:
    """The index of a search, as it was made."""
    assert isinstance(search.index, Index)
    return search.index


@pytest.mark.parametrize("count", [1, 2, 3, 5])
def test_word_in_all_records_still_weighs(searching: Any, count: int) -> None:
    """A word that every record has in its title weighs something in each, however few there are."""
    search: Search = searching({f"tuin-{letter}": {"titel": "tuin"} for letter in map(str, range(count))})
    impacts = whole(search).impacts("tuin")
    assert len(whole(search).counts("tuin")) == count
    assert set(impacts) == set(range(count))
    assert all(impact > 0 for impact in impacts.values())


@pytest.mark.parametrize("count", [2, 3, 5, 50])
def test_rare_word_weighs_more(searching: Any, count: int) -> None:
    """Of two words in the same place the one that fewer records have weighs more."""
    search: Search = searching(
        {f"tuin-{n}": {"titel": "tuin", "kern": "droom" if n == 0 else "dromer"} for n in range(count)}
    )
    assert whole(search).impacts("droom")[0] >= whole(search).impacts("tuin").get(0, 0)


def test_weights_are_whole_and_bounded(full_search: Search) -> None:
    """Every weight is a whole number above 0 and at most SCALE times the rarest word's idf."""
    most = SCALE * log(1 + (len(whole(full_search).records) - 0.5) / 1.5)
    for term in whole(full_search).vocabulary:
        for impact in whole(full_search).impacts(term).values():
            assert type(impact) is int
            assert 0 < impact <= most


def test_index_holds_each_record(full_search: Search) -> None:
    """Whoosh has one document for each voorbeeld, in order of id, and each has terms."""
    index = whole(full_search)
    assert [fields["id"] for _, fields in index.reader.iter_docs()] == [record.id for record in index.records]
    assert [record.id for record in index.records] == sorted(record.id for record in index.records)
    having = {doc for term in index.vocabulary for doc in index.counts(term)}
    assert having == set(range(len(index.records)))


def test_empty_collection() -> None:
    """Without records there is an index, with nothing in it."""
    index = Index(Collection([]))
    assert index.vocabulary == frozenset()
    assert index.impacts("tuin") == {}


def test_field_weights(searching: Any) -> None:
    """A word in the title counts as often as the title's weight says."""
    search: Search = searching({"a": {"titel": "tuin", "kern": "droom"}, "b": {"titel": "x"}})
    weights = searched()
    assert weights["titel"] > weights["kern"]
    assert whole(search).counts("tuin") == {0: weights["titel"]}
    assert whole(search).counts("droom") == {0: weights["kern"]}


def test_compound_counts_for_its_parts(searching: Any) -> None:
    """A record with buurthuis has it whole, and its parts for less."""
    search: Search = searching({"a": {"kern": "buurthuis"}, "b": {"kern": "buurt"}, "c": {"kern": "huis"}})
    counts = whole(search).counts
    assert counts("buurthuis")[0] > counts("buurt")[0] > 0
    assert counts("huis")[0] == counts("buurt")[0]


def test_concept_is_found_by_its_other_names(searching: Any) -> None:
    """A record that writes familiezorgers has the begrip mantelzorgers."""
    search: Search = searching({"a": {"kern": "familiezorgers in de wijk"}, "b": {"kern": "een tuin"}})
    assert whole(search).counts(CONCEPT + "mantelzorgers") == {0: 1.0}


def test_phrase_matches_with_and_without_its_stop_words() -> None:
    """A name of more words is found with the stop words between them, and without."""
    thema = begrip("ver van huis", ook=["hulp bij de schulden"])
    index = Index(Collection([thema]))
    for text in ("hulp bij de schulden", "hulp bij schulden", "hulp schulden"):
        assert CONCEPT + thema.id in dict(index.analyser.terms(text)), text


def test_name_of_one_content_word_keeps_its_stop_words() -> None:
    """`ver van huis` is not named by every `huis`... only by its content words together."""
    thema = begrip("onder de pannen")
    names = concepts(Collection([thema]))
    assert names == {tuple("onder de pan".split()): (CONCEPT + thema.id,)}


def test_longer_name_with_a_shorter_one_in_it_is_dropped() -> None:
    """`grote schulden` says no more than `schulden` of the same begrip; of another begrip it would."""
    schulden = begrip("schulden", ook=["grote schulden"])
    geld = begrip("geld", ook=["nieuwe zware schulden"])
    assert concepts(Collection([schulden, geld])) == {
        ("schuld",): (CONCEPT + "schulden",),
        ("geld",): (CONCEPT + "geld",),
        ("zwaar", "schuld"): (CONCEPT + "geld",),
    }


def test_name_keeps_what_turns_it_around() -> None:
    """`werk` is no name of a begrip that is called `mensen zonder werk`; `zonder werk` in a text is."""
    index = Index(Collection([begrip("mensen zonder werk")]))
    term = CONCEPT + "mensen-zonder-werk"
    assert term in dict(index.analyser.terms("Hulp voor mensen die zonder betaald werk zitten en mensen zonder werk."))
    assert term not in dict(index.analyser.terms("Hulp voor mensen met werk."))


def test_an_expression_may_name_two_begrippen() -> None:
    """A synonym that stands under two terms leads to both."""
    one, two = begrip("wonen", ook=["tiny house"]), begrip("bouwen", ook=["tiny house"])
    found = dict(Index(Collection([one, two])).analyser.terms("een tiny house"))
    assert {CONCEPT + "wonen", CONCEPT + "bouwen"} <= set(found)


def test_what_a_hyphen_leaves_out_is_put_back(searching: Any) -> None:
    """`jeugd- en gezinshulp` is jeugdhulp too."""
    search: Search = searching(
        {"a": {"kern": "Voor jeugd- en gezinshulp."}, "b": {"kern": "jeugdhulp, hulp voor een gezin"}}
    )
    assert set(whole(search).counts("jeugdhulp")) == {0, 1}


@pytest.mark.parametrize(
    ("written", "lemma"),
    [("wijkteams", "wijkteam"), ("verwarde", "verwarren"), ("verward", "verwarren"), ("inloophuizen", "inloophuis"),
     ("buurtmoeders", "buurtmoeder"), ("wijkteampje", "wijkteam"), ("Gooi", "gooi")],
)  # fmt: skip
def test_plural_of_a_compound_is_its_singular(written: str, lemma: str) -> None:
    """Plurals and diminutives that no table has, participles as adjectives, and a region."""
    assert lemmas.lemma(written) == lemma


@pytest.mark.parametrize("word", ["mankeren", "doodmoe", "moestuin", "terugkomen", "bestrijden", "beteroud"])
def test_word_without_parts_has_none(full_search: Search, word: str) -> None:
    """What only looks like a compound, or whose parts say nothing, is not taken apart."""
    assert not {"man", "moe", "dood", "terug", "best", "beter"} & set(whole(full_search).analyser.parts(word))
