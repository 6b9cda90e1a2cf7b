"""What is recommended, and whether every reason is true; by behaviour, and on all records of examples/."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from parade.dutch import lemmas
from parade.dutch.words import tokens
from parade.index.index import Index
from parade.index.pieces import CONCEPT
from parade.model.fields import GESPREK, LISTS, TOEPASSING, VOORBEELD
from parade.model.record import Collection, Record
from parade.places import register
from parade.places.register import municipalities
from parade.read.records import read_folder
from parade.recommend.gesprekken import short_function, talks
from parade.recommend.likeness import neighbours
from parade.recommend.reasons import Reason
from parade.recommend.score import FITS, LIKE, Recommendation, recommend, similar
from tests.conftest import EXAMPLES, ROOT, run

PLACES = list(register.gemeenten())
TEXT = "Een taalmaatje oefent met nieuwkomers. Het taalmaatje komt thuis bij de nieuwkomers, met een woordenboek."


def record(id: str, **fields: Any) -> Record:
    """A voorbeeld with those fields; its municipality is its own unless told."""
    place = PLACES[sum(map(ord, id)) % len(PLACES)]
    data = {"titel": id, "gemeenten": [place], "themas": [], "doelgroepen": [], "aanpak": "", **fields}
    return Record(VOORBEELD, id, {name: value for name, value in data.items() if value})


def recommended(*records: Record, limit: int = 5) -> dict[str, list[Recommendation]]:
    """The recommendations of a collection of those records."""
    return recommend(Index(Collection(list(records))), limit)


def ids(found: list[Recommendation]) -> list[str]:
    """The ids, best first."""
    return [each.record.id for each in found]


@pytest.fixture(scope="module")
def examples() -> Index:
    """The index of the records in examples/."""
    return Index(read_folder(ROOT / "examples")[0])


@pytest.fixture(scope="module")
def found(examples: Index) -> dict[str, list[Recommendation]]:
    """What the pages of examples/ show."""
    return recommend(examples)


def test_no_record() -> None:
    """Without records there is nothing to recommend and nothing breaks."""
    assert recommended() == {}


def test_one_record() -> None:
    """A record alone has no recommendations."""
    assert recommended(record("a", aanpak=TEXT)) == {"a": []}


def test_two_records() -> None:
    """Two records that are alike are recommended with each other."""
    both = recommended(record("a", aanpak=TEXT), record("b", aanpak=TEXT))
    assert {id: ids(them) for id, them in both.items()} == {"a": ["b"], "b": ["a"]}


def test_identical_records_each_get_a_place() -> None:
    """Of records that say the same, each is recommended at least once and none above three times the mean."""
    every = recommended(*(record(f"r{number}", aanpak=TEXT) for number in range(12)))
    counts = Counter(id for them in every.values() for id in ids(them))
    assert all(every.values())
    assert set(counts) == set(every)
    assert max(counts.values()) <= 3 * counts.total() / len(every)


def test_copies_do_not_drain_others(examples: Index) -> None:
    """Forty copies of one record take no place from others: no set holds two, and what stood there stays."""
    kept = [each for each in examples.collection if each.kind.folder != "voorbeelden"]
    some = examples.records[::3]
    places = [place for place in PLACES if place not in {name for each in some for name in municipalities(each)}]
    copies = [
        Record(VOORBEELD, f"zz{number}", {**some[0].data, "gemeenten": [place]})
        for number, place in enumerate(places[:40])
    ]
    before, after = recommended(*kept, *some), recommended(*kept, *some, *copies)
    same = {some[0].id, *(copy.id for copy in copies)}
    assert all(len(same & set(ids(them))) <= 1 for them in after.values())
    kept_places = [len(set(ids(before[each.id])) & set(ids(after[each.id]))) for each in some[1:]]
    assert sum(kept_places) >= 0.9 * sum(len(before[each.id]) for each in some[1:])


def test_no_shared_term() -> None:
    """Records that share nothing are not recommended with each other."""
    both = recommended(record("een", aanpak="Taalmaatjes oefenen."), record("twee", aanpak="Zwembaden sluiten."))
    assert both == {"een": [], "twee": []}


def test_one_shared_term() -> None:
    """One shared begrip is enough for a reason that names it."""
    one = record("een", werkzame_elementen=["maatje"], themas=["taal"], aanpak="Lezen oefenen.")
    two = record("twee", werkzame_elementen=["maatje"], themas=["sport"], aanpak="Baantjes trekken.")
    other = record("drie", werkzame_elementen=["wederkerigheid"], aanpak="Schulden regelen.")
    every = recommended(one, two, other)
    assert ids(every["een"]) == ["twee"]
    assert every["een"][0].redenen[0] == "Ander probleem, zelfde aanpak: maatje."


def test_a_difference_is_what_the_other_names_first() -> None:
    """The group that a reason sets against this record's is the main one there, not one that it also mentions."""
    shared = {"werkzame_elementen": ["maatje"], "themas": ["taal"], "aanpak": TEXT}
    one = record("een", doelgroepen=["ouderen"], **shared)
    two = record("twee", doelgroepen=["studenten", "boeren"], **shared)
    assert recommended(one, two)["een"][0].redenen[0] == "Zelfde aanpak: maatje, maar hier voor studenten."


