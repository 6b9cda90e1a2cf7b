"""The day on which a command runs, as the computer has it."""

from __future__ import annotations

from datetime import date

from parade.model.problems import ParadeError

MADE = date(2026, 1, 1)  # no clock that is right stands before this


def today() -> date:
    """The day; raises `ParadeError` when the clock must be wrong, for then every date seems to lie in the future."""
    told = date.today()
    if told < MADE:
        raise ParadeError(
            f"De klok van deze computer staat op {told.isoformat()}. Zet hem goed en probeer het opnieuw."
        )
    return told
