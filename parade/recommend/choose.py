"""Who is recommended with whom, once it is known how well each fits.

All records pick in turn, so that the best fits go first and none is picked by too many; what nobody picked gets a
place with the record that it fits best.
"""

from __future__ import annotations

from collections import Counter

from parade.model.record import Record
from parade.recommend.reasons import compared

Scored = tuple[int, float]
"""The number of a record and how well it fits."""

SAME_THEME = 2  # of one main thema, at most this many in a set
WISHES = ("plaats", "anders_gelopen")  # where it can, a set holds one of each
MOST = 3  # times the mean: no record is recommended more often


def ordered(records: list[Record], scored: list[Scored]) -> list[Scored]:
    """By score, then date (the newest first), then id."""
    by_id = sorted(scored, key=lambda each: records[each[0]].id)
    return sorted(by_id, key=lambda each: (each[1], date_of(records[each[0]])), reverse=True)


def date_of(record: Record) -> str:
    """The last date that a record gives of itself, or nothing."""
    period = record.get("periode", {})
    return str(record.get("gecontroleerd") or period.get("tot") or period.get("van") or "")


class Sets:
    """All records pick in turn, the best fit first; `told` are those that a gesprek pointed to."""

    def __init__(self, records: list[Record], ranked: list[list[Scored]], told: list[set[int]], limit: int) -> None:
        self.records = records
        self.told = told
        self.ranked = ranked
        self.limit = limit
        self.themes = [record.get("themas", [""])[0] for record in records]
        most = MOST * limit
        for _ in range(limit):
            self._deal(most)
            self._rescue(most)
            total = sum(self.counts)
            if not total or max(self.counts) * len(ranked) <= MOST * total:
                break
            most = max(1, MOST * total // len(ranked))
        self.picked = [ordered(records, chosen) for chosen in self.chosen]

    def _deal(self, most: int) -> None:
        self.chosen: list[list[Scored]] = [[] for _ in self.ranked]
        self.counts = [0] * len(self.ranked)
        for _ in range(self.limit):
            for doc in range(len(self.ranked)):
                if pick := self._pick(doc, most):
                    self.chosen[doc].append(pick)
                    self.counts[pick[0]] += 1

    def _pick(self, doc: int, most: int) -> Scored | None:
        """The best that may still be added; with the last places come the wishes that are still open."""
        chosen = self.chosen[doc]
        here = {other for other, _ in chosen}
        themes = Counter(self.themes[other] for other in here)
        left = [each for each in self.ranked[doc] if each[0] not in here and self._fits(doc, each[0], themes)]
        free = [each for each in left if self.counts[each[0]] < most]
        if not free:
            return left[0] if left and not chosen else None
        places = self.limit - len(chosen)
        wanted = self._open(doc, here, free) if places <= len(WISHES) else []
        return wanted[0] if len(wanted) >= places else free[0]

    def _fits(self, doc: int, other: int, themes: Counter[str]) -> bool:
        theme = self.themes[other]
        return other in self.told[doc] or not theme or themes[theme] < SAME_THEME

    def _open(self, doc: int, here: set[int], free: list[Scored]) -> list[Scored]:
        """For each wish that the set does not fulfil yet, the best that would."""
        found = []
        for wish in WISHES:
            if not any(self._fulfils(doc, other, wish) for other in here):
                found += [each for each in free if self._fulfils(doc, each[0], wish)][:1]
        return found

    def _fulfils(self, doc: int, other: int, wish: str) -> bool:
        record = self.records[other]
        if wish == "anders_gelopen":
            return bool(record.get("anders_gelopen"))
        return compared(self.records[doc], record).comparable

    def _rescue(self, most: int) -> None:
        """Give each record that nobody picked a place with the one it fits best."""
        for lost in range(len(self.ranked)):
            if self.counts[lost] == 0:
                for host, _ in self.ranked[lost]:
                    if self._take_in(host, lost):
                        break

    def _take_in(self, host: int, lost: int) -> bool:
        """Add it to a set, or put it in the place of the least that can be spared there."""
        score = dict(self.ranked[host]).get(lost)
        if score is None:  # it fits this record less than others do, and yet here best
            score = next(score for other, score in self.ranked[lost] if other == host)
        chosen = self.chosen[host]
        spare: list[Scored | None] = [None] if len(chosen) < self.limit else []
        spare += [each for each in reversed(ordered(self.records, chosen)) if self.counts[each[0]] > 1]
        for each in spare:
            rest = [other for other in chosen if other != each]
            themes = Counter(self.themes[other] for other, _ in rest)
            if each and each[0] in self.told[host]:
                continue
            if self._fits(host, lost, themes) and self._keeps_wishes(host, chosen, [*rest, (lost, score)]):
                self.chosen[host] = [*rest, (lost, score)]
                self.counts[lost] += 1
                if each:
                    self.counts[each[0]] -= 1
                return True
        return False

    def _keeps_wishes(self, host: int, before: list[Scored], after: list[Scored]) -> bool:
        return all(
            any(self._fulfils(host, other, wish) for other, _ in after)
            or not any(self._fulfils(host, other, wish) for other, _ in before)
            for wish in WISHES
        )
