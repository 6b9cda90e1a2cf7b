"""Tables as CSV (RFC 4180, UTF-8 with a mark, so that Excel reads it right), with formulas defused; and back."""

from __future__ import annotations

import csv
import io
import re

from parade.data.columns import header, row, table_of, tables
from parade.model.record import Collection

MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
SIGNS = (
    r"=+@\-" + "\N{FULLWIDTH EQUALS SIGN}\N{FULLWIDTH PLUS SIGN}\N{FULLWIDTH COMMERCIAL AT}\N{FULLWIDTH HYPHEN-MINUS}"
)
# A cell may begin there, whatever sign a program takes for the end of one: Dutch Excel splits at semicolons.
BEGIN = r"(^|[,;\t\r\n])(['\"]*)"
FORMULA = re.compile(f"{BEGIN}([{SIGNS}])")
DEFUSED = re.compile(f"{BEGIN}'([{SIGNS}])")


def files(collection: Collection) -> dict[str, bytes]:
    """A CSV file for each table, by name."""
    made = {}
    for name, kind in tables(collection.settings).items():
        out = io.StringIO(newline="")
        write = csv.writer(out)
        write.writerow(header(kind))
        write.writerows(
            map(defused, row(record, kind, collection.settings)) for record in collection if table_of(record) == name
        )
        made[f"{name}.csv"] = (MARK + out.getvalue()).encode()
    return made


def rows(content: bytes) -> list[dict[str, str]]:
    """The rows of such a file, by the names of their columns; what is no CSV raises `csv.Error` or `ValueError`."""
    text = content.decode().removeprefix(MARK)
    reader = csv.DictReader(io.StringIO(text, newline=""), restkey="", restval="", strict=True)
    return [{name: whole(cell) for name, cell in told.items() if name} for told in reader]


def defused(cell: str) -> str:
    """The cell with a ' before each sign that a spreadsheet would take for the beginning of a formula."""
    return FORMULA.sub(r"\1\2'\3", cell)


def whole(cell: str) -> str:
    """The cell as it was before `defused`."""
    return DEFUSED.sub(r"\1\2\3", cell)
