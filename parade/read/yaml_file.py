"""One YAML file from a stranger → a tree of nodes, and a problem for everything wrong with its text.

YAML stops at its first mistake. A person wants to hear all of them at once, so each mistake is
reported, mended in memory (never in the file) and the text is read again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import yaml

from parade.model.problems import Level, Problem, why
from parade.read import marks, signs
from parade.read import yaml_mistakes as by_line
from parade.read.content import MAX_BYTES, decode
from parade.read.quoting import colon_inside, cure
from parade.read.strangers import has_fields, other_text

MAX_DEPTH = 8
MAX_NODES = 20_000
MAX_REPAIRS = 25
MAX_TOLD = 20
"""How many lines of one file with odd signs, or with mistakes, are told; then how many more there are."""

# The C reader is some ten times faster; wheels have it on every platform that we know of.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_STRUCTURE = re.compile(r"^[ \t]*(?:-[ \t]+)*(?:[^\W\d][\w-]*[ \t]*:[ \t]*|-[ \t]*)?")
_ODD = signs.ODD_SPACE
_ODD_SPACES = re.compile(f"(?:{_ODD.pattern})+")
_INDENT = re.compile(rf"^(?:[ \t]|{_ODD.pattern})*")


class YamlFile:
    """The text of one file, its nodes (None when nothing can be read) and its problems.

    `name` is the path as told to people; lines and columns count from 1. Never raises on content. `told` says that
    what kind of file this is has been told: no more is to be said about what it lacks.
    """

    def __init__(self, name: str, content: bytes) -> None:
        self.name = name
        self.problems: list[Problem] = []
        self.node: yaml.Node | None = None
        self.lines: list[str] = []
        found = decode(content, name)
        for line, column, fout, message in found.told:
            (self.fout if fout else self.tip)(line, column, message)
        if found.text is None:
            return
        if not found.text.strip():
            self.fout(1, 1, "Het bestand is leeg. Vul het, of haal het weg.")
            return
        if message := other_text(found.text, name):
            self.fout(1, 1, message)
            return
        self.lines = list(self._clean(found.text))
        for row, column, message in marks.merges(self.lines):
            self.fout(row + 1, column + 1, message)
        if second := marks.second_part(self.lines):
            self.fout(second[0] + 1, second[1] + 1, second[2])
        self._read()

    def fout(self, line: int, column: int, message: str, field: str = "") -> None:
        """Add a problem that blocks."""
        self.problems.append(Problem(self.name, line, column, Level.FOUT, field, message))

    def tip(self, line: int, column: int, message: str) -> None:
        """Add a problem that does not block."""
        self.problems.append(Problem(self.name, line, column, Level.TIP, "", message))

    def _clean(self, text: str) -> Iterator[str]:
        """The lines without signs that nobody meant to type; each line that has some is told, up to a number."""
        odd = 0
        for number, line in enumerate(text.split("\n"), 1):
            line, found = signs.mend(line)
            odd += bool(found)
            if found and odd <= MAX_TOLD:
                for each in found:
                    (self.tip if each.soft else self.fout)(number, each.column + 1, each.message)
            yield self._straight(number, line)
        if odd > MAX_TOLD:
            self.fout(1, 1, f"Er staan nog {odd - MAX_TOLD} regels met zulke tekens. Tik de tekst opnieuw.")

    def _straight(self, number: int, line: str) -> str:
        """The line with plain spaces where YAML looks for them: before a text, behind a dash and behind a colon."""
        if "\t" not in line and line.isascii():
            return line
        indent = _INDENT.match(line)[0]  # type: ignore[index]
        if line.strip() and "\t" in indent:
            self.fout(number, indent.index("\t") + 1, "Hier staat een tab. Gebruik spaties om in te springen.")
        if odd := _ODD.search(indent):
            self._space(number, odd.start(), odd[0], line.strip()[:40])
        line = _ODD.sub(" ", indent).replace("\t", "  ") + line[len(indent) :]
        head = _STRUCTURE.match(line)[0]  # type: ignore[index]
        while odd := _ODD_SPACES.match(line, len(head)):
            if not head.strip():
                break
            self._space(number, odd.start(), odd[0][0], f"{head.strip()} {line[odd.end() :].strip()}"[:40])
            line = line[: odd.start()] + " " * len(odd[0]) + line[odd.end() :]
            head = _STRUCTURE.match(line)[0]  # type: ignore[index]
        if "\t" in head:
            self.tip(number, head.index("\t") + 1, "Hier staat een tab. Gebruik een spatie.")
        return line.replace("\t", " ")

    def _space(self, number: int, column: int, sign: str, word: str) -> None:
        message = f'Voor of in "{word}" staat een onzichtbaar teken ({signs.named(sign)}). Tik een gewone spatie.'
        self.fout(number, column + 1, message)

    def _read(self) -> None:
        looked = False
        for _ in range(MAX_REPAIRS):
            try:
                text = "\n".join(self.lines)
                if not self._within_limits(text):
                    return
                self.node = yaml.compose(text, LOADER)
                if not isinstance(self.node, yaml.ScalarNode) or looked:  # a file of one text has no field at all
                    break
                looked = True
                if not self._look():
                    break
            except yaml.MarkedYAMLError as error:
                first, looked = not looked, True
                if not (first and self._look()):
                    self._report_and_repair(error)
        else:
            last = max((problem.line for problem in self.problems), default=1)
            self.fout(last, 1, "Hieronder staat nog meer. Los eerst dit op, en controleer het bestand opnieuw.")
            return
        if self.node is None and not any(problem.level is Level.FOUT for problem in self.problems):
            self.fout(1, 1, "Het bestand is leeg. Vul het, of haal het weg.")

    def _look(self) -> bool:
        """Whether the lines show mistakes by themselves; they are told, and mended."""
        mistakes = by_line.find(self.lines)
        for mistake in mistakes[:MAX_TOLD]:
            self.fout(mistake.row + 1, mistake.column + 1, mistake.message, mistake.field)
        if (more := len(mistakes) - MAX_TOLD) > 0:
            row = mistakes[MAX_TOLD].row
            self.fout(row + 1, 1, f"Hieronder {_are(more)} nog {more}. Los eerst de fouten hierboven op.")
        return bool(mistakes)

    def _within_limits(self, text: str) -> bool:
        """Whether the text stays within depth and size; counted on events, before any nesting is built."""
        depth = nodes = 0
        for event in yaml.parse(text, LOADER):
            mark = event.start_mark
            line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            nodes += isinstance(event, yaml.NodeEvent)
            if getattr(event, "anchor", None) or getattr(event, "tag", None):
                # `*samen`, `&samen` and `!samen` hide what follows, and nobody needs them.
                raise yaml.MarkedYAMLError(problem="alias", problem_mark=mark)  # type: ignore[arg-type]
            if depth > MAX_DEPTH:
                self.fout(
                    line, column, f"De lijsten zitten meer dan {MAX_DEPTH} lagen diep in elkaar. Maak het platter."
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
        # A mending that changes nothing would be tried for ever.
        self.lines[row] = repaired if repaired != self.lines[row] else ""


def _cure(problem: str, lines: list[str], row: int, column: int) -> tuple[str, str]:
    """What to tell about a YAML mistake that no line shows by itself, and the line as it is read on."""
    line = lines[row]
    mended = line[:column] + "·" + line[column + 1 :]
    start = line[column : column + 1]
    text = line[column:].strip()
    if "mapping values are not allowed" in problem:
        return colon_inside(line.partition(":")[2].strip()), mended
    if start in {"'", '"'} and "unexpected end" in problem:
        return f"Het aanhalingsteken {start} gaat hier open en nergens dicht. {cure(text)}", mended
    if "cannot start any token" in problem or "alias" in problem or start in {"*", "&", "!"}:
        return f"Een tekst mag niet beginnen met {start} . {cure(text)}", mended
    if start in {"]", "}", ","} or "',' or" in problem:
        return "De lijst tussen haken klopt niet. Zet elk onderdeel op een eigen regel, met een streepje ervoor.", ""
    return "Deze regel hoort nergens bij. Zet haar achter een veld, of haal haar weg.", ""


def _are(number: int) -> str:
    return "staat er" if number == 1 else "staan er"


def holds_fields(path: Path) -> bool:
    """Whether a file, whatever its name, holds fields of ours at the margin."""
    try:
        with path.open("rb") as stream:
            return has_fields(stream.read(MAX_BYTES).decode("utf-8", "replace"))
    except OSError:
        return False


def read_file(path: Path, name: str) -> YamlFile:
    """Read a file; one that cannot be opened gives a problem, not an exception."""
    try:
        with path.open("rb") as stream:
            return YamlFile(name, stream.read(MAX_BYTES + 1))
    except OSError as error:
        file = YamlFile(name, b"-")
        file.node = None
        file.problems.clear()
        file.fout(1, 1, f"Het bestand is niet te lezen ({why(error)}). Controleer of je het mag openen.")
        return file
