"""What a record says in its own words and a reason may quote: whole sentences, never cut in pieces."""

from __future__ import annotations

import re
from collections.abc import Mapping

from parade.model.record import Record
from parade.recommend.gesprekken import LONGEST

_ONE_SENTENCE = re.compile(r"[^.!?:]+\.")
_PART = re.compile(r"[^.!?]+\?")
# What a sentence leans on that stands in the one before it.
_POINTS_BACK = re.compile(r"(?i)\b(?:daar\w*|die|dat|dit|deze|hij|zij|ze|hen|hun|haar|hem|zo|zo'n|dan|het)\b")


def questions(record: Record) -> list[str]:
    """What a record answers: its questions, and the last sentences of long ones that can be read alone."""
    whole = [" ".join(vraag.split()) for vraag in record.get("vragen", [])]
    parts = [part.strip() for vraag in whole for part in _PART.findall(vraag)]
    return [*whole, *(part for part in parts if part not in whole and not _POINTS_BACK.search(part))]


def short(falls: list[Mapping[str, str]]) -> list[str]:
    """What went otherwise, where that is told in one short sentence."""
    told = [" ".join(fall["wat"].split()) for fall in falls if "wat" in fall]
    return [text for text in told if len(text.split()) <= LONGEST - 3 and _ONE_SENTENCE.fullmatch(text)]
