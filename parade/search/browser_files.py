"""The index, the lexicon and the cards as files for the browser, which looks up and adds and no more.

Everything stands below `assets/parade/`: `search.json` names the folder of the rest, and that name is
a hash of its content, so that a browser may keep it for ever. A list of records is a string: for each
record the step from the one before, and then the word's weight there; numbers as in `number`.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from importlib import resources
from itertools import takewhile
from typing import Any

from rjsmin import jsmin

from parade.index.index import Index
from parade.index.lexicon import Lexicon
from parade.index.pieces import CONCEPT
from parade.index.sentences import searched
from parade.model.fields import VOORBEELD
from parade.model.record import Record
from parade.places import register
from parade.places.names import KINDS, Named, spaced
from parade.search.browser_rule import WHOLE, rule
from parade.search.facets import FACETS, codes, facet_order, facets_of, newest
from parade.search.nearby import surroundings
from parade.search.search import Search

FOLDER = "assets/parade"
ONE_FILE = 1_500  # records up to which all weights go in one file
CHUNK = 4_000  # characters of weights in a file of their own, above that

# Printable ASCII without what JSON escapes: one character a digit, and gzip sees bytes.
_DIGITS = "".join(chr(code) for code in range(35, 127) if chr(code) != "\\")


def number(value: int) -> str:
    """A whole number as characters, low digits first: 0 to 59 take one, to 1,859 two."""
    text = ""
    while value >= WHOLE:
        value, digit = divmod(value - WHOLE, 30)
        text += _DIGITS[WHOLE + digit]
    return text + _DIGITS[value]


def weights(impacts: Mapping[int, int]) -> str:
    """The records that have a word, and its weight in each, as one string."""
    text, before = "", -1
    for doc, impact in sorted(impacts.items()):
        text += number(doc - before - 1) + number(impact)
        before = doc
    return text


SCRIPTS = ("lexicon.js", "question.js", "proof.js", "engine.js")
"""Parts of one script, in the order in which they use each other."""


def browser_files(search: Search) -> dict[str, str]:
    """Every file that search in the browser needs, by path below the site's root."""
    index, lexicon = search.index, search.lexicon
    assert isinstance(index, Index)
    files = {"index.json": _json(main(search, index))}
    places = Places(lexicon)
    sound = lexicon.tables.sound.bits
    files["meer.json"] = _json(
        {"places": places.rows(places.rest), "sound": {"size": len(sound), "bits": _bits(sound)}}
    )
    known = {naam for record in index.records for naam in facets_of(record)["gemeente"]}
    for number_of, naam in enumerate(places.gemeenten):
        around = {other: told for other, told in sorted(surroundings(naam).items()) if other in known}
        files[f"g{number_of}.json"] = _json(around)
    files["facetten.json"] = _json(
        {
            "facets": _facets(index.records, tuple(FACETS)),
            "labels": FACETS,
            "newest": _newest(index.records),
            "addresses": {term.naam: term.url for term in index.collection["themas"]},
        }
    )
    files["engine.js"] = script()
    files["worker.js"] = jsmin(_source("worker.js"))
    if len(index.records) > ONE_FILE:
        for place, (_, some) in enumerate(_chunks(_weights(index))):
            files[f"w{place}.json"] = _json(some)
    for doc, record in enumerate(index.records):
        files[f"k{doc}.json"] = _json(card(index, doc, record))
    digest = hashlib.sha256()
    for name in sorted(files):
        digest.update(f"{name}\0{files[name]}\0".encode())
    folder = f"zoek-{digest.hexdigest()[:16]}"
    named = {f"{FOLDER}/{folder}/{name}": text for name, text in files.items()}
    service = index.collection.settings.zoekdienst
    told = {"folder": folder, **({"endpoint": service} if service else {})}
    return {f"{FOLDER}/search.json": _json(told), **named}


