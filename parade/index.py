"""The searchable form of all voorbeelden: a Whoosh index, and from it each word's weight in each record.

A word's weight in a record is a whole number, so that sums are exact wherever they are made:

    impact = round(100 · idf · f / (f + K1 · (1 − B + B · length / mean length)))
    idf    = ln(1 + (N − n + 0.5) / (n + 0.5))

with f the word's count over all fields, each times the field's weight; length the record's count of
words, weighted the same way; n the records that hold the word, of N. This is BM25F (Robertson &
Zaragoza 2009, "The Probabilistic Relevance Framework", §3.6) with one length for the whole record
and an idf that stays positive in tiny collections.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property, lru_cache
from math import log
from typing import Any

from whoosh.analysis import Token, Tokenizer
from whoosh.fields import ID, KEYWORD, STORED, FieldType, Schema
from whoosh.filedb.filestore import RamStorage
from whoosh.formats import Frequency
from whoosh.index import Index as WhooshIndex

from parade import dutch
from parade.fields import VOORBEELD, Field, Type
from parade.records import Collection, Record

K1 = 1.2
B = 0.6
SCALE = 100


class DutchTokenizer(Tokenizer):  # type: ignore[misc]
    """Gives Whoosh the lemmas of a text; what a text says is decided in `dutch.py` alone."""

    def __call__(self, value: str, **_: Any) -> Iterator[Token]:
        token = Token()
        for text in dutch.terms(value):
            token.text, token.boost = text, 1.0
            yield token


class DutchText(FieldType):  # type: ignore[misc]
    """A Whoosh field of Dutch text: counts words and keeps lengths."""

    def __init__(self) -> None:
        self.analyzer = DutchTokenizer()
        self.format = Frequency()
        self.scorable = True
        self.stored = False


def searched(fields: tuple[Field, ...] = VOORBEELD.fields) -> dict[str, float]:
    """The weight of each searched field of a voorbeeld, by its top-level name."""
    weights: dict[str, float] = {}
    for field in fields:
        own = [field.weight, *(part.weight for part in field.fields)]
        if max(own):
            weights[field.name] = max(own)
    return weights


def field_text(record: Record, name: str) -> str:
    """All searched text of one field, its parts a line each."""
    field = record.kind.field(name)
    assert field is not None
    return "\n".join(_texts(field, record.get(name)))


def _texts(field: Field, value: Any) -> Iterator[str]:
    for item in value if isinstance(value, list) else [value] if value else []:
        if field.type is Type.GROUP:
            for part in field.fields:
                if part.weight:
                    yield from _texts(part, item.get(part.name))
        else:
            yield item


class Index:
    """The index of the voorbeelden of a collection; documents are numbered in order of id."""

    def __init__(self, collection: Collection) -> None:
        self.collection = collection
        self.records = collection["voorbeelden"]
        self.weights = searched()
        self._whoosh = self._build()
        self.reader = self._whoosh.reader()

    def _build(self) -> WhooshIndex:
        schema = Schema(id=ID(stored=True, unique=True), number=STORED, gemeente=KEYWORD, thema=KEYWORD)
        for name in self.weights:
            schema.add(name, DutchText())
        index = RamStorage().create_index(schema)
        writer = index.writer(limitmb=256)
        for number, record in enumerate(self.records):
            texts = {name: field_text(record, name) for name in self.weights if record.get(name)}
            writer.add_document(id=record.id, number=number, **texts)
        writer.commit(optimize=True)
        return index

    @cached_property
    def lengths(self) -> list[float]:
        """Each record's length in words, weighted by field."""
        return [
            sum(weight * (self.reader.doc_field_length(doc, name) or 0) for name, weight in self.weights.items())
            for doc in range(len(self.records))
        ]

    @cached_property
    def mean_length(self) -> float:
        """The mean of `lengths`; 1 for an empty collection."""
        return sum(self.lengths) / len(self.lengths) if self.lengths else 1.0

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """All words in the index."""
        return frozenset(
            text.decode() for name, text in self.reader.all_terms() if name in self.weights
        )

    def counts(self, term: str) -> dict[int, float]:
        """How often each record has the word, weighted by field."""
        found: dict[int, float] = {}
        for name, weight in self.weights.items():
            if (name, term) in self.reader:
                matcher = self.reader.postings(name, term)
                while matcher.is_active():
                    found[matcher.id()] = found.get(matcher.id(), 0.0) + weight * matcher.weight()
                    matcher.next()
        return found

    @lru_cache(maxsize=100_000)  # noqa: B019  (an index lives as long as its process)
    def impacts(self, term: str) -> dict[int, int]:
        """The word's weight in each record that has it; see the formula above."""
        counts = self.counts(term)
        total, holding = len(self.records), len(counts)
        idf = log(1 + (total - holding + 0.5) / (holding + 0.5))
        weights = {}
        for doc, count in sorted(counts.items()):
            norm = K1 * (1 - B + B * self.lengths[doc] / self.mean_length)
            weights[doc] = round(SCALE * idf * count / (count + norm))
        return weights

    def fields_with(self, term: str, doc: int) -> list[str]:
        """The names of the fields in which that record has the word, heaviest first."""
        text_in = [
            name
            for name in self.weights
            if self.records[doc].get(name) and term in dutch.terms(field_text(self.records[doc], name))
        ]
        return sorted(text_in, key=lambda name: -self.weights[name])

    @lru_cache(maxsize=2_000)  # noqa: B019
    def as_written(self, doc: int) -> dict[str, str]:
        """For each word of a record, how the record first writes it."""
        written: dict[str, str] = {}
        for name in self.weights:
            for word in dutch.words(field_text(self.records[doc], name)):
                written.setdefault(dutch.lemma(word), word)
        return written

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
