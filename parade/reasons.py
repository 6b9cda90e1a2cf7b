"""Why a voorbeeld is recommended, in Dutch: only what scored, and what is different there.

Each reason keeps the terms that it names, so that a test can look them up in both records. At most
`LONGEST` words; a difference is left out when it makes a reason longer.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from parade import dutch, places
from parade.fields import LISTS
from parade.index import CONCEPT, Index, field_text
from parade.records import Collection, Record

LONGEST = 15  # words in a reason
REASONS = 3
TOO_COMMON = 0.2  # a begrip or word that this share of the records has explains nothing
WORDS_NAMED = 3
NOUN = 0.15  # of the times it is written, this share must show that a word is a noun
SHARE = 0.02  # of the likeness, a word named brings at least this share
MEASURED = 2_000  # so many records are enough to learn which words are nouns

# Words that are nouns and yet say nothing about a case.
GENERIC = frozenset(
    """
    aandacht aanbod aanleiding aanpak aantal aanvraag achtergrond activiteit afspraak antwoord basis bedrag beeld begin
    behoefte belang beleid bericht betrokkene bewoner bijeenkomst bijdrage boek burger commissie contact cijfer dag deel deelname
    deelnemer dialoog dienst ding doel doelgroep domein duur effect eind einde ervaring euro evaluatie experiment
    functie gebied gebruik gedachte geheel geld gemeente gemeenteraad gesprek gevolg gezicht grens groep hand helft
    hulp idee indruk informatie initiatief inwoner inzet jaar kans keer kennis keuze kosten kracht kwaliteit land
    leven lijn maand maatregel man manier medewerker meerderheid mens mening middel minuut moment mogelijkheid naam
    netwerk nieuws nummer onderdeel onderwerp onderzoek ondersteuning ontwikkeling oordeel oorzaak oplossing opdracht opzet organisatie
    overheid overleg partij partner periode persoon pilot plaats plan plek praktijk prijs probleem proces professional
    programma project proef punt raad rapport reactie reden regel regio resultaat richting rol ruimte samenleving
    samenwerking situatie soort stap start stad stuk succes taak tijd training traject uitkomst uitleg uitvoering uur verandering
    verantwoordelijkheid verhaal verschil verslag vertrouwen voorbeeld voordeel voorwaarde vorm vraag wens werk
    werkwijze wereld week weg wet wethouder wijk wijze woord zaak zicht zin
    """.split()
)

MANY_NAMES = frozenset(["mens"])  # in the names of many begrippen
_TOKEN = re.compile(r"[^\W_]+(?:['’‘`-][^\W_]+)*|[^\w\s]")
_BEFORE_NOUN = frozenset("de het een geen deze die dit onze hun haar zijn elke elk".split())
_BEFORE_VERB = frozenset("te wij we zij ze hij ik je jij u men niet".split())


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason as told: the signal it comes from, the terms it says both have, and those only the other has."""

    text: str
    signal: str
    shared: tuple[str, ...] = ()
    new: tuple[str, ...] = ()


def listed(words: list[str]) -> str:
    """`a`, `a en b`, `a, b en c`."""
    return " en ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


