"""What others see of a page before they open it: structured data and the picture to share.

Only what a record says goes in; what it does not say stays out. Texts are escaped where they land: JSON holds
no sign that ends a script, and front matter goes through `text.front_matter`.
"""

from __future__ import annotations

import json
from urllib.parse import quote

from markupsafe import Markup

from parade.data.json_files import path
from parade.data.linked import Linked, Thing, thing
from parade.data.versions import NEWEST
from parade.dutch.words import slug
from parade.model.record import Record
from parade.pages.addresses import SHARE_PICTURES
from parade.pages.feeds import Feeds
from parade.pages.overview import Site
from parade.pages.text import front_matter, where

Crumb = tuple[str, str]


class Head:
    """The front matter of every page of a site: what the theme puts in its head."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.settings = site.collection.settings
        self.address = self.settings.adres
        self.feeds = Feeds(site)
        self.linked = Linked(site.collection)

    def home(self) -> Markup:
        """The lines for the home page."""
        told = self.settings
        about = thing("WebSite", name=told.naam, url=self.address, description=told.zin, inLanguage="nl")
        return head(jsonld=json_ld([{**about, "publisher": self.linked.publisher}]))

    def record(self, record: Record) -> Markup:
        """The lines for the page of a record."""
        kind = record.kind
        crumbs = self._crumbs((kind.plural, f"{kind.folder}/"), (record.naam, record.url))
        more = self._picture(record) if kind.folder == "voorbeelden" else {}
        made = self.linked.told(record, **({"image": self.address + more["beeld"]} if more else {}))
        return head(jsonld=json_ld([made, crumbs]), gegevens=NEWEST.folder + path(record), **more)

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
