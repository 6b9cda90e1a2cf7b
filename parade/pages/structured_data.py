"""What others see of a page before they open it: structured data, pictures to share, and Atom feeds.

Only what a record says goes in; what it does not say stays out. Texts are escaped where they land: JSON holds
no sign that ends a script, XML is made by a builder, and front matter goes through `wording.front_matter`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import cached_property
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

from markupsafe import Markup

from parade.dutch.words import listed, slug
from parade.model.record import Record
from parade.pages.overview import Site
from parade.pages.text import capital, front_matter
from parade.places.register import UNPLACED, place_names

ADDRESS = "https://parade.example/"  # as in mkdocs.yml, from which a build reads it
NAME = "Parade"
DESCRIPTION = "Praktijkvoorbeelden uit het sociaal domein"
LICENSE = "https://creativecommons.org/licenses/by/4.0/"  # of the records, as the README says
PICTURES = "beeld/delen/"
OF_SITE = "_parade"  # the picture of all other pages; no record can have this id
NEWEST = "feeds/nieuw.xml"
SHOWN = 50  # entries in the feed of everything
NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Thing = dict[str, Any]
Crumb = tuple[str, str]


class Sharing:
    """Head and feeds of every page of a site at `address`, with records that change at `edit`; both end in a slash."""

    def __init__(self, site: Site, address: str = ADDRESS, edit: str = "") -> None:
        self.site = site
        self.address = address
        self.edit = edit
        self.publisher = thing("Organization", name=NAME, url=address)

    # Front matter: what the theme puts in the head.

    def home(self) -> Markup:
        """The lines for the home page."""
        about = thing("WebSite", name=NAME, url=self.address, description=DESCRIPTION, inLanguage="nl")
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
        return head(jsonld=json_ld([self._crumbs(*way, (term.naam, term.url))]), feed=self.feed(term))

    def place(self, naam: str) -> Markup:
        """The lines for the page of a municipality."""
        crumbs = self._crumbs(("Gemeenten", "gemeenten/"), (naam, f"gemeenten/{slug(naam)}/"))
        return head(jsonld=json_ld([crumbs]), feed=self.feed_of_place(naam))

    def _picture(self, record: Record) -> dict[str, str]:
        """The picture that stands with a shared link. Those who show such pictures do not show SVG."""
        own = record.get("beeld", {})
        if own and not own["bestand"].endswith(".svg"):
            return {"soort": "article", "beeld": "beeld/" + quote(own["bestand"]), "beeld_alt": own["alt"]}
        alt = f"{record.naam}. {where(record)}".strip()
        return {"soort": "article", "beeld": f"{PICTURES}{record.id}.png", "beeld_alt": alt}

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
            license=LICENSE,
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
        return self._work("HowTo", record, step=steps, supply=supply, publisher=self.publisher, license=LICENSE)

    def _about(self, record: Record) -> list[Thing]:
        found = [self.site.collection.term("themas", naam) for naam in record.get("themas", [])]
        return [thing("DefinedTerm", name=term.naam, url=self.address + term.url) for term in found if term]

    # Feeds (RFC 4287). No time of building stands in them: the same records give the same bytes.

    def feed(self, term: Record) -> str:
        """The path of the feed of a thema, or nothing when it has no voorbeelden."""
        is_theme = term.kind.list_name == "themas"
        return f"feeds/themas/{term.id}.xml" if is_theme and self.site.examples(term) else ""

    def feed_of_place(self, naam: str) -> str:
        """The path of the feed of a municipality, or nothing when it has no voorbeelden."""
        return f"feeds/gemeenten/{slug(naam)}.xml" if naam in self.site.places else ""

    def files(self) -> dict[str, str]:
        """Every feed, and the file that shows search engines the way."""
        made = {NEWEST: self._feed(NEWEST, "Nieuw en nagelezen", "voorbeelden/", self._newest[:SHOWN])}
        for term in self.site.collection["themas"]:
            if path := self.feed(term):
                made[path] = self._feed(path, capital(term.naam), term.url, self.site.examples(term))
        for naam, records in self.site.places.items():
            path = self.feed_of_place(naam)
            made[path] = self._feed(path, naam, f"gemeenten/{slug(naam)}/", records)
        made["robots.txt"] = f"User-agent: *\nAllow: /\n\nSitemap: {self.address}sitemap.xml\n"
        return made

    @cached_property
    def _newest(self) -> list[Record]:
        return self.site.newest()

    @cached_property
    def _order(self) -> dict[Record, int]:
        return {record: at for at, record in enumerate(self._newest)}

    @cached_property
    def _entries(self) -> dict[Record, ElementTree.Element]:
        return {record: self._entry(record) for record in self._newest}

    def _feed(self, path: str, title: str, page: str, records: Iterable[Record]) -> str:
        """A feed of those voorbeelden, the newest first; `page` is the page that tells the same to people."""
        shown = sorted(records, key=self._order.__getitem__)
        feed = ElementTree.Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": "nl"})
        node(feed, "id", self.address + path)
        node(feed, "title", f"{title} – {NAME}")
        node(feed, "updated", max(map(updated, shown), default=updated({})))
        node(feed, "link", rel="self", type="application/atom+xml", href=self.address + path)
        node(feed, "link", rel="alternate", type="text/html", href=self.address + page)
        node(node(feed, "author"), "name", NAME)
        node(feed, "rights", "CC BY 4.0")
        feed.extend(self._entries[record] for record in shown)
        ElementTree.indent(feed, " ")
        return '<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(feed, "unicode") + "\n"

    def _entry(self, record: Record) -> ElementTree.Element:
        entry = ElementTree.Element("entry")
        node(entry, "id", self.address + record.url)
        node(entry, "title", record.naam)
        node(entry, "updated", updated(record))
        node(entry, "link", rel="alternate", type="text/html", href=self.address + record.url)
        node(entry, "summary", " ".join(filter(None, [line(record.get("kern")), f"({where(record)})"])))
        for naam in record.get("themas", []):
            node(entry, "category", term=naam)
        return entry


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


def node(parent: ElementTree.Element, name: str, text: str = "", **attributes: str) -> ElementTree.Element:
    """A new element in `parent`; signs that XML does not know are dropped."""
    made = ElementTree.SubElement(parent, name, {key: in_xml(value) for key, value in attributes.items()})
    made.text = in_xml(text) or None
    return made


def in_xml(text: str) -> str:
    """The text on one line, without the signs that XML does not know."""
    return NOT_IN_XML.sub("", line(text))


def line(text: str | None) -> str:
    """The text on one line."""
    return " ".join((text or "").split())


def where(record: Record) -> str:
    """Where a voorbeeld is, as text."""
    return listed(place_names(record)) or UNPLACED


def updated(record: Record | dict[str, Any]) -> str:
    """When a voorbeeld last changed, as far as it tells: read over, else its newest source, else its end or beginning.

    A date of a year or a month counts from its first day; without any date it is the first day of 1970.
    """
    bronnen, periode = record.get("bronnen", []), record.get("periode", {})
    newest = max((bron.get("datum", "") for bron in bronnen), default="")
    told = record.get("gecontroleerd") or newest or periode.get("tot") or periode.get("van") or "1970"
    return f"{told}{'-01-01'[len(told) - 4 :]}T00:00:00Z"
