"""Scenarios 20, 21 and 52 through the real window."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from organisatiecanvas.desktop.command_line import main
from organisatiecanvas.desktop.survey_table import COUNT, QUADRANT
from organisatiecanvas.exports import export
from organisatiecanvas.models import surveys
from organisatiecanvas.models.organisation import Holder
from tests.desktop.conftest import answers, bosch_window, routed_file, window  # noqa: F401 - fixtures
from tests.desktop.test_workload import counted, page, typed  # noqa: F401 - a fixture too

pytestmark = pytest.mark.journey


def test_20_demands_and_control_per_role_with_an_arrow(window, qtbot):  # noqa: F811
    from organisatiecanvas.desktop.survey_entry import EntryDialog

    window.open_example("den-hartogh")
    session = window.session
    for variant, sheet in (("ist", "44411111\n"), ("soll", "22233333\n")):
        session.show_variant(variant)
        made = surveys.create_survey(session.document, variant, "r-monteur", "nea")
        dialog = EntryDialog(session, made)
        qtbot.addWidget(dialog)
        for _sheet in range(5):
            typed(qtbot, dialog, sheet)
    page = window.workspace.show_place("workload")  # noqa: F811
    page.show_view("surveys")
    counted(qtbot, window, page)
    point = next(one for one in page.surveys.chart.points if one.id == "r-monteur")
    assert (point.quadrant, point.demands, point.control, point.before) == ("ontspannen", 2, 3, (4, 1))
    assert "2.5" in page.surveys.method.text()
    assert "Karasek (1979)" in page.surveys.method.text()


def test_21_a_small_group_is_nowhere(page, bosch_window, qtbot, tmp_path: Path, capsys):  # noqa: F811
    """Cel C has 3 answers: screen, workbook and JSON say so and no more; within a total its neighbour goes too."""
    session = bosch_window.session
    with session.document.edit("Together"):
        variant = session.variant
        for unit in ("cel-a", "cel-c"):
            variant.units[unit].parent = "directie"
    counted(qtbot, bosch_window, page)
    lines = {line.group: line for line in page.surveys.model.lines}
    for group in ("cel-c", "cel-a"):
        assert page.surveys.model.words(lines[group], COUNT) == "< 5"
        assert page.surveys.model.words(lines[group], QUADRANT) == "–"
    assert page.surveys.model.words(lines["directie"], COUNT) == "8 !"
    (book,) = export(session.document, tmp_path, "workload", "soll-1")
    told = load_workbook(book, data_only=True)["Workload"].iter_rows(values_only=True)
    rows = {row[0]: row for row in told if row[1] == "NEA"}
    assert rows["Cel C prototypes"][2] == rows["Cel A strip en pers"][2] == "< 5"
    path = session.document.save(tmp_path / "cel.orgcanvas")
    assert main(["analyse", str(path), "--variant", "soll-1", "--json"]) == 0
    groups = json.loads(capsys.readouterr().out)["strain"]["groups"]
    hidden = [row for row in groups if row["group"] in ("cel-a", "cel-c")]
    assert all(row["suppressed"] and row["n"] is row["demands"] is row["quadrant"] is None for row in hidden)


def test_52_one_person_in_two_teams(page, bosch_window, qtbot):  # noqa: F811
    session = bosch_window.session
    variant, full = session.variant, session.organisation.rules.hours_per_week
    person = next(iter(variant.roles["r-persen"].holders))
    people = page.runner.figures.hours.totals.people
    with session.document.edit("Two teams"):
        for role in variant.roles.values():
            if person in role.holders:
                session.document.remove(role.holders[person])
        for role in ("r-persen", "r-cnc"):
            session.document.add(Holder(person=person, hours_per_week=0.6 * full), variant.roles[role])
    counted(qtbot, bosch_window, page)
    (placed,) = page.runner.figures.hours.placed
    assert placed.held == pytest.approx(1.2 * full)
    assert dict(placed.units) == {"cel-a": 0.6 * full, "cel-b": 0.6 * full}
    assert page.runner.figures.hours.totals.people == people
    shown = page.hours.side.toPlainText()
    assert session.organisation.people[person].name in shown
    assert "1.20 FTE" in shown
    codes = [(one["code"], one["subject"]) for one in session.runner.figures["findings"]]
    assert ("hours-over-contract", person) in codes
