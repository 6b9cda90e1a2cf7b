"""Answers for people who keep the collection, as Markdown in Dutch; every text of a record stays text."""

from __future__ import annotations

import re

from parade.model.record import Collection
from parade.pages import text, texts, trail
from parade.pages.trail import Intention

ANSWER = "Schrijf het antwoord bij `uitkomst` in het bestand dat erbij staat."

SIGNS = re.compile(r"([\\`*_\[\]<>&~|#])")


def md(text: str) -> str:
    """Text that stays text within a line of Markdown, and calls nobody who is named after an @."""
    return SIGNS.sub(r"\\\1", " ".join(text.split())).replace("@", "@\N{WORD JOINER}")


def intentions(collection: Collection) -> str:
    """The open voornemens, for follow-up: whom to ask what, since when, and to whom to point them."""
    found = trail.open_intentions(collection)
    if not found:
        return "# Open voornemens\n\nEr staat nu niets open."
    count = text.counted(len(found), "voornemen staat", "voornemens staan")
    lead = f"{count} nog open, het oudste eerst. Vraag na wat ervan werd. {ANSWER}"
    return "\n\n".join(["# Open voornemens", lead, *(_intention(number, each) for number, each in enumerate(found, 1))])


def _intention(number: int, each: Intention) -> str:
    said = [text.dutch_date(each.sinds)] if each.sinds else []
    said += [each.bijeenkomst.naam] if each.bijeenkomst else []
    lines = [
        f"## {number}. {md(each.record.naam)}",
        "",
        f"- **Wie vragen:** {md(text.person(each.wie))}",
        f"- **Gezegd:** {md(', '.join(said) or 'niet bekend')}",
        f"- **Wat:** {md(each.record.get('wat', ''))}",
        f"- **Vraag:** {texts.text('voornemen.vervolg')}",
    ]
    for other in each.voorbeelden:
        whom = text.contact(other) or "nog niet bekend"
        lines.append(f"- **Door:** {md(other.naam)} (`{other.url}`). **Verwijs naar:** {md(whom)}")
    return "\n".join([*lines, f"- **Antwoord in:** `{each.record.path or each.record.url}`"])
