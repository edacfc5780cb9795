"""Room for the drawing: panels take each other's place, what was seen whole stays so, nothing lies over it unasked."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from organisatiecanvas.desktop.workspace import LEAST_DRAWING

SIDES = ("outline", "people", "inspector")


@pytest.fixture
def canvas(bosch_window):
    return bosch_window.workspace.canvas


def shown(window) -> list[str]:
    space = window.workspace
    widgets = {"outline": space.outline, "people": space.canvas.people.panel, "inspector": space.inspector}
    found = [name for name in SIDES if widgets[name] is not None and widgets[name].isVisible()]
    assert found == [name for name in SIDES if window.commands.command(f"view.{name}").checked()]
    return found


def resized(window, width: int, height: int) -> None:
    window.resize(width, height)
    QApplication.processEvents()


def test_side_panels_give_way_in_a_narrow_window_and_come_back(bosch_window, canvas):
    for name in ("people", "outline"):
        bosch_window.commands.run(f"view.{name}")
    assert shown(bosch_window) == list(SIDES)
    resized(bosch_window, 1024, 768)
    assert shown(bosch_window) == ["inspector"]
    assert canvas.view.width() >= LEAST_DRAWING
    resized(bosch_window, 1440, 900)
    assert shown(bosch_window) == list(SIDES)


def test_a_panel_that_is_opened_in_a_narrow_window_takes_the_place_of_another(bosch_window, canvas):
    resized(bosch_window, 1024, 768)
    for name in ("outline", "people", "inspector", "people"):
        bosch_window.commands.run(f"view.{name}")
        QApplication.processEvents()
        assert shown(bosch_window) == [name]
        assert canvas.view.width() >= LEAST_DRAWING
    bosch_window.commands.run("view.people")
    assert shown(bosch_window) == []


def test_closing_a_panel_gives_the_keys_to_the_drawing(bosch_window, canvas):
    for name in ("outline", "people"):
        bosch_window.commands.run(f"view.{name}")
        assert bosch_window.focusWidget() is not canvas.view or name == "outline"
        bosch_window.commands.run(f"view.{name}")
        assert bosch_window.focusWidget() is canvas.view
    bosch_window.workspace.show_inspector()
    bosch_window.commands.run("view.inspector")
    assert bosch_window.focusWidget() is canvas.view


def seen_whole(canvas) -> bool:
    view = canvas.view
    room = view.viewport().rect().adjusted(0, view.covered_above - 1, 0, 1 - view.covered_below)
    return room.contains(view.mapFromScene(canvas.scene.content_rect()).boundingRect().adjusted(2, 2, -2, -2))


def test_a_drawing_that_is_seen_whole_stays_so_in_another_room(bosch_window, canvas):
    variants = bosch_window.session.organisation.variants.values()
    bosch_window.session.show_variant(next(one.id for one in variants if one.kind == "redesign"))
    canvas.view.fit()
    assert seen_whole(canvas)
    bosch_window.commands.run("view.people")
    QApplication.processEvents()
    assert seen_whole(canvas)
    resized(bosch_window, 1700, 1000)
    assert seen_whole(canvas)
    canvas.view.set_zoom(1.0)
    place = canvas.view.to_scene(QPointF(0, 0))
    resized(bosch_window, 1440, 900)
    assert canvas.view.zoom() == 1.0  # who looked elsewhere stays there
    assert canvas.view.to_scene(QPointF(0, 0)) == place


def test_the_overview_comes_when_part_is_out_of_sight(bosch_window, canvas):
    canvas.view.fit()
    assert not canvas.look.overview_shown
    canvas.view.set_zoom(1.5)
    assert canvas.look.overview_shown
    canvas.view.fit()
    assert not canvas.look.overview_shown
    bosch_window.commands.run("view.minimap")
    assert canvas.look.overview_shown  # asked for
    bosch_window.commands.run("view.minimap")
    canvas.view.set_zoom(1.5)
    assert not canvas.look.overview_shown


def test_a_legend_that_would_lie_over_units_begins_folded(bosch_window, canvas):
    canvas.view.fit()
    canvas.overlays.choose("control")
    assert canvas.legend.folded
    assert canvas.legend.height() < 60
    canvas.legend.fold_classes.click()
    assert not canvas.legend.folded
    canvas.overlays.choose("occupancy")
    assert not canvas.legend.folded  # as it was left
    canvas.overlays.choose(None)
    canvas.view.set_zoom(0.1)
    canvas.overlays.choose("control")
    assert not canvas.legend.folded


def test_each_variant_is_shown_where_it_was_left(bosch_window, canvas):
    first = bosch_window.session.variant_id
    other = next(one for one in bosch_window.session.organisation.variants if one != first)
    canvas.view.set_zoom(1.5)
    place = canvas.view.mapToScene(canvas.view.viewport().rect().center())
    bosch_window.session.show_variant(other)
    canvas.view.fit()
    bosch_window.session.show_variant(first)
    assert canvas.view.zoom() == pytest.approx(1.5)
    back = canvas.view.mapToScene(canvas.view.viewport().rect().center())
    assert (back - place).manhattanLength() < 3


def test_an_empty_sheet_says_how_to_begin_until_something_is_drawn(window, qtbot):
    window.commands.run("file.new")
    look = window.workspace.canvas.look
    qtbot.waitUntil(look.empty.isVisible)
    assert not look.overview_shown
    view = window.workspace.canvas.view
    QTest.keyClick(view, Qt.Key.Key_C)
    port, start = view.viewport(), view.viewport().rect().center()
    QTest.mousePress(port, Qt.MouseButton.LeftButton, pos=start)
    for step in (60, 160):
        QTest.mouseMove(port, start + QPoint(step, step // 2))
    QTest.mouseRelease(port, Qt.MouseButton.LeftButton, pos=start + QPoint(160, 80))
    QTest.keyClicks(QApplication.focusWidget(), "Cel A")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert [unit.name for unit in window.session.variant.units.values()] == ["Cel A"]
    qtbot.waitUntil(lambda: not look.empty.isVisible())
    window.commands.run("edit.undo")
    qtbot.waitUntil(look.empty.isVisible)
