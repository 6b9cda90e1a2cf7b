"""The collection as a dataset for the national data portal (DCAT-AP-NL 3.0), as JSON-LD."""

from __future__ import annotations

import json
from collections.abc import Mapping

from parade.data.linked import Thing, tooi
from parade.data.versions import NEWEST
from parade.model.record import Collection
from parade.model.settings import DATA_THEMES, Settings

EU = "http://publications.europa.eu/resource/authority/"
IANA = "https://www.iana.org/assignments/media-types/"
CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
MEDIA = {
    "csv": "text/csv",
    "json": "application/json",
    "jsonld": "application/ld+json",
    "sqlite": "application/vnd.sqlite3",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""The media type of each ending that IANA has one for."""
FILE_TYPES = {"csv": "CSV", "json": "JSON", "jsonl": "JSON", "jsonld": "JSON_LD", "xlsx": "XLSX"}
"""The name of each ending in the list of file types of the European Union, as far as it is there."""
PAGE = "hergebruik/"  # what tells people about the data


def files(collection: Collection, sizes: Mapping[str, int]) -> dict[str, bytes]:
    """The description, by its name; `sizes` are the files of the dataset by path, in bytes."""
    told = {"@context": CONTEXT, "@graph": list(_graph(collection.settings, sizes))}
    return {"dcat.jsonld": (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()}


def _graph(settings: Settings, sizes: Mapping[str, int]) -> list[Thing]:
    site = settings.adres
    catalog, dataset, service = f"{site}#catalogus", f"{site}#dataset", f"{site}{NEWEST.folder}#service"
    beheer = settings.beheer
    maker = beheer.get("organisatie", settings.naam)
    agent = {"@id": tooi(maker.removeprefix("gemeente ")) or f"{site}#uitgever", "@type": "foaf:Agent"}
    contact: Thing = {"@id": f"{site}#contact", "@type": ["vcard:Kind", "vcard:Organization"], "vcard:fn": _nl(maker)}
    contact["vcard:hasURL"] = _id(beheer.get("contact", site))
    if "mail" in beheer:
        contact["vcard:hasEmail"] = _id(f"mailto:{beheer['mail']}")
    theme, language = f"{EU}data-theme/{DATA_THEMES[settings.datathema]}", f"{EU}language/NLD"
    shared: Thing = {
        "dct:title": _nl(settings.naam),
        "dct:description": _nl(settings.uitleg or settings.zin),
        "dct:publisher": _id(agent["@id"]),
        "dct:creator": _id(agent["@id"]),
        "dcat:contactPoint": _id(contact["@id"]),
        "dct:language": _id(language),
    }
    open_to_all: Thing = {"dct:accessRights": _id(f"{EU}access-right/PUBLIC"), "dcat:theme": _id(theme)}
    licence = settings.licentie.get("url") or f"{site}{PAGE}#licentie"  # one without an address stands on that page
    licensed: Thing = {"dct:license": _id(licence)}
    about: Thing = {
        "dct:identifier": dataset,
        "dcat:version": NEWEST.name,
        "dcat:landingPage": _id(site),
        "foaf:page": _id(site + PAGE),
        "dcat:distribution": [_id(site + path) for path in sizes],
        **({"dct:spatial": _id(f"{EU}country/NLD")} if settings.plaatsen else {}),
    }
    served: Thing = {
        "dct:identifier": service,
        "dcat:endpointURL": _id(f"{site}{NEWEST.folder}".rstrip("/")),
        "dcat:endpointDescription": _id(f"{site}{NEWEST.folder}openapi.json"),
        "dcat:servesDataset": _id(dataset),
    }
    return [
        {
            "@id": catalog,
            "@type": "dcat:Catalog",
            **shared,
            **licensed,
            "dcat:dataset": _id(dataset),
            "dcat:service": _id(service),
        },
        {"@id": dataset, "@type": "dcat:Dataset", **shared, **open_to_all, **about},
        {"@id": service, "@type": "dcat:DataService", **shared, **open_to_all, **licensed, **served},
        *(_distribution(site + path, size, licensed) for path, size in sizes.items()),
        {**agent, "foaf:name": _nl(maker)},
        contact,
        {"@id": theme, "@type": "skos:Concept", "skos:prefLabel": _nl(settings.datathema)},
        {"@id": language, "@type": "dct:LinguisticSystem"},
        {"@id": licence, "@type": "dct:LicenseDocument", "dct:title": _nl(settings.licentie["naam"])},
        {"@id": site, "@type": "foaf:Document"},
        {"@id": site + PAGE, "@type": "foaf:Document"},
    ]


def _distribution(url: str, size: int, licensed: Thing) -> Thing:
    ending = url.rsplit(".", 1)[1]
    kind = {"dcat:mediaType": _id(IANA + MEDIA[ending])} if ending in MEDIA else {}
    kind |= {"dct:format": _id(f"{EU}file-type/{FILE_TYPES[ending]}")} if ending in FILE_TYPES else {}
    return {
        "@id": url,
        "@type": "dcat:Distribution",
        "dct:title": _nl(url.rsplit("/", 1)[1]),
        "dcat:accessURL": _id(url),
        "dcat:downloadURL": _id(url),
        **kind,
        "dcat:byteSize": {"@value": str(size), "@type": "xsd:nonNegativeInteger"},
        **licensed,
    }


def _nl(text: str) -> Thing:
    return {"@value": text, "@language": "nl"}


def _id(address: str) -> Thing:
    return {"@id": address}
