"""The text of an answer → the value of its field, with what was settled on the way and what was not."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from rapidfuzz import fuzz, process

from parade.check.privacy import EMAIL, PHONE
from parade.dutch.dates import read_date
from parade.dutch.words import fold
from parade.intake.questions import Question, Way
from parade.model.fields import Field, Type
from parade.model.problems import Level, did_you_mean
from parade.model.record import Collection
from parade.places import register
from parade.places.names import recognise
from parade.read.place_names import understand
from parade.read.signs import mend

NEAR = 84  # of 100: how alike a word must be to one of a list to be taken for it
BULLET = re.compile(r"^\s*[-•*–·▪]\s+", re.MULTILINE)
LEFT_OUT = "[weggelaten]"
CLOSED = (Type.TERM, Type.GEMEENTE, Type.REFERENCE)  # a comma between two of these is never part of a name


@dataclass(slots=True)
class Notes:
    """What there is to tell about the answers of one row: way to the value, level and message."""

    told: list[tuple[Way, Level, str]] = field(default_factory=list)

    def tip(self, way: Way, message: str) -> None:
        """Tell of something that was settled."""
        self.told.append((way, Level.TIP, message))

    def fout(self, way: Way, message: str) -> None:
        """Tell of something that a person must still do."""
        self.told.append((way, Level.FOUT, message))


class Reader:
    """Reads answers beside the lists, places and records of a collection."""

    def __init__(self, collection: Collection) -> None:
        self.collection = collection

    def answer(self, question: Question, text: str, way: Way, notes: Notes) -> Any:
        """The value that an answer gives a whole field; None when it gives none."""
        if question.parts:
            return self.group_items(question.parts, text, way, notes) or None
        if not question.field.many:
            return self.value(question.field, text, way, notes) or None
        values = [self.value(question.field, item, way, notes) for item in split(question.field, text, self._known)]
        return list(dict.fromkeys(value for value in values if value)) or None

    def _known(self, field: Field, text: str) -> bool:
        """Whether a text with a comma in it is one thing of a list."""
        if field.type is Type.TERM:
            return bool(self._term(field, text))
        if field.type is Type.GEMEENTE:
            return bool(recognise(text))
        return bool(self._reference(field, text))

    def group_items(self, parts: Iterable[Question], text: str, way: Way, notes: Notes) -> list[dict[str, Any]]:
        """The items of a repeating group that are told in one text: `Titel: …` on each line, or a line an item."""
        parts = list(parts)
        labels = {fold(name): part for part in parts for name in (part.heading, part.field.name)}
        items: list[dict[tuple[str, ...], str]] = []
        begin = True
        last: Question | None = None
        for line in text.split("\n"):
            if not line.strip():
                begin = True
                continue
            told = re.match(r"\s*(?:[-•*]\s+)?([^:]{2,40}):\s*(.*)", line)
            part = labels.get(fold(told[1].strip())) if told else None
            if told and part:
                if (begin and (not items or part.way in items[-1])) or not items or part.way in items[-1]:
                    items.append({})
                items[-1][part.way] = told[2]
                last = part
            elif last and items and not begin and not BULLET.match(line):
                items[-1][last.way] = f"{items[-1][last.way]}\n{line.strip()}"
            else:
                items.append(self._loose(parts, line))
                last = next((each for each in parts if each.way in items[-1] and each.field.type is Type.PROSE), None)
            begin = False
        found = []
        for number, item in enumerate(items):
            made: dict[str, Any] = {}
            for part in parts:
                if item.get(part.way, "").strip():
                    put(made, part.way, self.answer(part, item[part.way], (*way, number, *part.way), notes))
            if made:
                found.append(made)
        return found

    def _loose(self, parts: list[Question], line: str) -> dict[tuple[str, ...], str]:
        """An item told in one line: a web address goes to its own part, the rest to the first one."""
        line = BULLET.sub("", line).strip()
        address = next((part for part in parts if part.field.type is Type.URL), None)
        found = re.search(r"(?:https?://|www\.)[^\s<>\"'|]+", line)
        if not (address and found):
            return {parts[0].way: line}
        rest = re.sub(r"[\s(|–—:,;-]+$|^[\s)|–—:,;-]+", "", line.replace(found[0], " ")).strip()
        item = {address.way: found[0].rstrip(".,;)")}
        return {**({parts[0].way: rest} if rest else {}), **item}

    def value(self, field: Field, text: str, way: Way, notes: Notes) -> str:
        """One text as its field has it; empty when it gives nothing."""
        text = self._clean(field, text, way, notes)
        if not text:
            return ""
        if field.choices:
            return self._choice(field, text, way, notes)
        if field.type is Type.TERM:
            return self._named(text, self._term(field, text), self.collection.terms(field.target), way, notes)
        if field.type is Type.REFERENCE:
            return self._referred(field, text, way, notes)
        if field.type is Type.GEMEENTE:
            return self._gemeente(text, way, notes)
        if field.type is Type.DATE:
            return self._date(field, text, way, notes)
        if field.type is Type.URL and not re.match(r"[a-z]+:", text) and re.match(r"[\w-]+(\.[\w-]+)+(/|$)", text):
            notes.tip(way, f'Voor "{text}" is https:// gezet. Klopt dat?')
            return f"https://{text}"
        return text

    def _clean(self, field: Field, text: str, way: Way, notes: Notes) -> str:
        lines = [mend(line) for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
        for told in [each.message for _, found in lines for each in found if not each.soft]:
            notes.tip(way, f"{told} Dat is hier gedaan; klopt het?")
        text = unicodedata.normalize("NFC", "\n".join(line for line, _ in lines)).strip()
        if field.type is not Type.PROSE:
            text = " ".join(text.split("\n"))
        if field.type in (Type.URL, Type.EMAIL):
            return text
        for shape, what in ((EMAIL, "Een e-mailadres"), (PHONE, "Wat een telefoonnummer leek")):
            if shape.search(text):
                text = shape.sub(LEFT_OUT, text)
                notes.tip(way, f"{what} is weggelaten: iedereen kan een voorbeeld lezen. Lees de zin na.")
        return text

    def _choice(self, field: Field, text: str, way: Way, notes: Notes) -> str:
        found = near(text, field.choices)
        return self._named(text, found, list(field.choices), way, notes)

    def _named(self, text: str, found: str, names: list[str], way: Way, notes: Notes) -> str:
        if found and fold(found) != fold(text):
            notes.tip(way, f'"{short(text)}" is gelezen als "{found}". Klopt dat?')
        elif not found:
            suggestion = did_you_mean(text, names)
            notes.fout(way, f'"{short(text)}" staat niet in de lijst en is weggelaten. {suggestion}'.strip())
        return found

    def _term(self, field: Field, text: str) -> str:
        """The begrip of that name, now or in everyday words; else the one nearest to it."""
        for term in self.collection[field.target]:
            if fold(text) in {fold(name) for name in (term.naam, *term.get("ook", []), *term.get("alleen_zoeken", []))}:
                return term.naam
        return near(text, self.collection.terms(field.target))

    def _reference(self, field: Field, text: str) -> str:
        """The id of the record that is meant by an id, a title or the address of its page."""
        last = urlsplit(text).path.rstrip("/").rsplit("/", 1)[-1].removesuffix(".yml")
        if self.collection.find(field.target, last):
            return last
        titles = {record.naam: record.id for record in self.collection[field.target]}
        return titles.get(near(text, titles), "")

    def _referred(self, field: Field, text: str, way: Way, notes: Notes) -> str:
        found = self._reference(field, text)
        record = self.collection.find(field.target, found)
        if record is None:
            message = f'"{short(text)}" staat hier niet, en is weggelaten. Kijk op de site hoe het hier heet.'
            notes.fout(way, message)
        elif fold(text) not in (fold(record.id), fold(record.naam)) and "/" not in text:
            notes.tip(way, f'"{short(text)}" is gelezen als "{record.naam}". Klopt dat?')
        return found

    def _gemeente(self, text: str, way: Way, notes: Notes) -> str:
        found = understand(text)
        if len(found.gemeenten) == 1:
            if found.message:
                notes.tip(way, f"{found.message.partition(' Schrijf')[0].rstrip('.')}. Dat staat er nu.")
            return found.gemeenten[0]
        close = "" if recognise(text) else near(text, register.gemeenten())
        if close:
            notes.tip(way, f'"{short(text)}" is gelezen als "{close}". Klopt dat?')
        else:
            notes.fout(way, f"{found.message} Het is hier weggelaten.")
        return close

    def _date(self, field: Field, text: str, way: Way, notes: Notes) -> str:
        found = read_date(text)
        if not found:
            notes.fout(way, f'"{short(text)}" is geen datum en is weggelaten. {field.help}')
        elif not text.startswith(found):
            notes.tip(way, f'"{short(text)}" is gelezen als {found}. Klopt dat?')
        return found


def split(field: Field, text: str, known: Any = None) -> list[str]:
    """The items of a list told in one text: with a dash each, else a line each, else between semicolons.

    A comma divides only names of a list, and only where the whole is no such name.
    """
    text = text.strip("\n")
    if BULLET.match(text):
        return [item.strip() for item in BULLET.split(text) if item.strip()]
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if len(lines) == 1 and field.type is not Type.PROSE:
        lines = [item.strip() for item in lines[0].split(";") if item.strip()]
    if field.type not in CLOSED:
        return lines
    items = []
    for item in lines:
        whole = "," not in item and " en " not in item and "/" not in item
        if whole or (known and known(field, item)) or "://" in item:
            items.append(item)
        else:
            items += [part.strip() for part in re.split(r",|/|\ben\b", item) if part.strip()]
    return items


def near(text: str, names: Iterable[str]) -> str:
    """The name that is that text but for case, accents or a typing error; empty when none or two are as near."""
    names = list(names)
    folded = fold(" ".join(text.split()))
    for name in names:
        if fold(name) == folded:
            return name
    found = process.extract(folded, {name: fold(name) for name in names}, scorer=fuzz.ratio, score_cutoff=NEAR, limit=2)
    if not found or (len(found) == 2 and found[0][1] == found[1][1]):
        return ""
    return str(found[0][2])


def labelled(text: str, parts: Iterable[Question]) -> bool:
    """Whether a line of a text begins with the name of a part."""
    names = {fold(name) for part in parts for name in (part.heading, part.field.name)}
    return any(":" in line and fold(line.split(":")[0].strip(" -•*")) in names for line in text.split("\n"))


def put(data: dict[str, Any], way: Way, value: Any) -> None:
    """Put a value in a record at the way to it; the groups around it are made."""
    if value is None:
        return
    for step in way[:-1]:
        data = data.setdefault(str(step), {})
    data[str(way[-1])] = value


def short(text: str) -> str:
    """A text as a message shows it."""
    text = " ".join(text.split())
    return text if len(text) <= 60 else text[:59] + "…"
