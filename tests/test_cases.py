"""Small inputs of people on which Parade fell short: each ends in what a helpful colleague would say.

The files stand in tests/cases/, one folder a kind of trouble.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from parade.check.paths import check_paths
from parade.model.problems import Level, Problem
from tests.conftest import EXAMPLES, ROOT, TODAY

CASES = ROOT / "tests/cases"
NOT_OURS = "staat niet in de lijst"  # the small collection has other terms than these files name


def told(path: Path, examples: Path = ROOT / EXAMPLES) -> list[Problem]:
    """What the check of one file says, but for terms of another collection."""
    return [problem for problem in check_paths((path,), examples, TODAY) if NOT_OURS not in problem.message]


# The file, and of each message the line and a part of it.
MESSAGES: dict[str, list[tuple[int, str]]] = {
    "02-*/soep-assen.yml": [
        (line, f"is: {name}")
        for line, name in enumerate(("Laren", "Beek", "Hengelo", "Middelburg", "Rijswijk", "Stein"), 3)
    ],
    "03-*/soep-assen.yml": [
        (3, "Schrijf Stichtse Vecht"),
        (4, "Schrijf Oldambt"),
        (5, "Schrijf Bodegraven-Reeuwijk"),
        (6, "Schrijf Bergen (NH.) of Bergen (L.)"),
        (7, "Schrijf: Smallingerland"),
        (8, "Schrijf Súdwest-Fryslân"),
        (9, "is: Amsterdam"),
    ],
    "04-*/soft-hyphen.yml": [(1, 'In "Dorpshuis" staat een onzichtbaar teken (U+00AD')],
    "04-*/nul-breed.yml": [(1, 'In "Mantelzorghuis" staat een onzichtbaar teken (U+200B')],
    "04-*/links-naar-rechts.yml": [(1, "onzichtbaar teken (U+200E")],
    "04-*/vervangteken.yml": [(1, "is een letter verloren gegaan")],
    "06-*/witregel.yml": [(11, 'hoort bij de tekst van "aanpak" (regel 9). Zet er 2 spaties voor')],
    "06-*/afgebroken.yml": [(5, 'hoort bij de tekst van "kern" (regel 4). Zet er 2 spaties voor')],
    "07-*/conflict.yml": [(4, "tekens van een samenvoeging die niet af is")],
    "07-*/conflict-in-tekst.yml": [(11, "tekens van een samenvoeging die niet af is")],
    "08-*/soep-assen.yml": [(14, 'In de map beeld staat geen "foto.jpg"')],
    "18-*/soep-assen.yml": [(3, "Schrijf Dijk en Waard")],
    "20-*/loopt.yml": [(13, "eindigde in 2018")],
    "20-*/afgerond.yml": [(13, "begint pas in 2030")],
    "21-*/veilige-link.yml": [(12, "Schrijf: https://www.voorbeeld.nl")],
    "21-*/vraagteken.yml": [(12, "Schrijf: https://www.voorbeeld.nl/aanmelden")],
    "22-*/stap-1.yml": [(1, 'Schrijf: titel: "\'t Hoekje"')],
    "22-*/stap-2.yml": [(1, 'Schrijf: titel: "\'t Hoekje"')],
    "22-*/dubbel.yml": [(1, "Schrijf: titel: 'Project \"Soep\" in Assen'")],
    "22-*/enkel.yml": [(1, 'Schrijf: titel: "Oma\'s soep"')],
    "23-*/haak.yml": [(1, 'Schrijf: titel: "[Soep] op de hoek"')],
    "23-*/accolade.yml": [(1, 'Schrijf: titel: "{Soep} op de hoek"')],
    "23-*/groter.yml": [(1, 'Schrijf: titel: "> Soep op de hoek"')],
    "23-*/pijp.yml": [(1, 'Schrijf: titel: "| Soep op de hoek"')],
    "23-*/ster.yml": [(1, 'Schrijf: titel: "*Soep op de hoek"')],
    "23-*/vraag.yml": [(1, 'Schrijf: titel: "? Soep op de hoek"')],
    "23-*/hekje.yml": [(1, 'Schrijf: titel: "#soepopdehoek"')],
    "25-*/soep-assen.yml": [(14, "Markdown met een kop")],
    "26-*/niets.yml": [
        (1, "Dit lijkt geen voorbeeld"),
        (1, "verplichte velden ontbreken"),
        (1, "bedoel je gemeenten?"),
    ],
    "26-*/iets.yml": [(1, "Dit lijkt geen voorbeeld"), (1, "verplichte velden ontbreken"), (1, "bedoel je titel?")],
    "29-*/voorbeelden/soep-assen.yml": [(3, 'Bedoelde je "Assen"?')],
}


@pytest.mark.parametrize("case", MESSAGES)
def test_case(case: str) -> None:
    """Each file gets these messages at these lines, in this order, and no other."""
    [path] = CASES.glob(case)
    problems = told(path)
    assert [problem.line for problem in problems] == [line for line, _ in MESSAGES[case]], problems
    for problem, (_, part) in zip(problems, MESSAGES[case], strict=True):
        assert part in problem.message


@pytest.mark.parametrize("name", ["soep-assen", "soep-assen.yml.txt", "soep-assen.YML", "soep-assen.ym"])
def test_a_file_of_another_name_is_told(name: str, tmp_path: Path) -> None:
    """In the folder of a kind no file is passed over: a name that is not a record's gets the one that is."""
    folder = shutil.copytree(ROOT / EXAMPLES, tmp_path / "examples") / "voorbeelden"
    shutil.copy(next(CASES.glob("01-*")) / "voorbeelden" / name, folder)
    [problem] = told(folder / name, folder.parent)
    assert problem.level is Level.FOUT
    assert 'Noem het bestand "soep-assen.yml"' in problem.message


def test_a_document_is_told_the_way_in(tmp_path: Path) -> None:
    """A Markdown file is no record; the command that takes it over is named."""
    folder = shutil.copytree(ROOT / EXAMPLES, tmp_path / "examples") / "voorbeelden"
    shutil.copy(next(CASES.glob("01-*")) / "voorbeelden/soep-assen.md", folder)
    [problem] = told(folder / "soep-assen.md", folder.parent)
    assert "parade import soep-assen.md" in problem.message


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("soep-in-postkantoor", "(soep-postkantoor)"),
        ("soep-postkantoor", "(soep-in-postkantoor)"),
        ("soep-elders", "Maak er dan een toepassing van"),
        ("tafel", "Deze bron staat ook bij"),
    ],
)
def test_a_double_is_told_on_the_file_that_is_checked(name: str, part: str, tmp_path: Path) -> None:
    """Whichever of two is checked, that one hears of the other: same title, same text elsewhere, same source."""
    folder = shutil.copytree(ROOT / EXAMPLES, tmp_path / "examples") / "voorbeelden"
    for path in (next(CASES.glob("10-*")) / "voorbeelden").iterdir():
        shutil.copy(path, folder)
    assert any(part in problem.message for problem in told(folder / f"{name}.yml", folder.parent))


def test_each_copy_is_told_once() -> None:
    """Of eleven copies of one text ten are told, each of the first."""
    problems = [problem for problem in told(next(CASES.glob("31-*"))) if "Deze tekst staat ook bij" in problem.message]
    assert len({problem.path for problem in problems}) == len(problems) == 10
