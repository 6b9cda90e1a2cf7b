"""Mistakes of people who write YAML by hand, found line by line: where YAML only says that something is wrong.

Looked for only in a text that YAML refuses. Every mistake is told at the line that is to be changed and mended in
memory, without moving a line, so that the rest of the text can be read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from parade.model.fields import KINDS, LISTS, Field
from parade.read.quoting import bare, colon_inside, cure, quoted

KEY = re.compile(r"([^\W\d][\w-]*)[ ]*:(?=\s|$)")
_DASHES = re.compile(r"(?:-[ ]+)*(?:-$)?")
_BULLET = re.compile(r"([–—−‐‑•·●▪◦*+]|-(?=[^\s-]))\s*(?=\S)")
_BLOCK = re.compile(r"[|>][+-]?[1-9]?[+-]?\s*(#.*)?$")
_SIGN = re.compile(r"[>|*&!%@`\]},]|[-?:](?=\s|$)")
_NO_SPACE = re.compile(r"([^\W\d]\w*)(?::(?!//)(?=[^\s:])|[ ]*[=：][ ]*)")
_COLON = re.compile(r":(?=\s|$)")
_MARKS = {"„": "”“", "“": "”“", "‘": "’‘", "’": "’", "”": "”", "«": "»", "»": "«"}


def _names(fields: tuple[Field, ...]) -> Iterator[tuple[str, bool]]:
    for field in fields:
        yield field.name, field.many
        yield from _names(field.fields)


_FIELDS = [pair for kind in [*KINDS.values(), *LISTS.values()] for pair in _names(kind.fields)]
KNOWN = {name for name, _ in _FIELDS}
MANY = {name for name, many in _FIELDS if many} - {name for name, many in _FIELDS if not many}


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake at a row and column (from 0)."""

    row: int
    column: int
    message: str
    field: str = ""


@dataclass(slots=True)
class _Text:
    """A text that runs on over lines: where the field or item begins that it belongs to, and where it stands itself."""

    name: str  # of the field; empty for an item
    before: str  # what stands before it in a cure: `titel:` or `-`
    owner: int  # column of the field or dash
    row: int
    column: int
    text: str


def find(lines: list[str]) -> list[Mistake]:
    """The mistakes in these lines, which are mended in place."""
    scan = _Scan(lines)
    scan.run()
    return sorted(scan.mistakes, key=lambda mistake: (mistake.row, mistake.column))


