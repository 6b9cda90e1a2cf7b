"""The index, the lexicon and the cards as files for the browser, which looks up and adds and no more.

Everything stands below `assets/parade/`: `search.json` names the folder of the rest, and that name is
a hash of its content, so that a browser may keep it for ever. A list of records is a string: for each
record the step from the one before, and then the word's weight there; numbers as in `number`.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from importlib import resources
from itertools import takewhile
from typing import Any

from parade.dutch import compounds, lemmas
from parade.dutch.words import CLIPPED, STOP_STRUCTURE, STOP_WORDS, fold
from parade.index.index import CONCEPT
from parade.index.lexicon import PROBES, Lexicon
from parade.model.record import Record
from parade.places import register
from parade.search.facets import FACETS, codes, facet_order, facets_of
from parade.search.search import (
    BEGRIP,
    LENT,
    MAX_LENGTH,
    MAX_LETTERS,
    MAX_REASONS,
    MAX_WORDS,
    OWN,
    PART,
    PLACE,
    RARE,
    SELF,
    STEM,
    WEAK,
    Search,
)

FOLDER = "assets/parade"
WHOLE = 60  # digits below this end a number, from here on another follows
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


def browser_files(search: Search) -> dict[str, str]:
    """Every file that search in the browser needs, by path below the site's root."""
    index, lexicon = search.index, search.lexicon
    terms = sorted(index.vocabulary)
    lists = [weights(index.impacts(term)) for term in terms]
    large = len(index.records) > ONE_FILE
    chunks = _chunks(lists) if large else []
    numbers = {term: place for place, term in enumerate(terms)}
    main: dict[str, Any] = {
        "records": len(index.records),
        "terms": front_coded(terms),
        "weights": None if large else lists,
        "names": "".join(number(place) for term, place in numbers.items() if term in lexicon.names),
        "sound": {"size": lexicon.sound.size, "bits": _bits(lexicon.sound.bits)},
        "holding": "".join(number(len(index.impacts(term))) for term in terms) if large else None,
        "chunks": [start for start, _ in chunks],
        "otherWords": front_coded(sorted(lexicon.lemmas - set(terms))),
        "exceptions": _grouped(lexicon.exceptions),
        "stems": _numbered(lexicon.stems, numbers),
        "parts": _numbered(lexicon.parts, numbers),
        "concepts": _concepts(lexicon, numbers),
        "display": {term: shown for term in terms if (shown := index.display(term)) != term},
        "near": ["".join(map(number, near)) for near in search.neighbours],
        "facets": _facets(index.records),
        "rule": _rule(),
    }
    files = {"index.json": _json(main)}
    for name in ("engine.js", "worker.js"):
        files[name] = bare(resources.files("parade.search").joinpath("browser", name).read_text("utf-8"))
    for place, (_, some) in enumerate(chunks):
        files[f"w{place}.json"] = _json(some)
    for doc, record in enumerate(index.records):
        files[f"k{doc}.json"] = _json(card(search, doc, record))
    digest = hashlib.sha256()
    for name in sorted(files):
        digest.update(f"{name}\0{files[name]}\0".encode())
    folder = f"zoek-{digest.hexdigest()[:16]}"
    named = {f"{FOLDER}/{folder}/{name}": text for name, text in files.items()}
    return {f"{FOLDER}/search.json": _json({"folder": folder}), **named}


def bare(script: str) -> str:
    """A script without its comments of whole lines and its indentation: a visitor's phone reads neither."""
    script = re.sub(r"^\s*/\*.*?\*/\n", "", script, flags=re.MULTILINE | re.DOTALL)
    return re.sub(r"^\s+", "", script, flags=re.MULTILINE)


def card(search: Search, doc: int, record: Record) -> dict[str, Any]:
    """What a result shows of a record, with how it writes each begrip that it names."""
    written = search.index.as_written(doc)
    said = {term[1:]: words for term, words in sorted(written.items()) if term.startswith(CONCEPT)}
    return {
        "id": record.id,
        "titel": record.naam,
        "url": record.url,
        "plaats": ", ".join(register.place_names(record)) or register.UNPLACED,
        "gemeenten": codes(record),
        "kern": record.get("kern", ""),
        "noemt": said,
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


def _concepts(lexicon: Lexicon, numbers: Mapping[str, int]) -> str:
    """For each begrip its term, the count of its names, and each name's length and words, as numbers.

    Words are numbered in the order of the alphabet over all lemmas, terms as in `terms`.
    """
    places_of = {word: place for place, word in enumerate(sorted(lexicon.lemmas))}
    names: dict[str, list[tuple[str, ...]]] = {}
    for phrase, concept in sorted(lexicon.concepts.items()):
        names.setdefault(concept, []).append(phrase)
    row: list[int] = []
    for concept, phrases in sorted(names.items()):
        row += [numbers[concept], len(phrases)]
        for phrase in phrases:
            row += [len(phrase), *(places_of[word] for word in phrase)]
    return "".join(map(number, row))


def _bits(bits: bytearray) -> str:
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


def _facets(records: list[Record]) -> dict[str, dict[str, Any]]:
    """For each facet its values, and for each record how many it has and their numbers."""
    found: dict[str, dict[str, Any]] = {}
    every = [facets_of(record) for record in records]
    for facet in (*FACETS, "gemeente"):
        values = sorted({value for each in every for value in each[facet]}, key=facet_order)
        place = {value: number(at) for at, value in enumerate(values)}
        rows = [number(len(each[facet])) + "".join(place[value] for value in each[facet]) for each in every]
        found[facet] = {"values": values, "of": "".join(rows)}
    known = register.gemeenten()
    here = [name for name in found["gemeente"]["values"] if name in known]
    found["gemeente"]["ook"] = {fold(other): name for name in here for other in known[name].ook}
    return found


def _rule() -> dict[str, Any]:
    """The figures and word lists of the rule, so that they stand in one place: here and in `search.py`, `dutch.py`."""
    return {
        "self": SELF, "part": PART, "begrip": BEGRIP, "stem": STEM, "place": PLACE, "own": OWN, "lent": LENT,
        "maxWords": MAX_WORDS, "maxLength": MAX_LENGTH, "maxLetters": MAX_LETTERS,
        "maxReasons": MAX_REASONS, "probes": PROBES, "rare": RARE, "weak": WEAK,
        "stop": " ".join(sorted(STOP_WORDS)),
        "structure": [" ".join(phrase) for phrase in STOP_STRUCTURE],
        "endings": [list(pair) for pair in lemmas.ENDINGS],
        "derived": " ".join(lemmas.DERIVED),
        "badTails": " ".join(sorted(compounds.BAD_TAILS)),
        "badHeads": " ".join(sorted(compounds.BAD_HEADS)),
        "links": list(compounds.LINKS),
        "clipped": " ".join(sorted(CLIPPED)),
    }  # fmt: skip
