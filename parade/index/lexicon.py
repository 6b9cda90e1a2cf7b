"""From a typed word to words of the index, by tables that the browser gets too.

`tables.py` works the tables out; `search/browser_files.py` writes them for the browser, and
`search/browser/lexicon.js` reads a word with the same steps, by the same names, as `Lexicon`. Nothing here
needs a Dutch word list, so that `parade search` on a kept index starts at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from typing import Any

from parade.dutch import endings, seams
from parade.dutch.words import STOP_WORDS, Token
from parade.index.bloom_filter import BloomFilter
from parade.index.pieces import Phrase, Piece, pieces
from parade.places.names import Named, Names

SHORTEST_TYPO = 5  # letters: below that, too many words lie one letter away
TWO_ERRORS = 9  # letters: from here two typing errors are forgiven,
SAME_START = 4  # … when they come after as many letters
SHORTEST_PART = 3
REMEMBERED = 100_000  # words of questions that are not worked out again; more would fill the memory of a service


@dataclass
class Tables:
    """All that is known of words; words are folded, terms are those of the index.

    `lemmas` are the words that the ending rules may lead to, `exceptions` the written words that they would lead
    astray, `stems` the terms that share a stem, `parts` those of the compounds that `split` would take apart wrongly,
    `named` the places that records name, `sound` the good Dutch words that `nearest` would take for typing errors.
    """

    terms: set[str] = field(default_factory=set)
    lemmas: set[str] = field(default_factory=set)
    exceptions: dict[str, str] = field(default_factory=dict)
    stems: dict[str, list[str]] = field(default_factory=dict)
    parts: dict[str, list[str]] = field(default_factory=dict)
    concepts: dict[Phrase, list[str]] = field(default_factory=dict)
    named: list[str] = field(default_factory=list)
    places: Names = field(default_factory=Names)
    sound: BloomFilter = field(default_factory=lambda: BloomFilter.of([]))


class Lexicon:
    """Reads words by the tables; `held` tells in how many records a term is."""

    def __init__(self, tables: Tables, held: Callable[[str], int]) -> None:
        self.tables = tables
        self.held = held
        self._lemmas: dict[str, str] = {}
        self._nearest: dict[str, str] = {}
        self._parts: dict[str, list[str]] = {}

    @cached_property
    def longest(self) -> int:
        """Words of the longest name of a begrip."""
        return max(map(len, self.tables.concepts), default=1)

    @cached_property
    def beginnings(self) -> set[str]:
        """What names of begrippen begin with."""
        return {phrase[0] for phrase in self.tables.concepts}

    @cached_property
    def by_letter(self) -> dict[str, list[str]]:
        """All known spellings, by their first letter."""
        known = sorted({*self.tables.lemmas, *self.tables.exceptions, *self.tables.named})
        return {letter: list(some) for letter, some in groupby(known, key=lambda spelling: spelling[0])}

    def _is_spelling(self, word: str) -> bool:
        return word in self.tables.lemmas or word in self.tables.exceptions or word in self.tables.named

    # --- a word ---

    def by_ending(self, word: str) -> str:
        """The lemma of a word by itself or by the ending rules, or nothing."""
        lemmas = self.tables.lemmas
        if word in lemmas:
            return word
        for ending, instead in endings.ENDINGS:
            if word.endswith(ending):
                base = word[: len(word) - len(ending)] + instead
                for candidate in endings.respelled(base) if ending else (base,):
                    if len(candidate) >= SHORTEST_PART and candidate in lemmas:
                        return candidate
        return ""

    def lemma(self, word: str) -> str:
        """The known lemma of a folded word, or nothing."""
        if word not in self._lemmas:
            exceptions = self.tables.exceptions
            bent = exceptions.get(word[:-1], "") if word.endswith("e") else ""  # verwarde is verward
            _make_room(self._lemmas)
            self._lemmas[word] = exceptions.get(word) or self.by_ending(word) or bent
        return self._lemmas[word]

    def derived(self, word: str) -> str:
        """The known word that an unknown one is made of, or nothing: `regelaar` gives `regel`."""
        for ending in endings.DERIVED:
            if word.endswith(ending):
                base = word[: len(word) - len(ending)]
                for candidate in (base + "en", *endings.respelled(base)):
                    if len(candidate) > SHORTEST_PART and candidate in self.tables.lemmas:
                        return candidate
        return ""

    def split(self, word: str) -> list[str]:
        """The known parts of an unknown compound; the longest last part wins; none when it is no compound."""
        for cut in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
            tail = word[cut:]
            if len(tail) <= SHORTEST_PART or seams.bad_tail(tail) or not (last := self.lemma(tail)):
                continue
            for head in seams.heads(word[:cut]):
                if len(head) <= SHORTEST_PART or not (first := self.lemma(head)):
                    continue
                # To drop a sound and to bend what is left is a change too many: lentemaand is not lenen+maand.
                if (first == head or (len(head) == cut and not bent(head, first))) and not seams.too_short(first):
                    return [first, last]
        return []

    def split_all(self, term: str) -> list[str]:
        """The parts of a compound by the tables alone, and those of its parts; only those in the index."""
        found: list[str] = []
        for part in self.split(term):
            found += [part, *(self.split_all(part) if len(part) < len(term) else ())]
        return [part for part in dict.fromkeys(found) if part in self.tables.terms and part not in STOP_WORDS]

    def parts_of(self, lemma: str) -> list[str]:
        """The parts of a known compound that are terms of the index; none for another word."""
        parts = self._parts.get(lemma)
        if parts is None:
            parts = self.tables.parts.get(lemma)
            parts = self.split_all(lemma) if parts is None else parts
            _make_room(self._parts)
            self._parts[lemma] = parts
        return parts

    def is_known(self, word: str) -> bool:
        """Whether a folded word leads anywhere without mending it."""
        return word in STOP_WORDS or bool(self.lemma(word) or self.split(word) or self.derived(word))

    # --- typing errors ---

    def is_sound(self, word: str) -> bool:
        """Whether it is a good Dutch word that no record has, or bent from one."""
        if word in self.tables.sound:
            return True
        for ending, _ in endings.PLAIN:
            if word.endswith(ending):
                for candidate in endings.respelled(word.removesuffix(ending)):
                    if len(candidate) >= SHORTEST_TYPO and candidate in self.tables.sound:
                        return True
        return False

    def nearest(self, word: str) -> str:
        """The known spelling that a typing error was meant to be, or nothing.

        Nearest by optimal string alignment (Damerau-Levenshtein with each letter moved once); then what is no
        inflection of it; then the one that more records have; then the alphabet. Two errors only in long words that
        begin alike; an error in the first letter when all else is right. A good Dutch word is no error.
        """
        if len(word) < SHORTEST_TYPO or not word.isascii() or not word.isalpha():
            return ""
        nearest = self._nearest.get(word)
        if nearest is None:
            ranked = [] if self.is_sound(word) else list(self._near(word))
            nearest = min(ranked)[3] if ranked else ""
            _make_room(self._nearest)
            self._nearest[word] = nearest
        return nearest

    def _near(self, word: str) -> Iterable[tuple[int, int, int, str]]:
        allowed = 1 if len(word) < TWO_ERRORS else 2
        for known in self.by_letter.get(word[0], ()):
            if abs(len(known) - len(word)) > allowed:
                continue
            if one_apart(word, known):
                yield 1, 0, -self.held(self.lemma(known) or known), known
            elif allowed > 1 and known[:SAME_START] == word[:SAME_START] and two_apart(word, known):
                yield 2, 0, -self.held(self.lemma(known) or known), known
        for known in first_letters(word):
            if self._is_spelling(known):
                yield 1, 1, -self.held(self.lemma(known) or known), known
        for ending, instead in endings.ENDINGS:
            base = word[: len(word) - len(ending)] + instead
            if not ending or not word.endswith(ending) or len(base) < SHORTEST_TYPO:
                continue
            for known in self.by_letter.get(word[0], ()):
                if len(known) >= SHORTEST_TYPO and known in self.tables.lemmas and one_apart(base, known):
                    yield 1, 2, -self.held(known), known

    @cached_property
    def by_term(self) -> dict[str, Named]:
        """The places that records name, by their term."""
        every = {named.term: named for named in self.tables.places.values()}
        return {term: every[term] for term in self.tables.named}

    # --- a text ---

    def pieces(self, words: list[Token]) -> list[Piece]:
        """The words of a text by lemma, as far as known; a name of a place is one."""
        return pieces(words, self.tables.places, self._as_read)

    def _as_read(self, word: Token) -> str:
        return word.folded if word.folded in STOP_WORDS else self.lemma(word.folded) or word.folded


def _make_room(remembered: dict[str, Any]) -> None:
    if len(remembered) >= REMEMBERED:
        remembered.clear()


def bent(head: str, lemma: str) -> bool:
    """Whether a first part would be a verb in the past: the lente of a lentemaand is no lenen."""
    return head.endswith(("te", "de")) and lemma.endswith("en")


def one_apart(one: str, two: str) -> bool:
    """Whether two different words are one typing error apart: a letter more, less or else, or two swapped."""
    if abs(len(one) - len(two)) > 1 or one == two:
        return False
    start = 0
    while start < len(one) and start < len(two) and one[start] == two[start]:
        start += 1
    mine, theirs = one[start:], two[start:]
    return (
        mine[1:] == theirs
        or mine == theirs[1:]
        or mine[1:] == theirs[1:]
        or (
            len(mine) > 1
            and len(theirs) > 1
            and mine[0] == theirs[1]
            and mine[1] == theirs[0]
            and mine[2:] == theirs[2:]
        )
    )


def two_apart(one: str, two: str) -> bool:
    """Whether two words are two typing errors apart, by optimal string alignment."""
    older: list[int] = []
    old = list(range(len(two) + 1))
    for i, letter in enumerate(one):
        row = [i + 1]
        for j, other in enumerate(two):
            cost = min(old[j + 1] + 1, row[j] + 1, old[j] + (letter != other))
            if i and j and letter == two[j - 1] and one[i - 1] == other:
                cost = min(cost, older[j - 1] + 1)
            row.append(cost)
        if min(row) > 2:
            return False
        older, old = old, row
    return old[-1] == 2


def first_letters(word: str) -> Iterable[str]:
    """What a word is when its first letter is the error."""
    yield word[1] + word[0] + word[2:]
    yield word[1:]
    for letter in "abcdefghijklmnopqrstuvwxyz":
        yield letter + word
        yield letter + word[1:]
