"""How good search is, as figures on judged questions; beside baselines, and without each of its helps.

python -m tests.quality.search            the figures
python -m tests.quality.search --write    and record them in baseline.json

nDCG@10 has gain 2^grade - 1 and the best order that the grades allow as its ideal (Järvelin & Kekäläinen 2002).
Records that nobody graded for a question are passed over: condensed lists (Sakai 2007); grades of 0 are in the
file. hit@1 and hit@5: one of the first, or of the first five, has grade 2 or more. Intervals are 95% percentile
bootstrap intervals over the questions. Last come the results that visitors see and nobody graded.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import log, log2
from pathlib import Path

import snowballstemmer
import yaml
from whoosh.analysis import LanguageAnalyzer
from whoosh.fields import ID, TEXT, Schema
from whoosh.filedb.filestore import RamStorage
from whoosh.lang.stopwords import stoplists
from whoosh.query import Or, Term

from parade.dutch.words import fold, tokens
from parade.index.index import Index
from parade.index.sentences import field_text, searched
from parade.model.fields import LISTS
from parade.model.record import Collection, Record
from parade.read.records import read_folder
from parade.recommend.likeness import neighbours
from parade.search.search import Search

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
QUESTIONS = HERE / "vragen.yml"
BASELINE = HERE / "baseline.json"
KINDS = ("woord", "zin", "lek", "tik", "afk", "echt")
MERGED = {
    "austerlitz-zorgt-dorpsteam": "zeist-austerlitz-zorgt",
    "zorgcooperatie-hoogeloon-herijking": "bladel-hoogeloon-herijking-zorgcooperatie",
    "vertrouwen-werkt-wageningen": "vertrouwensexperiment-wageningen",
}
"""Fact sheets that became part of another's record."""
DEPTH, DEEP, GOOD, LONG, RESAMPLES, SEED = 10, 300, 2, 8, 2_000, 2026
SHOWN = 5
BM25_K1, BM25_B = 1.2, 0.75

Ranker = Callable[[str], list[str]]
Interval = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Question:
    """A judged question: its kind, its text, and a grade for each record that deserves one."""

    soort: str
    vraag: str
    grades: dict[str, int]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an engine made of one question."""

    question: Question
    ndcg: float
    hit1: float
    hit5: float
    empty: float


def read_questions(path: Path = QUESTIONS) -> list[Question]:
    """The judged questions, with the ids of merged records brought up to date."""
    found = []
    for each in yaml.safe_load(path.read_text("utf-8")):
        grades: dict[str, int] = {}
        for id, grade in each["oordelen"].items():
            id = MERGED.get(id, id)
            grades[id] = max(grade, grades.get(id, 0))
        found.append(Question(each["soort"], each["vraag"], grades))
    return found


def measure(rank: Ranker, questions: list[Question], all_count: bool = False) -> list[Outcome]:
    """What an engine makes of each question; those without a grade are passed over, or with `all_count` 0."""
    return [_outcome(question, rank(question.vraag), all_count) for question in questions]


def _outcome(question: Question, ids: list[str], all_count: bool) -> Outcome:
    grades = [question.grades.get(id, 0) for id in ids if all_count or id in question.grades][:DEPTH]
    ideal = _gain(sorted(question.grades.values(), reverse=True)[:DEPTH])
    hit1, hit5 = (float(any(grade >= GOOD for grade in grades[:first])) for first in (1, 5))
    return Outcome(question, _gain(grades) / ideal, hit1, hit5, float(not ids))


def _gain(grades: list[int]) -> float:
    return sum((2.0**grade - 1) / log2(place + 2) for place, grade in enumerate(grades))


def mean(values: Sequence[float]) -> float:
    """The mean; 0 of nothing."""
    return sum(values) / len(values) if values else 0.0


def interval(values: Sequence[float]) -> Interval:
    """The mean of values, and the ends of its 95% bootstrap interval."""
    lot = random.Random(SEED)
    means = sorted(mean(lot.choices(values, k=len(values))) for _ in range(RESAMPLES))
    return mean(values), means[int(0.025 * RESAMPLES)], means[int(0.975 * RESAMPLES) - 1]


# --- engines ---


def parade(collection: Collection, lend: bool = True) -> Ranker:
    """Parade's own search; without what neighbours lend when `lend` is False."""
    index = Index(collection)
    search = Search(index, neighbours(index) if lend else [[] for _ in index.records])
    return lambda question: [hit.record.id for hit in search.ask(question, limit=DEEP)]


def whoosh_dutch(collection: Collection) -> Ranker:
    """Whoosh as it comes: its Dutch analyser, BM25F, any word will do; over the same texts as one field."""
    analyser = LanguageAnalyzer("nl")
    index = RamStorage().create_index(Schema(id=ID(stored=True), text=TEXT(analyzer=analyser)))
    writer = index.writer()
    for record in collection["voorbeelden"]:
        writer.add_document(id=record.id, text=whole_text(record))
    writer.commit()
    searcher = index.searcher()

    def rank(question: str) -> list[str]:
        asked = [Term("text", token.text) for token in analyser(question)]
        return [hit["id"] for hit in searcher.search(Or(asked), limit=DEEP)] if asked else []

    return rank


