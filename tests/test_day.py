"""Paper for the day: what stands on it, told in the terminal, and what a stranger's text does to it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from parade.model.fields import BIJEENKOMST, VOORBEELD
from parade.model.record import Collection, Record
from parade.model.settings import Settings
from parade.pages.day import ON_A_TABLE, day, fitting
from parade.pages.overview import Site
from parade.pages.pages import pages
from parade.pages.qr_codes import dotted
from tests.conftest import EXAMPLES, ROOT, TODAY, run

WITH_ADDRESS = Settings({"adres": "https://voorbeelden.example/"})
TUIN = Record(VOORBEELD, "tuin", {"titel": "Een tuin", "kern": "Samen spitten.", "gemeenten": ["Rhenen"]})


def paper(told: dict[str, object], settings: Settings = WITH_ADDRESS) -> str:
    """The paper of a bijeenkomst with those fields, beside one voorbeeld."""
    record = Record(BIJEENKOMST, "dag", {"titel": "Een dag", **told})
    return day(Site(Collection([TUIN, record], settings), {}), record, None)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The small fixed collection with a whole parade, to print from."""
    shutil.copytree(ROOT / EXAMPLES, tmp_path / "examples")
    shutil.copytree(ROOT / "tests/records/parade", tmp_path / "examples", dirs_exist_ok=True)
    return tmp_path


def test_each_voorbeeld_has_a_sign_with_a_code() -> None:
    """A voorbeeld at a stand, and one that is only shown, each has one sign; both lead to its own page."""
    stand: dict[str, object] = {
        "programma": [{"titel": "De kraam", "soort": "stand", "voorbeelden": ["tuin"]}],
        "voorbeelden": ["tuin"],
    }
    shown: dict[str, object] = {"voorbeelden": ["tuin"]}
    for told in (stand, shown):
        made = paper(told)
        assert made.count('class="vel a4 bord') == 1
        assert "voorbeelden.example/voorbeelden/tuin/" in made
        assert re.search(r"vel a4 bord.*?<svg", made, re.DOTALL)


def test_without_an_address_there_is_no_code_and_that_is_told() -> None:
    """A code that leads nowhere is not drawn; the page says why, and what to do."""
    made = paper({"voorbeelden": ["tuin"]}, Settings({}))
    assert "<svg" not in made
    assert "In parade.yml staat geen adres van de site. Zet het daar bij adres" in made


def test_a_strangers_text_stays_text() -> None:
    """Nothing that a record holds becomes a tag, a style or a script."""
    evil = '</style><script>alert(1)</script><img src=x onerror="alert(1)">'
    part = {"titel": evil, "ruimte": evil, "tijd": evil, "soort": "stand"}
    made = paper({"titel": evil, "programma": [part], "tafels": [{"titel": evil, "vragen": [evil]}]})
    assert "<script" not in made
    assert "<img" not in made
    assert made.count("</style>") == 1


def test_questions_that_do_not_fit_are_not_shown_in_part() -> None:
    """Questions stand whole on a card, as many as fit; only one that is longer than a card alone is shortened."""
    short = "Hoe begin je?"
    assert fitting([short] * 3) == [short] * 3
    assert fitting(["Vraag. " * 100] * 5) == ["Vraag. " * 100] * 2
    assert len(fitting(["Een vraag. " * 400])[0]) <= ON_A_TABLE
    assert fitting([]) == []


def test_the_command_tells_where_the_paper_is(folder: Path) -> None:
    """`parade print` writes a page, and without a browser says how to make a PDF; no address is told with its cure."""
    done = run("print", "grote-parade", "--out", "uit", cwd=folder, env={"PATH": str(folder)})
    assert done.returncode == 0, done.stderr
    assert (folder / "uit/grote-parade.html").is_file()
    assert "Er is geen PDF gemaakt: daarvoor is Chromium, Chrome of Edge op deze computer nodig." in done.stdout
    assert "in parade.yml staat geen adres" in done.stderr


def test_a_bijeenkomst_that_is_not_there(folder: Path) -> None:
    """A wrong name is told with the one most like it, and nothing is written."""
    done = run("print", "grote-parades", cwd=folder)
    assert (done.returncode, done.stdout) == (1, "")
    assert 'Er is geen bijeenkomst "grote-parades". Bedoelde je "grote-parade"?' in done.stderr
    assert not (folder / "papier").exists()


def test_a_printed_voorbeeld_has_a_code_of_its_address() -> None:
    """The page of a voorbeeld holds a picture of a code that leads to it, for paper only; without an address none."""
    with_address = pages(Collection([TUIN], WITH_ADDRESS), {}, TODAY)["voorbeelden/tuin.md"]
    assert f'src="{dotted("https://voorbeelden.example/voorbeelden/tuin/")}"' in with_address
    assert "qr-papier" not in pages(Collection([TUIN], Settings({})), {}, TODAY)["voorbeelden/tuin.md"]
    assert len(dotted("https://voorbeelden.example/voorbeelden/" + "een-lang-adres-" * 6)) < 600
