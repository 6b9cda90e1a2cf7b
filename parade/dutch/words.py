"""Dutch text taken apart: folding, words as written, stop words, addresses, and lists as a sentence has them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

WORD = re.compile(r"[^\W_]+(?:['’‘`-][^\W_]+)*")


JOINERS = re.compile(r"['’‘`-]")


_PLAIN = re.compile(r"[a-z0-9]+")


LETTERS = str.maketrans({"ĳ": "ij", "ÿ": "ij", "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d"})


# Chosen here: ready-made lists also hold alleen, samen, weinig and derde, which carry meaning in a question.
STOP_WORDS = frozenset(
    """
    aan achter al alle alles als altijd ander andere anderen anders bent bij bijna bijvoorbeeld binnen blijf
    blijft blijven boven daar daarbij daardoor daarin daarmee daarna daarom daarvan daarvoor dan dat de deden deed
    denken denkt deze die dit doe doen doet door dus echt een eens eerst eigen eigenlijk elk elkaar elke en enige
    er eraan erbij erg ermee erop erover ertoe eruit ervan ervoor etc even ga gaan gaat ge gebruiken gebruikt
    gedaan geen gegaan gekomen gekregen geldt gemaakt geworden gewoon goed goede goeie graag had hadden heb hebben hebt
    ging gingen heeft heel hele hem hen
    het hier hij hoe hoort hun iemand iets ik in inmiddels is ja je jij jou jouw jullie kan komen komt kon konden
    krijg krijgen krijgt kun kunnen kunt laat laten lijkt maak maakt maar maken me mee meer meest men met mij
    mijn mogelijk moet moeten mogen na naar nee niet niets nieuwe nodig nog nogal nou nu o of om omdat ondanks
    onder ongeveer ons onze ook op over paar pas per raken rond sinds soms staan staat steeds te tegen ten ter
    terwijl toch toe tot tussen tijdens u uit uw vaak van vanaf vanuit veel vele verder verschillende via vind
    vinden vindt volgens voor vooral waar waaraan waarbij waardoor waarin waarmee waarom waarop waaruit waarvan
    waarvoor wanneer want waren was wat we weer weet weg wel welk welke werd werden weten wie wij wil willen wilt
    word worden wordt wou zal ze zeer zelfs zet zetten zich zien ziet zij zijn zit zitten zo zoals zodat zonder
    zou zouden zullen
    """.split()
)


# Stop words that turn a name of a begrip around: werk is not "zonder werk".
TURNING = frozenset("geen niet zonder uit nooit niemand niets".split())


# Words that are looked for, but prove nothing: no hit is explained by them, and they are no subject.
EMPTY = frozenset(
    """
    aanbod aandacht aanpak aanpakken aantal achterkomen activiteit actief algemeen alleen avond begin beginnen
    belangrijk beleid bellen beschikbaar besluiten best bestaan bestaand beter betekenen betreffen betrokken bezig
    bieden blijken blijven breed brengen bureau concreet dag dagelijks deel derde dienst dichtbij ding direct doel
    doelgroep doen drie duidelijk duren durven duur eerder eerste effect eigen einde eindelijk elders ervaren
    ervaring extra fase feit flink functie gang gebeuren gebied gebruik gedeelte gek gelden geleden gemeente
    gemeentelijk genoeg geregeld geval geven gevolg gezamenlijk goed groep groot grotendeels halen half hand hard
    heen helaas heleboel helemaal helft helpen herkennen hier hoeveel hoeven hopen horen houden huidig idee iedereen
    ieder inhoud inmiddels instelling inwoner inzet inzetten jaar jaarlijks jammer kant keer kennen keuze kiezen
    kijken klaar klein kloppen komen kort krijgen kwestie laatste land lang later leggen leiden letten leuk leven
    liever liggen lijken lopen lukken maand maandag maken makkelijk manier mee meenemen meestal melden mens merken
    middag middel minder misschien moeilijk moeite moment mooi morgen nacht neerzetten nemen niveau noemen normaal
    nut ochtend onderdeel onderwerp oorzaak oplossen oplossing orde organisatie organiseren pakken partij periode
    persoon plaats plan plek positie prima probleem proberen project punt raad realiseren reden regelen regelmatig
    regio resultaat ruim ruimte samen samenwerken samenwerking situatie slecht snel soort spelen sprake sprong staan
    starten steeds stap sterk stoppen sturen stuk succes team telkens terug tijd tip trekken twee uitkomst uitvoeren
    uur vallen vandaag veel veld verandering veranderen verder verloop vermoeden verschil vier vinden vlak voelen
    voldoende voorbeeld voorkomen voorzien vorm vraag vragen vrij waar wachten weg week weekend weinig werken
    werkwijze weten willen woord zaak zeggen zetten zien zitten zoek zoeken zorgen zover zwaar manieren wijze
    aanbieden bereiken betrekken bevorderen bijdragen boel diverse hoeverre juist lokaal omgaan omgeving omstreek
    ondersteunen passend praktisch randvoorwaarde sociaal stimuleren toeleiden uitbreiden vergroten verbeteren
    versterken verschillend voeren zelf openen anders beschikken bepaald echt eigenlijk gewoon haast meteen soms
    alvast aanwezig achterblijven aanleiding verleden gesprek opzet opzetten stuklopen vastlopen ontwikkelen
    doorgaan
    """.split()
)


# How people call others; no subject either.
ADDRESSING = frozenset(
    "mevrouw meneer mijnheer dhr mevr mw heer dame vrouwtje hallo hoi beste groet groeten bedankt".split()
)


# Places far away and who comes from there: good words, and no typing errors.
COUNTRIES = frozenset(
    """
    afghanistan albanie algerije armenie australie azerbeidzjan belgie bosnie brazilie bulgarije burundi canada
    chili china colombia congo cuba denemarken duitsland egypte engeland eritrea estland ethiopie europa finland
    frankrijk gambia georgie ghana griekenland guinee hongarije ierland ijsland india indonesie irak iran israel
    italie japan jemen jordanie kameroen kenia kosovo kroatie letland libanon libie liberia litouwen macedonie
    marokko mexico moldavie mongolie myanmar nederland nepal nigeria noorwegen oekraine oostenrijk pakistan
    palestina peru polen portugal roemenie rusland rwanda schotland senegal servie slovenie slowakije soedan somalie
    spanje suriname syrie thailand tsjechie tunesie turkije uganda venezuela vietnam zweden zwitserland afghaan
    afghaans afghanen syrier syrische syriers turks turkse turken marokkaan marokkaans marokkaanse marokkanen pool
    pools poolse oekraiense oekrainer oekrainers somalisch somalische eritrees eritrese surinaams surinaamse
    antilliaans antilliaanse bulgaars bulgaarse roemeens roemeense irakees iraakse iraanse koerdisch koerdische
    molukse moluks
    """.split()
)


# Expressions whose nouns and verbs mean nothing: aan de hand van, op de hoogte.
EXPRESSIONS = tuple(
    tuple(phrase.split())
    for phrase in """
    aan de hand van|aan de hand|aan de orde|aan de slag|aan de gang|aan de beurt|aan de kant|aan de bak|aan de bel|
    aan de lat|aan de voorkant|aan de achterkant|aan de andere kant|aan de ene kant|aan het eind|aan het licht|
    aan het werk gaan|aan het woord|aan zet|achter de rug|al met al|bij de hand|bij de les|bij elkaar|
    bij hoge uitzondering|bij wijze van|binnen de perken|boven tafel|boven water|buiten kijf|dag in dag uit|
    dat wil zeggen|de hele tijd|de hele dag|de laatste tijd|door de bank genomen|door de jaren heen|door de vingers|
    door middel van|door het lint|een beetje|een handje|een handje helpen|een hoop|een keer|een paar|een rol|
    een rol spelen|een stuk|eens in de zoveel tijd|en zo voort|er op uit|er van uit|er voor zorgen|ervoor zorgen|
    fan van|ga aan de slag|gebruik maken van|gebruikmaken van|gemeengoed|goed op weg|hand in hand|hand over hand|
    heel wat|het gaat om|het hoofd bieden|het hoofd boven water|het komt neer op|het lukt niet|
    het heft in eigen handen|hoog op de agenda|hoge nood|hulp bij het|in aanmerking|in aanraking|
    in de eerste plaats|in de hand|in de knel|in de kou|in de loop van|in de lucht|in de maak|in de buurt komen|
    in de praktijk|in de put|in de regel|in de steek|in de weer|in de wind|in de zin van|in elk geval|in ieder geval|
    in feite|in gang|in gang zetten|in gebruik|in gesprek gaan|in goede banen|in het algemeen|in het bijzonder|
    in het kader van|in het leven geroepen|in het oog|in het verleden|in het zicht|in kaart|in kaart brengen|
    in leven|in mindere mate|in opdracht van|in plaats van|in principe|in samenwerking met|in staat|in stand|
    in stand houden|in tegenstelling tot|in verband met|in verhouding|in voorbereiding|in zekere zin|keer op keer|
    kop in het zand|kort door de bocht|kosten noch moeite|langs de zijlijn|last van|lange tijd|lang niet|maak je|
    met behulp van|met betrekking tot|met elkaar|met het oog op|met name|met regelmaat|met vallen en opstaan|
    met zijn allen|naar aanleiding van|naar buiten|naar verwachting|naar voren|nek uitsteken|niet thuis geven|
    om de tafel|om het leven|om te beginnen|om tafel|onder andere|onder andere door|onder de aandacht|onder de knie|
    onder de loep|onder de noemer|onder druk|onder leiding van|onder meer|onder vuur|op basis van|op de been|
    op de been houden|op de been komen|op de agenda|op de hoogte|op de lange baan|op de lange termijn|
    op de korte termijn|op de loer|op de plank|op de rails|op de rit|op de schop|op de stoep|op de tocht|op de voet|
    op den duur|op een andere manier|op een goede manier|op een rij|op een rijtje|op eigen houtje|op gang|
    op gang brengen|op gang komen|op het eerste gezicht|op het gebied van|op het oog|op het spoor|op hol|op maat|
    op orde|op pad|op papier|op peil|op poten|op poten zetten|op scherp|op slot|op stapel|op tafel|op termijn|
    op tijd|op touw|op touw zetten|op vaste basis|op weg|over de brug|over de hele linie|over de drempel|
    over de streep|over de vloer|over het algemeen|over het hoofd|per se|plaats vinden|rekening houden met|
    rond de tafel|rond de tafel zitten|samen met|stap voor stap|stil staan bij|te boven|te maken krijgen|te pas|
    tegen de lamp|tegen het lijf|ten aanzien van|ten behoeve van|ten eerste|ten gevolge van|ten goede|ten koste van|
    ten onrechte|ten opzichte van|ten slotte|ten tijde van|ter beschikking|ter plekke|ter sprake|tot en met|
    tot nu toe|tot stand|tot stand brengen|tot stand komen|tot op heden|uit de hand|uit de hand lopen|uit de kast|
    uit de voeten|uit de weg|uit het oog|uit het zicht|van belang|van de grond|van de grond krijgen|van dag tot dag|
    van de kaart|van mening|van plan|van start|van tevoren|van toepassing|van tijd tot tijd|vinger aan de pols|
    vingers in de pap|voor de hand|voor de hand liggen|voor elkaar|voor elkaar krijgen|voor het eerst|voor ogen|
    voor zover|vrij baan|wat er speelt|wat er toe doet|wat is er aan de hand|zand erover|zin hebben in|
    zo snel mogelijk|zoveel mogelijk
    """.replace("\n", " ").split("|")
    if len(phrase.split()) > 1
)


# What stands apart of a verb: ik meld me aan; and after which words it is a preposition: aan de gemeente.
APART = frozenset("aan af bij door in mee na neer om op over toe terug uit voor weg".split())
DETERMINERS = frozenset(
    "de het een mijn onze ons je jouw jullie hun haar zijn deze die dit dat elk elke alle geen welke wat wie".split()
)


# How people begin a question; it says nothing about their case.
STOP_STRUCTURE = tuple(
    tuple(phrase.split())
    for phrase in (
        "ervaring met", "ervaringen met", "op zoek", "zoek naar", "zoeken naar", "zoeken een", "goed voorbeeld",
        "goede voorbeelden", "voorbeelden van", "voorbeeld van", "andere gemeenten", "een andere gemeente",
        "in onze gemeente", "bij ons in de gemeente", "mijn gemeente", "onze gemeente", "een gemeente",
        "de gemeente", "een manier", "manieren om", "wat werkt", "hoe pak", "hoe pakken", "tips voor", "iemand tips",
        "het college", "ons college", "hoe zorg", "hoe zorgen", "zorgen we", "zorg je", "zorgen wij", "hoe ga",
        "aan de slag", "te maken met", "hebben te maken", "is het mogelijk", "wat kan", "wat kunnen",
    )
)  # fmt: skip


# Short for words that say nothing, and without their apostrophe another word: zo'n is not zon.
CLIPPED = frozenset({"zo'n", "zo’n", "m'n", "m’n", "z'n", "z’n", "d'r", "d’r", "da's", "da’s"})


def fold(text: str) -> str:
    """Lower case without accents, hyphens or apostrophes: `'s-Gravenhage` is `sgravenhage`, `zzp'ers` is `zzpers`.

    `ĳ` and `ÿ` are `ij`. Spaces stay.
    """
    text = text.lower()
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.translate(LETTERS))
        text = "".join(letter for letter in text if not unicodedata.category(letter).startswith("M"))
    return text if text.isalnum() else JOINERS.sub("", text)


def tokens(text: str) -> list[str]:
    """The words of a text as written, in order; `re-integratie` and `zzp'ers` are one word.

    Words in another script than Latin are left out: no record and no table has them.
    """
    return [word for word in WORD.findall(text) if _PLAIN.fullmatch(fold(word)) and word.lower() not in CLIPPED]


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text: as written, folded, where it stands, and whether it begins a sentence."""

    written: str
    folded: str
    start: int
    end: int
    first: bool

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital, and is not all capitals."""
        return unicodedata.category(self.written[0]) == "Lu" and any(
            unicodedata.category(letter) == "Ll" for letter in self.written
        )

    @property
    def spaced(self) -> str:
        """Folded, with a space for each hyphen: `Etten-Leur` is `etten leur`."""
        return " ".join(filter(None, map(fold, HYPHENS.split(self.written))))


HYPHENS = re.compile(r"[-‐-―]")
PAUSE = re.compile(r"[.!?:;\n]")


def read(text: str) -> list[Token]:
    """The words of a text with their places; the same words as `tokens`."""
    found = []
    end = -1
    for match in WORD.finditer(text):
        folded = fold(match[0])
        if _PLAIN.fullmatch(folded) and match[0].lower() not in CLIPPED:
            first = end < 0 or bool(PAUSE.search(text, end, match.start()))
            found.append(Token(match[0], folded, match.start(), match.end(), first))
            end = match.end()
    return found


def hyphen_parts(word: str) -> list[str]:
    """The parts of a word with a hyphen that are words themselves: `jeugd-ggz` gives `jeugd` and `ggz`."""
    parts = re.split(r"[-]", word)
    return [part for part in parts if len(part) > 2] if len(parts) > 1 else []


def slug(text: str) -> str:
    """A name as part of an address: lower case ASCII, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", text.lower().translate(LETTERS))
    plain = plain.encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")
