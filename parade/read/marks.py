"""Marks in a text that are no part of it: those of a merge that is not finished, and those of Markdown with a head."""

from __future__ import annotations

import re
from collections.abc import Iterator

OURS, OLD, BETWEEN, THEIRS = "<<<<<<<", "|||||||", "=======", ">>>>>>>"
_MARK = re.compile(r"\s*(<{7}|\|{7}|={7}|>{7})(?=\s|$)")

Told = tuple[int, int, str]
"""Row and column (from 0) and a message."""


def merges(lines: list[str]) -> Iterator[Told]:
    """Each merge that is not finished, told once where it begins. In `lines` the first of both sides stays."""
    if not any(mark in line for mark in (OURS, THEIRS) for line in lines):
        return
    begin = None
    dropping = False
    for row, line in enumerate(lines):
        found = _MARK.match(line)
        mark = found[1] if found else ""
        if mark in (OURS, THEIRS) or (mark in (BETWEEN, OLD) and begin is not None):
            if mark == OURS:
                begin, dropping = row, False
            elif mark in (BETWEEN, OLD):
                dropping = True
            else:
                yield _told(lines, begin if begin is not None else row, row)
                begin, dropping = None, False
            lines[row] = ""
        elif dropping:
            lines[row] = ""
    if begin is not None:
        yield _told(lines, begin, len(lines) - 1)


def _told(lines: list[str], begin: int, end: int) -> Told:
    where = f"de regels {begin + 1} tot en met {end + 1}" if end > begin else "deze regel"
    message = (
        f"Hier staan tekens van een samenvoeging die niet af is ({OURS}, {BETWEEN}, {THEIRS}). "
        f"Kies op {where} één van beide teksten, en haal de andere en de regels met die tekens weg."
    )
    return begin, 0, message


def second_part(lines: list[str]) -> Told | None:
    """Where a second document begins, told as what it is; `lines` keep what stands above it."""
    first = next((row for row, line in enumerate(lines) if line.strip() and not line.startswith("#")), 0)
    headed = bool(lines) and lines[first].rstrip() == "---"
    for row in range(first + headed, len(lines)):
        if not re.match(r"(---|\.\.\.)(\s|$)", lines[row]):
            continue
        below = [line for line in lines[row + 1 :] if line.strip()]
        if not below:
            lines[row:] = [""] * (len(lines) - row)
            return None
        record = any(re.match(r"[a-z_]+:(\s|$)", line) for line in below)
        lines[row:] = [""] * (len(lines) - row)
        if headed and not record:
            message = (
                "Hier begint gewone tekst, zoals bij Markdown met een kop. Haal deze regel en alles eronder weg. "
                "Zet de tekst eerst in een veld, zoals aanpak."
            )
        else:
            message = (
                "Hier begint met --- een tweede record. Zet elk record in een eigen bestand: "
                "haal deze regel en alles eronder hier weg."
            )
        return row, 0, message
    return None
