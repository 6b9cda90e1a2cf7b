"""What lies in a folder of records: each file is a record, a picture, or a problem. Nothing is passed over."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from parade.dutch.words import slug
from parade.model.fields import Kind
from parade.model.problems import Level
from parade.model.settings import Settings
from parade.read import signs

PICTURES = "beeld"
"""The folder of pictures."""

_SILENT = {".gitkeep", ".gitignore", ".gitattributes"}
_OF_COMPUTER = re.compile(
    r"\.DS_Store|Thumbs\.db|desktop\.ini|~\$.*|\.~lock\..*|.*~|#.*#|\..*\.sw[a-p]|\._.*", re.IGNORECASE
)
_ENDINGS = re.compile(r"(\.(ya?ml?|ym|yl|yaml|txt|text|tekst|bak|old|orig))+$", re.IGNORECASE)
_SHEETS = {".csv", ".tsv", ".xlsx", ".xls", ".ods"}
_TEXTS = {".docx", ".doc", ".odt", ".rtf", ".md", ".markdown", ".pdf", ".html", ".htm"}
_IMPORTED = {".csv", ".xlsx", ".docx", ".md"}
_IMAGES = {".jpg", ".jpeg", ".png", ".webp", ".gif", ".svg", ".heic", ".tif", ".tiff", ".bmp", ".avif"}
_COUNTED = 1000
_SCHEMA = re.compile(r"\s*#\s*yaml-language-server: \$schema=\S*?([a-z]+)-\d+\.schema\.json")
_LINE = 1000  # bytes of a first line


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing in the folder: a file of records of a kind, a picture, or what is wrong with it.

    A file with a wrong name has both a kind and a message: it can be read, and is no record yet.
    """

    path: Path
    kind: Kind | None = None
    message: str = ""
    level: Level = Level.FOUT


def entries(folder: Path, settings: Settings) -> Iterator[Entry]:
    """All that lies in a folder of records, in order of name; a folder where none belongs is one entry."""
    places = {*settings.kinds, PICTURES, *(["begrippen"] if settings.lists else [])}
    for path in _inside(folder):
        if path.is_symlink():
            yield Entry(path, message=_link(path, folder))
        elif path.is_dir():
            if path.name in places:
                yield from _place(path, folder, settings)
            else:
                yield _strange_folder(path, f"Kies uit: {', '.join(sorted(places))}.")
        else:
            yield _loose(path, settings, "")


def _place(place: Path, folder: Path, settings: Settings) -> Iterator[Entry]:
    """What lies in a folder of one kind."""
    for path in _inside(place):
        if path.is_symlink():
            yield Entry(path, message=_link(path, folder))
        elif path.is_dir():
            yield _strange_folder(path, f'Zet wat erin staat in "{place.name}" zelf.')
        elif place.name == PICTURES:
            yield _picture(path)
        else:
            yield _loose(path, settings, place.name)


def _inside(folder: Path) -> list[Path]:
    with os.scandir(folder) as found:
        return sorted(Path(each.path) for each in found if each.name not in _SILENT)


def _link(path: Path, folder: Path) -> str:
    try:
        inside = path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):  # a link that points to itself
        inside = False
    if inside:
        return "Dit is een verwijzing naar iets anders in de map. Zet het bestand zelf hier, of haal dit weg."
    return "Dit is een verwijzing naar buiten de map. Zet het bestand zelf in de map."


def _strange_folder(path: Path, cure: str) -> Entry:
    number = 0
    for number, _ in enumerate(path.rglob("*"), 1):
        if number == _COUNTED:
            break
    if path.name.endswith(".yml"):
        return Entry(path, message=f"Dit is geen gewoon bestand maar een map. Haal haar weg. {cure}")
    if not number:
        return Entry(path, message="Deze map is leeg. Haal haar weg.", level=Level.TIP)
    return Entry(path, message=f"In deze map horen geen records. {cure}")


def kind_at(path: Path, settings: Settings) -> Kind | None:
    """The kind of the records in a file, by where it stands."""
    if path.parent.name == "begrippen":
        return settings.lists.get(path.stem)
    return settings.kinds.get(path.parent.name)


