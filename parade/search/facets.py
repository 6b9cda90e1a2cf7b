"""What voorbeelden can be filtered by: the one definition for search and for lists."""

from __future__ import annotations

from parade.dutch.words import fold
from parade.model.fields import ROLLEN, STATUS
from parade.model.record import Record
from parade.places import register
from parade.places.register import municipalities

FACETS = {
    "thema": "Thema",
    "doelgroep": "Doelgroep",
    "wet": "Wet",
    "rol": "Rol van inwoners",
    "provincie": "Provincie",
    "gemeentegrootte": "Inwoners van de gemeente",
    "status": "Status",
}
"""The facets by name, with what visitors read."""


def facets_of(record: Record) -> dict[str, list[str]]:
    """The values of a record for each facet; `gemeente` is for the shortcut of search and stands in no list."""
    where = [place for name in record.get("gemeenten", []) if (place := register.find(name))]
    return {
        "thema": record.get("themas", []),
        "doelgroep": record.get("doelgroepen", []),
        "wet": record.get("wetten", []),
        "rol": [record["inwoners"]["rol"]] if record.get("inwoners", {}).get("rol") else [],
        "provincie": list(dict.fromkeys(place.provincie for place in where)),
        "gemeentegrootte": list(dict.fromkeys(place.inwoners for place in where)),
        "status": [record["status"]] if "status" in record else [],
        "gemeente": sorted(municipalities(record)),
    }


def facet_order(value: str) -> tuple[int, str]:
    """Ranks in their own order, all else by the alphabet."""
    ranks = (*ROLLEN, *register.CLASSES, *STATUS)
    return (ranks.index(value), "") if value in ranks else (len(ranks), fold(value))


def codes(record: Record) -> str:
    """The codes of the municipalities of a record, with spaces between."""
    found = [register.find(name) for name in record.get("gemeenten", [])]
    return " ".join(dict.fromkeys(place.code for place in found if place))


def newest(record: Record) -> str:
    """The newest date that a record tells of; empty when it tells none."""
    periode = record.get("periode", {})
    sources = [source.get("datum", "") for source in record.get("bronnen", [])]
    dates = [periode.get("van", ""), periode.get("tot", ""), *sources]
    return max(map(str, dates))
