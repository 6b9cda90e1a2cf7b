"""Dictionary forms, inflections and stems of Dutch words. All worked out at build time.

The browser gets what follows from this as tables (see `search/browser_files.py`); it knows no Dutch itself but the
endings in `ENDINGS`, with which it looks for a known word behind an unknown one.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

import simplemma
import snowballstemmer
from simplemma.strategies.dictionaries import DefaultDictionaryFactory

from parade.dutch.words import fold

# Lemma tables join words that people keep apart; and miss some that they put together.
LEMMAS = {
    "ouderen": "ouderen", "oudere": "ouderen", "gemeen": "gemeen", "gemene": "gemeen", "senioren": "senior",
    "media": "media", "zaken": "zaak", "statushouders": "statushouder", "kosten": "kosten", "hulpen": "hulp",
    "les": "les", "lessen": "les", "wonen": "wonen", "woont": "wonen", "woonde": "wonen", "gewoond": "wonen",
    "armen": "arm", "leren": "leren", "leert": "leren", "werken": "werken", "werkt": "werken",
    "jongeren": "jongere", "jongere": "jongere", "stress": "stress", "test": "test", "testen": "test",
    "proef": "proef", "proeven": "proef", "werker": "werker", "werkers": "werker", "tuin": "tuin", "tuinen": "tuin",
    "cijfer": "cijfer", "cijfers": "cijfer", "lid": "lid", "leden": "lid", "meer": "meer", "zwolle": "zwolle",
    "beter": "beter", "buren": "buur", "buurman": "buurman", "vloer": "vloer", "keuken": "keuken", "trap": "trap",
    "beschut": "beschut", "beschutte": "beschut", "slagen": "slagen", "vrijwillig": "vrijwillig",
    "automaatje": "automaatje", "pools": "pools", "poolse": "pools", "polen": "polen",
}  # fmt: skip


ENDINGS = (
    ("heden", "heid"), ("eren", ""), ("ieën", "ie"), ("etjes", ""), ("tjes", ""), ("pjes", ""), ("jes", ""),
    ("etje", ""), ("tje", ""), ("pje", ""), ("je", ""), ("sen", "s"), ("zen", "s"), ("ven", "f"), ("en", ""),
    ("en", "en"), ("ers", "er"), ("s", ""), ("ze", "s"), ("ve", "f"), ("e", ""), ("n", ""), ("t", "en"),
    ("t", ""), ("de", "en"), ("te", "en"), ("den", "en"), ("ten", "en"), ("d", "en"), ("", "en"), ("", "e"),
    ("", "s"),
)  # fmt: skip
"""What may be taken off an unknown word, and put in its place, to find a known one; tried in order."""


DERIVED = (
    "ingen", "ing", "heid", "elijke", "elijk", "ige", "ig", "ers", "er", "loos", "loze", "achtig", "schap", "sel",
    "baar",
)  # fmt: skip
"""What makes one word of another; tried when no inflection leads to a known word."""


@lru_cache(maxsize=1)
def place_names() -> frozenset[str]:
    """Names of municipalities, which a lemma table would take for verbs: Delft, Zwolle."""
    lines = files("parade.places").joinpath("gemeenten.csv").read_text("utf-8").splitlines()
    return frozenset(fold(line.split(",")[1]) for line in lines[1:])


@lru_cache(maxsize=400_000)
def lemma(word: str) -> str:
    """The folded dictionary form of a word: `buurthuizen` gives `buurthuis`."""
    folded = fold(word)
    if folded in LEMMAS:
        return LEMMAS[folded]
    if word[0].isupper() and folded in place_names():
        return folded
    if not folded.isalpha() or len(folded) < 4:
        return folded
    return fold(simplemma.lemmatize(word.lower(), lang="nl")).replace(" ", "").replace("_", "") or folded


# Forms that people seldom type; those that a record has are known from the record.
RARE = re.compile(r"(?:ke|kje|end|ende|ste?|ers?|ere|ene|me|[^g]e)$")


@lru_cache(maxsize=1)
def _inflections() -> dict[str, list[str]]:
    table: dict[str, list[str]] = {}
    for word, base in DefaultDictionaryFactory().get_dictionary("nl").items():
        word, base = (text if isinstance(text, str) else text.decode() for text in (word, base))
        if word.isalpha() and word.islower() and not RARE.search(word):
            table.setdefault(fold(base), []).append(word)
    return table


def base_words() -> list[str]:
    """The folded dictionary forms of a Dutch word list, by the alphabet."""
    return sorted(_inflections())


def inflections(term: str) -> list[str]:
    """Other written forms of a lemma that a word list knows: `lopen` gives `liep`, `loopt`, …"""
    return [word for word in _inflections().get(term, []) if lemma(word) == term]


def respelled(word: str) -> tuple[str, ...]:
    """A word after its ending fell off, and as it is then spelt: `bakk` is `bak`, `man` may be `maan`."""
    found = [word]
    if len(word) > 2 and word[-1] == word[-2] and word[-1] not in "aeiou":
        found.append(word[:-1])
    if len(word) > 2 and word[-2] in "aeou" and word[-1] not in "aeiou" and word[-3] not in "aeiou":
        found.append(word[:-1] + word[-2] + word[-1])
    return tuple(found)


@lru_cache(maxsize=400_000)
def stem(term: str) -> str:
    """The Snowball stem of a lemma: joins `eenzaam` and `eenzaamheid`, not `ouderen` and `ouder`."""
    return term if term in STEM_APART else str(_STEMMER.stemWord(term))


# The older of Snowball's two Dutch algorithms: the newer one also takes ge- and be- off, and makes gezond of zon.
_STEMMER = snowballstemmer.stemmer("dutch_porter")


# Not of one stem, whatever their letters say.
STEM_APART = frozenset(
    "ouderen ouder gemeente gemeen gemeenschap mens men zorg zorgen overheid over beleid jongere jong jongen "
    "wonen woning gewoon maat maatje matig huis huisje stel stellen stelling plaats plaat".split()
)


@lru_cache(maxsize=400_000)
def is_word(word: str) -> bool:
    """Whether a word list has it; short ones of the list are mostly noise."""
    return len(word) >= 4 and bool(simplemma.is_known(word, lang="nl"))
