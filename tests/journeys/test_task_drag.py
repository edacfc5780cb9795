"""A task dragged from one cell to another in the real window: its figures show before it is dropped."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from organisatiecanvas.canvas.refs import Ref
from organisatiecanvas.canvas.task_drag import Place, move_task
from organisatiecanvas.desktop.forms import set_field
from organisatiecanvas.desktop.inspector_sections import SectionList
from organisatiecanvas.desktop.widgets import ElidedButton
from organisatiecanvas.models import interchange
from organisatiecanvas.models.analysis import analyse
from organisatiecanvas.models.snapshot import Value
from tests.desktop.conftest import answers, bosch_window, child, routed_file, settle, window  # noqa: F401 - fixtures

pytestmark = pytest.mark.journey


class Hand:
    """Takes hold of a task in the inspector and moves it over the drawing."""

    def __init__(self, window, qtbot, unit):  # noqa: F811
        self.window, self.qtbot = window, qtbot
        self.session, self.canvas = window.session, window.workspace.canvas
        window.workspace.set_panel("inspector", shown=True)
        self.canvas.scene.select([Ref("units", unit)])
        sections = [one for one in window.workspace.inspector.findChildren(SectionList) if one.section.title == "Tasks"]
        self.line = sections[-1].findChildren(ElidedButton)[0]

    def _send(self, kind, place, held=Qt.MouseButton.LeftButton):
        button = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else Qt.MouseButton.LeftButton
        local = QPointF(self.line.mapFromGlobal(place))
        QApplication.sendEvent(
            self.line, QMouseEvent(kind, local, QPointF(place), button, held, Qt.KeyboardModifier.NoModifier)
        )

    def take(self):
        start = self.line.mapToGlobal(QPoint(20, 8))
        self._send(QEvent.Type.MouseButtonPress, start)
        self._send(QEvent.Type.MouseMove, start - QPoint(60, 0))

    def over(self, unit):
        """Hold it over the foot of a unit, where no role is."""
        view, rect = self.canvas.view, self.canvas.scene.rect_of(Ref("units", unit))
        self._send(QEvent.Type.MouseMove, self._at(view.mapFromScene(rect.center().x(), rect.bottom() - 6)))

    def over_role(self, role):
        rect = self.canvas.scene.rect_of(Ref("roles", role))
        self._send(QEvent.Type.MouseMove, self._at(self.canvas.view.mapFromScene(rect.center())))

    def _at(self, place):
        self._last = self.canvas.view.viewport().mapToGlobal(place)
        return self._last

    def drop(self):
        self._send(QEvent.Type.MouseButtonRelease, self._last, Qt.MouseButton.NoButton)

    def figures(self):
        """What the preview makes of it, once it is there."""
        preview = self.session.preview
        self.qtbot.waitUntil(lambda: preview.figures is not None and preview.fresh, timeout=20000)
        return preview.figures


def test_a_task_shows_what_a_drop_would_do_and_drops_as_one_step(bosch_window, qtbot):  # noqa: F811
    session, inspector = bosch_window.session, bosch_window.workspace.inspector
    before, figures = interchange.to_json(session.organisation), session.runner.figures
    hand = Hand(bosch_window, qtbot, "engineering")
    hand.take()
    assert session.preview.values is None
    assert not inspector.preview.isVisible()
    hand.over("zagerij")
    supposed = hand.figures()
    now = {row["unit"]: row["occupancy"] for row in figures["capacity"]["units"]}
    then = {row["unit"]: row["occupancy"] for row in supposed["capacity"]["units"]}
    assert then["engineering"] < now["engineering"]
    assert then["zagerij"] > now["zagerij"]
    assert hand.canvas.scene.badges["zagerij"].text == f"{100 * then['zagerij']:.0f} %"
    lines = {(line.group, line.name): line for line in inspector.preview.lines.lines}
    for unit, name in (("zagerij", "Zagerij"), ("engineering", "Engineering")):
        shown = lines["Occupancy", name]
        assert (shown.before, shown.after) == (f"{100 * now[unit]:.0f} %", f"{100 * then[unit]:.0f} %")
    days = {row["order"]: row["mct_days"] for row in supposed["flow"]["orders"]}
    assert lines["Lead time (MCT) · ±10 %", "Strip- en persscharnieren"].after == f"{days['strip']:.1f} d"
    assert inspector.preview.isVisible()
    assert inspector.preview.news.isHidden()
    assert inspector.preview.height() > inspector.preview.lines.height() > 100
    assert interchange.to_json(session.organisation) == before
    hand.drop()
    assert not inspector.preview.isVisible()
    assert session.document.undo_name == "Move Ontwerp en tekening · strip en pers into Zagerij"
    task = session.variant.tasks["t-engineering-strip"]
    assert (task.unit, task.role) == ("zagerij", None)
    settle(qtbot, bosch_window)
    assert session.runner.figures == supposed == analyse(session.organisation, "ist", training=False)
    session.document.undo()
    assert interchange.to_json(session.organisation) == before


def test_figures_of_another_place_are_pale_and_esc_gives_up(bosch_window, qtbot):  # noqa: F811
    session = bosch_window.session
    steps = session.document.undo_name
    hand = Hand(bosch_window, qtbot, "zagerij")
    hand.take()
    hand.over("montage")
    first = hand.figures()
    hand.over("verkoop")
    assert session.preview.figures is first
    assert not session.preview.fresh
    assert hand.canvas.scene.badges["montage"].stale
    hand.over("perserij")  # asked for while the other is computed: the newest wins
    figures = hand.figures()
    assert figures["flow"]["needed"] == [{"unit": "perserij", "machine": None, "count": 3}]
    assert bosch_window.workspace.inspector.preview.news.text().startswith("✕ Perserij is loaded at")
    QTest.keyClick(bosch_window.workspace.inspector, Qt.Key.Key_Escape)
    assert session.preview.values is None
    assert session.seen == (session.runner.figures, True, False)
    assert not hand.canvas.scene.badges["perserij"].stale
    hand.drop()
    assert session.document.undo_name == steps
    assert session.variant.tasks["t-zagen-strip"].unit == "zagerij"


def test_work_where_its_orders_never_come_is_told_before_the_drop(bosch_window, qtbot):  # noqa: F811
    hand = Hand(bosch_window, qtbot, "zagerij")
    hand.take()
    hand.over("lasserij")
    hand.figures()
    assert "it counts 0 h" in bosch_window.workspace.inspector.preview.news.text()
    hand.drop()


def test_a_task_dropped_on_a_role_is_done_by_that_role(bosch_window, qtbot):  # noqa: F811
    hand = Hand(bosch_window, qtbot, "zagerij")
    hand.take()
    hand.over_role("r-magazijn")
    hand.drop()
    task = bosch_window.session.variant.tasks["t-zagen-strip"]
    assert (task.unit, task.role, task.machine) == ("zagerij", "r-magazijn", "m-zaag")


def test_a_task_goes_to_the_only_role_of_its_kind_and_leaves_its_machine(bosch_window):  # noqa: F811
    document = bosch_window.session.document
    move_task(document, "ist", "t-lassen-zwaar", Place("afwerking"))
    task = document.organisation.variants["ist"].tasks["t-lassen-zwaar"]
    assert (task.unit, task.role, task.machine) == ("afwerking", "r-afwerken", None)
    move_task(document, "ist", "t-lassen-zwaar", Place("afwerking"))
    document.undo()
    assert document.organisation.variants["ist"].tasks["t-lassen-zwaar"].unit == "lasserij"


def test_by_keyboard_a_task_gets_another_unit_in_its_form(bosch_window):  # noqa: F811
    session = bosch_window.session
    assert set_field(session, "tasks", ("ist", "t-zagen-strip"), "unit", "montage") == ""
    task = session.variant.tasks["t-zagen-strip"]
    assert (task.unit, task.role, task.machine) == ("montage", "r-monteren", None)
    session.document.undo()
    assert session.variant.tasks["t-zagen-strip"].machine == "m-zaag"


def test_whatever_is_dragged_shows_what_it_does_to_skills_and_control(bosch_window, qtbot):  # noqa: F811
    session, inspector = bosch_window.session, bosch_window.workspace.inspector
    bosch_window.workspace.set_panel("inspector", shown=True)
    bosch_window.workspace.canvas.view.suppose((Value("roles", "r-persen", "unit", "zagerij"),))
    qtbot.waitUntil(lambda: session.preview.figures is not None and session.preview.fresh, timeout=20000)
    shown = {line.group for line in inspector.preview.lines.lines}
    assert {"Occupancy", "Authority", "1-3-1"} <= shown
    old, now = (
        {row["unit"]: row["authority_operational"] for row in figures["control"]["units"]}["perserij"]
        for figures in (session.runner.figures, session.preview.figures)
    )
    line = next(one for one in inspector.preview.lines.lines if one.group == "Authority")
    assert (line.name, line.before, line.after) == ("Perserij", f"{old:.2f}", f"{now:.2f}")
    bosch_window.workspace.canvas.view.suppose(None)
    assert not inspector.preview.isVisible()
