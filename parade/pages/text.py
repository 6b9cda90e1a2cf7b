"""How values are written on a page: text that stays text, dates, numbers and people in Dutch."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from markupsafe import Markup, escape

from parade.dutch.sentences import listed
from parade.places.register import UNPLACED, place_names

MARKDOWN_SIGNS = re.compile(r"([\\`*_{}\[\]()#+\-.!>])")


def markdown_text(text: str) -> Markup:
    """Text that stays text inside a Markdown heading."""
    signs = MARKDOWN_SIGNS.sub(r"\\\1", " ".join(text.split()))
    return Markup(signs.replace("&", "&amp;").replace("<", "&lt;"))


def front_matter(text: str) -> Markup:
    """Text in front matter: a JSON string, which is YAML too; escaped, for the site builder prints it as HTML."""
    return Markup(json.dumps(str(escape(" ".join(text.split()))), ensure_ascii=False))


def description(text: str) -> Markup:
    """Text in front matter as the description of a page: at most 160 characters."""
    return front_matter(shortened(text, 158))


def one_line(value: Any) -> Any:
    """Text on one line, so that nothing in it stands where Markdown looks for a fence or a list."""
    return " ".join(value.split()) if type(value) is str else value


def counted(number: int, one: str, more: str = "") -> str:
    """`1 voorbeeld`, `2 voorbeelden`."""
    return f"{number} {one if number == 1 else more or one + 'en'}"


def person(told: Mapping[str, Any]) -> str:
    """A person by function and organisation: `beleidsmedewerker bij gemeente Rhenen`."""
    organisation = told.get("organisatie")
    gemeenten = listed(told.get("gemeenten", []))
    where = f" bij {organisation}" if organisation else f" uit {gemeenten}" if gemeenten else ""
    return f"{told.get('functie', 'iemand')}{where}"


def contact(record: Mapping[str, Any]) -> str:
    """Whom to ask about a voorbeeld, by function and organisation; empty when its record names nobody."""
    told = record.get("contact", {})
    named = [told[part] for part in ("functie", "organisatie") if told.get(part)]
    return ", ".join(named) or listed(record.get("organisaties", [])[:2])


def capital(text: str) -> str:
    """The text with a capital first; één becomes Eén, as Dutch writes it, and ij becomes IJ."""
    if re.match(r"één\b", text):
        return "Eén" + text[3:]
    if text.startswith("ij"):
        return "IJ" + text[2:]
    return text[:1].upper() + text[1:]


def shortened(text: str, length: int = 240) -> str:
    """The beginning of a text: whole sentences as far as they fit, else whole words and an ellipsis."""
    text = " ".join(text.split())
    if len(text) <= length:
        return text
    end = max(text.rfind(sign + " ", 0, length) for sign in ".?!")
    return text[: end + 1] if end > length / 3 else text[:length].rsplit(" ", 1)[0] + " …"


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a running text."""
    return [part.strip() for part in re.split(r"\n\s*\n|\n", text) if part.strip()]


def line(text: str | None) -> str:
    """The text on one line."""
    return " ".join((text or "").split())


def where(record: Mapping[str, Any]) -> str:
    """Where a voorbeeld is, as text."""
    return listed(place_names(record)) or UNPLACED
