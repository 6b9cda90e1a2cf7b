"""Which records miss what, as Markdown: per organisation one mail that asks the question that helps most."""

from __future__ import annotations

from collections import Counter, defaultdict
from urllib.parse import quote

from parade.model.fields import Field
from parade.model.record import Collection, Record
from parade.pages.facts import unknown
from parade.pages.open_voornemens import md
from parade.pages.text import contact, counted

MAILED = 40  # organisations with a ready mail; the rest is a count
NOBODY = "Niemand bekend"


def missing(collection: Collection) -> str:
    """What the voorbeelden lack: counted per field, and a ready mail for each organisation that could tell."""
    lacking = {record: lacks for record in collection["voorbeelden"] if (lacks := unknown(record))}
    if not lacking:
        return "# Leemten\n\nElk voorbeeld vertelt alles wat wij vragen."
    counts = Counter(field.label for lacks in lacking.values() for field in lacks)
    rows = [f"| {md(label)} | {number} |" for label, number in counts.most_common()]
    by_contact: dict[str, list[Record]] = defaultdict(list)
    for record in lacking:
        by_contact[contact(record) or NOBODY].append(record)
    order = sorted(by_contact, key=lambda who: (who == NOBODY, -len(by_contact[who]), who))
    parts = [
        "# Leemten",
        f"{counted(len(lacking), 'voorbeeld vertelt', 'voorbeelden vertellen')} nog niet alles. "
        "Hieronder staat wat ontbreekt, en daarna aan wie je wat kunt vragen.",
        "\n".join(["| Wat ontbreekt | Bij hoeveel voorbeelden |", "|---|---|", *rows]),
        *(_mail(who, by_contact[who], lacking, collection) for who in order[:MAILED]),
    ]
    if len(order) > MAILED:
        parts.append(f"Nog {counted(len(order) - MAILED, 'organisatie', 'organisaties')} niet getoond.")
    return "\n\n".join(parts)


def _mail(who: str, records: list[Record], lacking: dict[Record, list[Field]], collection: Collection) -> str:
    """One mail for all records of one contact, each with the one question that helps most."""
    asked = [(record, lacking[record][0].question) for record in records]
    lines = [f"- {md(record.naam)} (`{record.path or record.url}`): {question}" for record, question in asked]
    heading = f"## {md(who)}\n\n" + "\n".join(lines)
    if who == NOBODY:
        return heading
    name = collection.settings.naam
    body = "\n".join(
        [
            "Beste collega,",
            "",
            f"Op {name} staat wat jullie doen. Wij hebben één vraag per voorbeeld:",
            "",
            *(f"- {record.naam} ({collection.settings.adres}{record.url}): {question}" for record, question in asked),
            "",
            "Een paar zinnen zijn genoeg. Dank je wel.",
        ]
    )
    subject = quote(f"Een vraag over jullie voorbeeld op {name}")
    return f"{heading}\n\n[Mail hierover](mailto:?subject={subject}&body={quote(body)})"
