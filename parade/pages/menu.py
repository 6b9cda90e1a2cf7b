"""The menu: as the settings tell it, or else what this collection has to show."""

from __future__ import annotations

from collections.abc import Collection as Paths
from collections.abc import Mapping
from typing import Any

from parade.intake import web_forms
from parade.model.problems import ParadeError, did_you_mean
from parade.model.settings import FILE
from parade.pages.overview import Site

Item = tuple[str, str | list[tuple[str, str]]]
"""A title with the file of its page, or with what stands below it."""

UNLISTED = ("open-voornemens.md", "velden.md", "muur.md")  # pages that others lead to


def menu(site: Site, pages: Paths[str]) -> list[Item]:
    """The items of the menu, home first; `pages` are the files there are, generated and hand-written.

    Raises `ParadeError` when the settings name a page that is not there.
    """
    told = site.collection.settings.menu
    items = [_told(item, pages) for item in told] if told else _usual(site, pages)
    return [("Home", "index.md"), *items]


def _told(item: Mapping[str, Any], pages: Paths[str]) -> Item:
    if "onder" in item:
        return item["titel"], [(below["titel"], _page(below, pages)) for below in item["onder"]]
    return item["titel"], _page(item, pages)


def _page(item: Mapping[str, Any], pages: Paths[str]) -> str:
    address = item.get("pagina", "")
    bare = address.strip("/")
    for path in (address, f"{bare}.md", f"{bare}/index.md"):
        if path in pages:
            return path
    entrances = sorted(
        {path.removesuffix("index.md").removesuffix(".md").rstrip("/") + "/" for path in _entrances(pages)}
    )
    raise ParadeError(
        f'In het menu in {FILE} staat de pagina "{address}", maar die is er niet. '
        f"{did_you_mean(address, entrances)}Kies uit: {', '.join(entrances)}."
    )


def _entrances(pages: Paths[str]) -> list[str]:
    return [path for path in pages if path.endswith(".md") and (path.count("/") == 0 or path.endswith("/index.md"))]


def _usual(site: Site, pages: Paths[str]) -> list[Item]:
    """The main entrances first; then other ways to look, what others do, and what stands behind the site.

    What this collection has nothing of is left out.
    """
    filled = {kind.folder for kind in site.collection.settings.kinds.values() if site.collection[kind.folder]}
    used = {name for name in site.lists if site.collection[name]}
    places = site.collection.settings.plaatsen
    main = [("Zoeken", "zoeken.md"), ("Voorbeelden", "voorbeelden/index.md")]
    main += [(site.lists["themas"].plural, "themas/index.md")] if "themas" in used else []
    main += [("Gemeenten", "gemeenten/index.md")] if places else []
    main += [("Bijeenkomsten", "bijeenkomsten/index.md")] if "bijeenkomsten" in filled else []
    main += [("Mijn lijst", "mijn-lijst.md")]
    main += [("Toevoegen", "voorbeeld-toevoegen.md")]
    other = [
        (kind.plural, f"{kind.address}/index.md") for name, kind in site.lists.items() if name in used - {"themas"}
    ]
    other += [("Kaart", "kaart.md")] if places else []
    other += [("Tijdlijn", "tijdlijn.md"), ("Vergelijken", "vergelijken.md")]
    between = [("Wat reisde verder", "wat-reisde-verder.md")] if site.has_adoptions else []
    between += [
        (site.kind(name).plural, f"{name}/index.md")
        for name in ("toepassingen", "gesprekken", "voornemens", "werkvormen")
        if name in filled
    ]
    asked = [(form.title, f"{form.page}.md") for form in web_forms.forms(site.collection)]
    asked = [("Mijn plannen", "mijn-plannen.md"), *asked]
    join = [(title, path) for title, path in [*asked, ("Voor organisatoren", "voor-organisatoren.md")] if path in pages]
    about = [("Achter deze site", "achter-deze-site.md"), ("Zonder internet", "zonder-internet.md")]
    known = {path for _, path in [*main, *other, *between, *join, *about]} | {"index.md", *UNLISTED}
    by_hand = sorted(path for path in pages if path.count("/") == 0 and path.endswith(".md") and path not in known)
    about += [(path.removesuffix(".md").replace("-", " ").capitalize(), path) for path in by_hand]
    join = [item for item in join if item[1] not in {path for _, path in main}]
    groups = [
        ("Op een andere manier zoeken", other),
        ("Wat anderen doen", between),
        ("Meedoen", join),
        ("Over deze site", about),
    ]
    return [*main, *((title, below) for title, below in groups if below)]
