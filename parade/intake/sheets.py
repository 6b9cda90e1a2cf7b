"""CSV and XLSX files of any form tool → sheets: rows of text that know their number.

A cell is text whatever it holds: a formula is not worked out, a date is written as 2019-02-14, a number has no `.0`.
"""

from __future__ import annotations

import csv
import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from parade.intake.trouble import Place, Trouble
from parade.model.problems import Level, ParadeError

MAX_BYTES = 20 * 1024 * 1024
MAX_UNPACKED = 200 * 1024 * 1024
MAX_ROWS = 5_000
MAX_COLUMNS = 500
MAX_CELL = 20_000
SEPARATORS = ";,\t"
LOOKED_AT = 10  # rows in which the separator of a CSV file shows


@dataclass(slots=True)
class Sheet:
    """One sheet: its name (empty for a CSV file) and its rows, each with its number from 1; no row is all empty."""

    file: str
    name: str
    rows: list[tuple[int, list[str]]] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)

    def place(self, row: int = 0, column: int | None = None, heading: str = "") -> Place:
        """A place on this sheet; columns count from 0."""
        where = "" if column is None else f"{letters(column)}{f' ({heading})' if heading else ''}"
        return Place(self.file, self.name, row, where)

    def tip(self, row: int, column: int | None, message: str) -> None:
        """Tell of something that was settled."""
        self.troubles.append(Trouble(self.place(row, column), Level.TIP, message))


def letters(column: int) -> str:
    """The letters of a column, as a spreadsheet has them: 0 is A, 26 is AA."""
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def read_sheets(path: Path) -> list[Sheet]:
    """The visible sheets of a CSV or XLSX file; raises `ParadeError` when it cannot be read."""
    content = bounded(path)
    return read_xlsx(content, path.name) if path.suffix.lower() == ".xlsx" else [read_csv(content, path.name)]


def bounded(path: Path) -> bytes:
    """The content of a file that is not larger than is sensible."""
    if path.stat().st_size > MAX_BYTES:
        raise ParadeError(f'"{path.name}" is groter dan {MAX_BYTES // 1024**2} MB. Splits het bestand.')
    return path.read_bytes()


