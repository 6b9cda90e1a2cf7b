"""Atom feeds (RFC 4287): of all voorbeelden, per thema and per municipality.

No time of building stands in them: the same records give the same bytes. XML is made by a builder.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property
from typing import Any
from xml.etree import ElementTree

from parade.dutch.words import slug
from parade.model.record import Record
from parade.pages.addresses import NEWEST_FEED
from parade.pages.overview import Site
from parade.pages.text import capital, line, where

SHOWN = 50  # entries in the feed of everything
MOST_URLS = 50_000  # in one sitemap, as sitemaps.org says
NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Feeds:
    """The feeds of a site."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.settings = site.collection.settings
        self.address = self.settings.adres

    def of_theme(self, term: Record) -> str:
        """The path of the feed of a thema, or nothing when it has no voorbeelden."""
        is_theme = term.kind.list_name == "themas"
        return f"feeds/themas/{term.id}.xml" if is_theme and self.site.examples(term) else ""

    def of_place(self, naam: str) -> str:
        """The path of the feed of a municipality, or nothing when it has no voorbeelden."""
        return f"feeds/gemeenten/{slug(naam)}.xml" if naam in self.site.places else ""

    def files(self) -> dict[str, str]:
        """Every feed by its path, and the file that shows search engines the way."""
        made = {NEWEST_FEED: self._feed(NEWEST_FEED, "Nieuw of bijgewerkt", "voorbeelden/", self._newest[:SHOWN])}
        for term in self.site.collection["themas"]:
            if path := self.of_theme(term):
                for each in [path, *(f"feeds/{old.rstrip('/')}.xml" for old in term.old_urls)]:
                    made[each] = self._feed(path, capital(term.naam), term.url, self.site.examples(term))
        for naam, records in self.site.places.items():
            path = self.of_place(naam)
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
        node(feed, "title", f"{title} – {self.settings.naam}")
        node(feed, "updated", max(map(self._updated, shown), default=updated({})))
        node(feed, "link", rel="self", type="application/atom+xml", href=self.address + path)
        node(feed, "link", rel="alternate", type="text/html", href=self.address + page)
        node(node(feed, "author"), "name", self.settings.naam)
        node(feed, "rights", self.settings.licentie["naam"])
        feed.extend(self._entries[record] for record in shown)
        ElementTree.indent(feed, " ")
        return '<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(feed, "unicode") + "\n"

    def _updated(self, record: Record) -> str:
        return updated(record, self.site.collection.first_seen(record))

    def _entry(self, record: Record) -> ElementTree.Element:
        entry = ElementTree.Element("entry")
        node(entry, "id", self.address + record.first_url)
        node(entry, "title", record.naam)
        node(entry, "updated", self._updated(record))
        node(entry, "link", rel="alternate", type="text/html", href=self.address + record.url)
        node(entry, "summary", " ".join(filter(None, [line(record.get("kern")), f"({where(record)})"])))
        for naam in record.get("themas", []):
            node(entry, "category", term=naam)
        return entry


def node(parent: ElementTree.Element, name: str, text: str = "", **attributes: str) -> ElementTree.Element:
    """A new element in `parent`; signs that XML does not know are dropped."""
    made = ElementTree.SubElement(parent, name, {key: in_xml(value) for key, value in attributes.items()})
    made.text = in_xml(text) or None
    return made


def in_xml(text: str) -> str:
    """The text on one line, without the signs that XML does not know."""
    return NOT_IN_XML.sub("", line(text))


def updated(record: Record | dict[str, Any], first_seen: str = "") -> str:
    """When a voorbeeld last changed: read over, else come in, else its newest source, else its end or beginning.

    A date of a year or a month counts from its first day; without any date it is the first day of 1970.
    """
    bronnen, periode = record.get("bronnen", []), record.get("periode", {})
    newest = max((bron.get("datum", "") for bron in bronnen), default="")
    told = record.get("gecontroleerd") or first_seen or newest or periode.get("tot") or periode.get("van") or "1970"
    return f"{told}{'-01-01'[len(told) - 4 :]}T00:00:00Z"


def sitemap(address: str, pages: list[str]) -> dict[str, str]:
    """The addresses of all pages for search engines (sitemaps.org): one file, or parts with a list of them."""
    urls = sorted(address + page.removesuffix("index.html") for page in pages)
    parts = [urls[at : at + MOST_URLS] for at in range(0, len(urls), MOST_URLS)] or [[]]
    if len(parts) == 1:
        return {"sitemap.xml": _sitemap("urlset", "url", urls)}
    made = {f"sitemap-{number}.xml": _sitemap("urlset", "url", part) for number, part in enumerate(parts, 1)}
    return {**made, "sitemap.xml": _sitemap("sitemapindex", "sitemap", [address + name for name in made])}


def _sitemap(root: str, each: str, urls: list[str]) -> str:
    tree = ElementTree.Element(root, {"xmlns": "http://www.sitemaps.org/schemas/sitemap/0.9"})
    for url in urls:
        node(node(tree, each), "loc", url)
    ElementTree.indent(tree, " ")
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(tree, "unicode") + "\n"
