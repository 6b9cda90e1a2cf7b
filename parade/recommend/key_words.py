"""The words by which a reader knows what a case is about: nouns that are not in every record.

Which words are nouns is learnt from the records themselves, by what stands before and after them.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from parade.dutch import lemmas
from parade.dutch.words import STOP_WORDS, fold, tokens
from parade.index.index import CONCEPT, Index, field_text
from parade.model.fields import LISTS
from parade.places import register

TOO_COMMON = 0.2  # a begrip that this share of the records has explains nothing; a word, half of it
CORE = ("titel", "kern", "vragen")
NOUN = 0.08  # of the times it is written, this share must show that a word is a noun
SHARE = 0.015  # of the likeness, a word named brings at least this share
MEASURED = 2_000  # so many records are enough to learn which words are nouns

# Words that are nouns and yet say nothing about a case.
_GENERIC = """
aanbod aandacht aanleiding aanpak aantal aanvraag achtergrond achterstand acties activiteit advies adviseur afspraak
alternatief ambtenaar angst antwoord baantje baas band banden bang bankje basis bedoeling bedrag beeld begeleider
begeleiding begin behandeling behoefte belang beleid beleidsmedewerker beleidsplan bereik bericht besteden besteed
betrokkene beweging bewoner bezoeker bijdrage bijeenkomst boek brief bron burger buurman centen cijfer club clubje
clubs coalitie collega commissie concreet contact cursus dag deel deelname deelnemer deur dialoog dienst dilemma
ding directeur doel doelgroep domein duur economie effect eind einde ellende enquête ervaring euro evaluatie
experiment fout functie gebied gebruik gedachte gedrag geheel gehucht geld gemeenschap gemeente gemeenteraad
gemiddeld gemotiveerde gesprek gevolg gezicht grens groep hand hangplek helft hulp idee indicatie indruk informatie
initiatief inwoner inzet inzinking jaar kamer kamers kans keer kennis keuze koffie kosten kracht kwaliteit land
langsgaan leuks leven lijn locatie maand maatregel man manier medewerker meegedacht meerderheid mening mens methode
middel minuut misgaan misgaat mogelijkheid moment naam netwerk nieuws nooit nummer onderdeel ondersteuning onderwerp
onderzoek onderzoeker ontwerp ontwerpen ontwikkeling oordeel oorzaak opdracht oplossing opzet organisatie overheid
overleg overnemen panel papier papiertje partij partner periode persoon pilot plaats plan platform plek ploeg
praatje praktijk prijs probleem proces proef professional programma project projectleider provincie puber punt raad
rapport reactie reden regel regie regio rekenkamer resultaat richting rijden risico rol ronde ruimte samenleving
samenwerking samenwerkingsverband schaal schatting seizoen situatie slag sleutel soort spul spullen stad stap start
stichting stuk succes supermarkt taak team terugval tevreden tijd toekomst training traject uitdagen uitkomst uitleg
uitvoering uur vader verandering verantwoordelijkheid vergeetachtig verhaal verschil verslag vertrouwen verwachting
visie voorbeeld voorbereiding voordeel voorwaarde voorzitter vorm vraag vriend vrienden vrij vrijkomen vrouw week
weg wens wereld werk werkwijze wet wethouder wijk wijze winkel woord zaak zaal zicht zin zomer zomers zoon
"""
GENERIC = frozenset(_GENERIC.split())

_TOKEN = re.compile(r"[^\W_]+(?:['’‘`-][^\W_]+)*|[^\w\s]")
_BEFORE_NOUN = frozenset(("de", "het", "een", "geen", "deze", "die", "dit", "onze", "hun", "haar", "zijn", "elke"))
_BEFORE_VERB = frozenset({"te", "wij", "we", "zij", "ze", "hij", "ik", "je", "jij", "u", "men", "niet"})


class Words:
    """The words of the records as written, and which of them are nouns."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.names = [name for name in index.weights if name not in {"gemeenten", "regio", "organisaties", "partners"}]
        said = [phrase for name in LISTS for term in index.collection[name] for phrase in term.get("alleen_zoeken", [])]
        said += [name for term in index.collection["wetten"] for name in (term.naam, *term.get("ook", []))]
        self.unsaid = {lemmas.lemma(word) for phrase in said for word in tokens(phrase)}
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
            for word in tokens(field_text(self.index.records[doc], name)):
                found.setdefault(lemmas.lemma(word), word)
        return found

    @lru_cache(maxsize=20_000)  # noqa: B019
    def core(self, doc: int) -> frozenset[str]:
        """The words of a record's title, core and questions, by lemma."""
        texts = [field_text(self.index.records[doc], name) for name in CORE]
        return frozenset(lemmas.lemma(word) for text in texts for word in tokens(text))

    def telling(self, term: str) -> bool:
        """Whether a word tells a reader what a case is about."""
        if term.startswith(CONCEPT) or term in GENERIC or term in self.unsaid or len(term) < 4 or not term.isalpha():
            return False
        return term in self.nouns and register.find(term) is None

    def shared(self, one: int, two: int, weights: dict[str, float], share: float = SHARE) -> list[str]:
        """The telling words that both records write, the heaviest first, as the second writes them.

        Each brings `share` of the likeness and stands in the core of one of them; with a share of 0 words that many
        records have count too.
        """
        mine, theirs = self.written(one), self.written(two)
        common = max(2, TOO_COMMON * len(self.index.records) / 2) if share else len(self.index.records)
        enough = share * sum(weights.values())
        found: list[str] = []
        for term in sorted(weights, key=lambda term: (-weights[term], term)):
            told = term in mine and term in theirs and weights[term] >= enough and self.telling(term)
            told = told and (not share or term in self.core(one) or term in self.core(two))
            if told and _is_noun(theirs[term], term) and len(self.index.impacts(term)) <= common:
                found.append(_plain(theirs[term]))
        return found


def _vote(tokens: list[str], votes: Counter[str], seen: Counter[str]) -> None:
    for number, token in enumerate(tokens):
        if len(token) < 4 or not token[0].isalpha():
            continue
        seen[lemmas.lemma(token)] += 1
        before = fold(tokens[number - 1]) if number else ""
        after = fold(tokens[number + 1]) if number + 1 < len(tokens) else ""
        ends = not after.isalpha() or after in STOP_WORDS
        if before in _BEFORE_VERB:
            votes[lemmas.lemma(token)] -= 1
        elif before in _BEFORE_NOUN:
            votes[lemmas.lemma(token)] += 1 if ends else -1


def _is_noun(written: str, term: str) -> bool:
    """Not a generic word, and not a verb form, as `opgroeit` is of `opgroeien`; `coaches` is of `coach`."""
    folded = fold(written)
    return folded not in GENERIC and (not term.endswith("en") or folded.endswith(("en", "s")))


def _plain(word: str) -> str:
    """A word as in the middle of a sentence: `Boeren` is `boeren`; `GGD` and `eHealth` stay."""
    return word if word[1:] != word[1:].lower() else word.lower()


def names(term: str, named: set[str]) -> bool:
    """Whether a word, or one it is made with, has been named."""
    return any(term in word or word in term for word in named if len(word) > 3)


def different(words: list[str]) -> list[str]:
    """The words without those that are made with an earlier one: of `schuld` and `schuldhulp` the first."""
    kept: list[str] = []
    for word in words:
        if not names(lemmas.lemma(word), {lemmas.lemma(other) for other in kept}):
            kept.append(word)
    return kept
