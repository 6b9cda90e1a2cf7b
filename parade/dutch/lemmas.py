"""Dictionary forms, inflections and stems of Dutch words. All worked out at build time.

The browser, and search on a kept index, get what follows from this as tables (see `index/tables.py`); they know no
Dutch themselves but `endings.py` and `seams.py`.
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


@lru_cache(maxsize=1)
def place_names() -> frozenset[str]:
    """Names of places, which a lemma table would take for verbs: Delft, Zwolle, Gooi."""
    folder = files("parade.places")
    lines = folder.joinpath("gemeenten.csv").read_text("utf-8").splitlines()[1:]
    others = [line.split(",") for line in folder.joinpath("namen.csv").read_text("utf-8").splitlines()[1:]]
    # A village or region that is called like a Dutch word is seldom meant by it, but for this one.
    kept = {fold(row[0]) for row in others if not simplemma.is_known(row[0].lower(), lang="nl")} | {"gooi"}
    return frozenset(fold(line.split(",")[1]) for line in lines) | kept


@lru_cache(maxsize=400_000)
def lemma(word: str) -> str:
    """The folded dictionary form of a word: `buurthuizen` gives `buurthuis`."""
    folded = fold(word)
    if folded in LEMMAS:
        return LEMMAS[folded]
    if word[0].isupper() and folded in place_names():
        return folded
    if not folded.isalpha() or not 4 <= len(folded) <= LONGEST:
        return folded
    lower = word.lower()
    found = _table(lower)
    if found == folded and len(folded) >= SHORTEST_COMPOUND and not simplemma.is_known(lower, lang="nl"):
        return _of_compound(folded)
    if lower.endswith("e") and found == folded[:-1] and folded[-2] in "dt":
        return _table(lower[:-1])  # verwarde is verward, and that is verwarren
    return found


SHORTEST_COMPOUND = 7  # letters
LONGEST = 60  # letters; what is longer is no word, and would take a time that grows with its square


def _table(word: str) -> str:
    """The folded dictionary form by the lemma table, or the word itself."""
    return fold(simplemma.lemmatize(word, lang="nl")).replace(" ", "").replace("_", "") or fold(word)


def _of_compound(word: str) -> str:
    """The dictionary form of a compound that no table has: `wijkteams` is `wijk` before `team`; else the word itself.

    Its last part is the longest known word that may end it, after something that is a word as well.
    """
    for cut in range(3, len(word) - 3):
        head, tail = word[:cut], word[cut:]
        heads = (head, head.removesuffix("s"), head.removesuffix("en"), head.removesuffix("e"))
        if (tail in LEMMAS or is_word(tail)) and any(part in HEADS or is_word(part) for part in heads):
            last = lemma(tail)
            return head + last if tail not in NO_TAIL and last != tail else word
    for ending in ("etjes", "tjes", "jes", "etje", "tje", "je"):
        base = word.removesuffix(ending)
        if base != word and any(is_word(base[at:]) for at in range(3, len(base) - 3)):
            return base
    return word


# What may begin a compound though no word list of longer words has it.
HEADS = frozenset("wmo ggz ggd mbo vmbo ict app dag bus les wet dak eet taal zorg wijk buurt jeugd".split())
# Endings that a word list has as words.
NO_TAIL = frozenset(
    "heden ingen eren elen ende enden aren baren laren ieren ionen iteiten isten isme ers ster sters".split()
)


# Forms that people seldom type; those that a record has are known from the record.
RARE = re.compile(r"(?:ke|kje|end|ende|ste?|ers?|ere|ene|me|[^g]e)$")


@lru_cache(maxsize=1)
def _inflections() -> dict[str, list[str]]:
    table: dict[str, list[str]] = {}
    for word, base in DefaultDictionaryFactory().get_dictionary("nl").items():
        word, base = (text if isinstance(text, str) else text.decode() for text in (word, base))
        if word.isalpha() and word.islower():
            _bases.add(fold(base))
        if word.isalpha() and word.islower() and not RARE.search(word):
            table.setdefault(fold(base), []).append(word)
    return table


def base_words() -> list[str]:
    """The folded dictionary forms of a Dutch word list, by the alphabet."""
    _inflections()
    return sorted(_bases)


_bases: set[str] = set()


def inflections(term: str) -> list[str]:
    """Other written forms of a lemma that a word list knows: `lopen` gives `liep`, `loopt`, …"""
    return [word for word in _inflections().get(term, []) if lemma(word) == term]


@lru_cache(maxsize=400_000)
def stem(term: str) -> str:
    """The Snowball stem of a lemma: joins `eenzaam` and `eenzaamheid`, not `ouderen` and `ouder`."""
    return term if term in STEM_APART else str(_STEMMER.stemWord(term))


# The older of Snowball's two Dutch algorithms: the newer one also takes ge- and be- off, and makes gezond of zon.
_STEMMER = snowballstemmer.stemmer("dutch_porter")


# Not of one stem, whatever their letters say.
STEM_APART = frozenset(
    "ouderen ouder gemeente gemeen gemeenschap mens men zorg zorgen overheid over beleid jongere jong jongen "
    "open openen opeens openbaar "
    "wonen woning gewoon maat maatje matig huis huisje stel stellen stelling plaats plaat".split()
)


def is_listed(word: str) -> bool:
    """Whether a word list has it, however short."""
    return bool(simplemma.is_known(word, lang="nl"))


@lru_cache(maxsize=400_000)
def is_word(word: str) -> bool:
    """Whether a word list has it; short ones of the list are mostly noise."""
    return len(word) >= 4 and bool(simplemma.is_known(word, lang="nl"))
