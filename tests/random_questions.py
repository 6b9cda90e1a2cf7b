"""Random questions over some records: their words, typing errors, made-up compounds, places, shortcuts, odd letters."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable

from parade.index.index import Index
from parade.index.sentences import field_text, searched
from parade.places.names import named

ODD = [
    "ł",
    "ß",
    "ĳ",
    "é",
    "`",
    "’",
    "-",
    "İ",
    "ŉ",
    "ǆ",
    "ﬁ",
    "²",
    "Ⅷ",
    "ø",
    "ẞ",
    "ı",
    "\u0301",
    "👵",
    "中",
    "я",
    "\u202e",
    "\x00",
]
LETTERS = "abcdefghijklmnopqrstuvwxyz"
ENDINGS = ["en", "s", "je", "tjes", "e", "ing", "heid", "er", "de", "ten", "loos", "elijk"]
SHAPES = [
    "75+",
    "80 plus",
    "wmo2015",
    "re integratie",
    "jeugd- en gezinshulp",
    "wijk-, buurt- en dorpsteams",
    "zzp’ers",
    "2020",
    "St. Annaparochie",
]


def random_questions(index: Index, count: int, seed: int = 2026) -> list[str]:
    """So many questions, the same for the same index and seed."""
    lot = random.Random(seed)
    lines = [
        line for record in index.records for name in searched() for line in field_text(record, name).split("\n") if line
    ]
    words = sorted(index.written_words)
    places = sorted({place.place.naam for place in named().values()})

    def error(word: str) -> str:
        at = lot.randrange(max(1, len(word)))
        return lot.choice(
            [
                word[:at] + word[at + 1 :],
                word[:at] + lot.choice(LETTERS) + word[at:],
                word[:at] + lot.choice(LETTERS) + word[at + 1 :],
                word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
            ]
        )

    def sign() -> str:
        """A character of any script that this Unicode knows; a newer one may call it otherwise."""
        found = chr(lot.randrange(33, 0x2FFF))
        return found if unicodedata.category(found) != "Cn" else sign()

    def word() -> str:
        plain = lot.choice(words)
        shape: Callable[[], str] = lot.choice(
            [
                lambda: plain,
                lambda: plain,
                lambda: error(plain),
                lambda: error(error(plain)),
                lambda: plain.lower() + lot.choice(["", "s", "en", "-"]) + lot.choice(words).lower(),
                lambda: plain + lot.choice(ENDINGS),
                lambda: lot.choice(["ver", "ont"]) + plain,
                lambda: plain.upper() if lot.random() < 0.5 else plain.capitalize(),
                lambda: plain[: len(plain) // 2] + lot.choice(ODD) + plain[len(plain) // 2 :],
                lambda: lot.choice(places) if lot.random() < 0.7 else lot.choice(places).lower(),
                lambda: lot.choice(SHAPES),
                lambda: sign() + plain,
                lambda: plain[0] + lot.choice("aeiou") * 2 + plain[-1],
            ]
        )
        return shape()

    def question() -> str:
        if lot.random() < 0.3:
            some = lot.choice(lines).split()
            at = lot.randrange(len(some))
            text = " ".join(some[at : at + lot.randrange(2, 15)])
        else:
            text = lot.choice([" ", " ", "  ", ", ", ". "]).join(word() for _ in range(lot.randrange(1, 7)))
        shortcut = lot.random()
        if shortcut < 0.04:
            text += f' gemeente:"{lot.choice(places)}"'
        elif shortcut < 0.07:
            text += f" -{word()}"
        elif shortcut < 0.10:
            text = f'"{word()}" {text}'
        elif shortcut < 0.12:
            text += f" thema:{lot.choice(words)}"
        elif shortcut < 0.20:
            text = f"{text} in {lot.choice(places)}"
        return text

    return [question() for _ in range(count)]
