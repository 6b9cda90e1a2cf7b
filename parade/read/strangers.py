"""What kind of file is this? Files that are no record of ours, told in a sentence with the way on."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Container
from typing import Any

from parade.model.fields import Field, Kind
from parade.model.problems import did_you_mean
from parade.read.yaml_mistakes import KNOWN

NEW = "Maak een nieuw voorbeeld met: parade new"
# Fields by which files of other projects are known, and what those files are.
OTHERS: tuple[tuple[frozenset[str], str], ...] = (
    (frozenset({"publiccodeYmlVersion"}), "een publiccode.yml: dat beschrijft software"),
    (frozenset({"cff-version"}), "een CITATION.cff: dat zegt hoe je software noemt"),
    (frozenset({"services", "version"}), "een docker-compose.yml: dat start programma's"),
    (frozenset({"on", "jobs"}), "een workflow van GitHub"),
    (frozenset({"apiVersion", "kind"}), "een bestand van Kubernetes of Backstage"),
    (frozenset({"openapi"}), "een beschrijving van een API"),
    (frozenset({"site_name"}), "een mkdocs.yml: dat zijn instellingen van een site"),
    (frozenset({"website_url", "source_code_url"}), "een record van een andere lijst, over software"),
    (frozenset({"releases", "permalink"}), "een pagina van endoflife.date"),
    (frozenset({"layout", "title"}), "een pagina van een website (Jekyll of Hugo)"),
    (frozenset({"body", "description"}), "een formulier van GitHub"),
)
# How others call our fields; only to help somebody on.
CALLED = {
    "titel": "naam name title project projectnaam onderwerp headline",
    "gemeenten": "gemeente plaats plaatsen waar stad locatie municipality municipalities city place location",
    "kern": "samenvatting omschrijving beschrijving korte_omschrijving summary description abstract shortDescription",
    "themas": "thema theme themes tags topics trefwoorden categorie categories category",
    "doelgroepen": "doelgroep voor_wie target_group targetgroup audience intendedAudience",
    "aanpak": "werkwijze methode approach method body inhoud tekst content text longDescription",
    "bronnen": "bron source sources link links url website website_url landingURL meer_informatie",
    "organisaties": "organisatie organisation organization uitvoerder maintainer",
    "resultaat": "resultaten result results opbrengst effect",
    "kosten": "budget costs cost prijs",
    "periode": "datum date wanneer startdatum start looptijd",
    "status": "stand developmentStatus",
    "was": "oude_naam vorige_naam heette heette_eerder oud_adres alias aliases redirect_from",
    "vervallen": "verwijderd verwijder weg ingetrokken vervalt deleted removed",
}
_OURS = {other.lower(): name for name, others in CALLED.items() for other in others.split()}
_MARGIN = re.compile(r"^(?:- )?([^\W\d][\w-]*)[ ]?:(?=\s|$)", re.MULTILINE)
_SOME = 6


def has_fields(text: str) -> bool:
    """Whether some line of a text begins with a field of ours."""
    return any(key in KNOWN for key in _MARGIN.findall(text[:20_000]))


def other_text(text: str, name: str) -> str:
    """What to tell of a text that is no YAML of ours; empty when some line begins with a field of ours."""
    keys = _MARGIN.findall(text[:20_000])
    if has_fields(text):
        return ""
    last = name.rpartition("/")[2]
    stem = re.sub(r"(\.[A-Za-z]{1,5})+$", "", last) or "naam"
    head = text.lstrip("\ufeff \n").lower()
    if re.match(r"<(!doctype html|html|head|body|div|p|meta|span|table)\b", head):
        return f"Dit is een webpagina (HTML), geen voorbeeld. Kopieer de tekst. {NEW}"
    if head.startswith("<"):
        return f"Dit is XML, geen voorbeeld. Kopieer de tekst. {NEW}"
    if head[:1] in {"{", "["} and (data := _json(text)) is not None:
        if isinstance(data, dict) and KNOWN & set(data):
            first = next(name for name in data if name in KNOWN)
            return f"Dit is JSON. Schrijf elk veld op een eigen regel, zonder haken en komma's: {first}: …"
        return (
            "Dit is JSON van een ander programma, geen voorbeeld. Maak er een rekenblad van met één rij per voorbeeld, "
            f"en neem het over met: parade import {stem}.csv"
        )
    if not keys and _is_sheet(text):
        rows = text.strip().count("\n")
        return (
            f"Dit is een rekenblad (CSV) met {rows} {'rij' if rows == 1 else 'rijen'}, geen voorbeeld. "
            f"Noem het {stem}.csv en neem het over met: parade import {stem}.csv"
        )
    if (
        not keys
        and re.search(r"^[^#\s]", text, re.MULTILINE)
        and (re.search(r"^#{1,4} \S", text, re.MULTILINE) or len(text.split()) > 40)
    ):
        english = " Schrijf het in het Nederlands." if is_english(text) else ""
        return (
            f"Dit is een gewone tekst, geen voorbeeld.{english} Begin met velden: titel: …, kern: …, aanpak: … . "
            f"Of neem een Word-document over met: parade import {stem}.docx"
        )
    return ""


def is_english(text: str) -> bool:
    """Whether a text is English: many of its words are, and few are Dutch."""
    words = re.findall(r"[a-z]+", text.lower())
    english = sum(word in _ENGLISH for word in words)
    dutch = sum(word in _DUTCH for word in words)
    return len(words) >= 12 and english > len(words) * 0.15 and english > 3 * dutch


_ENGLISH = frozenset(
    "the and of to for with that this by on from are their they who which it its as be has have".split()
)
_DUTCH = frozenset("de het een en van voor met dat die op te zijn ze naar niet ook bij aan uit of er".split())


def _json(text: str) -> Any:
    """What a JSON text holds; None when it is none."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _is_sheet(text: str) -> bool:
    """Whether lines hold as many separators as the first one, at least two."""
    rows = [line for line in text[:20_000].split("\n") if line.strip()][:20]
    for mark in (";", "\t", ","):
        if len(rows) > 1 and rows[0].count(mark) >= 2 and ": " not in rows[0]:
            try:
                widths = [len(row) for row in csv.reader(rows, delimiter=mark)]
            except csv.Error:
                continue
            if sum(width == widths[0] for width in widths) >= 0.6 * len(widths):
                return True
    return False


