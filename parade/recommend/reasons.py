"""Why a voorbeeld is recommended, in Dutch: only what scored, and what is different there.

Each reason keeps the terms that it names, so that a test can look them up in both records. At most
`LONGEST` words; a difference is left out when it makes a reason longer.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from parade.dutch import lemmas
from parade.dutch.sentences import listed
from parade.dutch.words import STOP_WORDS, tokens
from parade.index.index import Index
from parade.index.pieces import CONCEPT
from parade.model.fields import LISTS
from parade.model.record import Record
from parade.places import register
from parade.recommend.adoption import Adoptions, followed
from parade.recommend.gesprekken import LONGEST, talks
from parade.recommend.key_words import Subject, Words
from parade.recommend.own_words import questions, short

REASONS = 3
WORDS_NAMED = 3
TOO_COMMON = 0.2  # a begrip that this share of the records has explains nothing
ALONE = 0.05  # a group or theme that more records have is told only with another or with a difference
RARE = 0.04  # a word that more records have is not told alone
PROVEN = ("gesprek", "overgenomen")  # signals that are a reason by themselves

MANY_NAMES = frozenset(["mens"])  # in the names of many begrippen
SAME = "Zelfde aanpak: "
OTHER_PROBLEM = "Ander probleem, zelfde aanpak: "
GROUP = "Ook hier gaat het om "
THEME = "Ook over "
JOINED = {"themas": ", en over ", "werkzame_elementen": ", en "}
ANSWER = "Beantwoordt: "

Difference = tuple[str, str, str]
"""The words that begin a difference, the list of its begrip, and the begrip; empty when there is none."""

NONE: Difference = ("", "", "")


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason as told: the signal it comes from, the terms that both have, and those that only the other has."""

    text: str
    signal: str
    shared: tuple[str, ...] = ()
    new: tuple[str, ...] = ()

    @property
    def proves(self) -> bool:
        """Whether it says what joins the two, and not only what else is good to know."""
        return bool(self.shared) or self.signal in PROVEN


