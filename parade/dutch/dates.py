"""Dates read and written: as people and form tools write them → 2019, 2019-02 or 2019-02-14; and back."""

from __future__ import annotations

import re

MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)
_STARTS = ("jan", "feb", "m(?:aa|a)?rt", "apr", "mei", "jun", "jul", "aug", "sep", "okt|oct", "nov", "dec")
_NUMBERS = {number: re.compile(rf"(?:{start})[a-z]*\.?") for number, start in enumerate(_STARTS, 1)}
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?")
_DUTCH = re.compile(r"(?:(\d{1,2})[-/. ])?(\d{1,2})[-/. ](\d{4})")
_WORDS = re.compile(r"(?:(\d{1,2})\s+)?([a-z]+)\.?\s+(\d{4})")
_BEFORE = re.compile(r"^(?:sinds|vanaf|van|in|op|tot|t/m|tot en met|ma|di|wo|do|vr|za|zo|\w+dag)\b[ .,]*")
_TIME = re.compile(r"[ t,]+\d{1,2}:\d{2}.*$")


def read_date(text: str) -> str:
    """The date that a text holds and nothing else, day before month; empty when it holds none."""
    text = _BEFORE.sub("", _TIME.sub("", text.strip().lower())).strip()
    if re.fullmatch(r"\d{4}", text):
        return text
    if found := _ISO.fullmatch(text):
        return _joined(found[1], int(found[2]), found[3])
    if found := _DUTCH.fullmatch(text):
        return _joined(found[3], int(found[2]), found[1])
    if found := _WORDS.fullmatch(text):
        month = next((number for number, shape in _NUMBERS.items() if shape.fullmatch(found[2])), 0)
        return _joined(found[3], month, found[1])
    return ""


def _joined(year: str, month: int, day: str | None) -> str:
    if not 1 <= month <= 12:
        return ""
    return f"{year}-{month:02}" + (f"-{int(day):02}" if day else "")


def dutch_date(date: str) -> str:
    """`2014-10-15` as 15 oktober 2014; `2014-10` as oktober 2014; a year as it is."""
    parts = date.split("-")
    if len(parts) == 1:
        return date
    month = MONTHS[int(parts[1]) - 1]
    return " ".join([*(str(int(day)) for day in parts[2:]), month, parts[0]])
