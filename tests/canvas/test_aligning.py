"""Aligning, distributing and same size: where units and notes lie afterwards, in one step that undo takes back."""

from __future__ import annotations

import pytest

from organisatiecanvas.canvas import aligning, editing
from organisatiecanvas.canvas.refs import Ref
from organisatiecanvas.models.document import Document
from organisatiecanvas.models.errors import OrganisationError
from organisatiecanvas.models.interchange import dump
from organisatiecanvas.models.organisation import Unit, Variant

Boxes = dict[str, tuple[float, ...]]
START: Boxes = {
    "a": (0.0, 0.0, 100.0, 100.0),
    "b": (150.0, 40.0, 200.0, 60.0),
    "c": (600.0, 300.0, 100.0, 200.0),
}


@pytest.fixture
def three(document: Document) -> Document:
    with document.edit("Three"):
        variant = document.add(Variant(id="v", name="V", kind="current"))
        for name, box in START.items():
            document.add(Unit(id=name, name=name.upper(), kind="cell", box=box), variant)
        document.add(Unit(id="in", name="In", kind="team", parent="c", box=(620.0, 360.0, 60.0, 60.0)), variant)
    return document


def boxes(document: Document) -> Boxes:
    return {unit.id: unit.box for unit in document.organisation.variants["v"].units.values()}


ALL = [Ref("units", name) for name in START]


@pytest.mark.parametrize(
    ("edge", "places"),
    [
        ("left", {"a": (0, 0), "b": (0, 40), "c": (0, 300)}),
        ("centre", {"a": (300, 0), "b": (250, 40), "c": (300, 300)}),
        ("right", {"a": (600, 0), "b": (500, 40), "c": (600, 300)}),
        ("top", {"a": (0, 0), "b": (150, 0), "c": (600, 0)}),
        ("middle", {"a": (0, 200), "b": (150, 220), "c": (600, 150)}),
        ("bottom", {"a": (0, 400), "b": (150, 440), "c": (600, 300)}),
    ],
)
def test_aligning_moves_each_to_the_line_with_its_content(
    three: Document, edge: str, places: dict[str, tuple[float, float]]
) -> None:
    before = dump(three.organisation)
    aligning.align(three, "v", [*ALL, Ref("units", "in")], edge)
    now = boxes(three)
    assert {name: now[name][:2] for name in START} == places
    assert (now["in"][0] - now["c"][0], now["in"][1] - now["c"][1]) == (20.0, 60.0)
    three.undo()
    assert dump(three.organisation) == before


def test_the_others_come_to_what_is_locked(three: Document) -> None:
    editing.set_locked(three, "v", [Ref("units", "b")], locked=True)
    aligning.align(three, "v", ALL, "left")
    assert [boxes(three)[name][0] for name in START] == [150.0, 150.0, 150.0]


def test_distances_become_equal_and_the_outermost_stay(three: Document) -> None:
    aligning.distribute(three, "v", ALL, across=True)
    now = boxes(three)
    assert [now[name][0] for name in START] == [0.0, 250.0, 600.0]
    aligning.distribute(three, "v", ALL, across=False)
    now = boxes(three)
    assert [now[name][1] for name in START] == [0.0, 170.0, 300.0]


def test_sizes_are_those_of_the_first_but_never_smaller_than_the_content(three: Document) -> None:
    aligning.same_size(three, "v", ALL, "both")
    now = boxes(three)
    assert now["b"][2:] == (100.0, 100.0)
    assert now["c"] == (600.0, 300.0, 100.0, 140.0)
    aligning.same_size(three, "v", [ALL[1], ALL[0]], "width")
    assert three.undo_name == "Same size"  # they had the same width: nothing to do


def test_too_few_or_only_locked_ones_are_refused(three: Document) -> None:
    with pytest.raises(OrganisationError, match="at least 2"):
        aligning.align(three, "v", ALL[:1], "left")
    with pytest.raises(OrganisationError, match="at least 3"):
        aligning.distribute(three, "v", ALL[:2], across=True)
    editing.set_locked(three, "v", ALL, locked=True)
    with pytest.raises(OrganisationError, match="locked"):
        aligning.align(three, "v", ALL, "left")
