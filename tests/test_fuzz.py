"""A few hundred strange inputs in each run of the tests; `make fuzz` tries many more."""

from __future__ import annotations

import os
import random
from pathlib import Path

from tests.fuzz import fuzzed


def test_no_strange_input_ends_in_a_traceback(tmp_path: Path) -> None:
    """Records, questions, sheets and settings, changed at random: each is told, soon, and nothing is written elsewhere.

    One commit is always tried with the same inputs; with PARADE_FUZZ each run makes up new ones.
    """
    report = fuzzed(300, random.randrange(2**32) if "PARADE_FUZZ" in os.environ else 4, tmp_path)
    assert report.faults == []
    assert set(report.counts) == {"record", "question", "sheet", "settings"}
