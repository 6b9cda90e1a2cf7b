"""What is told about something that was sent in: where it stands, what it is, and the cure."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from parade.model.problems import Level


@dataclass(frozen=True, order=True, slots=True)
class Place:
    """Where something stands: `row` is a row of a sheet or a line of a text, from 1; `column` a letter or a heading."""

    file: str
    sheet: str = ""
    row: int = 0
    column: str = ""

    def __str__(self) -> str:
        sheet = f"blad {self.sheet}" if self.sheet else ""
        row = f"rij {self.row}" if self.row else ""
        column = f"kolom {self.column}" if self.column else ""
        return ", ".join(filter(None, [self.file, sheet, row, column]))


@dataclass(frozen=True, order=True, slots=True)
class Trouble:
    """One thing to know about what was sent in. A `fout` is left for a person; a `tip` was settled, look at it."""

    place: Place
    level: Level
    message: str

    def __str__(self) -> str:
        text = f"{self.place}: {self.level}: {self.message}"
        return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text)

    def as_json(self) -> dict[str, Any]:
        """The same as an object."""
        return {**asdict(self.place), "level": str(self.level), "message": self.message}
