"""What pages say: every text of the interface stands in `texts.yml`, apart from logic, for an editor to change.

In a text `{naam}` is a value, `{n|voorbeeld|voorbeelden}` the word that fits the number `n`, `[label](adres/)` a link
to a page of the site (`themas/`, from its root) or to an address, and `**zo**` is bold. A link to a page that this
collection does not have is left out; its label stays.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from markupsafe import Markup, escape

Href = Callable[[str], str]

VALUE = re.compile(r"\{(\w+)(?:\|([^|{}]*)\|([^|{}]*))?\}")
LINK = re.compile(r"\[([^\[\]]+)\]\(([^()\s]*)\)")
BOLD = re.compile(r"\*\*([^*]+)\*\*")


@cache
def texts() -> dict[str, Any]:
    """All texts by page and name."""
    found: dict[str, Any] = yaml.safe_load(files("parade.pages").joinpath("texts.yml").read_text("utf-8"))
    return found


def text(key: str) -> Any:
    """The text at `page.name`, or all texts below a key; raises `KeyError` for a key that is not there."""
    found: Any = texts()
    for part in key.split("."):
        found = found[part]
    return found


def filled(key: str, **values: Any) -> str:
    """A text with its values, without marks; for titles, descriptions and attributes."""
    return LINK.sub(r"\1", BOLD.sub(r"\1", VALUE.sub(lambda found: _value(found, values, str), text(key))))


def said(href: Href, has: Callable[[str], bool], key: str, **values: Any) -> Markup:
    """A text as HTML on one line; values are escaped unless they are HTML already."""
    held: list[Markup] = []

    def keep(found: re.Match[str]) -> str:
        held.append(_value(found, values, escape))
        return f"\0{len(held) - 1}\0"

    marked = str(escape(VALUE.sub(keep, text(key))))
    marked = LINK.sub(lambda found: _link(found, href, has), BOLD.sub(r"<b>\1</b>", marked))
    return Markup(re.sub("\0(\\d+)\0", lambda found: str(held[int(found[1])]), marked))


def _value(found: re.Match[str], values: dict[str, Any], made: Callable[[Any], Any]) -> Any:
    name, one, more = found.groups()
    value = values[name]
    if one is None:
        return made(" ".join(value.split()) if type(value) is str else value)
    return made(one if value == 1 else more)


def _link(found: re.Match[str], href: Href, has: Callable[[str], bool]) -> str:
    label, address = found.groups()
    if address.startswith("https://"):
        return f'<a href="{address}" rel="noopener">{label}</a>'
    if address.startswith("#"):
        return f'<a href="{address}">{label}</a>'
    page, sign, part = address.partition("#")
    return f'<a href="{href(page)}{sign}{part}">{label}</a>' if has(page) else label
