"""What a site gives to be kept without internet: each file once, told truly, the same for the same site."""

from __future__ import annotations

import gzip
import hashlib
import json
from pathlib import Path

import pytest

from parade.site import offline as room
from parade.site.offline import FOLDER, WORKER, offline

SITE: dict[str, str | bytes] = {
    "index.html": "<h1>Welkom</h1>",
    "zoeken/index.html": "<h1>Zoeken</h1>",
    "voorbeelden/tuin/index.html": "<h1>Een tuin</h1>" * 50,
    "voorbeelden/één/index.html": "<h1>Eén</h1>" * 50,
    "assets/parade/parade.css": "p { color: red }",
    "assets/parade/zoek-1a/index.json": b"{}" * 500,
    "assets/parade/vergelijk/tuin.json": b"{}",
    "beeld/tuin.jpg": bytes(range(256)),
    "beeld/delen/tuin.png": b"not needed by a page",
    "voorbeelden/tuin.json": "{}",
    "formulieren/voorbeeld.xlsx": b"not needed by a page",
    "sitemap.xml": "<urlset/>",
}
NEEDED = set(list(SITE)[:8])


def unpacked(made: dict[str, bytes]) -> dict[str, bytes]:
    """The files as the service worker cuts them out of the packs."""
    version = json.loads(made[f"{FOLDER}stand.json"])["versie"]
    told = json.loads(made[f"{FOLDER}{version}.json"])
    whole = [gzip.decompress(made[f"{FOLDER}{name}.bin"]) for name, _ in told["pakken"]]
    found = {}
    for path, sum, size, number in told["bestanden"]:
        found[path], whole[number] = whole[number][:size], whole[number][size:]
        assert hashlib.sha256(found[path]).hexdigest().startswith(sum)
    assert set(whole) == {b""}
    return found


def test_each_file_that_a_page_needs_is_in_a_pack(tmp_path: Path) -> None:
    """Pages, what scripts ask for and pictures of records come out as they went in; documents and data stay out."""
    made = offline(SITE, tmp_path)
    bytes_in = {path: file if isinstance(file, bytes) else file.encode() for path, file in SITE.items()}
    assert unpacked(made) == {path: bytes_in[path] for path in NEEDED}


def test_what_is_told_of_the_size_is_true(tmp_path: Path) -> None:
    """The size of a first visit is that of the first pack, the size of all that of all packs."""
    made = offline(SITE, tmp_path)
    told = json.loads(made[f"{FOLDER}stand.json"])
    listed = json.loads(made[f"{FOLDER}{told['versie']}.json"])
    sizes = [len(made[f"{FOLDER}{name}.bin"]) for name, _ in listed["pakken"]]
    assert [size for _, size in listed["pakken"]] == sizes
    assert (told["begin"], told["alles"]) == (sizes[0], sum(sizes))
    first = {path for path, _, _, number in listed["bestanden"] if number == 0}
    assert first == {"index.html", "zoeken/index.html", "assets/parade/parade.css", "assets/parade/zoek-1a/index.json"}


def test_a_search_that_is_too_heavy_waits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A first visit does not fetch a large index unasked; it comes with all the rest."""
    monkeypatch.setattr(room, "FIRST_MOST", 10)
    made = offline(SITE, tmp_path)
    version = json.loads(made[f"{FOLDER}stand.json"])["versie"]
    listed = json.loads(made[f"{FOLDER}{version}.json"])
    assert {path: number for path, _, _, number in listed["bestanden"]}["assets/parade/zoek-1a/index.json"] > 0
    assert set(unpacked(made)) == NEEDED


def test_the_same_site_gives_the_same_bytes(tmp_path: Path) -> None:
    """Whatever the order of the files and whatever stands there, right or wrong; another site has another version."""
    made = offline(SITE, tmp_path)
    for path, content in made.items():
        place = tmp_path / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    assert offline(dict(reversed(SITE.items())), tmp_path) == made
    for number, pack in enumerate(sorted((tmp_path / FOLDER).glob("*.bin"))):
        pack.write_bytes(b"no pack" if number else gzip.compress(b"another pack"))
    assert offline(SITE, tmp_path) == made
    other = offline({**SITE, "index.html": "<h1>Dag</h1>"}, tmp_path)
    assert other[WORKER] != made[WORKER]
    assert sum(path in made for path in other if path.endswith(".bin")) == 1
