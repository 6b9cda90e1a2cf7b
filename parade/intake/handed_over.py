"""What a visitor handed over at an event: the address that the site put in a QR code or a mail → a record.

All that was said stands behind the # of that address, by the names of the fields: `#doe=1&soort=voornemens&wat=…`.
The script `plan.js` writes it, and a test in a browser holds the two against each other.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qsl, urlencode

from parade.model.fields import Field, Kind
from parade.model.record import Collection, Record

PAGE = "mijn-plannen/"
VERSION = "1"
LONGEST = 4000  # characters of what stands behind the #
MOST_PARTS = 60
TITLE = 100
SAID = 60  # characters of what somebody said, in a title
SOURCE = "Zelf verteld op de site"

ADDRESS = re.compile(r"#doe=(\d{1,3})&([^\s<>\"#]+)")


def handed_over(text: str) -> list[tuple[str, str]]:
    """The version and the rest of each such address in a text, each once, in their order."""
    return list(dict.fromkeys(ADDRESS.findall(text)))


def told(parts: str, kinds: dict[str, Kind]) -> tuple[Kind, dict[str, Any]] | None:
    """The kind and data that an address tells; nothing when it is too long or of a kind that nobody hands over.

    Names that are no field stay, so that reading the data tells of them.
    """
    if len(parts) > LONGEST:
        return None
    try:
        pairs = parse_qsl(parts, max_num_fields=MOST_PARTS)
    except ValueError:
        return None
    kind = kinds.get(dict(pairs).get("soort", ""))
    if kind is None or kind.folder not in ("voornemens", "gesprekken"):
        return None
    data: dict[str, Any] = {}
    for name, value in pairs:
        if name != "soort":
            _put(data, kind.fields, name.split("."), value)
    return kind, data


def question(record: Record) -> str:
    """The address within the site that asks what became of a voornemen, and knows which one it is.

    Empty for one without the code of its submission: its answer would not be known as such.
    """
    if "inzending" not in record:
        return ""
    who = {f"wie.{name}": record.get("wie", {}).get(name, "") for name in ("functie", "organisatie")}
    plain = {
        name: record.get(name, "") for name in ("wat", "met_wie", "uiterlijk", "bijeenkomst", "datum", "inzending")
    }
    parts = {"soort": record.kind.folder, **plain, **who, "voorbeelden": record.get("voorbeelden", [""])[0]}
    return f"{PAGE}#werd={VERSION}&{urlencode({name: text for name, text in parts.items() if text})}"


def _put(data: dict[str, Any], fields: tuple[Field, ...], way: list[str], value: str) -> None:
    """Put a text at its way; a list of groups has a number in it, from 1, which only keeps their order."""
    name, *rest = way
    field = next((each for each in fields if each.name == name), None)
    if field is None or not field.fields:
        data[name] = [*data.get(name, []), value] if field and field.many else value
        return
    if not field.many:
        _put(data.setdefault(name, {}), field.fields, rest or [""], value)
        return
    items: list[dict[str, Any]] = data.setdefault(name, [])
    at = int(rest[0]) if rest and rest[0] in ("1", "2", "3", "4", "5", "6") else 1
    while len(items) < at:
        items.append({})
    _put(items[at - 1], field.fields, rest[1:] or [""], value)


def completed(kind: Kind, data: dict[str, Any], collection: Collection) -> dict[str, Any]:
    """The same with a title, made of what was said and of the voorbeeld, and with its source."""
    first = data.get("voorbeelden", [""])[0] if kind.folder == "voornemens" else _pointed(data)
    voorbeeld = collection.find("voorbeelden", first)
    name = voorbeeld.naam if voorbeeld else ""
    said = data.get("wat", "") if kind.folder == "voornemens" else "Gesprek"
    title = ": ".join(filter(None, [_short(said, SAID if name else TITLE), name])) or kind.label
    source = {"titel": SOURCE, **({"datum": data["datum"]} if data.get("datum") else {})}
    return {"titel": _short(title, TITLE), **data, "bronnen": [source]}


def _pointed(data: dict[str, Any]) -> str:
    return next((each["voorbeeld"] for each in data.get("deelnemers", []) if each.get("voorbeeld")), "")


def _short(text: str, most: int) -> str:
    """A text on one line, cut at a word when it is too long."""
    text = " ".join(text.split()).rstrip(".")
    if len(text) <= most:
        return text
    words = text[: most - 1].rsplit(" ", 1)[0]
    return words.rstrip(" ,;:") + "…"
