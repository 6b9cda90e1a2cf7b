"""A question → the voorbeelden that fit it best, each with the reasons that scored.

The rule, once; the browser's `theme/assets/parade/engine.js` follows the same steps on the tables
that `export.py` writes from the same index, and docs/hoe-werkt-het-zoeken.md tells it to visitors:

1. the question becomes words; stop words and the usual beginnings of a question fall away;
2. each word becomes forms, each with a share: itself, words of the same stem, the parts of a
   compound, the begrip that it or its neighbours are a name of; behind a word known nowhere we look
   for a known word by its ending, its parts, or the nearest spelling;
3. a word scores in a record with its best form: share · impact (see `index.py`), all whole numbers;
4. a record's own score is the sum over the words;
5. then it borrows: OWN · its own + LENT · the sum of those of its five nearest records.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise
from math import log

from parade.dutch.words import STOP_STRUCTURE, STOP_WORDS, fold, hyphen_parts, tokens
from parade.index.index import SCALE, Index
from parade.index.lexicon import Lexicon
from parade.model.record import Record
from parade.places import register
from parade.places.register import municipalities

SELF, PART, BEGRIP, STEM = 100, 95, 60, 55
PLACE = 40  # a municipality that is named beside other words is mostly the asker's own
OWN, LENT = 30, 5  # 25 of 55 parts from the mean of five neighbours, in whole numbers
MAX_WORDS = 60
MAX_LENGTH = 4_000  # characters of a question that are read
MAX_LETTERS = 60  # of a word that is read; no Dutch word comes near
MAX_REASONS = 3
RARE, WEAK = 0.7, 0.2  # so that of the judged questions 1 in 48 is called weak, of 34 about other things 31

CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")
SHORTCUT = re.compile(r"(gemeente|thema):(?:\"([^\"]*)\"|(\S+))", re.IGNORECASE)
QUOTED = re.compile(r"\"([^\"]+)\"")
WITHOUT = re.compile(r"(?:^|\s)-(\w\S*)")


@dataclass(frozen=True, slots=True)
class Hit:
    """One found record: its score (a whole number, only to compare) and why, in Dutch."""

    record: Record
    score: int
    redenen: tuple[str, ...]


@dataclass(slots=True)
class Word:
    """One word of a question: as written, as read (another word when an error was mended), its forms with shares."""

    written: str
    read: str
    forms: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class Question:
    """A question taken apart: its words, and what it demands beside them."""

    words: list[Word]
    gemeente: str = ""
    thema: str = ""
    must: list[str] = field(default_factory=list)
    without: list[str] = field(default_factory=list)


class Search:
    """Answers questions from an index; `neighbours` are the nearest records of each, by number."""

    def __init__(self, index: Index, neighbours: list[list[int]]) -> None:
        self.index = index
        self.lexicon = Lexicon(index)
        self.neighbours = neighbours

    def ask(self, question: str, limit: int = 10) -> list[Hit]:
        """The best records for a question, best first; equal scores in order of id."""
        asked = self.take_apart(question)
        own: dict[int, int] = defaultdict(int)
        because: dict[int, list[tuple[int, Word, str]]] = defaultdict(list)
        for word in asked.words:
            for doc, (score, form) in self._score(word).items():
                own[doc] += score
                because[doc].append((score, word, form))
        scores = self._lend(own)
        allowed = self._allowed(asked, scores)
        best = sorted(allowed, key=lambda doc: (-scores[doc], doc))[:limit]
        return [Hit(self.index.records[doc], scores[doc], self._reasons(doc, because[doc], own)) for doc in best]

    def fitting(self, question: str, limit: int = 10) -> list[Hit]:
        """The hits of `ask` that fit well; the browser warns when even the first one does not.

        What counts is how much a record scores, times the share that this is of what was asked. A word found
        nowhere was asked for too; it counts as a rare word does.
        """
        top = SELF * SCALE * log(2 * len(self.index.records) + 2)  # what no word can weigh more than
        words = self.take_apart(question).words
        asked = sum(max((score for score, _ in self._score(word).values()), default=RARE * top) for word in words)
        hits = self.ask(question, limit)
        return [hit for hit in hits if (hit.score / OWN) ** 2 >= WEAK * top * asked]

    def _score(self, word: Word) -> dict[int, tuple[int, str]]:
        """For one word: each record's best score and the form that gave it."""
        best: dict[int, tuple[int, str]] = {}
        for form, share in word.forms.items():
            for doc, impact in self.index.impacts(form).items():
                if share * impact > best.get(doc, (0, ""))[0]:
                    best[doc] = (share * impact, form)
        return best

    def _lend(self, own: dict[int, int]) -> dict[int, int]:
        scores = {doc: OWN * score for doc, score in own.items()}
        for doc, near in enumerate(self.neighbours):
            if lent := LENT * sum(own.get(other, 0) for other in near):
                scores[doc] = scores.get(doc, 0) + lent
        return scores

    def _allowed(self, asked: Question, scores: dict[int, int]) -> list[int]:
        """The records that meet what the question demands; a demand that nothing meets is let go."""
        left = list(scores)
        for demand in self._demands(asked):
            left = [doc for doc in left if doc in demand] or left
        gone = {doc for lemma in asked.without for doc in self.index.impacts(lemma)}
        return [doc for doc in left if doc not in gone]

    def _demands(self, asked: Question) -> list[set[int]]:
        demands = []
        if place := register.find(asked.gemeente) if asked.gemeente else None:
            numbered = enumerate(self.index.records)
            demands.append({doc for doc, record in numbered if place.naam in municipalities(record)})
        if asked.thema:
            wanted = fold(asked.thema)
            numbered = enumerate(self.index.records)
            demands.append({d for d, record in numbered if wanted in map(fold, record.get("themas", []))})
        demands += [set(self.index.impacts(lemma)) for lemma in asked.must]
        return demands

    def take_apart(self, question: str) -> Question:
        """The words of a question that count, and its shortcuts: `gemeente:`, `thema:`, quotes and `-word`."""
        question = unicodedata.normalize("NFC", CONTROL.sub(" ", question[:MAX_LENGTH]))
        asked = Question([])
        for kind, quoted, plain in SHORTCUT.findall(question):
            setattr(asked, kind.lower(), quoted or plain)
        question = SHORTCUT.sub(" ", question)
        asked.without = [lemma for word in WITHOUT.findall(question) for lemma in self._lemmas(word)]
        question = WITHOUT.sub(" ", question)
        asked.must = [lemma for phrase in QUOTED.findall(question) for lemma in self._lemmas(phrase)]
        asked.words = self._words(question)
        return asked

    def _lemmas(self, text: str) -> list[str]:
        folded = map(fold, tokens(text))
        return [lemma for word in folded if word not in STOP_WORDS and (lemma := self.lexicon.lemma(word))]

    def _words(self, question: str) -> list[Word]:
        short = [word for word in tokens(question) if len(fold(word)) <= MAX_LETTERS]
        read = self._read(short[:MAX_WORDS])
        named = self._named(read)
        found: dict[str, Word] = {}
        for place, word in enumerate(read):
            if word.read in STOP_WORDS:
                continue
            word.forms = self._forms(word)
            for concept in named.get(place, ()):
                word.forms.setdefault(concept, BEGRIP)
            found.setdefault(self.lexicon.lemma(word.read) or word.read, word)
        return list(found.values())

    def _read(self, words: list[str]) -> list[Word]:
        """The words as read, without the usual beginnings of a question.

        Two words that are one known compound ("jeugd zorg") are followed by that compound.
        """
        folded = [fold(word) for word in words]
        dropped = _structure(folded)
        kept = [place for place in range(len(words)) if place not in dropped]
        read = [Word(words[place], self._mend(folded[place])) for place in kept]
        for one, two in pairwise(kept):
            whole = folded[one] + folded[two]
            short = min(len(folded[one]), len(folded[two])) < 3
            if not short and not {folded[one], folded[two]} & STOP_WORDS and self.lexicon.lemma(whole):
                read.append(Word(f"{words[one]} {words[two]}", whole))
        return read

    def _mend(self, folded: str) -> str:
        """The word itself when it is known in any way; else the known spelling nearest to it, if there is one."""
        return folded if self.lexicon.is_known(folded) else self.lexicon.nearest(folded) or folded

    def _named(self, read: list[Word]) -> dict[int, list[str]]:
        """For each place the begrippen that the words there call by name; with and without the stop words between."""
        every = [(place, self.lexicon.lemma(word.read) or word.read) for place, word in enumerate(read)]
        content = [pair for pair in every if read[pair[0]].read not in STOP_WORDS]
        named: dict[int, list[str]] = defaultdict(list)
        for row in (every, content):
            for start in range(len(row)):
                for end in range(start + 1, min(start + self.lexicon.longest, len(row)) + 1):
                    concept = self.lexicon.concepts.get(tuple(lemma for _, lemma in row[start:end]))
                    if concept:
                        for place, _ in row[start:end]:
                            named[place].append(concept)
        return named

    def _forms(self, word: Word) -> dict[str, int]:
        lemma = self.lexicon.lemma(word.read)
        forms = {lemma: PLACE if lemma in self.lexicon.names else SELF} if lemma else {}
        for part in self.lexicon.parts_of(lemma) if lemma else ():
            forms.setdefault(part, PART)
        for mate in self.lexicon.stems.get(lemma, ()):
            forms.setdefault(mate, STEM)
        if not lemma:
            parts = [*self.lexicon.split(word.read), *self._hyphen_lemmas(word.written)]
            for part in parts:
                forms.setdefault(part, PART)
            if not parts and (base := self.lexicon.derived(word.read)):
                forms[base] = STEM
        return forms

    def _hyphen_lemmas(self, written: str) -> list[str]:
        folded = map(fold, hyphen_parts(written))
        return [lemma for part in folded if part not in STOP_WORDS and (lemma := self.lexicon.lemma(part))]

    def _reasons(self, doc: int, because: list[tuple[int, Word, str]], own: dict[int, int]) -> tuple[str, ...]:
        reasons = []
        for _, word, form in sorted(because, key=lambda part: -part[0])[:MAX_REASONS]:
            reasons.append(self._reason(doc, word, form))
        lent = max(self.neighbours[doc], key=lambda other: own.get(other, 0), default=None)
        if lent is not None and own.get(lent, 0) > own.get(doc, 0):
            reasons.append(f'past bij "{self.index.records[lent].naam}", dat hier wel over gaat')
        return tuple(dict.fromkeys(reasons))

    def _reason(self, doc: int, word: Word, form: str) -> str:
        share = word.forms[form]
        if form == self.lexicon.lemma(word.read):
            return f'noemt "{word.written}"' if word.read == fold(word.written) else f'noemt "{word.read}"'
        if share == BEGRIP:
            said = self.index.as_written(doc).get(form, "")
            if fold(said) == fold(word.written):
                return f'noemt "{word.written}"'
            return f'u schrijft "{word.written}"; dit voorbeeld noemt "{said}"'
        said = self.index.display(form)
        if share == PART:
            return f'u schrijft "{word.written}"; dit voorbeeld gaat over "{said}"'
        return f'u schrijft "{word.written}"; dit voorbeeld noemt "{said}"'


def _structure(folded: list[str]) -> set[int]:
    """The places of words that only begin a question."""
    return {
        place
        for start in range(len(folded))
        for phrase in STOP_STRUCTURE
        if tuple(folded[start : start + len(phrase)]) == phrase
        for place in range(start, start + len(phrase))
    }
