"""A question and its answer, by behaviour: what counts, what a shortcut demands, and whether each reason is true."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parade.dutch.words import fold
from parade.index.index import Index
from parade.index.pieces import CONCEPT
from parade.index.sentences import field_text
from parade.model.record import Collection
from parade.places import register
from parade.places.names import named, recognise
from parade.search.proof import SENTENCES
from parade.search.question import MAX_LENGTH, MAX_LETTERS, MAX_WORDS
from parade.search.search import Hit, Search
from tests.random_questions import random_questions

NORMAL = "Een oude buurman komt de deur niet uit en wij willen hem helpen met vrijwilligers uit de wijk"
HOSTILE = {
    "100 kB of text": "eenzaamheid jongeren wonen " * 4_000,
    "a word of 5,000 letters": "a" * 5_000,
    "a word of words": "eenzaam" * 800,
    "a word of endings": "en" * 2_500,
    "a word of hyphens": "-".join(["jeugd"] * 800),
    "apostrophes": "'".join(["a"] * 2_000),
    "control characters": "\x00\x01\x1b[31m een\x7fzaam \u2028 schulden\ufeff",
    "regular expressions": "(.*)+[a-z]{1,9999}$^\\ ouderen|jeugd?(((((((",
    "HTML": "<img src=x onerror=alert(1)><script>alert(2)</script> schulden &amp; \"'</textarea>",
    "right-to-left marks": "\u202e\u202dschulden\u2066 jongeren\u2069\u200f",
    "emoji": "👵🏽👨‍👩‍👧 eenzaam 😀",
    "other scripts": "одиночество молодёжь 孤独 老人 الوحدة schulden",
    "half a character": "schul\ud800den \udfff jongeren",
    "quotes": '"' * 3_000,
    "shortcuts": "gemeente:" * 500 + "thema:" * 100,
    "words left out": " -a" * 1_300,
    "stacked accents": "s̸̢̛c̶h̷u̸l̵d̶e̸n̷ " * 50,
    "odd letters": "İSTANBUL ıı ß ẞ Ǆ ŉ ﬁ ĳ Ĳ ÿ ø ǿ 𝐳𝐨𝐫𝐠",
    "odd numbers": "²³ ½ Ⅷ ١٢ １２ schulden",
    "names of a program": "constructor __proto__ toString valueOf hasOwnProperty",
    "names of a program as a place": "gemeente:__proto__ thema:constructor schulden",
    "typing errors": " ".join(f"jongexren{letter} eenzaamhied{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"),
}


def ids(hits: list[Hit]) -> list[str]:
    """The ids, best first."""
    return [hit.record.id for hit in hits]


@pytest.fixture(scope="module")
def shed(searching: Any) -> Search:
    """Search over some voorbeelden in which few words count."""
    return searching(  # type: ignore[no-any-return]
        {
            "a-buurthuis": {"titel": "Buurthuis van bewoners", "gemeenten": ["Utrecht"], "themas": ["ontmoeten"]},
            "b-ouderen": {"titel": "Koken met ouderen", "gemeenten": ["Leusden"], "doelgroepen": ["ouderen"]},
            "c-jeugdzorg": {"titel": "Jeugdzorg dichtbij", "gemeenten": ["'s-Gravenhage"], "kern": "Met jongeren."},
            "d-schulden": {"titel": "Schulden van jongeren", "gemeenten": ["Dronten"], "themas": ["wonen"]},
            "e-koken": {"titel": "Koken in de wijk", "gemeenten": ["Utrecht"], "kern": "Samen koken en eten."},
            "f-zorg": {"titel": "Familiezorgers thuis", "gemeenten": ["Rhenen"], "kern": "Zorg voor een naaste."},
        }
    )


@pytest.mark.parametrize("question", ["", "   ", "\n\t", "?!", "de het een en of wij", "wij zijn op zoek naar"])
def test_nothing_asked_gives_nothing(shed: Search, question: str) -> None:
    """An empty question, and one of only stop words, has no hits."""
    assert shed.ask(question) == []


def test_unknown_words_give_nothing(shed: Search) -> None:
    """Words that are not near any known one have no hits."""
    assert shed.ask("qwertyuiop zxcvbnm") == []


def test_unknown_words_do_no_harm(shed: Search) -> None:
    """A long question with one known word finds what has that word."""
    assert ids(shed.ask("qwertyuiop zxcvbnm buurthuis xylofoonspeler"))[0] == "a-buurthuis"


def test_no_record() -> None:
    """Without records every question has no hits."""
    search = Search(Index(Collection([])), [])
    assert search.ask("schulden") == search.ask('gemeente:Utrecht "schulden" -jongeren') == []


def test_one_record(searching: Any) -> None:
    """A record alone is found by its words, and lends from nobody."""
    search: Search = searching({"tuin": {"titel": "Een tuin voor de straat"}})
    assert ids(search.ask("tuin")) == ["tuin"]
    hit = search.ask("tuin")[0]
    assert [(each.veld, each.tekst, each.woorden) for each in hit.fragmenten] == [
        ("titel", "Een tuin voor de straat", ("tuin",))
    ]
    assert hit.redenen == ()
    assert search.ask("schulden") == []


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("buurthuizen", "a-buurthuis"),
        ("BUURTHUIS!", "a-buurthuis"),
        ("buurthius", "a-buurthuis"),
        ("jeugd zorg", "c-jeugdzorg"),
        ("mantelzorgers", "f-zorg"),
        ("familiezorger", "f-zorg"),
    ],
)
def test_a_word_in_another_form_finds_its_record(shed: Search, question: str, first: str) -> None:
    """Inflected, in capitals, with a typing error, wrongly split, by another name of a begrip: found all the same."""
    assert ids(shed.ask(question))[0] == first


def test_ouders_are_not_ouderen(shed: Search) -> None:
    """Who asks for ouders does not get ouderen by their letters."""
    assert all("ouderen" not in each.woorden for hit in shed.ask("ouders") for each in hit.fragmenten)


def test_reason_tells_what_a_lay_word_means(full_search: Search) -> None:
    """Who writes oudjes reads that the voorbeeld says ouderen."""
    reasons = [reden for hit in full_search.ask("oudjes") for reden in hit.redenen]
    assert "Je schrijft “oudjes”; hier staat “ouderen”." in reasons


def test_proof_of_a_corrected_word_is_the_right_one(shed: Search) -> None:
    """After a typing error the word that the voorbeeld has is marked, and the visitor's word told as it was typed."""
    first = shed.ask("buurthius")[0].fragmenten[0]
    assert (first.woorden, first.vanwege) == (("Buurthuis",), "buurthius")
    assert shed.answer("buurthius").verbeterd == (("buurthius", "buurthuis"),)


