"""The forms to fill in without a site: a sheet for a spreadsheet program, and a document for a word processor.

They are made with the site, for they hold the lists of the collection. The same questions give the same bytes.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterable
from datetime import datetime
from hashlib import blake2b
from pathlib import Path
from typing import Any

from parade.intake.questions import Question, Way, columns, first, questions
from parade.intake.schema import FOLDER
from parade.model.fields import Kind, Type
from parade.model.record import Collection, Record

THEN = datetime(2026, 1, 1)  # the time in the files: the same content gives the same file
ITEMS = 2  # so many items of a group have columns, or rows, to fill in
ROWS = 500  # rows in which a choice can be made from a list
CHOICES = "Keuzes"


def workbook(kind: Kind, collection: Collection, records: Iterable[Record] = ()) -> bytes:
    """A workbook with a column for each question: the heading, the question below it, help and choices in each cell."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter, quote_sheetname
    from openpyxl.worksheet.datavalidation import DataValidation

    records = list(records)
    begin, rest = first(questions(kind, collection), kind)
    counts = _counts(begin + rest, records)
    needed = list(columns(begin, counts))
    book = Workbook()
    page, lists = book.active, book.create_sheet(CHOICES)
    page.title = kind.plural[:31]
    lists.sheet_state = "hidden"
    for number, column in enumerate([*needed, *columns(rest, counts)], 1):
        question, letter = column.question, get_column_letter(number)
        page.cell(1, number, column.heading).font = Font(bold=True)
        page.cell(1, number).fill = PatternFill("solid", fgColor="FFE8C9" if number <= len(needed) else "EEEEEE")
        page.cell(2, number, question.text).font = Font(italic=True)
        page.cell(2, number).alignment = Alignment(wrap_text=True, vertical="top")
        page.column_dimensions[letter].width = 45 if question.field.type is Type.PROSE else 25
        rule = DataValidation(allow_blank=True, showErrorMessage=False)
        if question.choices:
            for row, choice in enumerate(question.choices, 1):
                lists.cell(row, number, choice)
            rule.type = "list"
            rule.formula1 = f"{quote_sheetname(CHOICES)}!${letter}$1:${letter}${len(question.choices)}"
        help = f"{question.help} {'Meer dan één? Zet ze onder elkaar, met Alt+Enter.' if question.field.many else ''}"
        rule.promptTitle, rule.prompt, rule.showInputMessage = column.heading[:32], help.strip()[:255] or None, True
        rule.add(f"{letter}3:{letter}{ROWS}")
        page.add_data_validation(rule)
        for row, record in enumerate(records, 3):
            cell = page.cell(row, number)
            cell.value = _cell(record.data, column.way)
            cell.data_type = "s"  # a text that begins with = is no formula
            cell.number_format = "@"
    page.freeze_panes = "A3"
    book.properties.created = book.properties.modified = THEN
    return _packed(book)


def _counts(asked: Iterable[Question], records: list[Record]) -> dict[Way, int]:
    """How many numbered columns each group, and each list of texts, needs."""
    counts: dict[Way, int] = {}
    for question in asked:
        _count(question, [record.data for record in records], (), counts, ITEMS)
    return counts


def _count(question: Question, data: list[Any], before: Way, counts: dict[Way, int], least: int) -> None:
    if not question.parts and not (question.field.many and question.field.type is Type.PROSE):
        return
    found = [items for items in (_at(each, question.way) for each in data) if items]
    way = (*before, *question.way)
    counts[way] = max([least if question.parts else 1, *map(len, found)])
    for part in question.parts:
        for number in range(counts[way]):
            _count(part, [items[number] for items in found if number < len(items)], (*way, number), counts, 1)


def _at(data: Any, way: Way) -> Any:
    for step in way:
        if isinstance(step, int):
            data = data[step] if isinstance(data, list) and step < len(data) else None
        else:
            data = data.get(step) if isinstance(data, dict) else None
    return data