def test_what_went_wrong_comes_before_a_detail() -> None:
    """What follows a pattern is told before what follows none."""
    falls = [
        {"wat": "Het regende een dag."},
        {"wat": "Eerst ging het goed. Toen niet.", "struikelpatroon": "bezuiniging"},
    ]
    one, two = record("een", aanpak=TEXT), record("twee", aanpak=TEXT, anders_gelopen=falls)
    assert "Wat anders liep: bezuiniging." in recommended(one, two)["een"][0].redenen


def test_a_record_keeps_its_place_when_a_pair_cannot_be_explained(examples: Index) -> None:
    """Also in parts of the collection 99 of 100 are recommended somewhere, and none above three times the mean."""
    for step in (2, 3):
        kept = [each for each in examples.collection if each.kind.folder != "voorbeelden"]
        every = recommended(*kept, *examples.records[::step])
        counts = Counter(id for them in every.values() for id in ids(them))
        assert len(set(every) - set(counts)) <= len(every) / 100  # which parts there are, a new record changes
        assert max(counts.values()) <= 3 * counts.total() / len(every)


def test_all_terms_shared() -> None:
    """Who shares all comes before who shares some."""
    full = {"themas": ["taal"], "doelgroepen": ["jongeren"], "werkzame_elementen": ["maatje"], "aanpak": TEXT}
    part = {"themas": ["sport"], "doelgroepen": ["jongeren"], "aanpak": "Zwemmen met jongeren in het zwembad."}
    every = recommended(record("a", **full), record("b", **full), record("c", **part))
    assert ids(every["a"])[0] == "b"


def test_a_term_in_every_record_explains_nothing() -> None:
    """A begrip that all records have is not given as the reason when there is something better."""
    filler = [record(f"f{number}", doelgroepen=["inwoners"], aanpak=f"Iets{number}.") for number in range(12)]
    one, two = (record(id, doelgroepen=["inwoners"], werkzame_elementen=["maatje"], aanpak=TEXT) for id in ("a", "b"))
    reasons = recommended(one, two, *filler)["a"][0].redenen
    assert reasons[0].startswith(("Zelfde aanpak: maatje", "Ander probleem, zelfde aanpak: maatje"))
    assert not any("inwoners" in reason for reason in reasons)


