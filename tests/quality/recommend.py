"""How good the recommendations are, as figures; and a blind sheet of reasons that a person grades.

python -m tests.quality.recommend                    the figures
python -m tests.quality.recommend --sheet FILE.csv   a sheet of reasons to grade: fill in ja or nee
python -m tests.quality.recommend --grade FILE.csv   what the graded sheet says
"""

from __future__ import annotations

import argparse
import csv
import random
from collections import Counter
from pathlib import Path

import yaml

from parade.index.index import Index
from parade.model.record import Record
from parade.read.records import read_folder
from parade.recommend.score import WEIGHTS, Recommendation, Recommender, municipalities

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
PAIRS = HERE / "aanbevelingen.yml"
OWN_PAIRS = HERE / "aanbevelingen-erbij.yml"
SHEET = HERE / "redenen-beoordeeld.csv"
COLUMNS = ("bron", "aanbeveling", "reden", "waar_en_nuttig", "waarom_niet")
SHOWN, GOOD, SAMPLE, SEED = 4, 2, 60, 23

Found = dict[str, list[Recommendation]]
Grades = dict[str, dict[str, int]]


def read_grades(path: Path) -> Grades:
    """The graded candidates of each judged record, by id."""
    pairs = yaml.safe_load(path.read_text("utf-8")) if path.exists() else []
    return {pair["bron"]: {id: told[0] for id, told in pair["oordelen"].items()} for pair in pairs}


def precision(found: Found, grades: Grades, judged_only: bool = False) -> float:
    """P@4: the mean share of the first four that has grade 2 or more; `judged_only` passes over what nobody graded."""
    total = 0
    for id, graded in grades.items():
        shown = [each.record.id for each in found[id] if not judged_only or each.record.id in graded]
        total += sum(graded.get(other, 0) >= GOOD for other in shown[:SHOWN])
    return total / (SHOWN * len(grades))


def ceiling(records: dict[str, Record], grades: Grades, themed: bool = False) -> float:
    """The best P@4 that the grades allow without the record's own municipality; `themed`: with two of a main thema."""
    total = 0
    for id, graded in grades.items():
        mine = municipalities(records[id])
        good = [records[other] for other, grade in graded.items() if grade >= GOOD]
        good = [other for other in good if not mine & municipalities(other)]
        themes = Counter(other.get("themas", [other.id])[0] for other in good)
        total += min(SHOWN, sum(min(2, count) for count in themes.values()) if themed else len(good))
    return total / (SHOWN * len(grades))


def figures(found: Found) -> dict[str, str]:
    """What the recommendations are like as a whole."""
    counts = Counter(each.record.id for them in found.values() for each in them)
    total, mean = counts.total(), counts.total() / len(found)
    sets = {id: {each.record.id for each in them} for id, them in found.items()}
    mutual = sum(id in sets[other] for id, others in sets.items() for other in others)
    themes = [len({each.record.get("themas", [""])[0] for each in them}) / len(them) for them in found.values() if them]
    beyond = sum(any(reason.signal not in {"themas", "plaats"} for reason in each.why) for each in _each(found))

    def share(name: str) -> str:
        return str(sum(any(name in each.signals for each in them) for them in found.values()))

    most = max(counts.values())
    return {
        "records": str(len(found)),
        "with recommendations": str(sum(map(bool, found.values()))),
        "recommended at least once": str(len(counts)),
        "recommendations": f"{total} (sets of {min(map(len, found.values()))} to {max(map(len, found.values()))})",
        "most recommended": f"{most}; mean {mean:.2f}; {most / mean:.1f} times the mean",
        "reciprocity": f"{mutual / total:.2f} of the recommendations also go the other way",
        "variety": f"{sum(themes) / len(themes):.2f} main themas a recommendation in a set",
        "sets with a comparable municipality": share("plaats"),
        "sets with one that tells what went wrong": share("anders_gelopen"),
        "reason beyond thema alone": f"{beyond / total:.2f}",
    }


def _each(found: Found) -> list[Recommendation]:
    return [each for them in found.values() for each in them]


def report(index: Index) -> None:
    """Print all figures."""
    records = {record.id: record for record in index.records}
    grades = read_grades(PAIRS)
    more = {id: {**read_grades(OWN_PAIRS).get(id, {}), **graded} for id, graded in grades.items()}
    found = Recommender(index).all(5)
    for name, value in figures(found).items():
        print(f"{name}: {value}")
    print(f"\nP@4 on {len(grades)} judged records, grade 2 or more")
    print(f"  as judged, what is not graded counts as 0: {precision(found, grades):.3f}")
    print(f"  the best possible without the own municipality: {ceiling(records, grades):.3f}")
    print(f"  and with at most two of a main thema: {ceiling(records, grades, themed=True):.3f}")
    unjudged = sum(each.record.id not in grades[id] for id in grades for each in found[id][:SHOWN])
    print(f"  of the {SHOWN * len(grades)} shown, not graded: {unjudged}")
    print(f"  with the grades of {OWN_PAIRS.name}: {precision(found, more):.3f}")
    print(f"  the best possible then: {ceiling(records, more, True):.3f}")
    print("\nwhat each signal adds to P@4 (as judged; with the grades added)")
    variants = {f"without {name}": {**WEIGHTS, name: 0.0} for name in WEIGHTS if name not in {"gesprek", "tekst"}}
    variants["tekst alone"] = {name: weight if name == "tekst" else 0.0 for name, weight in WEIGHTS.items()}
    for name, weights in variants.items():
        other = Recommender(index, weights).all(5)
        print(f"  {name}: {precision(other, grades):.3f}; {precision(other, more):.3f}")


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
    given = parser.parse_args()
    if given.grade:
        print(read_sheet(given.grade))
        return
    index = Index(read_folder(given.examples)[0])
    if given.sheet:
        write_sheet(index, given.sheet)
        return
    report(index)
    if SHEET.exists():
        print(f"\nreasons, {SHEET.name}: {read_sheet(SHEET)}")


if __name__ == "__main__":
    main()
