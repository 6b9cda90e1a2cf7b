"""How good the recommendations are, as figures; and a blind sheet of reasons that a person grades.

python -m tests.quality.recommend                    the figures
python -m tests.quality.recommend --unjudged         what is shown with a judged record and nobody graded, to grade
python -m tests.quality.recommend --sheet FILE.csv   a sheet of reasons to grade: fill in ja or nee
python -m tests.quality.recommend --grade FILE.csv   what the graded sheet says

P@4 is the share of the first four shown that has grade 2 or more, the mean over the judged records. What nobody graded
is passed over, and told as a number beside it; `of four places` counts it, and each place left empty, as not useful.
Pairs were graded among the first 202 voorbeelden (`eerste-voorbeelden.txt`), so the figures are given for those alone
and for all. Intervals: 95 %, by drawing the judged records anew 2,000 times (bootstrap, percentiles).
"""

from __future__ import annotations

import argparse
import csv
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import yaml

from parade.index.index import Index
from parade.model.record import Collection
from parade.places.register import municipalities
from parade.read.records import read_folder
from parade.recommend.score import WEIGHTS, Recommendation, Recommender

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
PAIRS = HERE / "aanbevelingen.yml"
FIRST = HERE / "eerste-voorbeelden.txt"
SHEET = HERE / "redenen-beoordeeld.csv"
COLUMNS = ("bron", "aanbeveling", "reden", "waar_en_nuttig", "waarom_niet")
SHOWN, GOOD, SAMPLE, SEED, DRAWS = 4, 2, 60, 23, 2_000

Found = dict[str, list[Recommendation]]
Grades = dict[str, dict[str, int]]


def read_grades(path: Path = PAIRS) -> Grades:
    """The graded candidates of each judged record, by id."""
    pairs = yaml.safe_load(path.read_text("utf-8"))
    return {pair["bron"]: {id: told[0] for id, told in pair["oordelen"].items()} for pair in pairs}


def first_records(collection: Collection) -> Collection:
    """The collection with only the voorbeelden among which pairs were judged."""
    ids = {line for line in FIRST.read_text("utf-8").split("\n") if line and not line.startswith("#")}
    kept = [each for each in collection if each.kind.folder != "voorbeelden" or each.id in ids]
    return Collection(kept, collection.settings)


@dataclass(frozen=True, slots=True)
class Judged:
    """What is shown with one judged record: the grades in order (None: nobody graded it)."""

    grades: tuple[int | None, ...]

    def useful(self, first: int) -> tuple[int, int]:
        """Of the first so many: how many are useful, and how many are graded."""
        graded = [grade for grade in self.grades[:first] if grade is not None]
        return sum(grade >= GOOD for grade in graded), len(graded)


def judged(found: Found, grades: Grades) -> list[Judged]:
    """What is shown with each judged record."""
    return [Judged(tuple(graded.get(each.record.id) for each in found[id])) for id, graded in grades.items()]


def precision(them: list[Judged]) -> float:
    """P@4 of what is shown and graded: the mean over records that show something graded."""
    counted = [each.useful(SHOWN) for each in them]
    shares = [good / graded for good, graded in counted if graded]
    return sum(shares) / len(shares) if shares else 0.0


def of_four_places(them: list[Judged]) -> float:
    """The useful share of four places; what is not graded and what is left empty count as not useful."""
    return sum(each.useful(SHOWN)[0] for each in them) / (SHOWN * len(them))


def useful(them: list[Judged]) -> float:
    """The useful share of all that is shown and graded."""
    counted = [each.useful(len(each.grades)) for each in them]
    return sum(good for good, _ in counted) / max(1, sum(graded for _, graded in counted))


def interval(measure: Callable[[list[Judged]], float], them: list[Judged]) -> str:
    """The measure with its 95 % interval."""
    lot = random.Random(SEED)
    drawn = sorted(measure(lot.choices(them, k=len(them))) for _ in range(DRAWS))
    return f"{measure(them):.3f} ({drawn[DRAWS // 40]:.3f} to {drawn[-DRAWS // 40 - 1]:.3f})"


def ceiling(index: Index, grades: Grades) -> float:
    """The best that four places could be: useful pairs that are not of the record's own municipality."""
    records = {record.id: record for record in index.records}
    total = 0
    for id, graded in grades.items():
        good = [records[other] for other, grade in graded.items() if grade >= GOOD]
        total += min(SHOWN, sum(not municipalities(records[id]) & municipalities(other) for other in good))
    return total / (SHOWN * len(grades))