def test_same_score_is_ordered_by_date_then_id() -> None:
    """Of equal scores the one checked last comes first, then the first id; on every run the same."""
    a = record("a", werkzame_elementen=["maatje"], aanpak="Lezen oefenen.")
    others = [
        Record(
            VOORBEELD,
            id,
            {"titel": id, "gemeenten": ["Delft"], "werkzame_elementen": ["maatje"], "aanpak": text, **date},
        )
        for id, text, date in (
            ("x", "Bomen planten.", {}),
            ("y", "Banden plakken.", {"gecontroleerd": "2026-01-01"}),
            ("w", "Stoelen stapelen.", {}),
        )
    ]
    filler = [record(f"f{number}", aanpak=f"Iets{number}.") for number in range(20)]
    every = recommended(a, *others, *filler)
    assert ids(every["a"]) == ["y", "w", "x"]
    assert every == recommended(*filler, *reversed(others), a)


def test_records_without_text() -> None:
    """Records with nothing but a title are told apart without an error; they share nothing and get nothing."""
    assert recommended(record("een"), record("twee")) == {"een": [], "twee": []}


def test_only_one_municipality() -> None:
    """Within one municipality nothing is recommended, whatever name it goes by."""
    one, two = record("a", aanpak=TEXT, gemeenten=["Den Haag"]), record("b", aanpak=TEXT, gemeenten=["'s-Gravenhage"])
    assert recommended(one, two) == {"a": [], "b": []}


def test_neighbours_may_be_of_the_same_municipality() -> None:
    """The nearest records for search are found by text alone, with ties in order of number."""
    one, two = record("a", aanpak=TEXT, gemeenten=["Delft"]), record("b", aanpak=TEXT, gemeenten=["Delft"])
    third = record("c", aanpak="Het zwembad sluit.")
    fourth = record("d", aanpak="Het zwembad gaat open.")
    near = neighbours(Index(Collection([one, two, third, fourth])))
    assert [row[:1] for row in near] == [[1], [0], [3], [2]]


def test_neighbours_are_at_most_as_many_as_asked(examples: Index) -> None:
    """Each record of examples/ has five nearest others, the same on every call."""
    near = neighbours(examples, 5)
    assert all(len(row) == 5 == len(set(row)) and doc not in row for doc, row in enumerate(near))
    assert near == neighbours(examples, 5)


def test_never_the_same_municipality(examples: Index, found: dict[str, list[Recommendation]]) -> None:
    """No recommendation in examples/ is of the record's own municipality."""
    for one in examples.records:
        for each in found[one.id]:
            assert not municipalities(one) & municipalities(each.record), (one.id, each.record.id)


def test_every_record_has_some_and_is_in_some(found: dict[str, list[Recommendation]]) -> None:
    """Each record of examples/ has recommendations, is recommended, and at most three times as often as the mean."""
    counts = Counter(id for them in found.values() for id in ids(them))
    assert all(found.values())
    assert set(counts) == set(found)
    assert max(counts.values()) <= 3 * counts.total() / len(found)


def test_scores_fall(found: dict[str, list[Recommendation]]) -> None:
    """The best comes first in every set of examples/; short mentions stand behind, unless a gesprek pointed to one."""
    for them in found.values():
        order = [("gesprek" in each.signals, not each.record.is_mention, each.score) for each in them]
        assert order == sorted(order, reverse=True)


def test_talks_come_first(found: dict[str, list[Recommendation]], examples: Index) -> None:
    """On the four records of the two talks of the parade, what the other told comes first, by function and place."""
    pointed = talks(examples.collection)
    assert len(pointed) == 4
    for id, others in pointed.items():
        assert ids(found[id])[: len(others)] == list(others)
    first = found["sturen-op-geluk-roerdalen"][0]
    assert first.redenen[0].startswith("Een coördinator uit Reusel-De Mierden raadde dit aan op de parade")


def test_a_short_reden_is_told_in_one_reason() -> None:
    """Where it fits in fifteen words, a talk is one sentence: who, where, why."""
    speaker = {"functie": "coördinator afdeling Zorg", "gemeenten": ["Gouda"], "voorbeeld": "b", "reden": "het werkt"}
    listener = {"functie": "raadslid", "voorbeeld": "a"}
    talk = Record(GESPREK, "g", {"titel": "g", "deelnemers": [speaker, listener]})
    every = recommended_with(talk, record("a", aanpak="Taal."), record("b", aanpak="Zwemmen.", gemeenten=["Gouda"]))
    assert every["a"][0].redenen == ("Een coördinator uit Gouda raadde dit aan, omdat het werkt.",)
    assert every["b"][0].redenen == ("Een raadslid raadde dit aan.",)


