"""The one definition of every kind of record and every field.

Whatever asks, checks, explains, searches or exports a field reads it here.
Labels, questions and help are Dutch (B1): people see them in forms, messages and pages.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum


class Type(StrEnum):
    """How the text of a field is understood; a value is always text, a list or a group."""

    LINE = "regel"
    PROSE = "tekst"
    DATE = "datum"  # 2014, 2014-10 or 2014-10-15
    TERM = "begrip"
    GEMEENTE = "gemeente"
    REFERENCE = "verwijzing"
    URL = "webadres"
    FILE = "bestand"
    EMAIL = "e-mailadres"
    GROUP = "groep"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a record.

    `weight` is its weight in search (0: not searched); lengths are in characters;
    `unless` names the field that may stand in for a required one; `target` is the folder of the
    records, or the list of begrippen, that a value must come from. Where a page shows it: `told` as a part of
    the story, `compared` beside the same field of another record, `in_short` its everyday name in the first layer;
    `helps` is its rank among what a record may lack (1 helps a reader most; 0 is never asked for). `deprecated` tells
    readers of the data, in Dutch, until when it stays and what comes instead.
    """

    name: str
    label: str
    question: str
    type: Type = Type.PROSE
    help: str = ""
    example: str = ""
    required: bool = False
    unless: str = ""
    many: bool = False
    min_items: int = 0
    max_items: int = 20
    max_length: int = 4000
    choices: tuple[str, ...] = ()
    target: str = ""
    past: bool = False
    weight: float = 0
    told: bool = False
    compared: bool = False
    in_short: str = ""
    helps: int = 0
    deprecated: str = ""
    fields: tuple[Field, ...] = ()


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record: its name, the folder (or list file) it lives in, and its fields.

    `named_by` is the field that names a record on a page; a list is `shown` when its terms have pages.
    """

    name: str
    folder: str
    label: str
    plural: str
    explanation: str
    fields: tuple[Field, ...]
    named_by: str = "titel"
    shown: bool = True

    @property
    def list_name(self) -> str:
        """The name of a list of begrippen, as fields have it for a target; empty for a kind of record."""
        return self.folder.removeprefix("begrippen/") if self.folder.startswith("begrippen/") else ""

    @property
    def address(self) -> str:
        """The part of an address below which its records stand, without slashes."""
        return (self.list_name or self.folder).replace("_", "-")

    @property
    def data_fields(self) -> tuple[Field, ...]:
        """The fields that open data has of a record; one that was taken away has no place among the others."""
        return tuple(field for field in self.fields if field.name != VERVALLEN.name)

    @property
    def story(self) -> list[Field]:
        """The parts that its page tells, in order."""
        return [field for field in self.fields if field.told]

    @property
    def asked(self) -> list[Field]:
        """The fields that help a reader most when a record lacks them, those first."""
        return sorted((field for field in self.fields if field.helps), key=lambda field: field.helps)

    def field(self, name: str) -> Field | None:
        """The field of that name, or None."""
        return next((field for field in self.fields if field.name == name), None)


def line(name: str, label: str, question: str, **more: object) -> Field:
    """A field of one line."""
    return replace(Field(name, label, question, Type.LINE, max_length=200), **more)  # type: ignore[arg-type]


def prose(name: str, label: str, question: str, **more: object) -> Field:
    """A field of running text, with an empty line between paragraphs."""
    return replace(Field(name, label, question, Type.PROSE), **more)  # type: ignore[arg-type]


def group(name: str, label: str, question: str, *fields: Field, **more: object) -> Field:
    """A field that is made of other fields."""
    return replace(Field(name, label, question, Type.GROUP, fields=fields), **more)  # type: ignore[arg-type]


def mail(example: str) -> Field:
    """The address of an organisation that takes mail."""
    help = "Het adres van een team of organisatie, niet van een persoon."
    question = "Naar welk adres kan iemand mailen?"
    return Field("mail", "E-mail", question, Type.EMAIL, help=help, example=example, max_length=100)


def date(name: str, label: str, question: str, **more: object) -> Field:
    """A date, exact to the year, the month or the day."""
    base = Field(name, label, question, Type.DATE, max_length=10, example="2019-02")
    return replace(base, help="Een jaar, een maand of een dag: 2019, 2019-02 of 2019-02-14.", **more)  # type: ignore[arg-type]


def terms(name: str, label: str, question: str, **more: object) -> Field:
    """Words out of the list of begrippen with the field's own name, unless `target` says another."""
    base = Field(name, label, question, Type.TERM, many=True, target=name, max_length=60)
    return replace(base, **more)  # type: ignore[arg-type]


