"""How problems are told: for a terminal, as JSON, and beside the lines of a pull request."""

from __future__ import annotations

import json

from parade.model.problems import Level, Problem, as_github, as_json, as_text, did_you_mean, has_errors

FOUT = Problem("a.yml", 12, 3, Level.FOUT, "doelgroepen", "Dit klopt niet.")
TIP = Problem("a.yml", 1, 1, Level.TIP, "", "Dit kan beter.")


def test_text() -> None:
    """The text has path, line, column, level and field, and the count below."""
    assert as_text([FOUT, TIP]).splitlines() == [
        "a.yml:12:3 fout doelgroepen: Dit klopt niet.",
        "a.yml:1:1 tip: Dit kan beter.",
        "1 fout, 1 tip",
    ]
    assert as_text([]) == "0 fouten, 0 tips"
    assert as_text([FOUT, FOUT, TIP, TIP]).endswith("2 fouten, 2 tips")


def test_fouten_come_first_and_tips_of_others_are_a_count() -> None:
    """Whatever the order of places, a fout stands above every tip; tips on other files are counted, with a command."""
    lines = as_text([TIP, FOUT], 3, "parade check examples").splitlines()
    assert [line.split()[1].rstrip(":") for line in lines[:2]] == ["fout", "tip"]
    assert lines[2:] == ["1 fout, 1 tip", "Bij andere bestanden staan 3 tips: parade check examples"]
    assert [each["level"] for each in json.loads(as_json([TIP, FOUT]))] == ["fout", "tip"]
    assert as_github([TIP, FOUT]).startswith("::error")


def test_text_is_one_line_and_gives_a_terminal_no_orders() -> None:
    """A file name with line ends or terminal codes stays one harmless line."""
    text = str(Problem("a\n\x1b[2J.yml", 1, 1, Level.FOUT, "", "b\u202ec"))
    assert text.isprintable()
    assert text.startswith("a��[2J.yml:1:1")


def test_json() -> None:
    """The JSON has every attribute by name, and Dutch letters as they are."""
    problem = Problem("é.yml", 12, 3, Level.FOUT, "titel", "Eén")
    text = as_json([problem])
    assert json.loads(text) == [
        {"path": "é.yml", "line": 12, "column": 3, "level": "fout", "field": "titel", "message": "Eén"}
    ]
    assert "é" in text
    assert json.loads(as_json([])) == []


def test_github() -> None:
    """A fout is an error, a tip a notice, each at its line and column."""
    assert as_github([FOUT, TIP]).splitlines() == [
        "::error file=a.yml,line=12,col=3::doelgroepen: Dit klopt niet.",
        "::notice file=a.yml,line=1,col=1::Dit kan beter.",
    ]
    assert as_github([]) == ""


def test_github_escapes() -> None:
    """Percent signs, line ends, and in the path commas and colons too, cannot begin another command."""
    text = as_github([Problem("a,b:c%.yml", 1, 1, Level.FOUT, "", "100%\r\n::error::x, y")])
    assert text == "::error file=a%2Cb%3Ac%25.yml,line=1,col=1::100%25%0D%0A::error::x, y"


def test_order() -> None:
    """Problems are in order of file, line and column."""
    later = Problem("a.yml", 12, 10, Level.FOUT, "", "")
    assert sorted([later, FOUT, TIP]) == [TIP, FOUT, later]


def test_has_errors() -> None:
    """Only a fout blocks."""
    assert has_errors([TIP, FOUT])
    assert not has_errors([TIP])


def test_did_you_mean() -> None:
    """A near word gives one suggestion, a far one or an empty list none."""
    assert did_you_mean("mantelzorger", ["ouderen", "mantelzorgers"]) == 'Bedoelde je "mantelzorgers"? '
    assert did_you_mean("Ouderen", ["ouderen"]) == 'Bedoelde je "ouderen"? '
    assert did_you_mean("xyz", ["ouderen"]) == ""
    assert did_you_mean("", ["ouderen"]) == ""
    assert did_you_mean("ouderen", []) == ""