def is_stranger(names: list[str], kind: Kind) -> bool:
    """Whether of the fields in a file too few are ours to call it a record of this kind."""
    known = sum(kind.field(name) is not None for name in names)
    return len(names) > known and known * 2 < len(names) + (known == 0)


def stranger(names: list[tuple[str, int]], kind: Kind, english: bool) -> list[str]:
    """What to tell of a file whose fields, each with its line, are hardly ours: at most four sentences."""
    here = [name for name, _ in names]
    others = [what for marks, what in OTHERS if marks <= set(here)]
    known = [name for name in here if kind.field(name)]
    what = f"Dit is {others[0]}" if others else f"Dit lijkt geen {kind.label}"
    fit = f"alleen {', '.join(known)} is een veld van Parade" if known else "geen van de velden is van Parade"
    way = "Zet het ergens anders neer" if others else "Is het er wel een, gebruik dan de velden hieronder"
    language = " Schrijf in het Nederlands." if english else ""
    told = [f"{what}; {fit}.{language} {way}. {NEW}"]
    missing = [_shown(field) for field in kind.fields if field.required and field.name not in here]
    if missing:
        told.append(f"Deze verplichte velden ontbreken: {', '.join(missing)}.")
    if not others:
        wrong = [_line(name, line, kind, here) for name, line in names if not kind.field(name)]
        more = f" en nog {len(wrong) - _SOME}" if len(wrong) > _SOME else ""
        told.append(
            f"Deze velden bestaan niet: {', '.join(wrong[:_SOME])}{more}. "
            f"Kies uit: {', '.join(field.name for field in kind.fields)}."
        )
    return told


def ours(name: str, known: Container[str]) -> str:
    """Which of the known fields people mean by a name, or nothing."""
    found = _OURS.get(re.sub(r"[- ]", "_", name.lower()), _OURS.get(name.lower(), ""))
    return found if found in known else ""


def _line(name: str, line: int, kind: Kind, here: list[str]) -> str:
    meant = ours(name, {field.name for field in kind.fields})
    if not meant or meant in here:
        near = did_you_mean(name, [field.name for field in kind.fields])
        meant = near.partition('"')[2].partition('"')[0]
    return f"{name[:40]} (regel {line}{f'; bedoel je {meant}?' if meant and meant not in here else ''})"


def _shown(field: Field) -> str:
    return f"{field.name} (of {field.unless})" if field.unless else field.name
