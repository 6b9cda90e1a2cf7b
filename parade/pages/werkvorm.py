"""The sheet of a werkvorm: its paper, sides and boxes."""

from __future__ import annotations

from dataclasses import dataclass

from parade.model.record import Record
from parade.pages.bijeenkomst import Part

BESIDE = {0: 1, 1: 1, 2: 2, 3: 3, 4: 2}  # so many boxes stand beside each other on a sheet, for so many in all


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a sheet: boxes, so many beside each other, or a list with so many empty lines."""

    titel: str
    vakken: list[str]
    beside: int
    lines: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet to print: its paper (A4 or A3), whether it lies on its side, its sides."""

    paper: str
    lying: bool
    sides: list[Side]


def sheet(record: Record) -> Sheet | None:
    """The sheet of a werkvorm; all its sides lie when one needs the width."""
    told = record.get("blad", {})
    if not told.get("zijden"):
        return None
    sides = [_side(side) for side in told["zijden"]]
    return Sheet("A3" if told.get("formaat") == "A3" else "A4", any(side.beside > 2 for side in sides), sides)


def _side(told: Part) -> Side:
    boxes = told.get("vakken", [])
    lines = told.get("regels", "")
    if lines.isdecimal():
        return Side(told.get("titel", ""), boxes, len(boxes), int(lines))
    return Side(told.get("titel", ""), boxes, BESIDE.get(len(boxes), 3 if len(boxes) <= 9 else 4), 0)
