"""Scenarios 19, 41 and 53 for control capacity, through the real window."""

from __future__ import annotations

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from organisatiecanvas.canvas.decision_chips import LAYER
from organisatiecanvas.canvas.refs import Ref
from organisatiecanvas.desktop.inspector_sections import SectionList
from organisatiecanvas.exports import export
from organisatiecanvas.models import interchange
from organisatiecanvas.models.document import Document
from tests.desktop.conftest import answers, bosch_window, routed_file, settle, window  # noqa: F401 - fixtures
from tests.models.analysis.drawn import decision, people, role, unit

pytestmark = pytest.mark.journey


def team(window, qtbot):  # noqa: F811
    """A team that decides on quality and an office that decides on planning, drawn beside each other."""
    content = {
        "format": "organisatiecanvas",
        "version": 1,
        "workshop": {"title": "Lassen", "language": "nl", "reference_date": "2026-11-23"},
        "people": people("P1", "P2"),
        "variants": [
            {
                "id": "soll",
                "name": "SOLL",
                "kind": "redesign",
                "units": [unit("team", box=[0, 0, 220, 200]), unit("office", "control", box=[400, 0, 220, 200])],
                "roles": [role("welder", "team", "P1"), role("planner", "office", "P2")],
                "decisions": [
                    decision("sequence", "team", "planning", authority={"office": "decides"}),
                    decision("release", "team", "quality", authority={"team": "decides"}),
                ],
            }
        ],
    }
    window.show_document(Document.new(rows=interchange.from_json(content)))
    settle(qtbot, window)
    return window.session


def type_in(form, field, words):
    form.boxes[field].editor.line.setText(words)
    form.boxes[field].editor.committed.emit()