class Words:
    """The words of the records as written, and which of them are nouns."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.names = [name for name in index.weights if name not in {"gemeenten", "regio", "organisaties", "partners"}]
        said = [phrase for name in LISTS for term in index.collection[name] for phrase in term.get("alleen_zoeken", [])]
        said += [name for term in index.collection["wetten"] for name in (term.naam, *term.get("ook", []))]
        self.unsaid = {dutch.lemma(word) for phrase in said for word in dutch.words(phrase)}
        self.nouns = self._nouns()

    def _nouns(self) -> frozenset[str]:
        """The words that stand between `de` or `een` and a pause more often than where a verb or adjective stands."""
        votes: Counter[str] = Counter()
        seen: Counter[str] = Counter()
        records = self.index.records
        for record in records[:: max(1, len(records) // MEASURED)]:
            for name in self.names:
                for line in field_text(record, name).split("\n"):
                    _vote(_TOKEN.findall(line), votes, seen)
        return frozenset(word for word, total in votes.items() if total >= NOUN * seen[word] and total > 0)

    @lru_cache(maxsize=20_000)  # noqa: B019  (lives as long as one run)
    def written(self, doc: int) -> dict[str, str]:
        """For each whole word of a record, by lemma, how the record first writes it."""
        found: dict[str, str] = {}
        for name in self.names:
            for word in dutch.words(field_text(self.index.records[doc], name)):
                found.setdefault(dutch.lemma(word), word)
        return found

    def telling(self, term: str) -> bool:
        """Whether a word tells a reader what a case is about."""
        if term.startswith(CONCEPT) or term in GENERIC or term in self.unsaid or len(term) < 4 or not term.isalpha():
            return False
        return term in self.nouns and places.find(term) is None

    def shared(self, one: int, two: int, weights: dict[str, float]) -> list[str]:
        """The telling words that both records write, the heaviest first, as the second writes them."""
        mine, theirs = self.written(one), self.written(two)
        common = max(2, TOO_COMMON * len(self.index.records) / 2)
        enough = SHARE * sum(weights.values())
        found: list[str] = []
        for term in sorted(weights, key=lambda term: (-weights[term], term)):
            told = term in mine and term in theirs and weights[term] >= enough and self.telling(term)
            if told and len(self.index.impacts(term)) <= common:
                found.append(_plain(theirs[term]))
        return found


def _vote(tokens: list[str], votes: Counter[str], seen: Counter[str]) -> None:
    for number, token in enumerate(tokens):
        if len(token) < 4 or not token[0].isalpha():
            continue
        seen[dutch.lemma(token)] += 1
        before = dutch.fold(tokens[number - 1]) if number else ""
        after = dutch.fold(tokens[number + 1]) if number + 1 < len(tokens) else ""
        ends = not after.isalpha() or after in dutch.STOP_WORDS
        if before in _BEFORE_VERB:
            votes[dutch.lemma(token)] -= 1
        elif before in _BEFORE_NOUN:
            votes[dutch.lemma(token)] += 1 if ends else -1


def _plain(word: str) -> str:
    """A word as in the middle of a sentence: `Boeren` is `boeren`; `GGD` and `eHealth` stay."""
    return word if word[1:] != word[1:].lower() else word.lower()


class Teller:
    """Tells why one record is recommended with another."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.words = Words(index)
        self.talks = talks(index.collection)
        self.ids = {
            (name, term.naam): CONCEPT + term.id for name in LISTS for term in index.collection[name]
        }
        self.common = max(2, TOO_COMMON * len(index.records))
        self.counts = Counter((name, term) for record in index.records for name in LISTS for term in record.get(name, []))

    def reasons(self, one: int, two: int, signals: dict[str, float], weights: dict[str, float]) -> list[Reason]:
        """The reasons, the most telling first; `weights` are the shared words with what each added."""
        first, second = self.index.records[one], self.index.records[two]
        if "gesprek" in signals:
            told = [Reason(text, "gesprek") for text in self.talks[first.id][second.id]]
            return [*told, *self._by_terms(one, two, signals)[:1]]
        found = self._by_terms(one, two, signals)[:2]
        words = self._by_words(one, two, weights, found) if "tekst" in signals else []
        found = [*found[:1], *words, *found[1:]] if words else found
        fall, place = self._by_fall(second, signals), self._by_place(first, second, signals)
        found = found[: REASONS - 1] + (fall + place if fall and fall[0].new else place + fall)
        return (found or self._thin(first, second, signals))[:REASONS]

    def _by_terms(self, one: int, two: int, signals: dict[str, float]) -> list[Reason]:
        """Reasons from shared begrippen that are not too common."""
        first, second = self.index.records[one], self.index.records[two]
        shared = {name: self._shared(first, second, name) for name in LISTS if name in signals}
        found = []
        if terms := shared.get("werkzame_elementen"):
            if self._other_problem(one, two):
                found.append(_reason(f"Ander probleem, zelfde aanpak: {listed(terms)}", "werkzame_elementen", terms))
            else:
                group = "" if shared.get("doelgroepen") else self._new(one, two, "doelgroepen", terms)
                start = f"Zelfde aanpak: {listed(terms)}"
                found.append(_reason(start, "werkzame_elementen", terms, f"maar hier voor {group}", group))
        if terms := shared.get("doelgroepen"):
            element = "" if "werkzame_elementen" in shared else self._new(one, two, "werkzame_elementen", terms)
            theme = "" if shared.get("themas") else self._new(one, two, "themas", terms)
            start = f"Ook voor {listed(terms)}"
            if element:
                found.append(_reason(start, "doelgroepen", terms, f"maar hier anders aangepakt: {element}", element))
            else:
                found.append(_reason(start, "doelgroepen", terms, f"maar hier gaat het om {theme}", theme))
        if terms := shared.get("themas"):
            group = "" if "doelgroepen" in shared else self._new(one, two, "doelgroepen", terms)
            found.append(_reason(f"Ook over {listed(terms)}", "themas", terms, f"maar hier voor {group}", group))
        if terms := shared.get("wetten"):
            found.append(_reason(f"Valt ook onder de {terms[0]}", "wetten", terms[:1]))
        return found

    def _shared(self, first: Record, second: Record, name: str) -> list[str]:
        """At most two begrippen that both have and few others, the rarest first."""
        shared = [term for term in first.get(name, []) if term in second.get(name, [])]
        telling = [term for term in shared if self.counts[name, term] <= self.common]
        return sorted(telling, key=lambda term: (self.counts[name, term], term))[:2]

    def _new(self, one: int, two: int, name: str, shared: list[str]) -> str:
        """The rarest begrip that only the other has: of another kind than what is shared or what this record speaks of."""
        first, second = self.index.records[one], self.index.records[two]
        own = first.get(name, [])
        if not own:  # not filled in: what is different there is not known
            return ""
        near = {other for term in own if (found := self.index.collection.term(name, term)) for other in _related(found)}
        said = {dutch.lemma(word) for term in shared for word in dutch.words(term)} - dutch.STOP_WORDS
        new = [
            term
            for term in second.get(name, [])
            if term not in {*own, *near}
            and not self._speaks(one, name, term)
            and not said & {dutch.lemma(word) for word in dutch.words(term)} - MANY_NAMES
            and self.counts[name, term] <= self.common
        ]
        return min(new, key=lambda term: (self.counts[name, term], term), default="")

    def _speaks(self, doc: int, name: str, term: str) -> bool:
        return doc in self.index.impacts(self.ids.get((name, term), ""))

    def _other_problem(self, one: int, two: int) -> bool:
        """Whether the records share no theme and neither speaks of a theme of the other."""
        first, second = self.index.records[one].get("themas", []), self.index.records[two].get("themas", [])
        return not (
            set(first) & set(second)
            or any(self._speaks(one, "themas", term) for term in second)
            or any(self._speaks(two, "themas", term) for term in first)
        )

    def _by_words(self, one: int, two: int, weights: dict[str, float], found: list[Reason]) -> list[Reason]:
        """The telling words of both that no reason has named."""
        named = {dutch.lemma(word) for reason in found for term in (*reason.shared, *reason.new) for word in dutch.words(term)}
        words = [word for word in self.words.shared(one, two, weights) if not _names(dutch.lemma(word), named)]
        words = _different(words)[:WORDS_NAMED]
        if not words or (len(words) == 1 and found):
            return []
        return [Reason(f"Gaat ook over: {listed(words)}.", "tekst", tuple(words))]

    def _by_place(self, first: Record, second: Record, signals: dict[str, float]) -> list[Reason]:
        comparison = compared(first, second)
        if "plaats" not in signals or not comparison.redenen:
            return []
        return [Reason(f"Vergelijkbare gemeente: {listed(list(comparison.redenen))}.", "plaats")]

    def _by_fall(self, second: Record, signals: dict[str, float]) -> list[Reason]:
        if "anders_gelopen" not in signals:
            return []
        falls = [fall["struikelpatroon"] for fall in second["anders_gelopen"] if "struikelpatroon" in fall]
        told = f": {falls[0]}" if falls else ""
        return [Reason(f"Vertelt ook wat anders liep{told}.", "anders_gelopen", new=tuple(falls[:1]))]

    def _thin(self, first: Record, second: Record, signals: dict[str, float]) -> list[Reason]:
        """Where all that is shared is common: that, rather than nothing."""
        for name, start in (("doelgroepen", "Ook voor "), ("themas", "Ook over "), ("werkzame_elementen", "Zelfde aanpak: ")):
            if name in signals:
                terms = [term for term in first[name] if term in second[name]][:2]
                return [_reason(start + listed(terms), name, terms)]
        if "wetten" in signals:
            return [Reason(f"Valt ook onder de {next(t for t in first['wetten'] if t in second['wetten'])}.", "wetten")]
        return [Reason("De teksten gebruiken dezelfde woorden.", "tekst")]


