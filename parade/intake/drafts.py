"""The answers of one submission → a draft of a record, with all that is to be told about it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import blake2b
from typing import Any
from urllib.parse import urlsplit

from parade.check.checks import check_record
from parade.dutch.words import fold, slug
from parade.intake.headings import Names
from parade.intake.questions import Question, Way
from parade.intake.trouble import Place, Trouble
from parade.intake.values import Notes, Reader, labelled
from parade.model.fields import Field, Kind, Type
from parade.model.record import Record
from parade.places.register import municipalities
from parade.read.records import MAX_NAME

SAID = ("gesprekken", "voornemens")

UNTIL = re.compile(r"\s+(?:tot en met|tot|t/m|-|–)\s+|(?<=\d{4})\s*[-–]\s*(?=\d{4})")
"""What stands between the two ends of a period."""


@dataclass(slots=True)
class Sent:
    """One submission: what is answered (way, text and place), of what kind, and where it stands."""

    kind: Kind
    place: Place
    answers: list[tuple[Way, str, Place]] = field(default_factory=list)

    @property
    def inzending(self) -> str:
        """Says which submission it is, by its words alone: another order of rows or columns changes nothing."""
        words = sorted(word for _, text, _ in self.answers for word in re.findall(r"\w+", fold(text)))
        code = blake2b(" ".join([self.kind.folder, *words]).encode(), digest_size=6).hexdigest()
        return f"{code[:4]}-{code[4:8]}-{code[8:]}"


@dataclass(frozen=True, slots=True)
class Supplement:
    """What was sent in about a record that is there already: its id, and a record of only what is new.

    With `grows` lists are added to; without it what is new takes the place of what was told.
    """

    to: str
    added: Record
    grows: bool


@dataclass(slots=True)
class Draft:
    """A record that was made of a submission, and what there is to tell about it."""

    record: Record
    place: Place
    troubles: list[Trouble]

    @property
    def places(self) -> frozenset[str]:
        """The municipalities that it names."""
        return municipalities(self.record)


class Drafter:
    """Makes drafts beside a collection, each with an id of its own."""

    def __init__(self, reader: Reader, taken: set[tuple[str, str]], today: date) -> None:
        self.reader = reader
        self.taken = taken
        self.today = today

    def draft(self, sent: Sent, names: Names) -> Draft:
        """The draft of a submission."""
        notes = Notes()
        places: dict[Way, Place] = {}
        tree: dict[Any, Any] = {}
        for way, text, place in sent.answers:
            if not text.strip():
                continue
            places.setdefault(way, place)
            self._answer(names, tree, way, text, notes)
        data = ordered(sent.kind.fields, tree)
        _name_sources(data, notes)
        data["inzending"] = sent.inzending
        record = Record(sent.kind, self.new_id(sent.kind, data), data)
        problems = check_record(record, self.reader.collection, self.today)
        told = [Trouble(_place(places, way, sent.place), level, message) for way, level, message in notes.told]
        told += [
            Trouble(_place(places, undotted(each.field), sent.place), each.level, each.message) for each in problems
        ]
        return Draft(record, sent.place, list(dict.fromkeys(told)))

    def of_record(self, record: Record, inzending: str) -> Draft:
        """The draft of what is a record already."""
        data = {**record.data, "inzending": inzending}
        made = Record(record.kind, self.new_id(record.kind, data), data)
        place = Place(record.path)
        problems = check_record(made, self.reader.collection, self.today)
        return Draft(made, place, [Trouble(place, each.level, f"{each.field}: {each.message}") for each in problems])

    def with_supplement(self, known: Record, added: Record, place: Place, grows: bool) -> Draft:
        """The draft of a record that is there, with what was sent in; with `grows` its lists are added to."""
        data = {**known.data}
        for name, value in added.items():
            old = data.get(name, []) if grows else []
            data[name] = [*old, *(item for item in value if item not in old)] if isinstance(value, list) else value
        made = Record(known.kind, known.id, ordered(known.kind.fields, data), known.path)
        problems = check_record(made, self.reader.collection, self.today)
        return Draft(made, place, [Trouble(place, each.level, f"{each.field}: {each.message}") for each in problems])

    def _answer(self, names: Names, tree: dict[Any, Any], way: Way, text: str, notes: Notes) -> None:
        question = names.question(way)
        group = names.group(way)
        if question is None and group:
            self._whole_group(names, tree, group, text, notes)
        elif question:
            single = isinstance(way[-1], int) and not question.parts
            value = self.reader.value(question.field, text, way, notes) if single else None
            value = value if single else self.reader.answer(question, text, way, notes)
            _put(tree, way, value, question.field.type is Type.PROSE, notes)

    def _whole_group(self, names: Names, tree: dict[Any, Any], group: Field, text: str, notes: Notes) -> None:
        """A group told in one text: a line for each part, two dates, or a text for the part that it fits best."""
        found = [names.asked[group.name, part.name] for part in group.fields if (group.name, part.name) in names.asked]
        parts = [replace(part, way=part.way[1:], groups=()) for part in found]
        if labelled(text, parts):
            for item in self.reader.group_items(parts, text, (group.name,), notes)[:1]:
                for name, value in item.items():
                    _put(tree, (group.name, name), value, False, notes)
            return
        told = [(_best(parts, text), text)]
        if len(parts) == 2 and all(part.field.type is Type.DATE for part in parts):
            told = list(zip(parts, UNTIL.split(text.strip()), strict=False))
        for part, own in told:
            way = (group.name, *part.way)
            _put(tree, way, self.reader.answer(part, own, way, notes), part.field.type is Type.PROSE, notes)

    def new_id(self, kind: Kind, data: dict[str, Any]) -> str:
        """An id that no record of that kind has: the title, and the place where that is needed."""
        name = slug(str(data.get("titel", ""))) or f"{kind.label}-zonder-titel"
        place = slug((data.get("gemeenten") or [""])[0])
        plain = name[:MAX_NAME].strip("-")
        longer = f"{name[: MAX_NAME - len(place) - 1].strip('-')}-{place}" if place else plain
        tried = [plain if place and place in plain else longer]
        tried += [f"{tried[0][: MAX_NAME - 4]}-{number}" for number in range(2, 1000)]
        found = next(each for each in tried if (kind.folder, each) not in self.taken)
        self.taken.add((kind.folder, found))
        return found


def _best(parts: list[Question], text: str) -> Question:
    """The part that one text answers: the one that has it as a choice, else the one that tells most."""
    chosen = [part for part in parts if fold(text) in map(fold, part.field.choices)]
    return next(iter([*chosen, *(part for part in parts if part.field.type is Type.PROSE), *parts]))


def _put(tree: dict[Any, Any], way: Way, value: Any, prose: bool, notes: Notes) -> None:
    """Put a value at its way; a second answer to the same question is added where that can be."""
    if value in (None, "", []):
        return
    for step in way[:-1]:
        tree = tree.setdefault(step, {})
    last = way[-1]
    if isinstance(value, list):
        items = tree.setdefault(last, {})
        start = max((number for number in items), default=-1) + 1
        items.update(enumerate(value, start))
    elif last not in tree:
        tree[last] = value
    elif prose:
        tree[last] = f"{tree[last]}\n\n{value}"
    elif tree[last] != value:
        notes.tip(way, f'Dit stond er al: "{tree[last]}". "{value}" is niet overgenomen.')


def ordered(fields: tuple[Field, ...], tree: dict[Any, Any]) -> dict[str, Any]:
    """The data of a tree in which items have numbers, in the order of the fields, without what is empty."""
    data = {}
    for each in fields:
        if each.name not in tree:
            continue
        value = tree[each.name]
        if each.many:
            items = [value[number] for number in sorted(value)] if isinstance(value, dict) else value
            value = [ordered(each.fields, item) if each.fields else item for item in items]
            value = [item for item in value if item]
            value = value if each.fields else list(dict.fromkeys(value))
        elif each.fields:
            value = ordered(each.fields, value)
        if value:
            data[each.name] = value
    return data


def _name_sources(data: dict[str, Any], notes: Notes) -> None:
    """A source of which only the address is told is named after where it stands."""
    for number, source in enumerate(data.get("bronnen", [])):
        host = urlsplit(source.get("url", "")).hostname if "titel" not in source else None
        if host:
            named = {"titel": f"Pagina op {host.removeprefix('www.')}"}
            data["bronnen"][number] = {**named, **source}
            notes.tip(("bronnen", number, "url"), f'De bron heet nu "{named["titel"]}". Weet je hoe hij heet?')


def _place(places: dict[Way, Place], way: Way, whole: Place) -> Place:
    """Where the answer at a way stands, or the nearest thing around it, or an answer within it."""
    for end in range(len(way), 0, -1):
        if found := places.get(way[:end]):
            return found
        if found := next((place for other, place in places.items() if other[:end] == way[:end]), None):
            return found
    return whole


def undotted(name: str) -> Way:
    """The way to a value of which `dotted` made a name."""
    return tuple(int(step) - 1 if step.isdigit() else step for step in name.split(".")) if name else ()


def same(one: Record, two: Record) -> bool:
    """Whether two records have the same title in the same place, whatever their case or accents.

    What people said may sound the same and be said by others: there all of it must be the same.
    """
    if one.kind.folder != two.kind.folder or fold(one.naam) != fold(two.naam):
        return False
    if one.kind.folder in SAID:
        return _without_code(one) == _without_code(two) and not ("inzending" in one and "inzending" in two)
    first, second = municipalities(one), municipalities(two)
    return bool(first & second) or not (first and second)


def _without_code(record: Record) -> dict[str, Any]:
    return {name: value for name, value in record.items() if name != "inzending"}
