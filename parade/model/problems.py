"""What is wrong with a record, and how it is told: where, what, and the cure."""

from __future__ import annotations

import errno
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum

MAX_PROBLEMS = 200
"""How many problems of one file are told, of what reading finds and of what checking finds."""


class Level(StrEnum):
    """`fout` blocks a build; `tip` does not."""

    FOUT = "fout"
    TIP = "tip"


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem with its place: line and column count from 1; `field` is dotted, as in `bronnen.2.url`.

    Problems are in order of file and place; those of one place stay in the order in which they were found.
    """

    path: str
    line: int
    column: int
    level: Level
    field: str
    message: str

    def __lt__(self, other: Problem) -> bool:
        return (self.path, self.line, self.column) < (other.path, other.line, other.column)

    def __str__(self) -> str:
        field = f" {self.field}" if self.field else ""
        text = f"{self.path}:{self.line}:{self.column} {self.level}{field}: {self.message}"
        # One line, whatever a file is called or holds; and no codes that a terminal would obey.
        return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text)


def nearest(word: str, choices: Iterable[str]) -> str:
    """The choice most like `word`, or nothing when none is near."""
    from rapidfuzz import fuzz, process, utils  # here: `parade --help` needs no spelling

    found = process.extractOne(word, list(choices), scorer=fuzz.ratio, processor=utils.default_process, score_cutoff=70)
    return found[0] if found else ""


def did_you_mean(word: str, choices: Iterable[str]) -> str:
    """The sentence "Bedoelde je …? " for the choice most like `word`, or nothing when none is near."""
    near = nearest(word, choices)
    return f'Bedoelde je "{near}"? ' if near else ""


def bounded(problems: list[Problem]) -> list[Problem]:
    """The first problems of a file, with how many more there are: nobody reads thousands of lines about one file."""
    if len(problems) <= MAX_PROBLEMS:
        return problems
    rest = problems[MAX_PROBLEMS:]
    last, level = rest[0], Level.FOUT if has_errors(rest) else Level.TIP
    message = f"Hieronder staan er nog {len(rest)}. Los eerst op wat hierboven staat."
    return [*problems[:MAX_PROBLEMS], Problem(last.path, last.line, last.column, level, "", message)]


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether there is a `fout` among the problems."""
    return any(problem.level is Level.FOUT for problem in problems)


def fouten_first(problems: list[Problem]) -> list[Problem]:
    """The problems with each `fout` before each tip; the order is kept otherwise."""
    return sorted(problems, key=lambda problem: problem.level is not Level.FOUT)


def as_text(problems: list[Problem], others: int = 0, command: str = "") -> str:
    """The problems for a terminal, one a line, each `fout` first, and the count below.

    `others` is how many tips there are on files that nobody asked for, and `command` shows them.
    """
    fouten = sum(problem.level is Level.FOUT for problem in problems)
    tips = len(problems) - fouten
    count = f"{fouten} {'fout' if fouten == 1 else 'fouten'}, {tips} {'tip' if tips == 1 else 'tips'}"
    lines = [*map(str, fouten_first(problems)), count]
    if others:
        lines.append(f"Bij andere bestanden {'staat 1 tip' if others == 1 else f'staan {others} tips'}: {command}")
    return "\n".join(lines)


def as_json(problems: list[Problem]) -> str:
    """The problems as a JSON list of objects with the attributes of `Problem`."""
    return json.dumps([asdict(problem) for problem in fouten_first(problems)], ensure_ascii=False, indent=2)


def as_github(problems: list[Problem]) -> str:
    """The problems as workflow commands, which the code host shows beside the changed lines.

    Escapes as in https://github.com/actions/toolkit, packages/core/src/command.ts.
    """
    return "\n".join(map(_github_line, fouten_first(problems)))


def _github_line(problem: Problem) -> str:
    command = "error" if problem.level is Level.FOUT else "notice"
    text = f"{problem.field}: {problem.message}" if problem.field else problem.message
    path = _escape(problem.path).replace(":", "%3A").replace(",", "%2C")
    return f"::{command} file={path},line={problem.line},col={problem.column}::{_escape(text)}"


def _escape(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


_CAUSES = {
    errno.ENOSPC: "de schijf is vol",
    errno.EDQUOT: "je ruimte op de schijf is op",
    errno.EFBIG: "het bestand wordt groter dan hier mag",
    errno.EACCES: "daar heb je geen rechten voor",
    errno.EPERM: "dat mag hier niet",
    errno.EROFS: "deze schijf is alleen te lezen",
    errno.ENOENT: "dat is er niet, of niet meer",
    errno.ENOTDIR: "een deel van het pad is geen map",
    errno.EEXIST: "er staat al iets met die naam",
    errno.EISDIR: "dat is een map",
    errno.ENAMETOOLONG: "de naam is te lang",
    errno.ELOOP: "dat is een verwijzing naar zichzelf",
    errno.EMFILE: "er zijn te veel bestanden open",
    errno.EIO: "de schijf geeft een fout",
}


def why(error: OSError) -> str:
    """What a system could not do, in Dutch for what people run into, else in its own words."""
    return _CAUSES.get(error.errno or 0, error.strerror or str(error))


FORMATS = {"tekst": as_text, "json": as_json, "github": as_github}


class ParadeError(Exception):
    """What keeps a command from going on, told in Dutch with its cure; never a traceback."""


class RecordErrors(ParadeError):
    """There is a `fout` among the records; `problems` holds all of them."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("Er staan fouten in de records. Los ze op en probeer het opnieuw; de oude site blijft staan.")
        self.problems = problems