def references(name: str, label: str, question: str, target: str, **more: object) -> Field:
    """Ids of other records, of the folder `target`."""
    base = Field(name, label, question, Type.REFERENCE, many=True, target=target, max_length=100, max_items=60)
    return replace(base, help="De naam van het bestand, zonder .yml.", **more)  # type: ignore[arg-type]


GEMEENTEN = Field(
    "gemeenten",
    "Gemeenten",
    "In welke gemeente of gemeenten is dit?",
    Type.GEMEENTE,
    help="De officiële naam. Is het een streek, of staat de plaats niet in de bron? Laat dit veld dan weg en "
    "vul regio in.",
    example="Reusel-De Mierden",
    many=True,
    max_items=60,
    max_length=60,
    weight=1,
)
REGIO = line(
    "regio",
    "Regio",
    "In welke streek is dit?",
    help="Alleen als er geen gemeente te noemen is. Staat de plaats niet in de bron? Schrijf dan: onbekend.",
    example="Oost-Achterhoek",
    max_length=80,
    weight=1,
)
BRONNEN = group(
    "bronnen",
    "Bronnen",
    "Waar staat dit?",
    line("titel", "Titel", "Hoe heet de bron?", required=True, example="Verslag van de dag", max_length=300),
    Field(
        "url",
        "Webadres",
        "Wat is het webadres?",
        Type.URL,
        example="https://www.voorbeeld.nl/verslag",
        max_length=600,
    ),
    line("uitgever", "Uitgever", "Wie heeft de bron uitgegeven?", example="Sociale Vraagstukken"),
    date("datum", "Datum", "Van wanneer is de bron?", past=True),
    date("bekeken", "Bekeken", "Wanneer heb je de bron bekeken?", past=True),
    line(
        "gezien",
        "Gezien",
        "Hoeveel van de bron heb je gezien?",
        choices=("eerste deel", "hele pagina"),
        example="eerste deel",
    ),
    line(
        "noot",
        "Noot",
        "Wat moet een lezer over deze bron weten?",
        example="bewaarde kopie van het document",
        max_length=300,
    ),
    help="Zonder bron kan een lezer niets nagaan. Noem er minstens één.",
    many=True,
    required=True,
    max_items=30,
)
KERN = prose(
    "kern",
    "Kern",
    "Wat is het, in één of twee zinnen?",
    help="Dit staat op het kaartje. Schrijf zo dat een collega verder wil lezen.",
    required=True,
    max_length=280,
    weight=1,
    compared=True,
)


def _titel(example: str) -> Field:
    return line("titel", "Titel", "Hoe heet het?", required=True, example=example, max_length=100, weight=3)


def _wie(name: str, label: str, question: str, *more: Field, many: bool = False) -> Field:
    """A person, told by function and organisation and never by name."""
    return group(
        name,
        label,
        question,
        line("functie", "Functie", "Welke functie?", required=True, example="beleidsmedewerker"),
        line("organisatie", "Organisatie", "Bij welke organisatie?", example="Welzijn Rhenen"),
        replace(GEMEENTEN, question="Bij welke gemeente hoort dat?"),
        *more,
        help="Noem mensen bij hun functie, niet bij hun naam.",
        many=many,
        required=True,
    )


INZENDING = line(
    "inzending",
    "Inzending",
    "Van welke inzending komt dit?",
    help="Dit vult parade import in, zodat een inzending maar één keer wordt overgenomen.",
    max_length=60,
)
WAS = line(
    "was",
    "Heette eerder",
    "Welke naam had het bestand eerder?",
    help="Vul dit in als je het bestand een andere naam geeft, zonder .yml: dan blijft het oude adres werken. "
    "De oudste naam eerst.",
    example="buurtkamer-leusden",
    many=True,
    max_length=100,
)
VERVALLEN = line(
    "vervallen",
    "Vervallen",
    "Waarom is dit weggehaald?",
    help="Hiermee verdwijnt het record van de site. Op zijn adres staat dan alleen de titel met deze reden.",
    example="De organisatie vroeg ons dit weg te halen.",
    max_length=300,
)
UPKEEP = (INZENDING, WAS, VERVALLEN)
"""What every record may say for who keeps the collection; no form asks it, and no reader needs it."""

