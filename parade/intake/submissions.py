"""Files that were sent in → submissions: which question is answered where."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from parade.intake.documents import Part, mail_text, opened, own_records, read_document
from parade.intake.drafts import Sent, Supplement
from parade.intake.handed_over import VERSION, completed, handed_over, told
from parade.intake.headings import Mapping_, Matched, Names, mapping_path, read_mapping
from parade.intake.questions import Way
from parade.intake.sheets import Sheet, bounded, decoded, read_sheets
from parade.intake.trouble import Place, Trouble
from parade.model.fields import Kind
from parade.model.problems import Level, ParadeError
from parade.model.record import Collection, Record
from parade.read.records import read

SHEETS = (".csv", ".tsv", ".xlsx")
TEXTS = (".docx", ".md", ".txt", ".eml")
HEADER_WITHIN = 15  # rows in which the headings must stand
ENOUGH = 2  # so many known headings make a row of headings, or a document


@dataclass(slots=True)
class Submissions:
    """Reads files: gives what each holds, and collects the troubles and the headings as they were read."""

    collection: Collection
    names: dict[str, Names]
    kind: Kind | None
    mapping: Path
    confirmed: Mapping_
    troubles: list[Trouble] = field(default_factory=list)
    headings: Matched = field(default_factory=Matched)
    theirs: dict[str, Way] = field(default_factory=dict)
    ways: Mapping_ = field(default_factory=dict)

    def read(self, path: Path) -> list[Sent | Record | Supplement]:
        """The submissions in a file; a record where our own form made one already."""
        found = list(self._sheets(path) if path.suffix.lower() in SHEETS else self._document(path))
        if not found and not any(trouble.level is Level.FOUT for trouble in self.troubles):
            message = "Hier is geen inzending in gevonden. Zet de vragen als koppen boven de antwoorden."
            self.troubles.append(Trouble(Place(path.name), Level.FOUT, message))
        return found

    def _sheets(self, path: Path) -> Iterator[Sent]:
        for sheet in read_sheets(path):
            self.troubles += sheet.troubles
            yield from self._rows(sheet)

    def _rows(self, sheet: Sheet) -> Iterator[Sent]:
        candidates: list[tuple[int, int, list[str], Kind, Matched]] = []
        for at, (_, cells) in enumerate(sheet.rows[:HEADER_WITHIN]):
            headings = [" ".join(cell.split()) for cell in cells]
            kind, matched = self._match(sheet.name, headings)
            candidates.append((matched.known, -at, headings, kind, matched))
        if not candidates or max(candidates, key=lambda each: each[0])[0] < ENOUGH:
            if sheet.rows:
                message = "Hier zijn geen koppen herkend. Dit blad is overgeslagen."
                self.troubles.append(Trouble(sheet.place(), Level.TIP, message))
            return
        _, at, headings, kind, matched = max(candidates, key=lambda each: each[:2])
        self._note(matched, self.names[kind.folder])
        for number, cells in sheet.rows[1 - at :]:
            sent = Sent(kind, sheet.place(number))
            if _repeats_questions(cells, self.names[kind.folder]):
                continue
            for column, text in enumerate(cells):
                heading = headings[column] if column < len(headings) else ""
                way = matched.ways.get(heading)
                if text and way:
                    sent.answers.append((way, text, sheet.place(number, column, heading)))
                elif text and not heading:
                    message = "Boven deze cel staat geen kop. Wat erin staat, is overgeslagen."
                    self.troubles.append(Trouble(sheet.place(number, column), Level.TIP, message))
            if sent.answers:
                yield sent

    def _match(self, name: str, headings: list[str]) -> tuple[Kind, Matched]:
        """The kind that headings ask about, and where each leads; a mapping file goes before what we think."""
        kinds = [self.kind] if self.kind else [names.kind for names in self.names.values()]
        called = [kind for kind in kinds if name.strip().lower() in (kind.plural.lower(), kind.label, kind.folder)]
        found = []
        for kind in called or kinds:
            matched = self.names[kind.folder].match(heading for heading in headings if heading)
            for heading, way in self.confirmed.get(kind.folder, {}).items():
                if heading in matched.ways:
                    matched.ways[heading] = way
                    matched.unsure.discard(heading)
            found.append((kind, matched))
        return max(found, key=lambda each: (each[1].known - len(each[1].unsure), each[1].known))

    def _note(self, matched: Matched, names: Names) -> None:
        self.theirs.update(matched.theirs(names))
        self.ways.setdefault(names.kind.folder, {}).update(matched.ways)
        self.headings.ways.update(matched.ways)
        self.headings.unsure |= matched.unsure
        self.headings.personal |= matched.personal

    def _document(self, path: Path) -> Iterator[Sent | Record | Supplement]:
        if path.suffix.lower() != ".docx":
            content = bounded(path)
            text = mail_text(content) if path.suffix.lower() == ".eml" else decoded(content)[0]
            own, handed = own_records(text), handed_over(text)
            for each in own:
                yield from self._own(each, path)
            for version, said in handed:
                yield from self._handed(version, said, path)
            if own or handed:
                return
        every = [question for names in self.names.values() for question in names.asked.values()]
        labels = {part.heading for question in every for part in question.parts}
        parts = opened(read_document(path), labels)
        kind, matched = self._match(path.stem, [part.heading for part in parts])
        self._note(matched, self.names[kind.folder])
        yield from _answers(parts, self.names[kind.folder], matched, path.name)

    def _own(self, text: str, path: Path) -> Iterator[Record | Supplement]:
        """The record that a form of the site put into a mail: JSON, whose lines a mail program may have broken.

        With `bij` it is no record of its own, but what is to be added to the one of that id; with `wijzigt` it is
        what is to stand there instead.
        """
        try:
            told = json.loads(re.sub(r" *\n *", " ", text))
            kind = self.names[told.pop("soort")].kind
            grows = "bij" in told
            to = str(told.pop("bij", "") or told.pop("wijzigt", ""))
        except (ValueError, KeyError, AttributeError, TypeError):
            message = "Het record in deze mail is beschadigd. Vraag de afzender om het bestand dat het formulier geeft."
            self.troubles.append(Trouble(Place(path.name), Level.FOUT, message))
            return
        for record in self._read(kind, told, path):
            yield Supplement(to, record, grows) if to else record

    def _handed(self, version: str, said: str, path: Path) -> Iterator[Record]:
        """The record that somebody handed over at an event."""
        if version != VERSION:
            message = "Deze code is van een nieuwere versie van de site. Werk Parade bij en probeer het opnieuw."
            self.troubles.append(Trouble(Place(path.name), Level.FOUT, message))
            return
        found = told(said, {folder: names.kind for folder, names in self.names.items()})
        if found is None:
            message = "Een code in dit bestand is beschadigd. Vraag de afzender om hem nog eens te tonen."
            self.troubles.append(Trouble(Place(path.name), Level.FOUT, message))
            return
        kind, data = found
        yield from self._read(kind, completed(kind, data, self.collection), path)

    def _read(self, kind: Kind, data: dict[str, Any], path: Path) -> Iterator[Record]:
        """The record of that data, read as a file that a person wrote; what is wrong with it is told."""
        content = yaml.safe_dump(data, allow_unicode=True, sort_keys=False).encode("utf-8", "replace")
        records, problems = read(content, kind, "inzending", path.name)
        self.troubles += [Trouble(Place(path.name), each.level, each.message) for each in problems]
        yield from records


def _repeats_questions(cells: list[str], names: Names) -> bool:
    """Whether a row repeats the questions, as the second row of our own sheet does."""
    return sum(cell in names.texts for cell in cells) >= ENOUGH


def _answers(parts: list[Part], names: Names, matched: Matched, file: str) -> Iterator[Sent]:
    """The submissions of a document: where a question comes back that was answered, the next one begins."""
    sent = Sent(names.kind, Place(file))
    answered: set[Way] = set()
    for part in parts:
        way = matched.ways.get(part.heading)
        lines = [line for line in part.text.split("\n") if line.strip() not in names.texts]
        text = "\n".join([*lines, *map(_told, part.tables)]).strip("\n")
        if not way or not text.strip():
            continue
        if way in answered and names.single(way):
            yield sent
            sent, answered = Sent(names.kind, Place(file, row=part.line)), set()
        answered.add(way)
        sent.answers.append((way, text, Place(file, row=part.line, column=part.heading)))
    if len(sent.answers) >= ENOUGH:
        yield sent


def _told(rows: list[list[str]]) -> str:
    """A table below a heading as an item a row, with `Titel: …` on a line."""
    head, *items = rows
    texts = ["\n".join(f"{name}: {cell}" for name, cell in zip(head, item, strict=False) if cell) for item in items]
    return "\n\n".join(filter(None, texts))


def files(path: Path) -> list[Path]:
    """The files to read: the file itself, or those in the folder that can be read; raises `ParadeError` without any."""
    choices = ", ".join((*SHEETS, *TEXTS))
    if not path.exists():
        raise ParadeError(f'"{path}" bestaat niet. Controleer het pad.')
    if path.is_dir():
        found = sorted(each for each in path.iterdir() if each.suffix.lower() in (*SHEETS, *TEXTS) and each.is_file())
        if not found:
            raise ParadeError(
                f'In "{path}" staat niets dat te lezen is. Zet er een bestand in als een van deze: {choices}.'
            )
        return found
    if path.suffix.lower() not in (*SHEETS, *TEXTS):
        raise ParadeError(f'"{path.name}" is niet te lezen. Sla het op als een van deze: {choices}.')
    return [path]


def submissions(path: Path, collection: Collection, kind: Kind | None) -> Submissions:
    """A reader for a file or folder, with the mapping that is kept beside it."""
    names = {folder: Names(each, collection) for folder, each in collection.settings.kinds.items()}
    mapping = mapping_path(path)
    return Submissions(collection, names, kind, mapping, read_mapping(mapping, names))