def _reason(start: str, signal: str, shared: list[str], difference: str = "", new: str = "") -> Reason:
    """A sentence, with its difference when there is one and it stays short enough."""
    longer = f"{start}, {difference}"
    if new and len(longer.split()) <= LONGEST:
        return Reason(f"{longer}.", signal, tuple(shared), (new,))
    if len(start.split()) > LONGEST and len(shared) > 1:
        return _reason(start.replace(listed(shared), shared[0]), signal, shared[:1], difference, new)
    return Reason(f"{start}.", signal, tuple(shared))


def _related(term: Record) -> set[str]:
    return {*term.get("verwant", []), *([term["breder"]] if "breder" in term else [])}


def _names(term: str, named: set[str]) -> bool:
    """Whether a word, or one it is made with, has been named."""
    return any(term in word or word in term for word in named if len(word) > 3)


def _different(words: list[str]) -> list[str]:
    """The words without those that are made with an earlier one: of `schuld` and `schuldhulp` the first."""
    kept: list[str] = []
    for word in words:
        if not _names(dutch.lemma(word), {dutch.lemma(other) for other in kept}):
            kept.append(word)
    return kept


@lru_cache(maxsize=200_000)
def _compared(ones: tuple[str, ...], twos: tuple[str, ...]) -> places.Comparison:
    pairs = [places.compare(one, two) for one in ones for two in twos]
    return max(pairs, key=lambda pair: pair.strength, default=places.Comparison(0.0, ()))


