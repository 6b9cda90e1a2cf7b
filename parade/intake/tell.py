"""What `parade import` says: how the headings were read, what is wrong where, and what to do next."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from parade.intake.take import Taken
from parade.model.problems import Level
from parade.model.record import dotted


def headings(taken: Taken) -> str:
    """How each heading was read, what was guessed marked; nothing when there were none."""
    found = taken.sent.headings
    lines = []
    for heading, way in taken.sent.theirs.items():
        guess = "   (dat denk ik; klopt het?)" if heading in found.unsure else ""
        lines.append(f'  "{heading}" → {dotted(way)}{guess}')
    if own := found.known - len(taken.sent.theirs):
        lines.insert(0, f"  {_counted(own, 'kop', 'koppen')} van het formulier zelf")
    personal = [heading for heading in found.ways if heading in found.personal]
    skipped = [heading for heading, way in found.ways.items() if heading and not way and heading not in found.personal]
    for what, them in (("Overgeslagen, want daar staan mensen", personal), ("Overgeslagen, niet herkend", skipped)):
        if them:
            lines.append(f"  {what}: {', '.join(them)}")
    return "\n".join(["Zo zijn de koppen gelezen:", *lines]) if lines else ""


def troubles(taken: Taken) -> str:
    """Everything there is to know about what was sent in, and how much is new."""
    fouten = sum(each.level is Level.FOUT for each in taken.troubles)
    count = f"{_counted(taken.count, 'inzending', 'inzendingen')}, {len(taken.drafts)} nieuw; "
    tips = len(taken.troubles) - fouten
    count += f"{_counted(fouten, 'fout', 'fouten')}, {_counted(tips, 'tip', 'tips')}"
    return "\n".join([*map(str, taken.troubles), count])


def next_step(taken: Taken, made: Iterable[Path], sure: bool, dry_run: bool) -> str:
    """What was written, and what its reader does now."""
    made = list(made)
    if dry_run:
        return "Er is niets geschreven, want dit was een proef."
    if not sure:
        where = taken.sent.mapping
        return f'Er is niets overgenomen. Kijk de koppen na in "{where}" en geef dit commando nog een keer.'
    if not made:
        return "Er is niets nieuws overgenomen."
    paths = [*map(str, made), ""]
    folders = list(dict.fromkeys(path.parent for path in made))
    globs = " ".join(f"{folder}/*.yml" for folder in folders)
    paths.append(f"Lees elk concept na, los op wat er nog aan schort, en controleer het: parade check {globs}")
    for folder in folders:
        paths.append(f"Klopt het? Verplaats het dan naar de map {folder.name} in de map met records.")
    return "\n".join(paths)


def as_json(taken: Taken, made: Iterable[Path]) -> dict[str, Any]:
    """The same as an object."""
    found = taken.sent.headings
    return {
        "koppen": {heading: dotted(way) if way else None for heading, way in found.ways.items() if heading},
        "onzeker": sorted(found.unsure),
        "inzendingen": taken.count,
        "nieuw": [{"soort": each.record.kind.folder, "id": each.record.id} for each in taken.drafts],
        "meldingen": [each.as_json() for each in taken.troubles],
        "geschreven": [path.as_posix() for path in made],
    }


def _counted(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"
