"""What recommendations are worth, held to a floor, and the rules that keep them so: see tests/quality/recommend.py.

The floors stand well below what was measured: an honest record or a word in a list moves the figures by some points.
"""

from __future__ import annotations

import sys
from collections import Counter

import pytest

from parade.index.index import Index
from parade.model.fields import VOORBEELD
from parade.model.record import Record
from parade.read.records import read_folder
from parade.recommend.choose import Sets
from parade.recommend.score import LISTS, WEIGHTS, Recommender, recommend
from tests.quality import recommend as quality

FLOOR = 0.7  # of P@4 and of what is useful; measured 0.86 and 0.83


@pytest.fixture(scope="module")
def index() -> Index:
    """The index of the records among which pairs were judged."""
    return Index(quality.first_records(read_folder(quality.ROOT / "examples")[0]))


def test_recommendations_are_not_below_the_floor(index: Index, capsys: pytest.CaptureFixture[str]) -> None:
    """P@4 and what is useful of all shown stay above the floor; both are printed, so that a fall is seen."""
    them = quality.judged(recommend(index), quality.read_grades())
    with capsys.disabled():
        print(f"\nP@4 {quality.precision(them):.3f}, useful {quality.useful(them):.3f}", file=sys.stderr)
    assert quality.precision(them) >= FLOOR
    assert quality.useful(them) >= FLOOR


def test_working_elements_bring_pairs(index: Index) -> None:
    """Without the weight of working elements other pairs are shown: the signal is used."""
    without = Recommender(index, {**WEIGHTS, "werkzame_elementen": 0.0}).all(5)
    assert without != recommend(index)


def test_what_is_hardly_alike_is_no_candidate(index: Index) -> None:
    """No pair below the line is looked at, unless what both are tagged with brings enough."""
    pairs = Recommender(index)
    for doc, row in enumerate(pairs.ranked()):
        for other, score in row:
            signals = pairs.signals(doc, other)
            tagged = sum(WEIGHTS[name] * signals.get(name, 0) for name in LISTS)
            assert score >= 12 or tagged >= 3, (index.records[doc].id, index.records[other].id, score)


def test_no_record_is_recommended_everywhere() -> None:
    """What fits all others best is recommended at most three times the mean, and nothing is left out."""
    count = 30
    records = [Record(VOORBEELD, f"r{number:02}", {"titel": str(number)}) for number in range(count)]
    ranked = [
        [(0, 50.0)] * (doc != 0) + [((doc + step) % count, 40.0 - step) for step in (1, 2, 3)] for doc in range(count)
    ]
    sets = Sets(records, ranked, [frozenset()] * count, list(range(count)), 5)
    counts = Counter(other for row in sets.picked for other, _ in row)
    assert max(counts.values()) <= 3 * counts.total() / count
    assert len(counts) == count