STATUS = ("plan", "loopt", "afgerond", "gestopt", "onbekend")
ROLLEN = ("geïnformeerd", "meedenken", "meedoen", "meebeslissen", "zelf aan zet")

HOE_WETEN_WE_DIT = line(
    "hoe_weten_we_dit",
    "Hoe weten we dit?",
    "Hoe weet je wat het opleverde?",
    help="Dit is een label en geen cijfer.",
    choices=("ervaring", "cijfers van de uitvoerder", "onafhankelijk onderzoek", "onbekend"),
    example="ervaring",
    told=True,
    compared=True,
    helps=11,
)
ANDERS_GELOPEN = group(
    "anders_gelopen",
    "Wat liep anders?",
    "Wat ging er mis, of anders dan gedacht?",
    prose("wat", "Wat", "Wat ging er anders?", required=True, max_length=1500, weight=1),
    Field(
        "struikelpatroon",
        "Valkuil",
        "Welke valkuil past daarbij?",
        Type.TERM,
        target="struikelpatronen",
        max_length=60,
        weight=0.5,
    ),
    help="Juist hiervan leren anderen. Een mislukking is een goed voorbeeld.",
    many=True,
    told=True,
    compared=True,
    in_short="Wat tegenviel",
    helps=1,
)
KOSTEN = group(
    "kosten",
    "Kosten",
    "Wat kost het?",
    line(
        "klasse",
        "Klasse",
        "Hoeveel ongeveer per jaar?",
        choices=(
            "bijna niets",
            "tot 10.000 euro",
            "10.000 tot 50.000 euro",
            "50.000 tot 250.000 euro",
            "meer dan 250.000 euro",
        ),
        example="tot 10.000 euro",
    ),
    prose("toelichting", "Toelichting", "Waar gaat het geld naartoe?", max_length=1000, weight=0.5),
    told=True,
    compared=True,
    helps=5,
)
RECHTSTREEKS = line(
    "rechtstreeks",
    "Rechtstreeks",
    "Zegt de bron zelf dat het van die plek komt?",
    help="ja: de bron noemt die plek als herkomst. nee: het is dezelfde aanpak, langs een andere weg.",
    choices=("ja", "nee"),
    example="ja",
)

