"""Records + recommendations → pages, as {path: text}. Nothing is written here.

Every text of a record lands in HTML that is escaped, on one line, or in a heading of which each Markdown
sign is escaped: text stays text. Links are relative, so a site works below any address.
"""

from __future__ import annotations

import re
from collections.abc import Collection as Paths
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from parade.data.history import Change
from parade.dutch.words import fold, slug
from parade.intake import forms, web_forms
from parade.model.fields import BIJEENKOMST, TOEPASSING, VOORBEELD, VOORNEMEN, WERKVORM
from parade.model.record import Collection, Record
from parade.pages import (
    adoption_chains,
    bijeenkomst,
    compare,
    country_map,
    figures,
    gemeente,
    paged,
    reuse,
    structured_data,
    werkvorm,
    word_of_mouth,
)
from parade.pages.addresses import MAP_DATA, PLAN_STYLE, SHEET_STYLE, STYLE
from parade.pages.overview import Group, Site, newest_first
from parade.pages.render import Renderer, page_path
from parade.places import register
from parade.recommend.score import Recommendation
from parade.search.search import Search

STYLES = Path(__file__).parent / "styles"
EARLIER = 10  # bijeenkomsten that were, at which one may still have promised something
LONG = 12  # more voorbeelden than this are grouped, and can be narrowed


def pages(
    collection: Collection,
    recommendations: Mapping[str, list[Recommendation]],
    today: date | None = None,
    search: Search | None = None,
    by_hand: Paths[str] = (),
    data: Mapping[str, bytes] | None = None,
    changes: Mapping[str, Sequence[Change]] | None = None,
) -> dict[str, str]:
    """Every generated file: its path below the site's root (`voorbeelden/x.md`) and its text.

    `today` decides which adoptions nobody confirmed for too long, and what is old news; `search` finds what fits the
    questions of a bijeenkomst; `by_hand` are the paths of the pages that people wrote, to link to;
    `data` are the files of open data by their path, for the page that tells of them; `changes` are those of the
    records by their path, as git knows them.
    """
    site = Site(collection, recommendations)
    share = structured_data.Head(site)
    today = today or date.today()
    render = Renderer(site, share, today, by_hand)
    made = {"zoeken.md": render("zoeken.md", "zoeken.md")}
    made["index.md"] = render("home.md", "index.md", meetings=site.meetings(today), chains=adoption_chains.chains(site))
    _add_records(site, render, made, search, changes or {})
    _add_gone(site, render, made)
    _add_terms(site, render, made)
    if collection.settings.plaatsen:
        _add_places(site, render, made)
    for path, template in (
        *(("tijdlijn", "tijdlijn"), ("vergelijken", "vergelijken"), ("mijn-lijst", "mijn-lijst")),
        *(("achter-deze-site", "achter"), ("zonder-internet", "zonder-internet")),
    ):
        made[f"{path}.md"] = render(f"{template}.md", f"{path}.md", open_data=bool(data))
    if VOORNEMEN.folder in collection.settings.kinds:
        made["open-voornemens.md"] = render("open.md", "open-voornemens.md")
        coming, past = site.meetings(today)
        days = [*coming, *past[:EARLIER]]
        made["mijn-plannen.md"] = render("mijn-plannen.md", "mijn-plannen.md", dagen=days)
        made["muur.md"] = render("muur.md", "muur.md", dagen=days)
        made[PLAN_STYLE] = (STYLES / "los" / "plannen.css").read_text("utf-8")
    if site.has_adoptions:
        path = "wat-reisde-verder.md"
        made[path] = render("reisde.md", path, chains=adoption_chains.chains(site))
    _add_forms(site, render, made)
    if data:
        first = next(iter(collection.ids("voorbeelden")), "")
        sizes = {path: len(content) for path, content in data.items()}
        made[reuse.PATH] = render("hergebruik.md", reuse.PATH, hergebruik=reuse, sizes=sizes, eerste=first)
    made[STYLE] = look()
    made[SHEET_STYLE] = (STYLES / "los" / "blad.css").read_text("utf-8")
    made |= web_forms.files(collection, today or date.today())
    return made | compare.files(site) | share.feeds.files()


