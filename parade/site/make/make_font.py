"""Makes kop.woff2, the letters of headings and of the name of the site: a subset of Source Serif.

    pip install fonttools brotli font-source-serif-pro
    python parade/site/make/make_font.py

Source Serif is by Adobe (SIL OFL 1.1); the package also gives the letters of shared pictures. Its licence keeps the
name "Source" for whole fonts, so the subset has a name of its own. It holds the Latin letters of Dutch, Frisian and
their neighbours, and typographic marks; a letter that is not in it is drawn in the next face of the token.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

ASSETS = Path(__file__).parents[1] / "theme" / "assets" / "parade"
NAME = "Parade Kop"
LETTERS = [*range(0x20, 0x7F), *range(0xA0, 0x180), *map(ord, "‐‑–—‘’‚“”„•…‹›€−→™ẀẁẂẃẄẅỲỳ")]
FEATURES = ["kern", "liga", "mark", "ccmp", "locl"]
SAYS = {0, 13, 14}  # the name records that stay: copyright, licence and its address


def main() -> None:
    """Write the subset and its licence, and print its size."""
    folder = files("font_source_serif_pro") / "files"
    with (folder / "SourceSerifPro-Semibold.otf").open("rb") as file:
        font = TTFont(file, recalcTimestamp=False)
        options = Options(
            layout_features=FEATURES, hinting=False, desubroutinize=False, name_IDs=[*SAYS], notdef_outline=True
        )
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=LETTERS)
        subsetter.subset(font)
        for number, text in {1: NAME, 2: "Regular", 3: NAME, 4: NAME, 6: NAME.replace(" ", "")}.items():
            font["name"].setName(text, number, 3, 1, 0x409)
        font["CFF "].cff.fontNames = [NAME.replace(" ", "")]
        top = font["CFF "].cff.topDictIndex[0]
        top.FullName = top.FamilyName = NAME
        font.flavor = "woff2"
        font.save(ASSETS / "kop.woff2")
    (ASSETS / "kop-LICENTIE.txt").write_text((folder / "LICENSE.txt").read_text("utf-8"), "utf-8")
    print(f"{(ASSETS / 'kop.woff2').stat().st_size} bytes, {len(font.getGlyphOrder())} glyphs")


if __name__ == "__main__":
    main()
