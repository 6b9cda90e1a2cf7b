"""A long list in parts of one page each, with plain links between them, so that no page grows with the collection."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from parade.model.record import Record

SIZE = 50  # records a page


@dataclass(frozen=True, slots=True)
class Part:
    """One page of a list: its records, its number from 1, and how many parts there are."""

    records: Sequence[Record]
    number: int
    of: int

    def numbers(self) -> list[int]:
        """The parts to link to: the first, the last and those around this one."""
        return [n for n in range(1, self.of + 1) if n in (1, self.of) or abs(n - self.number) <= 1]


def parts(records: Sequence[Record], size: int = SIZE) -> list[Part]:
    """The list cut in parts, at least one."""
    of = max(1, -(-len(records) // size))
    return [Part(records[at * size : (at + 1) * size], at + 1, of) for at in range(of)]


def address(folder: str, number: int) -> str:
    """Where a part stands: the first is the list itself."""
    return f"{folder}/" if number == 1 else f"{folder}/blad/{number}/"
