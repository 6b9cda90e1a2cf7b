"""The words by which a reader knows what a case is about: nouns and names that are not in every record.

Which words are nouns is learnt from the records themselves, by what stands before and after them, and by how a word
is made: a compound is a noun when its last part is one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from parade.dutch import lemmas
from parade.dutch.words import STOP_WORDS, fold, tokens
from parade.index.index import Index
from parade.index.pieces import CONCEPT
from parade.index.sentences import field_text
from parade.model.fields import LISTS
from parade.places import register
from parade.recommend.generic_words import GENERIC

COMMON = 0.1  # a word that more of the records have explains nothing
CORE = ("titel", "kern", "vragen")
NOUN = 0.15  # of the times it is written, this share must show that a word is a noun
SHARE = 0.015  # of the likeness, a word named brings at least this share
TAIL = 0.25  # and at least this share of what the heaviest word brings
MEASURED = 2_000  # so many records are enough to learn which words are nouns

_TOKEN = re.compile(r"[^\W_]+(?:['’‘`-][^\W_]+)*|[^\w\s]")
_BEFORE_NOUN = frozenset(("de", "het", "een", "geen", "deze", "die", "dit", "onze", "hun", "haar", "zijn", "elke"))
_BEFORE_ENDING_NOUN = frozenset(
    "aan achter bij binnen buiten door in met na naar naast onder op over per rond tegen tijdens tot tussen uit van "
    "via voor zonder".split()
)
_BEFORE_VERB = frozenset({"te", "wij", "we", "zij", "ze", "hij", "ik", "je", "jij", "u", "men", "niet"})
# What looks like an adjective and tells nothing.
_EMPTY = frozenset(
    "andere beide belangrijke bepaalde betere bijna derde diverse eerste enkele gemiddelde gewone goede grote grootste "
    "halve hele hoge huidige kleine korte laatste lage lange meeste mogelijke nieuwe nodige oude sommige tweede vaste "
    "vele verschillende volgende voorlopige zelfde zulke zware".split()
)
_NOUN_ENDING = re.compile(r".{3}(?:ing|heid|tie|schap|teit|erij|isme|ment|ling|eur)")


@dataclass(frozen=True, slots=True)
class Subject:
    """Something that two records both write about: how it is called, what it adds, in whose core it stands."""

    name: str
    words: frozenset[str]  # by lemma
    weight: float
    cores: int  # of the two records, how many have it in title, core or questions
    holders: int  # how many records have it


class Words:
    """The words of the records as written, and which of them are nouns."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.fields = [name for name in index.weights if name not in {"gemeenten", "regio", "organisaties", "partners"}]
        said = [phrase for name in LISTS for term in index.collection[name] for phrase in term.get("alleen_zoeken", [])]
        said += [name for term in index.collection["wetten"] for name in (term.naam, *term.get("ook", []))]
        self.unsaid = {lemmas.lemma(word) for phrase in said for word in tokens(phrase)}
        self.names = {
            CONCEPT + term.id: (term.naam, tuple(map(lemmas.lemma, tokens(term.naam))))
            for term in index.collection["woorden"]
            if fold(term.naam) not in GENERIC
        }
        self.nouns = self._nouns()
        self._texts: dict[int, tuple[dict[str, str], frozenset[str]]] = {}

    def _nouns(self) -> frozenset[str]:
        """The words that stand where nouns stand more often than where verbs or adjectives do; and their compounds."""
        votes: Counter[str] = Counter()
        seen: Counter[str] = Counter()
        records = self.index.records
        for record in records[:: max(1, len(records) // MEASURED)]:
            for name in self.fields:
                for line in field_text(record, name).split("\n"):
                    _vote(_TOKEN.findall(line), votes, seen)
        named = {phrase[0] for _, phrase in self.names.values() if len(phrase) == 1}
        sure = {word for word, total in votes.items() if total >= NOUN * seen[word] and total > 0} | named
        made = {word for word in seen if _NOUN_ENDING.fullmatch(word) or self._last_part(word) in sure}
        return frozenset(sure | made)

    def _last_part(self, word: str) -> str:
        parts = sorted(self.index.analyser.parts(word), key=word.find)
        return parts[-1] if parts and word.endswith(parts[-1]) else ""

    def written(self, doc: int) -> dict[str, str]:
        """For each word of a record, by lemma, and each name that it writes, by begrip, how it first writes it."""
        return self._text(doc)[0]

    def core(self, doc: int) -> frozenset[str]:
        """Those of a record's title, core and questions."""
        return self._text(doc)[1]

    def _text(self, doc: int) -> tuple[dict[str, str], frozenset[str]]:
        if doc not in self._texts:
            whole, core = self._found(doc, self.fields), self._found(doc, CORE)
            self._texts[doc] = whole, frozenset(core)
        return self._texts[doc]

    def _found(self, doc: int, fields: Iterable[str]) -> dict[str, str]:
        found: dict[str, str] = {}
        for name in fields:
            for line in field_text(self.index.records[doc], name).split("\n"):
                words = tokens(line)
                for word in words:
                    found.setdefault(lemmas.lemma(word), word)
                for word, noun in pairwise(words):
                    if self._describes(word, noun):
                        found.setdefault(f"{lemmas.lemma(word)} {lemmas.lemma(noun)}", f"{word} {noun}")
                for start, end, concept in self.index.analyser.phrases(words):
                    naam, phrase = self.names.get(concept, ("", ()))
                    if phrase == tuple(map(lemmas.lemma, words[start:end])):
                        written = " ".join(words[start:end])
                        found.setdefault(concept, written.lower() if naam.islower() else written)
        return found

    def _describes(self, word: str, noun: str) -> bool:
        """Whether a word is an adjective with a noun behind it: `zwangere vrouwen`."""
        lemma = lemmas.lemma(noun)
        plain = word.isalpha() and word.endswith("e") and len(word) > 4 and fold(word) not in STOP_WORDS | _EMPTY
        return plain and lemmas.lemma(word) not in self.nouns and (lemma in self.nouns or lemma in GENERIC)

    def telling(self, term: str) -> bool:
        """Whether a word tells a reader what a case is about."""
        if term in GENERIC or term in self.unsaid or len(term) < 4 or not term.replace("-", "").isalpha():
            return False
        return term in self.nouns and register.find(term) is None

    def subjects(self, one: int, two: int, weights: dict[str, float], anything: bool = False) -> list[Subject]:
        """What both records write about, the heaviest first, called as the second writes it.

        Each brings `SHARE` of the likeness, and few others have it; `anything` may be common. Of `mantelzorgers` and
        `ex-mantelzorgers` the more special one is kept, with the weight of both.
        """
        mine, theirs, total = self.written(one), self.written(two), len(self.index.records)
        enough, common = SHARE * sum(weights.values()), total if anything else max(2, COMMON * total)
        found: list[Subject] = []
        pairs = {pair: weights.get(pair.split()[0], 0.0) for pair in mine.keys() & theirs.keys() if " " in pair}
        for term, weight in sorted({**weights, **pairs}.items(), key=lambda each: (-each[1], -len(each[0]), each[0])):
            if term not in mine or term not in theirs or weight < enough:
                continue
            cores = (term in self.core(one)) + (term in self.core(two))
            holders = min(len(self.index.impacts(word)) or total for word in term.split())
            subject = self._subject(term, theirs[term], weight, cores, holders)
            if subject and holders <= common:
                _join(found, subject)
        return [each for each in found if each.weight >= TAIL * found[0].weight]

    def _subject(self, term: str, written: str, weight: float, cores: int, holders: int) -> Subject | None:
        if " " in term:
            return Subject(written.lower(), frozenset(term.split()), weight, cores, holders)
        if term in self.names:
            return Subject(written, frozenset(self.names[term][1]), weight, cores, holders)
        if not self.telling(term) or not _is_noun(written, term):
            return None
        return Subject(self._plain(written), frozenset([term]), weight, cores, holders)

    def _plain(self, word: str) -> str:
        """A word as in the middle of a sentence: `Boeren` is `boeren`; `GGD`, `eHealth` and a name stay."""
        return word.lower() if word.lower() in self.index.written_words else word


def _join(found: list[Subject], subject: Subject) -> None:
    """Add a subject, or join it with one that says the same in more or fewer words: the more special name stays."""
    for number, other in enumerate(found):
        if covers(other.words, subject.words) or covers(subject.words, other.words):
            name, words = max((other.name, other.words), (subject.name, subject.words), key=lambda each: len(each[0]))
            cores, holders = max(other.cores, subject.cores), min(other.holders, subject.holders)
            found[number] = Subject(name, words, other.weight + subject.weight, cores, holders)
            return
    found.append(subject)


def covers(special: Iterable[str], general: Iterable[str]) -> bool:
    """Whether each of some words stands, or is a part of one, among others: `mantelzorger` in `ex-mantelzorger`."""
    whole = list(special)
    return all(any(word == other or (len(word) > 3 and word in other) for other in whole) for word in general)


def _vote(tokens: list[str], votes: Counter[str], seen: Counter[str]) -> None:
    for number, token in enumerate(tokens):
        if len(token) < 4 or not token[0].isalpha():
            continue
        lemma = lemmas.lemma(token)
        seen[lemma] += 1
        before = fold(tokens[number - 1]) if number else ""
        after = fold(tokens[number + 1]) if number + 1 < len(tokens) else ""
        ends = not after.isalpha() or after in STOP_WORDS
        if before in _BEFORE_VERB:
            votes[lemma] -= 1
        elif before in _BEFORE_NOUN:
            votes[lemma] += 1 if ends else -1
        elif before in _BEFORE_ENDING_NOUN and ends:
            votes[lemma] += 1


def _is_noun(written: str, term: str) -> bool:
    """Not a generic word, a verb form, as `opgroeit` is of `opgroeien`, or an adjective; `coaches` is of `coach`."""
    folded = fold(written)
    if folded in GENERIC or (folded.endswith("e") and not term.endswith("e")):
        return False
    return not term.endswith("en") or folded.endswith(("en", "s"))
