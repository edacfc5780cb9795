"""Decisions on the drawing: where their chips hang, and what dragging one, drawing one and keys do."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from organisatiecanvas.canvas.decision_chips import LAYER
from organisatiecanvas.canvas.papers import Seen
from organisatiecanvas.canvas.picture import picture_of
from organisatiecanvas.canvas.refs import Ref
from organisatiecanvas.models.interchange import dump
from organisatiecanvas.models.organisation import Authority, Decision, Role
from tests.canvas.conftest import Hand

Key, Keys = Qt.Key, Qt.KeyboardModifier


@pytest.fixture
def deciding(cells: Hand) -> Hand:
    """The factory decides overtime in the left cell, whose planner decides the sequence; nobody decides the method."""
    document, variant = cells.document, cells.variant
    left = next(iter(variant.units))
    with document.edit("Decisions"):
        document.add(Role(id="planner", name="Planner", unit=left), variant)
        for name, domain, about in (
            ("Overwerk", "mensen", left),
            ("Volgorde", "planning", left),
            ("Methode", "techniek", left),
        ):
            row = Decision(
                id=name.lower(), name=name, domain=domain, level="operational", scope="internal", about=about
            )
            document.add(row, variant)
        document.add(Authority(party="fabriek", mode="decides"), variant.decisions["overwerk"])
        document.add(Authority(party="planner", mode="decides"), variant.decisions["volgorde"])
    cells.scene.layers.add(LAYER)
    return cells


def hanging(hand: Hand) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for chip in hand.scene.decisions.chips:
        found.setdefault(chip.unit, set()).add(chip.decision)
    return found


def middle(hand: Hand, decision: str) -> tuple[float, float]:
    spot = hand.scene.decisions.rect_of(decision).center()
    return spot.x(), spot.y()


def inside(hand: Hand, unit: str) -> tuple[float, float]:
    box = hand.scene.wiring.router.boxes[unit]
    return box.right - 20, box.bottom - 12  # below its roles


def taking(hand: Hand, decision: str) -> dict[str, str]:
    return {item.party: item.mode for item in hand.variant.decisions[decision].authority.values()}


def cell_names(hand: Hand) -> tuple[str, str]:
    left, right = [unit.id for unit in hand.variant.units.values() if unit.id != "fabriek"][:2]
    return left, right


def test_a_decision_hangs_under_who_takes_it_and_an_open_one_under_what_it_is_about(deciding: Hand) -> None:
    left, _right = cell_names(deciding)
    assert hanging(deciding) == {left: {"volgorde", "methode"}, "fabriek": {"overwerk"}}
    assert {chip.party for chip in deciding.scene.decisions.of("methode")} == {None}
    deciding.scene.layers.set_added(())
    assert not deciding.scene.decisions.chips


def test_from_afar_and_on_a_wall_a_pill_counts_what_could_not_be_read(deciding: Hand) -> None:
    """Volgorde is taken in the left cell, nobody takes Methode there, Overwerk is taken by the factory."""
    left, _right = cell_names(deciding)
    chips, boxes = deciding.scene.decisions, deciding.scene.wiring.router.boxes
    deciding.scene.set_far(True)
    assert {chip.unit: chip.words for chip in chips.chips} == {left: "? 1  ◇ 1", "fabriek": "◇ 1"}
    assert chips.kinds == {"own"}
    rect = chips.content_rect()
    assert rect.height() > 19 * 2
    assert chips.at(rect.center()) is None  # nothing to drag
    chips.set_uncovered([{"unit": left, "domain": "techniek"}])
    assert next(chip for chip in chips.chips if chip.unit == left).words == "✕ 1  ◇ 1"
    chips.set_uncovered([])
    deciding.scene.set_far(False)
    assert hanging(deciding) == {left: {"volgorde", "methode"}, "fabriek": {"overwerk"}}
    chips.set_least(14.0)  # a little larger: the chips themselves
    assert chips.rect_of("volgorde").height() == pytest.approx(19 * 14 / 11)
    chips.set_least(60.0)
    assert {chip.unit: chip.words for chip in chips.chips} == {left: "? 1  ◇ 1", "fabriek": "◇ 1"}
    for unit, root in chips._roots.items():
        box = boxes[unit]
        assert box.x <= root.mapRectToScene(root.childrenBoundingRect()).left()
        assert root.mapRectToScene(root.childrenBoundingRect()).right() <= box.right
    with deciding.document.edit("Narrow"):
        unit = deciding.variant.units[left]
        unit.box = (*unit.box[:2], 90.0, unit.box[3])
    count = chips._roots[left]
    assert count.mapRectToScene(count.childrenBoundingRect()).right() <= boxes[left].right


def test_dropped_on_another_unit_that_unit_decides_in_one_step(deciding: Hand) -> None:
    left, right = cell_names(deciding)
    before = dump(deciding.document.organisation)
    deciding.drag(middle(deciding, "overwerk"), inside(deciding, right))
    assert taking(deciding, "overwerk") == {"fabriek": "informed", right: "decides"}
    assert deciding.variant.decisions["overwerk"].about == left
    assert hanging(deciding)[right] == {"overwerk"}
    deciding.document.undo()
    assert dump(deciding.document.organisation) == before
    assert hanging(deciding)["fabriek"] == {"overwerk"}


def test_dropped_on_a_role_that_role_decides(deciding: Hand) -> None:
    spot = deciding.scene.rect_of(Ref("roles", "planner")).center()
    deciding.drag(middle(deciding, "overwerk"), (spot.x(), spot.y()))
    assert taking(deciding, "overwerk") == {"fabriek": "informed", "planner": "decides"}


def test_with_ctrl_the_decision_itself_moves_and_who_decides_stays(deciding: Hand) -> None:
    _left, right = cell_names(deciding)
    deciding.drag(middle(deciding, "overwerk"), inside(deciding, right), Keys.ControlModifier)
    assert deciding.variant.decisions["overwerk"].about == right
    assert taking(deciding, "overwerk") == {"fabriek": "decides"}


def test_the_target_lights_up_and_escape_leaves_everything_as_it_was(deciding: Hand) -> None:
    _left, right = cell_names(deciding)
    before, step = dump(deciding.document.organisation), deciding.document.undo_name
    rect = deciding.scene.decisions.rect_of("overwerk")
    deciding.press(*middle(deciding, "overwerk"))
    deciding.to(*inside(deciding, right))
    deciding.to(*inside(deciding, right))
    assert deciding.scene.marks.target.isVisible()
    deciding.key(Key.Key_Escape)
    assert not deciding.scene.marks.target.isVisible()
    deciding.release(*inside(deciding, right))
    assert dump(deciding.document.organisation) == before
    assert deciding.document.undo_name == step
    assert deciding.scene.decisions.rect_of("overwerk") == rect


def test_dropped_where_it_was_or_beside_everything_nothing_happens(deciding: Hand) -> None:
    step = deciding.document.undo_name
    for place in (inside(deciding, "fabriek"), (780.0, 560.0)):
        deciding.drag(middle(deciding, "overwerk"), place)
    assert deciding.document.undo_name == step


def test_with_a_unit_selected_only_what_concerns_it_hangs_there(deciding: Hand) -> None:
    left, right = cell_names(deciding)
    deciding.scene.select([Ref("units", right)])
    assert hanging(deciding) == {}
    deciding.scene.select([Ref("units", left)])
    assert hanging(deciding) == {left: {"volgorde", "methode"}, "fabriek": {"overwerk"}}
    deciding.click(*middle(deciding, "overwerk"))
    assert deciding.scene.selected() == [Ref("decisions", "overwerk")]
    assert hanging(deciding)["fabriek"] == {"overwerk"}


def test_the_decision_to_bring_down_is_marked_until_it_is_there(deciding: Hand) -> None:
    left, _right = cell_names(deciding)
    deciding.scene.decisions.set_uncovered([{"unit": left, "domain": " Mensen "}])
    marked = {chip.decision for chip in deciding.scene.decisions.chips if chip.uncovered}
    assert marked == {"overwerk"}
    deciding.scene.decisions.set_uncovered([])
    assert not any(chip.uncovered for chip in deciding.scene.decisions.chips)


def test_a_decision_is_drawn_on_who_takes_it_and_named_in_one_step(deciding: Hand) -> None:
    left, right = cell_names(deciding)
    count = len(deciding.variant.decisions)
    deciding.scene.layers.set_added(())
    deciding.key("w")
    assert deciding.scene.layers.added == {LAYER}
    deciding.click(*inside(deciding, right))
    deciding.type("Spoed aannemen")
    (made,) = [row for row in deciding.variant.decisions.values() if row.name == "Spoed aannemen"]
    assert (made.about, taking(deciding, made.id)) == (right, {right: "decides"})
    assert deciding.view.tool == "select"
    deciding.document.undo()
    assert len(deciding.variant.decisions) == count
    deciding.scene.select([])
    deciding.key("w")
    deciding.drag(inside(deciding, "fabriek"), inside(deciding, left))
    deciding.type("Budget")
    (made,) = [row for row in deciding.variant.decisions.values() if row.name == "Budget"]
    assert (made.about, taking(deciding, made.id)) == (left, {"fabriek": "decides"})


def test_without_a_mouse(deciding: Hand) -> None:
    left, right = cell_names(deciding)
    deciding.scene.select([Ref("units", left)])
    deciding.key(Key.Key_PageDown)
    deciding.key(Key.Key_Down)
    assert deciding.scene.selected()[0].collection == "decisions"
    deciding.scene.select([Ref("decisions", "volgorde")])
    deciding.key(Key.Key_Right, Keys.ControlModifier)
    assert taking(deciding, "volgorde") == {"planner": "informed", right: "decides"}
    deciding.key(Key.Key_Delete)
    assert "volgorde" not in deciding.variant.decisions
    assert deciding.scene.selected() == []


def test_chips_go_along_with_their_unit(deciding: Hand) -> None:
    left, _right = cell_names(deciding)
    box, rect = deciding.scene.wiring.router.boxes[left], deciding.scene.decisions.rect_of("volgorde")
    deciding.press(box.x + 60, box.y + 20)
    deciding.to(box.x + 90, box.y + 20)
    deciding.to(box.x + 100, box.y + 60)
    now = deciding.scene.wiring.router.boxes[left]
    moved = deciding.scene.decisions.rect_of("volgorde")
    assert (moved.x() - rect.x(), moved.y() - rect.y()) == (now.x - box.x, now.y - box.y) != (0, 0)
    deciding.key(Key.Key_Escape)
    assert deciding.scene.decisions.rect_of("volgorde") == rect


def test_a_picture_as_shown_holds_the_chips_and_says_what_they_mean(deciding: Hand) -> None:
    organisation = deciding.document.organisation
    made = picture_of(organisation, deciding.view.variant_id, seen=Seen(added=frozenset({LAYER})))
    bare = picture_of(organisation, deciding.view.variant_id)
    try:
        assert {chip.decision for chip in made.scene.decisions.chips} == {"overwerk", "volgorde", "methode"}
        assert made.scene.decisions.kinds == {"own", "other", "open"}
        assert made.content.bottom() > bare.content.bottom()  # the chip below the factory
        assert not bare.scene.decisions.chips
    finally:
        made.close()
        bare.close()


def test_while_it_is_dragged_the_figures_can_follow(deciding: Hand) -> None:
    _left, right = cell_names(deciding)
    told: list[object] = []
    deciding.view.supposed.connect(told.append)
    deciding.press(*middle(deciding, "overwerk"))
    deciding.to(*inside(deciding, right))
    deciding.to(*inside(deciding, right))
    ((value,),) = told
    assert (value.collection, value.id, value.field) == ("decisions", "overwerk", "authority")
    assert {party: item.mode for party, item in value.new.items()} == {"fabriek": "informed", right: "decides"}
    deciding.to(*inside(deciding, right), Keys.ControlModifier)
    assert told[-1] == (("decisions", "overwerk", "about", right),)
    deciding.key(Key.Key_Escape)
    assert told[-1] is None
