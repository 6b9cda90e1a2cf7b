"""Payloads, files that git cannot hold everywhere, and a collection in which every text is a payload."""

from __future__ import annotations

import json
import os
import random
import struct
import zlib
from collections.abc import Iterator
from datetime import date
from itertools import cycle
from pathlib import Path
from typing import Any

from PIL import Image

from parade.model.fields import KINDS, LISTS, Field, Kind, Type
from parade.model.problems import Problem
from parade.model.record import Collection
from parade.model.settings import SETTINGS
from parade.read.records import read_folder
from parade.site import build

HERE = Path(__file__).parent
FILES = HERE / "bestanden"
UPKEEP = {"was", "vervallen", "inzending"}  # they do something, and a check holds what they may say
VOORBEELDEN = 44
OTHERS = 6  # records of each other kind, and terms of each list
BIG = 10_000_000


def payloads() -> list[str]:
    """Every payload, those of one kind beside each other."""
    texts = [path.read_text("ascii") for path in sorted((HERE / "payloads").iterdir())]
    return list(dict.fromkeys(json.loads(line) for text in texts for line in text.splitlines()))


class _Texts:
    """Gives payloads in turn, each time the next one that fits; `given` counts them."""

    def __init__(self, seed: int) -> None:
        mixed = [text for text in payloads() if text.strip() and "\x00" not in text]
        random.Random(seed).shuffle(mixed)
        self._next = cycle(mixed)
        self._waiting: list[str] = []
        self.given: dict[str, int] = dict.fromkeys(mixed, 0)

    def one(self, length: int) -> str:
        """The next payload of at most that length."""
        found = next((text for text in self._waiting if len(text) <= length), None)
        if found is not None:
            self._waiting.remove(found)
        while found is None:
            text = next(self._next)
            if len(text) <= length:
                found = text
            elif len(self._waiting) < 200:
                self._waiting.append(text)
        self.given[found] += 1
        return found


def write_collection(root: Path, seed: int = 1) -> dict[str, int]:
    """Write a collection without municipalities in which every text of every kind is a payload.

    Terms, references, dates, choices and addresses are good ones: there a payload is refused, which another test
    shows. Returns how often each payload stands in it.
    """
    texts = _Texts(seed)
    examples = root / "examples"
    terms = {name: _terms(texts) for name in LISTS}
    for name, them in terms.items():
        _write(examples / "begrippen" / f"{name}.yml", them)
    names = {name: [term["naam"] for term in them] for name, them in terms.items()}
    for kind in KINDS.values():
        for number in range(VOORBEELDEN if kind.folder == "voorbeelden" else OTHERS):
            data = _group(kind.fields, texts, names, number)
            _write(examples / kind.folder / f"{kind.label}-{number}.yml", data)
    (examples / "beeld").mkdir()
    Image.new("RGB", (300, 300), "white").save(examples / "beeld/tuin.png")
    told = _group(SETTINGS.fields, texts, names, 0)
    menu = [{"titel": texts.one(40), "pagina": "voorbeelden/"}, {"titel": texts.one(40), "onder": told["menu"]}]
    told |= {"plaatsen": "nee", "soorten": list(KINDS), "lijsten": list(LISTS), "menu": menu}
    for field in ("broncode", "adres", "formulier", "zoekdienst"):
        told.pop(field, None)
    _write(root / "parade.yml", told)
    return texts.given


def _write(path: Path, data: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(_lines(data)) + "\n", encoding="ascii")


def _lines(data: Any) -> Iterator[str]:
    """YAML with every text between double quotes, and every sign in it that is no ASCII as a code."""
    if isinstance(data, dict):
        for name, value in data.items():
            if isinstance(value, str):
                yield f"{name}: {json.dumps(value)}"
            else:
                yield f"{name}:"
                yield from (f"  {line}" for line in _lines(value))
        return
    for item in data:
        first, *rest = [json.dumps(item)] if isinstance(item, str) else _lines(item)
        yield f"- {first}"
        yield from (f"  {line}" for line in rest)


def _terms(texts: _Texts) -> list[dict[str, Any]]:
    return [
        {"naam": texts.one(60), "uitleg": texts.one(250), "ook": [texts.one(60) for _ in range(3)]}
        for _ in range(OTHERS)
    ]


def _group(fields: tuple[Field, ...], texts: _Texts, names: dict[str, list[str]], number: int) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for field in fields:
        if field.name in UPKEEP or field.type in (Type.GEMEENTE, Type.EMAIL):
            continue
        items = [_value(field, texts, names, number + at) for at in range(2 if field.many else 1)]
        made[field.name] = items if field.many else items[0]
    return made


def _value(field: Field, texts: _Texts, names: dict[str, list[str]], number: int) -> Any:
    if field.type is Type.GROUP:
        return _group(field.fields, texts, names, number)
    if field.choices:
        return field.choices[number % len(field.choices)]
    if field.type is Type.TERM:
        return names[field.target][number % OTHERS]
    if field.type is Type.REFERENCE:
        return f"{_label(field.target)}-{number % OTHERS}"
    if field.name == "pagina":
        return "voorbeelden/"
    good = {Type.DATE: "2024-05-01", Type.URL: "https://www.voorbeeld.nl/verslag", Type.FILE: "tuin.png"}
    return good.get(field.type) or texts.one(field.max_length)


def _label(folder: str) -> str:
    kind: Kind = KINDS[folder]
    return kind.label


def read(root: Path) -> Collection:
    """The collection that stands in a folder, whatever is wrong with it."""
    return read_folder(root / "examples")[0]


