"""The paper for the day of a bijeenkomst, as one page of HTML that prints as it is: no script, no other file.

Pure. Each sheet has its own size (`@page` by name). What does not fit on its paper is left out and said so.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from parade.dutch.dates import dutch_date
from parade.model.record import Record
from parade.pages import qr_codes, text
from parade.pages.bijeenkomst import Meeting, Part, meeting
from parade.pages.overview import Site
from parade.search.search import Search

STYLE = Path(__file__).parent / "styles" / "los" / "dag.css"
CARDS = 8  # "dit ga ik doen" on an A4
ON_A_SIGN = 2  # voorbeelden that can be read from two metres
ON_A_SHEET = 240  # signs on a sign in its large type
FOLDED = 56  # lines of the programme on the two inner pages of a folded A5
LINE = 40  # signs on such a line
ON_A_TABLE = 1900  # signs of questions on half of a tent card, in its smallest type
TYPES = ((300, "groot"), (700, "gewoon"), (1200, "klein"))  # up to so many signs in that type; more in the smallest
PROMISE = "dit-ga-ik-doen/"


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign at a stand: its name, where it is, and voorbeelden to scan."""

    titel: str
    waar: str
    voorbeelden: list[Record]

    @property
    def is_full(self) -> bool:
        """Whether it needs smaller type to fit on an A4."""
        shown = [self.titel, *(part for other in self.voorbeelden for part in (other.naam, other.get("kern", "")))]
        return sum(map(len, shown)) > ON_A_SHEET


def day(site: Site, record: Record, search: Search | None) -> str:
    """The paper of a bijeenkomst: programme, cards for tables, signs, promise cards and the list for the host."""
    told = meeting(site, record, search)
    environment = Environment(
        loader=PackageLoader("parade.pages"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    environment.filters.update(datum=dutch_date, alineas=text.paragraphs, kort=text.shortened)
    parts = record.get("programma", [])
    return environment.get_template("dag.html").render(
        site=site,
        settings=site.collection.settings,
        record=record,
        meeting=told,
        parts=parts,
        folds=_lines(parts) <= FOLDED,
        signs=list(signs(site, record, told)),
        rooms=rooms(parts),
        style=Markup(STYLE.read_text("utf-8")),
        address=site.collection.settings.adres if has_address(site) else "",
        promise=PROMISE if "voornemens" in site.collection.settings.kinds else "",
        cards=range(CARDS),
        qr=qr_codes.drawn,
        type_of=type_of,
        fitting=fitting,
        contact=text.contact,
        where=text.where,
    )


def has_address(site: Site) -> bool:
    """Whether the settings tell where the site stands: without that a code would lead nowhere."""
    return bool(site.collection.settings.data.get("adres"))


def signs(site: Site, record: Record, told: Meeting) -> Iterable[Sign]:
    """A sign for each stand, at most two voorbeelden on one; then one for each other voorbeeld that is shown."""
    at_stands: set[str] = set()
    for part in told.stands:
        found = site.named("voorbeelden", part.get("voorbeelden", []))
        at_stands |= {other.id for other in found}
        where = " · ".join(filter(None, [part.get("ruimte"), part.get("tijd")]))
        for at in range(0, max(len(found), 1), ON_A_SIGN):
            yield Sign(part.get("titel", ""), where, found[at : at + ON_A_SIGN])
    for other in site.named("voorbeelden", record.get("voorbeelden", [])):
        if other.id not in at_stands:
            yield Sign("", "", [other])


def rooms(parts: Iterable[Part]) -> dict[str, list[Part]]:
    """What happens in each room, in the order of the programme."""
    found: dict[str, list[Part]] = {}
    for part in parts:
        if part.get("ruimte"):
            found.setdefault(part["ruimte"], []).append(part)
    return found


def type_of(texts: Iterable[Any]) -> str:
    """The size of type in which texts fit on their paper, as a class."""
    signs_in_all = sum(len(each) + 40 for each in texts)
    return next((name for most, name in TYPES if signs_in_all <= most), "kleinst")


def fitting(questions: list[str]) -> list[str]:
    """The first questions that fit on a card; one that does not fit alone is cut at a sentence."""
    shown: list[str] = []
    for question in questions:
        if sum(len(each) + 40 for each in [*shown, question]) > ON_A_TABLE:
            break
        shown.append(question)
    return shown or [text.shortened(question, ON_A_TABLE) for question in questions[:1]]


def _lines(parts: Iterable[Part]) -> int:
    """How many lines a programme takes on a folded sheet, its times as headings."""
    total, before = 0, None
    for part in parts:
        total += 2 * (part.get("tijd", "") != before)
        before = part.get("tijd", "")
        total += -(-(len(part.get("titel", "")) + len(part.get("ruimte", "")) + 3) // LINE)
    return total
