"""A question → the voorbeelden that fit it best, each with the reasons that scored.

The rule, once (see also docs/hoe-werkt-het-zoeken.md):

1. the question becomes words, without stop words;
2. each word becomes its forms with a share of 100: itself 100, what people also call it 60;
3. a word scores in a record with its best form: share · impact (see `index.py`);
4. a record's score is the sum over the words.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from parade import dutch
from parade.fields import LISTS, VOORBEELD
from parade.index import Index
from parade.records import Record

SELF = 100
SYNONYM = 60
MAX_WORDS = 60


@dataclass(frozen=True, slots=True)
class Hit:
    """One found record: its score (a whole number, only to compare) and why, in Dutch."""

    record: Record
    score: int
    redenen: tuple[str, ...]


class Search:
    """Answers questions from an index."""

    def __init__(self, index: Index) -> None:
        self.index = index

    @cached_property
    def synonyms(self) -> dict[tuple[str, ...], set[str]]:
        """From the words of an expression that people type to the words of the begrippen that it means."""
        table: dict[tuple[str, ...], set[str]] = defaultdict(set)
        for name in LISTS:
            for term in self.index.collection[name]:
                meant = set(dutch.terms(term.naam))
                for words in [*term.get("ook", []), *term.get("alleen_zoeken", [])]:
                    if key := tuple(dutch.terms(words)):
                        table[key] |= meant
        return table

    def ask(self, question: str, limit: int = 10) -> list[Hit]:
        """The best records for a question, best first; equal scores in order of id."""
        lemmas = list(dict.fromkeys(dutch.terms(question[:10_000])))[:MAX_WORDS]
        written = {dutch.lemma(word): word for word in reversed(dutch.words(question))}
        scores: dict[int, int] = defaultdict(int)
        because: dict[int, list[tuple[int, str, str]]] = defaultdict(list)
        for position, word in enumerate(lemmas):
            for doc, (score, form) in self._score_word(word, lemmas, position).items():
                scores[doc] += score
                because[doc].append((score, written.get(word, word), form))
        best = sorted(scores, key=lambda doc: (-scores[doc], doc))[:limit]
        return [Hit(self.index.records[doc], scores[doc], self._reasons(doc, because[doc])) for doc in best]

    def _score_word(self, word: str, lemmas: list[str], position: int) -> dict[int, tuple[int, str]]:
        """For one word of a question: each record's best score and the form that gave it."""
        best: dict[int, tuple[int, str]] = {}
        for form, share in self._forms(word, lemmas, position).items():
            for doc, impact in self.index.impacts(form).items():
                if share * impact > best.get(doc, (0, ""))[0]:
                    best[doc] = (share * impact, form)
        return best

    def _forms(self, word: str, lemmas: list[str], position: int) -> dict[str, int]:
        forms = {word: SELF}
        for length in (1, 2, 3):
            for start in range(max(0, position - length + 1), position + 1):
                for meant in self.synonyms.get(tuple(lemmas[start : start + length]), ()):
                    forms.setdefault(meant, SYNONYM)
        return forms

    def _reasons(self, doc: int, because: list[tuple[int, str, str]]) -> tuple[str, ...]:
        reasons = []
        for _, written, form in sorted(because, key=lambda part: -part[0])[:3]:
            said = self._as_written(doc, form)
            where = self.index.fields_with(form, doc)
            field = VOORBEELD.field(where[0]) if where else None
            place = f" bij {field.label.lower()}" if field else ""
            if dutch.fold(said) == dutch.fold(written) or dutch.lemma(written) == form:
                reasons.append(f'noemt "{said}"{place}')
            else:
                reasons.append(f'u schrijft "{written}"; dit voorbeeld noemt "{said}"{place}')
        return tuple(reasons)

    def _as_written(self, doc: int, form: str) -> str:
        """The first word of the record that has that form, as the record writes it."""
        return self.index.as_written(doc).get(form, form)