def main(search: Search, index: Index) -> dict[str, Any]:
    """What index.json holds: all that is needed to read a question and to score it."""
    lexicon, tables = search.lexicon, search.lexicon.tables
    terms = sorted(tables.terms)
    numbers = {term: place for place, term in enumerate(terms)}
    large = len(index.records) > ONE_FILE
    places = Places(lexicon)
    return {
        "records": len(index.records),
        "terms": front_coded(terms),
        "weights": None if large else _apart(index, terms),
        "holding": "".join(number(len(index.impacts(term))) for term in terms),
        "chunks": [start for start, _ in _chunks(_weights(index))] if large else [],
        "named": "".join(number(numbers[term]) for term in tables.named),
        "onlyPlaces": "".join(
            number(place) for term, place in numbers.items() if term[0] != CONCEPT and term not in tables.lemmas
        ),
        "places": places.rows(places.main),
        "lures": " ".join(sorted(places.lures)),
        "capitalLures": " ".join(sorted(places.capital_lures)),
        "otherWords": front_coded(sorted(tables.lemmas - set(terms))),
        "exceptions": _grouped(tables.exceptions),
        "stems": _numbered(tables.stems, numbers),
        "parts": _numbered(tables.parts, numbers),
        "concepts": _concepts(lexicon, numbers),
        "near": ["".join(map(number, near)) for near in search.neighbours],
        "told": "".join(number(index.told(doc)) for doc in range(len(index.records))),
        "facets": _facets(index.records, ("thema", "gemeente")),
        "labels": {name: field.label for name in searched() if (field := VOORBEELD.field(name))},
        "rule": rule(index.top),
    }


def _apart(index: Index, terms: list[str]) -> list[str]:
    """The steps between the records of all terms, and their weights there, one after another: so gzip does best."""
    steps, impacts = [], []
    for term in terms:
        before = -1
        for doc, impact in sorted(index.impacts(term).items()):
            steps.append(number(doc - before - 1))
            impacts.append(number(impact))
            before = doc
    return ["".join(steps), "".join(impacts)]


def _weights(index: Index) -> list[str]:
    return [weights(index.impacts(term)) for term in sorted(index.lexicon.tables.terms)]


