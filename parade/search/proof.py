"""The proof of a hit: sentences of the record with the words in them that scored.

`browser/proof.js` follows the same steps, by the same names.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from parade.dutch.words import fold, hyphen_parts, read
from parade.index.lexicon import Lexicon
from parade.index.pieces import phrases
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


Spans = dict[str, list[str]]
"""For each term the words of a sentence that are it, or have it as a part, or are a name of the begrip."""


class Prover:
    """Finds the proof of hits; each record is read once. `sentences(doc)` are those of a record, with their fields."""

    def __init__(self, sentences: Callable[[int], Sequence[tuple[str, str]]], lexicon: Lexicon) -> None:
        self.sentences = sentences
        self.lexicon = lexicon
        self._read: dict[int, list[tuple[str, str, Spans]]] = {}

    def prove(self, doc: int, scored: Sequence[Scored]) -> list[Fragment]:
        """At most so many sentences, together with as much of what scored as can be, one fragment for each word."""
        left = {each: None for each in scored if not each.word.empty}
        if not left:
            return []
        if doc not in self._read:
            self._read[doc] = [(veld, tekst, spans(tekst, self.lexicon)) for veld, tekst in self.sentences(doc)]
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


def spans(tekst: str, lexicon: Lexicon) -> Spans:
    """What stands where in a sentence."""
    found: Spans = {}
    words = read(tekst)
    pieces = lexicon.pieces(words)

    def add(term: str, start: int, end: int) -> None:
        found.setdefault(term, []).append(tekst[words[start].start : words[end - 1].end])

    for piece in pieces:
        if piece.stop:
            continue
        add(piece.lemma, piece.start, piece.end)
        if piece.place:
            continue
        parts = [*lexicon.parts_of(piece.lemma), *_hyphen_lemmas(words[piece.start].written, lexicon)]
        for part in dict.fromkeys(parts):
            if part != piece.lemma:
                add(part, piece.start, piece.end)
    for start, end, concept in phrases(pieces, lexicon.tables.concepts, lexicon.longest, lexicon.beginnings):
        add(concept, pieces[start].start, pieces[end - 1].end)
    return found


def _hyphen_lemmas(written: str, lexicon: Lexicon) -> list[str]:
    return [lemma for part in hyphen_parts(written) if (lemma := lexicon.lemma(fold(part)))]
