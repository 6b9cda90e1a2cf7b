"""Dutch written: lists, as a sentence tells them."""

from __future__ import annotations


def listed(words: list[str], between: str = "en") -> str:
    """`a`, `a en b`, `a, b en c`; or another word than `en` between the last two."""
    return f" {between} ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
