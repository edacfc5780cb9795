"""What mouse and keys do, through the real view: what the model says afterwards, and what undo takes back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from organisatiecanvas.canvas import editing
from organisatiecanvas.canvas.refs import Box, Ref
from organisatiecanvas.canvas.task_drag import TaskDrag
from organisatiecanvas.canvas.view import TOOLS
from organisatiecanvas.models.interchange import dump
from organisatiecanvas.models.organisation import Task
from tests.canvas.conftest import Hand

Key, Keys = Qt.Key, Qt.KeyboardModifier


def hover(hand: Hand, x: float, y: float) -> None:
    place = QPointF(hand.at(x, y))
    none = Qt.MouseButton.NoButton
    event = QMouseEvent(QEvent.Type.MouseMove, place, hand.view.mapToGlobal(place), none, none, Keys.NoModifier)
    QApplication.sendEvent(hand.view.viewport(), event)


def test_a_click_draws_a_cell_that_is_named_at_once_in_one_step(hand: Hand) -> None:
    hand.key("c")
    assert hand.view.tool == "cell"
    hand.click(210, 200)
    assert hand.view.editor is not None
    hand.type("Verspanen")
    assert list(hand.units()) == ["Verspanen"]
    unit = hand.units()["Verspanen"]
    assert (unit.kind, unit.box) == ("cell", (100.0, 100.0, 220.0, 200.0))
    assert hand.view.tool == "select"
    assert hand.scene.selected() == [Ref("units", unit.id)]
    hand.document.undo()
    assert not hand.variant.units
    assert not hand.scene.units


def test_a_drag_gives_the_box_on_the_grid(hand: Hand) -> None:
    hand.key("t")
    hand.drag((103, 98), (397, 344))
    hand.type("Lassen")
    assert (hand.units()["Lassen"].kind, hand.box("Lassen")) == ("team", (100.0, 100.0, 300.0, 240.0))


def test_alt_suspends_the_grid(hand: Hand) -> None:
    hand.key("d")
    hand.drag((103, 98), (397, 344), Keys.AltModifier)
    hand.type("Fabriek")
    assert hand.box("Fabriek") == pytest.approx((103.0, 98.0, 294.0, 246.0))


def test_what_is_drawn_inside_a_unit_belongs_to_it(cells: Hand) -> None:
    cells.key("t")
    cells.drag((60, 340), (200, 420))
    cells.type("Lassen")
    assert cells.units()["Lassen"].parent == "fabriek"


@pytest.mark.parametrize("tool", ["c", "t", "d", "n"])
def test_escape_leaves_no_change_while_drawing(cells: Hand, tool: str) -> None:
    before, step = dump(cells.document.organisation), cells.document.undo_name
    cells.key(tool)
    cells.press(600, 300)
    cells.to(760, 420)
    cells.key(Key.Key_Escape)
    cells.release(760, 420)
    assert dump(cells.document.organisation) == before
    assert cells.document.undo_name == step
    assert cells.view.gesture is None


def test_escape_takes_a_move_and_a_resize_back(cells: Hand) -> None:
    before = dump(cells.document.organisation)
    cells.press(100, 20)
    cells.to(300, 400)
    assert cells.scene.units["kantoor"].root.pos() == QPointF(200, 380)
    assert cells.scene.marks.target.isVisible()
    moved, under = (cells.scene.units[unit].root.zValue() for unit in ("kantoor", "fabriek"))
    assert moved > under  # seen over what it is dropped on
    cells.key(Key.Key_Escape)
    cells.release(300, 400)
    assert cells.scene.units["kantoor"].root.pos() == QPointF(0, 0)
    assert cells.scene.units["kantoor"].root.zValue() == cells.scene.units["verspanen"].root.zValue()
    assert cells.scene.marks.frame.path().boundingRect().contains(cells.scene.rect_of(Ref("units", "kantoor")))
    assert not cells.scene.marks.target.isVisible()
    cells.select("Kantoor")
    cells.press(224, 204)
    cells.to(400, 500)
    cells.key(Key.Key_Escape)
    cells.release(400, 500)
    looks = cells.scene.units["kantoor"].looks
    assert looks is not None
    assert looks.size == (220.0, 200.0)
    assert dump(cells.document.organisation) == before


def test_a_move_is_one_named_step_at_release(cells: Hand) -> None:
    steps: list[str] = []
    cells.document.changed.connect(lambda change: steps.append(change.name))
    cells.drag((100, 20), (100, -131))
    assert steps == ["Move Kantoor"]
    assert cells.box("Kantoor") == (0.0, -160.0, 220.0, 200.0)
    cells.document.undo()
    assert cells.box("Kantoor") == (0.0, 0.0, 220.0, 200.0)
    assert cells.scene.units["kantoor"].root.pos() == QPointF(0, 0)


def test_several_move_together(cells: Hand) -> None:
    cells.drag((-40, -40), (580, 230))
    assert {ref.id for ref in cells.scene.selected()} == {"kantoor", "verspanen"}
    cells.drag((100, 20), (100, -100))
    assert (cells.box("Kantoor"), cells.box("Verspanen")) == (
        (0.0, -120.0, 220.0, 200.0),
        (320.0, -120.0, 220.0, 200.0),
    )
    assert cells.document.undo_name == "Move 2 elements"


def test_dropping_a_unit_in_another_nests_it_and_what_is_in_it_follows(cells: Hand) -> None:
    cells.drag((100, 20), (200, 360))
    assert cells.units()["Kantoor"].parent == "fabriek"
    assert cells.document.undo_name == "Move Kantoor into Fabriek"
    assert cells.scene.units["fabriek"].looks.container
    inside = cells.box("Kantoor")
    cells.drag((300, 270), (400, 270))  # by the heading of the container
    assert cells.box("Fabriek")[0] == 100.0
    assert cells.box("Kantoor") == (inside[0] + 100.0, *inside[1:])
    cells.document.undo()
    cells.document.undo()
    assert cells.units()["Kantoor"].parent is None


def test_where_a_unit_would_come_to_belong_is_said(cells: Hand) -> None:
    told: list[str] = []
    cells.view.hinted.connect(told.append)
    cells.press(100, 20)
    for place in ((100, 40), (200, 360), (210, 365), (900, 20)):
        cells.to(*place)
    cells.release(900, 20)
    assert [words.split("  ·")[0] for words in told] == [
        "Ctrl: stays where it belongs",
        "Into Fabriek",
        "Ctrl: stays where it belongs",
        "",  # let go: the hint has said what it had to say
    ]
    cells.drag((1000, 20), (200, 360))
    cells.drag((200, 360), (900, 20))
    assert told[-2].startswith("Out of its unit, onto the paper")
    assert cells.units()["Kantoor"].parent is None


def test_a_hint_ends_with_the_gesture_that_it_is_about(cells: Hand) -> None:
    told: list[str] = []
    cells.view.hinted.connect(told.append)
    cells.press(100, 20)
    cells.to(140, 40)
    assert told[-1] != ""
    cells.key(Key.Key_Escape)
    assert told[-1] == ""
    cells.key("c")
    cells.drag((900, 300), (1100, 460))
    assert told[-2:] == ["Alt: no grid or guides  ·  Esc: back", ""]
    cells.type("Verspanen")
    told.clear()
    cells.click(1000, 40)
    assert told == []


def test_undo_in_the_middle_of_a_drag_gives_it_up(cells: Hand) -> None:
    """What is dragged was made in the step that is undone; what else is dragged stays where it was."""
    role = editing.create_role(cells.document, cells.scene.variant_id, next(iter(cells.variant.units)))
    cells.scene.select([role])
    spot = cells.scene.rect_of(role).center()
    cells.press(spot.x(), spot.y())
    cells.to(spot.x() + 40, spot.y() + 10)
    assert cells.view.gesture is not None
    cells.document.undo()
    assert cells.view.gesture is None
    cells.to(1000, 20)
    cells.release(1000, 20)
    assert cells.document.undo_name != "Move"
    assert role.id not in cells.variant.roles


def test_undo_in_the_middle_of_carrying_a_task_gives_it_up(cells: Hand) -> None:
    home, other = (unit.id for unit in list(cells.variant.units.values())[:2])
    with cells.document.edit("Task"):
        cells.document.add(Task(id="t", name="Frezen", unit=home, kind="executing"), cells.variant)
    carried = TaskDrag(cells.view, "t")
    box = cells.scene.wiring.router.boxes[other]
    place = cells.view.viewport().mapToGlobal(cells.at(box.x + 10, box.y + 10))
    carried.move(place, Keys.NoModifier)
    cells.document.undo()
    assert carried.over
    carried.drop(place, Keys.NoModifier)
    assert "t" not in cells.variant.tasks


def test_control_prevents_nesting(cells: Hand) -> None:
    cells.press(100, 20)
    cells.to(200, 360, Keys.ControlModifier)
    assert not cells.scene.marks.target.isVisible()
    cells.release(200, 360, Keys.ControlModifier)
    assert cells.units()["Kantoor"].parent is None
    assert cells.box("Kantoor") == (100.0, 340.0, 220.0, 200.0)


def test_dragging_out_of_a_container_sets_free(cells: Hand) -> None:
    editing.nest(cells.document, "soll", [Ref("units", "kantoor")], "fabriek")
    x, y, *_size = cells.box("Kantoor")
    cells.drag((x + 100, y + 20), (x + 800, y - 300))
    assert cells.units()["Kantoor"].parent is None


def test_a_container_grows_around_what_is_moved_inside_it(cells: Hand) -> None:
    editing.nest(cells.document, "soll", [Ref("units", "kantoor")], "fabriek")
    x, y, *_size = cells.box("Kantoor")
    cells.drag((x + 20, y + 20), (540, y + 20))
    right = cells.box("Kantoor")[0] + 220
    assert cells.box("Fabriek")[0] + cells.box("Fabriek")[2] >= right + 20


def test_resizing_by_a_corner(cells: Hand) -> None:
    cells.select("Kantoor")
    cells.drag((224, 204), (263, 241))
    assert cells.box("Kantoor") == (0.0, 0.0, 260.0, 240.0)
    assert cells.document.undo_name == "Resize Kantoor"


def test_a_container_stays_around_its_content(cells: Hand) -> None:
    editing.nest(cells.document, "soll", [Ref("units", "kantoor")], "fabriek")
    cells.select("Fabriek")
    x, y, width, height = cells.box("Fabriek")
    cells.drag((x + width + 4, y + height + 4), (x + 60, y + 60))
    inside, around = cells.box("Kantoor"), cells.box("Fabriek")
    assert around[0] + around[2] >= inside[0] + inside[2]
    assert around[1] + around[3] >= inside[1] + inside[3]


def test_an_order_flow_is_drawn_from_unit_to_unit_and_the_tool_stays(cells: Hand) -> None:
    cells.key("s")
    cells.drag((110, 100), (430, 100))
    cells.drag((430, 100), (300, 400))
    links = list(cells.variant.links.values())
    assert [(link.kind, link.from_, link.to_, link.order) for link in links] == [
        ("order", "kantoor", "verspanen", "maatwerk"),
        ("order", "verspanen", "fabriek", "maatwerk"),
    ]
    assert cells.view.tool == "order"
    assert cells.document.undo_name == "Link Verspanen with Fabriek"


def test_another_link_has_the_kind_of_the_view(cells: Hand) -> None:
    cells.view.link_kind = "control"
    cells.key("l")
    cells.drag((110, 100), (430, 100))
    assert [(link.kind, link.order) for link in cells.variant.links.values()] == [("control", None)]


def test_connect_points_show_on_hover_and_draw_a_flow(cells: Hand) -> None:
    hover(cells, 110, 100)
    assert cells.scene.marks.connect_unit == "kantoor"
    cells.drag((234, 100), (430, 100))
    assert [(link.from_, link.to_) for link in cells.variant.links.values()] == [("kantoor", "verspanen")]


def test_a_flow_into_the_open_makes_the_next_unit_in_one_step(cells: Hand) -> None:
    hover(cells, 430, 100)
    steps = len(cells.variant.units)
    cells.drag((554, 100), (700, 100))
    cells.type("Montage")
    assert len(cells.variant.units) == steps + 1
    assert [link.to_ for link in cells.variant.links.values()] == [cells.units()["Montage"].id]
    cells.document.undo()
    assert "Montage" not in cells.units()
    assert not cells.variant.links


def test_roles_are_added_by_key_and_by_click_and_named(cells: Hand) -> None:
    cells.select("Kantoor")
    cells.key("r")
    cells.type("Calculatie")
    cells.key(Key.Key_Escape)
    cells.key("r")
    cells.click(430, 150)
    cells.type("Frezen")
    assert [(role.name, role.unit) for role in cells.variant.roles.values()] == [
        ("Calculatie", "kantoor"),
        ("Frezen", "verspanen"),
    ]


def test_a_selected_role_is_dragged_to_another_unit_an_unselected_one_drags_its_unit(cells: Hand) -> None:
    role = editing.create_role(cells.document, "soll", "kantoor", name="Calculatie")
    place = cells.scene.rect_of(role).center()
    cells.drag((place.x(), place.y()), (place.x(), place.y() - 100))
    assert cells.box("Kantoor")[1] == -100.0
    cells.document.undo()
    cells.click(place.x(), place.y())
    assert cells.scene.selected() == [role]
    cells.drag((place.x(), place.y()), (430, 100))
    assert cells.variant.roles[role.id].unit == "verspanen"
    assert cells.document.undo_name == "Move Calculatie into Verspanen"


def test_a_note_is_drawn_and_written(hand: Hand) -> None:
    hand.key("n")
    hand.click(300, 300)
    hand.type("Wie beslist over spoedorders?")
    assert [note.text for note in hand.variant.notes.values()] == ["Wie beslist over spoedorders?"]


def test_names_are_edited_with_f2_double_click_and_typing(cells: Hand) -> None:
    cells.select("Kantoor")
    cells.key(Key.Key_F2)
    cells.view.editor.setText("Bureau")
    cells.type("")
    assert "Bureau" in cells.units()
    double = cells.at(430, 20)
    QTest.mouseDClick(cells.view.viewport(), Qt.MouseButton.LeftButton, Keys.NoModifier, double)
    cells.type("Frezen")
    assert "Frezen" in cells.units()
    cells.key("Z", Keys.ShiftModifier)
    cells.type("agerij")
    assert "Zagerij" in cells.units()
    assert cells.document.undo_name == "Name Zagerij"


@pytest.mark.parametrize("focused", [True, False])
def test_keys_that_the_editor_ignores_end_there(cells: Hand, focused: bool) -> None:
    cells.select("Kantoor")
    cells.key(Key.Key_F2)
    editor = cells.view.editor
    if focused:
        QTest.keyClick(editor, Key.Key_Shift)  # a capital begins with Shift alone, which a line edit passes on
        QTest.keyClick(editor, Key.Key_F5)
    else:
        cells.view.keyPressEvent(QKeyEvent(QEvent.Type.KeyPress, Key.Key_Shift, Keys.NoModifier))
        cells.view.keyPressEvent(QKeyEvent(QEvent.Type.KeyPress, Key.Key_F5, Keys.NoModifier))
    assert cells.view.editor is editor
    cells.type("Bureau")
    assert "Bureau" in cells.units()
    assert cells.scene.selected() == [Ref("units", "kantoor")]


def test_escape_in_the_editor_keeps_the_old_name(cells: Hand) -> None:
    cells.select("Kantoor")
    cells.key(Key.Key_F2)
    QTest.keyClicks(cells.view.editor, "Iets anders")
    QTest.keyClick(cells.view.editor, Key.Key_Escape)
    assert "Kantoor" in cells.units()
    assert cells.document.undo_name == "Three units"


def test_escape_keeps_the_first_text_of_a_note_and_gives_up_a_later_one(cells: Hand) -> None:
    cells.view.draw("note", Box(400, 400, 160, 110), QPointF(400, 400))
    QTest.keyClicks(cells.view.editor, "Wie beslist?")
    QTest.keyClick(cells.view.editor, Key.Key_Escape)
    note = next(iter(cells.scene.variant.notes.values()))
    assert note.text == "Wie beslist?"
    cells.view.edit_name(Ref("notes", note.id))
    QTest.keyClicks(cells.view.editor, " En wanneer?")
    QTest.keyClick(cells.view.editor, Key.Key_Escape)
    assert cells.scene.variant.notes[note.id].text == "Wie beslist?"


def test_the_lock_of_what_is_inside_goes_along_with_what_is_dragged(cells: Hand) -> None:
    team = next(unit for unit in cells.scene.variant.units.values() if unit.name == "Kantoor").id
    editing.set_locked(cells.document, cells.view.variant_id, [Ref("units", team)], locked=True)
    lock = cells.view.locks._item
    before = lock.path().boundingRect().topLeft()
    box = cells.scene.box(Ref("units", team))
    cells.scene.preview_move({Ref("units", team): box.moved(100, 40)})
    assert lock.path().boundingRect().topLeft() - before == QPointF(100, 40)
    cells.scene.restore()
    assert lock.path().boundingRect().topLeft() == before


def test_control_and_arrows_move_as_one_step(cells: Hand) -> None:
    cells.select("Kantoor")
    for _press in range(3):
        cells.key(Key.Key_Right, Keys.ControlModifier)
    cells.key(Key.Key_Down, Keys.ControlModifier | Keys.ShiftModifier)
    assert cells.box("Kantoor") == (60.0, 4.0, 220.0, 200.0)
    cells.document.undo()
    assert cells.box("Kantoor") == (0.0, 0.0, 220.0, 200.0)


def test_arrows_walk_to_what_lies_beside(cells: Hand) -> None:
    before = dump(cells.document.organisation)
    cells.select("Kantoor")
    walked = []
    for key in (Key.Key_Right, Key.Key_Down, Key.Key_Down, Key.Key_Up):
        cells.key(key)
        walked.append(cells.scene.selected()[0].id)
    assert walked[:3] == ["verspanen", "fabriek", "fabriek"]
    assert walked[3] in ("kantoor", "verspanen")
    assert dump(cells.document.organisation) == before


def test_pages_walk_into_a_unit_along_its_flows_and_out_again(cells: Hand) -> None:
    role = editing.create_role(cells.document, "soll", "kantoor", name="Calculatie")
    link = editing.create_link(cells.document, "soll", "order", "kantoor", "fabriek", "maatwerk")
    cells.select("Kantoor")
    walked = []
    for key in (Key.Key_PageDown, Key.Key_Down, Key.Key_PageDown, Key.Key_PageUp):
        cells.key(key)
        walked.append(cells.scene.selected())
    assert walked == [[role], [link], [Ref("units", "fabriek")], [Ref("units", "fabriek")]]
    cells.scene.select([role])
    cells.key(Key.Key_PageUp)
    assert cells.scene.selected() == [Ref("units", "kantoor")]


def test_shift_and_arrows_resize_as_one_step(cells: Hand) -> None:
    cells.select("Kantoor")
    cells.key(Key.Key_Right, Keys.ShiftModifier)
    cells.key(Key.Key_Down, Keys.ShiftModifier)
    assert cells.box("Kantoor") == (0.0, 0.0, 240.0, 220.0)
    cells.document.undo()
    assert cells.box("Kantoor") == (0.0, 0.0, 220.0, 200.0)


def test_alt_and_an_arrow_link_with_what_is_beside_or_make_the_next_unit(cells: Hand) -> None:
    cells.select("Kantoor")
    cells.key(Key.Key_Right, Keys.AltModifier)
    assert [(link.from_, link.to_) for link in cells.variant.links.values()] == [("kantoor", "verspanen")]
    assert cells.scene.selected() == [Ref("links", next(iter(cells.variant.links)))]  # typing can't rename the cell
    cells.key(Key.Key_Right, Keys.AltModifier)
    cells.type("Montage")
    assert cells.box("Montage") == (640.0, 0.0, 220.0, 200.0)
    assert list(cells.variant.links.values())[-1].to_ == cells.units()["Montage"].id
    cells.document.undo()
    assert "Montage" not in cells.units()
    assert len(cells.variant.links) == 1


def test_a_click_on_a_connect_point_does_the_same(cells: Hand) -> None:
    hover(cells, 110, 100)
    cells.click(234, 100)
    assert [(link.from_, link.to_) for link in cells.variant.links.values()] == [("kantoor", "verspanen")]
    hover(cells, 110, 100)
    cells.click(-14, 100)
    cells.type("Inkoop")
    assert cells.box("Inkoop") == (-320.0, 0.0, 220.0, 200.0)


def test_what_is_locked_stays_and_can_still_be_selected(cells: Hand) -> None:
    told: list[str] = []
    cells.view.refused.connect(told.append)
    editing.set_locked(cells.document, "soll", [Ref("units", "kantoor")], locked=True)
    cells.drag((100, 20), (100, 120))
    cells.click(100, 100)
    assert cells.scene.selected() == [Ref("units", "kantoor")]
    cells.drag((224, 204), (263, 241))
    cells.select("Kantoor")
    cells.key(Key.Key_Right, Keys.ControlModifier)
    cells.key(Key.Key_Right, Keys.ShiftModifier)
    assert cells.box("Kantoor") == (0.0, 0.0, 220.0, 200.0)
    assert told == ["Kantoor is locked; unlock it to move or resize it."] * 2
    assert cells.view.locks.shown == 1
    cells.scene.select([Ref("units", "kantoor"), Ref("units", "verspanen")])
    cells.drag((400, 20), (400, -140))
    assert cells.box("Kantoor")[1] == 0.0
    assert cells.box("Verspanen")[1] == -160.0


def test_a_unit_is_drawn_to_the_edge_of_another_and_alt_lets_it_be(cells: Hand) -> None:
    with cells.document.edit("Off the grid"):
        cells.units()["Verspanen"].box = (327.0, 3.0, 220.0, 200.0)
    cells.press(100, 20)
    cells.to(100, 28)
    assert cells.scene.units["kantoor"].root.y() == 3.0  # the edge goes before the grid
    assert cells.view.guide_lines.shown
    cells.to(100, 28, Keys.AltModifier)
    assert cells.scene.units["kantoor"].root.y() == 8.0
    assert not cells.view.guide_lines.shown
    cells.key(Key.Key_Escape)
    cells.view.snap_guides = False
    cells.press(100, 20)
    cells.to(100, 36)
    assert cells.scene.units["kantoor"].root.y() == 20.0
    cells.view.snap_grid = False
    cells.key(Key.Key_Escape)
    cells.press(100, 20)
    cells.to(100, 36)
    assert cells.scene.units["kantoor"].root.y() == 16.0
    cells.release(100, 36)
    assert not cells.view.guide_lines.shown


def test_equal_distances_attract(cells: Hand) -> None:
    cells.key("c")
    with cells.document.edit("Off the grid"):
        cells.units()["Verspanen"].box = (327.0, 0.0, 220.0, 200.0)
    cells.click(761, 97)
    cells.type("Montage")
    assert cells.box("Montage")[:2] == (654.0, 0.0)  # 107 on both sides, in line with the others


def test_the_link_kinds_have_keys(cells: Hand) -> None:
    for key, kind in {"i": "information", "o": "consultation", "g": "control", "p": "support"}.items():
        cells.key(key)
        assert (cells.view.tool, cells.view.link_kind) == ("link", kind)


def test_figures_choose_the_family_while_flows_are_drawn(cells: Hand) -> None:
    made = editing.create_order(cells.document, "Serie")
    cells.key("s")
    cells.key("2")
    cells.drag((110, 100), (430, 100))
    cells.key("1")
    cells.drag((430, 100), (300, 400))
    assert [link.order for link in cells.variant.links.values()] == [made, "maatwerk"]
    assert editing.create_order(cells.document, "  serie ") == made
    cells.view.set_zoom(0.8)
    cells.key("v")
    cells.key("1")
    assert cells.view.zoom() == 1.0


def test_delete_takes_links_along_and_undo_brings_all_back(cells: Hand) -> None:
    editing.create_link(cells.document, "soll", "order", "kantoor", "verspanen", "maatwerk")
    before = dump(cells.document.organisation)
    cells.select("Kantoor")
    cells.key(Key.Key_Delete)
    assert cells.document.undo_name == "Delete Kantoor"
    assert not cells.variant.links
    assert not cells.scene.links
    assert cells.scene.selected() == []
    cells.document.undo()
    assert dump(cells.document.organisation) == before
    assert set(cells.scene.links) == set(cells.variant.links)


def test_tab_walks_the_units_and_then_leaves(cells: Hand) -> None:
    walked = []
    for _press in range(3):
        cells.view.focusNextPrevChild(True)
        walked.append(cells.scene.selected()[0].id)
    assert walked == ["kantoor", "verspanen", "fabriek"]
    assert not cells.view.keyboard.walk(True)


def test_drawing_and_linking_without_a_mouse(hand: Hand) -> None:
    for name in ("Kantoor", "Verspanen"):
        hand.key("c")
        hand.key(Key.Key_Return)
        hand.type(name)
    boxes = [hand.box(name) for name in ("Kantoor", "Verspanen")]
    assert boxes[0][0] + boxes[0][2] < boxes[1][0]
    hand.select("Kantoor")
    hand.key("s")
    hand.key(Key.Key_Tab)
    assert hand.scene.marks.target.isVisible()
    hand.key(Key.Key_Return)
    link = next(iter(hand.variant.links.values()))
    assert (link.from_, link.to_) == (hand.units()["Kantoor"].id, hand.units()["Verspanen"].id)


def test_every_tool_has_a_key_and_tells(hand: Hand) -> None:
    told: list[str] = []
    hand.view.tool_changed.connect(told.append)
    for key in "ctdubxreslwnhv":
        hand.key(key)
    assert set(told) == set(TOOLS)


def wheel(hand: Hand, turn: int, keys: Qt.KeyboardModifier, place: QPointF) -> None:
    event = QWheelEvent(
        place,
        hand.view.viewport().mapToGlobal(place),
        QPointF(0, 0).toPoint(),
        QPointF(0, turn).toPoint(),
        Qt.MouseButton.NoButton,
        keys,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(hand.view.viewport(), event)


def test_control_and_wheel_zoom_at_the_pointer(cells: Hand) -> None:
    place = QPointF(300, 200)
    before = cells.view.to_scene(place)
    wheel(cells, 120, Keys.ControlModifier, place)
    assert cells.view.zoom() == pytest.approx(1.0015**120)
    after = cells.view.to_scene(place)
    assert abs(after.x() - before.x()) <= 1
    assert abs(after.y() - before.y()) <= 1
    for _turn in range(60):
        wheel(cells, -240, Keys.ControlModifier, place)
    cells.view.wheel.apply()
    assert cells.view.zoom() == pytest.approx(0.05)
    for _turn in range(60):
        wheel(cells, 240, Keys.ControlModifier, place)
    cells.view.wheel.apply()
    assert cells.view.zoom() == pytest.approx(4.0)
    cells.key("1")
    assert cells.view.zoom() == 1.0


def test_many_turns_in_one_frame_are_one_zoom(cells: Hand) -> None:
    told: list[float] = []
    cells.view.zoom_changed.connect(told.append)
    for _turn in range(40):
        wheel(cells, 8, Keys.ControlModifier, QPointF(300, 200))
    cells.view.wheel.apply()
    assert told == pytest.approx([1.0015**8, 1.0015**320])


def test_wheel_space_and_middle_button_pan(cells: Hand) -> None:
    def corner() -> QPointF:
        return cells.view.to_scene(QPointF(0, 0))

    start = corner()
    wheel(cells, -120, Keys.NoModifier, QPointF(300, 200))
    assert corner() == start + QPointF(0, 60)
    QTest.keyPress(cells.view, Key.Key_Space)
    cells.drag((600, 400), (560, 380))
    QTest.keyRelease(cells.view, Key.Key_Space)
    assert corner() == start + QPointF(40, 80)
    assert cells.document.undo_name == "Three units"


def test_fit_shows_everything(cells: Hand) -> None:
    cells.key(Key.Key_Exclam, Keys.ShiftModifier)
    seen = cells.view.mapToScene(cells.view.viewport().rect()).boundingRect()
    assert seen.contains(cells.scene.content_rect())
    cells.select("Verspanen")
    cells.key(Key.Key_At, Keys.ShiftModifier)
    assert cells.view.zoom() == pytest.approx(1.25)


def test_what_is_selected_comes_into_view_at_the_zoom_there_is_where_it_fits(cells: Hand) -> None:
    def seen() -> QRectF:
        return cells.view.mapToScene(cells.view.viewport().rect()).boundingRect()

    cells.view.set_zoom(0.8)
    cells.view.centerOn(-900, -700)
    cells.select("Kantoor")
    cells.view.show_selection()
    assert cells.view.zoom() == pytest.approx(0.8)
    assert seen().contains(cells.scene.rect_of(Ref("units", "kantoor")))
    corner = cells.view.to_scene(QPointF(0, 0))
    cells.view.show_selection()  # nothing moves where all of it is seen
    assert cells.view.to_scene(QPointF(0, 0)) == corner
    cells.view.set_zoom(3.0)
    cells.scene.select([Ref("units", unit) for unit in ("kantoor", "fabriek")])
    cells.view.show_selection()
    assert cells.view.zoom() < 3.0
    assert all(seen().contains(cells.scene.rect_of(ref)) for ref in cells.scene.selected())


def test_far_away_texts_are_left_out_in_one_pass(cells: Hand) -> None:
    details = cells.scene.units["kantoor"]._details
    cells.view.set_zoom(0.3)
    assert not details.isVisible()
    cells.view.set_zoom(0.5)
    assert details.isVisible()


def test_the_context_menu_is_asked_for_what_lies_there(cells: Hand) -> None:
    asked: list[object] = []
    cells.view.context_requested.connect(lambda ref, _place: asked.append(ref))
    place = cells.at(110, 20)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, cells.view.viewport().mapToGlobal(place))
    QApplication.sendEvent(cells.view.viewport(), event)
    assert asked == [Ref("units", "kantoor")]
    assert cells.scene.selected() == asked


def test_what_the_model_refuses_is_told_and_changes_nothing(cells: Hand) -> None:
    editing.nest(cells.document, "soll", [Ref("units", "kantoor")], "fabriek")
    told: list[str] = []
    cells.view.refused.connect(told.append)
    before = dump(cells.document.organisation)
    done = cells.view.attempt(lambda: editing.nest(cells.document, "soll", [Ref("units", "fabriek")], "kantoor"))
    assert done is False
    assert len(told) == 1
    assert dump(cells.document.organisation) == before