def _add_records(
    site: Site,
    render: Renderer,
    made: dict[str, str],
    search: Search | None,
    changes: Mapping[str, Sequence[Change]],
) -> None:
    for kind in site.collection.settings.kinds.values():
        path, records = f"{kind.folder}/index.md", site.collection[kind.folder]
        if kind.name == VOORBEELD.name:
            newest = site.newest()
            for part in paged.parts(newest):
                path = page_path(paged.address(kind.folder, part.number)) if part.number > 1 else path
                made[path] = render("voorbeelden.md", path, kind=kind, records=newest, part=part, kiezen=True)
        elif kind.name == TOEPASSING.name:
            made[path] = render(
                "toepassingen.md", path, kind=kind, records=records, chains=adoption_chains.chains(site)
            )
        else:
            made[path] = render("list.md", path, kind=kind, records=newest_first(records))
        for record in records:
            path = page_path(record.url)
            told: dict[str, Any] = {}
            if kind.name == VOORBEELD.name:
                told = {"trail": word_of_mouth.trail(site, record), "chain": adoption_chains.chain(site, record)}
                told["veranderd"] = changes.get(record.path, ())
            elif kind.name == BIJEENKOMST.name:
                found = bijeenkomst.meeting(site, record, search)
                named = site.named("werkvormen", record.get("werkvormen", []))
                told = {"meeting": found, "bladen": werkvorm.for_tables(record, found.tables, named)}
                told["eigen_bladen"] = werkvorm.for_meeting(record, named)
            elif kind.name == WERKVORM.name:
                told = {"sheet": werkvorm.sheet(record)}
                if told["sheet"]:
                    sheet_path = page_path(f"{record.url}blad/")
                    made[sheet_path] = render("werkblad.md", sheet_path, record=record, **told)
            made[path] = render(f"{kind.label}.md", path, record=record, **told)


def _add_gone(site: Site, render: Renderer, made: dict[str, str]) -> None:
    """A note where a record was taken away, and at each old address the way to the new one."""
    for record in site.collection.lapsed:
        path = page_path(record.url)
        made[path] = render("vervallen.md", path, record=record)
    for record in [*site.collection, *site.collection.lapsed]:
        for url in record.old_urls if record.kind.shown else []:
            made[f"{url}index.html"] = render("verhuisd.html", page_path(url), record=record)


def _add_forms(site: Site, render: Renderer, made: dict[str, str]) -> None:
    """The forms on the site, the guide for who collects, and the forms to fill in elsewhere."""
    settings = site.collection.settings
    asked = web_forms.forms(site.collection)
    for form in asked:
        told = {"form": form, "formulieren": asked, "soorten": settings.kinds.values(), "kind": site.kind(form.kind)}
        made[f"{form.page}.md"] = render("formulier.md", f"{form.page}.md", **told)
    made["voor-organisatoren.md"] = render("voor-organisatoren.md", "voor-organisatoren.md")
    kept = forms.forms(settings)
    made.update({path.removeprefix(forms.DOCS): text for path, text in kept.items() if path.startswith(forms.DOCS)})


def _add_terms(site: Site, render: Renderer, made: dict[str, str]) -> None:
    for name in site.lists:
        path = page_path(f"{name.replace('_', '-')}/index")
        made[path] = render("terms.md", path, name=name, terms=site.top(name))
        for term in site.collection[name]:
            path = page_path(term.url)
            template = "struikelpatroon.md" if name == "struikelpatronen" else "term.md"
            groups = _groups(site, name, term)
            records = site.examples(term)
            made[path] = render(template, path, term=term, records=records, groups=groups, kiezen=len(records) > LONG)


def _add_places(site: Site, render: Renderer, made: dict[str, str]) -> None:
    path = "gemeenten/index.md"
    made[path] = render("gemeenten.md", path, provincies=_by_province(site), register=_register(), map=MAP_DATA)
    on_map, elsewhere = country_map.plekken(site)
    path = "kaart.md"
    made[path] = render(
        "kaart.md", path, kaart=country_map, plekken=on_map, elders=elsewhere, legenda=country_map.legend(site)
    )
    made[MAP_DATA] = country_map.geojson(site)
    for name, fence in gemeente.fences(site).items():
        path = page_path(f"gemeenten/{slug(name)}/")
        beside = figures.beside(site, name, fence)
        made[path] = render("gemeente.md", path, naam=name, place=register.find(name), fence=fence, beside=beside)


def _groups(site: Site, name: str, term: Record) -> list[Group]:
    """The voorbeelden of a begrip under headings; an approach always over all problems, others when they are many."""
    records = site.examples(term)
    if name == "themas":
        return site.by_part(term) if site.below(term) else []
    if name == "werkzame_elementen":
        return sorted(site.by_main_theme(records), key=lambda group: -len(group.records))
    return site.by_main_theme(records) if len(records) > LONG else []


def _by_province(site: Site) -> dict[str, list[str]]:
    """For each province its municipalities, by name; a place that is not in the register stands under "Elders"."""
    found: dict[str, list[str]] = {}
    for name in sorted({*register.gemeenten(), *site.places}, key=fold):
        place = register.find(name)
        found.setdefault(place.provincie if place else "Elders", []).append(name)
    return dict(sorted(found.items()))


def _register() -> list[register.Gemeente]:
    return sorted(register.gemeenten().values(), key=lambda place: register.alphabetical(place.naam))


def look() -> str:
    """The one stylesheet of the site: the parts in `styles/` in the order of their names, without comments and indents.

    So it fits in the first bytes that a server sends before it waits for an answer (some 14 kB, gzip).
    """
    parts = "\n".join(path.read_text("utf-8") for path in sorted(STYLES.glob("*.css")))
    return re.sub(r"\n\s+", "\n", re.sub(r"/\*.*?\*/", "", parts, flags=re.DOTALL)).lstrip()
