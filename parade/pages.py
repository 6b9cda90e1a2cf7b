"""Records + recommendations → pages, as {path: Markdown}. Nothing is read or written here.

Every text of a record lands in HTML that is escaped, or in a heading of which each Markdown sign is
escaped: text stays text. Links are relative, so a site works below any address.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from parade import dutch, places
from parade.fields import KINDS, LISTS, VOORBEELD, Field, Type
from parade.recommend import Recommendation, listed, municipalities
from parade.records import Collection, Record

MONTHS = (
    "januari februari maart april mei juni juli augustus september oktober november december".split()
)
SHOWN_LISTS = ("themas", "doelgroepen", "werkzame_elementen", "struikelpatronen", "wetten")
MARKDOWN_SIGNS = re.compile(r"([\\`*_{}\[\]()#+\-.!>])")


class Site:
    """What every page may need to know: the records, who refers to whom, and the recommendations."""

    def __init__(
        self, collection: Collection, recommendations: Mapping[str, list[Recommendation]]
    ) -> None:
        self.collection = collection
        self.recommendations = recommendations
        self.kinds = KINDS
        self.lists = {name: LISTS[name] for name in SHOWN_LISTS}
        self.used: dict[tuple[str, str], list[Record]] = defaultdict(list)
        self.referring: dict[tuple[str, str], list[Record]] = defaultdict(list)
        self.places: dict[str, list[Record]] = defaultdict(list)
        for record in collection:
            if record.kind.folder in KINDS:
                self._note_uses(record, record.kind.fields, record.data)
        for record in collection["voorbeelden"]:
            for name in sorted(municipalities(record)):
                self.places[name].append(record)

    def _note_uses(self, record: Record, fields: tuple[Field, ...], data: Any) -> None:
        for field in fields:
            for item in _items(data.get(field.name)):
                if field.type is Type.GROUP:
                    self._note_uses(record, field.fields, item)
                elif field.type is Type.TERM:
                    _add(self.used[field.target, item], record)
                elif field.type is Type.REFERENCE:
                    _add(self.referring[field.target, item], record)

    def users(self, term: Record) -> list[Record]:
        """The records that use a begrip, and those that use one below it."""
        name = term.kind.folder.removeprefix("begrippen/")
        names = [term.naam, *(below.naam for below in self.below(term))]
        found = {record: None for naam in names for record in self.used[name, naam]}
        return list(found)

    def below(self, term: Record) -> list[Record]:
        """The begrippen that have this one as `breder`."""
        name = term.kind.folder.removeprefix("begrippen/")
        return [other for other in self.collection[name] if other.get("breder") == term.naam]

    def top(self, name: str) -> list[Record]:
        """The begrippen of a list that stand below no other."""
        return [term for term in self.collection[name] if "breder" not in term]


def _items(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _add(records: list[Record], record: Record) -> None:
    if record not in records:
        records.append(record)


def pages(collection: Collection, recommendations: Mapping[str, list[Recommendation]]) -> dict[str, str]:
    """Every generated page: its path below the site's root (`voorbeelden/x.md`) and its Markdown."""
    site = Site(collection, recommendations)
    render = _Renderer(site)
    made = {"index.md": render("home.md", "index.md")}
    for kind in KINDS.values():
        path = f"{kind.folder}/index.md"
        made[path] = render("list.md", path, kind=kind, records=collection[kind.folder])
        for record in collection[kind.folder]:
            template = "voorbeeld.md" if kind is VOORBEELD else "record.md"
            path = record.url.rstrip("/") + ".md"
            made[path] = render(template, path, record=record)
    for name in SHOWN_LISTS:
        path = f"{name.replace('_', '-')}/index.md"
        made[path] = render("terms.md", path, kind=LISTS[name], terms=site.top(name))
        for term in collection[name]:
            path = term.url.rstrip("/") + ".md"
            made[path] = render("term.md", path, term=term, records=site.users(term))
    made["gemeenten/index.md"] = render("gemeenten.md", "gemeenten/index.md", provincies=_by_province(site))
    for name, records in sorted(site.places.items()):
        path = f"gemeenten/{dutch.slug(name)}.md"
        made[path] = render("gemeente.md", path, naam=name, place=places.find(name), records=records)
    return made


def _by_province(site: Site) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for name in sorted(site.places, key=dutch.fold):
        place = places.find(name)
        found[place.provincie if place else "Elders"].append(name)
    return dict(sorted(found.items()))


class _Renderer:
    def __init__(self, site: Site) -> None:
        self.site = site
        self.environment = Environment(
            loader=PackageLoader("parade"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        self.environment.filters.update(
            md=markdown_text, datum=dutch_date, slug=dutch.slug, json=_json, alineas=paragraphs, listed=listed
        )
        self.environment.globals.update(site=site, Type=Type, gemeente_naam=_gemeente_naam, count=Counter)

    def __call__(self, template: str, path: str, **data: Any) -> str:
        here = page_address(path)
        text = self.environment.get_template(template).render(
            href=lambda target: posixpath.relpath("/" + target, "/" + here) + "/", **data
        )
        return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def page_address(path: str) -> str:
    """The address of a page within the site: `voorbeelden/x.md` becomes `voorbeelden/x/`."""
    return path.removesuffix(".md").removesuffix("index").rstrip("/") + "/"


def markdown_text(text: str) -> Markup:
    """Text that stays text inside a Markdown heading."""
    signs = MARKDOWN_SIGNS.sub(r"\\\1", " ".join(text.split()))
    return Markup(signs.replace("&", "&amp;").replace("<", "&lt;"))


def _json(value: Any) -> Markup:
    """A value for front matter; JSON strings are YAML strings."""
    return Markup(json.dumps(value, ensure_ascii=False))


def dutch_date(date: str) -> str:
    """`2014-10-15` as 15 oktober 2014; `2014-10` as oktober 2014; a year as it is."""
    parts = date.split("-")
    if len(parts) == 1:
        return date
    month = MONTHS[int(parts[1]) - 1]
    return " ".join([*(str(int(day)) for day in parts[2:]), month, parts[0]])


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a running text."""
    return [part.strip() for part in re.split(r"\n\s*\n|\n", text) if part.strip()]


def _gemeente_naam(name: str) -> str:
    place = places.find(name)
    return place.naam if place else ""
