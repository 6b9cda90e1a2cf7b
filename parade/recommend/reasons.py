"""Why a voorbeeld is recommended, in Dutch: only what scored, and what is different there.

Each reason keeps the terms that it names, so that a test can look them up in both records. At most
`LONGEST` words; a difference is left out when it makes a reason longer.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from parade.dutch import lemmas
from parade.dutch.words import STOP_WORDS, listed, tokens
from parade.index.index import CONCEPT, Index
from parade.model.fields import LISTS
from parade.model.record import Record
from parade.places import register
from parade.recommend.gesprekken import LONGEST, talks
from parade.recommend.key_words import TOO_COMMON, Words, different, names

REASONS = 3
WORDS_NAMED = 3
ALONE = 0.05  # a group or theme that more records have is told only with a difference
RARE = 0.04  # a word that more records have is not told alone

MANY_NAMES = frozenset(["mens"])  # in the names of many begrippen
_ONE_SENTENCE = re.compile(r"[^.!?:]+\.")
STARTS = {
    "doelgroepen": "Ook voor ",
    "themas": "Ook over ",
    "werkzame_elementen": "Zelfde aanpak: ",
    "wetten": "Valt ook onder de ",
}


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason as told: the signal it comes from, the terms that both have, and those that only the other has."""

    text: str
    signal: str
    shared: tuple[str, ...] = ()
    new: tuple[str, ...] = ()