def test_words_that_belong_together_are_joined(shed: Search) -> None:
    """Two words of one known compound find that compound, and it is marked for both."""
    fragments = shed.ask("jeugd zorg")[0].fragmenten
    assert any(each.vanwege == "jeugd zorg" and each.woorden == ("Jeugdzorg",) for each in fragments)


def test_more_of_the_question_scores_higher(shed: Search) -> None:
    """A word more of the question in a record never lowers it."""
    assert ids(shed.ask("koken met ouderen"))[0] == "b-ouderen"
    one, both = shed.ask("koken")[0].score, shed.ask("koken ouderen")[0].score
    assert both > one


def test_a_word_twice_counts_once(shed: Search) -> None:
    """Repeating a word, in whatever form, changes nothing."""
    assert shed.ask("koken buurthuis") == shed.ask("koken buurthuis koken koken buurthuizen")


def test_what_people_begin_with_says_nothing(shed: Search) -> None:
    """`Wie heeft ervaring met` before a question changes nothing."""
    assert shed.ask("Wie heeft ervaring met koken?") == shed.ask("koken")


def test_best_first_and_equal_scores_by_id(full_search: Search) -> None:
    """Scores fall, and what scores the same stands in the order of the alphabet."""
    for question in (NORMAL, "schulden", "jongeren wonen"):
        ranked = [(-hit.score, hit.record.id) for hit in full_search.ask(question, limit=500)]
        assert ranked == sorted(ranked)
        assert len(ranked) == len(set(ranked)) > 10


def test_what_fits_badly_is_left_out(full_search: Search) -> None:
    """`fitting` gives the hits of `ask` as far as they score enough: most of a good question, none of a strange one."""
    good = "Hoe houden wij bewoners bij een buurthuis in zelfbeheer betrokken?"
    fitting = full_search.fitting(good)
    assert fitting == [hit for hit in full_search.ask(good) if hit.past == "goed"] != []
    assert full_search.ask("Welke quantumcomputer kunnen wij kopen?") != []
    assert full_search.fitting("Welke quantumcomputer kunnen wij kopen?") == []
    assert full_search.fitting("") == []


