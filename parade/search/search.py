"""A question → the voorbeelden that fit it best, each with its proof.

The rule, once; `browser/engine.js` follows the same steps, by the same names, on the tables that `browser_files.py`
writes from the same index, and docs/hoe-werkt-het-zoeken.md tells it to visitors:

1. the question becomes words; places are recognised first; stop words, the usual beginnings of a question and
   expressions that mean nothing fall away (`question.py`);
2. each word becomes forms, each with a share: itself, words of the same stem, the parts of a compound, the begrip that
   it or its neighbours are a name of; behind a word known nowhere we look for a known word by its ending, its parts,
   or the nearest spelling;
3. a word scores in a record with its best form: share · impact (see `index.py`), all whole numbers;
4. a record's own score is the sum over the words;
5. then it borrows: OWN · its own + LENT · the sum of those of its five nearest records;
6. a record that tells little weighs a little less; one from the asker's own place, or a place near or like it, more;
7. each hit shows its proof (`proof.py`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from parade.dutch.words import STOP_WORDS, fold, tokens
from parade.index.lexicon import Lexicon
from parade.index.spans import Sentence
from parade.model.record import Record
from parade.places.register import municipalities
from parade.search import nearby
from parade.search.proof import Fragment, Prover, Scored
from parade.search.question import SELF, Question, Word, take_apart

OWN, LENT = 30, 6  # 30 of 60 parts from the mean of five neighbours, in whole numbers
RARE, WEAK, FAINTLY = (
    0.9,
    0.2,
    0.05,
)  # so that of 20 questions about other things 16 fit nothing well, of 48 judged ones 4
SHOWN_AT_LEAST = 3
THIN = 80  # of a hundred: what a record weighs that tells next to nothing; one that tells all weighs 100
THEMAS, LOOKED_AT = 6, 30

Past = Literal["goed", "deels"]


class Searched(Protocol):
    """What search needs of an index, whether just made or kept on disk."""

    @property
    def records(self) -> Sequence[Record]:
        """All records, by id."""

    @property
    def lexicon(self) -> Lexicon:
        """What reads words."""

    @property
    def top(self) -> float:
        """What no word can weigh more than."""

    def impacts(self, term: str) -> Mapping[int, int]:
        """A term's weight in each record that has it."""

    def read(self, doc: int) -> Sequence[Sentence]:
        """The sentences of a record, with their fields and what stands where in them."""

    def told(self, doc: int) -> int:
        """How much of what it could tell a record tells, of a hundred."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One found record: its score (a whole number, only to compare), how well it fits, and why."""

    record: Record
    score: int
    past: Past
    redenen: tuple[str, ...]
    fragmenten: tuple[Fragment, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """The hits, and what there is to tell about them: counts, and what was made of the question.

    `onderwerp` is whether a word names a subject; `themas` lie near when none does or nothing fits well.
    """

    hits: tuple[Hit, ...]
    goed: int
    deels: int
    onderwerp: bool
    plaats: str
    verbeterd: tuple[tuple[str, str], ...]
    ontbreekt: tuple[str, ...]
    themas: tuple[str, ...]


class Search:
    """Answers questions from an index; `neighbours` are the nearest records of each, by number."""

    def __init__(self, index: Searched, neighbours: Sequence[Sequence[int]]) -> None:
        self.index = index
        self.lexicon = index.lexicon
        self.neighbours = neighbours
        self.prover = Prover(index.read)
        self.told = [index.told(doc) for doc in range(len(index.records))]
        self.where = [municipalities(record) for record in index.records]

    def ask(self, question: str, limit: int = 10) -> list[Hit]:
        """The best records for a question, best first; equal scores in order of id."""
        return list(self.answer(question, limit).hits)

    def fitting(self, question: str, limit: int = 10) -> list[Hit]:
        """The hits of `ask` that fit well."""
        return [hit for hit in self.ask(question, limit) if hit.past == "goed"]

    def take_apart(self, question: str) -> Question:
        """The question as it is read."""
        return take_apart(question, self.lexicon)

    def answer(self, question: str, limit: int = 10) -> Answer:
        """The hits and all that there is to tell about them."""
        asked = self.take_apart(question)
        best = [self.score(word) for word in asked.words]
        own: dict[int, int] = defaultdict(int)
        for scores in best:
            for doc, (points, _) in scores.items():
                own[doc] += points
        told = list(zip(asked.words, best, strict=True))
        subject = any(scores and not word.empty and not word.place for word, scores in told)
        plain = self.lend(own)
        near = nearby.of(asked.place, self.where) if asked.place else {}
        if not subject:
            for doc, place in near.items():
                plain[doc] = plain.get(doc, 0) + nearby.ALONE * place.boost
        weighed = {doc: self.weigh(doc, score, near) for doc, score in plain.items()}
        allowed = self.allowed(asked, weighed)
        order = sorted(allowed, key=lambda doc: (-weighed[doc], doc))
        fits = self.fits(asked.words, best)
        past = {doc: fits(plain[doc]) for doc in order}
        if not subject:
            past = {doc: WEAK if near.get(doc, nearby.NOWHERE).inside else 0.0 for doc in order}
        good = sum(fit >= WEAK for fit in past.values())
        faint = sum(FAINTLY <= fit < WEAK for fit in past.values())
        hits = [
            Hit(
                self.index.records[doc],
                weighed[doc],
                "goed" if past[doc] >= WEAK else "deels",
                *self.why(doc, asked, best, own, near),
            )
            for doc in order[:limit]
        ]
        here = bool(asked.place) and any(place.inside for place in near.values())
        return Answer(
            tuple(hits),
            good,
            faint,
            subject,
            nearby.told(asked.place, here) if asked.place else "",
            tuple((word.written, word.read) for word in asked.words if word.mended),
            tuple(word.written for word, scores in told if not (scores or word.empty or word.place)),
            () if good and subject else self.themas(order, weighed),
        )

    def score(self, word: Word) -> dict[int, tuple[int, str]]:
        """For one word: each record's best score and the form that gave it."""
        best: dict[int, tuple[int, str]] = {}
        for form, share in word.forms.items():
            for doc, impact in self.index.impacts(form).items():
                if share * impact > best.get(doc, (0, ""))[0]:
                    best[doc] = (share * impact, form)
        return best

    def lend(self, own: Mapping[int, int]) -> dict[int, int]:
        """Each record's own score with what its neighbours lend."""
        scores = {doc: OWN * score for doc, score in own.items()}
        for doc, near in enumerate(self.neighbours):
            if lent := LENT * sum(own.get(other, 0) for other in near):
                scores[doc] = scores.get(doc, 0) + lent
        return scores

    def weigh(self, doc: int, score: int, near: Mapping[int, nearby.Near]) -> int:
        """A score as it counts: less for a record that tells little, more for one from the asker's surroundings."""
        weight = THIN + (100 - THIN) * self.told[doc] // 100
        boost = near[doc].boost if doc in near else 0
        return score * weight * (100 + boost) // 10_000

    def fits(self, words: Sequence[Word], best: Sequence[Mapping[int, tuple[int, str]]]) -> Callable[[int], float]:
        """How well a score fits: how much it is, times the share that this is of what was asked.

        A word found nowhere was asked for too; it counts as a rare word does.
        """
        top = self.index.top * SELF
        most = [max((score for score, _ in scores.values()), default=0) for scores in best]
        asked = asked_for(words, most, self.index.top)
        return lambda score: (score / OWN) * (score / OWN) / (top * asked) if asked else 0.0

    def allowed(self, asked: Question, scores: Mapping[int, int]) -> list[int]:
        """The records that meet what the question demands; a demand that nothing meets is let go."""
        left = list(scores)
        for demand in self.demands(asked):
            left = [doc for doc in left if doc in demand] or left
        gone = {doc for lemma in asked.without for doc in self.index.impacts(lemma)}
        return [doc for doc in left if doc not in gone]

    def demands(self, asked: Question) -> list[set[int]]:
        """For each demand the records that meet it."""
        demands = []
        if asked.gemeente and (place := nearby.find(asked.gemeente, self.lexicon.tables.places)):
            demands.append({doc for doc, near in nearby.of(place, self.where).items() if near.inside})
        if asked.thema:
            wanted = fold(asked.thema)
            numbered = enumerate(self.index.records)
            demands.append({doc for doc, record in numbered if wanted in map(fold, record.get("themas", []))})
        demands += [set(self.index.impacts(lemma)) for lemma in asked.must]
        return demands

    def themas(self, order: Sequence[int], scores: Mapping[int, int]) -> tuple[str, ...]:
        """The themas that lie near: of the best records, the ones that say most about them."""
        every = Counter(thema for record in self.index.records for thema in record.get("themas", []))
        best = order[:LOOKED_AT]
        found = [(thema, scores[doc]) for doc in best for thema in self.index.records[doc].get("themas", [])]
        return nearest_themas(every, found)

    def why(
        self,
        doc: int,
        asked: Question,
        best: Sequence[Mapping[int, tuple[int, str]]],
        own: Mapping[int, int],
        near: Mapping[int, nearby.Near],
    ) -> tuple[tuple[str, ...], tuple[Fragment, ...]]:
        """Why a record is a hit, in sentences and by its own sentences."""
        scored = [Scored(word, *scores[doc]) for word, scores in zip(asked.words, best, strict=True) if doc in scores]
        fragments = self.prover.prove(doc, scored)
        reasons = [near[doc].reden] if doc in near and near[doc].reden else []
        reasons += self.synonyms(scored, fragments)
        lent = max(self.neighbours[doc], key=lambda other: own.get(other, 0), default=None)
        if not fragments and lent is not None and own.get(lent, 0) > own.get(doc, 0):
            reasons.append(f"Lijkt op “{self.index.records[lent].naam}”, dat er meer over zegt.")
        if not reasons and not fragments:
            reasons.append("Dit ligt het dichtst in de buurt.")
        return tuple(dict.fromkeys(reasons)), tuple(fragments)

    def synonyms(self, scored: Iterable[Scored], fragments: Iterable[Fragment]) -> list[str]:
        """What the visitor's words are called in this record, where a begrip knows both names."""
        by_begrip = {each.said for each in scored if each.form in each.word.called}
        return [
            f"Je schrijft “{fragment.vanwege}”; hier staat “{fragment.woorden[0]}”."
            for fragment in fragments
            if fragment.vanwege in by_begrip and self.differ(fragment.vanwege, fragment.woorden[0])
        ]

    def differ(self, one: str, two: str) -> bool:
        """Whether two expressions have no word in common, in whatever form or as a part."""
        mine, theirs = self.roots(one), self.roots(two)
        return not mine & theirs

    def roots(self, text: str) -> set[str]:
        """The words of a text, those of their stem, and their parts."""
        found: set[str] = set()
        for word in map(fold, tokens(text)):
            if word not in STOP_WORDS:
                lemma = self.lexicon.lemma(word) or word
                found |= {word, lemma, *self.lexicon.parts_of(lemma), *self.lexicon.tables.stems.get(lemma, ())}
        return found


def asked_for(words: Sequence[Word], most: Sequence[int], top: float) -> float:
    """How much a question asks for, by the most that each word scores; what is found nowhere counts as a rare word."""
    asked = 0.0
    for word, score in zip(words, most, strict=True):
        if not word.place:
            asked += score or (0 if word.empty or word.name else RARE * (top * SELF))
    return asked


def nearest_themas(every: Mapping[str, int], found: Iterable[tuple[str, int]]) -> tuple[str, ...]:
    """The themas that lie near, by what the records that have them score; common ones weigh less."""
    sums: dict[str, int] = defaultdict(int)
    for thema, score in found:
        sums[thema] += score
    worth = {thema: score // (10 + every[thema]) for thema, score in sums.items()} if sums else every
    return tuple(sorted(worth, key=lambda thema: (-worth[thema], fold(thema), thema))[:THEMAS])