def send(view, kind, place):
    where = QPointF(view.mapFromScene(place))
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    button = none if kind == QEvent.Type.MouseMove else left
    held = none if kind == QEvent.Type.MouseButtonRelease else left
    event = QMouseEvent(kind, where, view.viewport().mapToGlobal(where), button, held, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(view.viewport(), event)


def drag(view, start, end):
    send(view, QEvent.Type.MouseButtonPress, start)
    for part in (0.3, 0.7, 1.0):
        send(view, QEvent.Type.MouseMove, start + (end - start) * part)
    send(view, QEvent.Type.MouseButtonRelease, end)


def of_team(session):
    return next(row for row in session.runner.figures["control"]["units"] if row["unit"] == "team")


def test_19_a_disturbance_is_recorded_and_a_decision_right_moved_to_the_team(window, qtbot):  # noqa: F811
    session = team(window, qtbot)
    canvas = window.workspace.canvas
    canvas.scene.select([Ref("units", "team")])
    window.workspace.set_panel("inspector", shown=True)
    lists = window.workspace.inspector.findChildren(SectionList)
    disturbances = next(one for one in lists if one.section.title == "Disturbances")
    disturbances.add_button.click()
    (made,) = session.variant.disturbances.values()
    with session.document.edit("fill in"):  # as the fields of its form do
        made.name, made.domain, made.per_week, made.hours_each, made.solved = "Spoed", "planning", 2.0, 1.0, "inside"
    settle(qtbot, window)

    page = window.workspace.show_place("control")
    tab = page.show_tab("disturbances")
    assert "Spoed" in tab.text.toPlainText()
    row = of_team(session)
    # Solved all by itself; of its two operational decisions it takes one: 0.5 is below 0.6, so no good light.
    assert (row["coverage"], row["authority_operational"], row["light"]) == (1, 0.5, "attention")
    tab.show_view("all")
    model = tab.table.model
    cells = [model.index(0, at).data() for at in range(model.columnCount())]
    assert cells[0] == "Spoed"
    assert cells[-1].startswith("✕")

    window.workspace.show_place("canvas")
    canvas.overlays.choose("control")
    canvas.scene.layers.add(LAYER)
    settle(qtbot, window)
    (chip,) = canvas.scene.decisions.of("sequence")
    assert (chip.unit, chip.uncovered) == ("office", True)
    colour = canvas.scene.overlay.units["team"].fill
    box = canvas.scene.wiring.router.boxes["team"]
    drag(canvas.view, canvas.scene.decisions.rect_of("sequence").center(), QPointF(box.x + 110, box.bottom - 14))
    settle(qtbot, window)
    taking = session.variant.decisions["sequence"].authority
    assert {item.party: item.mode for item in taking.values()} == {"office": "informed", "team": "decides"}
    row = of_team(session)
    assert (row["authority_operational"], row["light"]) == (1, "good")
    assert session.runner.figures["control"]["uncovered"] == []
    assert canvas.scene.overlay.units["team"].fill != colour
    (chip,) = canvas.scene.decisions.of("sequence")
    assert (chip.unit, chip.uncovered) == ("team", False)
    window.workspace.show_place("control")
    assert model.index(0, model.columnCount() - 1).data().startswith("✓")
    tab.show_view("lacking")
    assert "Spoed" not in tab.text.toPlainText()
    session.document.undo()
    settle(qtbot, window)
    assert of_team(session)["light"] == "attention"


def test_41_three_redesigns_by_what_has_no_authority(bosch_window, answers, qtbot):  # noqa: F811
    session = bosch_window.session
    session.show_variant("soll-1")
    answers.give("SOLL 2")
    made = bosch_window.workspace.copy_variant()
    settle(qtbot, bosch_window)
    page = bosch_window.workspace.show_place("control")
    page.show_tab("disturbances")
    page.follow("move", ("s-prijs-q", "decide"))
    settle(qtbot, bosch_window)
    compared = bosch_window.workspace.show_place("compare")
    compared.show_part("figures")
    qtbot.waitUntil(lambda: compared.runner.fresh and len(compared.figures.names) == 3, timeout=20000)
    names = compared.figures.names
    lines = {line.pattern: line for line in compared.found.core}
    uncovered = lines["control.uncovered"]
    assert dict(zip(names, uncovered.values, strict=True)) == {"IST": 43, "SOLL 1 · cellen": 1, "SOLL 2": 0}
    assert names[uncovered.best] == "SOLL 2"
    for pattern in ("control.decision_coverage", "control.interface_coverage", "structure.score"):
        assert len(lines[pattern].values) == 3
    covered = dict(zip(names, lines["control.decision_coverage"].values, strict=True))
    assert covered["IST"] < covered["SOLL 1 · cellen"] < covered["SOLL 2"]
    assert session.organisation.variants[made].based_on == "soll-1"


def test_53_renamed_parties_and_decisions_are_the_same_everywhere(bosch_window, qtbot, tmp_path):  # noqa: F811
    session = bosch_window.session
    session.show_variant("soll-1")
    settle(qtbot, bosch_window)
    page = bosch_window.workspace.show_place("control")
    model = page.tabs["decisions"].model
    columns, lines = list(model.parties), list(model.lines)
    before = dict(session.runner.figures["control"])
    variant = session.variant
    with session.document.edit("rename"):
        variant.units["cel-a"].name = "Cel Scharnieren"
        variant.decisions["b-tempo-q"].name = "Tempo en ritme"
    settle(qtbot, bosch_window)
    assert (model.parties, model.lines) == (columns, lines)  # no column or line came or went
    heads = [model.headerData(at, Qt.Orientation.Horizontal) for at in range(model.columnCount())]
    assert heads.count("Cel Scharnieren") == 1
    assert session.runner.figures["control"] == before
    (path,) = export(session.document, tmp_path, "control", "soll-1")
    book = load_workbook(path)
    words = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert {"Cel Scharnieren", "Tempo en ritme"} <= words
    assert not any("Cel A strip en pers" in word for word in words)
