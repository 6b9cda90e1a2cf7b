"""One YAML file from a stranger → a tree of nodes, and a problem for everything wrong with its text.

YAML stops at its first mistake. A person wants to hear all of them at once, so each mistake is
reported, mended in memory (never in the file) and the text is read again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import yaml

from parade.model.problems import Level, Problem

MAX_BYTES = 256 * 1024
MAX_DEPTH = 8
MAX_ALIASES = 10
MAX_NODES = 20_000
MAX_REPAIRS = 25

# The C reader is some ten times faster; wheels have it on every platform that we know of.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# Control characters, other line ends, and marks that turn the direction of text around.
INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
QUOTE = "Zet de hele tekst tussen aanhalingstekens, of begin met |- en zet de tekst op de volgende regel."


class YamlFile:
    """The text of one file, its nodes (None when nothing can be read) and its problems.

    `name` is the path as told to people; lines and columns count from 1. Never raises on content.
    """

    def __init__(self, name: str, content: bytes) -> None:
        self.name = name
        self.problems: list[Problem] = []
        self.node: yaml.Node | None = None
        if len(content) > MAX_BYTES:
            self.fout(1, 1, f"Het bestand is groter dan {MAX_BYTES // 1024} kB. Maak de teksten korter.")
            return
        self.lines = list(self._clean(self._decode(content)))
        self._read()

    def fout(self, line: int, column: int, message: str) -> None:
        """Add a problem that blocks."""
        self.problems.append(Problem(self.name, line, column, Level.FOUT, "", message))

    def tip(self, line: int, column: int, message: str) -> None:
        """Add a problem that does not block."""
        self.problems.append(Problem(self.name, line, column, Level.TIP, "", message))

    def _decode(self, content: bytes) -> str:
        if content.startswith(b"\xef\xbb\xbf"):
            self.tip(1, 1, "Het bestand begint met een onzichtbaar teken (BOM). Sla het op als UTF-8 zonder BOM.")
            content = content[3:]
        try:
            text = content.decode("utf-8")
        except UnicodeDecodeError as error:
            before = content[: error.start].decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
            line = before.count("\n") + 1
            column = len(before) - before.rfind("\n")
            self.fout(line, column, "Dit teken is geen UTF-8. Sla het bestand op als UTF-8, niet als Latin-1 of ANSI.")
            text = content.decode("cp1252", errors="replace")
        if "\r" in text:
            self.tip(1, 1, "De regels eindigen op zijn Windows (CRLF). Stel uw programma in op regeleinde LF.")
        return text.replace("\r\n", "\n").replace("\r", "\n")

    def _clean(self, text: str) -> Iterator[str]:
        for number, line in enumerate(text.split("\n"), 1):
            if found := INVISIBLE.search(line):
                message = (
                    f"Hier staat een onzichtbaar teken (U+{ord(found[0]):04X}). Haal het weg en tik de tekst over."
                )
                self.fout(number, found.start() + 1, message)
                line = INVISIBLE.sub(" ", line)
            indent = line[: len(line) - len(line.lstrip())]
            if "\t" in indent and line.strip():
                self.fout(number, indent.index("\t") + 1, "Hier staat een tab. Gebruik spaties om in te springen.")
                line = indent.replace("\t", "  ") + line.lstrip()
            yield line

    def _read(self) -> None:
        for _ in range(MAX_REPAIRS):
            try:
                text = "\n".join(self.lines)
                if not self._within_limits(text):
                    return
                self.node = yaml.compose(text, LOADER)
                break
            except yaml.MarkedYAMLError as error:
                self._report_and_repair(error)
        else:
            self.fout(1, 1, "Er staan te veel fouten in dit bestand. Los de eerste op en controleer het opnieuw.")
            return
        if self.node is None and not self.problems:
            self.fout(1, 1, "Het bestand is leeg. Vul het, of haal het weg.")

    def _within_limits(self, text: str) -> bool:
        """Whether the text stays within depth, aliases and size; counted on events, before any nesting is built."""
        depth = aliases = nodes = 0
        for event in yaml.parse(text, LOADER):
            mark = event.start_mark
            line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            elif isinstance(event, yaml.AliasEvent):
                aliases += 1
            nodes += isinstance(event, yaml.NodeEvent)
            if depth > MAX_DEPTH:
                self.fout(
                    line, column, f"De lijsten zitten meer dan {MAX_DEPTH} lagen diep in elkaar. Maak het platter."
                )
                return False
            if aliases > MAX_ALIASES:
                self.fout(
                    line, column, f"Er staan meer dan {MAX_ALIASES} verwijzingen met * in. Schrijf de tekst voluit."
                )
                return False
            if nodes > MAX_NODES:
                self.fout(line, column, f"Er staan meer dan {MAX_NODES} waarden in. Splits het bestand.")
                return False
        return True

    def _report_and_repair(self, error: yaml.MarkedYAMLError) -> None:
        mark = error.problem_mark or error.context_mark
        if re.search("quoted scalar|scanning an? (alias|anchor|tag)", error.context or ""):
            mark = error.context_mark
        row = min(mark.line if mark else 0, len(self.lines) - 1)
        column = min(mark.column if mark else 0, max(len(self.lines[row]) - 1, 0))
        message, repaired = _cure(error.problem or "", self.lines, row, column)
        self.fout(row + 1, column + 1, message)
        if repaired is None:
            del self.lines[row:]
        else:
            # A mending that changes nothing would be tried for ever.
            self.lines[row] = repaired if repaired != self.lines[row] else ""


def _cure(problem: str, lines: list[str], row: int, column: int) -> tuple[str, str | None]:
    """What to tell about a YAML mistake, and the line as it is read on; None cuts the text there."""
    line = lines[row]
    mended = line[:column] + "·" + line[column + 1 :]
    start = line[column : column + 1]
    if "another document" in problem:
        return "Hier begint met --- een tweede record. Zet elk record in een eigen bestand.", None
    if "mapping values are not allowed" in problem:
        above = lines[row - 1] if row else ""
        if re.fullmatch(r"[\s-]*\w+:\S.*", above) and "://" not in above:
            return "Op de regel hierboven ontbreekt de spatie na de dubbele punt. Schrijf: veld: tekst.", ""
        if re.fullmatch(r"\s*(- )*\w+\s*", line[:column]):
            return "De inspringing klopt niet. Zet velden die bij elkaar horen precies onder elkaar.", ""
        return f"Er staat een dubbele punt in de tekst. {QUOTE}", mended
    if start in {"'", '"'} and "unexpected end" in problem:
        return f"Het aanhalingsteken {start} gaat hier open en nergens dicht. {QUOTE}", mended
    if "cannot start any token" in problem or "alias" in problem or start in {"*", "&", "!"}:
        return f"Een tekst mag niet beginnen met {start} . {QUOTE}", mended
    if "block sequence entries" in problem:
        return "Een streepje mag niet op dezelfde regel als de veldnaam. Begin de lijst op de volgende regel.", ""
    if re.search(r""":\s+["'][^"']*["']""", line):
        return f"Na het tweede aanhalingsteken staat nog tekst. {QUOTE}", ""
    if start in {"]", "}", ","} or "',' or" in problem:
        return "De lijst tussen haken klopt niet. Zet elk onderdeel op een eigen regel, met een streepje ervoor.", ""
    return (
        "De inspringing klopt niet. Zet velden die bij elkaar horen precies onder elkaar, zonder losse tekst ertussen.",
        "",
    )


def read_file(path: Path, name: str) -> YamlFile:
    """Read a file; one that cannot be opened gives a problem, not an exception."""
    try:
        with path.open("rb") as stream:
            return YamlFile(name, stream.read(MAX_BYTES + 1))
    except OSError as error:
        file = YamlFile(name, b"-")
        file.node = None
        file.fout(1, 1, f"Het bestand is niet te lezen ({error.strerror}). Controleer of u het mag openen.")
        return file