def recommended_with(talk: Record, *records: Record) -> dict[str, list[Recommendation]]:
    """The recommendations of those records and a talk."""
    return recommend(Index(Collection([talk, *records])))


def test_a_long_reden_is_told_whole() -> None:
    """What a colleague said is never cut in pieces, however long it is."""
    reden = "dit er is, en dat, " + "woord " * 40 + "eind"
    speaker = {"functie": "coördinator", "gemeenten": ["Gouda"], "voorbeeld": "b", "reden": reden}
    talk = Record(GESPREK, "g", {"titel": "g", "deelnemers": [speaker, {"functie": "raadslid", "voorbeeld": "a"}]})
    every = recommended_with(talk, record("a", aanpak="Taal."), record("b", aanpak="Zwemmen.", gemeenten=["Gouda"]))
    assert every["a"][0].redenen == ("Een coördinator uit Gouda raadde dit aan.", f"Omdat {reden}.")


@pytest.mark.parametrize(
    ("functie", "short"),
    [
        ("coördinator afdeling Ontwikkeling", "coördinator"),
        ("beleidsmedewerker Sociaal Domein", "beleidsmedewerker"),
        ("Wethouder", "wethouder"),
        ("projectleider, tijdelijk", "projectleider"),
        ("(onbekend)", "(onbekend)"),
    ],
)
def test_a_function_is_told_short(functie: str, short: str) -> None:
    """A person is told by function alone, without the department."""
    assert short_function(functie) == short


def test_reasons_are_short_and_without_percentages(found: dict[str, list[Recommendation]]) -> None:
    """Each recommendation in examples/ has a reason of something shared; all have at most fifteen words, none a %."""
    for them in found.values():
        for each in them:
            assert each.redenen == tuple(reason.text for reason in each.why)
            assert any(reason.proves for reason in each.why)
            for text in each.redenen:
                assert len(text.split()) <= 15 or text.startswith("Omdat "), text
                assert "%" not in text


def test_every_reason_is_true(examples: Index, found: dict[str, list[Recommendation]]) -> None:
    """In examples/ each named term stands in both records and added to the score; each difference only in the other."""
    told = Facts(examples)
    for one in examples.records:
        for each in found[one.id]:
            for reason in each.why:
                assert each.signals[reason.signal] > 0, reason
                for term in reason.shared:
                    assert told.said(term, reason.signal) in reason.text
                    assert told.stands(one, reason.signal, term), (one.id, reason)
                    assert told.stands(each.record, reason.signal, term), (each.record.id, reason)
                for term in reason.new:
                    assert told.said(term, reason.signal) in reason.text
                    assert told.only_in(each.record, one, term), (one.id, each.record.id, reason)
                named = {told.said(term, reason.signal) for term in (*reason.shared, *reason.new)}
                assert not told.unproven(told.own_words(reason, each.record), named, reason.signal), (reason, one.id)


def test_text_reasons_are_written_as_the_other_writes_them(
    examples: Index, found: dict[str, list[Recommendation]]
) -> None:
    """A word that a reason names from the text stands so in the other record, but for a capital."""
    for one in examples.records:
        for each in found[one.id]:
            text = " ".join(_texts(each.record.data)).lower()
            for reason in each.why:
                if reason.signal == "tekst" and reason.text.startswith("Gaat ook over"):
                    assert all(word.lower() in text for word in reason.shared), (one.id, reason)


