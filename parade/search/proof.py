"""The proof of a hit: sentences of the record with the words in them that scored.

`browser/proof.js` follows the same steps, by the same names.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from parade.dutch.words import EMPTY
from parade.index.spans import Sentence
from parade.search.question import Word

SENTENCES = 2


@dataclass(frozen=True, slots=True)
class Fragment:
    """A sentence that stands in a field of a record, words in it, and the visitor's word that led to them."""

    veld: str
    tekst: str
    woorden: tuple[str, ...]
    vanwege: str


@dataclass(frozen=True, slots=True, eq=False)
class Scored:
    """A word of the question, what it scored in a record, and by which form."""

    word: Word
    score: int
    form: str

    @property
    def said(self) -> str:
        """How the visitor said it."""
        return self.word.called.get(self.form, self.word.written)


class Prover:
    """Finds the proof of hits; each record is read once. `read(doc)` gives its sentences and what stands in them."""

    def __init__(self, read: Callable[[int], Sequence[Sentence]]) -> None:
        self.read = read
        self._read: dict[int, Sequence[Sentence]] = {}

    def prove(self, doc: int, scored: Sequence[Scored]) -> list[Fragment]:
        """At most so many sentences, together with as much of what scored as can be, one fragment for each word."""
        left = {each: None for each in scored if not each.word.empty and each.form not in EMPTY}
        if not left:
            return []
        if doc not in self._read:
            self._read[doc] = self.read(doc)
        fragments: dict[Fragment, None] = {}
        for _ in range(SENTENCES):
            best, most = None, 0
            for sentence in self._read[doc]:
                worth = sum(each.score for each in left if each.form in sentence[2])
                if worth > most:
                    best, most = sentence, worth
            if not best:
                break
            veld, tekst, found = best
            for each in [each for each in left if each.form in found]:
                fragments[Fragment(veld, tekst, tuple(dict.fromkeys(found[each.form])), each.said)] = None
                del left[each]
        return list(fragments)