def test_limit(full_search: Search) -> None:
    """The first so many of a longer list are the same."""
    every = full_search.ask(NORMAL, limit=1_000)
    assert full_search.ask(NORMAL, limit=3) == every[:3]
    assert full_search.ask(NORMAL) == every[:10]
    assert full_search.ask(NORMAL, limit=0) == []


def test_the_same_question_has_the_same_answer(full_search: Search) -> None:
    """Asked again, also after other questions, an answer is the same."""
    first = full_search.ask(NORMAL)
    full_search.ask("eenzaamhied schulden")
    assert full_search.ask(NORMAL) == first


# --- shortcuts ---


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("gemeente:Utrecht koken", {"a-buurthuis", "e-koken"}),
        ("koken GEMEENTE:utrecht", {"a-buurthuis", "e-koken"}),
        ('gemeente:"Den Haag" jeugdzorg', {"c-jeugdzorg"}),
        ("gemeente:'s-Gravenhage jeugdzorg", {"c-jeugdzorg"}),
        ("thema:wonen jongeren", {"d-schulden"}),
        ('thema:"ontmoeten" buurthuis', {"a-buurthuis"}),
        ('"koken" ouderen', {"b-ouderen", "e-koken"}),
        ('"koken ouderen"', {"b-ouderen"}),
    ],
)
def test_shortcut_demands(shed: Search, question: str, found: set[str]) -> None:
    """With gemeente:, thema: or quotes only what meets the demand is left."""
    assert ids(shed.ask(question))
    assert set(ids(shed.ask(question))) <= found


@pytest.mark.parametrize(
    "demand",
    ["gemeente:Atlantis", "gemeente:Groningen", "thema:ruimtevaart", "thema:constructor", '"kippenhok"', 'gemeente:""'],
)
def test_demand_that_nothing_meets_is_let_go(shed: Search, demand: str) -> None:
    """A place, thema or word that no hit has, empties no list."""
    assert set(ids(shed.ask("koken"))) <= set(ids(shed.ask(f"{demand} koken")))


def test_word_left_out(shed: Search) -> None:
    """With -word nothing is left that has the word, in whatever form."""
    assert {"c-jeugdzorg", "d-schulden"} <= set(ids(shed.ask("jongeren")))
    assert not {"c-jeugdzorg", "d-schulden"} & set(ids(shed.ask("koken schulden -jongere")))
    assert "d-schulden" in ids(shed.ask("schulden - jongeren"))
    assert ids(shed.ask("65-plussers koken"))  # a hyphen within a word leaves nothing out


# --- proof ---


def questions_of(search: Search) -> list[str]:
    """Every question that the voorbeelden themselves say they answer, random ones, and some in other words."""
    asked = [vraag for record in search.index.records for vraag in record.get("vragen", [])]
    assert isinstance(search.index, Index)
    return [
        *asked[::3],
        *random_questions(search.index, 300),
        NORMAL,
        "oudjes met geldzorgen",
        "huis arts POH GGZ",
        "75+",
    ]


def test_every_fragment_stands_in_the_record(full_search: Search) -> None:
    """A fragment is a sentence of that field, its words stand in it, and the visitor's word in the question."""
    wrong = []
    for question in questions_of(full_search):
        said = " ".join(fold(question).split())
        for hit in full_search.ask(question):
            assert len({each.tekst for each in hit.fragmenten}) <= SENTENCES
            assert len(set(hit.fragmenten)) == len(hit.fragmenten)
            for each in hit.fragmenten:
                text = " ".join(field_text(hit.record, each.veld).split())
                literal = each.tekst in text and all(word in each.tekst for word in each.woorden) and each.woorden
                if not literal or not all(part in said for part in fold(each.vanwege).split()):
                    wrong.append((question, hit.record.id, each))
    assert wrong == []


def test_a_hit_without_a_fragment_says_what_else_it_is(full_search: Search) -> None:
    """Each hit has a fragment or a reason; a neighbour that is named scores more of its own."""
    titles = {record.naam for record in full_search.index.records}
    for question in questions_of(full_search)[::4]:
        for hit in full_search.ask(question):
            assert hit.fragmenten or hit.redenen
            for reden in hit.redenen:
                if neighbour := re.fullmatch(r"Lijkt op “(.*)”, dat er meer over zegt\.", reden):
                    assert neighbour[1] in titles


