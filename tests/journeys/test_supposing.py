"""Units, roles and people dragged over the drawing: figures follow before anything is dropped."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from organisatiecanvas.canvas.refs import Ref
from organisatiecanvas.desktop.forms import set_field
from organisatiecanvas.models import interchange
from tests.desktop.conftest import answers, bosch_window, child, routed_file, settle, window  # noqa: F401 - fixtures

pytestmark = pytest.mark.journey


class Hand:
    """The mouse on the drawing; places are those of elements."""

    def __init__(self, window, qtbot):  # noqa: F811
        self.qtbot, self.session = qtbot, window.session
        self.page = window.workspace.canvas
        self.view, self.scene = self.page.view, self.page.scene
        self.port = self.view.viewport()

    def close_to(self, unit):
        self.view.set_zoom(0.6)
        self.view.centerOn(self.scene.rect_of(Ref("units", unit)).center())

    def spot(self, ref, dx=0.5, dy=0.5):
        rect = self.scene.rect_of(ref)
        return self.view.mapFromScene(rect.left() + dx * rect.width(), rect.top() + dy * rect.height())

    def take(self, place):
        QTest.mousePress(self.port, Qt.MouseButton.LeftButton, pos=place)
        self.over(place + QPoint(9, 9))

    def over(self, place):
        self.last = place
        QTest.mouseMove(self.port, place)

    def drop(self):
        QTest.mouseRelease(self.port, Qt.MouseButton.LeftButton, pos=self.last)

    def supposed(self):
        preview = self.session.preview
        assert preview.values is not None
        self.qtbot.waitUntil(lambda: preview.figures is not None and preview.fresh, timeout=20000)
        return preview.figures


def occupancy(figures, unit):
    return next(row["occupancy"] for row in figures["capacity"]["units"] if row["unit"] == unit)


def test_a_unit_over_another_and_back_by_esc(bosch_window, qtbot):  # noqa: F811
    hand = Hand(bosch_window, qtbot)
    before = interchange.to_json(hand.session.organisation)
    hand.take(hand.spot(Ref("units", "zagerij"), 0.5, 0.1))
    hand.over(hand.spot(Ref("units", "verkoop"), 0.5, 0.9))
    assert hand.session.preview.values == (("units", "zagerij", "parent", "verkoop"),)
    hand.supposed()
    assert hand.session.seen.supposed
    assert bosch_window.workspace.inspector.preview.isVisible()
    QTest.keyClick(hand.view, Qt.Key.Key_Escape)
    assert hand.session.preview.values is None
    assert not hand.session.seen.supposed
    hand.drop()
    assert interchange.to_json(hand.session.organisation) == before


def test_a_unit_that_stays_where_it_belongs_supposes_nothing(bosch_window, qtbot):  # noqa: F811
    hand = Hand(bosch_window, qtbot)
    place = hand.spot(Ref("units", "zagerij"), 0.5, 0.1)
    hand.take(place)
    hand.over(place + QPoint(14, 0))
    assert hand.session.preview.values is None
    hand.drop()


def test_a_role_over_another_unit(bosch_window, qtbot):  # noqa: F811
    hand = Hand(bosch_window, qtbot)
    hand.close_to("perserij")
    hand.scene.select([Ref("roles", "r-gereedschap")])
    hand.take(hand.spot(Ref("roles", "r-gereedschap"), 0.9, 0.3))
    hand.over(hand.spot(Ref("units", "draaierij"), 0.5, 0.9))
    assert hand.session.preview.values == (("roles", "r-gereedschap", "unit", "draaierij"),)
    supposed = hand.supposed()
    hand.drop()
    settle(qtbot, bosch_window)
    assert hand.session.variant.roles["r-gereedschap"].unit == "draaierij"
    assert hand.session.runner.figures == supposed


def test_somebody_over_another_role_changes_what_both_units_can_do(bosch_window, qtbot):  # noqa: F811
    hand = Hand(bosch_window, qtbot)
    hand.close_to("zagerij")
    now = hand.session.runner.figures
    name = hand.scene.units["zagerij"].holder_place("r-zagen", "p09")
    corner = hand.scene.rect_of(Ref("units", "zagerij")).topLeft()
    hand.take(hand.view.mapFromScene(corner + name.center()))
    hand.over(hand.spot(Ref("roles", "r-persen"), 0.9, 0.3))
    first = hand.session.preview.values
    hand.over(hand.last + QPoint(2, 1))
    assert hand.session.preview.values is first  # computed once for as long as the pointer stays on the role
    supposed = hand.supposed()
    assert occupancy(supposed, "zagerij") > occupancy(now, "zagerij")
    assert occupancy(supposed, "perserij") < occupancy(now, "perserij")
    assert hand.scene.badges["zagerij"].text == f"{100 * occupancy(supposed, 'zagerij'):.0f} %"
    hand.drop()
    settle(qtbot, bosch_window)
    assert hand.session.document.undo_name == "Move Medewerker 09 to Persen"
    assert hand.session.runner.figures == supposed


def test_a_role_takes_its_own_work_along_and_says_so(bosch_window, qtbot):  # noqa: F811
    """By hand: pressing asks 65.3 h of the cell of 70.2 h it leaves, and comes to the saw with its 68.4 h."""
    hand = Hand(bosch_window, qtbot)
    hand.close_to("perserij")
    now, status = hand.session.runner.figures, bosch_window.workspace.status.message
    hand.scene.select([Ref("roles", "r-persen")])
    hand.take(hand.spot(Ref("roles", "r-persen"), 0.97, 0.3))
    hand.over(hand.spot(Ref("units", "zagerij"), 0.5, 0.97))
    assert status.full == "Into Zagerij, with 1 task: Persen · strip en pers"
    supposed = hand.supposed()
    assert occupancy(now, "zagerij") == pytest.approx(52.917 / 70.175, abs=1e-4)
    assert occupancy(supposed, "zagerij") == pytest.approx((52.917 + 65.296) / (70.175 + 68.421), abs=1e-4)
    hand.drop()
    assert status.full == "1 task went along: Persen · strip en pers. Pers stays in Perserij."
    settle(qtbot, bosch_window)
    assert hand.session.runner.figures == supposed
    assert hand.session.document.undo_name == "Move Persen into Zagerij"
    hand.session.document.undo()
    task = hand.session.variant.tasks["t-persen-strip"]
    assert (task.unit, task.machine) == ("perserij", "m-pers")
    hand.scene.select([Ref("roles", "r-gereedschap"), Ref("roles", "r-persen")])  # and together with another
    hand.take(hand.spot(Ref("roles", "r-persen"), 0.97, 0.3))
    hand.over(hand.spot(Ref("units", "zagerij"), 0.5, 0.97))
    hand.drop()
    assert {hand.session.variant.roles[role].unit for role in ("r-gereedschap", "r-persen")} == {"zagerij"}
    assert hand.session.document.undo_name == "Move 2 roles into Zagerij"


def test_by_outline_and_in_its_form_a_role_takes_its_work_along_too(bosch_window):  # noqa: F811
    session, workspace = bosch_window.session, bosch_window.workspace
    assert set_field(session, "roles", ("ist", "r-persen"), "unit", "zagerij") == ""
    assert session.variant.tasks["t-persen-strip"].unit == "zagerij"
    assert workspace.status.message.full.startswith("1 task went along")
    session.document.undo()
    workspace.status.show_message("")
    workspace.set_panel("outline", shown=True)
    workspace.outline.tree.choose([("roles", "r-persen")])
    workspace.outline.move_role(1)  # Alt+Down
    home = session.variant.roles["r-persen"].unit
    assert home != "perserij"
    assert session.variant.tasks["t-persen-strip"].unit == home
    assert workspace.status.message.full.startswith("1 task went along")
    session.document.undo()
    assert session.variant.tasks["t-persen-strip"].unit == "perserij"