def figures(found: Found) -> dict[str, str]:
    """What the recommendations are like as a whole."""
    counts = Counter(each.record.id for them in found.values() for each in them)
    total, mean, most = counts.total(), counts.total() / len(found), max(counts.values())
    sets = {id: {each.record.id for each in them} for id, them in found.items()}
    mutual = sum(id in sets[other] for id, others in sets.items() for other in others)
    first = Counter(each.why[0].signal for them in found.values() for each in them)
    return {
        "records": str(len(found)),
        "with recommendations; recommended at least once": f"{sum(map(bool, found.values()))}; {len(counts)}",
        "recommendations": f"{total} ({mean:.2f} a record, {min(map(len, found.values()))} to "
        f"{max(map(len, found.values()))})",
        "most recommended": f"{most}, {most / mean:.1f} times the mean",
        "also the other way": f"{mutual / total:.2f}",
        "first reason": ", ".join(f"{name} {count}" for name, count in first.most_common()),
    }


def unjudged(found: Found, grades: Grades) -> list[tuple[str, str]]:
    """What is shown with a judged record and nobody graded."""
    return [(id, each.record.id) for id in grades for each in found[id] if each.record.id not in grades[id]]


def report(collection: Collection) -> None:
    """Print all figures."""
    grades = read_grades()
    for name, part in (("first 202", first_records(collection)), ("all", collection)):
        index = Index(part)
        found = Recommender(index).all(5)
        them = judged(found, grades)
        print(f"\n{name}")
        for label, value in figures(found).items():
            print(f"  {label}: {value}")
        print(f"  P@4 on {len(grades)} judged records: {interval(precision, them)}")
        print(f"  useful of all shown: {interval(useful, them)}")
        print(f"  of four places: {interval(of_four_places, them)}; the best possible {ceiling(index, grades):.3f}")
        print(f"  shown and not graded: {len(unjudged(found, grades))} of {sum(len(each.grades) for each in them)}")
        for variant, weights in variants().items():
            other = judged(Recommender(index, weights).all(5), grades)
            print(f"  {variant}: P@4 {precision(other):.3f}, useful {useful(other):.3f}, {of_four_places(other):.3f}")


def variants() -> dict[str, dict[str, float]]:
    """The weights without each signal, and with text alone."""
    found = {f"without {name}": {**WEIGHTS, name: 0.0} for name in WEIGHTS if name not in {"gesprek", "tekst"}}
    return {**found, "text alone": {name: weight * (name == "tekst") for name, weight in WEIGHTS.items()}}


def write_sheet(index: Index, path: Path) -> None:
    """A sheet with one reason of each of 60 recommendations, chosen by lot; to grade by reading both records."""
    rows = [
        (id, each.record.id, reason.text)
        for id, them in Recommender(index).all(5).items()
        for each in them
        for reason in each.why
    ]
    chosen = random.Random(SEED).sample(rows, min(SAMPLE, len(rows)))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        writer.writerows((*row, "", "") for row in chosen)
    print(f"{len(chosen)} reasons in {path}. Fill in ja or nee in waar_en_nuttig, then: --grade {path}")


def read_sheet(path: Path) -> str:
    """What a graded sheet says."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    answers = Counter(row["waar_en_nuttig"].strip().lower() for row in rows)
    graded = answers["ja"] + answers["nee"]
    lines = [
        f"graded {graded} of {len(rows)}; true and helpful: {answers['ja']} ({answers['ja'] / max(graded, 1):.2f})"
    ]
    kinds = Counter(row["waarom_niet"].strip() for row in rows if row["waar_en_nuttig"].strip().lower() == "nee")
    return "\n".join(lines + [f"  {count} × {kind or 'no reason given'}" for kind, count in kinds.most_common()])


def main() -> None:
    """Read the call and do it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--examples", type=Path, default=ROOT / "examples")
    parser.add_argument("--sheet", type=Path)
    parser.add_argument("--grade", type=Path)
    parser.add_argument("--unjudged", action="store_true")
    given = parser.parse_args()
    if given.grade:
        print(read_sheet(given.grade))
        return
    collection = read_folder(given.examples)[0]
    if given.sheet:
        write_sheet(Index(collection), given.sheet)
        return
    if given.unjudged:
        for id, other in unjudged(Recommender(Index(collection)).all(5), read_grades()):
            print(f"{id}: {other}")
        return
    report(collection)
    if SHEET.exists():
        print(f"\nreasons, {SHEET.name}: {read_sheet(SHEET)}")


if __name__ == "__main__":
    main()
