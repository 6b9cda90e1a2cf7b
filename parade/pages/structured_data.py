"""What others see of a page before they open it: structured data and the picture to share.

Only what a record says goes in; what it does not say stays out. Texts are escaped where they land: JSON holds
no sign that ends a script, and front matter goes through `text.front_matter`.
"""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from parade.dutch.words import listed, slug
from parade.model.record import Record
from parade.pages.addresses import SHARE_PICTURES
from parade.pages.feeds import Feeds
from parade.pages.overview import Site
from parade.pages.text import front_matter, line, where
from parade.places.register import place_names

Thing = dict[str, Any]
Crumb = tuple[str, str]


class Head:
    """The front matter of every page of a site: what the theme puts in its head."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.settings = site.collection.settings
        self.address = self.settings.adres
        self.feeds = Feeds(site)
        maker = self.settings.beheer.get("organisatie", self.settings.naam)
        self.publisher = thing("Organization", name=maker, url=self.address)

    def home(self) -> Markup:
        """The lines for the home page."""
        told = self.settings
        about = thing("WebSite", name=told.naam, url=self.address, description=told.zin, inLanguage="nl")
        return head(jsonld=json_ld([{**about, "publisher": self.publisher}]))

    def record(self, record: Record) -> Markup:
        """The lines for the page of a record."""
        kind = record.kind
        told = {"voorbeelden": self._article, "bijeenkomsten": self._event, "werkvormen": self._how_to}
        made = told[kind.folder](record) if kind.folder in told else {}
        crumbs = self._crumbs((kind.plural, f"{kind.folder}/"), (record.naam, record.url))
        more = self._picture(record) if kind.folder == "voorbeelden" else {}
        return head(jsonld=json_ld([made, crumbs]), **more)

    def term(self, term: Record) -> Markup:
        """The lines for the page of a begrip."""
        above = self.site.above(term)
        way = [(term.kind.plural, term.url.split("/")[0] + "/"), *([(above.naam, above.url)] if above else [])]
        return head(jsonld=json_ld([self._crumbs(*way, (term.naam, term.url))]), feed=self.feeds.of_theme(term))

    def place(self, naam: str) -> Markup:
        """The lines for the page of a municipality."""
        crumbs = self._crumbs(("Gemeenten", "gemeenten/"), (naam, f"gemeenten/{slug(naam)}/"))
        return head(jsonld=json_ld([crumbs]), feed=self.feeds.of_place(naam))

    def _picture(self, record: Record) -> dict[str, str]:
        """The picture that stands with a shared link. Those who show such pictures do not show SVG."""
        own = record.get("beeld", {})
        if own and not own["bestand"].endswith(".svg"):
            return {"soort": "article", "beeld": "beeld/" + quote(own["bestand"]), "beeld_alt": own["alt"]}
        alt = f"{record.naam}. {where(record)}".strip()
        return {"soort": "article", "beeld": f"{SHARE_PICTURES}{record.id}.png", "beeld_alt": alt}

    # Structured data (schema.org).

    def _crumbs(self, *way: Crumb) -> Thing:
        steps = [("Home", ""), *way]
        items = [
            thing("ListItem", position=at, name=naam, item=self.address + url)
            for at, (naam, url) in enumerate(steps, 1)
        ]
        return thing("BreadcrumbList", itemListElement=items)

    def _work(self, type: str, record: Record, **more: Any) -> Thing:
        """What holds for everything written in a record."""
        url = self.address + record.url
        return thing(type, url=url, name=record.naam, description=line(record.get("kern")), inLanguage="nl", **more)

    def _article(self, record: Record) -> Thing:
        periode = record.get("periode", {})
        van, tot = periode.get("van"), periode.get("tot")
        named = [word for name in ("doelgroepen", "wetten", "werkzame_elementen") for word in record.get(name, [])]
        return self._work(
            "Article",
            record,
            headline=record.naam,
            image=self.address + self._picture(record)["beeld"],
            about=self._about(record),
            keywords=named,
            spatialCoverage=[thing("Place", name=name) for name in place_names(record)],
            temporalCoverage=f"{van}/{tot}" if van and tot else "",
            dateModified=record.get("gecontroleerd"),
            citation=[cited(bron) for bron in record.get("bronnen", []) if bron.get("url", "").startswith("https://")],
            publisher=self.publisher,
            license=self.settings.licentie.get("url"),
        )

    def _event(self, record: Record) -> Thing:
        """A bijeenkomst; without a date it is no event that one can find again."""
        if "datum" not in record:
            return {}
        towns = [thing("PostalAddress", addressLocality=name) for name in record.get("gemeenten", [])]
        place = record.get("plaats") or listed(record.get("gemeenten", []))
        return self._work(
            "Event",
            record,
            startDate=record["datum"],
            location=thing("Place", name=place, address=towns) if place else None,
            organizer=[thing("Organization", name=name) for name in record.get("organisatoren", [])],
            about=self._about(record),
        )

    def _how_to(self, record: Record) -> Thing:
        steps = [
            thing("HowToStep", position=at, text=line(step)) for at, step in enumerate(record.get("stappen", []), 1)
        ]
        supply = [thing("HowToSupply", name=name) for name in record.get("nodig", [])]
        return self._work(
            "HowTo",
            record,
            step=steps,
            supply=supply,
            publisher=self.publisher,
            license=self.settings.licentie.get("url"),
        )

    def _about(self, record: Record) -> list[Thing]:
        found = [self.site.collection.term("themas", naam) for naam in record.get("themas", [])]
        return [thing("DefinedTerm", name=term.naam, url=self.address + term.url) for term in found if term]


def head(**lines: str | Markup) -> Markup:
    """Lines of front matter; those without a value are left out."""
    made = [
        f"{name}: {value if isinstance(value, Markup) else front_matter(value)}"
        for name, value in lines.items()
        if value
    ]
    return Markup("\n".join(made))


def json_ld(things: list[Thing]) -> Markup:
    """schema.org data as one front matter value: ASCII without <, > and &, so that no text ends its script."""
    whole = {"@context": "https://schema.org", "@graph": [one for one in things if one]}
    text = json.dumps(whole, separators=(",", ":"))
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup("'" + text.replace("'", "''") + "'")  # between single quotes YAML changes nothing else


def thing(type: str, **fields: Any) -> Thing:
    """A schema.org object with the fields that have a value."""
    return {"@type": type, **{name: value for name, value in fields.items() if value}}


def cited(bron: dict[str, str]) -> Thing:
    """A source."""
    publisher = thing("Organization", name=bron["uitgever"]) if bron.get("uitgever") else None
    url = bron["url"]
    return thing(
        "CreativeWork", name=bron.get("titel", url), url=url, publisher=publisher, datePublished=bron.get("datum")
    )
