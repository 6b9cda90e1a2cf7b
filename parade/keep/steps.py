"""The steps of a run: how far it is, and afterwards what each cost and what of it was kept from before."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from time import perf_counter, process_time

from parade.keep.store import Store

Tell = Callable[[str, int, int, float], None]
"""Is told the name of a step, how much of it is done, of how much, and how many seconds that leaves."""


@dataclass(slots=True)
class Cost:
    """What a step cost: seconds on the clock, processor seconds of this process, results kept from before and made."""

    step: str
    seconds: float = 0.0
    processor: float = 0.0
    kept: int = 0
    made: int = 0


class Steps:
    """Notes what is done. `tell` is called when a step begins, and as it goes on."""

    def __init__(self, tell: Tell | None = None) -> None:
        self.costs: list[Cost] = []
        self._tell = tell or (lambda *_: None)
        self._name, self._began = "", 0.0

    @contextmanager
    def step(self, name: str, store: Store | None = None) -> Iterator[None]:
        """All that is done within it is that step; `store` counts under the step's name what was kept."""
        cost, clock, used = Cost(name), perf_counter(), process_time()
        before = _counts(store, name)
        self._name, self._began = name, clock
        self._tell(name, 0, 0, 0.0)
        try:
            yield
        finally:
            cost.seconds, cost.processor = perf_counter() - clock, process_time() - used
            after = _counts(store, name)
            cost.kept, cost.made = after[0] - before[0], after[1] - before[1]
            self.costs.append(cost)

    def advance(self, done: int, total: int) -> None:
        """Tell how far the step is that goes on now."""
        left = (perf_counter() - self._began) * (total - done) / done if done else 0.0
        self._tell(self._name, done, total, left)

    def as_dicts(self) -> list[dict[str, object]]:
        """What each step cost, for JSON."""
        return [{name: round(v, 4) if isinstance(v, float) else v for name, v in asdict(c).items()} for c in self.costs]

    def as_text(self) -> str:
        """What each step cost, a line each, for people."""
        lines = []
        for cost in self.costs:
            shared = f"   {cost.kept} van {cost.kept + cost.made} bewaard" if cost.kept + cost.made else ""
            lines.append(f"{cost.step:<24}{cost.seconds:8.2f} s{shared}".replace(".", ","))
        return "\n".join([*lines, f"{'samen':<24}{sum(c.seconds for c in self.costs):8.2f} s".replace(".", ",")])


def _counts(store: Store | None, name: str) -> tuple[int, int]:
    return (store.found[name], store.missed[name]) if store else (0, 0)
