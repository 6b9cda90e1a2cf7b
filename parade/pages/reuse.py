"""The page for who reuses the records: what there is, how large, and calls that work as they stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup, escape

from parade.data.columns import tables
from parade.data.dcat import PAGE
from parade.data.export import DCAT, FOLDER
from parade.data.versions import VERSIONS
from parade.model.fields import Field
from parade.model.settings import Settings

PATH = f"{PAGE.rstrip('/')}.md"
API = VERSIONS[-1].folder


@dataclass(frozen=True, slots=True)
class File:
    """A file that can be taken: its path within the site, what it holds, and its size in words."""

    path: str
    about: str
    size: str


def shown(settings: Settings, sizes: Mapping[str, int]) -> list[File]:
    """The files to tell of, those for a spreadsheet first."""
    kinds = {
        name: kind.plural if name in settings.kinds else "alle begrippen" for name, kind in tables(settings).items()
    }
    told = {
        f"{FOLDER}alles.xlsx": "alles voor Excel of LibreOffice, met een blad per soort",
        **{f"{FOLDER}{name}.csv": f"{plural.lower()}, als CSV" for name, plural in kinds.items()},
        f"{API}alles/index.json": "alles als JSON",
        f"{FOLDER}alles.jsonl": "alles als JSON Lines, met één record per regel",
        f"{FOLDER}alles.sqlite": "alles als SQLite-database, om te doorzoeken met bijvoorbeeld Datasette",
        f"{FOLDER}metadata.json": "uitleg bij die database, voor Datasette",
        f"{FOLDER}alles.jsonld": "alles als linked data: schema.org, SKOS en TOOI",
        f"{FOLDER}{DCAT}": "beschrijving voor het dataportaal (DCAT-AP-NL)",
        f"{API}openapi.json": "beschrijving van elk bestand en elk veld (OpenAPI)",
    }
    return [File(path, about, in_words(sizes[path])) for path, about in told.items() if path in sizes]


def lists(settings: Settings) -> list[File]:
    """The JSON of each kind and each list of begrippen."""
    kinds = [*settings.kinds.values(), *settings.lists.values()]
    return [File(f"{API}{kind.address}/index.json", kind.plural, "") for kind in kinds]


def calls(settings: Settings, id: str) -> dict[str, Markup]:
    """Calls that work as they stand, by the program that makes them; `id` is a voorbeeld to ask for."""
    site = settings.adres
    told = {
        "curl": f"curl --silent {site}{API}voorbeelden/{id}.json",
        "Python": f"""import pandas as pd
voorbeelden = pd.read_csv("{site}{FOLDER}voorbeelden.csv")
themas = voorbeelden["themas"].str.split(" | ", regex=False).explode()
print(themas.value_counts().head(10))""",
        "R": f"""voorbeelden <- read.csv("{site}{FOLDER}voorbeelden.csv", fileEncoding = "UTF-8-BOM")
themas <- unlist(strsplit(voorbeelden$themas, " | ", fixed = TRUE))
print(head(sort(table(themas), decreasing = TRUE), 10))""",
    }
    return {name: Markup(escape(call)) for name, call in told.items() if id or name != "curl"}


def leaving(settings: Settings) -> list[tuple[str, Field]]:
    """The fields that will go, with the kind that has them."""
    kinds = [*settings.kinds.values(), *list(settings.lists.values())[:1]]
    return [(kind.name, field) for kind in kinds for field in kind.fields if field.deprecated]


def in_words(size: int) -> str:
    """A number of bytes in words: 640 bytes, 12 kB, 3,4 MB."""
    if size < 1_000:
        return f"{size} bytes"
    if size < 1_000_000:
        return f"{round(size / 1_000)} kB"
    return f"{size / 1_000_000:.1f} MB".replace(".", ",")
