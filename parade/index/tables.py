"""Works out, once for an index, the tables by which `lexicon.py` and the browser read words."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING

from rapidfuzz import process
from rapidfuzz.distance import OSA

from parade.dutch import lemmas
from parade.dutch.words import COUNTRIES, STOP_WORDS, fold
from parade.index.bloom_filter import BloomFilter
from parade.index.lexicon import SAME_START, SHORTEST_TYPO, TWO_ERRORS, Lexicon, Tables
from parade.index.pieces import CONCEPT
from parade.keep.program import program
from parade.keep.store import key

if TYPE_CHECKING:
    from parade.index.index import Index


STEP = "woordtabellen"  # under which the store keeps them


def lexicon(index: Index) -> Lexicon:
    """The lexicon of an index."""
    made = Lexicon(Tables(), lambda term: len(index.impacts(term)))
    tables = made.tables
    tables.terms = set(index.vocabulary)
    tables.places = index.analyser.places
    tables.concepts = {
        phrase: kept
        for phrase, those in index.analyser.concepts.items()
        if (kept := [concept for concept in those if concept in tables.terms])
    }
    places = {named.term for named in tables.places.values()}
    # Places are found before words are; their names are no words.
    words = {
        term for term in tables.terms if not term.startswith(CONCEPT) and (term not in places or index.is_plain(term))
    }
    tables.named = sorted(tables.terms & places)
    tables.lemmas = words | {word for phrase in tables.concepts for word in phrase}
    tables.lemmas |= {country for country in COUNTRIES if made.by_ending(country)}  # Syrië is not SyRI
    tables.exceptions = _kept_exceptions(index, made)
    tables.stems = _stems(tables.lemmas, words)
    tables.parts = _parts(index, made)
    tables.sound = BloomFilter.of(_kept_sound_words(index, made))
    return made


def _kept_exceptions(index: Index, lexicon: Lexicon) -> dict[str, str]:
    """The exceptions; made again only when the words changed of which they are."""
    known, written = lexicon.tables.lemmas, sorted(index.written_words)
    # A word of few records is seldom asked for in a form that they do not have.
    bent = sorted(lemma for lemma in known if len(index.impacts(lemma)) not in (1, 2, 3))
    made_of = key(program(), *("\n".join(words) for words in (written, sorted(known), bent)))
    kept = index.store.kept(STEP, made_of, lambda: json.dumps(_exceptions(written, bent, lexicon)).encode())
    return dict(json.loads(kept))


def _exceptions(written: list[str], bent: list[str], lexicon: Lexicon) -> dict[str, str]:
    """The written words, and the forms of the words in `bent`, that the ending rules would lead astray."""
    found = {}
    known = lexicon.tables.lemmas
    for word in sorted({*written, *(form for lemma in bent for form in lemmas.inflections(lemma))}):
        folded, lemma = fold(word), lemmas.lemma(word.lower())
        if folded in known and folded in lemmas.place_names():  # het Gooi is not gooien
            continue
        if folded not in STOP_WORDS and lemma in known and lexicon.by_ending(folded) != lemma:
            found[folded] = lemma
    return found


def _stems(known: set[str], words: set[str]) -> dict[str, list[str]]:
    """The terms that share a stem with each word."""
    groups = defaultdict(list)
    for term in sorted(words):
        groups[lemmas.stem(term)].append(term)
    mates = {}
    for lemma in known:
        others = [term for term in groups.get(lemmas.stem(lemma), ()) if term != lemma]
        if others:
            mates[lemma] = others
    return mates


def _parts(index: Index, lexicon: Lexicon) -> dict[str, list[str]]:
    """The parts of those compounds that `split` would take apart wrongly."""
    found = {}
    for term in sorted(lexicon.tables.lemmas):
        parts = [part for part in index.analyser.parts(term) if part in lexicon.tables.terms and part not in STOP_WORDS]
        if parts != lexicon.split_all(term):
            found[term] = parts
    return found


def _kept_sound_words(index: Index, lexicon: Lexicon) -> list[str]:
    """The sound words; made again only when the words changed that a typing error can be meant to be."""
    tables = lexicon.tables
    bent = [f"{form} {lemma}" for form, lemma in sorted(tables.exceptions.items())]
    made_of = key("sound", program(), *("\n".join(words) for words in (sorted(tables.lemmas), bent, tables.named)))
    kept = index.store.kept(STEP, made_of, lambda: "\n".join(_sound_words(lexicon)).encode())
    return kept.decode().split("\n") if kept else []


def _sound_words(lexicon: Lexicon) -> list[str]:
    """Good Dutch words that no table knows and that `nearest` would take for a typing error."""
    by_start = defaultdict(list)
    one_off = set()
    for spellings in lexicon.by_letter.values():
        for spelling in spellings:
            if spelling.isalpha():
                by_start[spelling[:SAME_START]].append(spelling)
                one_off.update(_one_letter_less(spelling))

    def near(word: str) -> bool:
        if any(shorter in one_off for shorter in _one_letter_less(word)):
            return True
        if len(word) < TWO_ERRORS:
            return False
        choices = by_start.get(word[:SAME_START], [])
        return bool(process.extractOne(word, choices, scorer=OSA.distance, score_cutoff=2))

    def mended(word: str) -> bool:
        """Whether it, its plural, or what is left of it without an ending lies near a known word."""
        cut = (word[: len(word) - len(ending)] for ending in CUT if word.endswith(ending))
        return any(near(form) for form in (word, word + "s", word + "en", *cut))

    return [
        word
        for word in sorted({*lemmas.base_words(), *COUNTRIES})
        if len(word) >= SHORTEST_TYPO
        and word.isascii()
        and word.isalpha()
        and mended(word)
        and not lexicon.is_known(word)
    ]


CUT = ("en", "e", "er", "je", "n", "s", "t")


def _one_letter_less(word: str) -> list[str]:
    """A word, and what is left of it without one of its letters."""
    return [word, *(word[:place] + word[place + 1 :] for place in range(len(word)))]
