"""Scenarios 6 and 41 for the order flow: a redesign leaves the lead times of what it came from, and three compare."""

from __future__ import annotations

import pytest
from openpyxl import load_workbook
from PySide6.QtWidgets import QLineEdit

from organisatiecanvas.desktop.export_dialog import ExportDialog
from organisatiecanvas.exports.flow_workbook import FAMILY, MCT, QRM, TOP, VARIANT
from organisatiecanvas.models import interchange
from organisatiecanvas.models.analysis import analyse
from tests.desktop.conftest import answers, bosch_window, child, routed_file, settle, window  # noqa: F401 - fixtures

pytestmark = pytest.mark.journey


def redesign(window, answers, name):  # noqa: F811
    """A new variant from the one that is shown, by the + among the tabs."""
    answers.give(name)
    window.workspace.top.tabs.add_wanted.emit()
    return window.session.variant_id


def fill_in(window, collection, key, field, words):  # noqa: F811
    window.workspace.inspector.open(collection, key)
    line = child(window.workspace.inspector, f"{collection}.{field}", QLineEdit)
    line.setText(words)
    line.editingFinished.emit()


def days(figures):
    return {row["order"]: row["mct_days"] for row in figures["flow"]["orders"]}


def test_a_redesign_has_lead_times_of_its_own(bosch_window, answers, qtbot):  # noqa: F811
    session = bosch_window.session
    before = interchange.row_to_json(session.organisation.variants["ist"])
    figures = analyse(session.organisation, "ist")["flow"]
    made = redesign(bosch_window, answers, "SOLL 2")
    settle(qtbot, bosch_window)
    assert days(session.runner.figures) == {row["order"]: row["mct_days"] for row in figures["orders"]}
    fill_in(bosch_window, "links", (made, "l-strip-materiaal"), "wait_days", "240 u")
    settle(qtbot, bosch_window)
    now = days(session.runner.figures)
    old = {row["order"]: row["mct_days"] for row in figures["orders"]}
    assert now["strip"] == pytest.approx(old["strip"] - 2)  # 10 days instead of 12
    assert {name: value for name, value in now.items() if name != "strip"} == pytest.approx(
        {name: value for name, value in old.items() if name != "strip"}
    )
    assert interchange.row_to_json(session.organisation.variants["ist"]) == before
    assert analyse(session.organisation, "ist")["flow"] == figures


def test_three_redesigns_stand_side_by_side(bosch_window, answers, qtbot, tmp_path):  # noqa: F811
    session = bosch_window.session
    for name, wait in (("SOLL 2", "6 d"), ("SOLL 3", "3 d")):
        session.show_variant("ist")
        made = redesign(bosch_window, answers, name)
        fill_in(bosch_window, "links", (made, "l-strip-materiaal"), "wait_days", wait)
    settle(qtbot, bosch_window)
    dialog = ExportDialog(session, "flow", tmp_path, bosch_window)
    qtbot.addWidget(dialog)
    dialog.export_button.click()
    qtbot.waitUntil(lambda: bool(dialog.made), timeout=30000)
    sheet = load_workbook(dialog.made[0], data_only=True)["Lead time"]
    rows = {
        sheet.cell(row, VARIANT).value: row
        for row in range(TOP, TOP + 16)
        if sheet.cell(row, FAMILY).value == "Strip- en persscharnieren"
    }
    assert list(rows) == ["IST", "SOLL 1 · cellen", "SOLL 2", "SOLL 3"]
    shown = {name: sheet.cell(row, MCT).value for name, row in rows.items()}
    for variant in session.organisation.variants.values():
        assert shown[variant.name] == pytest.approx(days(analyse(session.organisation, variant.id))["strip"])
    for name in ("SOLL 2", "SOLL 3"):
        assert sheet.cell(rows[name], QRM).value == pytest.approx(100 * shown["IST"] / shown[name])
    (chart,) = sheet._charts or load_workbook(dialog.made[0])["Lead time"]._charts
    assert len(chart.series[0].val.numRef.numCache.pt) == 16
