"""A question taken apart: its words as they are read, each with the index terms it stands for, and its places.

The first two steps of the rule in `search.py`; `browser/question.js` follows them by the same names.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from parade.dutch.words import (
    ADDRESSING,
    APART,
    DETERMINERS,
    EMPTY,
    EXPRESSIONS,
    STOP_STRUCTURE,
    STOP_WORDS,
    Token,
    fold,
    hyphen_parts,
    read,
    tokens,
)
from parade.index.lexicon import SHORTEST_PART, Lexicon
from parade.index.pieces import ELLIPSIS, Piece, phrases
from parade.places.names import Named, find_in

SELF, PART, BEGRIP, STEM = 100, 95, 70, 50
PLACE = 40  # a place that is named beside other words is mostly the asker's own
FAINT = 20  # of a hundred: what a word that says nothing counts for
MAX_WORDS = 60
REACH = 6  # so many words before what stands apart of a verb, the verb is looked for
MAX_LENGTH = 4_000  # characters of a question that are read
MAX_LETTERS = 60  # of a word that is read; no Dutch word comes near

CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")
SHORTCUT = re.compile(r"(gemeente|thema):(?:\"([^\"]*)\"|(\S+))", re.IGNORECASE)
QUOTED = re.compile(r"\"([^\"]+)\"")
WITHOUT = re.compile(r"(?:^|\s)-(\w\S*)")
AGE = re.compile(r"(?<!\w)([4-9][0-9])\s?(?:\+(?:'?ers?)?|plus(?:sers?)?)(?!\w)", re.IGNORECASE)
GLUED = re.compile(r"([a-z]{3,})([0-9]{4})")


@dataclass(slots=True)
class Word:
    """One word of a question: as written, as read (another word when an error was mended), its forms with shares.

    `called` has for each begrip the expression in the question that is a name of it.
    """

    written: str
    read: str
    forms: dict[str, int] = field(default_factory=dict)
    place: bool = False
    empty: bool = False
    mended: bool = False
    name: bool = False
    called: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Question:
    """A question taken apart: its words, where the asker is, and what it demands beside them."""

    words: list[Word]
    place: Named | None = None
    gemeente: str = ""
    thema: str = ""
    must: list[str] = field(default_factory=list)
    without: list[str] = field(default_factory=list)


def take_apart(question: str, lexicon: Lexicon, exact: Iterable[str] = ()) -> Question:
    """The words of a question that count, its place, and its shortcuts: `gemeente:`, `thema:`, quotes and `-word`.

    Of `exact` no typing error is mended.
    """
    question = unicodedata.normalize("NFC", CONTROL.sub(" ", question[:MAX_LENGTH]))
    asked = Question([])
    for kind, quoted, plain in SHORTCUT.findall(question):
        setattr(asked, kind.lower(), quoted or plain)
    question = SHORTCUT.sub(" ", question)
    asked.without = [lemma for word in WITHOUT.findall(question) for lemma in _lemmas(word, lexicon)]
    question = WITHOUT.sub(" ", question)
    asked.must = [lemma for phrase in QUOTED.findall(question) for lemma in _lemmas(phrase, lexicon)]
    _Reader(lexicon, frozenset(map(fold, exact))).fill(asked, question)
    return asked


def _lemmas(text: str, lexicon: Lexicon) -> list[str]:
    folded = map(fold, tokens(text))
    return [lemma for word in folded if word not in STOP_WORDS and (lemma := lexicon.lemma(word))]


class _Reader:
    def __init__(self, lexicon: Lexicon, exact: frozenset[str]) -> None:
        self.lexicon = lexicon
        self.exact = exact
        self.ages: dict[str, str] = {}

    def fill(self, asked: Question, text: str) -> None:
        """Put the words and the place of a text into a question."""
        left_out = {fold(first): fold(second) for first, second in ELLIPSIS.findall(text)}
        self.ages = {f"{age[1]}plussers": age[0] for age in AGE.finditer(text)}
        folded_text = " ".join(text.split())
        text = AGE.sub(r"\1-plussers", text)
        short = [word for word in read(text) if len(word.folded) <= MAX_LETTERS][:MAX_WORDS]
        words = self.read(short, left_out, asked)
        named = self.named(words)
        found: dict[str, Word] = {}
        for at, word in enumerate(words):
            if word.read in STOP_WORDS:
                continue
            word.empty = self.is_empty(word)
            word.forms = {word.read: PLACE} if word.place else self.forms(word)
            for concept, expression in named.get(at, ()):
                word.forms.setdefault(concept, BEGRIP)
                word.called.setdefault(concept, expression if expression in folded_text else word.written)
            word.empty |= self.is_too_common(word)
            if word.empty:
                word.forms = {form: share * FAINT // 100 for form, share in word.forms.items()}
            found.setdefault(self.lexicon.lemma(word.read) or word.read, word)
        asked.words = list(found.values())

    def read(self, words: list[Token], left_out: dict[str, str], asked: Question) -> list[Word]:
        """The words as read, without the usual beginnings of a question and expressions that mean nothing.

        A place is one word, and the first one is where the asker is. Two words that are one known compound
        ("jeugd zorg", "re integratie") are followed by that compound.
        """
        places = find_in(words, self.lexicon.tables.places)
        taken = {at: start for start, (end, _) in places.items() for at in range(start, end)}
        folded = ["" if at in taken else word.folded for at, word in enumerate(words)]
        dropped = structure(folded)
        apart = self.apart(words, folded)
        found = []
        before = -1
        for at, word in enumerate(words):
            if at in places:
                end, named = places[at]
                written = " ".join(each.written for each in words[at:end])
                found.append(Word(written, named.term, place=True))
                if not asked.place:
                    asked.place = named
            if at in taken or at in dropped:
                before = -1
                continue
            if at in apart.values():
                continue
            if at in apart:
                particle = words[apart[at]]
                whole = particle.folded + self.lexicon.lemma(folded[at])
                found.append(Word(f"{word.written} {particle.written}", whole))
                before = -1
                continue
            found.append(self.word(word, left_out))
            if found[-1].place and not asked.place:
                asked.place = self.lexicon.by_term[found[-1].read]
            if before >= 0 and self.is_joined(folded[before], folded[at]):
                if len(folded[before]) < SHORTEST_PART:  # re integratie is no integratie
                    del found[-2:]
                found.append(Word(f"{words[before].written} {word.written}", folded[before] + folded[at]))
            before = at
        return found

    def apart(self, words: list[Token], folded: list[str]) -> dict[int, int]:
        """The verbs of which a part stands apart, and that part: `ik meld me aan`, `aan te melden`."""
        found: dict[int, int] = {}
        for at, particle in enumerate(folded):
            if particle not in APART:
                continue
            if folded[at + 1 : at + 2] == ["te"] and at + 2 < len(words):
                if self.is_whole(particle, folded[at + 2]):
                    found[at + 2] = at
                continue
            after = folded[at + 1] if at + 1 < len(words) and not words[at + 1].first else "te"
            if after not in STOP_WORDS or after in DETERMINERS:
                continue
            for verb in range(at - 1, max(at - 1 - REACH, -1), -1):
                if words[verb + 1].first:
                    break
                if self.is_whole(particle, folded[verb]):
                    found[verb] = at
                    break
        return found

    def is_whole(self, particle: str, verb: str) -> bool:
        """Whether a word with what stands apart of it is a known verb."""
        lemma = "" if verb in STOP_WORDS else self.lexicon.lemma(verb)
        return lemma.endswith("en") and self.lexicon.lemma(particle + lemma) == particle + lemma

    def word(self, word: Token, left_out: dict[str, str]) -> Word:
        """One word as read: its typing error mended, or what a hyphen left out put back."""
        lexicon, folded = self.lexicon, word.folded
        if folded in left_out:
            parts = lexicon.parts_of(lexicon.lemma(left_out[folded])) or lexicon.split(left_out[folded])
            if parts and (whole := lexicon.lemma(folded + parts[-1])):
                return Word(word.written, whole)
        if not lexicon.is_known(folded) and folded not in self.exact:
            glued = GLUED.fullmatch(folded)
            if glued and lexicon.lemma(glued[1]):
                return Word(word.written, glued[1])
            near = lexicon.nearest(folded)
            is_place = near in lexicon.by_term and not lexicon.lemma(near)
            # A name is no typing error, but of a place.
            is_name = word.capital and not word.first
            if near and (is_place or not is_name):
                return Word(word.written, near, place=is_place, mended=True)
            return Word(self.ages.get(folded, word.written), folded, name=is_name)
        return Word(self.ages.get(folded, word.written), folded)

    def is_joined(self, one: str, two: str) -> bool:
        """Whether two words are one known compound."""
        if {one, two} & STOP_WORDS or min(len(one), len(two)) < 2 or len(two) < 3:
            return False
        lemma = self.lexicon.lemma(one + two)
        return lemma in self.lexicon.tables.terms or (lemma,) in self.lexicon.tables.concepts

    def is_empty(self, word: Word) -> bool:
        """Whether a word names no subject."""
        lemma = self.lexicon.lemma(word.read) or word.read
        return lemma in EMPTY or word.read in EMPTY or word.read in ADDRESSING or word.read.isdigit()

    def is_too_common(self, word: Word) -> bool:
        """Whether nearly all records have a word, so that it weighs nothing in any: it is not missing either."""
        known = self.lexicon.lemma(word.read) in self.lexicon.tables.terms
        return known and not any(map(self.lexicon.held, word.forms))

    def named(self, words: list[Word]) -> dict[int, list[tuple[str, str]]]:
        """For each word the begrippen that it and those beside it call by name, and that name as written."""
        lexicon = self.lexicon
        pieces = []
        for at, word in enumerate(words):
            stop = word.read in STOP_WORDS
            lemma = word.read if stop else lexicon.lemma(word.read) or word.read
            pieces.append(Piece(at, at + 1, lemma, stop))
        found: dict[int, list[tuple[str, str]]] = {}
        for start, end, concept in phrases(pieces, lexicon.tables.concepts, lexicon.longest, lexicon.beginnings):
            expression = " ".join(word.written for word in words[start:end])
            for at in range(start, end):
                found.setdefault(at, []).append((concept, expression))
        return found

    def forms(self, word: Word) -> dict[str, int]:
        """The terms that a word stands for, with their shares."""
        lexicon = self.lexicon
        lemma = lexicon.lemma(word.read)
        forms = {lemma: SELF} if lemma else {}
        for part in lexicon.parts_of(lemma) if lemma else ():
            forms.setdefault(part, PART)
        for mate in lexicon.tables.stems.get(lemma, ()):
            forms.setdefault(mate, STEM)
        if not lemma:
            parts = [*lexicon.split(word.read), *self.hyphen_lemmas(word.written)]
            for part in parts:
                forms.setdefault(part, PART)
            if not parts and (base := lexicon.derived(word.read)):
                forms[base] = STEM
        # Of an inspraakavond the evening says nothing.
        faint = {form: share * FAINT // 100 for form, share in forms.items() if form in EMPTY and form != lemma}
        return forms | faint

    def hyphen_lemmas(self, written: str) -> list[str]:
        """The known words between the hyphens of a word."""
        folded = map(fold, hyphen_parts(written))
        return [lemma for part in folded if part not in STOP_WORDS and (lemma := self.lexicon.lemma(part))]


def structure(folded: list[str]) -> set[int]:
    """The places of words that only begin a question, or whose expression means nothing."""
    found = set()
    for start in range(len(folded)):
        for phrase in PHRASES.get(folded[start], ()):
            if tuple(folded[start : start + len(phrase)]) == phrase:
                found |= set(range(start, start + len(phrase)))
    return found


PHRASES: dict[str, list[tuple[str, ...]]] = {}
for _phrase in (*STOP_STRUCTURE, *EXPRESSIONS):
    PHRASES.setdefault(_phrase[0], []).append(_phrase)
