"""The searchable form of all voorbeelden: a Whoosh index, and from it each word's weight in each record."""

from __future__ import annotations

from collections.abc import KeysView, Mapping
from functools import cached_property
from typing import Any

from whoosh.filedb.filestore import RamStorage

from parade.index import postings, tables, weights
from parade.index.analyser import Analyser, Reading
from parade.index.lexicon import Lexicon
from parade.index.sentences import sentences
from parade.index.spans import Sentence, read
from parade.keep.store import Store
from parade.model.fields import VOORBEELD
from parade.model.record import Collection


class Index:
    """The index of the voorbeelden of a collection; documents are numbered in order of id.

    `kept` are readings of another time, by the key of their text; `store` keeps tables that change seldom.
    """

    def __init__(
        self, collection: Collection, kept: Mapping[str, Reading] | None = None, store: Store | None = None
    ) -> None:
        self.store = store or Store()
        self.collection = collection
        self.records = collection["voorbeelden"]
        self.analyser = Analyser(collection, kept)
        self.weights = self.analyser.weights
        self.lengths: list[float] = []
        self.reader = self._build()

    def _build(self) -> Any:
        index = RamStorage().create_index(postings.schema())
        writer = index.writer(limitmb=256)
        for doc, record in enumerate(self.records):
            terms = self.terms(doc)
            self.lengths.append(sum(terms.values()))
            writer.add_document(id=record.id, terms=terms)
        writer.commit(optimize=True)
        return index.reader()

    def terms(self, doc: int) -> dict[str, float]:
        """The terms of a record, each with its count weighted by field."""
        return self.analyser.spread(self.analyser.readings[doc])

    @cached_property
    def mean_length(self) -> float:
        """The mean of `lengths`, the sum of each record's weights."""
        return weights.mean(self.lengths)

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """All terms in the index."""
        return frozenset(text.decode() for name, text in self.reader.all_terms() if name == "terms")

    @property
    def written_words(self) -> KeysView[str]:
        """All words as the records write them."""
        return self.analyser.written.keys()

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
        return weights.top(len(self.records))

    def sentences(self, doc: int) -> list[tuple[str, str]]:
        """The sentences of a record, each with its field."""
        return sentences(self.records[doc])

    def read(self, doc: int) -> list[Sentence]:
        """The sentences of a record, each with its field and what stands where in it."""
        return read(self.records[doc], self.lexicon)

    def told(self, doc: int) -> int:
        """How much of what it could tell a record tells, of a hundred."""
        story = VOORBEELD.story
        return 100 * sum(field.name in self.records[doc] for field in story) // len(story)

    def counts(self, term: str) -> dict[int, float]:
        """How often each record has the term, weighted by field."""
        return postings.counts(self.reader, term)

    @cached_property
    def _impacts(self) -> dict[str, dict[int, int]]:
        return {term: weights.impacts(self.counts(term), self.lengths, self.mean_length) for term in self.vocabulary}

    def impacts(self, term: str) -> dict[int, int]:
        """The word's weight in each record that has it; see `weights.py`."""
        return self._impacts.get(term, {})

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