VOORBEELD = Kind(
    "Voorbeeld",
    "voorbeelden",
    "voorbeeld",
    "Voorbeelden",
    "Zo doen anderen het: verteld door of over de mensen die het doen.",
    (
        _titel("Samen Doen: ambtenaren gaan de kernen in"),
        replace(GEMEENTEN, required=True, unless="regio"),
        REGIO,
        line(
            "organisaties",
            "Organisaties",
            "Welke organisaties doen dit?",
            many=True,
            example="Welzijn Leusden",
            weight=0.5,
            compared=True,
        ),
        group(
            "periode",
            "Periode",
            "Wanneer begon het, en is het opgehouden?",
            date("van", "Van", "Wanneer begon het?"),
            date("tot", "Tot", "Wanneer hield het op?"),
            compared=True,
        ),
        line(
            "status",
            "Status",
            "Hoe staat het er nu voor?",
            choices=STATUS,
            example="loopt",
            compared=True,
        ),
        KERN,
        line(
            "vragen",
            "Vragen",
            "Met welke vraag zou een collega elders dit voorbeeld zoeken?",
            many=True,
            help="Twee tot vijf vragen, in gewone woorden. Ze hoeven niet in de rest van de tekst te staan.",
            example="Hoe krijgen wij bewoners zo ver dat ze zelf het buurthuis draaien?",
            min_items=2,
            max_items=5,
            weight=2,
        ),
        terms(
            "themas",
            "Thema's",
            "Over welke onderwerpen gaat het?",
            required=True,
            help="Kies er één tot drie uit de lijst. Het belangrijkste eerst.",
            max_items=3,
            weight=2,
            compared=True,
        ),
        terms(
            "doelgroepen",
            "Doelgroepen",
            "Voor wie is het?",
            required=True,
            help="Kies uit de lijst.",
            max_items=6,
            weight=2,
            compared=True,
        ),
        terms(
            "wetten",
            "Wetten",
            "Onder welke wet valt het?",
            help="Kies uit de lijst.",
            weight=1,
            compared=True,
        ),
        terms(
            "werkzame_elementen",
            "Aanpak die terugkomt",
            "Welke aanpak is dit?",
            help="Kies uit de lijst. Zo vinden mensen met een ander probleem dezelfde aanpak.",
            max_items=6,
            weight=1,
            compared=True,
        ),
        prose(
            "aanleiding",
            "Aanleiding",
            "Wat was het probleem?",
            weight=1.5,
            told=True,
            compared=True,
            in_short="Het probleem",
            helps=9,
        ),
        prose(
            "aanpak",
            "Aanpak",
            "Wat doen jullie?",
            required=True,
            weight=1,
            told=True,
            compared=True,
            in_short="Wat ze doen",
        ),
        prose(
            "resultaat",
            "Resultaat",
            "Wat leverde het op?",
            weight=1,
            told=True,
            compared=True,
            in_short="Wat het oplevert",
            helps=2,
        ),
        HOE_WETEN_WE_DIT,
        ANDERS_GELOPEN,
        prose(
            "lessen",
            "Lessen",
            "Wat zou je een collega meegeven?",
            many=True,
            max_length=1000,
            weight=1,
            told=True,
            compared=True,
            helps=3,
        ),
        group(
            "afwegingen",
            "Afwegingen",
            "Welke afweging hebben jullie gemaakt?",
            prose("keuze", "Keuze", "Wat kozen jullie?", required=True, max_length=600, weight=1),
            prose("waarom", "Waarom", "Waarom kozen jullie dat?", max_length=1000, weight=1),
            many=True,
            told=True,
            compared=True,
            helps=7,
        ),
        group(
            "inwoners",
            "Rol van inwoners",
            "Wat is de rol van inwoners?",
            line("rol", "Rol", "Hoever gaat die rol?", choices=ROLLEN, example="meedoen"),
            prose("hoe", "Hoe", "Hoe ziet dat eruit?", max_length=1000, weight=1),
            told=True,
            compared=True,
            helps=6,
        ),
        prose(
            "voorwaarden",
            "Voorwaarden",
            "Wat moet er zijn voordat dit elders kan?",
            many=True,
            max_length=600,
            weight=0.5,
            told=True,
            compared=True,
            helps=4,
        ),
        KOSTEN,
        line(
            "partners",
            "Partners",
            "Wie doen er mee?",
            many=True,
            max_items=40,
            weight=0.5,
            told=True,
            compared=True,
            helps=10,
        ),
        group(
            "overgenomen_van",
            "Overgenomen van",
            "Van wie namen jullie dit over?",
            line(
                "wat", "Wat", "Hoe heet de aanpak die jullie overnamen?", example="Jongeren Perspectief Fonds", weight=1
            ),
            references("voorbeeld", "Voorbeeld", "Staat dat voorbeeld hier al?", "voorbeelden", many=False),
            replace(GEMEENTEN, question="Van welke gemeente?", weight=0),
            line("organisatie", "Organisatie", "Van welke organisatie?", example="GGZ Breburg"),
            RECHTSTREEKS,
            date("sinds", "Sinds", "Sinds wanneer doen jullie dit?"),
            prose("aangepast", "Aangepast", "Wat hebben jullie anders gedaan?", max_length=1500, weight=0.5),
        ),
        group(
            "contact",
            "Contact",
            "Wie kan een collega hierover iets vragen?",
            line("organisatie", "Organisatie", "Bij welke organisatie?", example="Welzijn Dronten"),
            line("functie", "Functie", "Welke functie?", example="projectleider"),
            Field("url", "Webadres", "Op welke pagina staat hoe je contact krijgt?", Type.URL, max_length=600),
            help="Geen naam, e-mailadres of telefoonnummer van een persoon.",
            told=True,
            compared=True,
            helps=8,
        ),
        BRONNEN,
        group(
            "beeld",
            "Beeld",
            "Is er een foto of tekening bij?",
            Field(
                "bestand",
                "Bestand",
                "Hoe heet het bestand?",
                Type.FILE,
                required=True,
                help="Een jpg-, png- of webp-bestand in de map examples/beeld.",
                example="dorpshuis.jpg",
                max_length=100,
            ),
            line(
                "alt",
                "Beschrijving",
                "Wat is er te zien, voor wie het beeld niet ziet?",
                required=True,
                example="Vier bewoners achter de bar van het dorpshuis",
                max_length=300,
            ),
            line("maker", "Maker", "Wie maakte het beeld?"),
            line("licentie", "Licentie", "Onder welke licentie mag het gebruikt worden?", example="CC BY 4.0"),
        ),
        date("gecontroleerd", "Gecontroleerd", "Wanneer is dit voor het laatst nagelezen?", past=True),
        *UPKEEP,
    ),
)

