"""Places for what has none, ways between boxes, and texts that fit."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from organisatiecanvas.canvas import editing, layout, texts
from organisatiecanvas.canvas.refs import Box, Ref
from organisatiecanvas.models.document import Document
from organisatiecanvas.models.organisation import Variant


def emptied(document: Document, name: str) -> Variant:
    """A variant of the example without any place."""
    variant = document.organisation.variants[name]
    with document.edit("No boxes"):
        for unit in variant.units.values():
            unit.box = None
    return variant


def apart(one: Box, two: Box) -> bool:
    return one.right <= two.x or two.right <= one.x or one.bottom <= two.y or two.bottom <= one.y


def test_every_unit_gets_a_place_and_none_overlap(bosch: Document) -> None:
    for name in ("ist", "soll-1"):
        variant = emptied(bosch, name)
        boxes = layout.missing_boxes(variant)
        assert set(boxes) == set(variant.units)
        for one, two in itertools.combinations(variant.units.values(), 2):
            if one.parent == two.parent:
                assert apart(boxes[one.id], boxes[two.id]), (one.id, two.id)
        for unit in variant.units.values():
            if unit.parent is not None:
                assert boxes[unit.parent].holds(boxes[unit.id])


def test_the_order_flow_runs_to_the_right(bosch: Document) -> None:
    boxes = layout.missing_boxes(emptied(bosch, "soll-1"))
    assert boxes["klant"].right < boxes["qroc"].x < boxes["cel-a"].x < boxes["aflevering"].x


def test_layout_writes_nothing_until_an_edit_and_then_all(bosch: Document) -> None:
    variant = emptied(bosch, "soll-1")
    boxes = layout.missing_boxes(variant)
    assert all(unit.box is None for unit in variant.units.values())
    editing.move(bosch, "soll-1", [Ref("units", "cel-a")], 20, 0)
    assert variant.units["cel-a"].box == tuple(boxes["cel-a"].moved(20, 0))
    assert all(variant.units[unit].box == tuple(box) for unit, box in boxes.items() if unit != "cel-a")
    bosch.undo()
    assert all(unit.box is None for unit in variant.units.values())


def test_one_without_a_place_comes_below_the_others(bosch: Document) -> None:
    with bosch.edit("One loose"):
        bosch.organisation.variants["soll-1"].units["cel-a"].box = None
    box = layout.missing_boxes(bosch.organisation.variants["soll-1"])["cel-a"]
    others = [unit.box for unit in bosch.organisation.variants["soll-1"].units.values() if unit.box is not None]
    assert all(apart(box, Box(*other)) for other in others)


def test_names_that_do_not_fit_are_counted(qapp: QApplication) -> None:
    names = ["Anouk", "Bram", "Cem", "Dirk", "Eef"]
    wide = texts.width(" · ".join(names), 11)
    assert texts.listed(names, wide, 11) == "Anouk · Bram · Cem · Dirk · Eef"
    assert texts.listed(names, texts.width("Anouk · Bram +3", 11), 11) == "Anouk · Bram +3"
    assert texts.listed(names, wide / 3, 11) == "Anouk +4"
    assert texts.width(texts.listed(names, 60, 11), 11) <= 60
    assert texts.listed([], 60, 11) == ""


@given(st.text(max_size=80), st.integers(min_value=20, max_value=200), st.integers(min_value=1, max_value=5))
def test_wrapped_lines_fit(qapp: QApplication, words: str, room: int, lines: int) -> None:
    found = texts.wrapped(words, room, lines, 13)
    assert len(found) <= lines
    assert all(texts.width(line, 13) <= room + 1 for line in found)
