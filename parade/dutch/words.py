"""Dutch text taken apart: folding, words as written, stop words, addresses, and lists as a sentence has them."""

from __future__ import annotations

import re
import unicodedata

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


# Short for words that say nothing, and without their apostrophe another word: zo'n is not zon.
CLIPPED = frozenset({"zo'n", "zo’n", "m'n", "m’n", "z'n", "z’n", "d'r", "d’r", "da's", "da’s"})


def fold(text: str) -> str:
    """Lower case without accents, hyphens or apostrophes: `'s-Gravenhage` is `sgravenhage`, `zzp'ers` is `zzpers`.

    `ĳ` and `ÿ` are `ij`. Spaces stay.
    """
    text = text.lower()
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.translate(_LETTERS))
        text = "".join(letter for letter in text if not unicodedata.category(letter).startswith("M"))
    return text if text.isalnum() else _JOINERS.sub("", text)


def tokens(text: str) -> list[str]:
    """The words of a text as written, in order; `re-integratie` and `zzp'ers` are one word.

    Words in another script than Latin are left out: no record and no table has them.
    """
    return [word for word in WORD.findall(text) if _PLAIN.fullmatch(fold(word)) and word.lower() not in CLIPPED]


def hyphen_parts(word: str) -> list[str]:
    """The parts of a word with a hyphen that are words themselves: `jeugd-ggz` gives `jeugd` and `ggz`."""
    parts = re.split(r"[-]", word)
    return [part for part in parts if len(part) > 2] if len(parts) > 1 else []


def slug(text: str) -> str:
    """A name as part of an address: lower case ASCII, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", text.lower().translate(_LETTERS))
    plain = plain.encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")


def listed(words: list[str]) -> str:
    """`a`, `a en b`, `a, b en c`."""
    return " en ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
