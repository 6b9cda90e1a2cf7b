"""Words that several rules use to tell what they found."""

from __future__ import annotations


def short(text: str) -> str:
    """The text on one line, cut where it is long."""
    text = " ".join(text.split())
    return text if len(text) <= 60 else text[:59] + "…"
