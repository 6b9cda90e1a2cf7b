"""The site on a USB stick: what is in the zip, and links that lead to files."""

from __future__ import annotations

import io
import zipfile

import pytest

from parade.model.settings import Settings
from parade.site.usb import from_disk, zipped

SITE: dict[str, bytes] = {
    "index.html": b'<html><body dir="ltr"><a href="voorbeelden/">x</a></body></html>',
    "404.html": b"<html></html>",
    "sw.js": b"x",
    "assets/parade/parade.css": b"p { color: red }",
    "assets/parade/search-field.js": b"x",
    "assets/parade/offline/1.bin": b"x",
    "beeld/tuin.jpg": b"picture",
    "beeld/delen/tuin.png": b"x",
    "formulieren/voorbeeld.xlsx": b"sheet",
    ".parade": b"x",
}
SETTINGS = Settings({"naam": "Droge Voeten", "adres": "https://voeten.example/"})


def test_the_zip_holds_what_can_be_read_from_a_disk() -> None:
    """One folder with pages, looks, pictures, documents and the note; the same site gives the same bytes."""
    made = zipped(SITE, SETTINGS)
    assert made == zipped(dict(reversed(SITE.items())), SETTINGS)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        names = set(archive.namelist())
        note = archive.read("droge-voeten/LEES-MIJ.txt").decode()
    kept = ("LEES-MIJ.txt", "index.html", "assets/parade/parade.css", "beeld/tuin.jpg", "formulieren/voorbeeld.xlsx")
    assert names == {f"droge-voeten/{path}" for path in kept}
    assert "Wat niet werkt vanaf een stick" in note
    assert "https://voeten.example/" in note


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("../voorbeelden/tuin/", "../voorbeelden/tuin/index.html"),
        ("../voorbeelden/?thema=geld", "../voorbeelden/index.html?thema=geld"),
        ("tuin/#bronnen", "tuin/index.html#bronnen"),
        ("..", "../index.html"),
        ("../..", "../../index.html"),
        (".", "./index.html"),
        ("./", "./index.html"),
        ("#begin", "#begin"),
        ("../beeld/tuin.jpg", "../beeld/tuin.jpg"),
        ("https://voeten.example/a/", "https://voeten.example/a/"),
        ("mailto:wie@voeten.example", "mailto:wie@voeten.example"),
    ],
)
def test_a_link_leads_to_a_file(link: str, expected: str) -> None:
    """A folder is no page on a disk: a link within the site names its file; links elsewhere stay."""
    html = from_disk("themas/index.html", f'<body><a class="x" href="{link}">x</a></body>'.encode()).decode()
    assert f' href="{expected}">x</a>' in html


def test_each_page_says_what_does_not_work() -> None:
    """Scripts are gone, and every page tells so, with a link to the note."""
    page = b'<body class="x"><script type="module" src="../a.js"></script><h1>Tuin</h1></body>'
    html = from_disk("voorbeelden/tuin/index.html", page).decode()
    assert "<script" not in html
    assert 'href="../../LEES-MIJ.txt"' in html
    assert "Zoeken, verfijnen en invullen werken hier niet" in html