def _cell(data: Any, way: Way) -> str | None:
    """What a record has at that way as a cell: the items of a list below each other, with a dash where it needs one."""
    value = _at(dict(data), way)
    if not isinstance(value, list):
        return str(value) if value else None
    signs = ("-", "•", "*", "–", "·", "▪")
    dashed = len(value) == 1 or any(item.startswith(signs) or "\n" in item for item in value)
    return "\n".join(f"- {item}" if dashed else item for item in value)


def table(kind: Kind, collection: Collection, records: Iterable[Record]) -> list[list[str]]:
    """The same as rows of text, with the headings above: what a CSV file holds."""
    records = list(records)
    asked = questions(kind, collection)
    made = list(columns(asked, _counts(asked, records)))
    rows = [[_cell(record.data, column.way) or "" for column in made] for record in records]
    return [[column.heading for column in made], *rows]


def document(kind: Kind, collection: Collection, record: Record | None = None) -> bytes:
    """A document with the same questions: a heading each, what it asks, and room below; a group has a table."""
    from docx import Document

    made = Document()
    made.add_heading(f"{kind.label.capitalize()} insturen", 0)
    made.add_paragraph(
        "Schrijf je antwoord onder elke vraag. Wat je niet weet, sla je over. Noem mensen bij hun functie."
    )
    begin, rest = first(questions(kind, collection), kind)
    for title, asked in (("Dit is nodig", begin), ("Dit helpt een ander verder", rest)):
        made.add_heading(title, 1)
        for question in asked:
            made.add_heading(question.heading, 2)
            for line in question.lines:
                made.add_paragraph().add_run(line).italic = True
            _room(made, question, record)
    made.core_properties.created = made.core_properties.modified = THEN
    made.core_properties.author = ""
    return _packed(made)


def _room(made: Any, question: Question, record: Record | None) -> None:
    """An empty paragraph, or a table with a row an item; filled in when there is a record."""
    told = _at(dict(record.data), question.way) if record else None
    if not question.parts:
        for line in (_cell({"x": told}, ("x",)) or "").split("\n"):
            made.add_paragraph(line)
        return
    grid = made.add_table(1 + max(ITEMS, len(told or [])), len(question.parts), style="Table Grid")
    for number, part in enumerate(question.parts):
        grid.cell(0, number).text = part.heading
        for row, item in enumerate(told or [], 1):
            grid.cell(row, number).text = _cell(item, part.way) or ""
    made.add_paragraph()


def handouts(collection: Collection, before: Path) -> dict[str, bytes]:
    """The empty sheet and document of each kind; those that stand in the folder `before` are made anew only when
    their questions changed.
    """
    made = {}
    for kind in collection.settings.kinds.values():
        asked = [[question.heading, question.lines, [part.lines for part in question.parts]]
                 for question in questions(kind, collection)]  # fmt: skip
        stamp = blake2b(json.dumps([kind.plural, asked]).encode(), digest_size=16).hexdigest().encode()
        for ending, make in (("xlsx", workbook), ("docx", document)):
            path = f"{FOLDER}{kind.label}.{ending}"
            old = before / path
            kept = old.read_bytes() if old.is_file() else b""
            made[path] = kept if kept.endswith(stamp) else _stamped(make(kind, collection), stamp)
    return made


def _stamped(content: bytes, stamp: bytes) -> bytes:
    """A packed file with a comment at its end, which says of which questions it was made."""
    packed = io.BytesIO(content)
    with zipfile.ZipFile(packed, "a") as file:
        file.comment = stamp
    return packed.getvalue()


def _packed(file: Any) -> bytes:
    """A file as bytes in which no time of making stands, though openpyxl writes one whatever it is told."""
    now, always = rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + THEN.isoformat().encode() + b"Z"
    loose, made = io.BytesIO(), io.BytesIO()
    file.save(loose)
    with zipfile.ZipFile(loose) as before, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as after:
        for each in before.infolist():
            content = before.read(each)
            if each.filename == "docProps/core.xml":
                content = re.sub(now, always, content)
            after.writestr(zipfile.ZipInfo(each.filename, THEN.timetuple()[:6]), content, zipfile.ZIP_DEFLATED)
    return made.getvalue()
