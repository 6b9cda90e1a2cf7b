"""The same records in every form of open data: for `parade export`, and for the site."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from parade.data import csv_files, dcat, json_files, openapi, postgres, sqlite_file, workbook
from parade.data.linked import Linked
from parade.data.versions import NEWEST, VERSIONS
from parade.model.problems import ParadeError
from parade.model.record import Collection

Files = dict[str, bytes]
DCAT = "dcat.jsonld"
FOLDER = "data/"  # where the files stand within the site


FORMATS: dict[str, Callable[[Collection], Files]] = {
    "json": json_files.exported,
    "csv": csv_files.files,
    "xlsx": workbook.files,
    "sqlite": sqlite_file.files,
    "jsonld": lambda collection: Linked(collection).files(),
    "dcat": lambda collection: {DCAT: site_files(collection)[FOLDER + DCAT]},
    "postgres": postgres.files,
}
"""What makes the files of each format, by their names."""


def export(collection: Collection, format: str, folder: Path) -> list[Path]:
    """Write the files of a format into a folder; gives their paths. Raises `ParadeError` when that cannot be done."""
    if folder.exists() and not folder.is_dir():
        raise ParadeError(f'"{folder}" is een bestand en geen map. Kies met --out een andere plek.')
    written = []
    for name, content in FORMATS[format](collection).items():
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / name
        path.write_bytes(content)
        written.append(path)
    return written


def site_files(collection: Collection) -> Files:
    """Every file of open data on the site, by its path: the API in each version, and the whole as files."""
    made: Files = {}
    for version in VERSIONS:
        made |= {version.folder + path: content for path, content in json_files.api(collection, version).items()}
        document = openapi.document(collection.settings, version)
        made[f"{version.folder}openapi.json"] = json_files.as_bytes(document)
    whole = _whole(collection)
    everything = f"{NEWEST.folder}alles/index.json"
    sizes = {path: len(content) for path, content in {everything: made[everything], **whole}.items()}
    return made | whole | _in_folder(dcat.files(collection, sizes))


def _whole(collection: Collection) -> Files:
    """The files that hold the whole collection, but for the one that is a part of the API."""
    made = json_files.lines(collection)
    for format in ("csv", "xlsx", "sqlite", "jsonld"):
        made |= FORMATS[format](collection)
    return _in_folder(made)


def _in_folder(files: Files) -> Files:
    return {FOLDER + name: content for name, content in files.items()}
