"""What belongs to one collection: its settings, and the kinds, lists and fields that follow from them.

They stand in `parade.yml` at the root of a collection.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from parade.model.fields import KINDS, LISTS, Field, Kind, Type, date, group, line, mail, prose

FILE = "parade.yml"
NO_ADDRESS = "https://parade.example/"  # stands in links until the settings tell the real one
LICENCE = {"naam": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"}
DATA_THEMES = {
    "Landbouw, visserij, bosbouw en voeding": "AGRI",
    "Economie en financiën": "ECON",
    "Onderwijs, cultuur en sport": "EDUC",
    "Energie": "ENER",
    "Milieu": "ENVI",
    "Overheid en publieke sector": "GOVE",
    "Gezondheid": "HEAL",
    "Internationale vraagstukken": "INTR",
    "Justitie, rechtsstelsel en openbare veiligheid": "JUST",
    "Regio's en steden": "REGI",
    "Bevolking en samenleving": "SOCI",
    "Wetenschap en technologie": "TECH",
    "Vervoer": "TRAN",
}
"""The themes of the European list of data themes, with their codes."""
SERVICE = re.compile(r"(?P<origin>(https://[A-Za-z0-9.-]+|http://127\.0\.0\.1)(:[0-9]{1,5})?)(/[A-Za-z0-9._~/-]*)?")
"""The address of a service: https, or this machine to try it on; nothing that could end a policy in a page."""
OVERRIDDEN = {
    "PARADE_SITE_URL": ("adres",),
    "PARADE_EDIT_URL": ("broncode",),
    "PARADE_CONTACT_URL": ("beheer", "contact"),
}
"""The environment variables that replace a setting, for who publishes one collection at several places."""


def _url(name: str, label: str, question: str, **more: object) -> Field:
    return replace(Field(name, label, question, Type.URL, max_length=300), **more)  # type: ignore[arg-type]


def _item(*more: Field) -> tuple[Field, ...]:
    return (
        line("titel", "Titel", "Hoe heet het in het menu?", required=True, example="Over ons", max_length=40),
        line("pagina", "Pagina", "Welke pagina is het?", example="over.md", max_length=100),
        *more,
    )


SETTINGS = Kind(
    "Instellingen",
    "",
    "instellingen",
    "Instellingen",
    "Wat bij deze verzameling hoort, en niet bij de software.",
    (
        line("naam", "Naam", "Hoe heet de verzameling?", required=True, example="Parade", max_length=40),
        line(
            "zin",
            "In één zin",
            "Wat staat hier, in één zin?",
            help="Deze zin staat op de beginpagina en bij gedeelde links.",
            required=True,
            example="Praktijkvoorbeelden over water in de wijk",
            max_length=160,
        ),
        line("vakgebied", "Vakgebied", "Over welk vak gaat het?", example="klimaatadaptatie", max_length=60),
        prose("uitleg", "Uitleg", "Voor wie is het, en wat vindt die hier?", max_length=400),
        group(
            "beheer",
            "Beheer",
            "Wie houdt deze verzameling bij?",
            line("organisatie", "Organisatie", "Welke organisatie?", example="gemeente Dronten"),
            _url("contact", "Contact", "Op welke pagina staat hoe je contact krijgt?"),
            mail("parade@gemeente.example"),
            _url("privacy", "Privacy", "Op welke pagina staat de privacyverklaring?"),
        ),
        _url("formulier", "Formulier", "Naar welk adres kan de site een ingevuld formulier sturen?"),
        _url(
            "zoekdienst",
            "Zoekdienst",
            "Op welk adres staat de zoekdienst, als de site die gebruikt?",
            help="Alleen nodig bij te veel records voor een browser. Zonder gebeurt het zoeken op het apparaat zelf.",
        ),
        _url("adres", "Adres", "Op welk adres staat de site?", example="https://voorbeelden.example/"),
        _url(
            "broncode",
            "Broncode",
            "Waar kan iemand de map met records wijzigen?",
            help="De map van de records in de bewerker van je codehost.",
            example="https://github.com/wie/parade/edit/main/examples/",
        ),
        group(
            "licentie",
            "Licentie",
            "Onder welke licentie mag iedereen de records gebruiken?",
            line("naam", "Naam", "Hoe heet de licentie?", required=True, example="CC BY 4.0", max_length=60),
            _url("url", "Webadres", "Waar staat de licentie?"),
        ),
        line(
            "datathema",
            "Datathema",
            "Onder welk thema staat de verzameling op het dataportaal?",
            choices=tuple(DATA_THEMES),
            example="Bevolking en samenleving",
        ),
        date("sinds", "Sinds", "Sinds wanneer bestaat de verzameling?"),
        line(
            "soorten",
            "Soorten",
            "Welke soorten records gebruik je, naast voorbeelden?",
            many=True,
            choices=tuple(KINDS),
        ),
        line(
            "lijsten",
            "Lijsten",
            "Welke lijsten met begrippen gebruik je, naast themas en doelgroepen?",
            many=True,
            choices=tuple(LISTS),
        ),
        line("plaatsen", "Plaatsen", "Gaat het over Nederlandse gemeenten?", choices=("ja", "nee"), example="ja"),
        group(
            "menu",
            "Menu",
            "Wat staat er in het menu?",
            *_item(group("onder", "Onder", "Wat staat eronder?", *_item(), many=True)),
            many=True,
        ),
    ),
    "naam",
)


@dataclass(frozen=True)
class Settings:
    """The settings of one collection; what `parade.yml` does not say has its default here."""

    data: Mapping[str, Any] = field(default_factory=dict)

    @property
    def naam(self) -> str:
        """The name of the collection."""
        return str(self.data.get("naam", "Parade"))

    @property
    def zin(self) -> str:
        """What stands here, in one sentence."""
        return str(self.data.get("zin", "Praktijkvoorbeelden om van te leren"))

    @property
    def vakgebied(self) -> str:
        """The field of practice; may be empty."""
        return str(self.data.get("vakgebied", ""))

    @property
    def uitleg(self) -> str:
        """For whom it is and what they find, in a sentence or two; may be empty."""
        return str(self.data.get("uitleg", ""))

    @property
    def beheer(self) -> Mapping[str, str]:
        """Who keeps the collection: organisatie, contact, mail, privacy, as far as told."""
        return dict(self.data.get("beheer", {}))

    @property
    def adres(self) -> str:
        """Where the site stands, with a slash at the end."""
        return str(self.data.get("adres", NO_ADDRESS)).rstrip("/") + "/"

    @property
    def broncode(self) -> str:
        """Where the folder of records can be changed, with a slash at the end; empty when nobody told."""
        told = str(self.data.get("broncode", "")).rstrip("/")
        return told + "/" if told else ""

    @property
    def formulier(self) -> str:
        """The address that takes a filled-in form; empty when nobody told."""
        return str(self.data.get("formulier", ""))

    @property
    def zoekdienst(self) -> str:
        """The address of the service that search asks, without a slash at the end; empty when it needs none."""
        told = str(self.data.get("zoekdienst", "")).rstrip("/")
        return told if SERVICE.fullmatch(told) else ""

    @property
    def licentie(self) -> Mapping[str, str]:
        """The licence of the records: naam, and url when it has one."""
        return dict(self.data.get("licentie", LICENCE))

    @property
    def citaat(self) -> str:
        """How to name the whole collection as a source."""
        told = [self.beheer.get("organisatie", ""), self.naam, self.zin, str(self.data.get("adres", ""))]
        return " ".join(f"{part}." for part in [*told, self.licentie["naam"]] if part)

    @property
    def datathema(self) -> str:
        """Its theme on the national data portal, one of `DATA_THEMES`."""
        return str(self.data.get("datathema", "Overheid en publieke sector"))

    @property
    def plaatsen(self) -> bool:
        """Whether the collection is about Dutch municipalities."""
        return bool(self.data.get("plaatsen", "ja") == "ja")

    @property
    def menu(self) -> list[Mapping[str, Any]]:
        """The menu as the settings tell it: titel with pagina, or with what stands below it; may be empty."""
        return list(self.data.get("menu", []))

    @cached_property
    def kinds(self) -> dict[str, Kind]:
        """The kinds of records in use by folder, with the fields that make sense here."""
        return {name: self._trimmed(kind) for name, kind in KINDS.items() if name in self._folders}

    @cached_property
    def _folders(self) -> set[str]:
        return {"voorbeelden", *self.data.get("soorten", KINDS)}

    @cached_property
    def lists(self) -> dict[str, Kind]:
        """The lists of begrippen in use by name."""
        names = {"themas", "doelgroepen", *self.data.get("lijsten", LISTS)}
        return {name: kind for name, kind in LISTS.items() if name in names}

    @cached_property
    def shown_lists(self) -> dict[str, Kind]:
        """Those of them whose terms have pages."""
        return {name: kind for name, kind in self.lists.items() if kind.shown}

    def _trimmed(self, kind: Kind) -> Kind:
        return replace(kind, fields=tuple(self._fields(kind.fields)))

    def _fields(self, fields: tuple[Field, ...]) -> list[Field]:
        kept = []
        for told in fields:
            if told.type is Type.TERM and told.target not in self.lists:
                continue
            if told.type is Type.REFERENCE and told.target not in self._folders:
                continue
            if told.type is Type.GEMEENTE and not self.plaatsen:
                continue
            if told.name == "regio" and not self.plaatsen:
                told = replace(told, label="Plaats", question="Waar is dit?", help="", example="")
            kept.append(replace(told, fields=tuple(self._fields(told.fields))) if told.fields else told)
        return kept
