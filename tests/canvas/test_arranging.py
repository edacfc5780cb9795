"""Arranging: nothing on top of anything, locked ones where they were, the flow to the right, one step that undoes."""

from __future__ import annotations

import contextlib
import itertools
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from organisatiecanvas.canvas import arranging, layering, routes
from organisatiecanvas.canvas.drawing import Drawing, crosses
from organisatiecanvas.canvas.refs import Box, Ref
from organisatiecanvas.canvas.routing import overlap, united
from organisatiecanvas.canvas.sliding import Slide
from organisatiecanvas.models import interchange
from organisatiecanvas.models.document import Document
from organisatiecanvas.models.errors import OrganisationError
from organisatiecanvas.models.organisation import Link, Note, Unit, Variant
from tests.bench.shops import shop
from tests.canvas.conftest import Hand
from tests.conftest import EXAMPLES


def boxes_of(variant: Variant) -> dict[str, Box]:
    return {unit.id: Box(*unit.box) for unit in variant.units.values() if unit.box is not None}


def assert_sound(variant: Variant) -> None:
    """Nothing overlaps, and every container holds its content."""
    boxes = boxes_of(variant)
    for one, two in itertools.combinations(variant.units.values(), 2):
        if one.parent == two.parent:
            assert not overlap(boxes[one.id], boxes[two.id]), (one.id, two.id)
    for unit in variant.units.values():
        if unit.parent is not None:
            assert boxes[unit.parent].holds(boxes[unit.id]), unit.id
    leaves = boxes.keys() - {unit.parent for unit in variant.units.values()}
    for note in variant.notes.values():
        if note.box is not None and not note.locked:
            assert not any(overlap(Box(*note.box), boxes[unit]) for unit in leaves), note.id


def forward(variant: Variant) -> float:
    """The part of the order flows that runs to the right."""
    boxes = boxes_of(variant)
    flows = [link for link in variant.links.values() if link.kind == "order"]
    return sum(boxes[link.from_].centre[0] < boxes[link.to_].centre[0] for link in flows) / len(flows)


def assert_notes_off_links(document: Document, variant: Variant) -> None:
    """No link runs under a note."""
    for part in routes.fill(Drawing.of(document.organisation, variant)):
        for link, route in part.items():
            for note in variant.notes.values():
                assert not crosses(route, Box(*note.box)), (link, note.id)


def everything(document: Document) -> dict[str, Any]:
    return interchange.to_json(document.organisation)


@pytest.mark.parametrize("name", ["bosch", "aldowa"])
def test_the_examples_arranged(name: str) -> None:
    with Document.new(rows=interchange.read_file(EXAMPLES / f"{name}.json")) as document:
        for variant_id, variant in document.organisation.variants.items():
            before, by_hand = everything(document), forward(variant)
            assert arranging.arrange(document, variant_id) > 0
            assert_sound(variant)
            assert forward(variant) > max(by_hand, 0.75)
            around = united(boxes_of(variant).values())
            assert 0.8 < around.width / around.height < layering.WIDE
            assert_notes_off_links(document, variant)
            assert document.undo() == "Arrange automatically"
            assert everything(document) == before
            assert document.redo() == "Arrange automatically"
            assert arranging.arrange(document, variant_id) == 0  # a second time changes nothing


def test_what_is_locked_stays_and_nothing_comes_to_lie_on_it(bosch: Document) -> None:
    variant = bosch.organisation.variants["soll-1"]
    chosen = ["cel-b", "aflevering"]
    with bosch.edit("Lock"):
        for unit in chosen:
            variant.units[unit].locked = True
    before = {unit: variant.units[unit].box for unit in chosen}
    assert arranging.arrange(bosch, "soll-1") > 0
    assert {unit: variant.units[unit].box for unit in chosen} == before
    assert_sound(variant)


def test_one_inside_a_container_is_locked(bosch: Document) -> None:
    variant = bosch.organisation.variants["ist"]
    inner = next(unit for unit in variant.units.values() if unit.parent is not None)
    with bosch.edit("Lock"):
        inner.locked = True
    place = inner.box
    others = [unit for unit in variant.units.values() if unit.parent == inner.parent and unit is not inner]
    with bosch.edit("In a heap"):
        for unit in others:
            unit.box = (unit.box[0], inner.box[1] + 60.0, *unit.box[2:])
    before = {unit.id: unit.box for unit in others}
    arranging.arrange(bosch, "ist")
    assert variant.units[inner.id].box == place
    assert_sound(variant)
    assert all(unit.box != before[unit.id] for unit in others)
    assert forward(variant) > 0.75  # arranged around it, along the flow


