"""A container that grows pushes aside what it would come to lie over, in the edit that made it grow."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organisatiecanvas.canvas import editing
from organisatiecanvas.canvas.neighbours import overlap
from organisatiecanvas.canvas.refs import Box, Ref
from organisatiecanvas.canvas.room import pushed
from organisatiecanvas.models.document import Document
from organisatiecanvas.models.interchange import dump
from organisatiecanvas.models.organisation import Note, Unit, Variant

UNITS = {  # name: parent, box
    "hall": (None, (0.0, 0.0, 300.0, 300.0)),
    "cell": ("hall", (40.0, 80.0, 200.0, 200.0)),
    "right": (None, (340.0, 0.0, 200.0, 200.0)),
    "inside": ("right", (360.0, 60.0, 100.0, 100.0)),
    "farther": (None, (560.0, 0.0, 200.0, 200.0)),
    "below": (None, (0.0, 310.0, 200.0, 200.0)),
}


@pytest.fixture
def hall(document: Document) -> Document:
    with document.edit("Hall"):
        variant = document.add(Variant(id="v", name="V", kind="current"))
        for name, (parent, box) in UNITS.items():
            document.add(Unit(id=name, name=name, kind="team", parent=parent, box=box), variant)
        document.add(Note(id="note", text="Why?", box=(320.0, 220.0, 60.0, 60.0)), variant)
    return document


def places(document: Document) -> dict[str, tuple[float, float]]:
    variant = document.organisation.variants["v"]
    return {one.id: one.box[:2] for one in (*variant.units.values(), *variant.notes.values())}


def to_the_right(document: Document, by: float = 100.0) -> None:
    editing.move(document, "v", [Ref("units", "cell")], by, 0)


def test_neighbours_make_room_one_after_the_other_and_undo_is_one_step(hall: Document) -> None:
    before, steps = dump(hall.organisation), places(hall)
    to_the_right(hall)  # the hall now ends at 360
    assert hall.organisation.variants["v"].units["hall"].box == (0.0, 0.0, 360.0, 300.0)
    assert places(hall) == steps | {
        "cell": (140.0, 80.0),
        "right": (380.0, 0.0),  # 20 away; it was 40, which more than suffices
        "inside": (400.0, 60.0),
        "farther": (600.0, 0.0),  # the 20 between them stay
        "note": (380.0, 220.0),
    }
    hall.undo()
    assert dump(hall.organisation) == before


def test_what_is_locked_stays_and_others_go_past_it(hall: Document) -> None:
    editing.set_locked(hall, "v", [Ref("units", "farther")], locked=True)
    to_the_right(hall)
    assert places(hall)["farther"] == (560.0, 0.0)
    assert places(hall)["right"] == (780.0, 0.0)


def test_what_holds_something_locked_stays(hall: Document) -> None:
    editing.set_locked(hall, "v", [Ref("units", "inside")], locked=True)
    to_the_right(hall)
    assert places(hall)["right"] == (340.0, 0.0)
    assert places(hall)["inside"] == (360.0, 60.0)


def test_what_lay_over_it_already_stays_where_somebody_put_it(hall: Document) -> None:
    editing.move(hall, "v", [Ref("units", "right")], -60, 0, None)
    to_the_right(hall)
    assert places(hall)["right"] == (280.0, 0.0)


def test_the_container_around_both_grows_with_what_was_pushed(hall: Document) -> None:
    with hall.edit("A site around all"):
        variant = hall.organisation.variants["v"]
        hall.add(Unit(id="site", name="Site", kind="department", box=(-40.0, -80.0, 820.0, 620.0)), variant)
        for unit in ("hall", "right", "farther", "below"):
            variant.units[unit].parent = "site"
    to_the_right(hall)
    site = Box(*hall.organisation.variants["v"].units["site"].box)
    assert site.right == 600 + 200 + 20


numbers = st.integers(-20, 20).map(lambda number: number * 20.0)
sides = st.integers(2, 12).map(lambda number: number * 20.0)
boxes = st.builds(Box, numbers, numbers, sides, sides)


@given(boxes, st.lists(boxes, max_size=6), st.integers(0, 10), st.integers(0, 10))
def test_nothing_comes_to_lie_over_another_that_did_not(box: Box, others: list[Box], right: int, down: int) -> None:
    larger = box.united(Box(box.x, box.y, box.width + 20.0 * right, box.height + 20.0 * down))
    apart = dict(enumerate(others))
    now = apart | pushed(box, larger, apart)
    for one, two in itertools.combinations(apart, 2):
        if now[one] != apart[one] or now[two] != apart[two]:
            free = not overlap(apart[one], apart[two])
            assert not (free and overlap(now[one], now[two])), (one, two)
    assert not any(overlap(larger, now[one]) and not overlap(box, apart[one]) for one in apart)
