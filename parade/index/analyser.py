"""A text → index terms: words, places, parts of compounds, and begrippen.

What a record's own text gives is read by itself (`Reading`), so that it can be kept; which words are compounds depends
on the words of all records.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from parade.dutch import compounds, lemmas
from parade.dutch.words import STOP_WORDS, TURNING, Token, fold, hyphen_parts, read, tokens
from parade.index.pieces import CONCEPT, Phrase, Piece, ellipses, phrases, pieces
from parade.index.sentences import field_text, searched
from parade.model.fields import LISTS
from parade.model.record import Collection
from parade.places import names

PART = 0.5  # how much a part of a compound counts beside a whole word


@dataclass(slots=True)
class Reading:
    """What a text says by itself, each with its count, weighted by field.

    `words` are those by lemma, each with the lemmas between its hyphens; `shortened` the compounds that a hyphen
    leaves short, as (first part, lemma of the second compound); `named` places and begrippen, by term; `written` the
    words as they stand there, not weighted.
    """

    words: dict[tuple[str, ...], float] = field(default_factory=dict)
    shortened: dict[tuple[str, str], float] = field(default_factory=dict)
    named: dict[str, float] = field(default_factory=dict)
    written: dict[str, int] = field(default_factory=dict)


class Analyser:
    """Turns text into index terms; knows the collection's words and the names of its begrippen.

    `concepts` maps an expression, as lemmas, to the begrippen that it means; `vocabulary` is what compounds are
    validated against; `readings` are those of the records, in their order, and `keys` the hashes of all they follow
    from. `kept` are readings of another time, by key.
    """

    def __init__(self, collection: Collection, kept: Mapping[str, Reading] | None = None) -> None:
        self.concepts = concepts(collection)
        self.longest = max(map(len, self.concepts), default=1)
        self.beginnings = {phrase[0] for phrase in self.concepts}
        self.places = names.named() if collection.settings.plaatsen else names.Names()
        self.weights = searched(collection.settings.kinds["voorbeelden"].fields)
        self.lists = repr((sorted(self.concepts.items()), bool(self.places)))
        self.keys: list[str] = []
        self.readings: list[Reading] = []
        for record in collection["voorbeelden"]:
            texts = [(weight, field_text(record, name)) for name, weight in self.weights.items()]
            key = sha256(repr((self.lists, texts)).encode()).hexdigest()
            self.keys.append(key)
            self.readings.append(kept[key] if kept and key in kept else self.read(texts))
        self.written: Counter[str] = Counter()
        for reading in self.readings:
            self.written.update(reading.written)
        self.vocabulary: Counter[str] = Counter()
        self.spelled: dict[str, set[str]] = defaultdict(set)
        for word, count in self.written.items():
            lemma = lemmas.lemma(word)
            self.spelled[lemma].add(word)
            if len(word) >= 3:
                self.vocabulary[lemma] += count
        self._parts: dict[str, tuple[str, ...]] = {}

    def parts(self, term: str) -> tuple[str, ...]:
        """The parts of a compound of the collection, each once; none for another word."""
        if term not in self._parts:
            self._parts[term] = tuple(dict.fromkeys(compounds.compound_parts(term, self.vocabulary)))
        return self._parts[term]

    def read(self, texts: Iterable[tuple[float, str]]) -> Reading:
        """What some texts say by themselves, each with its weight."""
        found = Reading()
        for weight, text in texts:
            for line in text.split("\n"):
                self._read_line(line, weight, found)
        return found

    def _read_line(self, line: str, weight: float, found: Reading) -> None:
        words = read(line)
        for word in words:
            _add(found.written, word.written, 1)
        named = self.pieces(words)
        for piece in named:
            if piece.place:
                _add(found.named, piece.lemma, weight)
            elif not piece.stop:
                hyphened = map(lemmas.lemma, hyphen_parts(words[piece.start].written))
                _add(found.words, (piece.lemma, *hyphened), weight)
        for first, second in ellipses(line):
            _add(found.shortened, (first, lemmas.lemma(second)), weight)
        for _, _, concept in self.named(named):
            _add(found.named, concept, weight)

    def spread(self, reading: Reading) -> dict[str, float]:
        """The index terms of what was read, with how much each counts: parts of compounds are among them."""
        terms = dict(reading.named)
        for (lemma, *hyphened), weight in reading.words.items():
            _add(terms, lemma, weight)
            for part in dict.fromkeys([*self.parts(lemma), *hyphened]):
                if part != lemma:
                    _add(terms, part, PART * weight)
        for (first, second), weight in reading.shortened.items():
            if inner := self.parts(second):
                _add(terms, lemmas.lemma(first + inner[-1]), weight)
        return terms

    def terms(self, text: str) -> dict[str, float]:
        """The index terms of a text, with how much each counts."""
        return self.spread(self.read([(1.0, text)]))

    def phrases(self, words: list[str]) -> list[tuple[int, int, str]]:
        """Every begrip that words call by one of its names: (first word, last word + 1, term of the begrip)."""
        pieces = [
            Piece(at, at + 1, lemmas.lemma(word), fold(word) in STOP_WORDS) for at, word in enumerate(words) if word
        ]
        return self.named(pieces)

    def named(self, pieces: list[Piece]) -> list[tuple[int, int, str]]:
        """Every begrip that pieces call by one of its names: (first piece, last piece + 1, term of the begrip)."""
        return phrases(pieces, self.concepts, self.longest, self.beginnings)

    def pieces(self, words: list[Token]) -> list[Piece]:
        """The words of a text by lemma; a name of a place is one."""
        return pieces(words, self.places, lambda word: lemmas.lemma(word.written))


def _add(counts: dict[Any, Any], key: Any, count: float) -> None:
    counts[key] = counts.get(key, 0) + count


def concepts(collection: Collection) -> dict[Phrase, tuple[str, ...]]:
    """For each expression of a begrip, as lemmas without stop words, the terms of the begrippen that have it.

    Where less than two words of a longer expression would be left, its stop words stay.
    """
    found: dict[Phrase, dict[str, None]] = {}
    for name in LISTS:
        for term in collection[name]:
            for expression in [term.naam, *term.get("ook", []), *term.get("alleen_zoeken", [])]:
                words = tokens(expression)
                content = [word for word in words if fold(word) not in STOP_WORDS or fold(word) in TURNING]
                kept = content if len(content) > 1 or len(words) == 1 else words
                if kept:
                    found.setdefault(tuple(map(lemmas.lemma, kept)), {})[CONCEPT + term.id] = None
    return {
        phrase: named
        for phrase, those in found.items()
        if (named := tuple(concept for concept in those if not _says_no_more(phrase, concept, found)))
    }


def _says_no_more(phrase: Phrase, concept: str, every: Mapping[Phrase, Container[str]]) -> bool:
    """Whether a shorter name of the same begrip stands within the phrase: `schulden` in `grote schulden`."""
    inner = (
        phrase[start:end]
        for start in range(len(phrase))
        for end in range(start + 1, len(phrase) + 1)
        if end - start < len(phrase)
    )
    return any(concept in every.get(part, ()) for part in inner)
