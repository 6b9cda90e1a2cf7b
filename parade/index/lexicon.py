"""From a typed word to words of the index, by tables that the browser gets too.

Worked out once from the index: what is known, what inflection belongs to which lemma, which words
share a stem, which parts a compound has, what a begrip is called. `export.py` writes these tables;
`theme/assets/parade/engine.js` reads a word with the same steps as `Lexicon.read_word`.
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from itertools import groupby

from rapidfuzz import process
from rapidfuzz.distance import OSA

from parade.dutch import compounds, lemmas
from parade.dutch.words import STOP_WORDS, fold
from parade.index.index import CONCEPT, Index
from parade.places import register

SHORTEST_TYPO = 5  # letters: below that, too many words lie one letter away
TWO_ERRORS = 9  # letters: from here two typing errors are forgiven,
SAME_START = 4  # … when they come after as many letters
SHORTEST_PART = 3
BITS = 8  # in the sieve, for each word
PROBES = 5


class Sieve:
    """A set of words in few bytes (a Bloom filter): never denies a word that is in it, now and then has another.

    Positions from FNV-1a hashes (draft-eastlake-fnv) by double hashing (Kirsch & Mitzenmacher 2006).
    """

    def __init__(self, words: list[str]) -> None:
        self.size = max(1, BITS * len(words))
        self.bits = bytearray(self.size)
        for word in words:
            for place in self._places(word):
                self.bits[place] = 1

    def _places(self, word: str) -> list[int]:
        one, two = fnv(word), fnv(word + "!") | 1
        return [(one + turn * two) % 2**32 % self.size for turn in range(PROBES)]

    def __contains__(self, word: str) -> bool:
        return all(self.bits[place] for place in self._places(word))


def fnv(word: str) -> int:
    """The 32-bit FNV-1a hash of an ASCII word."""
    value = 0x811C9DC5
    for byte in word.encode():
        value = (value ^ byte) * 0x01000193 % 2**32
    return value


class Lexicon:
    """The tables; words are folded, terms are those of the index.

    `lemmas` are the words that the ending rules may lead to, `exceptions` the written words that
    they would lead astray, `stems` the terms that share a stem, `parts` those of the compounds that
    `split` would take apart wrongly.
    """

    def __init__(self, index: Index) -> None:
        self.index = index
        analyser = index.analyser
        in_index = {term for term in index.vocabulary if not term.startswith(CONCEPT)}
        self.concepts = {
            phrase: concept for phrase, concept in analyser.concepts.items() if concept in index.vocabulary
        }
        self.longest = max(map(len, self.concepts), default=1)
        self.names = {fold(name) for name in register.names() if name.isalpha()}
        self.lemmas = in_index | self.names | {word for phrase in self.concepts for word in phrase}
        self.exceptions = self._exceptions()
        self.stems = self._stems(in_index)
        self.parts = {
            term: parts for term in sorted(self.lemmas) if (parts := self._parts(term)) != self._split_all(term)
        }
        self.spellings = sorted(self.lemmas | set(self.exceptions))
        self.by_letter = {letter: list(known) for letter, known in groupby(self.spellings, key=lambda known: known[0])}
        self.sound = Sieve(self._sound_words())

    def _exceptions(self) -> dict[str, str]:
        found = {}
        written = set(self.index.written_words)
        for lemma in self.lemmas:
            # A word of one or two records is seldom asked for in a form that they do not have.
            if len(self.index.impacts(lemma)) not in (1, 2):
                written |= set(lemmas.inflections(lemma))
        for word in sorted(written):
            folded, lemma = fold(word), lemmas.lemma(word)
            if folded in self.names or folded in STOP_WORDS:
                continue
            if lemma in self.lemmas and self._by_ending(folded) != lemma:
                found[folded] = lemma
        return found

    def _sound_words(self) -> list[str]:
        """Good Dutch words that no table knows and that `nearest` would take for a typing error."""
        by_start = defaultdict(list)
        one_off = set()
        for spelling in self.spellings:
            if spelling.isalpha():
                by_start[spelling[:SAME_START]].append(spelling)
                one_off.update(_one_letter_less(spelling))

        def near(word: str) -> bool:
            if any(shorter in one_off for shorter in _one_letter_less(word)):
                return True
            choices = by_start.get(word[:SAME_START], []) if len(word) >= TWO_ERRORS else []
            return bool(process.extractOne(word, choices, scorer=OSA.distance, score_cutoff=2))

        return [
            word
            for word in lemmas.base_words()
            if len(word) >= SHORTEST_TYPO and word.isalpha() and near(word) and not self.is_known(word)
        ]

    def is_known(self, word: str) -> bool:
        """Whether a folded word leads anywhere without mending it."""
        return word in STOP_WORDS or bool(self.lemma(word) or self.split(word) or self.derived(word))

    def _stems(self, in_index: set[str]) -> dict[str, list[str]]:
        groups = defaultdict(list)
        for term in sorted(in_index):
            groups[lemmas.stem(term)].append(term)
        mates = {}
        for lemma in self.lemmas:
            others = [term for term in groups.get(lemmas.stem(lemma), ()) if term != lemma]
            if others:
                mates[lemma] = others
        return mates

    def _parts(self, term: str) -> tuple[str, ...]:
        parts = self.index.analyser.parts(term)
        return tuple(part for part in parts if part in self.index.vocabulary and part not in STOP_WORDS)

    def _split_all(self, term: str) -> tuple[str, ...]:
        """The parts of a compound by the tables alone, and those of its parts; only those in the index."""
        found: list[str] = []
        for part in self.split(term):
            found += [part, *(self._split_all(part) if len(part) < len(term) else ())]
        known = dict.fromkeys(found)
        return tuple(part for part in known if part in self.index.vocabulary and part not in STOP_WORDS)

    def parts_of(self, lemma: str) -> tuple[str, ...]:
        """The parts of a known compound that are terms of the index; none for another word."""
        return self.parts[lemma] if lemma in self.parts else self._split_all(lemma)

    def _by_ending(self, word: str) -> str:
        """The lemma of a word by itself or by the ending rules, or nothing."""
        if word in self.lemmas:
            return word
        for ending, instead in lemmas.ENDINGS:
            if word.endswith(ending):
                base = word[: len(word) - len(ending)] + instead
                for candidate in lemmas.respelled(base) if ending else (base,):
                    if len(candidate) >= SHORTEST_PART and candidate in self.lemmas:
                        return candidate
        return ""

    def lemma(self, word: str) -> str:
        """The known lemma of a folded word, or nothing."""
        return self.exceptions.get(word) or self._by_ending(word)

    def derived(self, word: str) -> str:
        """The known word that an unknown one is made of, or nothing: `regelaar` gives `regel`."""
        for ending in lemmas.DERIVED:
            if word.endswith(ending):
                base = word[: len(word) - len(ending)]
                for candidate in (base + "en", *lemmas.respelled(base)):
                    if len(candidate) > SHORTEST_PART and candidate in self.lemmas:
                        return candidate
        return ""

    def split(self, word: str) -> list[str]:
        """The known parts of an unknown compound; the longest last part wins; none when it is no compound."""
        for cut in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
            tail = word[cut:]
            if tail in compounds.BAD_TAILS or len(tail) <= SHORTEST_PART or not (last := self.lemma(tail)):
                continue
            for head in compounds.heads(word[:cut]):
                if len(head) > SHORTEST_PART and (first := self.lemma(head)):
                    return [first, last]
        return []

    @lru_cache(maxsize=10_000)  # noqa: B019  (a lexicon lives as long as its process)
    def nearest(self, word: str) -> str:
        """The known spelling that a typing error was meant to be, or nothing.

        Only spellings with the same first letter; nearest by optimal string alignment
        (Damerau-Levenshtein with each letter moved once); then the one that more records have; then the
        alphabet. A good Dutch word that no record has is no error.
        """
        if len(word) < SHORTEST_TYPO or not word.isalpha() or word in self.sound:
            return ""
        allowed = 1 if len(word) < TWO_ERRORS else 2
        choices = self.by_letter.get(word[0], [])
        close = process.extract(word, choices, scorer=OSA.distance, score_cutoff=allowed, limit=None)
        ranked = [
            (far, -self.holding(known), known)
            for known, far, _ in close
            if far < 2 or known[:SAME_START] == word[:SAME_START]
        ]
        return min(ranked)[2] if ranked else ""

    def holding(self, word: str) -> int:
        """How many records have a known word."""
        return len(self.index.impacts(self.lemma(word)))


def _one_letter_less(word: str) -> list[str]:
    """A word, and what is left of it without one of its letters; never without the first."""
    return [word, *(word[:place] + word[place + 1 :] for place in range(1, len(word)))]
