"""QR codes for paper: an address as an SVG, or as a picture of a few hundred bytes."""

from __future__ import annotations

import segno
from markupsafe import Markup

BORDER = 4  # dots of white around a code, as its standard asks


def drawn(address: str) -> Markup:
    """A code as an SVG of one path, as wide as the box it stands in; it bears some dirt."""
    return Markup(segno.make_qr(address, error="m").svg_inline(border=BORDER, omitsize=True))


def dotted(address: str) -> str:
    """A code as the address of a picture in which a dot is a pixel: a third of the bytes of a drawing."""
    return str(segno.make_qr(address, error="l").png_data_uri(border=BORDER))
