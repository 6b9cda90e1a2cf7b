"""The versions of the shape of the data: who reads one, keeps being served when the next one comes.

A field may come in any version; one that goes, or becomes another type, needs a new one. `shape` is what tests compare.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from parade.model.fields import KINDS, LISTS, Field

Thing = dict[str, Any]


def _same(thing: Thing) -> Thing:
    return thing


@dataclass(frozen=True, slots=True)
class Version:
    """One version: its number, and how many times something was added to it.

    `record` makes its form of a record of the newest one, `schemas` its schemas of the newest ones. `ends` is the
    date from which it may be gone, which its document tells; empty while it stays.
    """

    number: int
    additions: int = 0
    record: Callable[[Thing], Thing] = _same
    schemas: Callable[[Thing], Thing] = _same
    ends: str = ""

    @property
    def name(self) -> str:
        """Its name (semantic versioning)."""
        return f"{self.number}.{self.additions}.0"

    @property
    def folder(self) -> str:
        """Where its files stand within the site."""
        return f"api/v{self.number}/"


VERSIONS = (Version(1, additions=2),)
"""The versions that are served, the newest last."""

NEWEST = VERSIONS[-1]


def shape() -> dict[str, dict[str, str]]:
    """What the newest version promises: for each kind the type of every field, `[]` behind what is a list."""
    kinds = {kind.name: kind for kind in [*KINDS.values(), *LISTS.values()]}
    return {name: dict(_shape(kind.data_fields, "")) for name, kind in kinds.items()}


def broken(promised: dict[str, dict[str, str]], now: dict[str, dict[str, str]]) -> list[str]:
    """For each promise that is not kept a sentence that says what to do."""
    cure = (
        f"Programs read it in version {NEWEST.number} of the data. Put it back and tell readers with "
        "Field(deprecated=…), or add a Version to VERSIONS in parade/data/versions.py and give the one before it a "
        "`record` and `schemas` that still tell the old field; see 'A change in shape' in HACKING.md."
    )
    found = []
    for kind, fields in promised.items():
        for name, type in fields.items():
            is_now = now.get(kind, {}).get(name)
            if is_now is None:
                found.append(f"{kind}.{name} is gone. {cure}")
            elif is_now != type:
                found.append(f"{kind}.{name} was {type} and is {is_now} now. {cure}")
    return found


def _shape(fields: tuple[Field, ...], before: str) -> Iterator[tuple[str, str]]:
    for field in fields:
        name = before + field.name
        yield name, str(field.type) + ("[]" if field.many else "")
        yield from _shape(field.fields, f"{name}.")