class Places:
    """Names of places for the browser: those that it always has, and the rest, which a question must first ask for.

    `lures` are words that the browser knows and that tell that a question may hold one of the rest; any unknown word
    does so too.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.main: dict[str, Named] = {}
        self.rest: dict[str, Named] = {}
        named = set(lexicon.tables.named)
        for name, place in lexicon.tables.places.items():
            kept = place.term in named or place.place.soort in {"gemeente", "provincie", "regio"}
            (self.main if kept else self.rest)[name] = place
        self.gemeenten = sorted(
            {place.place.naam for place in self.main.values() if place.place.gemeenten == (place.place.naam,)}
            & register.gemeenten().keys()
        )
        self.numbers = {naam: place for place, naam in enumerate(self.gemeenten)}
        self.lures: set[str] = set()
        self.capital_lures: set[str] = set()
        for name, place in self.rest.items():
            parts = name.split(" ")
            if all(lexicon.is_known(part) or part in self.main for part in parts):
                lure = min(parts, key=lambda part: (lexicon.held(lexicon.lemma(part)), -len(part), part))
                (self.capital_lures if place.word_too else self.lures).add(lure)

    def rows(self, names: Mapping[str, Named]) -> dict[str, list[str]]:
        """By kind a row for each place: its name, its other names and where it lies; see `addPlaces` in lexicon.js."""
        every: dict[Named, list[str]] = defaultdict(list)
        for name, place in names.items():
            every[place].append(name)
        found: dict[str, list[str]] = {kind: [] for kind in KINDS}
        for place, spelled in every.items():
            naam, inside = place.place.naam, place.place.gemeenten
            others = "" if spelled == [spaced(naam)] else "".join(f"={name}" for name in sorted(spelled))
            where = "" if inside == (naam,) else ":" + "".join(number(self.numbers[each]) for each in inside)
            found[place.place.soort].append(f"{'!' * place.word_too}{naam}{others}{where}")
        return {kind: sorted(rows, key=lambda row: row.lstrip("!")) for kind, rows in found.items() if rows}


def script() -> str:
    """The parts of the engine as one script, so that a phone fetches one."""
    parts = [re.sub(r"^import .*\n", "", _source(name), flags=re.MULTILINE) for name in SCRIPTS]
    return str(jsmin("\n".join(parts)))


def _source(name: str) -> str:
    return resources.files("parade.search").joinpath("browser", name).read_text("utf-8")


def card(index: Index, doc: int, record: Record) -> dict[str, Any]:
    """What a result shows of a record, with all its sentences by field."""
    sentences: dict[str, list[str]] = {}
    for name, sentence in index.sentences(doc):
        sentences.setdefault(name, []).append(sentence)
    return {
        "id": record.id,
        "url": record.url,
        "plaats": ", ".join(register.place_names(record)) or register.UNPLACED,
        "gemeenten": codes(record),
        "zinnen": sentences,
    }


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _chunks(lists: list[str]) -> list[tuple[int, list[str]]]:
    """Lists of weights in files of about `CHUNK` characters: (number of the first term, lists)."""
    chunks: list[tuple[int, list[str]]] = []
    size = CHUNK
    for place, text in enumerate(lists):
        if size >= CHUNK:
            chunks.append((place, []))
            size = 0
        chunks[-1][1].append(text)
        size += len(text)
    return chunks


def _grouped(exceptions: Mapping[str, str]) -> str:
    """`lemma form form` for each lemma, joined by bars."""
    forms: dict[str, list[str]] = {}
    for form, lemma in sorted(exceptions.items()):
        forms.setdefault(lemma, []).append(form)
    return "|".join(" ".join([lemma, *words]) for lemma, words in sorted(forms.items()))


def _numbered(table: Mapping[str, Iterable[str]], numbers: Mapping[str, int]) -> dict[str, str]:
    """For each word the numbers of its terms, as one string."""
    return {word: "".join(number(numbers[term]) for term in terms) for word, terms in sorted(table.items())}


def _concepts(lexicon: Lexicon, numbers: Mapping[str, int]) -> list[str]:
    """The names of begrippen as three rows of numbers.

    The terms of the begrippen; for each lemma, by the alphabet, twice the count of begrippen that it names alone, one
    more when it stands in a longer name, and those begrippen; for each begrip the count of its longer names, and of
    each its length and its words. Words are numbered among those that stand in a longer name.
    """
    names = lexicon.tables.concepts
    concepts = {concept: at for at, concept in enumerate(sorted({each for those in names.values() for each in those}))}
    longer: dict[str, list[tuple[str, ...]]] = {concept: [] for concept in concepts}
    for phrase, those in sorted(names.items()):
        for concept in those if len(phrase) > 1 else ():
            longer[concept].append(phrase)
    words = sorted({word for phrases in longer.values() for phrase in phrases for word in phrase})
    places = {word: at for at, word in enumerate(words)}
    alone: list[int] = []
    for lemma in sorted(lexicon.tables.lemmas):
        those = names.get((lemma,), [])
        alone += [2 * len(those) + (lemma in places), *(concepts[concept] for concept in those)]
    row: list[int] = []
    for phrases in longer.values():
        row.append(len(phrases))
        for phrase in phrases:
            row += [len(phrase), *(places[word] for word in phrase)]
    return ["".join(map(number, each)) for each in ([numbers[concept] for concept in concepts], alone, row)]


def _newest(records: list[Record]) -> str:
    """The records by the newest date that they tell of, the newest first, as numbers."""
    order = sorted(range(len(records)), key=lambda doc: newest(records[doc]), reverse=True)
    return "".join(map(number, order))


def _bits(bits: bytes | bytearray) -> str:
    """Six bits a character, the first one lowest."""
    sixes = (bits[at : at + 6] for at in range(0, len(bits), 6))
    return "".join(_DIGITS[sum(bit << place for place, bit in enumerate(six))] for six in sixes)


def front_coded(words: Iterable[str]) -> str:
    """Sorted words, each as a capital for how many letters it shares with the one before (at most 25) and the rest."""
    text, before = "", ""
    for word in words:
        same = takewhile(lambda pair: pair[0] == pair[1], zip(word, before, strict=False))
        shared = min(sum(1 for _ in same), 25)
        text += chr(ord("A") + shared) + word[shared:]
        before = word
    return text


def _facets(records: list[Record], names: tuple[str, ...]) -> dict[str, dict[str, Any]]:
    """For each facet its values, and for each record how many it has and their numbers."""
    found: dict[str, dict[str, Any]] = {}
    every = [facets_of(record) for record in records]
    for facet in names:
        values = sorted({value for each in every for value in each[facet]}, key=facet_order)
        place = {value: number(at) for at, value in enumerate(values)}
        rows = [number(len(each[facet])) + "".join(place[value] for value in each[facet]) for each in every]
        found[facet] = {"values": values, "of": "".join(rows)}
    return found
