"""Signs that a writer did not mean to type: invisible ones, odd spaces, and what copying made of letters."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

# All of the categories Cc, Cf, Cs, Co, Zl and Zp, and letters that show nothing. A joiner between two parts of one
# picture sign (a farmer is a woman, a joiner and a sheaf) is what its writer typed.
INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160"
    "\u17b4\u17b5\u180b-\u180e\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ud800-\uf8ff\ufeff\uffa0"
    "\ufff0-\uffff\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U0010ffff]|\u200d(?![\u2190-\u2bff\U0001f000-\U0001faff])"
)
# Nothing is lost when these are left out: they only say where a word may break or which way it runs.
SOFT = re.compile("[\xad\u034f\u061c\u180e\u200b-\u200f\u2060\ufeff]")
ODD_SPACE = re.compile("[\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
LOST = "\N{REPLACEMENT CHARACTER}"

NAMES = {
    0xAD: "zacht afbreekstreepje",
    0xA0: "harde spatie",
    0x202F: "smalle harde spatie",
    0x200B: "spatie zonder breedte",
    0x200C: "scheiding zonder breedte",
    0x200D: "verbinding zonder breedte",
    0x2060: "verbinding zonder breedte",
    0xFEFF: "BOM",
    **dict.fromkeys((0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)), "leesrichting"),
}

_CODE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_BROKEN = re.compile("[ÂÃâð][\x80-\xff\u0152-\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]{1,3}")


@dataclass(frozen=True, slots=True)
class Found:
    """What is wrong at a column (from 0) of a line: whether nothing is lost by mending it, and how it is told."""

    column: int
    soft: bool
    message: str


def mend(line: str) -> tuple[str, list[Found]]:
    """The line as it is read on, and what was wrong with its signs, each kind told once a line."""
    if line.isascii() and line.isprintable() and "&" not in line:
        return line, []
    found = [*_invisible(line)]
    line = INVISIBLE.sub(lambda sign: "" if SOFT.match(sign[0]) else " ", line)
    for change, told in ((_letters, "is bij het kopiëren verminkt"), (_plain, "is een code van een webpagina")):
        mended, at, wrong, right = change(line)
        if mended != line:
            found.append(Found(at, False, f'"{wrong}" {told}. Schrijf: {right}'))
            line = mended
    return line, found


def named(sign: str) -> str:
    """A sign that cannot be seen, by its number and name: `U+00AD, zacht afbreekstreepje`."""
    name = NAMES.get(ord(sign))
    return f"U+{ord(sign):04X}, {name}" if name else f"U+{ord(sign):04X}"


def visible(text: str) -> str:
    """The text without invisible signs and odd spaces, as search and people read it."""
    text = INVISIBLE.sub(lambda sign: "" if SOFT.match(sign[0]) else " ", text)
    return ODD_SPACE.sub(" ", text)


def _invisible(line: str) -> Iterator[Found]:
    found = INVISIBLE.search(line)
    if not found:
        return
    sign = found[0]
    before = line[: found.start()].rpartition(" ")[2]
    word = before + line[found.start() :].partition(" ")[0]
    shown = "".join(each for each in word if each == LOST or not INVISIBLE.match(each))[:60]
    where = f'In "{shown}" staat' if shown else "Hier staat"
    if sign == LOST:
        message = f'In "{shown}" is een letter verloren gegaan ({LOST}). Tik het woord over.'
    elif shown:
        message = f"{where} een onzichtbaar teken ({named(sign)}). Wis het woord en tik het over."
    else:
        message = f"{where} een onzichtbaar teken ({named(sign)}). Haal het weg."
    yield Found(found.start(), bool(SOFT.match(sign)), message)


def _letters(line: str) -> tuple[str, int, str, str]:
    """`cafÃ©` is `café`: UTF-8 that some program took for an older code. Only Latin letters and signs are put back."""
    first: list[re.Match[str]] = []

    def back(found: re.Match[str]) -> str:
        for end in range(len(found[0]), 1, -1):
            right = _decoded(found[0][:end])
            if right and (right in "€™" or "\xa0" <= right <= "\xff" or "\u2010" <= right <= "\u203a"):
                first.append(found)
                return right + found[0][end:]
        return found[0]

    mended = _BROKEN.sub(back, line)
    if not first:
        return line, 0, "", ""
    begin = line.rfind(" ", 0, first[0].start()) + 1
    word = line[begin:].split(" ", 1)[0]
    return mended, first[0].start(), word[:60], _BROKEN.sub(back, word)[:60]


def _decoded(text: str) -> str:
    codes = bytearray()
    for letter in text:
        try:
            codes += letter.encode("cp1252")
        except UnicodeEncodeError:
            if ord(letter) > 255:
                return ""
            codes.append(ord(letter))
    try:
        right = codes.decode("utf-8")
    except UnicodeDecodeError:
        return ""
    return right if len(right) == 1 else ""


def _plain(line: str) -> tuple[str, int, str, str]:
    """`caf&eacute;` is `café`; a code that gives no sign that can be seen is a space."""

    def sign(found: re.Match[str]) -> str:
        right = html.unescape(found[0])
        return right if right.isprintable() else " "

    for found in _CODE.finditer(line):
        right = sign(found)
        if right != found[0]:
            shown = right if right.strip() else "een gewone spatie"
            return _CODE.sub(sign, line), found.start(), found[0], shown
    return line, 0, "", ""
