"""People in the real window: dragged from the list, between roles and to the bench; by key; and overlays over it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from organisatiecanvas.canvas import overlays, style
from organisatiecanvas.canvas.refs import Ref
from organisatiecanvas.desktop.people_list import PeopleList
from organisatiecanvas.desktop.people_model import LEAVERS, OVER, WAITING
from organisatiecanvas.desktop.people_side import PeopleSide
from organisatiecanvas.models.organisation import Unit

from .conftest import settle

NONE, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton


class Hand:
    """A mouse over the window; places are points of a widget."""

    def __init__(self, window) -> None:
        self.window = window
        self.page = window.workspace.canvas
        self.people: PeopleSide = self.page.people
        self.view = self.page.view

    @property
    def variant(self):
        return self.window.session.variant

    def send(self, widget: QWidget, kind: QEvent.Type, place: QPoint, keys=NONE) -> None:
        """An event as Qt delivers it: to the widget that was pressed, wherever the pointer is."""
        at = QPointF(widget.mapFromGlobal(place))
        button = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else LEFT
        held = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseButtonRelease else LEFT
        QApplication.sendEvent(widget, QMouseEvent(kind, at, QPointF(place), button, held, keys))

    def begin(self, widget: QWidget, start: QPoint, end: QPoint, keys=NONE) -> None:
        """Press and drag, without letting go."""
        self.send(widget, QEvent.Type.MouseButtonPress, start)
        for part in (0.2, 0.6, 1.0):
            self.send(widget, QEvent.Type.MouseMove, start + (end - start) * part, keys)

    def drag(self, widget: QWidget, start: QPoint, end: QPoint, keys=NONE) -> None:
        self.begin(widget, start, end, keys)
        self.send(widget, QEvent.Type.MouseButtonRelease, end, keys)

    def show(self) -> None:
        """The list open, the drawing near enough to read."""
        self.people.show_panel(shown=True)
        QApplication.processEvents()
        self.view.set_zoom(1.0)

    def role(self, role: str) -> QPoint:
        """The middle of a role's row, brought into view."""
        self.view.ensure_shown(Ref("roles", role))
        rect = self.view.canvas.rect_of(Ref("roles", role))
        return self.view.viewport().mapToGlobal(self.view.mapFromScene(QPointF(rect.right() - 8, rect.top() + 8)))

    def name(self, role: str, person: str) -> QPoint:
        """Where a holder's name lies, brought into view."""
        self.view.ensure_shown(Ref("roles", role))
        item = self.view.canvas.units[self.variant.roles[role].unit]
        place = item.holder_place(role, person)
        assert place is not None
        return self.view.viewport().mapToGlobal(self.view.mapFromScene(place.center() + item.root.pos()))

    def row(self, shown: PeopleList, person: str) -> QPoint:
        proxy = shown.model()
        index = next(proxy.index(row, 0) for row in range(proxy.rowCount()) if proxy.people()[row] == person)
        shown.scrollTo(index)
        return shown.viewport().mapToGlobal(shown.visualRect(index).center())

    def holders(self, role: str) -> list[str]:
        return list(self.variant.roles[role].holders)


@pytest.fixture
def hand(bosch_window, qtbot) -> Iterator[Hand]:
    made = Hand(bosch_window)
    made.show()
    yield made
    settle(qtbot, bosch_window)


def two_roles(hand: Hand) -> tuple[str, str, str]:
    """A role with a readable holder who has no other place, who that is, and a role beside it in sight."""
    for role in hand.variant.roles.values():
        unit = hand.view.canvas.units[role.unit]
        for person in role.holders:
            held = hand.people.model.places.roles(person)
            other = next(
                (one for one in unit.role_places if one != role.id and person not in hand.variant.roles[one].holders),
                None,
            )
            if held == [role.id] and other is not None and unit.holder_place(role.id, person) is not None:
                return role.id, person, other
    raise AssertionError("the example has no such roles")


def test_from_the_list_onto_a_role(hand):
    role, _person, _other = two_roles(hand)
    who = next(person for person in hand.people.model.people if person not in hand.holders(role))
    end = hand.role(role)
    shown = hand.people.panel.list
    hand.begin(shown.viewport(), hand.row(shown, who), end)
    assert hand.view.canvas.marks.target.isVisible()
    assert hand.people.bench.isVisible()
    before = hand.window.session.document.undo_name
    assert who not in hand.holders(role), "nothing happens before the drop"
    hand.send(shown.viewport(), QEvent.Type.MouseButtonRelease, end)
    assert who in hand.holders(role)
    assert not hand.view.canvas.marks.target.isVisible()
    assert QApplication.overrideCursor() is None
    hand.window.commands.run("edit.undo")
    assert who not in hand.holders(role)
    assert hand.window.session.document.undo_name == before


