"""Many of a thing: what is laid beside one another takes no time without end, and what is told is told as a count."""

from __future__ import annotations

import re
import time

from parade.check.checks import check
from parade.check.doubles import same_titles
from parade.model.fields import VOORBEELD
from parade.model.problems import MAX_PROBLEMS
from parade.model.record import Collection, Record
from tests.conftest import GOOD, TODAY


def test_a_thousand_titles_in_one_place_are_compared_in_linear_time() -> None:
    """Many records of one place, or titles without an end, take no time without end; equal ones are told once each."""

    def seconds(records: list[Record]) -> float:
        begin = time.process_time()
        list(same_titles(records))
        return time.process_time() - begin

    def many(number: int, more: str = "") -> list[Record]:
        return [Record(VOORBEELD, f"r{at}", {**GOOD, "titel": f"{at * 7919:x} soep {more}"}) for at in range(number)]

    assert len(list(same_titles(many(2000)))) < 2000 * 1999 / 2
    assert seconds(many(200, "lang " * 4000)) < 2
    alike = [Record(VOORBEELD, f"r{at}", GOOD) for at in range(3000)]
    assert [(one.id, other.id) for one, other in same_titles(alike)] == [("r0", f"r{at}") for at in range(1, 3000)]


def test_thousands_of_equal_items_are_told_as_a_count() -> None:
    """Nobody reads fifteen thousand lines about one list."""
    record = Record(VOORBEELD, "soep", {**GOOD, "lessen": ["Kook soep."] * 15_000}, "examples/voorbeelden/soep.yml")
    found = [each for each in check(Collection([record]), TODAY) if each.path == record.path]
    assert len(found) == MAX_PROBLEMS + 1
    assert re.search(r"nog 14\d{3}\.", found[-1].message)
