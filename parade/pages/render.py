"""The templates with what they may use: filters, texts, and what can be worked out of the records."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection as Paths
from datetime import date
from functools import partial
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from parade.dutch.dates import dutch_date
from parade.dutch.sentences import listed
from parade.dutch.words import slug
from parade.model.fields import KINDS, LISTS, Type
from parade.model.record import Record
from parade.pages import (
    adoption_chains,
    country_map,
    facts,
    figures,
    lists,
    paged,
    qr_codes,
    text,
    texts,
    word_of_mouth,
)
from parade.pages.addresses import NEWEST_FEED, PLAN_STYLE, SHEET_STYLE, STYLE
from parade.pages.overview import Site, is_coming
from parade.pages.structured_data import Head
from parade.places import register
from parade.places.register import municipalities
from parade.search.facets import codes

KIND_PAGES = {
    **dict(zip(KINDS, KINDS, strict=True)),
    "open-voornemens": "voornemens",
    "wij-doen-dit-ook": "toepassingen",
    "mijn-plannen": "voornemens",
    "muur": "voornemens",
}
LIST_PAGES = {kind.address: name for name, kind in LISTS.items()}
BY_HAND = {"over", "hoe-werkt-het-zoeken", "toegankelijkheid"}


class Renderer:
    """Makes a page of a template: `render("home.md", "index.md")`.

    `by_hand` are the pages that people wrote: only those, and pages of what the collection uses, are linked to.
    """

    def __init__(self, site: Site, share: Head, today: date, by_hand: Paths[str] = ()) -> None:
        self.site = site
        self.by_hand = {page_address(path).strip("/") for path in by_hand if path.endswith(".md")}
        self.environment = Environment(
            loader=PackageLoader("parade.pages"),
            autoescape=True,
            undefined=StrictUndefined,
            finalize=text.one_line,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        self.environment.filters.update(
            md=text.markdown_text,
            meta=text.front_matter,
            beschrijving=text.description,
            datum=dutch_date,
            slug=slug,
            alineas=text.paragraphs,
            listed=listed,
            kort=text.shortened,
            hoofdletter=text.capital,
        )
        self.environment.globals.update(
            site=site,
            delen=share,
            feeds=share.feeds,
            settings=site.collection.settings,
            NEWEST_FEED=NEWEST_FEED,
            SHEET_STYLE=SHEET_STYLE,
            PLAN_STYLE=PLAN_STYLE,
            STYLE=STYLE,
            Type=Type,
            LISTS=LISTS,
            heeft=self.has,
            tekst=texts.filled,
            teksten=texts.text,
            gemeente_naam=partial(_gemeente_naam, site),
            aantal_gemeenten=lambda records: len({name for record in records for name in municipalities(record)}),
            aantal=text.counted,
            laatst=word_of_mouth.last_known,
            onbevestigd=lambda adoption: word_of_mouth.unconfirmed(adoption, today),
            open_voornemens=word_of_mouth.open_intentions(site.collection),
            contact=text.contact,
            codes=codes,
            keuzes=lambda record: lists.keys(site, record, today),
            verfijn=lambda records: lists.facets(site, records, today),
            vinken=lambda records: lists.ticks(records, today),
            kiezen=False,
            komt_nog=lambda meeting: is_coming(meeting, today),
            kenmerken=facts.marks,
            stand=lambda record: facts.stand(record, today),
            waar_kort=facts.where,
            wanneer=facts.when,
            kosten_kort=facts.costs,
            gesplitst=facts.split,
            onbekend=facts.unknown,
            trefwoorden=facts.keywords,
            vragen=questions,
            wie=text.person,
            register=register.find,
            plaatsen=register.place_names,
            plaats_onbekend=register.UNPLACED,
            kleine_kaart=country_map,
            keten_naam=adoption_chains.named,
            beeld=figures,
            qr=qr_codes.dotted,
            blad_adres=paged.address,
        )

    def has(self, address: str) -> bool:
        """Whether this collection has a page at an address: what it does not use has none."""
        settings = self.site.collection.settings
        top = address.strip("/").split("/")[0]
        if top in ("gemeenten", "kaart"):
            return settings.plaatsen
        if top in KIND_PAGES:
            return KIND_PAGES[top] in settings.kinds
        if top in LIST_PAGES:
            return LIST_PAGES[top] in self.site.lists
        if top in BY_HAND:
            return top in self.by_hand
        return top != "wat-reisde-verder" or self.site.has_adoptions

    def __call__(self, template: str, path: str, **data: Any) -> str:
        """The Markdown of a page."""
        here = page_address(path)

        def href(target: str) -> str:
            """The way from this page to an address within the site: a page ends in /, a file does not."""
            relative = posixpath.relpath("/" + target, "/" + here)
            return relative + "/" if target.endswith("/") or not target else relative

        made = self.environment.get_template(template).render(
            href=href, t=partial(texts.said, href, self.has), here=here, **data
        )
        return re.sub(r"\n{3,}", "\n\n", made).strip() + "\n"


def page_path(address: str) -> str:
    """The file of a page: `voorbeelden/x/` is made from `voorbeelden/x.md`."""
    return address.rstrip("/") + ".md"


def page_address(path: str) -> str:
    """The address of a page within the site: `voorbeelden/x.md` becomes `voorbeelden/x/`."""
    return path.removesuffix(".md").removesuffix("index").rstrip("/") + "/"


def questions(record: Record) -> list[str]:
    """What to ask the people who do it: first what their record does not tell, then what one always asks."""
    asked = [field.question for field in facts.unknown(record) if field.name != "contact"]
    return [*asked[:4], *texts.text("blad.vragen")]


def _gemeente_naam(site: Site, name: str) -> str:
    """The name under which a municipality has a page, or nothing."""
    if not site.collection.settings.plaatsen:
        return ""
    place = register.find(name)
    return place.naam if place else name if name in site.places else ""