class Facts:
    """Looks up, apart from the code under test, whether a record has what a reason says."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.numbers = {record.id: number for number, record in enumerate(index.records)}
        terms = [term for name in LISTS for term in index.collection[name]]
        self.concepts = {term.naam: CONCEPT + term.id for term in terms}
        self.sentences = {term.naam: term["in_een_zin"] for term in terms if "in_een_zin" in term}

    def said(self, term: str, signal: str) -> str:
        """A term as a sentence has it."""
        return str(self.sentences.get(term, term)) if signal != "tekst" else term

    def stands(self, record: Record, signal: str, term: str) -> bool:
        """Whether the record has that begrip in that list, or for a text that word or begrip."""
        if signal in LISTS:
            return term in record.get(signal, [])
        found = {lemmas.lemma(word) for text in _texts(record.data) for word in tokens(text)}
        if all(lemmas.lemma(word) in found for word in tokens(term)):
            return True
        return self.numbers[record.id] in self.index.impacts(self.concepts.get(term, "-"))

    def only_in(self, other: Record, own: Record, term: str) -> bool:
        """Whether the other has that begrip and this one has it in no list; what went otherwise may stand in both."""
        falls = [text for fall in other.get("anders_gelopen", []) for text in fall.values()]
        if any(term in " ".join(text.split()) for text in falls):
            return True
        return any(term in other.get(name, []) for name in LISTS) and not any(
            term in own.get(name, []) for name in LISTS
        )

    def own_words(self, reason: Reason, record: Record) -> str:
        """A reason without the sentence that it quotes, which must stand in the other record."""
        quoted = re.findall(r'"(.+)"', reason.text)
        quoted += [text.removesuffix(".") for text in reason.new if reason.signal == "anders_gelopen"]
        rest = reason.text
        for text in quoted:
            said = " ".join(" ".join(_texts(record.data)).split())
            assert text in said or self.said(text, reason.signal) != text, (reason, record.id)
            rest = rest.replace(text, "")
        return rest

    def unproven(self, text: str, named: set[str], signal: str) -> set[str]:
        """The begrippen that a reason says without telling that it does."""
        if signal in {"gesprek", "plaats"}:
            return set()
        rest = text
        for term in sorted(named, key=len, reverse=True):
            rest = rest.replace(term, "")
        return {term for term in self.concepts if re.search(rf"\b{re.escape(term)}\b", rest)}


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    parts = value.values() if isinstance(value, dict) else value
    return [text for part in parts for text in _texts(part)]


def test_a_comparable_place_is_told_by_what_both_have(found: dict[str, list[Recommendation]], examples: Index) -> None:
    """Where a reason calls a municipality comparable, size, kernen and province are so in the register."""
    for one in examples.records:
        for each in found[one.id]:
            for text in each.redenen:
                if text.startswith("Vergelijkbare gemeente"):
                    best = max(
                        (register.compare(a, b) for a in one["gemeenten"] for b in each.record["gemeenten"]),
                        key=lambda comparison: comparison.strength,
                    )
                    assert best.comparable and all(reden in text for reden in best.redenen)


def test_of_equal_fits_the_one_that_adds_goes_first() -> None:
    """Of records that fit equally well, one that tells what went otherwise or that others took up goes first."""
    shared = {"werkzame_elementen": ["maatje"]}
    mine = record("mijn", aanpak="Lezen oefenen.", gemeenten=["Amsterdam"], **shared)
    plain = [
        record(id, aanpak=text, gemeenten=["Bladel"], **shared)
        for id, text in (("p", "Bomen planten."), ("q", "Banden plakken."), ("r", "Stoelen stapelen."))
    ]
    fall = record("y", aanpak="Baantjes.", gemeenten=["Bladel"], anders_gelopen=[{"wat": "Het stopte."}], **shared)
    taken = record("z", aanpak="Zingen.", gemeenten=["Bladel"], **shared)
    adoption = Record(TOEPASSING, "t", {"titel": "t", "voorbeeld": "z", "gemeenten": ["Gouda"]})
    filler = [record(f"f{number}", aanpak=f"Iets{number}.") for number in range(30)]
    found = recommend(Index(Collection([mine, *plain, fall, taken, adoption, *filler])))["mijn"]
    assert ids(found)[:2] == ["y", "z"]
    assert found[1].redenen[-1] == "Ook Gouda ging dit doen."


def test_limit_shows_the_first_of_the_same_set(examples: Index, found: dict[str, list[Recommendation]]) -> None:
    """A smaller limit gives the beginning of what a page shows."""
    few = recommend(examples, 2)
    assert all(ids(few[id]) == ids(them)[:2] for id, them in found.items())


def test_a_draft_that_is_there_already() -> None:
    """A draft that tells what a record of the same municipality tells is marked as perhaps the same."""
    collection = Collection(
        [record("a", aanpak=TEXT, gemeenten=["Delft"]), record("b", aanpak=TEXT, gemeenten=["Gouda"])]
    )
    more = [record(f"m{number}", aanpak=f"Zwembad nummer {number} sluit.") for number in range(4)]
    draft = record("nieuw", aanpak=TEXT + " Elke week.", gemeenten=["Delft"])
    looks = similar(Collection([*collection, *more]), draft)
    assert {each.record.id: soort for soort, each in looks}["a"] == LIKE
    assert looks[0][1].redenen[0].startswith("Misschien is dit hetzelfde")


def test_a_draft_is_compared_with_others_than_itself(examples: Index) -> None:
    """The draft of a record that is there already replaces it: it is never its own look-alike."""
    one = examples.records[0]
    looks = similar(examples.collection, one)
    assert looks and one.id not in [each.record.id for _, each in looks]
    assert {soort for soort, _ in looks} <= {LIKE, FITS}


def test_similar_takes_a_file(tmp_path: Path) -> None:
    """`parade similar` of a draft marks each answer and gives its reasons."""
    draft = tmp_path / "nog-eens.yml"
    draft.write_bytes((ROOT / EXAMPLES / "voorbeelden" / "buurthuis-utrecht.yml").read_bytes())
    done = run("similar", draft, "--examples", EXAMPLES)
    assert done.returncode == 0
    assert "lijkt op: " in done.stdout
    assert '"soort": "lijkt op"' in run("similar", draft, "--examples", EXAMPLES, "--json").stdout


@pytest.mark.parametrize(
    "content", [b"", b"titel: [a\nkern: 'x", b"- a", b"\xff\xfe\x00", b"a: b: c", b"titel: alleen"]
)
def test_a_broken_draft_gives_no_traceback(tmp_path: Path, content: bytes) -> None:
    """Whatever stands in a draft, the answer is Dutch and no traceback."""
    draft = tmp_path / "stuk.yml"
    draft.write_bytes(content)
    done = run("similar", draft, "--examples", EXAMPLES)
    assert done.returncode in {0, 1}
    assert "Traceback" not in done.stderr


def test_a_draft_that_is_not_there() -> None:
    """A path without a file is told as such."""
    done = run("similar", "weg/niets.yml", "--examples", EXAMPLES)
    assert done.returncode == 1
    assert "bestaat niet" in done.stderr


def test_comparable_places() -> None:
    """Places are comparable by size, nearness and kernen, both ways the same, and told in words that hold for both."""
    one, two = register.gemeenten()["Reusel-De Mierden"], register.gemeenten()["Amsterdam"]
    near = register.comparable("Reusel-De Mierden")
    assert near[0][0].distance(one) < 40 and near[0][0].inwoners == one.inwoners
    assert not one.compare(two).comparable
    assert one.compare(near[0][0]) == near[0][0].compare(one)
    assert all(f"ook {one.inwoners} inwoners" in each.redenen for place, each in near if place.inwoners == one.inwoners)


def test_every_municipality_has_comparable_ones() -> None:
    """Each of the register's municipalities has at least one comparable other; an unknown name has none."""
    assert all(register.comparable(name) for name in register.gemeenten())
    assert register.comparable("Nergenshuizen") == []
    assert register.compare("Nergenshuizen", "Delft").strength == 0
