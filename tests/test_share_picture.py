"""Pictures of shared links: PNG of the right size, readable, small, and drawn only once."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from parade.keep.store import Store
from parade.model.fields import VOORBEELD
from parade.model.record import Collection, Record
from parade.pages.addresses import OF_SITE, SHARE_PICTURES
from parade.pages.text import where
from parade.read.records import read_folder
from parade.site import build, share_picture
from parade.site.share_picture import LEFT, RIGHT, SIZE, Card, draw, fitted, typeface
from tests.conftest import GOOD, ROOT

LONG = "Coöperatie ’t Huis van één wijk: hoe ĳverige bewoners – met €5 – de zaak weer op de been hielpen, ook nu"


def opened(png: bytes) -> Image.Image:
    """The picture, after its checksums are checked."""
    Image.open(io.BytesIO(png)).verify()
    return Image.open(io.BytesIO(png)).convert("RGB")


@pytest.mark.parametrize("title", ["Tuin", LONG, "W" * 300, "<script> & \x00 😀", "woord " * 200])
@pytest.mark.parametrize("familie", [0, 8])
def test_a_picture_is_a_png_of_that_size(title: str, familie: int) -> None:
    """Whatever the title, it is a valid PNG of 1200 by 630, of at most 22 kB for a title of the longest length."""
    png = draw(Card(title, "Rhenen, " * 30, familie))
    assert opened(png).size == SIZE == (1200, 630)
    assert len(title) > 110 or len(png) <= 22_000


@pytest.mark.parametrize("title", ["Tuin", LONG, "W" * 300, "woord " * 200, "een twee " + "W" * 80])
def test_a_title_fits_in_four_lines(title: str) -> None:
    """Each line is within its width, and together they stay between the pennants and the place."""
    font, lines = fitted(title)
    assert 1 <= len(lines) <= 4
    assert all(font.getlength(line) <= RIGHT - LEFT for line in lines)
    assert len(lines) * font.size * 1.16 <= share_picture.TITLE[1] - share_picture.TITLE[0]


def test_a_short_title_is_shown_whole() -> None:
    """A title of the longest length that a record may have loses no word."""
    for title in (LONG[:100], *[record.naam for record in read_folder(ROOT / "examples")[0]["voorbeelden"]]):
        assert " ".join(fitted(title)[1]) == title


@pytest.mark.parametrize("sign", "éëïóûüèàçöäêôîâñÉËÏÖ’‘“”–—€…½²°şğł")
def test_the_font_has_the_signs_of_dutch(sign: str) -> None:
    """Letters with marks, quotes, dashes and the euro are drawn, and not the box for a sign that is missing."""
    for weight in ("Bold", "Semibold"):
        font = typeface(weight, 40)
        assert bytes(font.getmask(sign)) != bytes(font.getmask("\ufffe"))


def test_the_band_has_the_colour_of_the_family() -> None:
    """The left edge shows the token of the site in light, whichever family it is."""
    tokens = share_picture.TOKENS.read_text("utf-8").split("@media")[0]
    for familie in range(1, 9):
        shown = opened(draw(Card("Tuin", "Rhenen", familie))).getpixel((5, 400))
        assert f"--familie-{familie}: #{bytes(shown).hex()};" in tokens  # type: ignore[arg-type]


def test_the_same_card_gives_the_same_bytes() -> None:
    """One card gives one picture, and another card gives another key and picture."""
    card = Card("Tuin", "Rhenen", 3)
    png = draw(card)
    assert png == draw(Card("Tuin", "Rhenen", 3))
    for other in (Card("Tuin!", "Rhenen", 3), Card("Tuin", "Rhenen", 4), Card("Tuin", "", 3)):
        assert other.key != card.key and draw(other) != png


def test_only_what_changed_is_drawn_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build takes over what was kept while a voorbeeld looks the same, and draws the rest."""
    drawn: list[str] = []

    def noted(card: Card) -> bytes:
        drawn.append(card.title)
        return draw(card)

    monkeypatch.setattr(build, "draw", noted)

    store = Store(tmp_path / "bewaard")

    def built(*titles: str) -> dict[str, bytes]:
        records = [Record(VOORBEELD, f"tuin-{at}", {**GOOD, "titel": title}) for at, title in enumerate(titles)]
        return build.pictures(Collection(records), store)

    first = built("Een tuin", "Een plein")
    assert set(first) == {f"{SHARE_PICTURES}{name}.png" for name in ("tuin-0", "tuin-1", OF_SITE)}
    assert len(drawn) == 3
    drawn.clear()
    second = built("Een tuin", "Een park")
    assert drawn == ["Een park"]
    assert second[f"{SHARE_PICTURES}tuin-0.png"] == first[f"{SHARE_PICTURES}tuin-0.png"]


def test_a_place_that_is_not_known_is_told() -> None:
    """Municipalities are listed, a region stands in their place, and without either the picture says so."""
    assert where(Record(VOORBEELD, "x", {"gemeenten": ["Epe", "Heerde"]})) == "Epe en Heerde"
    assert where(Record(VOORBEELD, "x", {"regio": "Achterhoek"})) == "Achterhoek"
    assert where(Record(VOORBEELD, "x", {"regio": "onbekend"})) == "plaats niet bekend"


def test_letters_that_the_font_lacks_are_no_boxes() -> None:
    """Emoji and other scripts are left out of a picture; a title of nothing else gives way to the name of the site."""
    known = opened(draw(Card("Een tuin", "Rhenen", 1, "Parade"))).tobytes()
    assert opened(draw(Card("Een \N{PARTY POPPER}tuin مرحبا", "Rhenen\N{BALLOON}", 1, "Parade"))).tobytes() == known
    assert (
        opened(draw(Card("مرحبا", "", 1, "Parade"))).tobytes()
        == opened(draw(Card("Parade", "", 1, "Parade"))).tobytes()
    )
    assert share_picture.drawable("Óost-Ĳsselmuiden, €5 – “ja”") == "Óost-IJsselmuiden, €5 – “ja”"