def bm25_snowball(collection: Collection) -> Ranker:
    """Plain BM25 over the same texts as one text, with a ready-made Dutch stop list and Snowball's stems."""
    stem = snowballstemmer.stemmer("dutch").stemWord

    def terms(text: str) -> list[str]:
        return [stem(word) for word in map(fold, tokens(text)) if word not in stoplists["nl"]]

    records = collection["voorbeelden"]
    bags = [Counter(terms(whole_text(record))) for record in records]
    lengths = [bag.total() for bag in bags]
    holding = Counter(term for bag in bags for term in bag)

    def rank(question: str) -> list[str]:
        scores: dict[int, float] = defaultdict(float)
        for term in set(terms(question)) & holding.keys():
            idf = log(1 + (len(bags) - holding[term] + 0.5) / (holding[term] + 0.5))
            for doc, bag in enumerate(bags):
                if count := bag[term]:
                    norm = BM25_K1 * (1 - BM25_B + BM25_B * lengths[doc] / mean(lengths))
                    scores[doc] += idf * count * (BM25_K1 + 1) / (count + norm)
        return [records[doc].id for doc in sorted(scores, key=lambda doc: (-scores[doc], doc))]

    return rank


def whole_text(record: Record) -> str:
    """All that is searched in a record."""
    return "\n".join(field_text(record, name) for name in searched())


def without(collection: Collection, vragen: bool = False, begrippen: bool = False) -> Collection:
    """The collection without the field `vragen`, or without its lists of begrippen."""
    kept = [
        record for record in collection if not (begrippen and record.kind.folder.removeprefix("begrippen/") in LISTS)
    ]
    return Collection([_bare(record) if vragen else record for record in kept])


def _bare(record: Record) -> Record:
    return Record(record.kind, record.id, {name: value for name, value in record.items() if name != "vragen"})


def engines(collection: Collection) -> dict[str, Ranker]:
    """Parade, Parade without each of its helps, and the baselines; all on the same records."""
    no_vragen, no_begrippen = without(collection, vragen=True), without(collection, begrippen=True)
    neither = without(collection, vragen=True, begrippen=True)
    return {
        "Parade": parade(collection),
        "without vragen": parade(no_vragen),
        "without begrippen": parade(no_begrippen),
        "without vragen and begrippen": parade(neither),
        "without neighbours": parade(collection, lend=False),
        "without all three": parade(neither, lend=False),
        "BM25, Snowball Dutch": bm25_snowball(collection),
        "Whoosh, Dutch default": whoosh_dutch(collection),
        "BM25, Snowball, no vragen": bm25_snowball(no_vragen),
        "Whoosh, no vragen": whoosh_dutch(no_vragen),
    }


# --- telling ---


def by_kind(outcomes: list[Outcome]) -> dict[str, list[Outcome]]:
    """All outcomes, then those of each kind."""
    kinds = {kind: [each for each in outcomes if each.question.soort == kind] for kind in KINDS}
    return {"all": outcomes, **kinds}


def _row(name: str, some: list[Outcome]) -> str:
    figures = [interval([getattr(each, figure) for each in some]) for figure in ("ndcg", "hit1", "hit5")]
    told = "  ".join(f"{middle:.3f} [{low:.2f} {high:.2f}]" for middle, low, high in figures)
    long = [each for each in some if len(each.question.vraag.split()) >= LONG]
    empty = mean([each.empty for each in some])
    return f"  {name:6} {len(some):3}  {told}  {empty:5.1%}  {sum(each.empty for each in long):.0f} of {len(long)}"


def report(collection: Collection, questions: list[Question]) -> list[Outcome]:
    """Print all figures; gives what Parade made of each question."""
    total = len(collection["voorbeelden"])
    rankers = engines(collection)
    found = {name: measure(rank, questions) for name, rank in rankers.items()}
    print(f"{len(questions)} questions, {total} records")
    print("  kind     n  nDCG@10             hit@1               hit@5               empty  empty, 8 words or more")
    for name, outcomes in found.items():
        print(name)
        for kind, some in by_kind(outcomes).items():
            print(_row(kind, some))
    own = found["Parade"]
    print("\nnDCG@10 of Parade less that of …, over the same questions; and with unjudged records counted as grade 0")
    for name, outcomes in found.items():
        pairs = zip(own, outcomes, strict=True)
        more, low, high = interval([mine.ndcg - theirs.ndcg for mine, theirs in pairs])
        as_shown = measure(rankers[name], questions, all_count=True)
        ndcg, hit5 = mean([each.ndcg for each in as_shown]), mean([each.hit5 for each in as_shown])
        print(f"  {name:30} {more:+.3f} [{low:+.2f} {high:+.2f}]   counted as 0: nDCG@10 {ndcg:.3f}, hit@5 {hit5:.3f}")
    return own


def baseline() -> dict[str, float]:
    """The recorded figures, below which no change may fall."""
    return dict(json.loads(BASELINE.read_text("utf-8"))) if BASELINE.exists() else {}


def write(outcomes: list[Outcome]) -> None:
    """Record the figures in the baseline."""
    old = baseline()
    figures = {"nDCG@10": [each.ndcg for each in outcomes], "hit@5": [each.hit5 for each in outcomes]}
    new = {name: round(mean(values), 4) for name, values in figures.items()}
    BASELINE.write_text(json.dumps(new) + "\n", "utf-8")
    print(f"\nwritten: {old} became {new}")


def main() -> None:
    """Read the call and do it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--examples", type=Path, default=ROOT / "examples")
    parser.add_argument("--questions", type=Path, default=QUESTIONS)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    outcomes = report(read_folder(given.examples)[0], read_questions(given.questions))
    if given.write:
        write(outcomes)


if __name__ == "__main__":
    main()