class Teller:
    """Tells why one record is recommended with another."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.words = Words(index)
        self.talks = talks(index.collection)
        self.ids = {(name, term.naam): CONCEPT + term.id for name in LISTS for term in index.collection[name]}
        self.names = {id: naam for (name, naam), id in self.ids.items() if name not in {"woorden", "wetten"}}
        self.common = max(2, TOO_COMMON * len(index.records))
        self.counts = Counter(
            (name, term) for record in index.records for name in LISTS for term in record.get(name, [])
        )

    def reasons(self, one: int, two: int, signals: dict[str, float], weights: dict[str, float]) -> list[Reason]:
        """The reasons, the most telling first; none when nothing can be named that both have.

        `weights` are the words that both have, with what each adds.
        """
        first, second = self.index.records[one], self.index.records[two]
        if "gesprek" in signals:
            told = [Reason(text, "gesprek") for text in self.talks[first.id][second.id]]
            return [*told, *self._by_terms(one, two, signals)[:1]]
        found = self._telling(_fresh(self._by_terms(one, two, signals)))[:2]
        words = self._by_words(one, two, weights, found) if "tekst" in signals else []
        found = [*found[:1], *words, *found[1:]] if words else found
        fall, place = self._by_fall(second, signals), self._by_place(first, second, signals)
        found = found[: REASONS - 1] + (fall + place if fall and fall[0].new else place + fall)
        if not any(reason.shared for reason in found):
            found = [*self._thin(one, two, signals, weights), *found]
        return found[:REASONS] if any(reason.shared for reason in found) else []

    def _telling(self, reasons: list[Reason]) -> list[Reason]:
        """The reasons without those that name only one common group or theme and no difference."""
        few = max(2, ALONE * len(self.index.records))
        return [
            reason
            for reason in reasons
            if reason.new
            or reason.signal == "werkzame_elementen"
            or len(reason.shared) > 1
            or any(self.counts[reason.signal, term] <= few for term in reason.shared)
        ]

    def _by_terms(self, one: int, two: int, signals: dict[str, float]) -> list[Reason]:
        """Reasons from shared begrippen that are not too common."""
        first, second = self.index.records[one], self.index.records[two]
        shared = {name: self._shared(first, second, name) for name in LISTS if name in signals}
        found = []
        if terms := shared.get("werkzame_elementen"):
            if self._other_problem(one, two):
                found.append(_reason(f"Ander probleem, zelfde aanpak: {listed(terms)}", "werkzame_elementen", terms))
            else:
                group = "" if shared.get("doelgroepen") else self._main(one, two, "doelgroepen", terms)
                start = f"Zelfde aanpak: {listed(terms)}"
                found.append(_reason(start, "werkzame_elementen", terms, f"maar hier voor {group}", group))
        if terms := shared.get("doelgroepen"):
            element = "" if "werkzame_elementen" in shared else self._new(one, two, "werkzame_elementen", terms)
            theme = "" if shared.get("themas") else self._main(one, two, "themas", terms)
            start = f"Ook voor {listed(terms)}"
            if element:
                found.append(_reason(start, "doelgroepen", terms, f"maar hier anders aangepakt: {element}", element))
            else:
                found.append(_reason(start, "doelgroepen", terms, f"maar hier gaat het om {theme}", theme))
        if terms := shared.get("themas"):
            group = "" if "doelgroepen" in shared else self._main(one, two, "doelgroepen", terms)
            theme = "" if group else self._new(one, two, "themas", terms)
            difference = f"maar hier voor {group}" if group else f"en hier ook over {theme}"
            found.append(_reason(f"Ook over {listed(terms)}", "themas", terms, difference, group or theme))
        if terms := shared.get("wetten"):
            found.append(_reason(f"Valt ook onder de {terms[0]}", "wetten", terms[:1]))
        return found

    def _shared(self, first: Record, second: Record, name: str) -> list[str]:
        """At most two begrippen that both have and few others, the rarest first."""
        shared = [term for term in first.get(name, []) if term in second.get(name, [])]
        telling = [term for term in shared if self.counts[name, term] <= self.common]
        return sorted(telling, key=lambda term: (self.counts[name, term], term))[:2]

    def _new(self, one: int, two: int, name: str, shared: list[str]) -> str:
        """The rarest begrip that only the other has."""
        new = self._all_new(one, two, name, shared)
        return min(new, key=lambda term: (self.counts[name, term], term), default="")

    def _all_new(self, one: int, two: int, name: str, shared: list[str]) -> list[str]:
        """The begrippen that only the other has, unlike what is shared or what this record speaks of."""
        first, second = self.index.records[one], self.index.records[two]
        own = first.get(name, [])
        if not own:  # not filled in: what is different there is not known
            return []
        near = {other for term in own if (found := self.index.collection.term(name, term)) for other in _related(found)}
        said = {lemmas.lemma(word) for term in shared for word in tokens(term)} - STOP_WORDS
        return [
            term
            for term in second.get(name, [])
            if term not in {*own, *near}
            and not self._speaks(one, name, term)
            and not said & {lemmas.lemma(word) for word in tokens(term)} - MANY_NAMES
            and self.counts[name, term] <= self.common
        ]

    def _main(self, one: int, two: int, name: str, shared: list[str]) -> str:
        """The begrip that the other names first, when it is new: what it is mostly about or for."""
        new = self._all_new(one, two, name, shared)
        return new[0] if new[:1] == self.index.records[two].get(name, [])[:1] and new else ""

    def _speaks(self, doc: int, name: str, term: str) -> bool:
        return doc in self.index.impacts(self.ids.get((name, term), ""))

    def _other_problem(self, one: int, two: int) -> bool:
        """Whether the records share no theme and neither speaks of a theme of the other."""
        first, second = self.index.records[one].get("themas", []), self.index.records[two].get("themas", [])
        return bool(first and second) and not (
            set(first) & set(second)
            or any(self._speaks(one, "themas", term) for term in second)
            or any(self._speaks(two, "themas", term) for term in first)
        )

    def _by_words(self, one: int, two: int, weights: dict[str, float], found: list[Reason]) -> list[Reason]:
        """The telling words of both that no reason has named, when at least one of them is central to both."""
        told = [term for reason in found for term in (*reason.shared, *reason.new)]
        named = {lemmas.lemma(word) for term in told for word in tokens(term)}
        words = [word for word in self.words.shared(one, two, weights) if not names(lemmas.lemma(word), named)]
        words = self._each_once(different(words), told)[:WORDS_NAMED]
        if len(words) == 1 and self._holders(words[0]) > RARE * len(self.index.records):
            return []
        if not any(self._central(word, one, two) for word in words):
            return []
        return [Reason(f"Gaat ook over: {listed(words)}.", "tekst", tuple(words))]

    def _each_once(self, words: list[str], told: list[str]) -> list[str]:
        """The words without those that only name again what another word, or a begrip told before, means."""
        meant = {self.ids[name, term] for name in LISTS for term in told if (name, term) in self.ids}
        kept = []
        for word in words:
            concept = self.index.analyser.concepts.get((lemmas.lemma(word),))
            if concept is None or concept not in meant:
                kept.append(word)
                meant |= {concept} if concept else set()
        return kept

    def _central(self, word: str, one: int, two: int) -> bool:
        """Whether a word stands in the title, core or questions of both."""
        return all(lemmas.lemma(word) in self.words.core(doc) for doc in (one, two))

    def _holders(self, word: str) -> int:
        """How many records have a word."""
        return len(self.index.impacts(lemmas.lemma(word)))

    def _by_place(self, first: Record, second: Record, signals: dict[str, float]) -> list[Reason]:
        comparison = compared(first, second)
        if "plaats" not in signals or len(comparison.redenen) < 2:
            return []
        return [Reason(f"Vergelijkbare gemeente: {', '.join(comparison.redenen)}.", "plaats")]

    def _by_fall(self, second: Record, signals: dict[str, float]) -> list[Reason]:
        """What went otherwise there: in its own words where that is one short sentence, else by its pattern.

        First what follows a pattern; what follows none is mostly a detail.
        """
        if "anders_gelopen" not in signals:
            return []
        known = [fall for fall in second["anders_gelopen"] if "struikelpatroon" in fall]
        other = [fall for fall in second["anders_gelopen"] if "struikelpatroon" not in fall]
        told = [*_short(known), *(fall["struikelpatroon"] + "." for fall in known), *_short(other)]
        if not told:
            return []
        return [Reason(f"Wat anders liep: {told[0]}", "anders_gelopen", new=(told[0].removesuffix("."),))]

    def _thin(self, one: int, two: int, signals: dict[str, float], weights: dict[str, float]) -> list[Reason]:
        """Where nothing telling is shared: the common begrippen or words that are, rather than nothing."""
        first, second = self.index.records[one], self.index.records[two]
        for name, start in STARTS.items():
            if name in signals and name != "wetten":
                terms = [term for term in first[name] if term in second[name]][:2]
                return [_reason(start + listed(terms), name, terms)]
        if words := different(self.words.shared(one, two, weights, 0.0))[:WORDS_NAMED]:
            return [Reason(f"Gaat ook over: {listed(words)}.", "tekst", tuple(words))]
        heaviest = sorted(weights, key=lambda term: (-weights[term], term))
        if touched := [self.names[term] for term in heaviest if term in self.names][:2]:
            return [Reason(f"Raakt ook aan: {listed(touched)}.", "tekst", tuple(touched))]
        if "wetten" in signals:
            law = next(term for term in first["wetten"] if term in second["wetten"])
            return [_reason(STARTS["wetten"] + law, "wetten", [law])]
        return []


def _fresh(reasons: list[Reason]) -> list[Reason]:
    """The reasons without those that only repeat an earlier one, and each difference told once."""
    kept: list[Reason] = []
    for reason in reasons:
        named = {word for other in kept for term in other.shared for word in _content(term)}
        old = {term for other in kept for term in other.new}
        shared = [term for term in reason.shared if not any(_same_root(word, named) for word in _content(term))]
        if set(reason.new) & old or len(shared) < len(reason.shared):
            new = [term for term in reason.new if term not in old]
            if not shared:
                continue
            start = STARTS[reason.signal] + listed(shared)
            reason = (
                Reason(f"{start}.", reason.signal, tuple(shared))
                if not new or len(shared) < len(reason.shared)
                else reason
            )
        kept.append(reason)
    return kept


def _short(falls: list[dict[str, str]]) -> list[str]:
    """What went otherwise, where that is told in one short sentence."""
    told = [" ".join(fall["wat"].split()) for fall in falls if "wat" in fall]
    return [text for text in told if len(text.split()) <= LONGEST - 3 and _ONE_SENTENCE.fullmatch(text)]


def _content(term: str) -> set[str]:
    return {*map(lemmas.lemma, tokens(term))} - STOP_WORDS


def _same_root(word: str, named: set[str]) -> bool:
    """Whether a word, or one that begins with it, has been named: `eenzaamheid` after `eenzaam`."""
    return word in named or any(
        word.startswith(other) or other.startswith(word) for other in named if min(len(word), len(other)) > 4
    )


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


@lru_cache(maxsize=200_000)
def _compared(ones: tuple[str, ...], twos: tuple[str, ...]) -> register.Comparison:
    pairs = [register.compare(one, two) for one in ones for two in twos]
    return max(pairs, key=lambda pair: pair.strength, default=register.Comparison(0.0, ()))


def compared(first: Record, second: Record) -> register.Comparison:
    """How comparable the places of two records are: the best of their municipalities."""
    return _compared(tuple(first.get("gemeenten", [])), tuple(second.get("gemeenten", [])))
