"""One rule, two readers: the browser's engine, run in Node, answers as the command line, question by question."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import playwright
import pytest

from parade.index.index import Index
from parade.search.browser_files import browser_files
from parade.search.database import DatabaseSearch
from parade.search.search import Search
from tests.conftest import ROOT
from tests.quality.search import read_questions
from tests.random_questions import random_questions
from tests.test_search import HOSTILE

NODE = Path(playwright.__file__).parent / "driver" / "node"
COUNT = 3_000


def told(search: Search | DatabaseSearch, question: str) -> dict[str, Any]:
    """What the command line answers, in the shape of the browser."""
    answer = search.answer(question)
    hits = [
        {
            "id": hit.record.id,
            "titel": hit.record.naam,
            "url": hit.record.url,
            "score": hit.score,
            "past": hit.past,
            "redenen": list(hit.redenen),
            "fragmenten": [
                {"veld": each.veld, "tekst": each.tekst, "woorden": list(each.woorden), "vanwege": each.vanwege}
                for each in hit.fragmenten
            ],
        }
        for hit in answer.hits
    ]
    return {
        "hits": hits,
        "goed": answer.goed,
        "deels": answer.deels,
        "onderwerp": answer.onderwerp,
        "plaats": answer.plaats,
        "verbeterd": [list(pair) for pair in answer.verbeterd],
        "ontbreekt": list(answer.ontbreekt),
        "themas": list(answer.themas),
    }


def write_engine(search: Search, folder: Path) -> None:
    """The files of the browser in a folder, the engine as Node wants it named."""
    for path, text in browser_files(search).items():
        (folder / path.split("/")[-1]).write_text(text, "utf-8")
    (folder / "engine.js").rename(folder / "engine.mjs")


def ask_node(folder: Path, questions: Sequence[object]) -> list[dict[str, Any]]:
    """The answers of the engine in a folder."""
    asked, answers = folder / "asked.json", folder / "answers.json"
    asked.write_text(json.dumps(questions), "utf-8")
    done = subprocess.run(
        [NODE, ROOT / "tests/engine.mjs", folder, asked, answers],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return list(json.loads(answers.read_text("utf-8")))


def test_engine_answers_as_the_command_line(small_search: Search, full_search: Search, tmp_path: Path) -> None:
    """3,000 random questions, the judged ones, hostile ones: ids, scores, proof, counts and all else are the same."""
    hostile = [question for name, question in HOSTILE.items() if name != "half a character"]
    judged = [question.vraag for question in read_questions()]
    for name, search, questions in (
        ("small", small_search, hostile),
        ("full", full_search, [*judged, *hostile]),
    ):
        folder = tmp_path / name
        folder.mkdir()
        write_engine(search, folder)
        assert isinstance(search.index, Index)
        questions = [*questions, *random_questions(search.index, COUNT // 2)]
        differ = [
            (question, mine, theirs)
            for question, theirs in zip(questions, ask_node(folder, questions), strict=True)
            if (mine := told(search, question)) != theirs
        ]
        assert differ[:3] == []


DRIFTS = {
    "swapped letters are no error": ("mine[0] === theirs[1] && mine[1] === theirs[0]", "false"),
    "of two near words the rarer one": ("const holding = (known) => -this", "const holding = (known) => this"),
    "two errors a letter earlier": ("word.length < rule.twoErrors", "word.length < rule.twoErrors - 1"),
    "-2020 leaves nothing out": ("!gone.some((having) => having.has(doc))", "true"),
    "ł is no l": ("toLowerCase().replace(letters,", "toLowerCase().replace(/[ß]/g,"),
    "a backtick joins no words": ('.replace(joiners, "")', '.replace(/[\'’‘-]/g, "")'),
    "derived words a letter shorter": (
        "candidate.length > rule.shortestPart && this",
        "candidate.length > rule.shortestPart - 1 && this",
    ),
    "the same start is shorter": ("known.slice(0, rule.sameStart)", "known.slice(0, rule.sameStart - 1)"),
    "errors in words of four": ("word.length < rule.shortestTypo || !", "word.length < rule.shortestTypo - 1 || !"),
    "lends when equal": ("(own.get(lent) ?? 0) > (own.get(doc) ?? 0)", "(own.get(lent) ?? 0) >= (own.get(doc) ?? 0)"),
    "vowels are others": ("!vowels.includes(last) && !vowels.includes(third)", "!vowels.includes(last)"),
    "ver- is a head": ("!rule.badHeads.has(head) && !prefixed", "!rule.badHeads.has(head)"),
    "ß is an s": ("(letter) => rule.letters[letter]", '(letter) => (letter === "ß" ? "s" : rule.letters[letter])'),
    "short words are joined": ("|| two.length < 3", "|| two.length < 2"),
    "a part keeps its second change": ("(first === head || head.length === cut)", "true"),
    "capitals mean nothing": ("known.wordToo && !meant(words, start, end)", "false"),
    "geen is passed over": ("|| rule.turning.has(pieces[at].lemma)", ""),
    "one sentence is proof enough": ("turn < this.rule.sentences", "turn < 1"),
}
"""Small changes to the engine, each of which the random questions must notice."""


@pytest.fixture(scope="module")
def answered(full_search: Search, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str], list[Any]]:
    """A folder with the engine, random questions, and its answers."""
    folder = tmp_path_factory.mktemp("engine")
    write_engine(full_search, folder)
    assert isinstance(full_search.index, Index)
    questions = random_questions(full_search.index, 1_500, seed=5)
    return folder, questions, ask_node(folder, questions)


@pytest.mark.skipif(
    "PARADE_DRIFTS" not in os.environ, reason="takes minutes; after a change of the engine: PARADE_DRIFTS=1"
)
@pytest.mark.parametrize("name", DRIFTS)
def test_random_questions_notice_a_drift(answered: tuple[Path, list[str], list[Any]], name: str) -> None:
    """An engine that differs in one small thing gives another answer to some of the questions."""
    folder, questions, answers = answered
    engine = folder / "engine.mjs"
    right = engine.read_text("utf-8")
    before, after = DRIFTS[name]
    assert before in right
    engine.write_text(right.replace(before, after), "utf-8")
    try:
        assert ask_node(folder, questions) != answers
    finally:
        engine.write_text(right, "utf-8")
