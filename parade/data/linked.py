"""The records as linked data: schema.org for what is told, SKOS for the begrippen, TOOI for municipalities.

Only what a record says goes in. Things are dicts as JSON-LD has them; the pages use the same ones.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from parade.data.columns import address
from parade.dutch.sentences import listed
from parade.model.fields import Field, Kind, Type
from parade.model.record import Collection, Record
from parade.places.register import find, place_names

Thing = dict[str, Any]

TOOI = "https://identifier.overheid.nl/tooi/id/gemeente/"
CONTEXT = {
    "@vocab": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    **{
        name: {"@id": f"skos:{name}", "@language": "nl"}
        for name in ("prefLabel", "altLabel", "hiddenLabel", "definition")
    },
    **{name: {"@id": f"skos:{name}", "@type": "@id"} for name in ("broader", "related", "inScheme", "topConceptOf")},
    **{name: {"@type": "@id"} for name in ("url", "sameAs", "license", "mentions", "isBasedOn")},
}


class Linked:
    """The linked data of a collection."""

    def __init__(self, collection: Collection) -> None:
        self.collection = collection
        self.settings = collection.settings
        maker = self.settings.beheer.get("organisatie", self.settings.naam)
        self.publisher = thing("Organization", name=maker, url=self.settings.adres)

    def files(self) -> dict[str, bytes]:
        """The whole collection in one file, by its name."""
        settings = self.settings
        about = thing(
            "Dataset",
            name=settings.naam,
            description=settings.zin,
            url=settings.adres,
            inLanguage="nl",
            license=settings.licentie.get("url"),
            publisher=self.publisher,
        )
        things = [{"@id": settings.adres, **about}, *self._schemes(), *map(self.whole, self.collection)]
        told = {"@context": CONTEXT, "@graph": things}
        return {"alles.jsonld": (json.dumps(told, ensure_ascii=False, separators=(",", ":")) + "\n").encode()}

    def whole(self, record: Record) -> Thing:
        """A record or begrip with its own address as its name, and the records that it names."""
        if record.kind.list_name:
            return self._concept(record)
        named = sorted(set(self._named(record.kind.fields, record.data)))
        told = self.told(record) or self._work("CreativeWork", record)
        if record.kind.folder == "gesprekken":
            told["@type"] = "Conversation"
        return {"@id": address(record, self.settings), **told, **({"mentions": named} if named else {})}

    def told(self, record: Record, **more: Any) -> Thing:
        """What schema.org has words for: a voorbeeld, a bijeenkomst with a date or a werkvorm; else nothing."""
        kinds = {"voorbeelden": self._article, "bijeenkomsten": self._event, "werkvormen": self._how_to}
        return kinds[record.kind.folder](record, **more) if record.kind.folder in kinds else {}

    def concept(self, term: Record) -> str:
        """The name of a begrip: the address of its page, or its place in the file of its list."""
        return address(term, self.settings) or f"{self._scheme(term.kind)}#{term.id}"

    def _scheme(self, kind: Kind) -> str:
        page = f"{kind.address}/" if kind.shown else f"api/v1/{kind.address}/index.json"
        return self.settings.adres + page

    def _schemes(self) -> Iterator[Thing]:
        for name, kind in self.settings.lists.items():
            top = [self.concept(term) for term in self.collection[name] if "breder" not in term]
            told = {"prefLabel": kind.plural, "definition": kind.explanation, "skos:hasTopConcept": _ids(top)}
            yield {"@id": self._scheme(kind), "@type": "skos:ConceptScheme", **told}

    def _concept(self, term: Record) -> Thing:
        told = {
            "prefLabel": term.naam,
            "altLabel": term.get("ook"),
            "hiddenLabel": term.get("alleen_zoeken"),
            "definition": term.get("uitleg"),
            "broader": self._concepts(term.kind, [term["breder"]] if "breder" in term else []),
            "related": self._concepts(term.kind, term.get("verwant", [])),
            "inScheme": self._scheme(term.kind),
        }
        kept = {name: value for name, value in told.items() if value}
        return {"@id": self.concept(term), "@type": "skos:Concept", **kept}

    def _concepts(self, kind: Kind, names: list[str]) -> list[str]:
        """The begrippen of those names in a list."""
        terms = [self.collection.term(kind.list_name, naam) for naam in names]
        return [self.concept(term) for term in terms if term]

    def _named(self, fields: tuple[Field, ...], data: Any) -> Iterator[str]:
        """The addresses of the records that a record names."""
        for field in fields:
            value = data.get(field.name)
            for each in value if isinstance(value, list) else [value] if value else []:
                if field.type is Type.GROUP:
                    yield from self._named(field.fields, each)
                elif field.type is Type.REFERENCE and (other := self.collection.find(field.target, each)):
                    yield address(other, self.settings)

    def _work(self, type: str, record: Record, **more: Any) -> Thing:
        """What holds for everything written in a record."""
        url = address(record, self.settings)
        about = " ".join(record.get("kern", "").split())
        return thing(type, url=url, name=record.naam, description=about, inLanguage="nl", **more)

    def _article(self, record: Record, **more: Any) -> Thing:
        periode = record.get("periode", {})
        van, tot = periode.get("van"), periode.get("tot")
        named = [word for name in ("doelgroepen", "wetten", "werkzame_elementen") for word in record.get(name, [])]
        return self._work(
            "Article",
            record,
            headline=record.naam,
            **more,
            about=self._about(record),
            keywords=named,
            spatialCoverage=[place(name, name in record.get("gemeenten", [])) for name in place_names(record)],
            temporalCoverage=f"{van}/{tot}" if van and tot else "",
            dateModified=record.get("gecontroleerd"),
            citation=[cited(bron) for bron in record.get("bronnen", []) if bron.get("url", "").startswith("https://")],
            publisher=self.publisher,
            license=self.settings.licentie.get("url"),
        )

    def _event(self, record: Record, **more: Any) -> Thing:
        """A bijeenkomst; without a date it is no event that one can find again."""
        if "datum" not in record:
            return {}
        towns = [thing("PostalAddress", addressLocality=name) for name in record.get("gemeenten", [])]
        where = record.get("plaats") or listed(record.get("gemeenten", []))
        return self._work(
            "Event",
            record,
            startDate=record["datum"],
            location=thing("Place", name=where, address=towns) if where else None,
            organizer=[thing("Organization", name=name) for name in record.get("organisatoren", [])],
            about=self._about(record),
            **more,
        )

    def _how_to(self, record: Record, **more: Any) -> Thing:
        steps = [
            thing("HowToStep", position=at, text=" ".join(step.split()))
            for at, step in enumerate(record.get("stappen", []), 1)
        ]
        supply = [thing("HowToSupply", name=name) for name in record.get("nodig", [])]
        return self._work(
            "HowTo",
            record,
            step=steps,
            supply=supply,
            publisher=self.publisher,
            license=self.settings.licentie.get("url"),
            **more,
        )

    def _about(self, record: Record) -> list[Thing]:
        found = [self.collection.term("themas", naam) for naam in record.get("themas", [])]
        return [thing("DefinedTerm", name=term.naam, url=self.settings.adres + term.url) for term in found if term]


def thing(type: str, **fields: Any) -> Thing:
    """A schema.org object with the fields that have a value."""
    return {"@type": type, **{name: value for name, value in fields.items() if value}}


def place(name: str, is_municipality: bool) -> Thing:
    """A place; a municipality with its address in the national register of organisations (TOOI)."""
    return thing("Place", name=name, sameAs=tooi(name) if is_municipality else "")


def tooi(municipality: str) -> str:
    """The address of a municipality by any of its names, made from its CBS code; empty when it is not known."""
    known = find(municipality)
    return TOOI + known.code if known else ""


def cited(bron: dict[str, str]) -> Thing:
    """A source."""
    publisher = thing("Organization", name=bron["uitgever"]) if bron.get("uitgever") else None
    url = bron["url"]
    return thing(
        "CreativeWork", name=bron.get("titel", url), url=url, publisher=publisher, datePublished=bron.get("datum")
    )


def _ids(addresses: list[str]) -> list[Thing]:
    return [{"@id": each} for each in addresses]
