"""What a picture tells beside what it shows: where, when and with what it was made. It is taken out, without loss.

Shapes: JPEG (ITU T.81: segments of marker and length, up to the end of the image), PNG (ISO 15948: chunks of length,
name, data and check) and WebP (RFC 9649: chunks of name and length, even). Colour profiles stay.
"""

from __future__ import annotations

import io
import struct
import warnings
from collections.abc import Iterator

ORIENTATION = 0x0112
QUALITY = 92  # of a JPEG or WebP that is turned, and so drawn anew
PNG = b"\x89PNG\r\n\x1a\n"
PNG_KEPT = {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP", b"bKGD"}
PNG_KEPT |= {b"pHYs", b"acTL", b"fcTL", b"fdAT"}
WEBP_DROPPED = {b"EXIF", b"XMP "}
WEBP_FLAGS = 0b0000_1100  # of EXIF and XMP, in the head of a WebP


def without_metadata(content: bytes) -> bytes:
    """A picture as it looks, with no more in it; what is no JPEG, PNG or WebP comes back as it was.

    One that a camera wrote lying on its side is set upright. Raises nothing: what cannot be read is left as it is.
    """
    content = _upright(content)
    try:
        if content.startswith(b"\xff\xd8\xff"):
            return b"".join(_jpeg(content))
        if content.startswith(PNG):
            return PNG + b"".join(_png(content))
        if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
            body = b"".join(_webp(content))
            return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body
    except (struct.error, IndexError, ValueError):
        pass
    return content


def _upright(content: bytes) -> bytes:
    """The picture drawn anew when it says that it is to be turned; else as it is."""
    if b"Exif" not in content[:65536] and b"eXIf" not in content and b"EXIF" not in content:
        return content
    from PIL import Image, ImageOps

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of damage: what the check finds good is good enough
            image = Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "WEBP"))
            if image.getexif().get(ORIENTATION, 1) == 1:
                return content
            format = "JPEG" if image.format == "MPO" else str(image.format)
            profile = image.info.get("icc_profile")
            turned = ImageOps.exif_transpose(image)
            made = io.BytesIO()
            turned.save(made, format, icc_profile=profile, **({} if format == "PNG" else {"quality": QUALITY}))
            return made.getvalue()
    except (OSError, ValueError, SyntaxError, struct.error, Image.DecompressionBombError):
        return content


def _jpeg(content: bytes) -> Iterator[bytes]:
    """The parts that are kept: no application data but JFIF, colour profile and Adobe's; no comments; no tail."""
    yield content[:2]
    at = 2
    while content[at + 1] != 0xD9:
        marker = content[at + 1]
        if content[at] != 0xFF:
            raise ValueError("no marker")
        if marker == 0xFF:  # fill before a marker
            at += 1
            continue
        end = at + 2 + struct.unpack(">H", content[at + 2 : at + 4])[0]
        part = content[at:end]
        if not _told_only(marker, part):
            yield part
        at = end
        if marker == 0xDA:  # a scan: data up to the next marker that is no escape and no restart
            start = at
            while content[at] != 0xFF or content[at + 1] == 0 or 0xD0 <= content[at + 1] <= 0xD7:
                at = content.index(b"\xff", at + 1)
            yield content[start:at]
    yield b"\xff\xd9"


def _told_only(marker: int, part: bytes) -> bool:
    """Whether a segment of a JPEG tells something and shows nothing."""
    if marker == 0xFE:
        return True
    if not 0xE0 <= marker <= 0xEF:
        return False
    return not part[4:].startswith((b"JFIF\0", b"ICC_PROFILE\0", b"Adobe"))


def _png(content: bytes) -> Iterator[bytes]:
    at = len(PNG)
    name = b""
    while name != b"IEND":
        length, name = struct.unpack(">I4s", content[at : at + 8])
        part = content[at : at + 12 + length]
        if len(part) < 12 + length:
            raise ValueError("cut off")
        if name in PNG_KEPT:
            yield part
        at += 12 + length


def _webp(content: bytes) -> Iterator[bytes]:
    at, end = 12, 8 + struct.unpack("<I", content[4:8])[0]
    while at + 8 <= min(end, len(content)):
        name, length = struct.unpack("<4sI", content[at : at + 8])
        part = content[at : at + 8 + length + length % 2]
        if len(part) < 8 + length:
            raise ValueError("cut off")
        if name == b"VP8X":
            part = part[:8] + bytes([part[8] & ~WEBP_FLAGS]) + part[9:]
        if name not in WEBP_DROPPED:
            yield part
        at += len(part)
