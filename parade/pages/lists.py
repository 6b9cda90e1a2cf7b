"""What a list of voorbeelden can be narrowed by: the choices of its form, and those that fit each record.

A choice is written `facet=slug`, in the address as well as on a record. And what a list says that has no records.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from parade.dutch.words import slug
from parade.model.record import Record
from parade.pages.overview import Site
from parade.search.facets import FACETS, facet_order, facets_of

LISTED = ("thema", "doelgroep", "rol", "provincie", "gemeentegrootte", "status")
OTHERWISE = "anders=ja"  # the record tells what went otherwise

EMPTY = {
    "voorbeelden": (
        "Hier komen verhalen uit de praktijk: wat deed men, wat leverde het op en wat liep anders?",
        "Lees intussen",
        (("over/", "wat Parade is"),),
    ),
    "toepassingen": (
        "Deed u iets na dat een ander bedacht? Vertel dan sinds wanneer, wat u anders deed en of het nog loopt.",
        "Wat u kunt overnemen, vindt u bij",
        (("voorbeelden/", "alle voorbeelden"), ("voornemens/", "wat mensen van plan zijn")),
    ),
    "bijeenkomsten": (
        "Hier komen dagen en avonden waarop mensen van elkaar leren, met het programma en wat eruit kwam.",
        "Zelf een bijeenkomst houden? Kijk bij",
        (("werkvormen/", "werkvormen"), ("voorbeelden/", "alle voorbeelden")),
    ),
    "gesprekken": (
        "Wees u een ander op een voorbeeld? Vertel wie u bent in uw werk, en waarom u dit aanraadde.",
        "Iets om aan te raden vindt u bij",
        (("voorbeelden/", "alle voorbeelden"), ("zoeken/", "zoeken")),
    ),
    "voornemens": (
        "Gaat u iets doen door een voorbeeld? Vertel wat, en later wat ervan werd.",
        "Ideeën vindt u bij",
        (("voorbeelden/", "alle voorbeelden"), ("werkzame-elementen/", "wat werkt")),
    ),
    "werkvormen": (
        "Hier komen manieren om met een groep te werken, met het blad dat u kunt afdrukken.",
        "Hoe anderen met groepen werken, leest u bij",
        (("bijeenkomsten/", "bijeenkomsten"), ("voorbeelden/", "alle voorbeelden")),
    ),
}
"""For each kind what a list without records says: what could stand here, and where to look meanwhile."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet, and how many records of the list have it."""

    facet: str
    naam: str
    aantal: int

    @property
    def slug(self) -> str:
        """How the value is written in the address."""
        return slug(self.naam)


@dataclass(frozen=True, slots=True)
class Facet:
    """One thing to choose by; the choices stand in groups, each with its heading or with none."""

    naam: str
    label: str
    groups: dict[str, list[Choice]]


def keys(site: Site, record: Record) -> list[str]:
    """The choices that fit a record; below a smaller thema also the broad one that it belongs to."""
    values = facets_of(record)
    broad = [term["breder"] for naam in values["thema"] if (term := _thema(site, naam)) and "breder" in term]
    values["thema"] = [*values["thema"], *broad]
    found = [f"{facet}={slug(value)}" for facet in LISTED for value in values[facet]]
    return list(dict.fromkeys([*found, *([OTHERWISE] if "anders_gelopen" in record else [])]))


def facets(site: Site, records: Sequence[Record]) -> list[Facet]:
    """The facets by which those records differ, with the values that they have."""
    counts = Counter(key for record in records for key in keys(site, record))
    found = []
    for facet in LISTED:
        named = _themas(site) if facet == "thema" else {"": _values(facet, records)}
        groups = {heading: _choices(facet, names, counts, len(records)) for heading, names in named.items()}
        if groups := {heading: choices for heading, choices in groups.items() if choices}:
            found.append(Facet(facet, FACETS[facet], groups))
    return found


def _choices(facet: str, names: Sequence[str], counts: Counter[str], total: int) -> list[Choice]:
    """The values that some of the records have and others have not."""
    choices = [Choice(facet, naam, counts[f"{facet}={slug(naam)}"]) for naam in names]
    return [choice for choice in choices if 0 < choice.aantal < total]


def _values(facet: str, records: Sequence[Record]) -> list[str]:
    return sorted({value for record in records for value in facets_of(record)[facet]}, key=facet_order)


def _themas(site: Site) -> dict[str, list[str]]:
    """Each broad thema with those below it."""
    return {term.naam: [term.naam, *(below.naam for below in site.below(term))] for term in site.top("themas")}


def _thema(site: Site, naam: str) -> Record | None:
    return site.collection.term("themas", naam)