def compared(first: Record, second: Record) -> places.Comparison:
    """How comparable the places of two records are: the best of their municipalities."""
    return _compared(tuple(first.get("gemeenten", [])), tuple(second.get("gemeenten", [])))


def talks(collection: Collection) -> dict[str, dict[str, tuple[str, ...]]]:
    """For each voorbeeld that a participant brought to a gesprek, what the others pointed them to and why."""
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for talk in collection["gesprekken"]:
        people = [person for person in talk.get("deelnemers", []) if "voorbeeld" in person]
        where = collection.find("bijeenkomsten", talk.get("bijeenkomst", ""))
        for listener in people:
            for speaker in people:
                if speaker["voorbeeld"] != listener["voorbeeld"]:
                    found.setdefault(listener["voorbeeld"], {})[speaker["voorbeeld"]] = _told(speaker, where)
    return found


def _told(speaker: dict[str, object], where: Record | None) -> tuple[str, ...]:
    """Who pointed to it and why: in one reason where that is short enough, else in more."""
    place = speaker.get("gemeenten") or []
    organisation = speaker.get("organisatie")
    origin = f" uit {place[0]}" if isinstance(place, list) and place else f" van {organisation}" if organisation else ""
    occasion = " op de parade" if where and where.get("soort") == "parade" else ""
    first = f"Een {short_function(str(speaker.get('functie', 'collega')))}{origin} raadde dit aan{occasion}"
    reden = " ".join(str(speaker.get("reden", "")).split()).rstrip(".")
    if not reden:
        return (shortened(f"{first}."),)
    whole = f"{first}, omdat {reden}."
    if len(whole.split()) <= LONGEST:
        return (whole,)
    return (shortened(f"{first}."), *parted(f"Omdat {reden}."))


def shortened(text: str) -> str:
    """A text of at most `LONGEST` words."""
    words = text.split()
    return text if len(words) <= LONGEST else " ".join(words[: LONGEST - 1]) + " …"


def parted(text: str) -> list[str]:
    """A long sentence as parts of at most `LONGEST` words, cut behind a comma where there is one; nothing is lost."""
    parts = []
    words = text.split()
    while len(words) > LONGEST:
        room = LONGEST - 1 - bool(parts)
        commas = [number for number in range(3, room + 1) if words[number - 1].endswith((",", ";"))]
        cut = commas[-1] if commas else room
        parts.append(words[:cut])
        words = words[cut:]
    parts.append(words)
    if len(parts[-1]) + (len(parts) > 1) > LONGEST:
        parts[-1:] = [parts[-1][:-2], parts[-1][-2:]]
    last = len(parts) - 1
    return [
        ("… " if number else "") + " ".join(part) + (" …" if number < last else "") for number, part in enumerate(parts)
    ]


def short_function(functie: str) -> str:
    """A function without the department behind it: `coördinator afdeling Jeugd` is `coördinator`."""
    words = functie.split()
    kept: list[str] = []
    for word in words:
        if kept and (word in {"afdeling", "van", "voor", "bij"} or word[0].isupper() or word[0] in "(/"):
            break
        kept.append(word.rstrip(",;"))
        if word.endswith((",", ";")):
            break
    return " ".join(kept).lower() if kept else functie