def build_site(root: Path, today: date) -> Path:
    """Write a collection of payloads and build its site as if no check had refused anything; returns its folder."""
    write_collection(root)
    refused = build.read_checked

    def unchecked(examples: Path, today: date) -> tuple[Collection, list[Problem]]:
        return read(examples.parent), []

    build.read_checked = unchecked
    try:
        build.build(root / "examples", root / "site", today)
    finally:
        build.read_checked = refused
    return root / "site"


def put_odd(examples: Path, folder: str) -> list[Path]:
    """Put all that git cannot hold everywhere into a folder of records; returns the paths."""
    good = (examples / "voorbeelden/koele-huiskamer.yml").read_bytes()
    return [*_named(examples / folder, good), *_odd(examples / folder, good), *_false_pictures(examples / "beeld")]


NAMES = (
    *("con.yml", "nul.yml", "aux.yml", "prn.yml", "com1.yml", "lpt9.yml", "index.yml", "blad.yml", "feeds.yml"),
    *("404.yml", "assets.yml", "CON.yml", "x y.yml", "x\ny.yml", "x\x1b[31m.yml", "x\u202elmy.yml", "é.yml"),
    *("<script>raak()<.yml", '"onload="raak().yml', "{{ config }}.yml", "$(touch kwaad).yml", "-rf.yml", "--help.yml"),
    *("...yml", ".yml", ".x.yml", "x..yml", "x.yml.yml", "x.YML", "x.yaml", "x.yml ", "x.yml.txt", "x.yml\u200b"),
    *("__proto__.yml", "constructor.yml", "a" * 150 + ".yml", "x.md", "x.html", "x.js", "x.py", "x.php", ".htaccess"),
    *("web.config", "_redirects", "_headers", "CNAME", "mkdocs.yml.j2", "x.svg", "x.json", "x", "#x#", "~"),
)
"""Names of files in which a good record stands."""


def _named(folder: Path, good: bytes) -> Iterator[Path]:
    for name in (*NAMES, os.fsdecode(b"x\xff.yml")):  # the last one is no UTF-8
        (folder / name).write_bytes(good)
        yield folder / name


LINKS = {
    "passwd.yml": "/etc/passwd",
    "nergens.yml": "er-is-niets.yml",
    "zichzelf.yml": "zichzelf.yml",
    "ouder": "..",
    "ouder.yml": "..",
    "naast.yml": "koele-huiskamer.yml",
    "nulapparaat.yml": "/dev/zero",
    "alles": "/",
}


def _odd(folder: Path, good: bytes) -> Iterator[Path]:
    for name, target in LINKS.items():
        (folder / name).symlink_to(target)
        yield folder / name
    os.mkfifo(folder / "pijp.yml")
    yield folder / "pijp.yml"
    (folder / "map.yml").mkdir()
    yield folder / "map.yml"
    deep = folder / "dieper" / folder.name
    deep.mkdir(parents=True)
    (deep / "soep.yml").write_bytes(good)
    yield folder / "dieper"
    (folder / "groot.yml").write_bytes(b"titel: x\n" * (BIG // 9))
    yield folder / "groot.yml"


def _false_pictures(folder: Path) -> Iterator[Path]:
    folder.mkdir(exist_ok=True)
    for name, content in pictures().items():
        (folder / name).write_bytes(content)
        yield folder / name
    (folder / "link.png").symlink_to("/etc/passwd")
    yield folder / "link.png"
    os.mkfifo(folder / "pijp.png")
    yield folder / "pijp.png"


def pictures() -> dict[str, bytes]:
    """Files that call themselves pictures and are none, are two things at once, or grow when they are opened."""
    return {
        "svg.png": b"<svg xmlns='http://www.w3.org/2000/svg' onload='raak()'/>",
        "tekening.svg": b"<svg xmlns='http://www.w3.org/2000/svg' onload='raak()'/>",
        "pagina.png": b"<!doctype html><script>raak()</script>",
        "leeg.png": b"",
        "tekst.jpg": b"geen beeld",
        "half.png": png(300, 300)[:60],
        "bom.png": png(30_000, 30_000, zlib.compress(b"\0" * 30_001 * 300)),
        "ontploft.png": png(6_000, 6_000, zlib.compress(b"\0" * 1000)),
        "reuze.png": png(2**31 - 1, 2**31 - 1),
        "nul.png": png(0, 0),
        "klein.png": png(1, 1),
        "gif-en-script.png": b"GIF89a=1;raak();//" + b"\0" * 500,
        "verkeerd.jpg": png(300, 300),
        "tekstbom.png": _text_bomb(),
        "pdf.jpg": b"%PDF-1.4\n",
        "eps.jpg": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 300 300\n",
        "zip.webp": b"PK\x03\x04" + b"\0" * 100,
        "webp.webp": b"RIFF\xff\xff\xff\xffWEBPVP8 " + b"\xff" * 60,
    }


def png(width: int, height: int, pixels: bytes = b"", more: bytes = b"") -> bytes:
    """A grey PNG of that size; without `pixels` its rows are white, as far as they fit in memory."""
    pixels = pixels or zlib.compress((b"\0" + b"\xff" * min(width, 400)) * min(height, 400))
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + more + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def chunk(kind: bytes, data: bytes) -> bytes:
    """One chunk of a PNG."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _text_bomb() -> bytes:
    return png(300, 300, more=chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"\0" * 300_000_000, 1)[: 4 * 1024**2]))