class _Scan:
    """Goes down the lines once, knowing which fields are open at which column."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.row = 0
        self.mistakes: list[Mistake] = []
        self.open: list[tuple[int, str, bool]] = []  # column, name and whether it has a value, of each open field
        self.items: list[int] = []  # column of each dash whose item is open
        self.last: _Text | None = None

    @property
    def item(self) -> int:
        """Column of the dash of the innermost open item, or -1."""
        return self.items[-1] if self.items else -1

    def tell(self, row: int, column: int, message: str, field: str = "") -> None:
        """Note a mistake."""
        self.mistakes.append(Mistake(row, column, message, field))

    def run(self) -> None:
        """Look at each line that is not part of a text above it."""
        while self.row < len(self.lines):
            line = self.lines[self.row]
            if line.strip() and not line.lstrip().startswith("#") and not line.startswith("---"):
                self.line(line)
            self.row += 1

    def line(self, line: str) -> None:
        """One line: a field, an item, or loose text."""
        indent = len(line) - len(line.lstrip(" "))
        body = line[indent:]
        if self.in_list(indent) and (bullet := _BULLET.match(body)):
            line = self.mended_bullet(indent, bullet)
            body = line[indent:]
        dashes = _DASHES.match(body)
        if dashes and dashes[0]:
            if self.loose_item(indent):
                return self.loose(indent, body)
            self.items = [each for each in self.items if each < indent] + [indent + dashes[0].rstrip().rfind("-")]
            self.open = [each for each in self.open if each[0] < indent or (each[0] == indent and not each[2])]
            indent, body = indent + dashes.end(), body[dashes.end() :]
        key = KEY.match(body)
        if not key and (near := _NO_SPACE.match(body)) and self.is_field(near[1], indent):
            example = f"{near[1]}: {body[near.end() :][:50]}".strip()
            message = f"Achter de naam van een veld horen een dubbele punt en een spatie. Schrijf: {example}"
            self.tell(self.row, indent + near.end(1), message)
            body = f"{near[1]}: {body[near.end() :]}"
            self.lines[self.row] = line = line[:indent] + body
            key = KEY.match(body)
        if key:
            return self.field(indent, key, line)
        if dashes and dashes[0]:
            if body:
                self.value(_Text("", "-", self.item, self.row, indent, body))
            return None
        return self.loose(indent, body)

    # -- what a line is ------------------------------------------------------------------------------------------

    def in_list(self, indent: int) -> bool:
        """Whether an item may stand here: below a field without a value, or beside another item."""
        if self.item == indent and self.last is not None:
            return True
        return bool(self.open) and not self.open[-1][2] and self.open[-1][0] <= indent

    def loose_item(self, indent: int) -> bool:
        """Whether a dash here is part of the text above: below a field of one text that has its value already."""
        last = self.last
        return (
            last is not None
            and bool(last.name)
            and last.name not in MANY
            and self.open[-1:] != []
            and (self.open[-1][2] and indent <= last.owner and self.item < 0)
        )

    def is_field(self, name: str, indent: int) -> bool:
        return name in KNOWN or (indent == 0 and self.row == 0)

    def mended_bullet(self, indent: int, bullet: re.Match[str]) -> str:
        sign = bullet[1]
        line = self.lines[self.row]
        rest = line[indent + bullet.end() :]
        if sign == "-":
            message = f"Achter het streepje hoort een spatie. Schrijf: - {rest[:50]}"
        else:
            message = f"{sign} is geen gewoon streepje. Tik een - met een spatie erachter. Schrijf: - {rest[:50]}"
        self.tell(self.row, indent, message)
        self.lines[self.row] = f"{line[:indent]}- {rest}"
        return self.lines[self.row]

    # -- fields --------------------------------------------------------------------------------------------------

    def field(self, indent: int, key: re.Match[str], line: str) -> None:
        """A field: whether it stands where it may, and its value."""
        name = key[1]
        column = self.right_column(indent)
        if column != indent and self.is_text(name):
            return self.loose(indent, line[indent:])
        if column != indent:
            self.tell(self.row, indent, _indented(name, indent, column, self.open))
            line = self.lines[self.row] = line[:indent].rstrip(" ") + " " * column + line[indent:]
            indent = column
        self.open = [each for each in self.open if each[0] < indent]
        self.items = [each for each in self.items if each < indent]
        value = line[indent + key.end() :]
        text = value.strip()
        has_value = bool(text) and not text.startswith("#")
        self.open.append((indent, name, has_value))
        self.last = None
        if has_value:
            at = indent + key.end() + len(value) - len(value.lstrip())
            self.value(_Text(name, f"{name}:", indent, self.row, at, text))
        return None

    def is_text(self, name: str) -> bool:
        """Whether what looks like a field where none can be is a word of the text above: `Let op: dit`."""
        return name not in KNOWN and self.last is not None

    def right_column(self, indent: int) -> int:
        """Where a field at this column belongs: there, or at the nearest column at which fields stand."""
        columns = [column for column, _, _ in self.open]
        if not columns or indent in columns or (self.item >= 0 and indent > self.item and self.fresh_item(indent)):
            return indent
        deeper = indent > columns[-1]
        if deeper and not self.open[-1][2] and self.item < columns[-1]:
            return indent
        if deeper:
            return columns[-1]
        above = max((column for column in columns if column < indent), default=columns[0])
        below = min(column for column in columns if column > indent) if max(columns) > indent else above
        return below if below - indent <= indent - above else above

    def fresh_item(self, indent: int) -> bool:
        """Whether this field is the first of an item."""
        return not any(column > self.item for column, _, _ in self.open)

    # -- values --------------------------------------------------------------------------------------------------

    def value(self, value: _Text) -> None:
        """A value: a block, a list or group between brackets, a quoted text or a plain one."""
        self.last = value
        first = value.text[0]
        if _BLOCK.match(value.text):
            self.block(value)
        elif first in "\"'":
            self.in_quotes(value)
        elif first in "[{":
            self.in_brackets(value)
        elif first in _MARKS and _COLON.search(value.text):
            self.in_word_quotes(value)
        else:
            self.plain(value)

    def block(self, value: _Text) -> None:
        """A text below `|-`: each line stands at least as far to the right as its first one."""
        inner = -1
        while self.row + 1 < len(self.lines):
            line = self.lines[self.row + 1]
            indent = len(line) - len(line.lstrip(" "))
            if not line.strip():
                self.row += 1
                continue
            if inner < 0 and indent > value.owner:
                inner = indent
            if indent <= value.owner and not self.is_loose(line, indent):
                return
            if indent < max(inner, value.owner + 1):
                inner = max(inner, value.owner + 2)
                self.tell(self.row + 1, indent, _belongs(value, inner - indent))
                self.lines[self.row + 1] = " " * inner + line.lstrip(" ")
            self.row += 1

    def is_loose(self, line: str, indent: int) -> bool:
        """Whether a line can be no field and no item, and so belongs to the text above."""
        body = line[indent:]
        return not (KEY.match(body) or body.startswith(("- ", "#", "---")) or body == "-" or _NO_SPACE.match(body))

    def in_quotes(self, value: _Text) -> None:
        """A text between quotes: they close where the text ends."""
        quote = value.text[0]
        end = _closing(value.text, quote)
        if (end is not None and not value.text[end:].strip().rstrip(",")) or _comment(value.text, end):
            return
        if end is None and self.closes_below(value, quote):
            return
        text = self.gather(value)
        inner = bare(text)
        opened = f"Het aanhalingsteken {quote} gaat hier open en nergens dicht."
        within = f"In de tekst staan dezelfde aanhalingstekens ({quote}) als eromheen."
        if end is None:
            message = f"{opened} {cure(text, value.before)}"
        elif inner != text:
            message = f"{within} {_other(inner, quote, value.before)}"
        else:
            message = f"Na het tweede aanhalingsteken staat nog tekst. {cure(text, value.before)}"
        self.tell(value.row, value.column, message, value.name)
        self.put(value, inner if end is not None else text)

    def closes_below(self, value: _Text, quote: str) -> bool:
        """Whether the quotes close on a line below that belongs to the text; then reading goes on there."""
        for row in range(value.row + 1, len(self.lines)):
            line = self.lines[row]
            if line.strip() and len(line) - len(line.lstrip(" ")) <= value.owner:
                return False
            end = _closing(quote + line.strip(), quote)
            if end is not None:
                rest = (quote + line.strip())[end:].strip()
                if rest and not rest.startswith("#"):
                    return False
                self.row = row
                return True
        return False

    def in_brackets(self, value: _Text) -> None:
        """A list or group between brackets, on one line or more; a title may begin with a bracket too."""
        text = value.text
        row = value.row
        while (end := _balanced(text)) is None and row + 1 < len(self.lines):
            line = self.lines[row + 1]
            if line.strip() and len(line) - len(line.lstrip(" ")) <= value.owner:
                break
            row += 1
            text += "\n" + line
        if end is not None and (not text[end:].strip() or text[end:].lstrip().startswith("#")):
            self.row = row
            return
        whole = self.gather(value)
        if value.name in MANY:
            message = "De lijst tussen haken klopt niet. Zet elk onderdeel op een eigen regel, met een streepje ervoor."
            self.tell(value.row, value.column, message, value.name)
            inner = [part.strip(" []{}'\"") for part in whole.split(",")]
            items = ", ".join(quoted(part) for part in inner if part)
            self.lines[value.row] = self.lines[value.row][: value.column] + f"[{items}]"
            return
        self.tell(
            value.row,
            value.column,
            f"Een tekst mag niet beginnen met {whole[0]} . {cure(whole, value.before)}",
            value.name,
        )
        self.put(value, whole)

    def in_word_quotes(self, value: _Text) -> None:
        """A text between the quotes of a word processor, which YAML takes for letters."""
        text = self.gather(value)
        close = _MARKS[text[0]]
        if text[-1] in close:
            inner = text[1:-1]
            message = f"{text[0]} en {text[-1]} tellen niet als aanhalingstekens. {_other(inner, '', value.before)}"
        else:
            inner = text
            message = colon_inside(text, value.before)
        self.tell(value.row, value.column, message, value.name)
        self.put(value, inner)

    def plain(self, value: _Text) -> None:
        """A text without quotes: it begins with a letter or figure, and holds no `: `."""
        sign = _SIGN.match(value.text)
        if sign and self.is_tag(value):
            return
        text = self.gather(value)
        if sign and sign[0] == "-" and value.name in MANY:
            message = "Een streepje mag niet op dezelfde regel als de veldnaam. Begin de lijst op de volgende regel."
            self.tell(value.row, value.column, message, value.name)
            self.lines[value.row] = self.lines[value.row][: value.column] + f"[{quoted(text[1:].strip())}]"
            return
        if sign:
            at, message = value.column, f"Een tekst mag niet beginnen met {sign[0]} . {cure(text, value.before)}"
        elif _COLON.search(text):
            first = _COLON.search(value.text)
            at, message = value.column + (first.start() if first else 0), colon_inside(text, value.before)
        else:
            return
        self.tell(value.row, at, message, value.name)
        self.put(value, text)

    def is_tag(self, value: _Text) -> bool:
        """Whether a word of YAML's own, as `!!python/tuple`, stands before a list or group; it is left out."""
        word = value.text.split(maxsplit=1)[0]
        rest = value.text[len(word) :].strip()
        below = self.lines[value.row + 1] if value.row + 1 < len(self.lines) else ""
        nested = len(below) - len(below.lstrip(" ")) > value.owner
        if word[0] not in "!&" or not (rest[:1] in {"[", "{"} or (not rest and nested) or (value.name in MANY)):
            return False
        self.tell(value.row, value.column, f"Haal {word[:40]} weg.", value.name)
        self.lines[value.row] = self.lines[value.row][: value.column] + rest
        if rest:
            self.value(_Text(value.name, value.before, value.owner, value.row, value.column, rest))
        elif self.open and self.open[-1][1] == value.name:
            self.open[-1] = (*self.open[-1][:2], False)
        return True

    def gather(self, value: _Text) -> str:
        """The whole text of a value, with the lines below that belong to it; those that begin too far left are told."""
        parts = [value.text]
        row = value.row
        while row + 1 < len(self.lines):
            line = self.lines[row + 1]
            indent = len(line) - len(line.lstrip(" "))
            if line.strip() and not self.continues(value, line, indent):
                break
            row += 1
            if line.strip() and indent <= value.owner:
                self.tell(row, indent, _belongs(value, value.owner + 2 - indent))
                self.lines[row] = " " * (value.owner + 2) + line.lstrip(" ")
            parts.append(line.strip())
        while len(parts) > 1 and not parts[-1]:
            parts.pop()
            row -= 1
        self.row = row
        return " ".join(part for part in parts if part)

    def continues(self, value: _Text, line: str, indent: int) -> bool:
        """Whether a line goes on with the text of a value."""
        body = line[indent:]
        if body.startswith("#") and indent <= value.owner:
            return False
        key = KEY.match(body)
        if key and (key[1] in KNOWN or indent <= value.owner):
            return False
        if indent > value.owner:
            return True
        if not value.name and indent == value.owner:  # beside the dashes: an item that lost its dash
            return False
        if _DASHES.match(body)[0] or _BULLET.match(body):  # type: ignore[index]
            return bool(value.name) and value.name not in MANY and self.open[-1][0] == value.owner and self.item < 0
        return not ((near := _NO_SPACE.match(body)) and near[1] in KNOWN)

    def put(self, value: _Text, text: str) -> None:
        """Write a text so that YAML takes it, on the line where it begins; the lines below it become empty."""
        self.lines[value.row] = self.lines[value.row][: value.column] + quoted(text)
        for row in range(value.row + 1, self.row + 1):
            self.lines[row] = ""

    def loose(self, indent: int, body: str) -> None:
        """Text that is no field and no item, where the one above it does not go on."""
        if self.item >= 0 and indent >= self.item and self.last is not None and not self.last.name:
            self.tell(self.row, indent, f"Deze regel mist een streepje. Schrijf: - {body[:50]}")
            self.lines[self.row] = " " * self.item + "- " + body
            self.value(_Text("", "-", self.item, self.row, self.item + 2, body))
            return
        if self.open and not self.open[-1][2]:
            column, name, _ = self.open[-1]
            if indent <= column:
                self.tell(
                    self.row, indent, f'Deze regel hoort bij "{name}". Zet er {_spaces(column + 2 - indent)} voor.'
                )
                self.lines[self.row] = " " * (column + 2) + body
            value = _Text(name, f"{name}:", column, self.row, max(indent, column + 2), body)
            self.open[-1] = (column, name, True)
            self.value(value)
            return
        if (not self.open and self.row == 0) or not self.open:
            message = f"Hier moet een veld staan, met een dubbele punt erachter. Schrijf: titel: {body[:50]}"
        else:
            message = "Deze regel hoort nergens bij. Zet haar achter een veld, of haal haar weg."
        self.tell(self.row, indent, message)
        self.lines[self.row] = ""