def test_a_wide_row_goes_on_below_where_little_flows_back() -> None:
    chain = [f"u{number}" for number in range(12)]
    sizes = dict.fromkeys(chain, (220.0, 200.0))
    flows = dict.fromkeys(itertools.pairwise(chain), 1.0)
    found = [[unit] for unit in chain]
    assert layering.folds(found, sizes, flows, 4.0) == []  # one of eleven turned back is more than allowed of four
    cuts = layering.folds(found, sizes, flows, 11.0)
    assert len(cuts) == 1
    boxes = layering.layered(chain, sizes, flows, within=11.0)
    assert len({box.y for box in boxes.values()}) == 2
    assert len({box.y for box in layering.layered(chain, sizes, flows).values()}) == 1


def test_only_the_content_of_one_container(bosch: Document) -> None:
    variant = bosch.organisation.variants["ist"]
    outer = next(unit.parent for unit in variant.units.values() if unit.parent is not None)
    corner = variant.units[outer].box[:2]
    inside = {unit.id for unit in variant.units.values() if unit.parent == outer}
    others = {unit.id: unit.box for unit in variant.units.values() if unit.id not in inside}
    arranging.arrange(bosch, "ist", [outer])
    assert_sound(variant)
    assert variant.units[outer].box[:2] == corner
    left = {unit: box for unit, box in others.items() if box[0] < corner[0] and box[1] < corner[1]}
    assert all(variant.units[unit].box == box for unit, box in left.items())


def test_only_what_is_selected(bosch: Document) -> None:
    variant = bosch.organisation.variants["soll-1"]
    chosen = ["cel-a", "cel-b", "cel-c"]
    others = {unit.id: unit.box for unit in variant.units.values() if unit.id not in chosen}
    arranging.arrange(bosch, "soll-1", chosen)
    assert {unit: variant.units[unit].box for unit in others} == others
    assert_sound(variant)


def test_a_large_shop() -> None:
    with Document.new(rows=shop(120)) as document:
        variant = next(iter(document.organisation.variants.values()))
        arranging.arrange(document, variant.id)
        assert_sound(variant)
        assert forward(variant) > 0.75


@settings(max_examples=12)
@given(st.data())
def test_any_nesting_with_any_locks(document_data: st.DataObject) -> None:
    draw = document_data.draw
    count = draw(st.integers(min_value=1, max_value=9))
    parents = [draw(st.one_of(st.none(), st.integers(0, at - 1))) if at else None for at in range(count)]
    links = draw(st.lists(st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)), max_size=12))
    with Document.new() as document:
        variant = next(iter(document.organisation.variants.values()))
        with document.edit("Draw"):
            for at, parent in enumerate(parents):
                owner = None if parent is None else f"u{parent}"
                document.add(Unit(id=f"u{at}", name=f"U{at}", kind="cell", parent=owner), variant)
            for at, (one, two) in enumerate(links):
                document.add(Link(id=f"l{at}", kind="order", from_=f"u{one}", to_=f"u{two}"), variant)
            document.add(Note(id="n", text="Waarom?", box=(0.0, 0.0, 180.0, 120.0)), variant)
        arranging.arrange(document, variant.id)
        assert_sound(variant)
        with document.edit("Lock"):
            for at in draw(st.sets(st.integers(0, count - 1), max_size=3)):
                variant.units[f"u{at}"].locked = True
            for at in draw(st.sets(st.integers(0, count - 1), max_size=3)):
                if f"l{at}" in variant.links:
                    document.remove(variant.links[f"l{at}"])
        still = {unit.id: unit.box for unit in variant.units.values() if unit.locked}
        with contextlib.suppress(OrganisationError):  # it may say that there is no room; then nothing moved
            arranging.arrange(document, variant.id)
        assert {unit: variant.units[unit].box for unit in still} == still
        assert_sound(variant)


def test_stacking_is_least_squares() -> None:
    assert layering.stacked([0.0, 100.0], [50.0, 50.0]) == [0.0, 100.0]
    assert layering.stacked([20.0, 20.0], [50.0, 50.0]) == [-5.0, 45.0]


def test_little_flows_against_the_order() -> None:
    flows = {("a", "b"): 1.0, ("b", "c"): 1.0, ("c", "a"): 0.1}
    place = layering.forward(["c", "b", "a"], flows)
    assert place["a"] < place["b"] < place["c"]


def test_sliding_ends_where_everything_lies(canvas: Hand, qapp: QApplication) -> None:
    scene = canvas.scene
    before = {Ref("units", unit): box.moved(300.0, 0.0) for unit, box in scene.wiring.router.boxes.items()}
    slide = Slide(scene, before)
    slide._show(0.5)
    unit, box = next(iter(scene.wiring.router.boxes.items()))
    assert scene.units[unit].root.x() == box.x + 150.0
    slide.end()
    assert all(scene.units[unit].root.x() == box.x for unit, box in scene.wiring.router.boxes.items())
