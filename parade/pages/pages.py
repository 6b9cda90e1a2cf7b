"""Records + recommendations → pages, as {path: text}. Nothing is written here.

Every text of a record lands in HTML that is escaped, on one line, or in a heading of which each Markdown
sign is escaped: text stays text. Links are relative, so a site works below any address.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from parade.dutch.words import fold, listed, slug
from parade.model.fields import BIJEENKOMST, LISTS, VOORBEELD, WERKVORM, Field, Type
from parade.model.record import Collection, Record
from parade.pages import bijeenkomst, compare, country_map, gemeente, lists, structured_data, text, trail, werkvorm
from parade.pages.addresses import MAP_DATA, NEWEST_FEED, SHEET_STYLE, STYLE
from parade.pages.overview import Group, Site, newest_first
from parade.places import register
from parade.places.register import municipalities
from parade.recommend.score import Recommendation
from parade.search.facets import codes
from parade.search.search import Search

STYLES = Path(__file__).parent / "styles"
SHORT = 260  # characters of a part in the first layer of a voorbeeld
LONG = 12  # more voorbeelden than this are grouped

LEADS = {
    "themas": ("Thema's", "Waar gaat het over? Kies een thema, of een smaller onderwerp eronder."),
    "doelgroepen": ("Doelgroepen", "Voor wie is het? Hier staan de groepen om wie de voorbeelden gaan."),
    "werkzame_elementen": (
        "Wat werkt, over problemen heen",
        "Hier staat waardoor iets werkt. Wat bij schulden helpt, kan ook bij eenzaamheid helpen. Kijk dus "
        "gerust bij een ander probleem dan het uwe.",
    ),
    "struikelpatronen": (
        "Waar het mis kan gaan, en wat men toen deed",
        "Hierop loopt het vaker vast. Bij elk patroon leest u wat er anders liep, met de lessen ernaast.",
    ),
    "wetten": ("Wetten", "Onder welke wet valt het?"),
}
"""For each list of begrippen the heading of its page and the sentence below it."""


def pages(
    collection: Collection,
    recommendations: Mapping[str, list[Recommendation]],
    today: date | None = None,
    search: Search | None = None,
) -> dict[str, str]:
    """Every generated file: its path below the site's root (`voorbeelden/x.md`) and its text.

    `today` decides which adoptions nobody confirmed for too long; `search` finds what answers the questions of a
    bijeenkomst.
    """
    site = Site(collection, recommendations)
    share = structured_data.Head(site)
    render = _Renderer(site, share, today or date.today())
    made = {"index.md": render("home.md", "index.md"), "zoeken.md": render("zoeken.md", "zoeken.md")}
    _add_records(site, render, made, search)
    _add_terms(site, render, made)
    if collection.settings.plaatsen:
        _add_places(site, render, made)
    made["tijdlijn.md"] = render("tijdlijn.md", "tijdlijn.md")
    made["open-voornemens.md"] = render("open.md", "open-voornemens.md")
    made["voorbeeld-toevoegen.md"] = render("toevoegen.md", "voorbeeld-toevoegen.md", kind=site.kind("voorbeelden"))
    made["vergelijken.md"] = render("vergelijken.md", "vergelijken.md")
    if collection.settings.plaatsen:
        made[MAP_DATA] = site.map()
    made[STYLE] = look()
    made[SHEET_STYLE] = (STYLES / "los" / "blad.css").read_text("utf-8")
    return made | compare.files(site) | share.feeds.files()


def _add_records(site: Site, render: _Renderer, made: dict[str, str], search: Search | None) -> None:
    for kind in site.collection.settings.kinds.values():
        path, records = f"{kind.folder}/index.md", site.collection[kind.folder]
        if kind.name == VOORBEELD.name:
            groups = site.by_main_theme(records)
            made[path] = render("voorbeelden.md", path, kind=kind, records=records, groups=groups, kiezen=True)
        else:
            made[path] = render("list.md", path, kind=kind, records=newest_first(records))
        for record in records:
            path = page_path(record.url)
            told: dict[str, Any] = {}
            if kind.name == VOORBEELD.name:
                told = {"trail": trail.trail(site, record)}
            elif kind.name == BIJEENKOMST.name:
                told = {"meeting": bijeenkomst.meeting(site, record, search)}
            elif kind.name == WERKVORM.name:
                told = {"sheet": werkvorm.sheet(record)}
                if told["sheet"]:
                    sheet_path = page_path(f"{record.url}blad/")
                    made[sheet_path] = render("werkblad.md", sheet_path, record=record, **told)
            made[path] = render(f"{kind.label}.md", path, record=record, **told)


def _add_terms(site: Site, render: _Renderer, made: dict[str, str]) -> None:
    for name in site.lists:
        path = page_path(f"{name.replace('_', '-')}/index")
        heading, lead = LEADS[name]
        made[path] = render("terms.md", path, name=name, heading=heading, lead=lead, terms=site.top(name))
        for term in site.collection[name]:
            path = page_path(term.url)
            template = "struikelpatroon.md" if name == "struikelpatronen" else "term.md"
            groups = _groups(site, name, term)
            records = site.examples(term)
            made[path] = render(template, path, term=term, records=records, groups=groups, kiezen=len(records) > LONG)


def _add_places(site: Site, render: _Renderer, made: dict[str, str]) -> None:
    path = "gemeenten/index.md"
    made[path] = render("gemeenten.md", path, provincies=_by_province(site), register=_register(), map=MAP_DATA)
    on_map, elsewhere = country_map.plekken(site)
    path = "kaart.md"
    made[path] = render(
        "kaart.md", path, kaart=country_map, plekken=on_map, elders=elsewhere, legenda=country_map.legend(site)
    )
    for name, fence in gemeente.fences(site).items():
        path = page_path(f"gemeenten/{slug(name)}/")
        made[path] = render("gemeente.md", path, naam=name, place=register.find(name), fence=fence)


def _groups(site: Site, name: str, term: Record) -> list[Group]:
    """The voorbeelden of a begrip under headings; what works always over all problems, others when they are many."""
    records = site.examples(term)
    if name == "themas":
        return site.by_part(term) if site.below(term) else []
    if name == "werkzame_elementen":
        return sorted(site.by_main_theme(records), key=lambda group: -len(group.records))
    return site.by_main_theme(records) if len(records) > LONG else []


def _by_province(site: Site) -> dict[str, tuple[list[str], list[str]]]:
    """For each province the municipalities with a voorbeeld, and those without."""
    found: dict[str, tuple[list[str], list[str]]] = {}
    for name in sorted({*register.gemeenten(), *site.places}, key=fold):
        place = register.find(name)
        with_some, without = found.setdefault(place.provincie if place else "Elders", ([], []))
        (with_some if name in site.places else without).append(name)
    return dict(sorted(found.items()))


def _register() -> list[register.Gemeente]:
    return sorted(register.gemeenten().values(), key=lambda place: register.alphabetical(place.naam))


class _Renderer:
    def __init__(self, site: Site, share: structured_data.Head, today: date) -> None:
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
            datum=text.dutch_date,
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
            Type=Type,
            LISTS=LISTS,
            gemeente_naam=partial(_gemeente_naam, site),
            municipalities_of=lambda records: len({name for record in records for name in municipalities(record)}),
            aantal=text.counted,
            laatst=trail.last_known,
            onbevestigd=lambda adoption: trail.unconfirmed(adoption, today),
            open_voornemens=trail.open_intentions(site.collection),
            vervolgvraag=trail.FOLLOW_UP,
            contact=text.contact,
            codes=codes,
            keuzes=partial(lists.keys, site),
            verfijn=partial(lists.facets, site),
            kiezen=False,
            lege_lijst=lists.EMPTY,
            kenmerken=text.marks,
            wie=text.person,
            vragen=questions,
            kort_van=in_short,
            heel_kort=all_in_short,
            onbekend=unknown,
            register=register.find,
            plaatsen=register.place_names,
            plaats_onbekend=register.UNPLACED,
            kleine_kaart=country_map,
        )

    def __call__(self, template: str, path: str, **data: Any) -> str:
        here = page_address(path)

        def href(target: str) -> str:
            """The way from this page to an address within the site: a page ends in /, a file does not."""
            relative = posixpath.relpath("/" + target, "/" + here)
            return relative + "/" if target.endswith("/") or not target else relative

        text = self.environment.get_template(template).render(href=href, **data)
        return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def page_path(address: str) -> str:
    """The file of a page: `voorbeelden/x/` is made from `voorbeelden/x.md`."""
    return address.rstrip("/") + ".md"


def page_address(path: str) -> str:
    """The address of a page within the site: `voorbeelden/x.md` becomes `voorbeelden/x/`."""
    return path.removesuffix(".md").removesuffix("index").rstrip("/") + "/"


def look() -> str:
    """The one stylesheet of the site: the parts in `styles/`, in the order of their names."""
    return "\n".join(path.read_text("utf-8") for path in sorted(STYLES.glob("*.css")))


def unknown(record: Record) -> list[Field]:
    """The fields that a record does not tell yet and that would help, first the one that would help most."""
    missing = [field for field in record.kind.asked if field.name not in record]
    # Tables are the programme of a meeting that has them.
    return [field for field in missing if not (field.name == "programma" and "tafels" in record)]


def in_short(record: Record, part: str) -> str:
    """A part of a voorbeeld as its first layer tells it: whole when it is short, else its first sentences."""
    value = record[part]
    return text.shortened(value[0].get("wat", "") if isinstance(value, list) else value, SHORT)


def all_in_short(record: Record, part: str) -> bool:
    """Whether the first layer tells a part whole, so that the story need not say it again."""
    field = record.kind.field(part)
    if not (field and field.in_short) or isinstance(record[part], list):
        return False
    return in_short(record, part) == " ".join(record[part].split())


def questions(record: Record) -> list[str]:
    """What to ask the people who do it: first what their record does not tell, then what one always asks."""
    asked = [field.question for field in unknown(record) if field.name != "contact"]
    return [*asked[:4], "Wat zou u nu anders doen?", "Mogen wij eens komen kijken?"]


def _gemeente_naam(site: Site, name: str) -> str:
    """The name under which a municipality has a page, or nothing."""
    place = register.find(name)
    return place.naam if place else name if name in site.places else ""
