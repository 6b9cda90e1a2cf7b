"""Following a message to the letter mends what it tells: each cure is done by a program that understands nothing."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parade.model.fields import VOORBEELD
from parade.model.problems import Level, Problem
from parade.read.records import read

ROUNDS = 12


def problems(text: str) -> list[Problem]:
    """What reading tells, each fout."""
    return [problem for problem in read(text.encode(), VOORBEELD, "soep")[1] if problem.level is Level.FOUT]


def follow(text: str, problem: Problem) -> str:
    """The text after doing what the message says, and nothing else."""
    lines = text.split("\n")
    row, column = problem.line - 1, problem.column - 1
    line, said = lines[row], problem.message
    indent = line[: len(line) - len(line.lstrip())]
    if "tekens van een samenvoeging" in said:
        end = int(re.search(r"tot en met (\d+)", said)[1])  # type: ignore[index]
        between = next(at for at in range(row, end) if lines[at].lstrip().startswith("======="))
        lines[row:end] = lines[row + 1 : between]
    elif found := re.search(r"Schrijf: ((?:[\w]+:|-) .+)$", said):
        lines[row] = indent + found[1]
    elif found := re.search(r"\((\W)\) voor en achter de hele tekst", said):
        lines[row] = line[:column] + found[1] + line[column:].strip() + found[1]
    elif "Zet |- achter" in said:
        begin = re.match(r"\s*(?:-|\w+:)", line)[0]  # type: ignore[index]
        whole = line[len(begin) :].strip()
        body = whole[1:-1] if "Haal de eerste en de laatste weg" in said else whole
        lines[row : row + 1] = [f"{begin} |-", f"{indent}  {body}"]
    elif found := re.search(r"Vervang de eerste en de laatste door (\W) ", said):
        lines[row] = line[:column] + found[1] + line[column:].strip()[1:-1] + found[1]
    elif found := re.search(r"Zet er (één|\d+) spaties? voor", said):
        lines[row] = " " * (1 if found[1] == "één" else int(found[1])) + line
    elif found := re.search(r"Haal er (één|\d+) spaties? voor weg", said):
        lines[row] = line[1 if found[1] == "één" else int(found[1]) :]
    elif "Gebruik spaties om in te springen" in said:
        lines[row] = line.replace("\t", "  ")
    elif "Tik een gewone spatie" in said:
        lines[row] = line.replace("\xa0", " ")
    elif "Haal deze regel en alles eronder weg" in said or "en alles eronder hier weg" in said:
        lines[row:] = [""]
    elif found := re.search(r"^Haal (\S+) weg", said):
        lines[row] = line.replace(found[1] + " ", "").replace(found[1], "")
    else:
        raise AssertionError(f"no cure in: {problem}")
    return "\n".join(lines)


def mended(text: str) -> str:
    """The text after following messages, the first one each time, until there are none."""
    for _ in range(ROUNDS):
        told = problems(text)
        if not told:
            return text
        after = follow(text, told[0])
        assert after != text, told[0]
        text = after
    raise AssertionError(f"still wrong: {problems(text)} in {text!r}")


def value(text: str, name: str = "titel") -> str:
    """What a field holds."""
    return str(read(text.encode(), VOORBEELD, "soep")[0][0][name])


TITLES = ["'t Hoekje", "''t Hoekje'", '"Project "Soep" in Assen"', "'Oma's soep'", "Soep: de kern", "[Soep] op de hoek"]
TITLES += [
    "{Soep} op",
    "> Soep",
    "| Soep",
    "*Soep",
    "? Soep",
    "& Soep",
    "!Soep op",
    "%Soep",
    "@Soep",
    "`Soep`",
    "#soep",
]
TITLES += ["- Soep", '"Soep" in \'t dorp', 'Oma\'s "soep": nu', "“Soep: nu”", "] Soep", "Soep:", '\'s-Gravenhage: "a"']


@pytest.mark.parametrize("title", TITLES)
def test_a_title_is_mended_by_its_cure(title: str) -> None:
    """One cure, or a few, make the title readable, and no word of it is lost."""
    after = mended(f"titel: {title}\nkern: Een kern.\n")
    assert re.findall(r"\w+", value(after)) == re.findall(r"\w+", title)
    assert value(after, "kern") == "Een kern."


SHAPES = {
    "broken line": "titel: a\nkern: Buren koken soep\nvoor wie langskomt.\naanpak: b\n",
    "paragraph": "titel: a\naanpak: Een.\n\nTwee.\nkern: b\n",
    "merge": "titel: a\n<<<<<<< HEAD\nkern: b\n=======\nkern: c\n>>>>>>> x\n",
    "merge in a text": "titel: a\nkern: |-\n  b\n  <<<<<<< HEAD\n  c\n  =======\n  d\n  >>>>>>> x\n",
    "tab": "titel: a\nlessen:\n\t- b\n",
    "hard space as indent": "titel: a\nlessen:\n\xa0\xa0- b\n",
    "hard space behind a colon": "titel:\xa0a\nkern: b\n",
    "dash that is none": "titel: a\nlessen:\n  - b\n  – c\n  • d\n  -e\nkern: x: y\n",
    "no dash": "titel: a\nlessen:\n  - b\n  c\n",
    "indent": "titel: a\nbronnen:\n  - titel: b\n   url: https://a.nl\n  - titel: c\n     url: https://b.nl\n",
    "field too far": "titel: a\n  kern: b\naanpak: c\n",
    "no space": "titel:a\nkern: b\n",
    "is": "titel = a\nkern: b\n",
    "block too little": "titel: a\naanpak: |-\n    b\n  c\nkern: d\n",
    "head and text": "---\ntitel: a\nkern: b\n---\n\nEen tekst.\n",
    "two records": "titel: a\nkern: b\n---\ntitel: c\n",
    "tag": "titel: a\nlessen: !!python/tuple [b]\n",
    "colon in an item": "titel: a\nlessen:\n  - Let op: b\n",
    "quotes in an item": 'titel: a\nlessen:\n  - "Ja" zei ze: \'t kan\n',
}


@pytest.mark.parametrize("shape", SHAPES)
def test_a_shape_is_mended_by_its_cure(shape: str) -> None:
    """Whatever is wrong with the shape of a file, its messages lead to a file without a fout."""
    mended(SHAPES[shape])


WORDS = st.sampled_from(
    ["Soep", "'t", "Oma's", '"ja"', "op", "de", "hoek:", "[een]", "#2", "50%", "a&b", "-", "*", "€ 5"]
)


@given(st.lists(WORDS, min_size=1, max_size=5).map(" ".join))
@settings(max_examples=150, deadline=None)
def test_any_title_can_be_mended(title: str) -> None:
    """Words with any sign in them, in any order, become a title by following messages."""
    after = mended(f"titel: {title}\nkern: Een kern.\n")
    assert value(after, "kern") == "Een kern."