TOEPASSING = Kind(
    "Toepassing",
    "toepassingen",
    "toepassing",
    "Wij doen dit ook",
    "Andere plaatsen die een voorbeeld overnamen of hetzelfde doen.",
    (
        _titel("Droomkaart in Rhenen"),
        references(
            "voorbeeld",
            "Voorbeeld",
            "Welk voorbeeld doen jullie ook?",
            "voorbeelden",
            many=False,
            required=True,
        ),
        replace(GEMEENTEN, required=True, unless="regio"),
        REGIO,
        line("organisaties", "Organisaties", "Welke organisaties doen dit?", many=True),
        date("sinds", "Sinds", "Sinds wanneer doen jullie dit?"),
        line(
            "verteld_door",
            "Verteld door",
            "Wie vertelt dit?",
            help="adopter: wie het zelf overnam. bron: een krant, website of rapport.",
            required=True,
            choices=("adopter", "bron"),
            example="adopter",
        ),
        RECHTSTREEKS,
        replace(
            GEMEENTEN,
            name="overgenomen_van",
            label="Overgenomen van",
            question="Van welke gemeente namen jullie het over, als dat niet de plaats van het voorbeeld is?",
            help="De officiële naam.",
        ),
        references(
            "gesprek",
            "Gesprek",
            "Door welk gesprek kwamen jullie erop?",
            "gesprekken",
            many=False,
        ),
        prose("aanpak", "Aanpak", "Wat doen jullie?"),
        prose("aangepast", "Aangepast", "Wat hebben jullie anders gedaan?", max_length=1500),
        prose("resultaat", "Resultaat", "Wat leverde het op?"),
        HOE_WETEN_WE_DIT,
        ANDERS_GELOPEN,
        KOSTEN,
        line("status", "Status", "Loopt het nog?", choices=STATUS, example="loopt"),
        prose("waarom_gestopt", "Waarom gestopt", "Waarom zijn jullie gestopt?", max_length=1500),
        date("bevestigd", "Bevestigd", "Wanneer is voor het laatst nagevraagd of het nog zo is?", past=True),
        BRONNEN,
        *UPKEEP,
    ),
)

