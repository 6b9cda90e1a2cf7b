"""What the name of a place in a record stands for, and how a name that is not the official one is told."""

from __future__ import annotations

import re
from dataclasses import dataclass

from parade.dutch.sentences import listed
from parade.model.problems import nearest
from parade.places import register
from parade.places.names import places, recognise

EVERYWHERE = re.compile(
    r"\b(nederland|landelijk|regio'?s?|provincies?|gemeenten|diverse|meerdere|verschillende|alle|overal|enkele|veel)\b",
    re.IGNORECASE,
)
"""Words of who means many places, or has none to name; no municipality is called so."""


@dataclass(frozen=True, slots=True)
class Understood:
    """What a name in a record stands for: municipalities of today, and what to tell its writer, if anything."""

    gemeenten: tuple[str, ...] = ()
    message: str = ""
    wrong: bool = False


def understand(text: str) -> Understood:
    """The municipalities of today that a name in a record stands for.

    The official name is silent; another one for the same place is a tip with that name. What is no municipality, or
    could be several, is wrong.
    """
    known = register.gemeenten()
    if text in known:
        return Understood((text,))
    place = recognise(text)
    if not place:
        return Understood((), _unknown(text), True)
    names = place.gemeenten
    choices = listed(list(names), "of")
    if place.soort in {"provincie", "regio"}:
        if len(names) == 1:
            return Understood(names, f'"{text}" ligt in de gemeente {names[0]}. Schrijf: {names[0]}')
        what = "een provincie" if place.soort == "provincie" else "een streek"
        message = f'"{text}" is {what}, geen gemeente. Noem de gemeente, of haal dit veld weg en schrijf: regio: {text}'
        return Understood((), message, True)
    if place.soort == "voormalig":
        message = f'"{text}" is geen gemeente meer. Schrijf {choices}; noem de oude naam in de tekst.'
        return Understood(names, message)
    if len(names) > 1:
        return Understood((), f'"{text}" kan op meer plekken liggen. Schrijf {choices}.', True)
    if place.soort == "dorp":
        return Understood(names, f'"{text}" ligt in de gemeente {names[0]}. Schrijf: {names[0]}')
    return Understood(names, f'De officiële naam van "{text}" is: {names[0]}')


def _unknown(text: str) -> str:
    """How a name that is nowhere is told, with the name that it resembles and where that lies."""
    if EVERYWHERE.search(text):
        return (
            f'"{text[:60]}" is geen gemeente. Noem de gemeenten elk op een eigen regel, of haal dit veld weg en '
            f"schrijf: regio: {text[:60]}"
        )
    shown = text if len(text) <= 60 else text[:59] + "…"
    near = nearest(text, register.gemeenten()) or nearest(
        text, {place.naam for kinds in places().values() for place in kinds.values()}
    )
    place = recognise(near) if near else None
    where = f" (gemeente {', '.join(place.gemeenten)})" if place and place.soort in {"dorp", "voormalig"} else ""
    suggestion = f'Bedoelde je "{near}"{where}? ' if near else ""
    return (
        f'"{shown}" is geen Nederlandse gemeente. {suggestion}'
        "Gebruik de officiële naam. Is het een streek? Haal dit veld dan weg en vul regio in."
    )
