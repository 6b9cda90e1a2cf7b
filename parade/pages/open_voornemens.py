"""Answers for people who keep the collection, as Markdown in Dutch; every text of a record stays text."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from parade.dutch.dates import dutch_date
from parade.intake.handed_over import question
from parade.model.record import Collection
from parade.pages import text, texts, word_of_mouth
from parade.pages.word_of_mouth import Intention

ANSWER = "Schrijf het antwoord bij `uitkomst` in het bestand dat erbij staat."

SOON, LATER = 3, 12  # months after which one asks what became of it

SIGNS = re.compile(r"([\\`*_\[\]<>&~|#])")


def md(text: str) -> str:
    """Text that stays text within a line of Markdown, and calls nobody who is named after an @."""
    return SIGNS.sub(r"\\\1", " ".join(text.split())).replace("@", "@\N{WORD JOINER}")


def intentions(collection: Collection, today: date | None = None) -> str:
    """The open voornemens, for follow-up: whom to ask what, since when, and to whom to point them.

    With `today`, who said something three or twelve months ago has a mail that is ready; who was still busy then is
    asked once more after twelve.
    """
    found = word_of_mouth.open_intentions(collection)
    found += [
        each for each in word_of_mouth.busy_intentions(collection) if today and months(each.sinds, today) >= LATER
    ]
    if not found:
        return "# Open voornemens\n\nEr staat nu niets open."
    count = text.counted(len(found), "voornemen staat", "voornemens staan")
    lead = f"{count} nog open, het oudste eerst. Vraag na wat ervan werd. {ANSWER}"
    due = sum(bool(today and months(each.sinds, today) >= SOON) for each in found)
    if due:
        lead += f" Bij {due} staat een mail klaar."
    told = [_intention(number, each, today, collection) for number, each in enumerate(found, 1)]
    return "\n\n".join(["# Open voornemens", lead, *told])


def months(since: str, today: date) -> int:
    """Whole months from a date, of which the day or month may be unknown, to today; 0 when nothing is known."""
    if not since:
        return 0
    year, month, day = _parts(since if "-" in since else f"{since}-12")
    return max(0, (today.year - year) * 12 + today.month - month - (today.day < day))


def _parts(since: str) -> tuple[int, int, int]:
    """A month counts from its last day, so that nobody is asked too early."""
    year, month, *day = (int(part) for part in since.split("-"))
    return year, month, day[0] if day else monthrange(year, month)[1]


def mail(each: Intention, after: int, collection: Collection) -> list[str]:
    """A mail to the organisation of who said it, quoted: nothing in it is more than the record says."""
    who = each.wie.get("organisatie") or text.person(each.wie)
    where = f" op {each.bijeenkomst.naam}" if each.bijeenkomst else ""
    when = f" ({dutch_date(each.sinds)})" if each.sinds else ""
    ask = texts.text("voornemen.vervolg")
    answer = question(each.record)
    lines = [
        f"Aan: {who}",
        f"Onderwerp: Wat werd ervan? {each.record.naam}",
        "",
        f"Beste collega bij {who},",
        "",
        f"{'Een jaar' if after >= LATER else 'Een paar maanden'} geleden zei iemand bij jullie "
        f"({each.wie.get('functie') or 'iemand'}){where}{when}: dit ga ik doen.",
        "",
        f"“{' '.join(each.record.get('wat', '').split())}”",
        "",
        *([f"Met: {each.record['met_wie']}", ""] if each.record.get("met_wie") else []),
        f"{ask} Een paar zinnen terug is genoeg. Wij zetten ze op de site, zonder namen van mensen.",
        *[f"Het voorbeeld waar het mee begon: {collection.settings.adres}{other.url}" for other in each.voorbeelden],
        *([f"Antwoorden kan ook met een paar tikken: {collection.settings.adres}{answer}"] if answer else []),
        "",
        f"Groet, {collection.settings.beheer.get('organisatie') or collection.settings.naam}",
    ]
    return [f"> {md(line)}".rstrip() + ("  " if line else "") for line in lines]


def _intention(number: int, each: Intention, today: date | None, collection: Collection) -> str:
    said = [dutch_date(each.sinds)] if each.sinds else []
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
    lines.append(f"- **Antwoord in:** `{each.record.path or each.record.url}`")
    after = months(each.sinds, today) if today else 0
    if after >= SOON:
        stage = "een jaar" if after >= LATER else "drie maanden"
        lines += ["", f"**Mail, na {stage}:**", "", *mail(each, after, collection)]
    return "\n".join(lines)
