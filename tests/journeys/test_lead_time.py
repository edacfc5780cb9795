"""Scenario 22: touch and waiting times on an order flow, through the real window; MCT equal to adding up by hand."""

from __future__ import annotations

import itertools

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from organisatiecanvas.canvas.refs import Ref
from tests.desktop.conftest import answers, bosch_window, child, routed_file, settle, window  # noqa: F401 - fixtures

pytestmark = pytest.mark.journey
FAMILY = "Strip- en persscharnieren"
# As the drawing shows them: what the order comes by one after the other on its longest way.
PATHS = {
    "ist": ["klant", "verkoop", "engineering", "planning", "inkoop", "staalleverancier", "zagerij", "perserij",
            "afwerking", "montage", "controle", "aflevering"],
    "soll-1": ["klant", "qroc", "staalleverancier", "cel-a", "aflevering"],
}  # fmt: skip
OUTSIDE = {"klant", "staalleverancier", "aflevering"}


def type_into(window, collection, identity, field, words):  # noqa: F811
    """Select something on the canvas, or open a task, and fill in a field of the inspector by keyboard."""
    if collection == "tasks":
        window.workspace.inspector.open(collection, (window.session.variant_id, identity))
    else:
        window.workspace.canvas.scene.select([Ref(collection, identity)])
    line = child(window.workspace.inspector, f"{collection}.{field}", QLineEdit)
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, words)
    QTest.keyClick(line, Qt.Key.Key_Return)


def by_hand(organisation, variant_id):
    """Calendar days, of which somebody works, and hand-overs, added up along the path; nobody waits in a quiet week."""
    variant, order = organisation.variants[variant_id], organisation.orders["strip"]
    days = work = 0.0
    path = PATHS[variant_id]
    for one, other in itertools.pairwise(path):
        days += next(
            link.wait_days
            for link in variant.links.values()
            if (link.order, link.from_, link.to_) == ("strip", one, other)
        )
    for name in path:
        for task in variant.tasks.values():
            if task.order == "strip" and task.unit == name:
                unit = variant.units[name]
                hours = (task.setup_minutes + order.lot_size * task.run_minutes) / 60
                machine = unit.machines.get(task.machine or "")
                repaired = (
                    machine.mttr_hours / machine.mttf_hours if machine is not None and machine.mttf_hours else 0.0
                )
                work += hours * 7 / unit.hours_per_week
                days += hours * (1 + repaired) * 7 / unit.hours_per_week
    inside = [name for name in path if name not in OUTSIDE]
    return days, work, len(inside) - 1


def test_touch_and_waiting_give_the_lead_time_of_both_drawings(bosch_window, qtbot):  # noqa: F811
    shown = bosch_window
    session = shown.session
    with session.document.edit("A quiet week"):
        for order in session.organisation.orders.values():
            order.pieces_per_week = 1e-4
    settle(qtbot, shown)
    shown.commands.run("go.canvas")
    shown.workspace.set_panel("inspector", shown=True)
    type_into(shown, "links", "l-strip-materiaal", "wait_days", "9.5")
    type_into(shown, "links", "l-strip-persen", "wait_days", "1.25")
    type_into(shown, "tasks", "t-intake-strip", "setup_minutes", "1.5 h")
    assert session.variant.links["l-strip-materiaal"].wait_days == 9.5
    assert session.variant.tasks["t-intake-strip"].setup_minutes == 90
    session.show_variant("soll-1")
    settle(qtbot, shown)
    type_into(shown, "links", "l-strip-materiaal", "wait_days", "3.5")
    type_into(shown, "tasks", "t-persen-strip", "setup_minutes", "20 min")
    assert session.variant.tasks["t-persen-strip"].setup_minutes == 20
    settle(qtbot, shown)
    shown.commands.run("go.flow")
    page = shown.workspace.pages["flow"]
    qtbot.waitUntil(
        lambda: page.runs.overview is not None and page.runs.all.fresh and not page.runs.all.busy, timeout=20000
    )
    page.tables.copy()
    heads, *lines = (line.split("\t") for line in QGuiApplication.clipboard().text().split("\n"))
    names = {session.organisation.variants[identity].name: identity for identity in PATHS}
    seen = {}
    for line in lines:
        cells = dict(zip(heads, line, strict=True))
        if cells["Order family"] == FAMILY:
            seen[names[cells["Variant"]]] = cells
    assert set(seen) == set(PATHS)
    for identity, cells in seen.items():
        days, work, handoffs = by_hand(session.organisation, identity)
        assert cells["MCT (days)"] == f"{days:.1f}"
        assert cells["White space"] == f"{100 * (1 - work / days):.0f} %"
        assert cells["Handoffs"] == str(handoffs)
        exact = next(row.line for row in page.bars.rows if (row.variant, row.line.order) == (identity, "strip"))
        assert exact.days == pytest.approx(days, abs=1e-4)
        assert exact.figures["critical_path"] == PATHS[identity]
        assert exact.figures["white_space"] == pytest.approx(1 - work / days, abs=1e-4)
    ist, soll = (by_hand(session.organisation, identity)[0] for identity in PATHS)
    assert seen["soll-1"]["Against IST"] == f"−{100 * (1 - soll / ist):.0f} %"
    assert [seen[identity]["Handoffs"] for identity in PATHS] == ["8", "1"]