BIJEENKOMST = Kind(
    "Bijeenkomst",
    "bijeenkomsten",
    "bijeenkomst",
    "Bijeenkomsten",
    "Dagen, avonden en cursussen waarop mensen van elkaar leren.",
    (
        _titel("De tweede dag van de voorbeelden"),
        line(
            "soort",
            "Soort",
            "Wat voor bijeenkomst is het?",
            required=True,
            choices=("parade", "thematafels", "bouwbijeenkomst", "droomsessie", "leertraject", "anders"),
            example="parade",
        ),
        KERN,
        date(
            "datum",
            "Datum",
            "Wanneer was of is het?",
            helps=4,
        ),
        line("tijd", "Tijd", "Van hoe laat tot hoe laat?", example="18.00 tot 21.00 uur", max_length=60),
        line(
            "plaats",
            "Plaats",
            "Waar was of is het?",
            example="De Meerpaal, Dronten",
            weight=1,
            helps=5,
        ),
        group(
            "aanmelden",
            "Aanmelden",
            "Hoe kan iemand zich aanmelden?",
            Field("pagina", "Formulier", "Op welke pagina staat het formulier?", Type.URL, max_length=600),
            mail("dag@organisatie.example"),
            date("tot", "Tot", "Tot wanneer kan het?"),
            help="Dit staat op de pagina tot de dag voorbij is.",
        ),
        GEMEENTEN,
        line(
            "organisatoren",
            "Organisatoren",
            "Wie organiseert het?",
            many=True,
            weight=1,
            helps=6,
        ),
        line("deelnemers", "Deelnemers", "Voor wie is het?", many=True, weight=1),
        terms("themas", "Thema's", "Over welke onderwerpen gaat het?", max_items=5, weight=2),
        prose(
            "verslag",
            "Verslag",
            "Wat gebeurde er?",
            weight=1,
            helps=3,
        ),
        group(
            "programma",
            "Programma",
            "Wat staat er op het programma?",
            line("tijd", "Tijd", "Hoe laat, of in welke ronde?", max_length=60),
            line("ruimte", "Ruimte", "In welke ruimte?", max_length=60),
            line("titel", "Titel", "Hoe heet het onderdeel?", required=True, weight=1),
            line("soort", "Soort", "Wat voor onderdeel?", choices=("plenair", "workshop", "stand", "gesprek")),
            references("voorbeelden", "Voorbeelden", "Welke voorbeelden komen aan bod?", "voorbeelden"),
            many=True,
            max_items=100,
            helps=2,
        ),
        group(
            "tafels",
            "Tafels",
            "Welke tafels zijn er, met welke vragen?",
            line("titel", "Titel", "Waar gaat de tafel over?", required=True, weight=1),
            prose("toelichting", "Toelichting", "Wat is de aanleiding?", weight=1),
            prose("vragen", "Vragen", "Welke vragen liggen op tafel?", many=True, max_length=600, weight=1),
            references("voorbeelden", "Voorbeelden", "Welke voorbeelden noemt de tafel zelf?", "voorbeelden"),
            many=True,
        ),
        references("voorbeelden", "Voorbeelden", "Welke voorbeelden waren er te zien?", "voorbeelden"),
        references("werkvormen", "Werkvormen", "Welke werkvormen zijn gebruikt?", "werkvormen"),
        group(
            "oogst",
            "Oogst",
            "Wat kwam eruit?",
            line("thema", "Thema", "Over welk onderwerp?", required=True, weight=1),
            prose("wat", "Wat", "Wat kwam eruit?", weight=1),
            prose(
                "indicatoren",
                "Indicatoren",
                "Waaraan zie je dat het lukt?",
                many=True,
                max_length=400,
                weight=1,
            ),
            line("coalities", "Coalities", "Wie gaan er samen verder?", many=True, weight=1),
            many=True,
            helps=1,
        ),
        BRONNEN,
        *UPKEEP,
    ),
)

GESPREK = Kind(
    "Gesprek",
    "gesprekken",
    "gesprek",
    "Gesprekken",
    "Mensen wezen elkaar op een voorbeeld, en vertelden waarom.",
    (
        _titel("Samen Doen en sturen op geluk"),
        references("bijeenkomst", "Bijeenkomst", "Waar was het gesprek?", "bijeenkomsten", many=False),
        date("datum", "Datum", "Wanneer was het gesprek?", past=True),
        replace(
            _wie(
                "deelnemers",
                "Deelnemers",
                "Wie spraken elkaar?",
                references(
                    "voorbeeld",
                    "Voorbeeld",
                    "Op welk voorbeeld wees deze deelnemer de ander?",
                    "voorbeelden",
                    many=False,
                ),
                prose(
                    "reden",
                    "Reden",
                    "Waarom is dat iets voor de ander?",
                    help="Een korte bijzin die past achter: omdat …",
                    example="beide organisaties de regels zo ruim mogelijk uitleggen",
                    max_length=200,
                    weight=1,
                ),
                many=True,
            ),
            min_items=2,
            max_items=6,
        ),
        prose(
            "verslag",
            "Verslag",
            "Wat bespraken zij?",
            weight=1,
            helps=3,
        ),
        prose(
            "overeenkomst",
            "Overeenkomst",
            "Wat herkenden zij bij elkaar?",
            max_length=600,
            weight=1,
            helps=1,
        ),
        prose(
            "verschil",
            "Verschil",
            "Welk verschil zagen zij?",
            max_length=600,
            weight=1,
            helps=2,
        ),
        BRONNEN,
        *UPKEEP,
    ),
)

