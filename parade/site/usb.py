"""The site as a zip for a USB stick: pages that can be read from a disk, with a note that tells what cannot.

A browser runs no modules and fetches nothing from a disk, so what needs those is left out: scripts, the search index,
what scripts ask for. Each page says so itself.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from parade.dutch.words import slug
from parade.model.problems import ParadeError
from parade.model.settings import Settings
from parade.pages.addresses import SHARE_PICTURES, STYLE
from parade.site.builder import NOT_FOUND
from parade.site.offline import ASSETS, WORKER
from parade.site.publish import MARK

NOTE = "LEES-MIJ.txt"
SAME_DAY = (1980, 1, 1, 0, 0, 0)  # no time of making, so that the same site gives the same bytes
LEFT_OUT = ("assets/parade/zoek-", "assets/parade/offline/", SHARE_PICTURES)
FOR_SCRIPTS = (".js", ".json")  # below assets; elsewhere they are open data
NOT_FROM_DISK = """[data-parade-zoek] { display: none !important; }
.usb { background: var(--vlak-zacht); font-size: 1rem; margin: 0; padding: 0.5rem 1rem; }
.usb a { color: var(--link); text-decoration: underline; }
"""
LINK = re.compile(r'( (?:href|action)=")([^"#?:]*)([^":]*")')
SCRIPT = re.compile(r'\s*<script type="module"[^>]*></script>')
BODY = re.compile(r"<body[^>]*>")
TEXT = """{naam}, zonder internet

Pak dit bestand uit. Open daarna index.html in de map: dubbelklik erop.

Wat werkt: alle voorbeelden met wat erbij past, de lijsten, de kaart, de
bijeenkomsten en de bestanden om te downloaden. Ook afdrukken werkt. Lege
werkbladen kun je afdrukken.

Wat niet werkt vanaf een stick, want browsers staan het niet toe:
- zoeken. Kies een thema, of zoek op een pagina met Ctrl+F;
- lijsten verfijnen en sorteren, vergelijken en je eigen lijst;
- werkbladen en formulieren op het scherm invullen.

Wil je dat alles ook zonder internet? Open de site een keer met internet, en
kies onderaan voor: zonder internet.{adres}

Deze map verandert niet vanzelf. Maak haar opnieuw met: parade build --usb
"""


def write_zip(out: Path, settings: Settings) -> Path:
    """Write the zip of the finished site at `out` beside it; raises `ParadeError` when that cannot be."""
    out = out.resolve()
    place = out.with_name(f"{out.name}.zip")
    try:
        found = {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}
        place.write_bytes(zipped(found, settings))
    except OSError as error:
        raise ParadeError(
            f'"{place}" is niet te schrijven ({error.strerror}). Controleer je rechten en de ruimte.'
        ) from error
    return place


def zipped(site: Mapping[str, bytes], settings: Settings) -> bytes:
    """The zip, with all in one folder named after the collection; the same site gives the same bytes."""
    folder = slug(settings.naam) or "site"
    address = f" Het adres is\n{settings.adres}" if settings.data.get("adres") else ""
    files: dict[str, bytes] = {NOTE: TEXT.format(naam=settings.naam, adres=address).replace("\n", "\r\n").encode()}
    for path in sorted(site):
        if is_readable(path):
            files[path] = from_disk(path, site[path])
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, told in files.items():
            archive.writestr(zipfile.ZipInfo(f"{folder}/{path}", SAME_DAY), told, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def is_readable(path: str) -> bool:
    """Whether a file can be used from a disk."""
    asked = path.startswith(ASSETS) and path.endswith(FOR_SCRIPTS)
    return path not in (NOT_FOUND, WORKER, MARK) and not path.startswith(LEFT_OUT) and not asked


def from_disk(path: str, content: bytes) -> bytes:
    """A file as it can be read from a disk: links lead to files, scripts are gone, and pages say what is missing."""
    if path == STYLE:
        return content + b"\n" + NOT_FROM_DISK.encode()
    if not path.endswith(".html"):
        return content
    html = LINK.sub(_to_file, SCRIPT.sub("", content.decode("utf-8")))
    top = "../" * (len(PurePosixPath(path).parts) - 1)
    said = (
        '<p class="usb" role="note">Je leest dit van een schijf of stick. Zoeken, verfijnen en invullen werken hier '
        f'niet: <a href="{top}{NOTE}">lees wat wel werkt</a>, of kies '
        f'<a href="{top}themas/index.html">een thema</a>.</p>'
    )
    return BODY.sub(lambda found: found[0] + said, html, count=1).encode()


def _to_file(found: re.Match[str]) -> str:
    """A link to a page as a link to its file; other links as they are."""
    before, target, rest = found.groups()
    if target.endswith("/") and not target.startswith("/"):
        target += "index.html"
    elif target in (".", "..") or target.endswith("/.."):
        target += "/index.html"
    return f"{before}{target}{rest}"
