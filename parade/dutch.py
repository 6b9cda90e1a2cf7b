"""Dutch words: folding, taking text apart, stop words, lemmas, compounds. All worked out at build time.

The browser gets what follows from this as tables (see `export.py`); it knows no Dutch itself but the
endings in `ENDINGS`, with which it looks for a known word behind an unknown one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files

import simplemma
import snowballstemmer
from simplemma.strategies.dictionaries import DefaultDictionaryFactory

WORD = re.compile(r"[^\W_]+(?:['’‘`-][^\W_]+)*")
_JOINERS = re.compile(r"['’‘`-]")
_PLAIN = re.compile(r"[a-z0-9]+")
_LETTERS = str.maketrans({"ĳ": "ij", "ÿ": "ij", "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d"})

# Chosen here: ready-made lists also hold alleen, samen, weinig and derde, which carry meaning in a question.
STOP_WORDS = frozenset(
    """
    aan achter al alle alles als altijd ander andere anderen anders bent bij bijna bijvoorbeeld binnen blijf
    blijft blijven boven daar daarbij daardoor daarin daarmee daarna daarom daarvan daarvoor dan dat de deden deed
    denken denkt deze die dit doe doen doet door dus echt een eens eerst eigen eigenlijk elk elkaar elke en enige
    er eraan erbij erg ermee erop erover ertoe eruit ervan ervoor etc even ga gaan gaat ge gebruiken gebruikt
    gedaan geen gegaan gekomen gekregen geldt gemaakt geworden gewoon goed goede graag had hadden heb hebben hebt
    heeft heel hele hem hen
    het hier hij hoe hoort hun iemand iets ik in inmiddels is ja je jij jou jouw jullie kan komen komt kon konden
    krijg krijgen krijgt kun kunnen kunt laat laten lijkt maak maakt maar maken me mee meer meest men met mij
    mijn mogelijk moet moeten mogen na naar nee niet niets nieuwe nodig nog nogal nou nu o of om omdat ondanks
    onder ongeveer ons onze ook op over paar pas per raken rond sinds soms staan staat steeds te tegen ten ter
    terwijl toch toe tot tussen tijdens u uit uw vaak van vanaf vanuit veel vele verder verschillende via vind
    vinden vindt volgens voor vooral waar waaraan waarbij waardoor waarin waarmee waarom waarop waaruit waarvan
    waarvoor wanneer want waren was wat we weer weet weg wel welk welke werd werden weten wie wij wil willen wilt
    word worden wordt wou zal ze zeer zelfs zet zetten zich zien ziet zij zijn zit zitten zo zoals zodat zonder
    zou zouden zullen
    """.split()
)

# How people begin a question; it says nothing about their case.
STOP_STRUCTURE = tuple(
    tuple(phrase.split())
    for phrase in (
        "ervaring met", "ervaringen met", "op zoek", "zoek naar", "zoeken naar", "zoeken een", "goed voorbeeld",
        "goede voorbeelden", "voorbeelden van", "voorbeeld van", "andere gemeenten", "een andere gemeente",
        "in onze gemeente", "bij ons in de gemeente", "mijn gemeente", "onze gemeente", "een gemeente",
        "de gemeente", "een manier", "manieren om", "wat werkt", "hoe pak", "hoe pakken", "tips voor", "iemand tips",
        "het college", "ons college", "hoe zorg", "hoe zorgen", "zorgen we", "zorg je", "zorgen wij", "hoe ga",
        "aan de slag", "te maken met", "hebben te maken", "is het mogelijk", "wat kan", "wat kunnen",
    )
)  # fmt: skip

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
}  # fmt: skip

# Words that look like a compound and are none, or whose parts mislead.
NO_SPLIT = frozenset(
    """
    alleen samen gemeente gemeenschap beleid bewoner inwoner burger ouderen overheid ondersteuning ondersteunen
    onderzoek onderwijs onderneming ondernemer ontmoeting ontmoeten ontwikkeling aandacht aanpak aanbod aanbieder
    aanvraag aanleiding afspraak overleg overlast overgang voorziening voorbeeld voorwaarde voorkomen vooruit
    vrijwilliger vrijwillig zelfstandig verantwoordelijk verantwoordelijkheid organisatie initiatief initiatiefnemer
    professional provincie project partner persoon persoonlijk statushouder asielzoeker jongere kinderen
    eenzaam eenzaamheid armoede schulden mantelzorg mantelzorger respijtzorg dementie begeleiding begeleider
    behandeling bijstand bijeenkomst directeur deelnemer deelname gezondheid gezamenlijk gesprek gebouw gebied
    resultaat regisseur regeling rekenkamer wethouder raadslid waardering waarschijnlijk wantrouwen vertrouwen
    verandering vereniging vergunning verslaving verzekering verzorging huisvesting belangrijk verschil verschillend
    uitkering uitvoering uitvoerder uitgangspunt uiteindelijk toegang toekomst toepassing tegenstelling
    medewerker samenhang voorzitter deskundige signalering screening planning training coaching woning inkomen
    kwetsbaar beperking
    """.split()
)

LINKS = ("", "s", "en", "e", "er", "n", "eren", "ens")
"""The sounds that join two parts of a compound: gezin+s+coach, buurt+huis, kind+er+opvang."""

ENDINGS = (
    ("heden", "heid"), ("eren", ""), ("ieën", "ie"), ("etjes", ""), ("tjes", ""), ("pjes", ""), ("jes", ""),
    ("etje", ""), ("tje", ""), ("pje", ""), ("je", ""), ("sen", "s"), ("zen", "s"), ("ven", "f"), ("en", ""),
    ("en", "en"), ("ers", "er"), ("s", ""), ("ze", "s"), ("ve", "f"), ("e", ""), ("n", ""), ("t", "en"),
    ("t", ""), ("de", "en"), ("te", "en"), ("den", "en"), ("ten", "en"), ("d", "en"), ("", "en"), ("", "e"),
    ("", "s"),
)  # fmt: skip
"""What may be taken off an unknown word, and put in its place, to find a known one; tried in order."""


# Short for words that say nothing, and without their apostrophe another word: zo'n is not zon.
CLIPPED = frozenset({"zo'n", "zo’n", "m'n", "m’n", "z'n", "z’n", "d'r", "d’r", "da's", "da’s"})


DERIVED = (
    "ingen", "ing", "heid", "elijke", "elijk", "ige", "ig", "ers", "er", "loos", "loze", "achtig", "schap", "sel",
    "baar",
)  # fmt: skip
"""What makes one word of another; tried when no inflection leads to a known word."""


def fold(text: str) -> str:
    """Lower case without accents, hyphens or apostrophes: `'s-Gravenhage` is `sgravenhage`, `zzp'ers` is `zzpers`.

    `ĳ` and `ÿ` are `ij`. Spaces stay.
    """
    text = text.lower()
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.translate(_LETTERS))
        text = "".join(letter for letter in text if not unicodedata.category(letter).startswith("M"))
    return text if text.isalnum() else _JOINERS.sub("", text)


def words(text: str) -> list[str]:
    """The words of a text as written, in order; `re-integratie` and `zzp'ers` are one word.

    Words in another script than Latin are left out: no record and no table has them.
    """
    return [word for word in WORD.findall(text) if _PLAIN.fullmatch(fold(word)) and word.lower() not in CLIPPED]


def hyphen_parts(word: str) -> list[str]:
    """The parts of a word with a hyphen that are words themselves: `jeugd-ggz` gives `jeugd` and `ggz`."""
    parts = re.split(r"[-]", word)
    return [part for part in parts if len(part) > 2] if len(parts) > 1 else []


@lru_cache(maxsize=1)
def _names() -> frozenset[str]:
    """Names of municipalities, which a lemma table would take for verbs: Delft, Zwolle."""
    lines = files("parade").joinpath("data/gemeenten.csv").read_text("utf-8").splitlines()
    return frozenset(fold(line.split(",")[1]) for line in lines[1:])


@lru_cache(maxsize=400_000)
def lemma(word: str) -> str:
    """The folded dictionary form of a word: `buurthuizen` gives `buurthuis`."""
    folded = fold(word)
    if folded in LEMMAS:
        return LEMMAS[folded]
    if word[0].isupper() and folded in _names():
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
def _is_word(word: str) -> bool:
    """Whether a word list has it; short ones of the list are mostly noise."""
    return len(word) >= 4 and bool(simplemma.is_known(word, lang="nl"))


def split(term: str, vocabulary: Mapping[str, int]) -> tuple[str, str] | None:
    """A compound as its two parts, or None: `buurthuis` gives `buurt` and `huis`.

    `vocabulary` counts the collection's lemmas. Both parts must stand there or in a word list, at
    least one there. Of several ways the one wins whose rarer part is most common; then the one with the
    longest last part, for that names the thing.
    """
    if len(term) < 7 or term in NO_SPLIT or term in _names() or not term.isalpha():
        return None
    best: tuple[tuple[int, int], tuple[str, str]] | None = None
    for cut in range(3, len(term) - 2):
        tail = term[cut:]
        last = tail if tail in vocabulary else lemma(tail)
        if tail in BAD_TAILS or not (last in vocabulary or _is_word(tail)):
            continue
        for part in heads(term[:cut]):
            first = part if part in vocabulary else lemma(part)
            known = (first in vocabulary) + (last in vocabulary)
            if known and (first in vocabulary or _is_word(part)):
                rank = (min(vocabulary.get(first, 0), vocabulary.get(last, 0)), len(tail))
                if best is None or rank > best[0]:
                    best = (rank, (first, last))
    return best[1] if best else None


# Endings of one word that are words too.
BAD_TAILS = frozenset(
    """
    aar aard achtig baar dom eren eling elijk elijks ende ent erd eren erij ering ers eur ger gen heid heden ier
    ige igen iger ige ing ingen isch ischer isme ist iteit kje lijk lijke ling loos loze naar nis oor rij ren
    saam schap ste sten sel ster teit ten tie ties tje uur ven ver zaam zen den der del ken ker len ler nen ner
    pen per ren rer sen ser ven voor ander orde rust rijk wel wat zal ons hen haar hem dat ons lof ton ham rol
    chap open erop die maal half matig sing ring telling meester komst loosheid tel meer een nemer
    laren haven land berg leren tehuis
    """.split()
)
# Beginnings that are prefixes, not parts.
BAD_HEADS = frozenset(
    """
    aan af be bij door een erg ge her hen hem het ijs in los mee met mis na oer om onder ont op over per pro
    rond sta tal te ten ter toe tot uit van ver vol voor weg wel zon pre sub dis kon con com res par pas ver
    ant arm ver min aar ant art bel bes bet ind int kan mas mat mar lev bed bez ber ben waar
    daar wille ander hele mast meel boven sinds acht hoe over onder achter
    """.split()
)


def compound_parts(term: str, vocabulary: Mapping[str, int]) -> list[str]:
    """All parts of a compound, also those of its parts: `jeugdhulpverlener` has `jeugd`, `hulp`, `verlener`, …"""
    found = []
    for part in split(term, vocabulary) or ():
        found.append(part)
        if len(part) < len(term):  # a lemma can be longer than what was written
            found += compound_parts(part, vocabulary)
    return found


def heads(part: str) -> Iterator[str]:
    """What may be the first part of a compound, with and without the sound that links it to the next."""
    for link in LINKS:
        if link and not part.endswith(link):
            continue
        head = part[: len(part) - len(link)] if link else part
        # What begins with ver- or ont- is mostly one word: vergelijken is not verge+lijken.
        prefixed = head.startswith(("ver", "ont")) and len(head) < 6
        if len(head) >= 3 and head not in BAD_HEADS and not prefixed:
            yield head


def slug(text: str) -> str:
    """A name as part of an address: lower case ASCII, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", text.lower().translate(_LETTERS))
    plain = plain.encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")


def listed(words: list[str]) -> str:
    """`a`, `a en b`, `a, b en c`."""
    return " en ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
