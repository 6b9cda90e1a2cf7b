"""`parade new`: a record by answering questions in the terminal; answers are kept, so that one can go on later."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from parade.check.checks import check_record
from parade.intake.drafts import Drafter, ordered
from parade.intake.questions import Question, first, questions
from parade.intake.text_forms import schema_line
from parade.intake.values import Notes, Reader
from parade.model.fields import VOORBEELD, Kind
from parade.model.problems import Level
from parade.model.record import Collection, Record
from parade.read.write import write
from parade.recommend.score import LIKE, similar

STOP, SKIP = "stop", ""
Ask = Callable[[str], str]
Say = Callable[[str], None]


class Stopped(Exception):
    """Who answers goes on another time."""


def interview(kind: Kind, collection: Collection, kept: Path, ask: Ask, say: Say) -> dict[str, Any]:
    """The answers to all questions about a kind, those in the file `kept` not asked again; raises `Stopped`."""
    answers: dict[str, Any] = json.loads(kept.read_text("utf-8")) if kept.is_file() else {}
    reader = Reader(collection)
    begin, rest = first(questions(kind, collection), kind)
    say("Antwoord met Enter. Weet je iets niet? Druk op Enter zonder tekst. Stoppen en later verder? Typ: stop")
    for question in [*begin, *rest]:
        name = ".".join(question.way)
        if name in answers:
            continue
        answers[name] = _answer(question, reader, ask, say)
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(json.dumps(answers, ensure_ascii=False), "utf-8")
    return ordered(kind.fields, _tree(answers))


def _tree(answers: dict[str, Any]) -> dict[str, Any]:
    tree: dict[str, Any] = {}
    for name, value in answers.items():
        if value is None:
            continue
        inner = tree
        *groups, last = name.split(".")
        for group in groups:
            inner = inner.setdefault(group, {})
        inner[last] = value
    return tree


def _answer(question: Question, reader: Reader, ask: Ask, say: Say) -> Any:
    """One answer: asked again as long as it is needed or cannot be read."""
    say("")
    for line in question.lines:
        say(line)
    if question.parts:
        items = []
        while item := _item(question, reader, ask, say):
            items.append(item)
        return items or None
    while True:
        typed = _typed(question, ask)
        if typed == SKIP:
            if question.required and not question.field.unless:
                say("Dit is nodig. Typ een antwoord, of stop.")
                continue
            return None
        notes = Notes()
        value = reader.answer(question, typed, question.way, notes)
        for _, _, message in notes.told:
            say(message)
        if value is not None and not any(level is Level.FOUT for _, level, _ in notes.told):
            return value


def _typed(question: Question, ask: Ask) -> str:
    more = " (meer dan één: met ; ertussen)" if question.field.many else ""
    typed = ask(f"{question.field.label}{more}").strip()
    if typed.lower() == STOP:
        raise Stopped
    return typed


def _item(question: Question, reader: Reader, ask: Ask, say: Say) -> dict[str, Any] | None:
    """One item of a group; its first answer left empty ends the group."""
    made: dict[str, Any] = {}
    for number, part in enumerate(question.parts):
        say(part.text)
        typed = _typed(part, ask)
        if typed == SKIP and number == 0:
            return None
        notes = Notes()
        value = reader.answer(part, typed, part.way, notes) if typed else None
        for _, _, message in notes.told:
            say(message)
        if value is not None:
            made[part.way[-1]] = value
    return made or None


def finish(kind: Kind, data: dict[str, Any], collection: Collection, out: Path, today: date) -> tuple[Path, list[str]]:
    """Write the record of those answers; gives where, and what is still to be told about it."""
    taken = {(each.kind.folder, each.id) for each in collection}
    taken |= {(kind.folder, path.stem) for path in (out / kind.folder).glob("*.yml")}
    record = Record(kind, Drafter(Reader(collection), taken, today).new_id(kind, data), data)
    said = [f"{each.level} {each.field}: {each.message}" for each in check_record(record, collection, today)]
    if kind.name == VOORBEELD.name:
        alike = [each.record for label, each in similar(collection, record) if label == LIKE]
        said += [f'Dit lijkt op "{other.naam}" ({other.id}). Voegt het iets toe?' for other in alike]
    path = out / kind.folder / f"{record.id}.yml"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8") as file:
        file.write(f"{schema_line(kind)}\n{write(record)}")
    return path, said
