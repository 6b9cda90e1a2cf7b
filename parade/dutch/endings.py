"""What may be taken off a Dutch word to find a known one; no word list is needed."""

from __future__ import annotations

ENDINGS = (
    ("heden", "heid"), ("eren", ""), ("ieën", "ie"), ("etjes", ""), ("tjes", ""), ("pjes", ""), ("jes", ""),
    ("etje", ""), ("tje", ""), ("pje", ""), ("je", ""), ("sen", "s"), ("zen", "s"), ("ven", "f"), ("en", ""),
    ("en", "en"), ("ers", "er"), ("s", ""), ("ze", "s"), ("ve", "f"), ("e", ""), ("n", ""), ("t", "en"),
    ("t", ""), ("de", "en"), ("te", "en"), ("den", "en"), ("ten", "en"), ("d", "en"), ("", "en"), ("", "e"),
    ("", "s"),
)  # fmt: skip
"""What may be taken off an unknown word, and put in its place, to find a known one; tried in order."""


PLAIN = tuple(pair for pair in ENDINGS if pair in {("en", ""), ("e", ""), ("s", ""), ("n", ""), ("t", ""), ("je", "")})
"""Those that a good word may have that is in no table; the others would make too many words of a typing error."""


DERIVED = (
    "ingen", "ing", "heid", "elijke", "elijk", "ige", "ig", "ers", "er", "loos", "loze", "achtig", "schap", "sel",
    "baar",
)  # fmt: skip
"""What makes one word of another; tried when no inflection leads to a known word."""


VOWELS = "aeiou"
DOUBLED = "aeou"  # vowels that are written twice before one consonant: maan


def respelled(word: str) -> tuple[str, ...]:
    """A word after its ending fell off, and as it is then spelt: `bakk` is `bak`, `man` may be `maan`."""
    found = [word]
    if len(word) > 2 and word[-1] == word[-2] and word[-1] not in VOWELS:
        found.append(word[:-1])
    if len(word) > 2 and word[-2] in DOUBLED and word[-1] not in VOWELS and word[-3] not in VOWELS:
        found.append(word[:-1] + word[-2] + word[-1])
    return tuple(found)
