"""A text as pieces: words and names of places by lemma, and the begrippen that they name."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass

from parade.dutch.words import STOP_WORDS, TURNING, Token, fold
from parade.places.names import Names, find_in

CONCEPT = "#"  # begins the term that stands for a begrip, however it is called

Phrase = tuple[str, ...]
"""An expression as lemmas."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A word of a text, or the name of a place in it: its first token, the one after its last, and its lemma."""

    start: int
    end: int
    lemma: str
    stop: bool = False
    place: bool = False


def pieces(words: Sequence[Token], places: Names, lemma: Callable[[Token], str]) -> list[Piece]:
    """The words of a text by lemma; a name of a place is one."""
    found = []
    named = find_in(words, places)
    at = 0
    while at < len(words):
        if at in named:
            end, place = named[at]
            found.append(Piece(at, end, place.term, place=True))
            at = end
        else:
            found.append(Piece(at, at + 1, lemma(words[at]), words[at].folded in STOP_WORDS))
            at += 1
    return found


def ellipses(text: str) -> list[tuple[str, str]]:
    """What a hyphen leaves out: `jeugd- en gezinshulp` gives (`jeugd`, `gezinshulp`), folded."""
    found = ELLIPSIS.findall(text)
    return [(fold(first), fold(second)) for first, second in found]


ELLIPSIS = re.compile(r"([^\W_]{3,})-,?\s+(?:[^\W_]+-,?\s+)?(?:en|of|als|en/of)\s+([^\W_]{6,})")


def phrases(
    pieces: Sequence[Piece], concepts: Mapping[Phrase, Sequence[str]], longest: int, beginnings: Container[str]
) -> list[tuple[int, int, str]]:
    """Every begrip that pieces call by one of its names: (first piece, last piece + 1, term of the begrip).

    With and without the stop words between; `geen`, `niet`, `zonder` and `uit` are never passed over.
    """
    every = list(range(len(pieces)))
    content = [at for at in every if not pieces[at].stop or pieces[at].lemma in TURNING]
    found: dict[tuple[int, int, str], None] = {}
    for row in (every, content):
        for start in range(len(row)):
            if pieces[row[start]].lemma not in beginnings:
                continue
            for end in range(start + 1, min(start + longest, len(row)) + 1):
                for concept in concepts.get(tuple(pieces[at].lemma for at in row[start:end]), ()):
                    found[row[start], row[end - 1] + 1, concept] = None
    return list(found)