def from_elsewhere(path: Path, settings: Settings) -> Entry:
    """A file that somebody names, wherever it stands: a voorbeeld, unless its folder or first line says otherwise."""
    kind = kind_at(path, settings) or _kind_told(path, settings) or next(iter(settings.kinds.values()), None)
    if path.suffix == ".yml" and kind and path.is_file():
        return Entry(path, kind)
    place = path.parent.name if path.parent.name in settings.kinds else next(iter(settings.kinds), "")
    return _loose(path, settings, place)


def _kind_told(path: Path, settings: Settings) -> Kind | None:
    """The kind in the first line that a form writes: that of the schema by which an editor knows the fields."""
    if not path.is_file():  # nothing comes out of a pipe
        return None
    try:
        with path.open("rb") as stream:
            line = stream.readline(_LINE).decode("utf-8-sig", "replace")
    except OSError:
        return None
    label = found[1] if (found := _SCHEMA.match(line)) else ""
    return next((kind for kind in settings.kinds.values() if kind.label == label), None)


def _loose(path: Path, settings: Settings, place: str) -> Entry:
    """A file in a folder of records (`place`; empty: above those), by its name."""
    name = path.name
    if _OF_COMPUTER.fullmatch(name):
        return Entry(path, message="Dit bestand maakte je computer zelf. Haal het weg.", level=Level.TIP)
    if not path.is_file():
        return Entry(path, message="Dit is geen gewoon bestand. Haal het weg.")
    kind = kind_at(path, settings) if path.suffix == ".yml" else settings.kinds.get(place)
    if path.suffix == ".yml" and kind and not name.startswith("."):
        return Entry(path, kind)
    ending = path.suffix.lower()
    if ending in _IMAGES:
        return Entry(path, message=f'Een plaatje hoort in de map "{PICTURES}". Noem het in een record bij beeld.')
    if ending in _SHEETS | _TEXTS:
        return Entry(path, message=_other(path, ending))
    if ending == ".json":
        return Entry(path, message="Dit is JSON, en geen record. Maak het record met: parade new")
    if place and (place != "begrippen" or path.suffix != ".yml"):
        return Entry(path, kind, _rename(path, place, settings))
    choices = [*settings.kinds, *(kind.folder + ".yml" for kind in settings.lists.values())]
    return Entry(
        path, message=f"Op deze plek horen geen records. Zet het bestand in één hiervan: {', '.join(choices)}."
    )


def _other(path: Path, ending: str) -> str:
    what = "een rekenblad" if ending in _SHEETS else "een document"
    if ending in _IMPORTED:
        return f"Dit is {what}, en geen record. Neem het over met: parade import {path.name}, en haal het hier weg."
    better = ".xlsx of .csv" if ending in _SHEETS else ".docx"
    return f"Dit is {what}, en geen record. Bewaar het als {better}, en neem dat over met: parade import"


def _rename(path: Path, place: str, settings: Settings) -> str:
    """The cure for a file whose name is not that of a record."""
    name = path.name
    better = (slug(_ENDINGS.sub("", signs.visible(name)))[:100].strip("-") or "naam-van-het-voorbeeld") + ".yml"
    if place == "begrippen":
        better = f"{next(iter(settings.lists), 'themas')}.yml"
    hidden = " In de naam staat een onzichtbaar teken." if signs.INVISIBLE.search(name) else ""
    start = " De naam mag niet met een punt beginnen." if name.startswith(".") else ""
    what = f"De naam moet eindigen op .yml, en dat doet hij niet.{hidden}{start}"
    if (path.parent / better).exists():
        return f'{what} Er is al een "{better}". Haal dit bestand weg, of geef het een andere naam.'
    return f'{what} Noem het bestand "{better}".'


def _picture(path: Path) -> Entry:
    """A file in the folder of pictures; what it shows is looked at elsewhere."""
    if _OF_COMPUTER.fullmatch(path.name):
        return Entry(path, message="Dit bestand maakte je computer zelf. Haal het weg.", level=Level.TIP)
    if not path.is_file():
        return Entry(path, message="Dit is geen gewoon bestand. Haal het weg.")
    return Entry(path)
