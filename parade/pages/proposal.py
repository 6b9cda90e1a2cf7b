"""The answer on a proposal, as Markdown: what it changes, how it will look, what it resembles, who acts next.

Only text is made here, of records that strangers may have written; every text of theirs stays text.
"""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from parade.model.fields import Type
from parade.model.problems import Level, ParadeError, Problem
from parade.model.record import Collection, Record
from parade.pages.open_voornemens import md
from parade.pages.text import counted, paragraphs, where
from parade.recommend.score import Recommendation, Recommender

LOOKS = 3  # look-alikes told of each new voorbeeld
LONG = 600  # characters of one part; the page shows the rest


@dataclass(frozen=True)
class Changes:
    """The files that a proposal touches, as paths below the root of the repository; `renamed` is {new: old}."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    renamed: dict[str, str] = field(default_factory=dict)

    @property
    def present(self) -> list[str]:
        """The files that are there after the proposal, new ones first."""
        return [*self.added, *self.renamed, *self.changed]


def changes(base: str, examples: Path) -> Changes:
    """What differs between a revision and the folder of records; raises `ParadeError` when git does not know it."""
    if base.startswith("-"):
        raise ParadeError(f'"{base}" is geen revisie. Noem een tak of commit, bijvoorbeeld: --base main.')
    command = ["git", "diff", "--name-status", "-z", "--find-renames=50%", "--relative", base, "--", "."]
    try:
        done = subprocess.run(command, cwd=examples, capture_output=True, text=True, check=False)
    except FileNotFoundError as error:
        raise ParadeError("Git is er niet. Installeer git, of gebruik parade check.") from error
    if done.returncode:
        raise ParadeError(
            f'Git kent "{base}" niet, of dit is geen map van git. Noem een tak of commit, bijvoorbeeld: --base main.'
        )
    found = Changes()
    parts = iter(done.stdout.split("\0"))
    for status in filter(None, parts):
        name = f"{examples.name}/{next(parts)}"
        if status.startswith("R"):
            found.renamed[f"{examples.name}/{next(parts)}"] = name
        else:
            {"A": found.added, "D": found.deleted}.get(status[0], found.changed).append(name)
    return found


def proposal(
    changes: Changes,
    collection: Collection,
    problems: list[Problem],
    recommender: Recommender,
) -> str:
    """The answer, in B1: what blocks first, then each record, and at the end who acts next."""
    recommendations = recommender.all(LOOKS)
    own = [problem for problem in problems if problem.path in set(changes.present)]
    wrong = [problem for problem in own if problem.level is Level.FOUT]
    parts = ["# Dank je wel voor je voorstel", _summary(changes), *_problems(wrong, "Dit moet eerst anders")]
    by_path = {record.path: record for record in collection}
    for path in changes.present:
        record = by_path.get(path)
        if record and not record.kind.list_name:
            parts += _record(record, path, changes, recommender, recommendations)
        elif path not in {problem.path for problem in wrong}:
            parts.append(f"## {md(path)}\n\nDit bestand is gewijzigd. Het krijgt geen eigen pagina.")
    parts += [_deleted(path) for path in changes.deleted]
    parts += _problems([problem for problem in own if problem.level is Level.TIP], "Dit kan beter, maar hoeft niet")
    parts.append("## Wie is aan zet?\n\n" + _next(wrong, changes))
    return "\n\n".join(parts)


def _summary(changes: Changes) -> str:
    counts = [
        (len(changes.added), "nieuw bestand", "nieuwe bestanden"),
        (len(changes.changed), "gewijzigd bestand", "gewijzigde bestanden"),
        (len(changes.renamed), "bestand met een andere naam", "bestanden met een andere naam"),
        (len(changes.deleted), "bestand dat weggaat", "bestanden die weggaan"),
    ]
    told = [counted(number, one, more) for number, one, more in counts if number]
    return f"Dit voorstel heeft: {', '.join(told)}." if told else "Dit voorstel wijzigt geen bestand met voorbeelden."


def _problems(problems: list[Problem], heading: str) -> list[str]:
    if not problems:
        return []
    lines = [
        f"- {md(problem.path)}, regel {problem.line}{f', bij {md(problem.field)}' if problem.field else ''}: "
        f"{md(problem.message)}"
        for problem in problems
    ]
    return [f"## {heading}\n\n" + "\n".join(lines)]


def _record(
    record: Record,
    path: str,
    changes: Changes,
    recommender: Recommender,
    recommendations: Mapping[str, list[Recommendation]],
) -> list[str]:
    """How one record will look, what it resembles, which pages now lead to it, and what would help most."""
    lines = [f"## {md(record.naam)}", f"*{md(record.kind.label)} in `{path}`*"]
    if path in changes.renamed:
        lines.append(_renamed(record, changes.renamed[path]))
    lines.append(shown(record))
    if record.kind.folder == "voorbeelden":
        lines += _looks(record, recommender, recommendations) if path in changes.added else []
        lines += _recommended(record, recommendations)
    if missing := [each for each in record.kind.asked if each.name not in record]:
        lines.append(f"**Dit helpt een lezer nu het meest:** {missing[0].question}")
    return lines


def shown(record: Record) -> str:
    """A record as its page tells it, in short: place, kern and the parts of its story."""
    lines = [f"> {md(where(record))}", ">", f"> **{md(record.get('kern', record.naam))}**"]
    for each in record.kind.fields:
        if each.type is Type.PROSE and each.name in record and each.name != "kern":
            value = record[each.name]
            texts = value if isinstance(value, list) else paragraphs(value)
            whole = " ".join(texts)
            lines += [">", f"> {each.label}: {md(whole[:LONG])}{' …' if len(whole) > LONG else ''}"]
    return "\n".join(lines)


def _renamed(record: Record, old: str) -> str:
    id = PurePosixPath(old).stem
    if id in record.get("was", []):
        return f"De oude naam was `{id}`. Het oude adres blijft werken."
    return f"De oude naam was `{id}`. Zet erbij: `was: [{id}]`. Dan blijft het oude adres werken."


def _looks(record: Record, recommender: Recommender, recommendations: Mapping[str, list[Recommendation]]) -> list[str]:
    same = recommender.doubles(recommender.numbers[record.id])
    fits = [each for each in recommendations[record.id] if each.record not in {other.record for other in same}]
    lines = []
    for each in [*same, *fits][:LOOKS]:
        reasons = " ".join(md(reden) for reden in each.redenen)
        what = "Lijkt veel op" if each in same else "Past bij"
        lines.append(f"- {what} {md(each.record.naam)} (`{each.record.url}`). {reasons}".rstrip())
    return ["**Wat er al staat:**\n\n" + "\n".join(lines)] if lines else []


def _recommended(record: Record, recommendations: Mapping[str, list[Recommendation]]) -> list[str]:
    pages = [id for id, them in recommendations.items() if any(each.record.id == record.id for each in them)]
    if not pages:
        return []
    return [
        f"Op {counted(len(pages), 'pagina', 'pagina’s')} staat dit nu als tip: {', '.join(f'`{id}`' for id in pages)}."
    ]


def _deleted(path: str) -> str:
    return (
        f"## Weg: `{path}`\n\nHet adres van deze pagina werkt straks niet meer. Wil je dat een lezer ziet waarom? "
        "Laat het bestand dan staan, met `vervallen:` en de reden."
    )


def _next(wrong: list[Problem], changes: Changes) -> str:
    if wrong:
        return (
            f"Jij. Er {'is één fout' if len(wrong) == 1 else f'zijn {len(wrong)} fouten'} om op te lossen. "
            "Lukt dat niet? Zeg het hier; dan helpt wie de verzameling bijhoudt."
        )
    if not changes.present and not changes.deleted:
        return "Niemand. Er is niets om naar te kijken."
    return "Wie de verzameling bijhoudt. Die leest je voorstel, en zet het op de site of stelt een vraag."
