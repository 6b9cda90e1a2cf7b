"""Which heading of a sheet or document asks which question."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import yaml
from rapidfuzz import fuzz, process

from parade.dutch.words import fold
from parade.intake.questions import Question, Way, questions
from parade.model.fields import Field, Kind, Type
from parade.model.problems import ParadeError
from parade.model.record import Collection, dotted

NEAR = 82  # of 100: how alike a heading must be to a name of a question to be proposed for it
NOT = "niet"  # in a mapping file: this heading is left out
ITEMS = 30  # so many numbered columns of a list are known

OTHER_NAMES = {
    "titel": "naam project, projectnaam, project, naam voorbeeld, naam van het voorbeeld, naam initiatief, initiatief, "
    "hoe heet het project",
    "gemeenten": "gemeente, gemeentenaam, plaats, waar, waar is dit, woonplaats, locatie",
    "regio": "streek, gebied",
    "organisaties": "organisatie, instelling, uitvoerder, van welke organisatie",
    "kern": "korte omschrijving, omschrijving, samenvatting, in het kort, korte beschrijving, beschrijving, in één zin",
    "vragen": "vraag, zoekvragen",
    "themas": "thema, onderwerp, onderwerpen, categorie, rubriek",
    "doelgroepen": "doelgroep, voor wie, voor wie is het",
    "werkzame_elementen": "werkzame elementen, wat werkte",
    "aanleiding": "probleem, waarom begonnen jullie, achtergrond",
    "aanpak": "werkwijze, wat deden jullie, wat doen jullie, hoe werkt het, activiteiten, toelichting",
    "resultaat": "resultaten, opbrengst, wat leverde het op, effect, uitkomst",
    "lessen": "les, geleerd, wat leerden jullie, geleerde lessen, tips, tip, wat zou je een ander meegeven",
    "anders_gelopen": "wat ging er mis, knelpunten, wat ging niet goed, wat liep anders",
    "afwegingen": "afweging, keuzes, dilemma",
    "voorwaarden": "randvoorwaarden, wat is nodig",
    "kosten": "budget, geld, wat kost het",
    "partners": "samenwerkingspartners, partner, met wie",
    "status": "stand van zaken, fase, loopt het nog",
    "periode": "looptijd, wanneer, startdatum, jaar",
    "bronnen": "bron, link, links, website, url, webadres, meer informatie, meer lezen",
    "wat": "voornemen, dit ga ik doen, wat ga je doen",
}
"""What other forms call a field, by its name; each is taken without asking."""

PERSONAL = (
    "naam, je naam, uw naam, voornaam, achternaam, contactpersoon, naam contactpersoon, indiener, ingevuld door, "
    "e-mail, email, e-mailadres, emailadres, mailadres, telefoon, telefoonnummer, mobiel, gebruikersnaam, adres"
)
"""Headings below which people stand; they are never taken over."""


@dataclass(slots=True)
class Matched:
    """For each heading the way to what it answers, or None; `unsure` are those that a person should confirm."""

    ways: dict[str, Way | None] = field(default_factory=dict)
    unsure: set[str] = field(default_factory=set)
    personal: set[str] = field(default_factory=set)

    def theirs(self, names: Names) -> dict[str, Way]:
        """The headings that lead to a field and are not those of our own forms."""
        return {text: way for text, way in self.ways.items() if way and plain(text) not in names.own}

    @property
    def known(self) -> int:
        """How many headings lead to a field."""
        return sum(way is not None for way in self.ways.values())


class Names:
    """All names under which the questions about a kind may be asked; `texts` is what forms print below a heading."""

    def __init__(self, kind: Kind, collection: Collection) -> None:
        self.kind = kind
        self.asked = {question.way: question for question in questions(kind, collection)}
        self.names: dict[str, Way] = {}
        self.own: set[str] = set()
        for question in self.asked.values():
            self._add(question, (), "")
        every = [*self.asked.values(), *(part for question in self.asked.values() for part in question.parts)]
        self.texts = {text for question in every for text in question.lines}
        for group in kind.fields:
            if group.type is Type.GROUP and not group.many:
                self._name((group.name,), group.label, group.name, group.question)
        for other, names in OTHER_NAMES.items():
            if kind.field(other):
                self._name((other,), *names.split(", "))

    def _add(self, question: Question, before: Way, heading: str) -> None:
        way = (*before, *question.way)
        name = f"{heading}{question.heading}"
        own = (name, question.text, question.field.question) if not heading else (name,)
        self.own.add(plain(name))
        self._name(way, *own, dotted(way), question.field.label if len(way) == 1 else name)
        repeats = bool(question.parts) or question.field.many
        for number in range(ITEMS if repeats and not before else 4 if repeats else 0):
            self.own.add(plain(f"{name} {number + 1}"))
            self._name((*way, number), f"{name} {number + 1}")
            for part in question.parts:
                self._add(part, (*way, number), f"{name} {number + 1}: ")

    def _name(self, way: Way, *names: str) -> None:
        for name in names:
            self.names.setdefault(plain(name), way)

    def question(self, way: Way) -> Question | None:
        """The question that is answered at that way; None when it is a group or nothing."""
        names = [str(step) for step in way if not isinstance(step, int)]
        asked = self.asked
        for end in range(len(names), 0, -1):
            found = asked.get(tuple(names[:end]))
            if found and end == len(names):
                return found
            if found:
                return _part(found.parts, tuple(names[end:]))
        return None

    def group(self, way: Way) -> Field | None:
        """The group that occurs once and is answered whole at that way."""
        found = self.kind.field(str(way[0])) if len(way) == 1 else None
        return found if found and found.type is Type.GROUP and not found.many else None

    def single(self, way: Way) -> bool:
        """Whether a record has one answer at that way."""
        field = self.kind.field(str(way[0]))
        return bool(field and not field.many)

    def match(self, headings: Iterable[str]) -> Matched:
        """The way for each heading: first those that are a name, then those that are near one."""
        headings = list(dict.fromkeys(headings))
        found = Matched()
        for heading in headings:
            found.ways[heading] = self.names.get(plain(heading))
        taken = {way for way in found.ways.values() if way}
        personal = {plain(name) for name in PERSONAL.split(", ")}
        for heading in headings:
            if found.ways[heading] is None and plain(heading) in personal:
                found.personal.add(heading)
            elif found.ways[heading] is None and (near := self._near(heading)) and near not in taken:
                found.ways[heading] = near
                found.unsure.add(heading)
                taken.add(near)
        return found

    def _near(self, heading: str) -> Way | None:
        text = plain(heading)
        if len(text) < 4:
            return None
        found = process.extractOne(text, list(self.names), scorer=fuzz.token_sort_ratio, score_cutoff=NEAR)
        return self.names[found[0]] if found else None

    def table(self) -> dict[str, str]:
        """Each name with the fields it leads to, for the script of the forms: numbers of items left out."""
        found: dict[str, str] = {}
        for name, way in self.names.items():
            numbers = [step for step in way if isinstance(step, int)]
            if numbers and numbers != [0]:
                continue
            plain_name = re.sub(r" 1\b", "", name, count=1) if numbers else name
            found.setdefault(plain_name, ".".join(str(step) for step in way if not isinstance(step, int)))
        return found

    def way(self, text: str) -> Way | None:
        """The way that is written with dots, items counted from 1; None when there is none such."""
        way: Way = tuple(int(step) - 1 if step.isdigit() else step for step in text.split("."))
        return way if self.question(way) or self.group(way) else None


def _part(parts: tuple[Question, ...], names: tuple[str, ...]) -> Question | None:
    for part in parts:
        if part.way == names:
            return part
        if part.parts and names[: len(part.way)] == part.way:
            return _part(part.parts, names[len(part.way) :])
    return None


def plain(heading: str) -> str:
    """A heading as it is compared: folded, without a number before it, a star, a question mark, or what is in ()."""
    text = re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", heading)
    text = re.sub(r"^\s*(?:vraag\s*)?\d+\s*[.):]\s*", "", text, flags=re.IGNORECASE)
    text = re.sub(r"[*?!…:]+", " ", text).replace("_", " ")
    return " ".join(fold(text).split())


# --- the mapping file ---

Mapping_ = dict[str, dict[str, Way | None]]
"""For each kind, by folder, the way to which each heading leads."""

ABOUT = """# Welke kop bij welk veld hoort. Kijk dit na, en geef daarna hetzelfde commando nog een keer.
# Klopt een veld niet? Zet er een ander achter: de namen staan in docs/velden.md.
# Schrijf "niet" om een kop over te slaan.
"""


def mapping_path(path: Path) -> Path:
    """Where the mapping of a file or folder is kept: beside it."""
    return path.with_name(f"{path.name}.koppen.yml")


def read_mapping(path: Path, names: Mapping[str, Names]) -> Mapping_:
    """The confirmed headings by kind; raises `ParadeError` when the file is no mapping."""
    if not path.is_file():
        return {}
    broken = ParadeError(f'"{path.name}" is niet te lezen. Verbeter het, of gooi het weg en begin opnieuw.')
    try:
        told = yaml.safe_load(path.read_text("utf-8"))
        pairs = [(folder, str(heading), str(name)) for folder in told for heading, name in told[folder].items()]
    except (yaml.YAMLError, AttributeError, TypeError, UnicodeDecodeError) as error:
        raise broken from error
    found: Mapping_ = {}
    for folder, heading, name in pairs:
        if folder not in names:
            raise broken
        way = None if name == NOT else names[folder].way(name)
        if name != NOT and way is None:
            raise ParadeError(f'In "{path.name}" staat bij "{heading}" het veld "{name}". Dat bestaat niet.')
        found.setdefault(folder, {})[heading] = way
    return found


def write_mapping(path: Path, ways: Mapping_) -> None:
    """Keep which heading leads where."""
    told = {
        folder: {heading: dotted(way) if way else NOT for heading, way in pairs.items() if heading}
        for folder, pairs in ways.items()
    }
    path.write_text(ABOUT + yaml.safe_dump(told, allow_unicode=True, sort_keys=False, width=1000), "utf-8")