@pytest.mark.parametrize(
    ("question", "wrong"),
    [
        ("eenzame mannen", ("mankeren", "mankeert")),
        ("mijn man is dood", ("doodmoe",)),
        ("wie gooit iets weg", ("Gooi",)),
        ("hoe pak je dat aan", ("pak", "aan")),
        ("zij ging er heen in de nacht", ("heen", "nacht", "ging")),
        ("aan de hand van de cijfers op de hoogte", ("hand", "hoogte")),
    ],
)
def test_what_only_looks_like_a_word_proves_nothing(full_search: Search, question: str, wrong: tuple[str, ...]) -> None:
    """Parts of words that are no parts, names, empty words and expressions are never marked."""
    marked = {word for hit in full_search.ask(question, limit=50) for each in hit.fragmenten for word in each.woorden}
    assert not marked & set(wrong)


def test_a_synonym_is_said_only_when_it_is_another_word(full_search: Search) -> None:
    """`eenzaamheid` and `eenzame` are one word; `oudjes` and `ouderen` are not."""
    for question in ("eenzaamheid", "eenzame ouderen", "buurthuizen"):
        assert not [reden for hit in full_search.ask(question) for reden in hit.redenen if "Je schrijft “een" in reden]


def test_begrip_of_a_question_is_one_it_names(full_search: Search) -> None:
    """A begrip is only looked for when words of the question are one of its names."""
    asked = full_search.take_apart("oudjes met geldzorgen in de flat")
    concepts = {form for word in asked.words for form in word.forms if form.startswith(CONCEPT)}
    assert CONCEPT + "ouderen" in concepts
    assert concepts <= {concept for those in full_search.lexicon.tables.concepts.values() for concept in those}


# --- what fits ---


def test_counts_tell_what_fits(full_search: Search) -> None:
    """What fits well comes first by its own score; a question about something else has nothing that fits well."""
    answer = full_search.answer("eenzame ouderen in een dorp", limit=500)
    assert answer.goed == sum(hit.past == "goed" for hit in answer.hits) > 0
    assert answer.goed + answer.deels < len(answer.hits)
    assert full_search.answer("quantumcomputer kopen").goed == 0
    assert full_search.answer("quantumcomputer kopen").hits or full_search.answer("quantumcomputer kopen").themas


@pytest.mark.parametrize("question", ["wie kan mij helpen", "hoe pakken jullie dat aan", "mevrouw van 81", "Zwolle"])
def test_a_question_without_a_subject_is_told_so(full_search: Search, question: str) -> None:
    """No word names a subject: that is said, six themas are offered, numbers and mevrouw are not missed."""
    answer = full_search.answer(question)
    assert not answer.onderwerp
    assert len(answer.themas) == 6
    assert answer.ontbreekt == ()


def test_a_record_that_tells_little_does_not_stand_first(searching: Any) -> None:
    """Of two records with the same words the one that tells more stands first."""
    thin = {"titel": "Tuin", "kern": "tuin"}
    full = {**thin, **dict.fromkeys(["resultaat", "aanleiding", "voorwaarden"], "tuin")}
    search: Search = searching({"a-thin": thin, "b-full": full})
    assert ids(search.ask("tuin"))[0] == "b-full"


# --- places ---


