"""The searchable form of all voorbeelden: a Whoosh index, and from it each word's weight in each record.

A word's weight in a record is a whole number, so that sums are exact wherever they are made:

    impact = round(SCALE · idf · f / (f + K1 · (1 − B + B · length / mean length)))
    idf    = ln(1 + (N − n + 0.5) / (n + 0.5))

with f the word's count over all fields, each times the field's weight; length the record's count of
words, weighted the same way; n the records that hold the word, of N. This is BM25F (Robertson &
Zaragoza 2009, "The Probabilistic Relevance Framework", §3.6) with one length for the whole record
and an idf that stays positive in tiny collections.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Mapping
from functools import cached_property, lru_cache
from math import log
from typing import Any

from whoosh.fields import ID, FieldType, Schema
from whoosh.filedb.filestore import RamStorage
from whoosh.formats import Frequency
from whoosh.index import Index as WhooshIndex
from whoosh.system import pack_uint

from parade.dutch import compounds, lemmas
from parade.dutch.words import STOP_WORDS, TURNING, Token, fold, hyphen_parts, read, tokens
from parade.index import tables
from parade.index.lexicon import Lexicon
from parade.index.pieces import CONCEPT, Phrase, Piece, ellipses, phrases
from parade.index.sentences import field_text, searched, sentences
from parade.model.fields import LISTS, VOORBEELD
from parade.model.record import Collection
from parade.places import names

K1 = 3.0
B = 0.7
SCALE = 5
TINY = 20  # records; in so few even a word that all have must count
SMALL = 190  # records; in a larger collection
LEAST = 4  # … lighter words are left out, or a phone must fetch too much


PART = 0.5  # how much a part of a compound counts beside a whole word


class Analyser:
    """Turns text into index terms; knows the collection's words and the names of its begrippen.

    `concepts` maps an expression, as lemmas, to the begrippen that it means; `vocabulary` is what
    compounds are validated against.
    """

    def __init__(self, collection: Collection) -> None:
        self.concepts = concepts(collection)
        self.longest = max(map(len, self.concepts), default=1)
        self.beginnings = {phrase[0] for phrase in self.concepts}
        self.places = names.named() if collection.settings.plaatsen else {}
        counts = Counter(
            word
            for record in collection["voorbeelden"]
            for name in searched(collection.settings.kinds["voorbeelden"].fields)
            for word in tokens(field_text(record, name))
        )
        self.written = set(counts)
        self.vocabulary: Counter[str] = Counter()
        for word, count in counts.items():
            if len(word) >= 3:
                self.vocabulary[lemmas.lemma(word)] += count
        self.spelled: dict[str, set[str]] = defaultdict(set)
        for word in self.written:
            self.spelled[lemmas.lemma(word)].add(word)
        self._parts: dict[str, tuple[str, ...]] = {}

    def parts(self, term: str) -> tuple[str, ...]:
        """The parts of a compound of the collection, each once; none for another word."""
        if term not in self._parts:
            self._parts[term] = tuple(dict.fromkeys(compounds.compound_parts(term, self.vocabulary)))
        return self._parts[term]

    def terms(self, text: str) -> Iterator[tuple[str, float]]:
        """The terms of a text with how much each counts: words, places, parts of compounds, and begrippen."""
        for line in text.split("\n"):
            words = read(line)
            pieces = self.pieces(words)
            for piece in pieces:
                if piece.stop:
                    continue
                yield piece.lemma, 1.0
                if piece.place:
                    continue
                written = words[piece.start].written
                parts = [*self.parts(piece.lemma), *map(lemmas.lemma, hyphen_parts(written))]
                for part in dict.fromkeys(parts):
                    if part != piece.lemma:
                        yield part, PART
            for first, second in ellipses(line):
                if inner := self.parts(lemmas.lemma(second)):
                    yield lemmas.lemma(first + inner[-1]), 1.0
            for _, _, concept in self.named(pieces):
                yield concept, 1.0

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
        found = []
        places = names.find_in(words, self.places)
        at = 0
        while at < len(words):
            if at in places:
                end, named = places[at]
                found.append(Piece(at, end, named.term, place=True))
                at = end
                continue
            word = words[at]
            found.append(Piece(at, at + 1, lemmas.lemma(word.written), word.folded in STOP_WORDS))
            at += 1
        return found


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


class TermsField(FieldType):  # type: ignore[misc]
    """A Whoosh field that takes the terms of a record as they are: {term: weight}."""

    def __init__(self) -> None:
        self.format = Frequency()
        self.analyzer = None
        self.scorable = True
        self.stored = False

    def index(self, value: dict[str, float], **_: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        """What Whoosh keeps of each term: its text, a count (always 1), its weight, the count again."""
        for term, weight in value.items():
            yield term.encode(), 1, weight, pack_uint(1)


class Index:
    """The index of the voorbeelden of a collection; documents are numbered in order of id."""

    def __init__(self, collection: Collection) -> None:
        self.collection = collection
        self.records = collection["voorbeelden"]
        self.weights = searched(collection.settings.kinds["voorbeelden"].fields)
        self.analyser = Analyser(collection)
        self.lengths: list[float] = []
        self.reader = self._build().reader()

    def _build(self) -> WhooshIndex:
        index = RamStorage().create_index(Schema(id=ID(stored=True, unique=True), terms=TermsField()))
        writer = index.writer(limitmb=256)
        for record in self.records:
            terms: dict[str, float] = defaultdict(float)
            for name, weight in self.weights.items():
                for term, count in self.analyser.terms(field_text(record, name)):
                    terms[term] += weight * count
            self.lengths.append(sum(terms.values()))
            writer.add_document(id=record.id, terms=terms)
        writer.commit(optimize=True)
        return index

    @cached_property
    def mean_length(self) -> float:
        """The mean of `lengths`, the sum of each record's weights; 1 for an empty collection."""
        return sum(self.lengths) / len(self.lengths) if self.lengths else 1.0

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """All terms in the index."""
        return frozenset(text.decode() for name, text in self.reader.all_terms() if name == "terms")

    @property
    def written_words(self) -> set[str]:
        """All words as the records write them."""
        return self.analyser.written

    @cached_property
    def lexicon(self) -> Lexicon:
        """What reads words typed by visitors."""
        return tables.lexicon(self)

    def is_plain(self, term: str) -> bool:
        """Whether records have a term as a word, and not only as the name of a place."""
        return self.analyser.vocabulary[term] > 0 and any(word.islower() for word in self.analyser.spelled[term])

    @property
    def top(self) -> float:
        """What no word can weigh more than."""
        return SCALE * log(2 * len(self.records) + 2)

    def sentences(self, doc: int) -> list[tuple[str, str]]:
        """The sentences of a record, each with its field."""
        return sentences(self.records[doc])

    def told(self, doc: int) -> int:
        """How much of what it could tell a record tells, of a hundred."""
        story = VOORBEELD.story
        return 100 * sum(field.name in self.records[doc] for field in story) // len(story)

    @cached_property
    def _displays(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for word in sorted(self.written_words):
            if word.islower() and lemmas.lemma(word) == fold(word) != word:
                found.setdefault(fold(word), word)
        return found

    def display(self, term: str) -> str:
        """A word of the index as people write it: `financien` is shown as `financiën`."""
        return self._displays.get(term, term)

    def counts(self, term: str) -> dict[int, float]:
        """How often each record has the term, weighted by field."""
        found: dict[int, float] = {}
        if ("terms", term) in self.reader:
            matcher = self.reader.postings("terms", term)
            while matcher.is_active():
                found[matcher.id()] = matcher.weight()
                matcher.next()
        return found

    @lru_cache(maxsize=100_000)  # noqa: B019  (an index lives as long as its process)
    def impacts(self, term: str) -> dict[int, int]:
        """The word's weight in each record that has it; see the formula above."""
        counts = self.counts(term)
        total, holding = len(self.records), len(counts)
        idf = log(1 + (total - holding + 0.5) / (holding + 0.5))
        least = 1 if total <= SMALL else LEAST
        weights: dict[int, int] = {}
        for doc, count in sorted(counts.items()):
            norm = K1 * (1 - B + B * self.lengths[doc] / self.mean_length)
            weight = round(SCALE * idf * count / (count + norm))
            if weight >= least or total <= TINY:
                weights[doc] = max(weight, 1)
        return weights

    @cached_property
    def _by_record(self) -> list[list[tuple[int, str]]]:
        found: list[list[tuple[int, str]]] = [[] for _ in self.records]
        for term in sorted(self.vocabulary):
            for doc, impact in self.impacts(term).items():
                found[doc].append((impact, term))
        return found

    def key_words(self, doc: int, count: int) -> dict[str, int]:
        """The words that tell a record from others, with their impact: the `count` heaviest that others have too."""
        shared = [(-impact, term) for impact, term in self._by_record[doc] if len(self.impacts(term)) > 1]
        return {term: -impact for impact, term in sorted(shared)[:count]}
