"""What a reader wants to know of a voorbeeld before reading it: where, when, how old the news is, costs, how known.

Worked out from the record; nothing of it stands in the YAML.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from parade.dutch.dates import dutch_date
from parade.dutch.sentences import listed
from parade.model.fields import Field, Type
from parade.model.record import Record
from parade.pages import text, texts
from parade.places import register

OLD_YEARS = 3  # news that is older tells its year
PLACES_SHOWN = 3  # names of municipalities on a card
SHORT = 150  # characters of a part before the rest of it is folded away
BRIEF = 120  # characters of a fact


def newest(record: Mapping[str, Any], today: date) -> str:
    """The newest date of a record that is not in the future: of its period, sources or adoption; empty without any.

    When somebody read the record over says nothing of the practice, and does not count.
    """
    return max((told for told in _dates(record) if told[:10] <= today.isoformat()), default="")


def _dates(record: Mapping[str, Any]) -> Iterator[str]:
    yield from record.get("periode", {}).values()
    yield from (bron["datum"] for bron in record.get("bronnen", []) if "datum" in bron)
    yield from (record[name] for name in ("datum", "sinds", "bevestigd") if name in record)
    if since := record.get("overgenomen_van", {}):
        yield from [since["sinds"]] if isinstance(since, Mapping) and "sinds" in since else []


def stand(record: Mapping[str, Any], today: date) -> str:
    """The year of a record's newest date, when that is surely more than three years ago; else empty."""
    known = newest(record, today)
    border = f"{today.year - OLD_YEARS:04}-{today.month:02}-{today.day:02}"
    return known[:4] if known and known < border[: len(known)] else ""


def is_recent(record: Mapping[str, Any], today: date) -> bool:
    """Whether a record has news of the last three years."""
    return bool(newest(record, today)) and not stand(record, today)


def where(record: Mapping[str, Any]) -> str:
    """Where a voorbeeld is, for a card: at most three names; of one municipality also its size."""
    names = register.place_names(record)
    if len(names) == 1 and (place := register.find(names[0])):
        return f"{names[0]} ({place.inwoners} inwoners)"
    if len(names) > PLACES_SHOWN + 1:
        return f"{', '.join(names[:PLACES_SHOWN])} en {len(names) - PLACES_SHOWN} andere"
    return listed(names) or register.UNPLACED


def when(record: Mapping[str, Any]) -> str:
    """The period of a record in words; empty when it tells none."""
    van, tot = (record.get("periode", {}).get(end) for end in ("van", "tot"))
    if van and tot:
        return f"in {dutch_date(van)}" if van == tot else f"van {dutch_date(van)} tot {dutch_date(tot)}"
    return f"sinds {dutch_date(van)}" if van else f"tot {dutch_date(tot)}" if tot else ""


def costs(record: Mapping[str, Any]) -> str:
    """What it costs in a few words: its class, else the beginning of what is told; empty when unknown."""
    told = record.get("kosten", {})
    return str(told.get("klasse") or text.shortened(told.get("toelichting", ""), BRIEF))


def marks(record: Record) -> list[str]:
    """What a card tells of a voorbeeld in a word or two."""
    found = [texts.text("kenmerk.kort")] if record.is_mention else []
    if record.get("status") not in (None, "onbekend"):
        found.append(text.capital(record["status"]))
    if record.get("hoe_weten_we_dit") not in (None, "onbekend"):
        known = record["hoe_weten_we_dit"]
        found.append(texts.text("kenmerk.hoe").get(known, text.capital(known)))
    if record.get("kosten"):
        found.append(texts.text("kenmerk.kosten"))
    if record.get("anders_gelopen"):
        found.append(texts.text("kenmerk.anders"))
    return found


def split(told: str) -> tuple[str, str]:
    """A text in two: the whole sentences that come first, and the rest; the rest is empty when all of it is short."""
    whole = " ".join(told.split())
    if len(whole) <= SHORT * 1.4:
        return told, ""
    first, *rest = text.paragraphs(told)
    if rest and SHORT // 2 < len(first) <= SHORT * 1.6:
        return first, "\n\n".join(rest)
    ends = [at for sign in ".?!" if (at := whole.find(sign + " ", SHORT // 2)) > 0]
    end = min(ends, default=-1)
    if end < 0 or len(whole) - end < SHORT // 2:
        return told, ""
    first = whole[: end + 1]
    return first, _after(told, first)


def _after(told: str, first: str) -> str:
    """What follows those first words in a text, its paragraphs as they were."""
    passed = len("".join(first.split()))
    for at, sign in enumerate(told):
        passed -= not sign.isspace()
        if passed == 0:
            return told[at + 1 :].strip()
    return ""


def unknown(record: Record) -> list[Field]:
    """The fields that a record does not tell yet and that would help, first the one that would help most."""
    missing = [field for field in record.kind.asked if field.name not in record]
    # Tables are the programme of a meeting that has them.
    return [field for field in missing if not (field.name == "programma" and "tafels" in record)]


def keywords(record: Record) -> list[tuple[Field, list[str]]]:
    """The fields of begrippen that a record fills, with their terms."""
    return [
        (field, record[field.name])
        for field in record.kind.fields
        if field.type is Type.TERM and record.get(field.name)
    ]
