"""How the sources of the records stand, as Markdown: gone, moved, or long unseen; with a stored copy to look for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from parade.check.sources import ARCHIVE, UNSEEN, Answer
from parade.model.record import Collection, Record
from parade.pages.open_voornemens import md
from parade.pages.text import counted

GONE = (404, 410)


def report(
    sources: Mapping[str, list[Record]],
    answers: Mapping[str, Answer],
    excepted: Mapping[str, tuple[str, str]],
    collection: Collection,
    today: date,
) -> str:
    """What is wrong with which source, of which records, and what to do about it."""
    gone = {url: answer for url, answer in answers.items() if answer.status in GONE}
    silent = {url: answer for url, answer in answers.items() if answer.status == 0 or answer.status >= 500}
    moved = {url: answer for url, answer in answers.items() if 200 <= answer.status < 300 and _moved(url, answer)}
    parts = ["# Bronnen", f"{counted(len(answers), 'adres', 'adressen')} bekeken op {today:%d-%m-%Y}."]
    parts += _part("Weg", "Zoek de nieuwe plek, of verwijs naar een bewaarde kopie.", gone, sources)
    parts += _part("Verhuisd", "Zet het nieuwe adres in het bestand.", moved, sources)
    parts += _part("Geen antwoord", "Probeer het later nog eens.", silent, sources)
    parts += _unseen(collection, today)
    if excepted:
        rows = [f"- <{url}>: {md(why)} ({md(day)})" for url, (why, day) in sorted(excepted.items())]
        parts.append("## Niet gevraagd\n\n" + "\n".join(rows))
    return "\n\n".join(parts if len(parts) > 2 else [*parts, "Alles is er nog."])


def _moved(url: str, answer: Answer) -> bool:
    return answer.address.rstrip("/") != url.rstrip("/")


def _part(heading: str, cure: str, answers: Mapping[str, Answer], sources: Mapping[str, list[Record]]) -> list[str]:
    if not answers:
        return []
    lines = []
    for url, answer in sorted(answers.items()):
        where = ", ".join(f"`{record.path or record.url}`" for record in sources[url])
        if heading == "Verhuisd":
            lines.append(f"- <{url}> staat nu op <{answer.address}>. In: {where}")
        else:
            lines.append(f"- <{url}> (antwoord: {answer.status or 'geen'}). Kopie: <{ARCHIVE}{url}>. In: {where}")
    return [f"## {heading}\n\n{cure}\n\n" + "\n".join(lines)]


def _unseen(collection: Collection, today: date) -> list[str]:
    """The records none of whose sources anybody looked at for a year."""
    border = str(today - UNSEEN)
    old = []
    for record in collection:
        seen = max((bron.get("bekeken", "") for bron in record.get("bronnen", [])), default="")
        if seen and seen < border[: len(seen)]:
            old.append(f"- {md(record.naam)} (`{record.path or record.url}`): bekeken {seen}")
    if not old:
        return []
    return ["## Lang niet bekeken\n\nKijk of er iets veranderd is.\n\n" + "\n".join(sorted(old))]
