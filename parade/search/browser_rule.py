"""The figures, patterns and word lists of the rule for the browser, so that each stands in one place only."""

from __future__ import annotations

from typing import Any

from parade.dutch import endings, seams, words
from parade.index import bloom_filter, lexicon, pieces
from parade.places import names
from parade.search import nearby, proof, question, search

WHOLE = 60  # digits below this end a number, from here on another follows


def rule(top: float) -> dict[str, Any]:
    """All that the scripts in `browser/` must not know by themselves; `top` is what no word can weigh more than."""
    return {
        "self": question.SELF, "part": question.PART, "begrip": question.BEGRIP, "stem": question.STEM,
        "place": question.PLACE, "faint": question.FAINT, "maxWords": question.MAX_WORDS,
        "maxLength": question.MAX_LENGTH, "maxLetters": question.MAX_LETTERS, "reach": question.REACH,
        "own": search.OWN, "lent": search.LENT, "rare": search.RARE, "weak": search.WEAK, "faintly": search.FAINTLY,
        "thin": search.THIN, "themas": search.THEMAS, "lookedAt": search.LOOKED_AT, "top": top * question.SELF,
        "inside": nearby.INSIDE, "wide": nearby.WIDE, "around": nearby.AROUND, "alone": nearby.ALONE,
        "sentences": proof.SENTENCES, "whole": WHOLE, "probes": bloom_filter.PROBES, "longestName": names.LONGEST,
        "shortestTypo": lexicon.SHORTEST_TYPO, "twoErrors": lexicon.TWO_ERRORS, "sameStart": lexicon.SAME_START,
        "shortestPart": lexicon.SHORTEST_PART, "shortPart": seams.SHORT, "prefixed": seams.PREFIXED,
        "prefixes": seams.PREFIXES, "vowels": endings.VOWELS, "doubled": endings.DOUBLED,
        "letters": {chr(letter): plain for letter, plain in words.LETTERS.items()},
        "patterns": {
            "word": _pattern(words.WORD.pattern), "joiners": _pattern(words.JOINERS.pattern),
            "letters": _pattern(f"[{''.join(map(chr, words.LETTERS))}]"), "hyphens": _pattern(words.HYPHENS.pattern),
            "pause": _pattern(words.PAUSE.pattern, "u"), "control": _pattern(question.CONTROL.pattern),
            "shortcut": _pattern(question.SHORTCUT.pattern, "giu"), "quoted": _pattern(question.QUOTED.pattern),
            "without": _pattern(question.WITHOUT.pattern), "age": _pattern(question.AGE.pattern, "giu"),
            "glued": _pattern(f"^(?:{question.GLUED.pattern})$", "u"), "ellipsis": _pattern(pieces.ELLIPSIS.pattern),
        },
        "stop": _words(words.STOP_WORDS), "turning": _words(words.TURNING), "empty": _words(words.EMPTY),
        "addressing": _words(words.ADDRESSING),
        "apart": _words(words.APART), "determiners": _words(words.DETERMINERS),
        "clipped": _words(words.CLIPPED), "linking": _words(names.LINKING),
        "phrases": "|".join(" ".join(phrase) for phrase in (*words.STOP_STRUCTURE, *words.EXPRESSIONS)),
        "endings": [list(pair) for pair in endings.ENDINGS],
        "plain": [ending for ending, _ in endings.PLAIN], "derived": " ".join(endings.DERIVED),
        "badTails": _words(seams.BAD_TAILS), "badHeads": _words(seams.BAD_HEADS),
        "shortTails": _words(seams.SHORT_TAILS), "shortHeads": _words(seams.SHORT_HEADS), "links": list(seams.LINKS),
    }  # fmt: skip


def _words(words: frozenset[str]) -> str:
    return " ".join(sorted(words))


def _pattern(source: str, flags: str = "gu") -> list[str]:
    """A pattern of Python's as JavaScript reads it: a letter or digit is that of Unicode, and so is a space."""
    for python, browser in (
        (r"[^\W_]", r"[\p{L}\p{N}]"),
        (r"(?<!\w)", r"(?<![\p{L}\p{N}_])"),
        (r"(?!\w)", r"(?![\p{L}\p{N}_])"),
        (r"\w", r"[\p{L}\p{N}_]"),
        (r"\"", '"'),
    ):
        source = source.replace(python, browser)
    return [source, flags]
