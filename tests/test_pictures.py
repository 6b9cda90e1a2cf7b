"""A picture on the site shows what it shows, and tells nothing else: not where, when or with what it was made."""

from __future__ import annotations

import io
import random
import struct
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageOps, PngImagePlugin

from parade.read.metadata import PNG, without_metadata
from parade.read.pictures import wrong_with
from parade.site.publish import hand_written

SECRET = b"Camera van Iris 52.1326N 5.2913E"
FORMATS = ("JPEG", "PNG", "WEBP")
XMP = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>" + SECRET + b" exif:GPSLatitude</x:xmpmeta>"


def drawn(size: tuple[int, int] = (240, 210)) -> Image.Image:
    """A picture that differs from each of its turned forms."""
    image = Image.effect_noise(size, 40).convert("RGB")
    image.paste((200, 30, 30), (0, 0, 100, 60))
    return image


def told(format: str, orientation: int = 1, **more: object) -> bytes:
    """A picture that tells where it was made, in each way that its format has."""
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    exif[0x0112] = orientation
    exif.get_ifd(0x8825)[2] = (52.0, 7.0, 57.0)
    out = io.BytesIO()
    extra: dict[str, object] = {"exif": exif, **more}
    if format == "PNG":
        text = PngImagePlugin.PngInfo()
        text.add_text("Comment", SECRET.decode())
        text.add_itxt("XML:com.adobe.xmp", XMP.decode())
        extra["pnginfo"] = text
    else:
        extra["xmp"] = XMP
    if format == "JPEG":
        extra["comment"] = SECRET
    drawn().save(out, format, **extra)
    return out.getvalue()


def seen(content: bytes) -> Image.Image:
    """The picture as a browser shows it."""
    return ImageOps.exif_transpose(Image.open(io.BytesIO(content))).convert("RGB")


@pytest.mark.parametrize("format", FORMATS)
def test_nothing_is_told_and_nothing_is_lost(format: str) -> None:
    """All that was told is gone, also behind the end; each point looks as it did."""
    before = told(format)
    assert SECRET in before
    after = without_metadata(before + SECRET)
    assert SECRET not in after
    image = Image.open(io.BytesIO(after))
    assert not image.getexif()
    assert {"exif", "xmp", "comment", "Comment"}.isdisjoint(image.info)
    assert ImageChops.difference(seen(before), seen(after)).getbbox() is None
    assert without_metadata(after) == after


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("orientation", range(2, 9))
def test_a_picture_on_its_side_is_set_upright(format: str, orientation: int) -> None:
    """Who looks sees it as before, though nothing says any more how to turn it."""
    before = told(format, orientation)
    after = without_metadata(before)
    assert SECRET not in after
    assert not Image.open(io.BytesIO(after)).getexif()
    difference = ImageChops.difference(seen(before), seen(after)).convert("L")
    assert sum(difference.tobytes()) / (240 * 210) < (0.01 if format == "PNG" else 12)


def test_a_progressive_jpeg_and_a_colour_profile_stay() -> None:
    """Scans with segments between them are kept whole, and so is what the colours mean."""
    profile = b"\0" * 36 + b"acsp" + b"\0" * 200
    before = told("JPEG", progressive=True, icc_profile=profile)
    after = Image.open(io.BytesIO(without_metadata(before)))
    assert after.info["icc_profile"] == profile
    assert ImageChops.difference(seen(before), after.convert("RGB")).getbbox() is None


def test_what_a_phone_calls_several_pictures_is_a_jpeg(tmp_path: Path) -> None:
    """A photo with a second one behind it is no fault of the program, and only the first comes on the site."""
    out = io.BytesIO()
    drawn().save(out, "MPO", save_all=True, append_images=[drawn()])
    path = tmp_path / "dorp.jpg"
    path.write_bytes(out.getvalue())
    assert wrong_with(path) == ("", False)
    assert len(without_metadata(out.getvalue())) < len(out.getvalue())
    assert Image.open(io.BytesIO(without_metadata(out.getvalue()))).format == "JPEG"


@pytest.mark.parametrize("format", FORMATS)
def test_where_it_was_made_is_told(format: str, tmp_path: Path) -> None:
    """Who sends a picture in hears that it tells a place, for the file itself is public too."""
    path = tmp_path / f"dorp.{format.lower()}".replace("jpeg", "jpg")
    path.write_bytes(told(format))
    assert wrong_with(path) == ("", True)
    path.write_bytes(without_metadata(told(format)))
    assert wrong_with(path) == ("", False)


def test_pictures_of_pages_and_records_come_without(tmp_path: Path) -> None:
    """Pictures of records and those of hand-written pages are bare on the site; other files are as they are."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "examples/beeld").mkdir(parents=True)
    (tmp_path / "docs/team.JPG").write_bytes(told("JPEG"))
    (tmp_path / "docs/over.md").write_bytes(b"# Over\xff")
    (tmp_path / "examples/beeld/dorp.png").write_bytes(told("PNG"))
    found = hand_written(tmp_path, tmp_path / "examples")
    assert sorted(found) == ["beeld/dorp.png", "over.md", "team.JPG"]
    assert not any(SECRET in content for content in found.values())
    assert found["over.md"] == b"# Over\xff"


@given(st.sampled_from(FORMATS), st.integers(0, 2**32))
def test_no_damage_stops_it(format: str, seed: int) -> None:
    """A cut or damaged picture is no fault of the program, and takes no time without end."""
    chance = random.Random(seed)
    content = bytearray(told(format))
    for _ in range(chance.randint(0, 5)):
        content[chance.randrange(min(len(content), 600))] = chance.randrange(256)
    without_metadata(bytes(content[: chance.randint(0, len(content))]))


def test_a_chunk_of_another_kind_is_left_out() -> None:
    """What no browser needs may be anything, so it does not come on the site."""
    plain = without_metadata(told("PNG"))
    chunk = struct.pack(">I", len(SECRET)) + b"prVt" + SECRET + struct.pack(">I", zlib.crc32(b"prVt" + SECRET))
    assert without_metadata(PNG + plain[8:33] + chunk + plain[33:]) == plain