class Teller:
    """Tells why one record is recommended with another."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.words = Words(index)
        self.talks = talks(index.collection)
        self.adoptions = Adoptions(index.collection)
        self.ids = {(name, term.naam): CONCEPT + term.id for name in LISTS for term in index.collection[name]}
        self.common = max(2, TOO_COMMON * len(index.records))
        self.few = max(2, ALONE * len(index.records))
        self.counts = Counter(
            (name, term) for record in index.records for name in LISTS for term in record.get(name, [])
        )

    def said(self, name: str, naam: str) -> str:
        """A begrip as it is said in the middle of a sentence."""
        term = self.index.collection.term(name, naam)
        return str(term.get("in_een_zin", naam)) if term else naam

    def reasons(self, one: int, two: int, signals: dict[str, float], weights: dict[str, float]) -> list[Reason]:
        """The reasons, the most telling first; none when nothing can be named that both have.

        `weights` are the words that both have, with what each adds.
        """
        first, second = self.index.records[one], self.index.records[two]
        subjects = self.words.subjects(one, two, weights) if "tekst" in signals else []
        shared = self._shared_reasons(one, two, signals, subjects)
        if "gesprek" in signals:
            return [*(Reason(text, "gesprek") for text in self.talks[first.id][second.id]), *shared[:1]]
        question = self._by_question(one, two, subjects, weights)
        fall, place = self._by_fall(second, signals), self._by_place(first, second, signals)
        found = [*self._by_adoption(first, second, signals), *shared[:1], *question, *shared[1:]]
        if not any(reason.proves for reason in found):
            found = self._plain(one, two, signals, weights)
        found = [*found[: REASONS - 1], *fall, *self._by_followers(first, second, signals), *place]
        return found[:REASONS] if any(reason.proves for reason in found) else []

    def _shared_reasons(self, one: int, two: int, signals: dict[str, float], subjects: list[Subject]) -> list[Reason]:
        """At most two: what both write about when that is central to both, and the begrippen that both have."""
        words = self._central(subjects)
        named = {word for subject in words for word in subject.words}
        terms = self._telling(_fresh(self._by_terms(one, two, signals, named)))
        return [*_about(words), *terms][:2]

    def _central(self, subjects: list[Subject]) -> list[Subject]:
        """What both write about, when at least one of them is central to both; a lone word must be rare."""
        found = [subject for subject in subjects if subject.cores]
        if len(found) == 1 and found[0].holders > RARE * len(self.index.records) > 1:
            return []
        return found[:WORDS_NAMED] if any(subject.cores == 2 for subject in found) else []

    def _plain(self, one: int, two: int, signals: dict[str, float], weights: dict[str, float]) -> list[Reason]:
        """What is left to say where nothing tells more: a common group or theme, or what both write about at all."""
        terms = self._by_terms(one, two, signals, set())
        return (terms or _about(self.words.subjects(one, two, weights, anything=True)[:WORDS_NAMED]))[:1]

    def _by_question(self, one: int, two: int, subjects: list[Subject], weights: dict[str, float]) -> list[Reason]:
        """The question that the other answers and that says most of what both write about."""
        first, second = self.index.records[one], self.index.records[two]
        telling = {word for subject in subjects for word in subject.words}
        for name in ("themas", "doelgroepen"):
            both = [term for term in first.get(name, []) if term in second.get(name, []) and self._tells(name, term)]
            telling |= {word for term in both for word in _content(term) - MANY_NAMES}
        telling &= self.words.written(one).keys()
        best, most = list[Reason](), 0.0
        for question in questions(second):
            written = {lemmas.lemma(word): word for word in tokens(question)}
            said = tuple(word for lemma, word in written.items() if lemma in telling)
            weight = sum(weights.get(lemma, 0.0) for lemma in written)
            if said and weight > most and len(question.split()) + len(ANSWER.split()) <= LONGEST:
                best, most = [Reason(f'{ANSWER}"{question}"', "tekst", said)], weight
        return best

    def _telling(self, reasons: list[Reason]) -> list[Reason]:
        """The reasons without those that name only one common group or theme and no difference."""
        return [
            reason
            for reason in reasons
            if reason.new
            or reason.signal == "werkzame_elementen"
            or any(self.counts[reason.signal, term] <= self.few for term in reason.shared)
        ]

    def _by_terms(self, one: int, two: int, signals: dict[str, float], named: set[str]) -> list[Reason]:
        """Reasons from shared begrippen that are neither too common nor named as words already."""
        shared = {name: self._shared(one, two, name, named) for name in LISTS if name in signals}
        elements, groups, themes = (shared.get(name) for name in ("werkzame_elementen", "doelgroepen", "themas"))
        found = []
        if elements:
            if self._other_problem(one, two):
                found.append(self._reason(OTHER_PROBLEM, "werkzame_elementen", elements))
            else:
                found.append(
                    self._reason(SAME, "werkzame_elementen", elements, self._group(one, two, signals, elements))
                )
        if groups:
            theme = "" if "themas" in signals else self._main(one, two, "themas", groups)
            difference = ("maar dan over ", "themas", theme)
            found.append(self._reason(GROUP, "doelgroepen", groups, difference))
        if themes:
            difference = self._group(one, two, signals, themes)
            if not difference[-1]:
                difference = ("en hier ook over ", "themas", self._main(one, two, "themas", themes))
            found.append(self._reason(THEME, "themas", themes, difference))
        return found

    def _group(self, one: int, two: int, signals: dict[str, float], shared: list[str]) -> Difference:
        """For whom the other is, when that is another group altogether."""
        group = "" if "doelgroepen" in signals else self._main(one, two, "doelgroepen", shared)
        return "maar hier voor ", "doelgroepen", group

    def _shared(self, one: int, two: int, name: str, named: set[str]) -> list[str]:
        """At most two begrippen that both have and few others, the rarest first."""
        first, second = self.index.records[one], self.index.records[two]
        shared = [term for term in first.get(name, []) if term in second.get(name, []) and self._tells(name, term)]
        fresh = [term for term in shared if not any(_same_root(word, named) for word in _content(term))]
        return sorted(fresh, key=lambda term: (self.counts[name, term], term))[:2]

    def _tells(self, name: str, naam: str) -> bool:
        """Whether a begrip says something: not too common, nor marked as too broad to name."""
        term = self.index.collection.term(name, naam)
        return self.counts[name, naam] <= self.common and not (term and term.get("te_ruim") == "ja")

    def _all_new(self, one: int, two: int, name: str, shared: list[str]) -> list[str]:
        """The begrippen that only the other has, unlike what is shared or what this record speaks of."""
        first, second = self.index.records[one], self.index.records[two]
        own = first.get(name, [])
        if not own:  # not filled in: what is different there is not known
            return []
        near = {other for term in own if (found := self.index.collection.term(name, term)) for other in _related(found)}
        said = {word for term in shared for word in _content(term)}
        return [
            term
            for term in second.get(name, [])
            if term not in {*own, *near}
            and not self._speaks(one, name, term)
            and not said & _content(term) - MANY_NAMES
            and self._tells(name, term)
        ]

    def _main(self, one: int, two: int, name: str, shared: list[str]) -> str:
        """The begrip that the other names first, when it is new: what it is mostly about or for."""
        new = self._all_new(one, two, name, shared)
        return new[0] if new[:1] == self.index.records[two].get(name, [])[:1] and new else ""

    def _speaks(self, doc: int, name: str, term: str) -> bool:
        return doc in self.index.impacts(self.ids.get((name, term), ""))

    def _other_problem(self, one: int, two: int) -> bool:
        """Whether the records share no theme and no group, and neither speaks of a theme or group of the other."""
        first, second = self.index.records[one], self.index.records[two]
        for name in ("themas", "doelgroepen"):
            mine, theirs = first.get(name, []), second.get(name, [])
            if set(mine) & set(theirs) or any(self._speaks(one, name, term) for term in theirs):
                return False
            if any(self._speaks(two, name, term) for term in mine):
                return False
        return bool(first.get("themas") and second.get("themas"))

    def _by_adoption(self, first: Record, second: Record, signals: dict[str, float]) -> list[Reason]:
        text = self.adoptions.told(first, second) if "overgenomen" in signals else ""
        return [Reason(text, "overgenomen")] if text else []

    def _by_followers(self, first: Record, second: Record, signals: dict[str, float]) -> list[Reason]:
        if "nagevolgd" not in signals:
            return []
        places = self.adoptions.elsewhere(first, second)
        return [Reason(followed(places), "nagevolgd")]

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
        patterns = [fall["struikelpatroon"] for fall in known]
        told = [(text, text.removesuffix(".")) for text in short(known)]
        told += [(f"{self.said('struikelpatronen', naam)}.", naam) for naam in patterns]
        told += [(text, text.removesuffix(".")) for text in short(other)]
        return [Reason(f"Wat anders liep: {text}", "anders_gelopen", new=(new,)) for text, new in told[:1]]

    def _reason(self, start: str, signal: str, shared: list[str], difference: Difference = NONE) -> Reason:
        """A sentence, with its difference when there is one and it stays short enough."""
        names = [self.said(signal, term) for term in shared]
        text = start + JOINED.get(signal, " en ").join(names)
        words, name, new = difference
        longer = f"{text}, {words}{self.said(name, new)}." if new else ""
        if longer and len(longer.split()) <= LONGEST:
            return Reason(longer, signal, tuple(shared), (new,))
        if len(text.split()) > LONGEST and len(shared) > 1:
            return self._reason(start, signal, shared[:1], difference)
        return Reason(f"{text}.", signal, tuple(shared))


def _fresh(reasons: list[Reason]) -> list[Reason]:
    """The reasons without those that repeat something shared or a difference of an earlier one."""
    kept: list[Reason] = []
    for reason in reasons:
        named = {word for other in kept for term in (*other.shared, *other.new) for word in _content(term)}
        if not any(_same_root(word, named) for term in (*reason.shared, *reason.new) for word in _content(term)):
            kept.append(reason)
    return kept


def _about(subjects: list[Subject]) -> list[Reason]:
    names = [subject.name for subject in subjects]
    return [Reason(f"Gaat ook over {listed(names)}.", "tekst", tuple(names))] if names else []


def _content(term: str) -> set[str]:
    return {*map(lemmas.lemma, tokens(term))} - STOP_WORDS


def _same_root(word: str, named: set[str]) -> bool:
    """Whether a word, or one that begins with it, has been named: `eenzaamheid` after `eenzaam`."""
    return word in named or any(
        word.startswith(other) or other.startswith(word) for other in named if min(len(word), len(other)) > 4
    )


def _related(term: Record) -> set[str]:
    return {*term.get("verwant", []), *([term["breder"]] if "breder" in term else [])}


@lru_cache(maxsize=200_000)
def _compared(ones: tuple[str, ...], twos: tuple[str, ...]) -> register.Comparison:
    pairs = [register.compare(one, two) for one in ones for two in twos]
    return max(pairs, key=lambda pair: pair.strength, default=register.Comparison(0.0, ()))


def compared(first: Record, second: Record) -> register.Comparison:
    """How comparable the places of two records are: the best of their municipalities."""
    return _compared(tuple(first.get("gemeenten", [])), tuple(second.get("gemeenten", [])))
