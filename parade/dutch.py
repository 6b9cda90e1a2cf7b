"""Dutch words: folding, taking text apart, stop words, lemmas. All of it is used at build time."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import simplemma

WORD = re.compile(r"[^\W_]+(?:['’‘`-][^\W_]+)*")
_JOINERS = re.compile(r"['’‘`-]")

# Chosen here: ready-made lists also hold alleen, samen, weinig and derde, which carry meaning in a question.
STOP_WORDS = frozenset(
    """
    aan al als alles andere anders bent bij binnen blijven blijft daar daarbij daardoor daarin daarmee daarna
    daarom daarvan daarvoor dan dat de deze die dit doe doen doet door dus echt een eens eigen eigenlijk en enige
    er eraan erbij ermee ervan ervoor etc even gaan gaat ge geen geldt gewoon had hadden heb hebben hebt heeft heel
    hem hen het hier hij hoe hun ik in is iemand iets inmiddels ja jaar je jij jou jouw jullie kan kon konden
    krijgen krijgt kun kunnen kunt lijkt maar maken maakt me mee meer meest men met mij mijn moet moeten mogen naar
    nee niet niets nog nogal nou nu o of om omdat ondanks ongeveer ons onze ook op over per pas pak raken rond
    sinds soms steeds te tegen ten ter terwijl toch toe tot tussen u uit uw vaak van vanaf vanuit veel via vinden
    vindt volgens voor voorbeeld vooral waar waarbij waardoor waarin waarom waaruit waarvan waarvoor wanneer want
    waren was wat we weer weet weten wel welk welke werd werden wie wij wil willen wilt word worden wordt wou
    zal ze zeer zelf zich zij zijn zo zoals zodat zou zouden zullen
    """.split()
)

# Lemma tables join words that people keep apart.
PROTECTED = frozenset({"ouderen", "gemeen"})


def fold(text: str) -> str:
    """Lower case without accents, hyphens or apostrophes: `'s-Gravenhage` is `sgravenhage`, `zzp'ers` is `zzpers`.

    `ĳ` and `ÿ` are `ij`. Works on one word or name; spaces stay.
    """
    text = text.casefold().replace("ĳ", "ij").replace("ÿ", "ij")
    text = unicodedata.normalize("NFKD", text)
    text = "".join(letter for letter in text if not unicodedata.combining(letter))
    return _JOINERS.sub("", text)


def words(text: str) -> list[str]:
    """The words of a text as written, in order; `re-integratie` and `zzp'ers` are one word."""
    return WORD.findall(text)


@lru_cache(maxsize=200_000)
def lemma(word: str) -> str:
    """The folded dictionary form of a word: `buurthuizen` gives `buurthuis`."""
    folded = fold(word)
    if folded in PROTECTED or not folded.isalpha():
        return folded
    return fold(simplemma.lemmatize(word.lower(), lang="nl"))


def terms(text: str) -> list[str]:
    """The lemmas of a text, in order, without stop words."""
    return [lemma(word) for word in words(text) if fold(word) not in STOP_WORDS]


def slug(text: str) -> str:
    """A name as part of an address: lower case ASCII, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("ĳ", "ij"))
    plain = plain.encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")