def test_from_role_to_role_moves_and_with_ctrl_keeps_both(hand):
    role, person, other = two_roles(hand)
    hand.drag(hand.view.viewport(), hand.name(role, person), hand.role(other))
    assert person not in hand.holders(role)
    assert person in hand.holders(other)
    hand.window.commands.run("edit.undo")
    hand.drag(hand.view.viewport(), hand.name(role, person), hand.role(other), CTRL)
    assert person in hand.holders(role)
    assert person in hand.holders(other)


def test_to_the_bench_and_back(hand, qtbot):
    role, person, _other = two_roles(hand)
    assert not hand.people.bench.isVisible()
    start = hand.name(role, person)
    hand.begin(hand.view.viewport(), start, start + QPoint(30, 0))
    bench = hand.people.bench
    place = bench.mapToGlobal(QPoint(60, 20))
    hand.send(hand.view.viewport(), QEvent.Type.MouseMove, place)
    hand.send(hand.view.viewport(), QEvent.Type.MouseButtonRelease, place)
    assert hand.variant.bench == (person,)
    assert bench.isVisible()
    assert bench.title.full == "! 1 person without a place"
    QApplication.processEvents()
    hand.drag(bench.list.viewport(), hand.row(bench.list, person), hand.role(role))
    assert hand.variant.bench == ()
    assert person in hand.holders(role)
    assert not bench.isVisible()


def test_dropped_on_the_leavers_somebody_leaves(hand):
    role, person, _other = two_roles(hand)
    start = hand.name(role, person)
    hand.begin(hand.view.viewport(), start, start + QPoint(30, 0))
    QApplication.processEvents()
    leavers = hand.people.bench.leavers
    place = leavers.mapToGlobal(leavers.rect().center())
    hand.send(hand.view.viewport(), QEvent.Type.MouseMove, place)
    hand.send(hand.view.viewport(), QEvent.Type.MouseButtonRelease, place)
    assert hand.variant.leavers == (person,)
    leavers.click()
    assert hand.people.panel.proxy.group == LEAVERS
    assert hand.people.panel.proxy.people() == [person]


def test_esc_gives_a_drag_up(hand):
    role, person, other = two_roles(hand)
    end = hand.role(other)
    hand.begin(hand.view.viewport(), hand.name(role, person), end)
    QTest.keyClick(hand.view, Qt.Key.Key_Escape)
    assert not hand.view.canvas.marks.target.isVisible()
    hand.send(hand.view.viewport(), QEvent.Type.MouseButtonRelease, end)
    assert person in hand.holders(role)
    assert person not in hand.holders(other)
    assert QApplication.overrideCursor() is None


def test_a_unit_with_several_roles_says_so_and_takes_nobody(hand):
    unit = next(
        one
        for one in hand.variant.units.values()
        if sum(role.unit == one.id for role in hand.variant.roles.values()) > 1
    )
    held = {role.id: list(role.holders) for role in hand.variant.roles.values()}
    hand.view.ensure_shown(Ref("units", unit.id))
    rect = hand.view.canvas.rect_of(Ref("units", unit.id))
    end = hand.view.viewport().mapToGlobal(hand.view.mapFromScene(QPointF(rect.left() + 40, rect.top() + 12)))
    shown = hand.people.panel.list
    hand.drag(shown.viewport(), hand.row(shown, hand.people.model.people[0]), end)
    assert {role.id: list(role.holders) for role in hand.variant.roles.values()} == held
    assert "several roles" in hand.window.workspace.status.message.full


def test_by_key_into_the_role_that_is_selected_and_out_of_it(hand):
    role, _person, _other = two_roles(hand)
    who = next(person for person in hand.people.model.people if person not in hand.holders(role))
    hand.view.canvas.select([Ref("roles", role)])
    hand.window.commands.run("people.find")
    QTest.keyClicks(hand.people.panel.search, hand.people.model.names[who])
    QTest.keyClick(hand.people.panel.search, Qt.Key.Key_Return)
    assert who in hand.holders(role)
    QTest.keyClick(hand.people.panel.list, Qt.Key.Key_Delete)
    assert who not in hand.holders(role)
    hand.view.canvas.select([])
    QTest.keyClick(hand.people.panel.list, Qt.Key.Key_Space)
    assert who not in hand.holders(role)
    assert "Select a role" in hand.window.workspace.status.message.full


def test_too_many_hours_are_told_at_once_and_can_be_filtered(hand):
    role, person, other = two_roles(hand)
    session = hand.window.session
    contract = session.organisation.people[person].hours_per_week
    session.attempt("Hours", lambda: setattr(hand.variant.roles[role].holders[person], "hours_per_week", contract))
    hand.view.canvas.select([Ref("roles", other)])
    hand.people.put([person])
    assert "no hours left" in hand.window.workspace.status.message.full
    session.attempt("Hours", lambda: setattr(hand.variant.roles[other].holders[person], "hours_per_week", 8.0))
    assert hand.people.model.level(person) == "problem"
    hand.people.panel.show_group(OVER)
    assert person in hand.people.panel.proxy.people()
    assert f"{(contract + 8):.0f} / {contract:.0f} h" == hand.people.model.hours(person)


