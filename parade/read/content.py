"""The bytes of a file → its text, or what kind of file it is instead."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

MAX_BYTES = 256 * 1024

IMPORT = "Neem het over met: parade import"
# How files begin that hold no text, and what to do with them. `{name}` is the name of the file.
STARTS: tuple[tuple[bytes, str], ...] = (
    (b"{\\rtf", "Dit is opgemaakte tekst (RTF), ook al heet het {name}. Kies bij opslaan als: platte tekst, UTF-8."),
    (b"%PDF", "Dit is een pdf. Kopieer de tekst eruit, en maak het voorbeeld met: parade new"),
    (b"\x89PNG", "Dit is een plaatje. Zet het in de map beeld, en noem het bij beeld in een voorbeeld."),
    (b"\xff\xd8\xff", "Dit is een foto. Zet haar in de map beeld, en noem haar bij beeld in een voorbeeld."),
    (b"GIF8", "Dit is een plaatje (GIF). Maak er een jpg of png van en zet het in de map beeld."),
    (b"\xd0\xcf\x11\xe0", "Dit is een oud Word- of Excel-bestand. Bewaar het als .docx of .xlsx. {way}"),
    (b"\x1f\x8b", "Dit is een ingepakt bestand. Pak het uit, en zet hier alleen de tekst neer."),
)
ZIPPED: tuple[tuple[bytes, str], ...] = (
    (b"word/", "Dit is een Word-bestand, geen platte tekst. {way} (noem het dan {stem}.docx)"),
    (b"xl/", "Dit is een Excel-bestand, geen platte tekst. {way} (noem het dan {stem}.xlsx)"),
    (b"opendocument.text", "Dit is een document van LibreOffice. Bewaar het als .docx. {way}"),
    (b"opendocument.spreadsheet", "Dit is een rekenblad van LibreOffice. Bewaar het als .csv. {way}"),
)
NO_TEXT = "Dit is geen tekst. Sla het op als platte tekst (UTF-8), of maak het voorbeeld opnieuw met: parade new"


@dataclass
class Content:
    """The text of a file, with line ends `\\n`; None when it is no text.

    Each of `told` is a line, a column, whether it is a fout, and a message.
    """

    text: str | None = None
    told: list[tuple[int, int, bool, str]] = field(default_factory=list)


def decode(content: bytes, name: str) -> Content:
    """The text of a file of that name. Another coding than UTF-8 is a fout, and is read all the same."""
    if len(content) > MAX_BYTES:
        return _refused(f"Het bestand is groter dan {MAX_BYTES // 1024} kB. Maak de teksten korter.")
    if message := no_text(content, name):
        return _refused(message)
    found = Content()
    if coding := _wide(content):
        found.told.append((1, 1, True, 'Dit is UTF-16 (in Kladblok: "Unicode"). Sla het bestand op als UTF-8.'))
        text = content.decode(coding, errors="replace").removeprefix("\ufeff")
    else:
        text = _narrow(content, found)
    if "\r" in text:
        message = "De regels eindigen op zijn Windows (CRLF). Stel je programma in op regeleinde LF."
        found.told.append((1, 1, False, message))
    found.text = text.replace("\r\n", "\n").replace("\r", "\n")
    if found.text.count("\x00") > 3:
        return _refused(NO_TEXT)
    return found


def no_text(content: bytes, name: str) -> str:
    """What to tell of a file that holds no text, from how it begins; empty when it may be text."""
    last = name.rpartition("/")[2]
    stem = re.sub(r"(\.[A-Za-z]{1,5})+$", "", last) or last
    names = {"name": last, "stem": stem, "way": f"{IMPORT} {last}"}
    for start, message in STARTS:
        if content.startswith(start):
            return message.format(**names)
    if content.startswith(b"PK\x03\x04"):
        for sign, message in ZIPPED:
            if sign in content:
                names["way"] = f"{IMPORT} {stem}.{'xlsx' if sign == b'xl/' else 'docx'}"
                return message.format(**names)
        return "Dit is een ingepakt bestand (zip). Pak het uit, en zet hier alleen de tekst neer."
    return ""


def _refused(message: str) -> Content:
    return Content(None, [(1, 1, True, message)])


def _wide(content: bytes) -> str:
    if content.startswith((b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")):
        return "utf-32"
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    sample = content[:400]
    if len(sample) >= 8 and sample[1::2].count(0) > len(sample) * 0.4:
        return "utf-16-le"
    if len(sample) >= 8 and sample[::2].count(0) > len(sample) * 0.4:
        return "utf-16-be"
    return ""


def _narrow(content: bytes, found: Content) -> str:
    if content.startswith(b"\xef\xbb\xbf"):
        message = "Het bestand begint met een onzichtbaar teken (BOM). Sla het op als UTF-8 zonder BOM."
        found.told.append((1, 1, False, message))
        content = content[3:]
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
        line = before.count("\n") + 1
        column = len(before) - before.rfind("\n")
        message = "Dit teken is geen UTF-8. Sla het bestand op als UTF-8, niet als Latin-1 of ANSI."
        found.told.append((line, column, True, message))
        return content.decode("cp1252", errors="replace")
