"""Who is recommended with whom, once it is known how well each fits.

All records pick in turn, so that the best fits go first and none is picked by too many; what nobody picked gets a
place with the record that it fits best. A set holds one of several copies of the same text, and after its first
places only what fits well: three good ones beat five.
"""

from __future__ import annotations

from parade.model.record import Record

Scored = tuple[int, float]
"""The number of a record and how well it fits."""

MOST = 3  # times the mean: no record is recommended more often
FIRST = 2  # so many places are given to what fits best; the others only to what scores `GOOD`
GOOD = 19.0


def ordered(records: list[Record], scored: list[Scored], first: frozenset[int] = frozenset()) -> list[Scored]:
    """Those of `first`, then what tells more than a short mention; by score, then date (the newest first), then id."""
    by_id = sorted(scored, key=lambda each: records[each[0]].id)

    def rank(each: Scored) -> tuple[bool, bool, float, str]:
        record = records[each[0]]
        return each[0] in first, not record.is_mention, each[1], date_of(record)

    return sorted(by_id, key=rank, reverse=True)


def date_of(record: Record) -> str:
    """The last date that a record gives of itself, or nothing."""
    period = record.get("periode", {})
    return str(record.get("gecontroleerd") or period.get("tot") or period.get("van") or "")


class Sets:
    """All records pick in turn, the best fit first.

    `ranked` are the candidates of each record, best first; `told` those that a gesprek pointed to, which always have
    their place; `copies` is for each record the number of the first one with the same text.
    """

    def __init__(
        self,
        records: list[Record],
        ranked: list[list[Scored]],
        told: list[frozenset[int]],
        copies: list[int],
        limit: int,
    ) -> None:
        self.told = told
        self.copies = copies
        self.ranked = ranked
        self.limit = limit
        most = MOST * limit
        while True:
            self._deal(most)
            self._rescue()
            total = sum(self.counts)
            if most == 1 or max(self.counts, default=0) * len(ranked) <= MOST * total:
                break
            most = max(1, min(most - 1, MOST * total // len(ranked)))
        self.picked = [ordered(records, chosen, first) for chosen, first in zip(self.chosen, told, strict=True)]

    def _deal(self, most: int) -> None:
        self.chosen: list[list[Scored]] = [[] for _ in self.ranked]
        self.counts = [0] * len(self.ranked)
        for _ in range(self.limit):
            for doc in range(len(self.ranked)):
                if pick := self._pick(doc, most):
                    self.chosen[doc].append(pick)
                    self.counts[pick[0]] += 1

    def _pick(self, doc: int, most: int) -> Scored | None:
        """The best that may still be added; who has nothing yet takes the best of all."""
        left = [each for each in self.ranked[doc] if self._adds(doc, each[0])]
        free = [each for each in left if self.counts[each[0]] < most]
        if not self.chosen[doc]:
            return next(iter(free or left), None)
        return free[0] if free and (len(self.chosen[doc]) < FIRST or free[0][1] >= GOOD) else None

    def _adds(self, doc: int, other: int) -> bool:
        """Whether a record stands in the set neither itself nor as a copy."""
        return self.copies[other] not in {self.copies[chosen] for chosen, _ in self.chosen[doc]}

    def _rescue(self) -> None:
        """Give each record that nobody picked a place with the one it fits best."""
        for lost in range(len(self.ranked)):
            if self.counts[lost] == 0:
                for host, score in self.ranked[lost]:
                    if self._take_in(host, lost, score):
                        break

    def _take_in(self, host: int, lost: int, score: float) -> bool:
        """Add it to a set, or put it in the place of the least that can be spared there."""
        chosen = self.chosen[host]
        same = [each for each in chosen if self.copies[each[0]] == self.copies[lost]]
        if same or len(chosen) >= self.limit:
            by_score = same or sorted(chosen, key=lambda each: each[1])
            spare = [each for each in by_score if self.counts[each[0]] > 1 and each[0] not in self.told[host]]
            if not spare:
                return False
            chosen.remove(spare[0])
            self.counts[spare[0][0]] -= 1
        chosen.append((lost, score))
        self.counts[lost] += 1
        return True
