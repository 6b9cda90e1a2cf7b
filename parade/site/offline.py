"""The site without internet: a service worker, and every file that pages need in a few packs.

A pack is some files behind each other, compressed as one: pages look alike, so that this halves what a visitor
fetches. A list tells what lies where, with a hash of each file, by which the service worker knows a file of another
version. All names hold the hash of what is in them, so that old and new never mix.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterable, Mapping
from importlib.resources import files as package_files
from pathlib import Path, PurePosixPath

from parade.pages.addresses import SHARE_PICTURES

WORKER = "sw.js"  # at the root: a service worker serves what stands beside it
FOLDER = "assets/parade/offline/"
ASSETS = "assets/"
SEARCH = "assets/parade/zoek-"
PICTURES = "beeld/"
KEPT = (
    "zoeken",
    "mijn-lijst",
    "mijn-plannen",
    "muur",
    "vergelijken",
    "zonder-internet",
)  # lead on, or hold what one keeps
FIRST = {"index.html", *(f"{name}/index.html" for name in KEPT)}
LOOKS = (".css", ".js", ".svg", ".woff2", ".geojson")
PACK = 1_000_000  # bytes before compressing: unpacked within a moment on a phone
FIRST_MOST = 1_000_000  # bytes that a first visit may keep; with more, search waits until a visitor asks for all
SIGNS = 8  # of a file's hash: enough to tell versions apart, and they are many


def offline(site: Mapping[str, str | bytes], before: Path) -> dict[str, bytes]:
    """The service worker, its list and packs for a finished site, by path; `before` is where the old site stands.

    `stand.json` tells {versie, begin, alles}: the version, and the bytes of a first visit and of all packs.
    """
    wanted = {path: _bytes(file) for path, file in site.items() if _is_needed(path)}
    first = [path for path in sorted(wanted) if _is_first(path)]
    packed = _pack(wanted[path] for path in first)
    if len(packed) > FIRST_MOST:
        first = [path for path in first if not path.startswith(SEARCH)]
    groups = [first, *_groups({path: wanted[path] for path in sorted(set(wanted) - set(first), key=_order)})]
    packs = {}
    told: list[tuple[str, int]] = []
    for group in groups:
        name = _hash(_whole(wanted[path] for path in group))[:16]
        packs[f"{FOLDER}{name}.bin"] = pack = _kept(before / FOLDER / f"{name}.bin", [wanted[path] for path in group])
        told.append((name, len(pack)))
    lines = [
        (path, _hash(wanted[path])[:SIGNS], len(wanted[path]), number)
        for number, group in enumerate(groups)
        for path in group
    ]
    listed = json.dumps({"pakken": told, "bestanden": lines}, ensure_ascii=False, separators=(",", ":")).encode()
    worker = (package_files("parade.site") / WORKER).read_text("utf-8")
    version = _hash(listed + worker.encode())[:16]
    sizes = {"versie": version, "begin": told[0][1], "alles": sum(size for _, size in told)}
    return {
        **packs,
        f"{FOLDER}{version}.json": listed,
        f"{FOLDER}stand.json": json.dumps(sizes).encode(),
        WORKER: worker.replace("VERSIE", version).encode(),
    }


def _is_needed(path: str) -> bool:
    """Whether a page needs a file: documents to fill in, open data and pictures of shared links are left out."""
    return path.endswith(".html") or path.startswith(ASSETS) or _is_picture(path)


def _is_picture(path: str) -> bool:
    return path.startswith(PICTURES) and not path.startswith(SHARE_PICTURES)


def _is_first(path: str) -> bool:
    """Whether a first visit keeps it: what every page uses, search, and the pages that lead on."""
    looks = path.startswith(ASSETS) and path.endswith(LOOKS)
    return path in FIRST or looks or path.startswith(SEARCH) or path == "assets/parade/search.json"


def _order(path: str) -> tuple[bool, str, str]:
    """Pages by path; then what scripts ask for, by record, for that tells the same words in several files."""
    asked = path.startswith(ASSETS)
    return asked, PurePosixPath(path).stem if asked else "", path


def _groups(wanted: Mapping[str, bytes]) -> list[list[str]]:
    groups: list[list[str]] = []
    size = PACK
    for path, content in wanted.items():
        if size >= PACK:
            groups.append([])
            size = 0
        groups[-1].append(path)
        size += len(content)
    return groups


def _kept(path: Path, parts: list[bytes]) -> bytes:
    """The pack of an earlier build when it holds these very files, else a new one."""
    try:
        pack = path.read_bytes()
        if gzip.decompress(pack) == _whole(parts):
            return pack
    except (OSError, EOFError, ValueError):
        pass  # there is none, or something else stands there
    return _pack(parts)


def _pack(parts: Iterable[bytes]) -> bytes:
    return gzip.compress(_whole(parts), 9, mtime=0)


def _whole(parts: Iterable[bytes]) -> bytes:
    return b"".join(parts)


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _bytes(file: str | bytes) -> bytes:
    return file if isinstance(file, bytes) else file.encode()