def decoded(content: bytes) -> tuple[str, str]:
    """The text of a file, and what its encoding is called when it is not plain UTF-8."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return content.decode(encoding, "replace"), "" if encoding == "utf-8-sig" else "UTF-16"
    if content[:200:2].count(0) > 20 or content[1:200:2].count(0) > 20:  # UTF-16 without a mark: every other byte is 0
        big = content[:200:2].count(0) > content[1:200:2].count(0)
        return content.decode("utf-16-be" if big else "utf-16-le", "replace"), "UTF-16"
    try:
        return content.decode("utf-8"), ""
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace"), "Windows-1252"


def read_csv(content: bytes, name: str) -> Sheet:
    """The one sheet of a CSV file, whatever its encoding and separator."""
    text, encoding = decoded(content)
    sheet = Sheet(name, "")
    if encoding:
        sheet.tip(0, None, f"Dit bestand is {encoding}. Het is zo gelezen; kijk of letters als ë en é kloppen.")
    told = re.match(r"sep=(.)\r?\n", text)
    text = text[told.end() :] if told else text
    separator = told[1] if told else max(SEPARATORS, key=lambda each: _width(text, each))
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    _fill(sheet, enumerate(_told(rows, sheet), 2 if told else 1))
    return sheet


def _width(text: str, separator: str) -> int:
    """How many columns a text has with that separator: most rows agree on the right one."""
    rows = csv.reader(io.StringIO(text[:100_000], newline=""), delimiter=separator)
    try:
        widths = [len(row) for _, row in zip(range(LOOKED_AT), rows, strict=False)]
    except csv.Error:
        return 0
    return max(widths, default=0)


def _told(rows: Iterator[list[str]], sheet: Sheet) -> Iterator[list[str]]:
    """The rows, up to one that cannot be read."""
    try:
        yield from rows
    except csv.Error as error:
        raise ParadeError(f'"{sheet.file}" is niet te lezen als CSV ({error}). Sla het op als .xlsx.') from error


def _fill(sheet: Sheet, rows: Iterable[tuple[int, list[str]]]) -> None:
    for number, row in rows:
        if number > MAX_ROWS:
            raise ParadeError(f'"{sheet.file}" heeft meer dan {MAX_ROWS} rijen. Splits het bestand.')
        cells = [_cell(sheet, number, column, text) for column, text in enumerate(row[:MAX_COLUMNS])]
        if any(cells):
            sheet.rows.append((number, cells))


def _cell(sheet: Sheet, row: int, column: int, text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if text.startswith("="):
        sheet.tip(row, column, "Deze cel begint met =. Wat er staat is als tekst overgenomen, en niet uitgerekend.")
    if len(text) > MAX_CELL:
        sheet.tip(row, column, f"Deze cel is langer dan {MAX_CELL} tekens. Alleen het begin is overgenomen.")
    return text[:MAX_CELL]


def read_xlsx(content: bytes, name: str) -> list[Sheet]:
    """The visible sheets of a workbook; what merged cells hold stands in each of them, hidden rows are told."""
    from openpyxl import load_workbook  # here: it takes a third of a second, and CSV needs none of it

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(each.file_size for each in packed.infolist()) > MAX_UNPACKED:
                raise ParadeError(f'"{name}" is uitgepakt te groot. Splits het bestand.')
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of validation and styles that it does not know, and that we do not need
            book = load_workbook(io.BytesIO(content))
    except ParadeError:
        raise
    except Exception as error:  # a damaged file makes openpyxl raise whatever its parts raise
        raise ParadeError(
            f'"{name}" is niet te lezen als Excel-bestand. Open het in je rekenblad en sla het opnieuw op als .xlsx.'
        ) from error
    return [_sheet(page, name) for page in book.worksheets if page.sheet_state == "visible"]


def _sheet(page: Any, name: str) -> Sheet:
    sheet = Sheet(name, page.title)
    if page.max_row > MAX_ROWS:
        raise ParadeError(f'Blad "{page.title}" heeft meer dan {MAX_ROWS} rijen. Splits het bestand.')
    merged = {}
    for area in page.merged_cells.ranges:
        first = page.cell(area.min_row, area.min_col)
        if area.min_col == area.max_col:  # a heading over several columns says nothing about each of them
            merged.update({(row, area.min_col): first for row in range(area.min_row + 1, area.max_row + 1)})
    rows = []
    for cells in page.iter_rows(max_col=min(page.max_column, MAX_COLUMNS)):
        number = cells[0].row
        texts = [_text(merged.get((number, cell.column), cell)) for cell in cells]
        own = any(cell.value not in (None, "") for cell in cells)
        if page.row_dimensions[number].hidden and own:
            sheet.tip(number, None, "Deze rij is verborgen en daarom overgeslagen. Moet hij mee? Maak hem zichtbaar.")
        elif own:
            rows.append((number, texts))
    _fill(sheet, rows)
    return sheet


def _text(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        day = _day(value.date(), cell.number_format)
        return day if value.time() == time() else f"{day} {value:%H:%M}"
    if isinstance(value, date):
        return _day(value, cell.number_format)
    return str(getattr(value, "text", value))  # a formula over an area is an object with its text


def _day(value: date, shown: str) -> str:
    """A date as far as the cell shows it: who types 2019-02 gets 1 February from Excel, and sees feb-19."""
    parts = re.sub(r'\[[^\]]*\]|"[^"]*"|\\.', "", shown).lower()
    if "d" in parts or parts == "general":
        return value.isoformat()
    return value.isoformat()[:7] if "m" in parts else value.isoformat()[:4]
