"""What search is worth, held to what it was worth before: see tests/quality/search.py."""

from __future__ import annotations

import sys

import pytest

from parade.index.index import Index
from parade.model.record import Collection
from parade.read.records import read_folder
from tests.quality import compounds, search

ALLOWED = 0.02  # so much of the mean may go by chance when records are added


@pytest.fixture(scope="module")
def real() -> Collection:
    """The records of examples/."""
    return read_folder(search.ROOT / "examples")[0]


@pytest.fixture(scope="module")
def outcomes(real: Collection) -> list[search.Outcome]:
    """What Parade makes of each judged question."""
    return search.measure(search.parade(real), search.read_questions())


def test_search_is_not_worse_than_recorded(outcomes: list[search.Outcome], capsys: pytest.CaptureFixture[str]) -> None:
    """The mean over all questions is not below the recorded one; both are printed, so that a fall is seen."""
    old, new = search.baseline()["nDCG@10"], search.mean([each.ndcg for each in outcomes])
    with capsys.disabled():
        print(f"\nsearch quality: nDCG@10 was {old:.4f}, is {new:.4f} ({new - old:+.4f})", file=sys.stderr)
    assert new >= old - ALLOWED


def test_long_questions_always_get_an_answer(outcomes: list[search.Outcome]) -> None:
    """No question of eight words or more stays without an answer."""
    long = [each for each in outcomes if len(each.question.vraag.split()) >= search.LONG]
    assert long
    assert [each.question.vraag for each in long if each.empty] == []


def test_words_are_seldom_split_falsely(real: Collection) -> None:
    """Of the listed words at most two in a hundred are taken apart where they have no seam."""
    judged = compounds.judge(compounds.known_split(Index(real)))
    wrong = [f"{each.word} = {'+'.join(each.found)}" for each in judged if each.verdict == compounds.FALSE]
    assert compounds.false_share(judged) <= compounds.ALLOWED, wrong
