"""How well compounds are taken apart, counted on samenstellingen.yml.

python -m tests.quality.compounds

Right: the two parts that a person named, however they are inflected. Other seam: not those two, but the
same parts when all is taken apart. False: parts that are none, and every split of a word that is no compound.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import yaml

from parade.dutch import compounds, endings, lemmas
from parade.dutch.words import fold
from parade.index.index import Index
from parade.read.records import read_folder

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
WORDS = HERE / "samenstellingen.yml"
RIGHT, SEAM, NOT_SPLIT, FALSE = "right", "right parts, other seam", "not split", "false"
ALLOWED = 0.02

Split = Callable[[str], tuple[str, ...]]
"""Gives the two parts of a written word, or nothing."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A word, the parts that a person named (none of a word that is no compound), those found, and the verdict."""

    word: str
    wanted: tuple[str, ...]
    found: tuple[str, ...]
    verdict: str


def same(one: str, two: str) -> bool:
    """Whether two parts are one word, however inflected: `aflos` is `aflossen`, `wijken` is `wijk`."""
    return bool(_bases(one) & _bases(two))


def _bases(word: str) -> set[str]:
    folded = fold(word)
    lemma = lemmas.lemma(folded)
    ends = [folded.removesuffix(ending) for ending in ("en", "n", "es", "e", "s")]
    cut = {base for end in ends if len(end) > 2 for base in endings.respelled(end)}
    return {folded, lemma, lemmas.stem(lemma), *cut}


def verdict(wanted: tuple[str, ...], found: tuple[str, ...], split: Split) -> str:
    """What a split is worth."""
    if not found:
        return NOT_SPLIT
    if not wanted:
        return FALSE
    if len(found) == len(wanted) and all(map(same, wanted, found)):
        return RIGHT
    mine, theirs = ([end for part in parts for end in _ends(part, split)] for parts in (wanted, found))
    return SEAM if len(mine) == len(theirs) and all(map(same, mine, theirs)) else FALSE


def _ends(word: str, split: Split) -> list[str]:
    """The parts of the parts of a word, in order, down to what has none."""
    parts = split(word)
    if not parts or any(len(part) >= len(word) for part in parts):
        return [word]
    return [end for part in parts for end in _ends(part, split)]


def judge(split: Split) -> list[Judged]:
    """What a way of splitting makes of each word of the list."""
    told = yaml.safe_load(WORDS.read_text("utf-8"))
    wanted = {word: tuple(parts.split("+")) for word, parts in told["samenstellingen"].items()}
    wanted |= dict.fromkeys(told["geen"], ())
    return [Judged(word, parts, (found := split(word)), verdict(parts, found, split)) for word, parts in wanted.items()]


def known_split(index: Index) -> Split:
    """The split of the words of the collection."""
    return lambda word: compounds.split(lemmas.lemma(word), index.analyser.vocabulary) or ()


def unknown_split(index: Index) -> Split:
    """The split of a typed word, as if it were known nowhere."""
    lexicon = index.lexicon
    return lambda word: tuple(lexicon.split(fold(word)))


def false_share(judged: list[Judged]) -> float:
    """The share of all words that is split falsely."""
    return sum(each.verdict == FALSE for each in judged) / len(judged)


def report(name: str, judged: list[Judged]) -> None:
    """Print the counts, and every word that is split falsely or not at all."""
    print(f"{name}: {len(judged)} words, false {false_share(judged):.1%} (at most {ALLOWED:.0%})")
    for group, some in (
        ("compounds", [each for each in judged if each.wanted]),
        ("no compounds", [each for each in judged if not each.wanted]),
    ):
        counts = Counter(each.verdict for each in some)
        shares = ", ".join(f"{kind} {count} ({count / len(some):.1%})" for kind, count in counts.most_common())
        print(f"  {len(some)} {group}: {shares}")
    for kind in (FALSE, SEAM):
        for each in judged:
            if each.verdict == kind:
                print(f"    {kind}: {each.word} = {'+'.join(each.found)}, not {'+'.join(each.wanted) or 'split'}")
    print(f"    not split: {', '.join(each.word for each in judged if each.wanted and each.verdict == NOT_SPLIT)}")


def main() -> None:
    """Read the call and do it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--examples", type=Path, default=ROOT / "examples")
    index = Index(read_folder(parser.parse_args().examples)[0])
    report("words of the collection", judge(known_split(index)))
    report("typed words, as if known nowhere", judge(unknown_split(index)))


if __name__ == "__main__":
    main()