def test_the_bench_says_whether_heads_add_up(hand, qtbot):
    session = hand.window.session
    soll = next(one for one in session.organisation.variants.values() if one.kind == "redesign")
    session.show_variant(soll.id)
    hand.people.to_bench(hand.people.model.people[:3])
    words = hand.people.bench.sum.full
    assert words.startswith("✓ IST: 25")
    assert "3 on the bench" in words
    hand.window.commands.run("people.bench")
    assert hand.people.panel.proxy.group == WAITING
    assert hand.people.panel.proxy.rowCount() == 3
    session.attempt("Twice", lambda: setattr(soll, "leavers", (hand.people.model.people[5],)))
    assert hand.people.bench.sum.full.startswith("✕")
    assert hand.people.model.names[hand.people.model.people[5]] in hand.people.bench.sum.toolTip()


def test_one_person_moved_does_not_gather_everybody_anew(hand):
    role, person, other = two_roles(hand)
    before = hand.people.model.gathered
    hand.view.canvas.select([Ref("roles", other)])
    hand.people.put([person])
    hand.people.take_out([person])
    hand.window.commands.run("edit.undo")
    assert hand.people.model.gathered == before
    assert hand.people.model.places.roles(person) == [one for one in hand.variant.roles if one in (role, other)]


def test_a_unit_that_is_renamed_is_the_only_group_that_is_written_anew(hand):
    panel, status = hand.people.panel, hand.window.workspace.status
    unit = next(unit for unit in hand.variant.units.values() if unit.kind != "external")
    panel.show_group(f"unit:{unit.id}")
    before, counted = panel.filled, status.counted
    with hand.window.session.document.edit("Rename"):
        unit.name = "Renamed"
    assert panel.group.currentText() == "Renamed"
    hand.window.commands.run("edit.undo")
    assert panel.group.currentText() != "Renamed"
    assert (panel.filled, status.counted) == (before, counted)


def test_a_unit_that_comes_or_goes_is_a_group_more_or_less(hand):
    panel, status, document = hand.people.panel, hand.window.workspace.status, hand.window.session.document
    known, words = panel.group.count(), status.counts.text()
    with document.edit("Add"):
        document.add(Unit(id="further", name="Further", kind="team", box=(0.0, 2000.0, 200.0, 120.0)), hand.variant)
    assert panel.group.findData("unit:further") == known
    assert status.counts.text() != words
    with document.edit("Outside"):
        hand.variant.units["further"].kind = "external"
    assert (panel.group.findData("unit:further"), status.counts.text()) == (-1, words)


def test_codes_where_names_are_hidden(hand):
    hand.page.scene.set_names("none")
    assert all(name.startswith("P") for name in hand.people.model.names.values())
    hand.page.scene.set_names("full")
    assert hand.people.model.names["p01"] == "Medewerker 01"


def test_hours_on_hover(hand):
    from organisatiecanvas.canvas.holders import tooltip

    role, person, _other = two_roles(hand)
    place = hand.view.mapToScene(hand.view.viewport().mapFromGlobal(hand.name(role, person)))
    words = tooltip(hand.page.scene, place)
    assert hand.people.model.names[person] in words
    assert "hours a week" in words


# -- overlays --------------------------------------------------------------------------------------------------------


def test_an_overlay_goes_pale_at_a_change_and_follows_the_figures(hand, qtbot):
    window, scene = hand.window, hand.page.scene
    window.commands.run("overlay.occupancy")
    assert "Occupancy" in window.workspace.top.overlay_button.text()
    fresh = scene.overlay
    assert not fresh.stale
    assert hand.page.legend.isVisible()
    role, person, _other = two_roles(hand)
    unit = hand.variant.roles[role].unit
    hand.view.canvas.select([Ref("roles", role)])
    hand.people.take_out([person])
    assert scene.overlay.stale
    assert hand.page.legend.key.overlay.stale
    settle(qtbot, window)
    assert not scene.overlay.stale
    assert scene.overlay.units[unit] != fresh.units[unit]
    window.commands.run("overlay.none")
    assert scene.overlay is None
    assert not hand.page.legend.isVisible()


def test_the_key_goes_round_all_overlays(hand):
    hand.view.setFocus()
    seen = []
    for _number in range(len(overlays.NAMES) + 1):
        QTest.keyClick(hand.view, "k")
        seen.append(hand.page.overlays.name)
    assert seen == [*overlays.NAMES, ""]
    hand.page.overlays.choose("colourful")
    assert hand.page.overlays.name == ""


def test_the_legend_shows_every_kind_of_link_and_family(hand):
    hand.window.commands.run("view.legend")
    words = [entry[2] for entry in hand.page.legend.lines.entries]
    assert len(words) == len(style.LINKS) + len(hand.window.session.organisation.orders)
    assert hand.page.legend.isVisible()
    hand.window.commands.run("view.legend")
    assert not hand.page.legend.isVisible()
    assert hand.page.legend.pill.isVisible()
