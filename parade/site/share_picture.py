"""The picture that stands with a shared link: a string of pennants, a title and a place, as PNG of 1200 by 630.

Drawn with a palette of flat colours and few greys, which makes it small and quick. Colours are the tokens of the site.
"""

from __future__ import annotations

import hashlib
import io
import math
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

SIZE = (1200, 630)
BAND = 40  # the colour of the family, at the left
LEFT, RIGHT = 104, 1120  # where text begins and ends
TITLE = (190, 495)  # the title stands between these heights
UNDER = 518  # the place and the name of the site stand from here
LINES = 4
STEPS = (76, 70, 64, 58, 52, 46)  # sizes of the title, the first that fits
SMALL = 38
PENNANTS = 14
SHARP = 3  # pennants are drawn this many times larger, for smooth edges
GREYS = 4  # of text, with the paper and the ink
LOOK = "3"  # to be raised when the drawing changes, so that every picture is drawn again

Font = ImageFont.FreeTypeFont
TOKENS = Path(__file__).parent.parent / "pages" / "styles" / "10-tokens.css"
LIGATURES = str.maketrans({"ĳ": "ij", "Ĳ": "IJ"})  # the font has the letters only


@dataclass(frozen=True, slots=True)
class Card:
    """What a picture shows: `familie` is the number of a family of themas, 0 for none; `site` the name of the site."""

    title: str
    under: str
    familie: int = 0
    site: str = ""

    @property
    def key(self) -> str:
        """A text that is the same only for the same picture."""
        told = "\n".join([LOOK, self.title, self.under, str(self.familie), self.site, *colours().values()])
        return "parade-" + hashlib.sha256(told.encode()).hexdigest()[:24]


def draw(card: Card) -> bytes:
    """The picture of a card, as PNG."""
    image = base(card.familie).copy()
    font, lines = fitted(drawable(card.title) or drawable(card.site))
    step = round(font.size * 1.16)
    top = TITLE[0] + (TITLE[1] - TITLE[0] - step * len(lines)) // 2
    for at, line in enumerate(lines):
        write(image, (LEFT, top + at * step), line, font)
    small, name, site = typeface("Semibold", SMALL), typeface("Bold", SMALL), drawable(card.site)
    under = cut(drawable(card.under), small, RIGHT - LEFT - round(name.getlength(site)) - 60)
    write(image, (LEFT, UNDER), under, small, GREYS - 2)
    write(image, (RIGHT - round(name.getlength(site)), UNDER), site, name)
    file = io.BytesIO()
    # Flat colours: to look for runs only is twice as quick, and hardly larger.
    image.save(file, "png", compress_level=1, compress_type=zlib.Z_RLE)
    return file.getvalue()


@cache
def colours() -> dict[str, str]:
    """The colours of the site in light, by the name of their token."""
    found = re.findall(r"--(papier|inkt|accent|rand|familie-\d): (#[0-9a-f]{6});", TOKENS.read_text("utf-8"))
    return dict(reversed(found))  # light stands first in the file, and stays


@cache
def typeface(weight: str, size: int) -> Font:
    """The font in that size (pixels).

    The basic layout is in every Pillow, so that a picture is the same everywhere, and no text makes it fail.
    """
    place = files("font_source_serif_pro") / "files" / f"SourceSerifPro-{weight}.ttf"
    return ImageFont.truetype(str(place), size, layout_engine=ImageFont.Layout.BASIC)


def drawable(text: str) -> str:
    """A text without the signs that the font lacks, such as emoji: they would be boxes."""
    return " ".join("".join(letter for letter in text.translate(LIGATURES) if has(letter)).split())


@lru_cache(4096)
def has(letter: str) -> bool:
    """Whether the font has a letter."""
    font = typeface("Bold", SMALL)
    return letter.isspace() or bytes(font.getmask(letter)) != bytes(font.getmask("\uffff"))


@lru_cache(16384)
def width(word: str, font: Font) -> float:
    """How wide a word is; titles share words."""
    return font.getlength(word)


def fitted(title: str) -> tuple[Font, list[str]]:
    """The largest font in which a title fits, and its lines; what never fits ends in an ellipsis."""
    for size in STEPS:
        font = typeface("Bold", size)
        lines = list(wrapped(title, font))
        if len(lines) <= LINES and len(lines) * size * 1.16 <= TITLE[1] - TITLE[0]:
            return font, lines
    return font, [*lines[: LINES - 1], cut(" ".join(lines[LINES - 1 :]), font, RIGHT - LEFT)]