@pytest.mark.parametrize("subject", ["jongeren", "dorpshuis", "eenzame ouderen"])
def test_a_subject_in_any_municipality_is_answered(full_search: Search, subject: str) -> None:
    """For all 342 and a hundred villages something fits well, and no place is mended or missed."""
    villages = sorted({place.place.naam for place in named().values() if place.place.soort in {"dorp", "voormalig"}})
    for naam in [*register.gemeenten(), *villages[:: len(villages) // 100]]:
        answer = full_search.answer(f"{subject} in {naam}", limit=1)
        assert answer.goed and answer.onderwerp, naam
        assert not answer.verbeterd and not answer.ontbreekt, naam
        place = recognise(naam)
        assert place
        lies = any(set(place.gemeenten) & set(record.get("gemeenten", [])) for record in full_search.index.records)
        assert ("staat nog geen voorbeeld" in answer.plaats) == (not lies), naam


@pytest.mark.parametrize(
    "naam", sorted({place.provincie for place in register.gemeenten().values()} - {"Groningen", "Utrecht"})
)
def test_a_province_gives_its_records(full_search: Search, naam: str) -> None:
    """All and only the records that lie in the province fit well."""
    hits = full_search.ask(naam, limit=500)
    inside = {
        record.id
        for record in full_search.index.records
        if any((place := register.find(name)) and place.provincie == naam for name in record.get("gemeenten", []))
    }
    assert {hit.record.id for hit in hits if hit.past == "goed"} == inside


@pytest.mark.parametrize(
    "question", ["wij wonen in huizen", "op kampen", "wat is het best", "buren helpen", "houten bank"]
)
def test_words_in_lower_case_are_words(full_search: Search, question: str) -> None:
    """Huizen, Kampen, Best, Buren and Houten are places only with a capital."""
    assert full_search.take_apart(question).place is None
    capitals = full_search.take_apart("Een vraag uit " + question.split()[-1].capitalize())
    assert question.endswith(("helpen", "bank")) or capitals.place


@pytest.mark.parametrize(
    ("question", "term"),
    [("Den Bosch", "shertogenbosch"), ("'s Hertogenbosch", "shertogenbosch"), ("'s-Gravenhage", "denhaag"),
     ("Zuidwest-Friesland", "sudwestfryslan"), ("wijk bij duurstede", "wijkbijduurstede"), ("etten leur", "ettenleur"),
     ("Hoofddorp", "hoofddorp"), ("St. Annaparochie", "sintannaparochie"), ("De Wolden", "dewolden")],
)  # fmt: skip
def test_a_place_is_one_word(full_search: Search, question: str, term: str) -> None:
    """Names now and before, villages and other spellings are places, and never taken apart."""
    asked = full_search.take_apart(question)
    assert asked.place and asked.place.term == term
    assert [word.read for word in asked.words] == [term]


@pytest.mark.parametrize(
    ("question", "read"),
    [
        ("jeugd- en gezinshulp", "jeugdhulp"),
        ("re integratie", "reintegratie"),
        ("wmo2015", "wmo"),
        ("75+", "75plussers"),
    ],
)
def test_how_people_write(full_search: Search, question: str, read: str) -> None:
    """A hyphen that leaves out, a prefix apart, a year glued to a law, and an age."""
    assert read in [word.read for word in full_search.take_apart(question).words]


# --- hostile questions ---


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_question_is_answered_as_fast_as_a_normal_one(full_search: Search, name: str) -> None:
    """Whatever is asked, an answer comes, within the time of some dozens of normal ones."""
    question = HOSTILE[name]
    full_search.ask(NORMAL)

    def fastest(asked: str) -> float:
        times = []
        for _ in range(3):
            full_search.lexicon._nearest.clear()
            start = time.process_time()
            full_search.ask(asked)
            times.append(time.process_time() - start)
        return min(times)

    assert fastest(question) < 60 * max(fastest(NORMAL), 0.002)


@pytest.mark.parametrize("name", ["control characters", "right-to-left marks", "HTML", "emoji", "other scripts"])
def test_good_word_among_hostile_ones_is_found(full_search: Search, name: str) -> None:
    """What surrounds a word of the records does not hide it, and no sign of it comes back in a reason."""
    hits = full_search.ask(HOSTILE[name])
    assert hits
    for hit in hits:
        for reden in hit.redenen:
            assert not re.search("[<>\x00-\x1f\u202a-\u202e\u2066-\u2069]", reden)


def test_only_so_much_is_read(full_search: Search) -> None:
    """Of a question no more than its limits of characters, words and letters is read."""
    assert full_search.take_apart("x" * MAX_LENGTH + " schulden").words == []
    assert len(full_search.take_apart("schulden " + " ".join(f"woord{n}" for n in range(500))).words) <= MAX_WORDS
    assert full_search.take_apart("a" * (MAX_LETTERS + 1)).words == []
    assert len(full_search.take_apart("a" * MAX_LETTERS).words) == 1


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.one_of(
            st.text(max_size=12),
            st.sampled_from(
                ["schulden", "gemeente:", "thema:", '"', " -", "ouderen", " ", "'s-", "jeugd zorg", "oudjes"]
            ),
        ),
        max_size=20,
    ).map("".join)
)
def test_any_question_has_an_answer(small_search: Search, question: str) -> None:
    """No text raises; hits are whole, each record once."""
    hits = small_search.ask(question)
    assert len(set(ids(hits))) == len(hits)
    assert all(type(hit.score) is int and hit.score > 0 for hit in hits)
