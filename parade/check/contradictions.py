"""What a record says in one field and takes back in another. All are tips: only its writer knows which is right."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from parade.dutch.words import fold
from parade.model.fields import VOORBEELD
from parade.model.problems import Level, Problem
from parade.model.record import Record

AMOUNT = re.compile(
    r"€\s?\d(?:[\d.,]*\d)?(?:\s(?:miljoen|duizend|ton|miljard))?|(?<![\w.,])\d(?:[\d.,]*\d)?\s(?:(?:miljoen|duizend|ton|miljard)\s)?euro\b"
)
_TEXTS = ("kern", "aanleiding", "aanpak", "resultaat")


def contradictions(record: Record, today: date) -> Iterator[Problem]:
    """All contradictions within one record."""
    yield from period(record)
    if record.kind.name == VOORBEELD.name:
        yield from status(record, today.isoformat())
        yield from read_over(record, today.isoformat())
        yield from result(record)
        yield from amounts(record)
        yield from partners(record)
        if "regio" in record and "gemeenten" in record:
            yield record.problem(Level.TIP, "Er staan gemeenten én een regio. Eén van de twee is genoeg.", "regio")


def period(record: Record) -> Iterator[Problem]:
    """A period ends after it began."""
    periode = record.get("periode", {})
    van, tot = periode.get("van", ""), periode.get("tot", "")
    if is_date(van) and is_date(tot) and van[: len(tot)] > tot[: len(van)]:
        message = f"Het eind ({tot}) ligt vóór het begin ({van}). Draai ze om."
        yield record.problem(Level.FOUT, message, "periode", "tot")


def status(record: Record, today: str) -> Iterator[Problem]:
    """What runs has begun and has not ended; what ended lies in the past; what is a plan has not begun."""
    state, periode = record.get("status", ""), record.get("periode", {})
    van, tot = (part if is_date(part) else "" for part in (periode.get("van", ""), periode.get("tot", "")))
    ended = bool(tot) and tot < today[: len(tot)]
    to_come = bool(van) and van > today[: len(van)]
    message = ""
    if state == "loopt" and ended:
        message = (
            f"De status is loopt, maar de periode eindigde in {tot}. Schrijf afgerond of gestopt, of haal tot weg."
        )
    elif state == "loopt" and to_come:
        message = f"De status is loopt, maar het begint pas in {van}. Schrijf plan, of verander van."
    elif state in {"afgerond", "gestopt"} and to_come:
        message = f"De status is {state}, maar het begint pas in {van}. Verander de status of de periode."
    elif state in {"afgerond", "gestopt"} and tot > today[: len(tot)]:
        message = f"De status is {state}, maar de periode loopt tot {tot}. Verander de status of de periode."
    elif state == "plan" and van and van[:4] < today[:4]:
        message = (
            f"De status is plan, maar het begin ({van}) is voorbij. Begon het? Verander de status, of haal van weg."
        )
    if message:
        yield record.problem(Level.TIP, message, "status")


def read_over(record: Record, today: str) -> Iterator[Problem]:
    """A record is read over after its newest source came out, or was looked at."""
    told = record.get("gecontroleerd", "")
    if not is_date(told):
        return
    for number, bron in enumerate(record.get("bronnen", [])):
        for name in ("datum", "bekeken"):
            when = bron.get(name, "")
            if is_date(when) and when <= today and when[: len(told)] > told[: len(when)]:
                message = (
                    f"Gecontroleerd is {told}, maar deze bron is van later ({when}). Lees het na, en zet bij "
                    "gecontroleerd de datum van nu."
                )
                yield record.problem(Level.TIP, message, "bronnen", number, name)


def result(record: Record) -> Iterator[Problem]:
    """Who says what came of it says how that is known, and the reverse."""
    if "resultaat" in record and "hoe_weten_we_dit" not in record:
        message = "Er staat een resultaat, maar niet hoe je dat weet. Vul hoe_weten_we_dit in."
        yield record.problem(Level.TIP, message, "resultaat")
    elif "resultaat" not in record and record.get("hoe_weten_we_dit", "onbekend") != "onbekend":
        message = "Er staat hoe je het weet, maar geen resultaat. Vul resultaat in, of haal dit weg."
        yield record.problem(Level.TIP, message, "hoe_weten_we_dit")


def amounts(record: Record) -> Iterator[Problem]:
    """An amount in a text can be told as costs, which readers compare."""
    if "kosten" in record:
        return
    for name in _TEXTS:
        if found := AMOUNT.search(str(record.get(name, ""))):
            message = f'Hier staat een bedrag ("{found[0]}"). Zijn dat kosten? Vul dan ook kosten in.'
            yield record.problem(Level.TIP, message, name)
            return


def partners(record: Record) -> Iterator[Problem]:
    """An organisation that does it is no partner as well."""
    doing = {fold(name) for name in record.get("organisaties", [])}
    for number, name in enumerate(record.get("partners", [])):
        if fold(name) in doing:
            message = f'"{name}" staat ook bij organisaties. Haal het op één van beide plekken weg.'
            yield record.problem(Level.TIP, message, "partners", number)


def is_date(text: str) -> bool:
    """Whether a text is a date: a year, a month or a day that exists."""
    try:
        return re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", text) is not None and bool(
            date.fromisoformat(text + "-01-01"[len(text) - 4 :])
        )
    except ValueError:
        return False