def wrapped(text: str, font: Font) -> Iterator[str]:
    """The lines of a text; a word wider than a line is broken."""
    line, long, space = "", 0.0, width(" ", font)
    for word in text.split():
        if line and long + space + width(word, font) > RIGHT - LEFT:
            yield line
            line, long = word, width(word, font)
        else:
            long = long + space + width(word, font) if line else width(word, font)
            line = f"{line} {word}".strip()
        while long > RIGHT - LEFT:
            fits = next(end for end in range(len(line) - 1, 0, -1) if font.getlength(line[:end]) <= RIGHT - LEFT)
            yield line[:fits]
            line = line[fits:]
            long = font.getlength(line)
    if line:
        yield line


def cut(text: str, font: Font, width: int) -> str:
    """A text as far as it fits on one line, by whole words where that is possible."""
    if font.getlength(text) <= width:
        return text
    while text and font.getlength(text + " …") > width:
        text = text.rpartition(" ")[0] or text[:-1]
    return text.rstrip(" ,") + " …"


def write(image: Image.Image, place: tuple[int, int], text: str, font: Font, darkest: int = GREYS - 1) -> None:
    """Write one line from that left upper corner, in the greys of the palette up to number `darkest`."""
    drawn = Image.new("L", (round(font.getlength(text) + font.size / 2), round(font.size * 1.5)))
    ImageDraw.Draw(drawn).text((0, 0), text, 255, font)
    greys = drawn.point([(grey * darkest + 127) // 255 for grey in range(256)])
    image.paste(greys, place, greys.point(lambda grey: 255 * min(grey, 1)))  # what is paper stays as it was


@cache
def base(familie: int) -> Image.Image:
    """Everything but the text: paper, the band of a family and the string of pennants."""
    image = Image.new("RGB", SIZE, colours()["papier"])
    image.paste(pennants(), (0, 0))
    band = colours()["accent"] if not familie else colours()[f"familie-{familie}"]
    ImageDraw.Draw(image).rectangle((0, 0, BAND - 1, SIZE[1]), band)
    return image.quantize(palette=palette(), dither=Image.Dither.NONE)


@cache
def pennants() -> Image.Image:
    """The string of pennants along the top, in the colours of the families."""
    width, height = SIZE[0] * SHARP, TITLE[0] * SHARP
    image = Image.new("RGB", (width, height), colours()["papier"])
    pen = ImageDraw.Draw(image)

    def cord(x: float) -> float:
        return height * (0.12 + 0.26 * math.sin(math.pi * x / width))

    pen.line([(x, cord(x)) for x in range(0, width + 1, 12)], colours()["rand"], 3 * SHARP)
    flags = [colours()[name] for name in sorted(colours()) if name.startswith("familie")]
    wide = (width - BAND * SHARP) / PENNANTS
    for at in range(PENNANTS):
        left = BAND * SHARP + wide * (at + 0.14)
        right = left + wide * 0.72
        tip = ((left + right) / 2, (cord(left) + cord(right)) / 2 + wide * 0.9)
        pen.polygon([(left, cord(left)), (right, cord(right)), tip], flags[at % len(flags)])
    return image.resize((SIZE[0], TITLE[0]), Image.Resampling.BOX)


@cache
def palette() -> Image.Image:
    """The sixteen colours of a picture: the greys from paper to ink, which smooth the text, and the flat ones."""
    paper, ink = rgb(colours()["papier"]), rgb(colours()["inkt"])
    greys = [mixed(paper, ink, step / (GREYS - 1)) for step in range(GREYS)]
    flat = [rgb(value) for name, value in colours().items() if name not in ("papier", "inkt")]
    image = Image.new("P", (1, 1))
    image.putpalette([part for colour in greys + flat for part in colour])
    return image


def rgb(colour: str) -> tuple[int, ...]:
    """`#fdf8f0` as three numbers."""
    return tuple(bytes.fromhex(colour[1:]))


def mixed(one: tuple[int, ...], two: tuple[int, ...], share: float) -> tuple[int, ...]:
    """The colour that has `share` of the second in it."""
    return tuple(round(a + (b - a) * share) for a, b in zip(one, two, strict=True))
