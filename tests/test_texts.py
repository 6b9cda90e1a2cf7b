"""What visitors read: one form of address, no words that few know, sentences that are easy to read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from markupsafe import Markup

from parade.model.fields import KINDS, LISTS, Field
from parade.pages import texts
from tests.conftest import ROOT

THEME = ROOT / "parade/site/theme"
NOT_TO_USE = (
    *("u", "uw", "uzelf", "men", "teneinde", "middels", "dienen", "tevens", "alsmede", "omtrent", "indien", "reeds"),
    *("feedlezer", "outreachend", "struikelpatroon", "werkzaam"),
)
LONGEST = 20  # words in a sentence


def strings(told: Any, way: str = "") -> Iterator[tuple[str, str]]:
    """Each text with its key."""
    for name, one in told.items() if isinstance(told, dict) else enumerate(told):
        if isinstance(one, str):
            yield f"{way}{name}", one
        else:
            yield from strings(one, f"{way}{name}.")


def of_fields(fields: tuple[Field, ...]) -> Iterator[str]:
    """What a form shows of each field."""
    for field in fields:
        yield from (field.label, field.question, field.help, field.in_short)
        yield from of_fields(field.fields)


def shown() -> dict[str, str]:
    """Every text that visitors read and that no record holds: texts, fields, frame, scripts, pages by hand."""
    found = dict(strings(texts.texts()))
    for kind in [*KINDS.values(), *LISTS.values()]:
        found[f"fields {kind.folder}"] = "\n".join([kind.plural, kind.explanation, *of_fields(kind.fields)])
    for path in [*THEME.rglob("*.html"), *(ROOT / "docs").glob("*.md"), ROOT / "CONTRIBUTING.md"]:
        if path.name not in ("velden.md", "hoe-werkt-het-zoeken.md"):  # for who makes records, for experts
            found[path.name] = re.sub(
                r"\{[{%#].*?[}%#]\}|<[^>]*>|`[^`]*`|\]\([^)]*\)", " ", path.read_text("utf-8"), flags=re.S
            )
    for path in (ROOT / "parade/pages/templates").glob("*.md"):
        bare = re.sub(r"\{[{%#].*?[}%#]\}", " ", path.read_text("utf-8"), flags=re.S)
        found[path.name] = re.sub(r"<(code|pre)\b.*?</\1>|<[^>]*>", " ", bare, flags=re.S)
    for path in THEME.rglob("*.js"):
        code = re.sub(r'/[gimsy]*u[gimsy]*\b|, "u"', "/", path.read_text("utf-8"))  # the flag of a pattern is no word
        quoted = re.findall(r'"([^"\n]* [^"\n]*)"|`([^`]* [^`]*)`', code)
        found[path.name] = "\n".join(re.sub(r"\$\{[^}]*\}", "…", one or other) for one, other in quoted)
    return found


@pytest.mark.parametrize("word", NOT_TO_USE)
def test_no_word_that_visitors_should_not_meet(word: str) -> None:
    """One form of address, je; no words of an office."""
    bare = {where: LINKS.sub(" ", text) for where, text in shown().items()}
    assert [where for where, text in bare.items() if re.search(rf"\b{word}\b", text, re.IGNORECASE)] == []


LINKS = re.compile(r"\]\([^)]*\)|\{\w+\}|https?://\S+")


def test_sentences_are_short() -> None:
    """A sentence of the interface has at most twenty words, so that it can be read at once."""
    long = []
    for where, text in strings(texts.texts()):
        plain = LINKS.sub(" ", text).replace("**", "")
        for sentence in re.split(r"[.?!:;]\s", plain):
            if len(sentence.split()) > LONGEST:
                long.append(f"{where}: {sentence}")
    assert long == []


def ease(told: str) -> float:
    """How easily a Dutch text reads, from 0 to 100: the formula of Douma (1960) after Flesch; 60 is plain language."""
    sentences = [part.split() for part in re.split(r"[.?!:;]\s", told) if part.split()]
    words = [word for sentence in sentences for word in sentence]
    syllables = sum(max(1, len(re.findall(r"[aeiouyáéëïöüè]+", word.lower()))) for word in words)
    return 206.84 - 0.93 * len(words) / len(sentences) - 77 * syllables / len(words)


def test_the_interface_reads_easily() -> None:
    """All sentences of the interface together are plain language, and so is each group of them that is long enough."""
    told = {
        name: " ".join(LINKS.sub("iets", text).replace("**", "") + ". " for _, text in strings({name: group}))
        for name, group in texts.texts().items()
    }
    assert ease(" ".join(told.values())) >= 60
    hard = {name: round(ease(text)) for name, text in told.items() if len(text.split()) >= 60 and ease(text) < 50}
    assert hard == {}


def test_a_text_is_filled_linked_and_escaped() -> None:
    """Values are escaped, numbers choose their word, links lead only to pages that are there."""

    def href(target: str) -> str:
        return "../" + target

    made = texts.said(href, lambda page: page != "kaart/", "gemeenten.uitleg", n=1)
    assert made.startswith("Uit 1 gemeente staat hier") and made.endswith("Zie de kaart.")
    made = texts.said(href, lambda page: True, "gemeenten.uitleg", n=2)
    assert "Uit 2 gemeenten" in made and '<a href="../kaart/">kaart</a>' in made
    hostile = texts.said(href, lambda page: True, "begrip.geen", naam="<b>[x](themas/)**y** {n}")
    assert "<b>Hier staat nog geen voorbeeld over &lt;b&gt;[x](themas/)**y** {n}.</b>" in hostile
    assert "<i>" in texts.said(href, lambda page: True, "begrip.geen", naam=Markup("<i>x</i>"))
    with pytest.raises(KeyError):
        texts.text("home.bestaat_niet")


def test_every_text_is_used_and_every_used_text_is_there() -> None:
    """Templates and modules name no text that is not there, and no text stands there for nothing."""
    sources = [path for kind in ("md", "html", "py") for path in (ROOT / "parade/pages").rglob(f"*.{kind}")]
    code = "\n".join(path.read_text("utf-8") for path in sources)
    named = set(re.findall(r"""\b(?:t|tekst|teksten|text|feit\(t)\(["']([\w.]+)["']\s*[,)]""", code))
    for key in named:
        texts.text(key)
    quoted = set(re.findall(r"""["']([a-z_]+\.[a-z_.]+)["']""", code))
    built = (
        "leeg.",
        "achter.lees.",
        "lijsten.",
        "keten.",
        "lijst.",
        "blad.",
        "ontbreekt.",
        "kenmerk.",
        "bijeenkomst.",
        "toepassing.",
        "werkvorm.",
    )
    unused = [key for key, _ in strings(texts.texts()) if key not in quoted and not key.startswith(built)]
    assert [key for key in unused if not any(key.startswith(f"{one}.") for one in quoted | named)] == []
