"""A kind of record as questions: the one description from which every form is made.

A group that occurs once is taken apart into its questions; a group that may occur more often is a question
with parts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from parade.model.fields import UPKEEP, Field, Kind, Type
from parade.model.record import Collection

FIRST = 8  # so many questions a form asks before the rest is opened
UNASKED = (*(field.name for field in UPKEEP), "gecontroleerd", "bevestigd", "blad")
"""For who keeps the collection, not for who sends something in."""
Way = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that a form asks.

    `way` is the way to its answer in a record, numbers left out; `groups` are the groups around it; `choices` are
    those of its field or the names of the begrippen it takes; `parts` are asked for each item of a repeating group.
    """

    field: Field
    way: tuple[str, ...]
    groups: tuple[Field, ...] = ()
    choices: tuple[str, ...] = ()
    parts: tuple[Question, ...] = ()

    @property
    def heading(self) -> str:
        """Its label, with those of the groups around it: `Kosten: Klasse`."""
        return ": ".join([*(group.label for group in self.groups), self.field.label])

    @property
    def text(self) -> str:
        """The question, after the one of the group that it begins."""
        starts = [group.question for group in self.groups if group.fields[0] is self.field]
        return " ".join([*starts, self.field.question])

    @property
    def help(self) -> str:
        """The help, after the one of the group that it begins, and what else an answer must be."""
        starts = [group.help for group in self.groups if group.fields[0] is self.field]
        return " ".join(filter(None, [*starts, self._own_help, self.limit]))

    @property
    def _own_help(self) -> str:
        """What a person who has no files at hand can follow."""
        if self.field.type is Type.REFERENCE:
            return "De titel, of het adres van de pagina."
        if self.field.type is Type.GEMEENTE:
            instead = "Staat de plaats niet in de bron? Laat dit leeg en vul de regio in." if self.field.unless else ""
            return f"Een dorp of een oude naam mag ook. {instead}".strip()
        return self.field.help

    @property
    def limit(self) -> str:
        """How long an answer may be, when that is short enough to mind."""
        free = self.field.type in (Type.LINE, Type.PROSE) and not self.field.choices
        return f"Hooguit {self.field.max_length} tekens." if free and self.field.max_length <= 300 else ""

    @property
    def lines(self) -> tuple[str, ...]:
        """What a form on paper says below its heading, a line each; an answer never repeats one of these."""
        choices = f"Kies uit: {', '.join(self.choices)}." if self.choices else ""
        return tuple(filter(None, [self.text, self.help, choices]))

    @property
    def required(self) -> bool:
        """Whether every record needs an answer; one that may stand in for another is not asked for."""
        return self.field.required and all(group.required for group in self.groups)

    @property
    def example(self) -> str:
        """An example of an answer; empty when there is none, or when the choices say it."""
        return "" if self.choices else self.field.example


def questions(kind: Kind, collection: Collection | None = None) -> list[Question]:
    """All questions about a record of that kind, in the order of its fields."""
    return list(_questions(kind.fields, (), (), collection))


def _questions(
    fields: tuple[Field, ...], way: tuple[str, ...], groups: tuple[Field, ...], collection: Collection | None
) -> Iterator[Question]:
    for field in fields:
        here = (*way, field.name)
        if field.name in UNASKED and not way:
            continue
        if field.type is Type.GROUP and not field.many:
            yield from _questions(field.fields, here, (*groups, field), collection)
        elif field.type is Type.GROUP:
            yield Question(field, here, groups, (), tuple(_questions(field.fields, (), (), collection)))
        else:
            known = collection.terms(field.target) if collection and field.type is Type.TERM else []
            yield Question(field, here, groups, field.choices or tuple(known))


def first(asked: Iterable[Question], kind: Kind) -> tuple[list[Question], list[Question]]:
    """The questions to ask first, and the others: what is required, then what helps a reader most."""
    asked = list(asked)
    helpful = [field.name for field in kind.asked]
    begin = [question for question in asked if question.required]
    more = [question for question in asked if not question.required and question.way[0] in helpful]
    more.sort(key=lambda question: helpful.index(question.way[0]))
    begin += more[: max(FIRST - len(begin), 0)]
    return [each for each in asked if each in begin], [each for each in asked if each not in begin]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: the way to its answer with numbers, its heading, and the question it asks."""

    way: Way
    heading: str
    question: Question


def columns(asked: Iterable[Question], counts: dict[Way, int], way: Way = (), heading: str = "") -> Iterator[Column]:
    """The columns in which those questions are answered.

    `counts` tells for a repeating group, or a list of texts with paragraphs, how many items have columns of their
    own; a list that it does not name has one column for all its items.
    """
    for question in asked:
        here = (*way, *question.way)
        name = f"{heading}{question.heading}"
        if question.parts:
            for number in range(counts.get(here, 1)):
                yield from columns(question.parts, counts, (*here, number), f"{name} {number + 1}: ")
        elif here in counts:
            for number in range(counts[here]):
                yield Column((*here, number), f"{name} {number + 1}", question)
        else:
            yield Column(here, name, question)
