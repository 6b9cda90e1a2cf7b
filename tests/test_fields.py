"""The definition of every kind and field is whole and agrees with itself."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from parade.check.values import DATE, HOST, IMAGE
from parade.model.fields import KINDS, LISTS, VOORBEELD, Field, Kind, Type
from parade.places import register

ALL_KINDS = [*KINDS.values(), *LISTS.values()]


def all_fields(fields: tuple[Field, ...]) -> Iterator[Field]:
    """These fields and all within them."""
    for field in fields:
        yield field
        yield from all_fields(field.fields)


EVERY_FIELD = [
    pytest.param(kind, field, id=f"{kind.folder}.{field.name}")
    for kind in ALL_KINDS
    for field in all_fields(kind.fields)
]


def test_kinds() -> None:
    """There are six kinds and six lists, each under its own folder."""
    assert list(KINDS) == ["voorbeelden", "toepassingen", "bijeenkomsten", "gesprekken", "voornemens", "werkvormen"]
    assert {kind.folder for kind in LISTS.values()} == {f"begrippen/{name}" for name in LISTS}
    assert len({kind.name for kind in KINDS.values()}) == 6


@pytest.mark.parametrize("kind", ALL_KINDS, ids=lambda kind: kind.folder)
def test_names_are_unique(kind: Kind) -> None:
    """Within a kind, and within each group, no name or label comes twice."""
    for fields in [kind.fields, *(field.fields for field in all_fields(kind.fields))]:
        assert len({field.name for field in fields}) == len(fields)
        assert len({field.label for field in fields}) == len(fields)


@pytest.mark.parametrize("kind", ALL_KINDS, ids=lambda kind: kind.folder)
def test_kind_is_explained_and_named(kind: Kind) -> None:
    """Each kind has its words, and the field it is named by is required."""
    assert kind.label and kind.plural and kind.explanation.endswith((".", "?"))
    naming = kind.field(kind.named_by)
    assert naming is not None
    assert naming.required
    assert kind.field("bestaat-niet") is None


@pytest.mark.parametrize(("kind", "field"), EVERY_FIELD)
def test_field(kind: Kind, field: Field) -> None:
    """Every field has a label and a question, and settings that fit its type."""
    assert field.name.isascii() and field.name.islower()
    assert field.label
    assert field.question.endswith("?")
    assert (field.type is Type.GROUP) == bool(field.fields)
    assert (field.type in {Type.TERM, Type.REFERENCE}) == bool(field.target)
    assert 0 <= field.min_items <= field.max_items
    assert field.weight >= 0
    assert not field.help or field.help.endswith((".", "…"))


@pytest.mark.parametrize(("kind", "field"), EVERY_FIELD)
def test_target_exists(kind: Kind, field: Field) -> None:
    """A field that chooses from records or a list names one that there is."""
    if field.type is Type.REFERENCE:
        assert field.target in KINDS
    if field.type is Type.TERM:
        assert field.target in list(LISTS)[:5]


@pytest.mark.parametrize(("kind", "field"), EVERY_FIELD)
def test_example_satisfies_the_field(kind: Kind, field: Field) -> None:
    """What is given as an example is itself allowed."""
    if not field.example:
        return
    assert len(field.example) <= field.max_length
    assert "\n" not in field.example
    if field.choices:
        assert field.example in field.choices
    if field.type is Type.GEMEENTE:
        assert register.find(field.example)
    if field.type is Type.DATE:
        assert DATE.fullmatch(field.example)
    if field.type is Type.URL:
        assert HOST.fullmatch(field.example.removeprefix("https://").split("/")[0])
    if field.type is Type.FILE:
        assert IMAGE.fullmatch(field.example)


@pytest.mark.parametrize(("kind", "field"), EVERY_FIELD)
def test_choices_fit(kind: Kind, field: Field) -> None:
    """Choices are unique and within the length of their field."""
    assert len(set(field.choices)) == len(field.choices)
    assert all(len(choice) <= field.max_length for choice in field.choices)


@pytest.mark.parametrize("kind", ALL_KINDS, ids=lambda kind: kind.folder)
def test_unless(kind: Kind) -> None:
    """The field that may stand in for a required one is a field of the same kind."""
    for field in kind.fields:
        if field.unless:
            assert field.required
            assert kind.field(field.unless)


def test_required_fields_of_a_voorbeeld() -> None:
    """The design's required fields are required, and no others."""
    required = {field.name for field in VOORBEELD.fields if field.required}
    assert required == {"titel", "gemeenten", "kern", "themas", "doelgroepen", "aanpak", "bronnen"}


def test_limits_of_a_voorbeeld() -> None:
    """A title has at most 100 characters, a kern 280, and there are two to five questions."""
    fields = {field.name: field for field in VOORBEELD.fields}
    assert fields["titel"].max_length == 100
    assert fields["kern"].max_length == 280
    assert (fields["vragen"].min_items, fields["vragen"].max_items) == (2, 5)


def test_fields_of_a_voorbeeld() -> None:
    """A voorbeeld has every field of the design."""
    names = """titel gemeenten regio organisaties periode status kern vragen themas doelgroepen wetten
        werkzame_elementen aanleiding aanpak resultaat hoe_weten_we_dit lessen anders_gelopen afwegingen inwoners
        voorwaarden kosten partners contact bronnen beeld gecontroleerd"""
    assert {field.name for field in VOORBEELD.fields} >= set(names.split())
