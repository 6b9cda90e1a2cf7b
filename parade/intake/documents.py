"""DOCX, Markdown, an issue body or a mail → what stands below each heading.

The answers of one record follow each other; where a heading comes back that was answered, the next record begins.
"""

from __future__ import annotations

import email
import email.policy
import io
import re
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from parade.intake.sheets import MAX_UNPACKED, bounded, decoded
from parade.model.problems import ParadeError

BEGIN, END = "--- record ---", "--- einde record ---"
"""Around the record in a mail that our own form made."""

NO_ANSWER = ("_No response_", "_Geen antwoord_", "_niets ingevuld_")
_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*\s*$")
_LABEL = re.compile(r"\s*(?:\*\*|__)?([^:*_\n]{2,80}?)(?:\*\*|__)?\s*:(?:\*\*|__)?(?:\s+(.*))?$")


@dataclass(slots=True)
class Part:
    """What stands below a heading; `line` is where the heading stands, `tables` are rows of texts."""

    heading: str
    line: int
    lines: list[str] = field(default_factory=list)
    tables: list[list[list[str]]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The answer as text."""
        text = "\n".join(self.lines).strip("\n")
        return "" if text.strip() in NO_ANSWER else re.sub(r"\n{3,}", "\n\n", text)


def read_document(path: Path) -> list[Part]:
    """The parts of a document of any kind; the first one, without heading, is what stands before all headings."""
    content = bounded(path)
    if path.suffix.lower() == ".docx":
        return read_docx(content, path.name)
    if path.suffix.lower() == ".eml":
        return read_text(mail_text(content))
    return read_text(decoded(content)[0])


def mail_text(content: bytes) -> str:
    """The plain text of a mail."""
    message = email.message_from_bytes(content, policy=email.policy.default)
    body = message.get_body(("plain",))
    return str(body.get_content()) if body else ""


def own_records(text: str) -> list[str]:
    """The records in a mail or file that our own forms made, whatever a mail program did to its lines."""
    text = re.sub(r"^(?:>\s?)+", "", text.replace("\r\n", "\n"), flags=re.MULTILINE)
    between = re.findall(re.escape(BEGIN) + r"(.*?)" + re.escape(END), text, re.DOTALL)
    return [found.strip() for found in between if found.strip().startswith("{")]


def read_text(text: str) -> list[Part]:
    """The parts of Markdown, or of plain text with `Label: answer` on a line."""
    parts = [Part("", 1)]
    marked = any(_HEADING.match(line) for line in text.split("\n"))
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), 1):
        if found := _HEADING.match(line):
            parts.append(Part(found[2].strip("*_ "), number))
        elif not marked and (label := _LABEL.match(line)):
            parts.append(Part(label[1].strip(), number, [label[2] or ""]))
        else:
            parts[-1].lines.append(line)
    return parts


def read_docx(content: bytes, name: str) -> list[Part]:
    """The parts of a Word document; a short paragraph that is all bold is a heading too."""
    from docx import Document  # here: it takes a fifth of a second, and a sheet needs none of it

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(each.file_size for each in packed.infolist()) > MAX_UNPACKED:
                raise ParadeError(f'"{name}" is uitgepakt te groot. Haal de foto\'s eruit.')
        return _parts(Document(io.BytesIO(content)))
    except ParadeError:
        raise
    except Exception as error:  # a damaged file makes python-docx raise whatever its parts raise
        message = f'"{name}" is niet te lezen als Word-bestand. Open het in je tekstverwerker en sla het op als .docx.'
        raise ParadeError(message) from error


def _parts(document: Any) -> list[Part]:
    from docx.table import Table

    parts = [Part("", 1)]
    for number, block in enumerate(document.iter_inner_content(), 1):
        if isinstance(block, Table):
            parts[-1].tables.append([_row(row) for row in block.rows])
            continue
        text = block.text.replace("\xa0", " ")
        style = (block.style.name if block.style else "") or ""
        if text.strip() and (style.startswith(("Heading", "Kop", "Title", "Titel")) or _all_bold(block)):
            parts.append(Part(text.strip(), number))
        else:
            bullet = "- " if style.startswith(("List", "Lijst")) and text.strip() else ""
            parts[-1].lines.append(bullet + text)
    return parts


def _row(row: Any) -> list[str]:
    """The texts of a row; a cell over several columns stands there once."""
    cells: list[Any] = []
    for cell in row.cells:
        if not cells or cell._tc is not cells[-1]._tc:
            cells.append(cell)
    return [cell.text.strip() for cell in cells]


def opened(parts: list[Part], labels: set[str]) -> list[Part]:
    """The same parts, where a table of two columns is questions with their answers.

    A table whose first row has only `labels` stays what it is: the items of a group.
    """
    found = []
    for part in parts:
        asks = [rows for rows in part.tables if len(rows[0]) == 2 and not set(rows[0]) <= labels]
        found.append(Part(part.heading, part.line, part.lines, [rows for rows in part.tables if rows not in asks]))
        found += [
            Part(row[0], part.line, row[1].split("\n")) for rows in asks for row in rows if len(row) == 2 and row[0]
        ]
    return found


def _all_bold(paragraph: Any) -> bool:
    """Whether a short paragraph is all bold: a heading to who wrote it."""
    runs = [run for run in paragraph.runs if run.text.strip()]
    return bool(runs) and len(paragraph.text) <= 120 and all(run.bold for run in runs)