VOORNEMEN = Kind(
    "Voornemen",
    "voornemens",
    "voornemen",
    "Dit ga ik doen",
    "Mensen zeiden: dit ga ik doen. Wat werd ervan?",
    (
        _titel("Ex-mantelzorgers benaderen voor respijtzorg"),
        references("bijeenkomst", "Bijeenkomst", "Waar is dit gezegd?", "bijeenkomsten", many=False),
        date("datum", "Datum", "Wanneer is dit gezegd?", past=True),
        _wie("wie", "Wie", "Wie gaat dit doen?"),
        prose("wat", "Wat", "Wat gaat diegene doen?", required=True, max_length=1500, weight=1),
        prose("waarom", "Waarom", "Waarom juist dit?", max_length=1500, weight=1),
        line("met_wie", "Met wie", "Met wie gaat diegene dat doen?", example="mijn team", weight=0.5),
        date("uiterlijk", "Uiterlijk", "Wanneer wil diegene zover zijn?"),
        references("voorbeelden", "Voorbeelden", "Door welke voorbeelden kwam dit?", "voorbeelden"),
        references("werkvormen", "Werkvormen", "Door welke werkvormen kwam dit?", "werkvormen"),
        group(
            "uitkomst",
            "Uitkomst",
            "Wat is ervan geworden?",
            line(
                "status",
                "Status",
                "Hoe staat het ervoor?",
                required=True,
                choices=("bezig", "gelukt", "niet gelukt", "losgelaten"),
                example="bezig",
            ),
            prose("toelichting", "Toelichting", "Wat is er gebeurd?", max_length=1500),
            date("datum", "Datum", "Wanneer is dit nagevraagd?", past=True),
            references("toepassing", "Toepassing", "Welke toepassing kwam eruit?", "toepassingen", many=False),
        ),
        BRONNEN,
        *UPKEEP,
    ),
)

VAKKEN = group(
    "vakken",
    "Vakken",
    "Welke vakken staan erop?",
    line("naam", "Naam", "Wat staat er boven het vak?", required=True, example="In huis", max_length=80),
    prose("uitleg", "Uitleg", "Wat schrijft iemand in dit vak?", max_length=300),
    line(
        "vorm",
        "Vorm",
        "Hoe vult een groep dit vak?",
        help="tekst: één stuk tekst. kaarten: losse briefjes, die ook naar een ander vak kunnen. "
        "lijst: regels met kolommen.",
        choices=("tekst", "kaarten", "lijst"),
        example="kaarten",
    ),
    group(
        "kolommen",
        "Kolommen",
        "Welke kolommen heeft de lijst?",
        line("naam", "Naam", "Wat staat er boven de kolom?", required=True, example="Wanneer", max_length=60),
        line("soort", "Soort", "Wat komt erin?", choices=("tekst", "datum", "handtekening"), example="datum"),
        many=True,
        max_items=6,
    ),
    line("regels", "Regels", "Hoeveel regels heeft de lijst op papier?", choices=("2", "4", "6", "8", "10", "12")),
    line(
        "groepen",
        "Groepen",
        "Maakt de groep stapels van de briefjes?",
        choices=("ja", "nee"),
    ),
    line(
        "voorstellen",
        "Voorstellen",
        "Stelt de site hier voorbeelden voor?",
        help="De site zoekt met wat er in de vakken met tekst staat.",
        choices=("ja", "nee"),
    ),
    line(
        "tafel",
        "Van de tafel",
        "Wat staat hier al als het blad voor een tafel van een bijeenkomst is?",
        choices=("titel", "toelichting", "vragen", "voorbeelden"),
    ),
    line(
        "oogst",
        "Oogst",
        "In welk veld van de oogst van een bijeenkomst past dit?",
        choices=("thema", "wat", "indicatoren", "coalities"),
    ),
    many=True,
)

