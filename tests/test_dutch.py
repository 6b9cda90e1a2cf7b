"""Dutch words: what is folded, dropped, joined, kept apart and split."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parade.dutch import compounds, lemmas, seams
from parade.dutch.words import STOP_WORDS, fold, hyphen_parts, slug, tokens


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Financiën", "financien"),
        ("CAFÉ", "cafe"),
        ("geïnformeerd", "geinformeerd"),
        ("coördinator", "coordinator"),
        ("cooördinator".replace("o\u00f6", "o\u0308"), "coordinator"),
        ("Ĳsselstein", "ijsselstein"),
        ("reÿnders", "reijnders"),
        ("zzp'ers", "zzpers"),
        ("zzp’ers", "zzpers"),
        ("'s-Gravenhage", "sgravenhage"),
        ("re-integratie", "reintegratie"),
        ("65-plussers", "65plussers"),
        ("twee woorden", "twee woorden"),
        ("", ""),
    ],
)
def test_fold(written: str, folded: str) -> None:
    """Case, accents, ĳ and ÿ, hyphens and apostrophes make no difference; spaces stay."""
    assert fold(written) == folded


@given(st.text())
def test_words_of_any_text_are_folded_once_and_for_all(text: str) -> None:
    """Any text gives words; what they are folded to is plain, and folding it again changes nothing."""
    fold(text)
    for word in tokens(text):
        folded = fold(word)
        assert folded.isascii()
        assert folded.isalnum()
        assert fold(folded) == folded


@given(st.text(st.characters(min_codepoint=32, max_codepoint=0x17F)))
def test_fold_is_idempotent(text: str) -> None:
    """Folding what is folded changes nothing, for all letters of western Europe."""
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("zzp’ers in 's-Gravenhage: 65-plussers?", ["zzp’ers", "in", "s-Gravenhage", "65-plussers"]),
        ("(jeugd-ggz), re-integratie", ["jeugd-ggz", "re-integratie"]),
        ("schulden молодёжь 孤独 الوحدة jongeren", ["schulden", "jongeren"]),
        ("zo'n m’n huis", ["huis"]),
        ("_onder_streept_", ["onder", "streept"]),
        ("👵🏽 <b>oma</b> -- '' -", ["b", "oma", "b"]),
        ("", []),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    """Hyphened words are one; other scripts, clipped words and signs are none."""
    assert tokens(text) == words


@pytest.mark.parametrize(("word", "parts"), [("jeugd-ggz", ["jeugd", "ggz"]), ("e-mail", ["mail"]), ("huis", [])])
def test_hyphen_parts(word: str, parts: list[str]) -> None:
    """A word with a hyphen has parts; those of one or two letters are none."""
    assert hyphen_parts(word) == parts


@pytest.mark.parametrize(
    ("word", "lemma"),
    [
        ("buurthuizen", "buurthuis"),
        ("kinderen", "kind"),
        ("mensen", "mens"),
        ("geholpen", "helpen"),
        ("ouderen", "ouderen"),
        ("oudere", "ouderen"),
        ("ouders", "ouder"),
        ("gemeente", "gemeente"),
        ("gemeen", "gemeen"),
        ("Delft", "delft"),
        ("delft", "delven"),
        ("POH", "poh"),
        ("2014", "2014"),
    ],
)
def test_lemma(word: str, lemma: str) -> None:
    """A word has its dictionary form; ouderen are not ouders, a place with a capital is no verb."""
    assert lemmas.lemma(word) == lemma


@pytest.mark.parametrize(
    ("one", "other"), [("ouderen", "ouder"), ("gemeente", "gemeen"), ("mens", "men"), ("zorg", "zorgen")]
)
def test_stems_apart(one: str, other: str) -> None:
    """Words whose letters are alike and whose sense is not, have no stem in common."""
    assert lemmas.stem(one) != lemmas.stem(other)


def test_stems_together() -> None:
    """What a thing and its quality are called has one stem."""
    assert lemmas.stem("eenzaam") == lemmas.stem("eenzaamheid")


KNOWN = dict.fromkeys(
    "buurt huis gezin coach jongere werk kind opvang ziek groep gesprek jeugd hulp verlener ei doos leven loop".split(),
    1,
)


@pytest.mark.parametrize(
    ("compound", "parts"),
    [
        ("buurthuis", ("buurt", "huis")),
        ("gezinscoach", ("gezin", "coach")),
        ("jongerenwerk", ("jongere", "werk")),
        ("groepsgesprek", ("groep", "gesprek")),
        ("kinderopvang", ("kind", "opvang")),
        ("ziekenhuis", ("ziek", "huis")),
        ("levensloop", ("leven", "loop")),
    ],
)
def test_split(compound: str, parts: tuple[str, str]) -> None:
    """A compound falls in two, whatever sound links its parts: none, -s-, -n-, -er-, -en-, -ens-."""
    assert compounds.split(compound, KNOWN) == parts


def test_every_link_may_join_two_parts() -> None:
    """Each linking sound is taken off what stands before it."""
    for link in seams.LINKS:
        assert "groot" in seams.heads("groot" + link)


def test_parts_of_parts() -> None:
    """A compound of three has its two parts and those of the longer one."""
    assert compounds.compound_parts("jeugdhulpverlener", {"jeugd": 1, "hulpverlener": 1, "hulp": 1, "verlener": 1}) == [
        "jeugd",
        "hulpverlener",
        "hulp",
        "verlener",
    ]


def test_no_split() -> None:
    """A word of the list is not split, also when both its halves are words of the collection, but another one is."""
    assert compounds.split("overlast", {"over": 9, "last": 9}) is None
    assert compounds.split("buurthuis", {"buurt": 9, "huis": 9}) == ("buurt", "huis")


def test_split_wants_a_part_of_the_collection() -> None:
    """Two words of a dictionary make no compound when the records have neither."""
    assert compounds.split("pannenkoek", {}) is None


@pytest.mark.parametrize("word", ["alleen", "samen", "weinig", "derde"])
def test_words_with_meaning_are_no_stop_words(word: str) -> None:
    """What ready-made lists drop and a question here can turn on, stays."""
    assert word not in STOP_WORDS


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("'s-Gravenhage", "s-gravenhage"),
        ("Thema's & zo", "themas-zo"),
        ("Súdwest-Fryslân", "sudwest-fryslan"),
        ("?", ""),
    ],
)
def test_slug(name: str, address: str) -> None:
    """An address has small letters, digits and single hyphens only."""
    assert slug(name) == address


def test_a_word_without_end_takes_no_time_without_end() -> None:
    """What is longer than any word is taken as it is, at once."""
    begin = time.process_time()
    assert compounds.split("soep" * 5000, {"soep": 3}) is None
    assert lemmas.lemma("soepen" * 5000) == "soepen" * 5000
    assert time.process_time() - begin < 1
