"""Scenarios 6, 17, 41, 42, 43 and 50 through the real window: before and after, and the plan that follows from it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from organisatiecanvas.canvas import editing, staffing
from organisatiecanvas.canvas.refs import Ref
from organisatiecanvas.desktop.export_dialog import ExportDialog
from organisatiecanvas.desktop.window import MainWindow
from organisatiecanvas.models import dossier, interchange, variants
from organisatiecanvas.models.comparison.elements import PLACES
from organisatiecanvas.models.organisation import Person
from tests.conftest import EXAMPLES
from tests.desktop.conftest import answers, bosch_window, routed_file, settle, window  # noqa: F401 - fixtures

pytestmark = pytest.mark.journey


@pytest.fixture
def raw() -> dict[str, Any]:
    """The main example as it is written, to count by hand."""
    return json.loads((EXAMPLES / "bosch.json").read_text("utf-8"))


def compared(qtbot, window: MainWindow, before: str = "ist", after: str = "soll-1") -> Any:  # noqa: F811
    page = window.workspace.show_place("compare")
    page.choose(before, after)
    qtbot.waitUntil(
        lambda: (
            page.runner.fresh
            and not page.runner.busy
            and page.found is not None
            and (page.found.before, page.found.after) == (before, after)
        ),
        timeout=30000,
    )
    return page


def variant(content: dict[str, Any], identity: str) -> dict[str, Any]:
    return next(one for one in content["variants"] if one["id"] == identity)


def test_06_a_redesign_leaves_what_is_and_the_changes_add_up(bosch_window, answers, qtbot):  # noqa: F811
    """A copy of IST in which one unit is renamed, one deleted and one moved."""
    session = bosch_window.session
    ist = interchange.row_to_json(session.organisation.variants["ist"])
    answers.give("SOLL 2")
    bosch_window.commands.run("variant.copy")
    made = session.variant_id
    editing.rename(session.document, made, Ref("units", "cnc"), "Cel Verspanen")
    editing.delete(session.document, made, [Ref("units", "zagerij")])
    session.attempt("move", lambda: setattr(session.variant.units["montage"], "parent", "kantoor"))
    assert interchange.row_to_json(session.organisation.variants["ist"]) == ist
    page = compared(qtbot, bosch_window, "ist", made)
    soll = interchange.row_to_json(session.variant)
    before = {(name, row["id"]) for name in PLACES for row in ist[name]}
    after = {(name, row["id"]) for name in PLACES for row in soll[name]}
    counts = page.found.comparison["counts"]
    assert counts["new"] == len(after - before) == 0
    assert counts["removed"] == len(before - after)
    assert sum(counts.values()) - counts["removed"] == len(after)
    assert sum(counts.values()) - counts["new"] == len(before)
    assert counts["moved"] == 1
    lines = {row["id"]: row for row in page.found.elements if row["collection"] == "units"}
    assert (lines["cnc"]["status"], lines["cnc"]["fields"]) == ("changed", "Name")
    assert lines["zagerij"]["status"] == "removed"
    assert (lines["montage"]["status"], lines["montage"]["fields"]) == ("moved", "Inside")


def test_17_before_and_after_by_team_and_role_reconcile_with_both_drawings(bosch_window, qtbot, raw):  # noqa: F811
    page = compared(qtbot, bosch_window)
    page.show_part("lines")
    assert page.stack.currentWidget() is page.line_table
    units = [line for line in page.lines.lines if line.kind == "units"]
    total = page.lines.lines[-1]
    for side, identity in (("before", "ist"), ("after", "soll-1")):
        drawn = variant(raw, identity)
        inside = {unit["id"] for unit in drawn["units"] if unit["kind"] != "external"}
        home = {role["id"]: role["unit"] for role in drawn["roles"]}
        figures = getattr(total, side)
        assert {line.id for line in units if getattr(line, side) is not None} == inside
        # 24 people of 40 hours and one of 32, weeks of 40 hours.
        assert figures.fte == pytest.approx((24 * 40 + 32) / 40)
        assert figures.tasks == sum(task["unit"] in inside for task in drawn["tasks"])
        rights = {
            (decision["id"], home.get(entry["party"], entry["party"]))
            for decision in drawn["decisions"]
            for entry in decision["authority"]
            if entry["mode"] == "decides"
        }
        assert figures.rights == len({right for right in rights if right[1] in inside})
        for name in ("fte", "tasks", "rights", "hours", "training"):
            shown = sum(getattr(getattr(line, side), name) for line in units if getattr(line, side) is not None)
            assert shown == pytest.approx(getattr(figures, name)), name
    names = {line.id: line for line in page.lines.lines}
    assert page.lines.words(names["directie"], "rights") == "49 → 22\n−27"
    # The comparison itself, by the ids that stand in the file.
    mine, theirs = (
        {(name, row["id"]) for name in PLACES for row in variant(raw, identity).get(name, ())}
        for identity in ("ist", "soll-1")
    )
    counts = page.found.comparison["counts"]
    assert counts["new"] == len(theirs - mine)
    assert counts["removed"] == len(mine - theirs)
    assert counts["moved"] + counts["changed"] + counts["unchanged"] == len(mine & theirs)
    assert f"{len(mine)} before, {len(theirs)} after" in page.text.toPlainText()


def test_17_every_line_becomes_an_action_once_whatever_list_it_is_taken_from(bosch_window, answers, qtbot):  # noqa: F811
    page = compared(qtbot, bosch_window)
    actions = page.session.organisation.actions
    page.show_part("teams")
    teams = len(page.shown_rows())
    answers.give("take", "take")
    page.take_all()
    assert len(actions) == 10 + teams
    page.show_status("new")
    new = page.shown_rows()
    known = sum(row["collection"] == "units" for row in new)
    page.take_all()
    assert len(actions) == 10 + teams + len(new) - known
    page.take_all()
    assert len(actions) == 10 + teams + len(new) - known
    page.show_part("figures")
    page.figure_table.selectRow(3)
    row = page.selected()[0]
    page.take_selected()
    made = list(actions.values())[-1]
    assert (made.from_value, made.to_value) == (row["was"], row["becomes"])
    page.show_all()
    assert bosch_window.workspace.place == "canvas"
    assert page.session.variant_id == "soll-1"
    assert bosch_window.workspace.canvas.scene.ghost.before_id == "ist"


def test_41_three_redesigns_side_by_side_with_the_best_marked_and_as_alternatives(bosch_window, qtbot):  # noqa: F811
    session = bosch_window.session
    two = variants.copy_variant(session.document, "soll-1", "SOLL 2")
    three = variants.copy_variant(session.document, "soll-1", "SOLL 3")
    with session.document.edit("differ"):
        for link in session.organisation.variants[two].links.values():
            if link.kind == "order":
                link.wait_days += 2
    editing.delete(session.document, three, [Ref("units", "cel-c")])
    page = compared(qtbot, bosch_window)
    page.show_part("figures")
    assert page.figures.names == ["IST", "SOLL 1 · cellen", "SOLL 2", "SOLL 3"]
    lines = {line.pattern: line for line in page.found.core}
    for pattern in (
        "size.teams",
        "structure.handoffs_per_order",
        "flow.orders.*.mct_days",
        "skills.score",
        "control.uncovered",
        "capacity.occupancy",
    ):
        assert pattern in lines, pattern
    assert lines["size.teams"].words == ("15", "6", "6", "5")
    days = lines["flow.orders.*.mct_days"]
    assert days.values[2] > days.values[1]
    assert days.best != 2
    at = next(n for n, line in enumerate(page.shown_figures()) if line.best is not None)
    best = page.shown_figures()[at].best
    assert page.figures.index(at, best + 1).data().startswith("✓ ")
    page.beside.choose(three, shown=False)
    qtbot.waitUntil(lambda: page.found is not None and len(page.found.variants) == 3, timeout=30000)
    contents = dossier.build(session.organisation)
    section = next(one for one in contents.sections if one.name == "alternatives")
    tables = [block for block in section.blocks if isinstance(block, dossier.Table)]
    heads = {column.title for table in tables for column in table.columns}
    assert {"SOLL 2", "SOLL 3"} <= heads


def test_42_what_is_selected_is_copied_to_another_variant_by_name(bosch_window):  # noqa: F811
    """Without the clipboard: the unit comes with its roles, people are told who have a place there already."""
    session = bosch_window.session
    before = interchange.dump(session.organisation)
    people = list(session.organisation.people)
    canvas = bosch_window.workspace.canvas
    canvas.scene.select([Ref("units", "zagerij")])
    bosch_window.workspace.desk.copy_parts("soll-1")
    ist, soll = session.organisation.variants["ist"], session.organisation.variants["soll-1"]
    assert session.variant_id == "soll-1"
    assert canvas.scene.selected() == [Ref("units", "zagerij")]
    mine = {role.id for role in ist.roles.values() if role.unit == "zagerij"}
    assert mine <= {role.id for role in soll.roles.values() if role.unit == "zagerij"}
    assert list(session.organisation.people) == people
    told = bosch_window.workspace.status.message.full
    assert "1 element copied to SOLL 1 · cellen." in told
    assert "Medewerker" in told
    session.show_variant("ist")
    canvas.scene.select([Ref("units", "zagerij")])
    bosch_window.workspace.desk.copy_parts("soll-1")
    assert "Were here already and came as a second: Zagerij." in bosch_window.workspace.status.message.full
    session.document.undo()
    session.document.undo()
    assert interchange.dump(session.organisation) == before


def test_43_who_lost_a_place_waits_in_sight_and_heads_add_up(bosch_window, qtbot, tmp_path):  # noqa: F811
    """25 before + 1 who joins = 23 in a role + 2 on the bench + 1 who left."""
    session = bosch_window.session
    session.show_variant("soll-1")
    document = session.document
    with document.edit("new"):
        document.add(Person(id="p99", name="Medewerker 99", hours_per_week=40.0))
    people = list(session.variant.roles["r-proto"].holders)
    staffing.to_bench(document, "soll-1", people[:2])
    staffing.mark_leavers(document, "soll-1", people[2:])
    staffing.place(document, "soll-1", ["p99"], "r-proto")
    assert bosch_window.workspace.canvas.people.bench.isVisible()
    page = compared(qtbot, bosch_window)
    heads = page.found.comparison["headcount"]
    assert (heads["before"], heads["joined"], heads["in_roles"], heads["bench"], heads["leavers"]) == (25, 1, 23, 2, 1)
    assert not heads["unaccounted"]
    words = page.text.toPlainText()
    assert "✓ 25 in a role before + 1 who join = 23 in a role + 2 on the bench + 1 gone" in words
    assert "Waiting on the bench" in words
    dialog = ExportDialog(session, "skills", tmp_path, bosch_window)
    qtbot.addWidget(dialog)
    dialog.variant.setCurrentIndex(dialog.variant.findData("soll-1"))
    assert dialog.bench.isVisibleTo(dialog)
    assert "2 people on the bench" in dialog.bench.text()


def test_50_notes_are_voted_on_and_the_chosen_one_becomes_an_action(bosch_window):  # noqa: F811
    session, commands = bosch_window.session, bosch_window.commands
    scene = bosch_window.workspace.canvas.scene
    notes = session.variant.notes
    assert [notes[one].votes for one in ("n-spoed", "n-wacht")] == [7, 5]
    for identity, votes in (("n-wacht", 3), ("n-spoed", 0)):
        scene.select([Ref("notes", identity)])
        for _vote in range(votes):
            commands.run("note.vote")
    assert [session.variant.notes[one].votes for one in ("n-spoed", "n-wacht")] == [7, 8]
    scene.select([Ref("notes", "n-wacht")])
    commands.run("note.action")
    made = list(session.organisation.actions.values())[-1]
    assert made.title.startswith("Een order is vier weken onderweg")
    assert made.proposal is not None
    assert "n-wacht" in made.proposal
    commands.run("note.action")
    assert list(session.organisation.actions.values())[-1] is made
    page = bosch_window.workspace.pages["actions"]
    assert [row.id for row in page.selected_rows()] == [made.id]
    page.show_view("board")
    assert made.id in page.board.columns["open"].cards.ids
    bosch_window.timer.start()
    presenter = bosch_window.workspace.present()
    assert presenter.timer_shown
    assert presenter.corner.words == bosch_window.workspace.top.timer.text()
    presenter.close()
    bosch_window.timer.pause()


def test_variants_are_put_in_order_by_dragging_and_by_key(bosch_window):  # noqa: F811
    tabs = bosch_window.workspace.top.tabs
    session = bosch_window.session
    before = interchange.dump(session.organisation)
    first, second = (tabs.buttons[one] for one in ("ist", "soll-1"))
    way = QPoint(second.geometry().right() - first.x(), 8)
    QTest.mousePress(first, Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
    QTest.mouseMove(first, QPoint(40, 8))
    QTest.mouseMove(first, way)
    assert tabs.target == 1
    QTest.mouseRelease(first, Qt.MouseButton.LeftButton, pos=way)
    assert list(session.organisation.variants) == list(tabs.buttons) == ["soll-1", "ist"]
    assert list(session.document.snapshot().variants) == ["soll-1", "ist"]
    tabs.buttons["ist"].setFocus()
    QTest.keyClick(tabs.buttons["ist"], Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert list(tabs.buttons) == ["ist", "soll-1"]
    assert interchange.dump(session.organisation) == before
    session.document.undo()
    assert list(tabs.buttons) == ["soll-1", "ist"]
    session.document.undo()
    assert list(session.organisation.variants) == ["ist", "soll-1"]
    bosch_window.commands.run("variant.summary")
    assert bosch_window.focusWidget().objectName() == "variants.summary"