WERKVORM = Kind(
    "Werkvorm",
    "werkvormen",
    "werkvorm",
    "Werkvormen",
    "Manieren om met een groep te werken, stap voor stap.",
    (
        _titel("Droomkaart"),
        KERN,
        prose("doel", "Doel", "Waarvoor gebruik je dit?", required=True, weight=1),
        line(
            "groep",
            "Groep",
            "Voor hoeveel en welke mensen?",
            max_length=200,
            weight=1,
            helps=3,
        ),
        line(
            "tijd",
            "Tijd",
            "Hoeveel tijd kost het?",
            max_length=100,
            helps=1,
        ),
        prose("stappen", "Stappen", "Wat doe je na elkaar?", required=True, many=True, max_length=800, weight=1),
        line(
            "nodig",
            "Nodig",
            "Wat heb je nodig?",
            many=True,
            helps=2,
        ),
        prose("herkomst", "Herkomst", "Waar komt de werkvorm vandaan?", max_length=800, weight=0.5),
        group(
            "blad",
            "Werkblad",
            "Hoe ziet het werkblad eruit?",
            line("formaat", "Formaat", "Welk papier?", choices=("A4", "A3"), example="A3"),
            group(
                "zijden",
                "Zijden",
                "Wat staat er op elke kant?",
                line("titel", "Titel", "Wat staat erboven?", required=True, max_length=80),
                line(
                    "naast",
                    "Naast elkaar",
                    "Hoeveel vakken staan er naast elkaar?",
                    help="Zonder dit veld volgt dat uit het aantal vakken.",
                    choices=("1", "2", "3", "4"),
                ),
                VAKKEN,
                many=True,
                max_items=4,
            ),
        ),
        references("voorbeelden", "Voorbeelden", "In welke voorbeelden is dit gebruikt?", "voorbeelden"),
        BRONNEN,
        *UPKEEP,
    ),
)

BEGRIP_FIELDS = (
    line(
        "naam",
        "Naam",
        "Hoe heet het begrip?",
        required=True,
        example="mantelzorgers",
        max_length=60,
        weight=1,
    ),
    prose("uitleg", "Uitleg", "Wat betekent het, in één zin?", max_length=250),
    line(
        "ook",
        "Ook",
        "Hoe noemen mensen dit ook?",
        many=True,
        help="Afkortingen, ambtelijke en gewone woorden.",
        max_items=150,
        max_length=80,
    ),
    line(
        "alleen_zoeken",
        "Alleen om te zoeken",
        "Welke oude of kwetsende woorden tikken mensen?",
        many=True,
        help="Deze woorden vinden het begrip, maar komen nooit op een pagina.",
        max_items=100,
        max_length=80,
    ),
    line(
        "in_een_zin",
        "In een zin",
        "Hoe zeg je dit in gewone woorden, midden in een zin?",
        help="Voor een naam die in een zin niet vanzelf spreekt.",
        example="zelf naar mensen toe gaan",
        max_length=80,
    ),
    line(
        "te_ruim",
        "Te ruim",
        "Zegt dit te weinig om als reden te noemen?",
        help="ja: voorbeelden die alleen dit delen, lijken niet op elkaar.",
        choices=("ja",),
        example="ja",
    ),
    line("breder", "Breder", "Onder welk begrip valt dit?", max_length=60),
    line("verwant", "Verwant", "Welke begrippen liggen ernaast?", many=True, max_length=60),
    replace(
        WAS,
        question="Welk adres had dit begrip eerder?",
        help="Vul dit in als je de naam verandert: dan blijft het oude adres werken. De oudste eerst.",
        example="huishoudelijke-hulp",
    ),
)


def _list(name: str, label: str, plural: str, explanation: str, shown: bool = True) -> Kind:
    return Kind("Begrip", f"begrippen/{name}", label, plural, explanation, BEGRIP_FIELDS, "naam", shown)


LISTS = {
    "themas": _list("themas", "thema", "Thema's", "Waar het over gaat."),
    "doelgroepen": _list("doelgroepen", "doelgroep", "Doelgroepen", "Voor wie het is."),
    "wetten": _list("wetten", "wet", "Wetten", "Onder welke wet het valt."),
    "werkzame_elementen": _list(
        "werkzame_elementen",
        "aanpak die terugkomt",
        "Aanpak die terugkomt",
        "Aanpakken die bij verschillende problemen terugkomen.",
    ),
    "struikelpatronen": _list(
        "struikelpatronen", "valkuil", "Valkuilen", "Waar het mis kan gaan, en wat ze daarvan leerden."
    ),
    "woorden": _list("woorden", "zoekwoord", "Zoekwoorden", "Gewone woorden voor een smaller onderwerp.", shown=False),
}
"""The lists of begrippen by name. Records choose from the first five; `woorden` only helps search."""

KINDS = {kind.folder: kind for kind in (VOORBEELD, TOEPASSING, BIJEENKOMST, GESPREK, VOORNEMEN, WERKVORM)}
"""The six kinds by folder."""
