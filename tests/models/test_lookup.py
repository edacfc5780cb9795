"""The lookup says what a pass over all rows would say, after every kind of edit, and stays the same where it can."""

from __future__ import annotations

import pytest

from organisatiecanvas.models.document import Document
from organisatiecanvas.models.errors import ModelError
from organisatiecanvas.models.lookup import lookup
from organisatiecanvas.models.organisation import Link, Role, Unit


def found(document: Document) -> tuple[dict[str, list[str]], dict[str, list[str]], dict[str, list[str]]]:
    known = lookup(document.organisation, document.organisation.variants["ist"])
    roles = {unit: [role.id for role in rows] for unit, rows in known.roles.items()}
    return roles, known.inside, {unit: [link.id for link in rows] for unit, rows in known.links.items()}


def counted(document: Document) -> tuple[dict[str, list[str]], dict[str, list[str]], dict[str, list[str]]]:
    variant = document.organisation.variants["ist"]
    roles = {unit: [role.id for role in variant.roles.values() if role.unit == unit] for unit in variant.units}
    inside = {unit: [one.id for one in variant.units.values() if one.parent == unit] for unit in variant.units}
    links = {
        unit: [link.id for link in variant.links.values() if unit in (link.from_, link.to_)] for unit in variant.units
    }
    return tuple({unit: rows for unit, rows in part.items() if rows} for part in (roles, inside, links))  # type: ignore[return-value]


def test_after_every_edit(document: Document) -> None:
    variant = document.organisation.variants["ist"]
    with document.edit("Draw"):
        for name in "abc":
            document.add(Unit(id=name, name=name, kind="cell"), variant)
        for name, unit in (("r", "a"), ("s", "b")):
            document.add(Role(id=name, name=name, unit=unit), variant)
        document.add(Link(id="l", kind="order", from_="a", to_="b"), variant)
        assert found(document) == counted(document)  # within an edit too
        variant.roles["r"].unit = "b"
        assert found(document)[0] == {"b": ["r", "s"]}
    with document.edit("Nest"):
        variant.units["a"].parent = "c"
        variant.links["l"].to_ = "c"
    assert found(document) == counted(document)
    with pytest.raises(ModelError), document.edit("Round"):
        variant.units["c"].parent = "a"
    assert found(document) == counted(document)
    with document.edit("Delete"):
        document.remove(variant.units["b"])
    assert found(document) == counted(document) == ({}, {"c": ["a"]}, {"a": ["l"], "c": ["l"]})
    while document.undo():
        assert found(document) == counted(document)
    while document.redo():
        assert found(document) == counted(document)


def test_names_and_boxes_leave_it_as_it_is(document: Document) -> None:
    variant = document.organisation.variants["ist"]
    with document.edit("Draw"):
        document.add(Unit(id="a", name="a", kind="cell"), variant)
    before = lookup(document.organisation, variant)
    with document.edit("Rename"):
        variant.units["a"].name = "A"
        variant.units["a"].box = (0.0, 0.0, 100.0, 60.0)
    assert lookup(document.organisation, variant) is before
