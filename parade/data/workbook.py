"""The records as a workbook (XLSX): a sheet a table, every cell plain text, so that nothing in it is a formula."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from parade.data.columns import header, row, table_of, tables
from parade.model.record import Collection

LONGEST = 32_767  # characters that Excel takes in a cell
CUT = " … (past niet in een cel; de andere bestanden hebben de hele tekst)"
MADE = datetime(2000, 1, 1)  # always the same, so that the same records give the same bytes


def files(collection: Collection) -> dict[str, bytes]:
    """The workbook, by its name."""
    book = Workbook(write_only=True)
    book.properties.created = MADE
    book.properties.title = collection.settings.naam
    settings = collection.settings
    licence = [settings.licentie["naam"], settings.licentie.get("url", "")]
    _sheet(
        book, "over", [["naam", settings.naam], ["zin", settings.zin], ["url", settings.adres], ["licentie", *licence]]
    )
    for name, kind in tables(settings).items():
        rows = [row(record, kind, settings) for record in collection if table_of(record) == name]
        sheet = _sheet(book, name, [header(kind), *rows])
        sheet.freeze_panes = "B2"
    out = io.BytesIO()
    book.save(out)
    return {"alles.xlsx": _timeless(out.getvalue())}


def _sheet(book: Workbook, name: str, rows: list[list[str]]) -> WriteOnlyWorksheet:
    sheet = book.create_sheet(name)
    for told in rows:
        cells = []
        for text in told:
            cell = WriteOnlyCell(sheet, _short(ILLEGAL_CHARACTERS_RE.sub(" ", text)) or None)
            if text:
                cell.data_type = "s"  # or a text that begins with = would be a formula
            cells.append(cell)
        sheet.append(cells)
    return sheet


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - len(CUT)] + CUT


def _timeless(content: bytes) -> bytes:
    """The same archive without the time of writing, which the library puts in whatever it is told."""
    now, always = rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + MADE.isoformat().encode() + b"Z"
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            info = zipfile.ZipInfo(name, MADE.timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, re.sub(now, always, old.read(name)) if name == "docProps/core.xml" else old.read(name))
    return out.getvalue()
