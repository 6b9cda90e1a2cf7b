"""What stands where in a sentence: the words of it that are a term, have it as a part, or are a name of a begrip."""

from __future__ import annotations

from parade.dutch import words
from parade.dutch.words import fold, hyphen_parts
from parade.index.lexicon import Lexicon
from parade.index.pieces import phrases
from parade.index.sentences import sentences
from parade.model.record import Record

Spans = dict[str, list[str]]
"""For each term those words, as they stand there."""

Sentence = tuple[str, str, Spans]
"""A field, a sentence that stands in it, and what stands where."""


def read(record: Record, lexicon: Lexicon) -> list[Sentence]:
    """The sentences of a record."""
    return [(veld, tekst, spans(tekst, lexicon)) for veld, tekst in sentences(record)]


def spans(tekst: str, lexicon: Lexicon) -> Spans:
    """What stands where in a sentence."""
    found: Spans = {}
    written = words.read(tekst)
    pieces = lexicon.pieces(written)

    def add(term: str, start: int, end: int) -> None:
        found.setdefault(term, []).append(tekst[written[start].start : written[end - 1].end])

    for piece in pieces:
        if piece.stop:
            continue
        add(piece.lemma, piece.start, piece.end)
        if piece.place:
            continue
        parts = [*lexicon.parts_of(piece.lemma), *_hyphen_lemmas(written[piece.start].written, lexicon)]
        for part in dict.fromkeys(parts):
            if part != piece.lemma:
                add(part, piece.start, piece.end)
    for start, end, concept in phrases(pieces, lexicon.tables.concepts, lexicon.longest, lexicon.beginnings):
        add(concept, pieces[start].start, pieces[end - 1].end)
    return found


def _hyphen_lemmas(written: str, lexicon: Lexicon) -> list[str]:
    return [lemma for part in hyphen_parts(written) if (lemma := lexicon.lemma(fold(part)))]