def _indented(name: str, indent: int, column: int, open: list[tuple[int, str, bool]]) -> str:
    """How a field that stands too far left or right is told."""
    beside = next((other for at, other, _ in open if at == column), "")
    more = indent - column
    what = f"Haal er {_spaces(more)} voor weg" if more > 0 else f"Zet er {_spaces(-more)} voor"
    under = f', zodat het recht onder "{beside}" staat' if beside else ""
    return f'De inspringing van "{name}" klopt niet. {what}{under}.'


def _belongs(value: _Text, spaces: int) -> str:
    whose = f'de tekst van "{value.name}"' if value.name else "het onderdeel"
    return f"Deze regel hoort bij {whose} (regel {value.row + 1}). Zet er {_spaces(spaces)} voor."


def _spaces(number: int) -> str:
    return "één spatie" if number == 1 else f"{number} spaties"


def _other(inner: str, quote: str, before: str) -> str:
    """The cure for a text in the wrong quotes: others around it, or none."""
    for mark in ('"', "'"):
        if mark != quote and mark not in inner and (mark == "'" or "\\" not in inner):
            example = f"{before} {mark}{inner}{mark}"
            shown = f" Schrijf: {example}" if len(example) <= 90 else ""
            return f"Vervang de eerste en de laatste door {mark} .{shown}"
    where = "het streepje" if before == "-" else "de dubbele punt"
    return (
        f"Haal de eerste en de laatste weg. Zet |- achter {where}, en de tekst op de volgende regel, "
        "twee spaties verder naar rechts dan deze regel."
    )


def _closing(text: str, quote: str) -> int | None:
    """Behind the quote that closes a text which begins with one; None when none does."""
    at = 1
    while at < len(text):
        if quote == '"' and text[at] == "\\":
            at += 2
        elif text[at] == quote:
            if quote == "'" and text[at + 1 : at + 2] == "'":
                at += 2
            else:
                return at + 1
        else:
            at += 1
    return None


def _comment(text: str, end: int | None) -> bool:
    return end is not None and text[end:].lstrip().startswith("#") and text[end : end + 1] == " "


def _balanced(text: str) -> int | None:
    """Behind the bracket that closes the first one; None when none does."""
    depth = 0
    quote = ""
    for at, letter in enumerate(text):
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "\"'" and text[at - 1] in "[{, ":
            quote = letter
        elif letter in "[{":
            depth += 1
        elif letter in "]}":
            depth -= 1
            if not depth:
                return at + 1
    return None
