"""The pictures of a collection: what each one is by its content, whatever its name says."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

from parade.model.problems import why

MAX_BYTES = 5 * 1024 * 1024
MAX_PIXELS = 40_000_000
MIN_SIDE = 200
ENDINGS = {"JPEG": (".jpg", ".jpeg"), "PNG": (".png",), "WEBP": (".webp",)}
"""The kinds of picture that a page may show, with how their names end."""


def wrong_with(path: Path) -> tuple[str, bool]:
    """What is wrong with a picture, empty when nothing is, and whether it holds where it was taken.

    The header is read first: a picture that is small on disk and huge on a screen is never drawn.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            start = stream.read(400)
    except OSError as error:
        return f"Het beeld is niet te lezen ({why(error)}). Controleer of je het mag openen.", False
    if not size:
        return "Dit beeld is leeg. Zet het opnieuw in de map.", False
    if size > MAX_BYTES:
        return f"Dit beeld is {size / 1024**2:.0f} MB; hooguit {MAX_BYTES // 1024**2} MB mag. Maak het kleiner.", False
    if b"<svg" in start.lower() or start.lstrip().startswith(b"<"):
        return "Dit is een svg of webpagina, en daar kan code in zitten. Maak er een png van.", False
    return _looked_at(path)


def _xmp(info: dict[Any, Any]) -> bytes:
    found = info.get("xmp") or info.get("XML:com.adobe.xmp") or b""
    return found.encode() if isinstance(found, str) else bytes(found)


def _looked_at(path: Path) -> tuple[str, bool]:
    from PIL import Image  # here: most collections have no pictures

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(path, formats=tuple(ENDINGS)) as image:
                if image.width * image.height > MAX_PIXELS:
                    return f"Dit beeld is {image.width} bij {image.height} punten. Maak het kleiner.", False
                if min(image.width, image.height) < MIN_SIDE:
                    sides = f"{image.width} bij {image.height}"
                    return f"Dit beeld is {sides} punten; te klein om te tonen. Neem minstens {MIN_SIDE}.", False
                endings = ENDINGS["JPEG" if image.format == "MPO" else str(image.format)]  # some phones write several
                if path.suffix not in endings:
                    return f'Dit is een {endings[0][1:]}. Noem het "{path.stem}{endings[0]}".', False
                placed = bool(image.getexif().get_ifd(0x8825)) or b"GPSLatitude" in _xmp(
                    image.info
                )  # where it was taken
                image.load()
                return "", placed
    except (OSError, ValueError, SyntaxError, Warning, Image.DecompressionBombError):
        return "Dit is geen jpg, png of webp, of het is beschadigd. Sla het beeld opnieuw op als jpg of png.", False
