"""LibreOffice calculates every workbook anew; what it finds is what we wrote, and what `analyse` says."""

from __future__ import annotations

import datetime
from collections import Counter
from typing import Any

import pytest
from openpyxl import load_workbook

from organisatiecanvas.exports import skills_counts, skills_lists, skills_plan
from organisatiecanvas.exports.skills_grid import BREADTH, COVER, FIRST, HEAD, ID, IDS, NEED, NEEDED, STATE, STATUS, TOP
from organisatiecanvas.models.analysis.common import Basis
from organisatiecanvas.models.analysis.skills import SkillsFigures, needs
from organisatiecanvas.models.analysis.training import training_plan
from organisatiecanvas.models.organisation import ACTION_STATUSES
from tests.exports import office
from tests.exports.conftest import SEEDS, Made

pytestmark = pytest.mark.office
SKILLS = ["bosch/ist", "bosch/soll-1", "aldowa/ist", "awkward/a/b", *(f"drawn{seed}/v" for seed in SEEDS)]
CONTROL = ["control/bosch/ist", "control/bosch/soll-1", "control/aldowa/ist", "control/awkward/a/b"]
WORKLOAD = ["workload/bosch/ist", "workload/bosch/soll-1", "workload/aldowa/ist", "workload/awkward/a/b"]
ACTIONS = ["bosch", "aldowa", "awkward", "drawn0"]
SIGNS = {"gap": "✕", "single": "!", "fragile": "!", "covered": "✓"}


def figures_of(made: Made) -> tuple[Basis, SkillsFigures]:
    basis = Basis(made.organisation, made.organisation.variants[made.variant])
    return basis, basis.figures("skills")


def same(ours: Any, theirs: Any) -> bool:
    if isinstance(ours, datetime.datetime) and isinstance(theirs, (int, float)):
        ours = (ours - datetime.datetime(1899, 12, 30)).days
    if isinstance(ours, (int, float)) and isinstance(theirs, (int, float)):
        return abs(ours - theirs) < 1e-9
    return (ours or "") == (theirs or "")


@pytest.mark.parametrize(
    "name",
    [
        *(*SKILLS, *ACTIONS, *CONTROL, *WORKLOAD, "none", "flow/bosch", "flow/aldowa", "flow/awkward"),
        *("dossier/bosch", "dossier/awkward"),
    ],
)
def test_every_formula_has_the_value_we_wrote_beside_it(workbooks: dict[str, Made], name: str) -> None:
    made = workbooks[name]
    formulas, ours, theirs = load_workbook(made.path), office.values(made.path), office.values(made.recalculated)
    assert formulas.sheetnames == theirs.sheetnames
    checked = 0
    for sheet in formulas.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    checked += 1
                    written, found = (book[sheet.title][cell.coordinate].value for book in (ours, theirs))
                    assert same(written, found), f"{sheet.title}!{cell.coordinate} {cell.value}: {written} {found}"
    assert checked


@pytest.mark.parametrize("name", [*SKILLS, "changed", "sorted"])
def test_totals_of_the_matrix_are_those_of_the_analysis(workbooks: dict[str, Made], name: str) -> None:
    made = workbooks[name]
    basis, figures = figures_of(made)
    need = basis.once(needs)
    sheet = office.values(made.recalculated)["Matrix"]
    columns = {sheet.cell(IDS, c).value: c for c in range(FIRST, sheet.max_column + 1) if sheet.cell(IDS, c).value}
    for row in figures["skills"]:
        column = columns[row["skill"]]
        assert sheet.cell(COVER, column).value == row["cover"]
        if row["status"] != "exempt" and row["skill"] in need.asked:
            assert sheet.cell(NEED, column).value == row["needed"]
            assert sheet.cell(STATE, column).value == SIGNS[row["status"]]
        else:
            assert sheet.cell(STATE, column).value == "–"
    rows = {sheet.cell(r, ID).value: r for r in range(TOP, sheet.max_row + 1)}
    for person in figures["people"]:
        row = rows[person["person"]]
        assert sheet.cell(row, BREADTH).value == person["breadth"]
        sign = sheet.cell(row, STATUS).value
        assert sign == "–" if person["ok"] is None else (sign == "✓") is person["ok"]
        assert sheet.cell(row, NEEDED).value == (None if person["ok"] is None else person["needed"])


@pytest.mark.parametrize("name", [*SKILLS, "changed", "sorted"])
def test_totals_of_each_unit_are_those_of_the_analysis(workbooks: dict[str, Made], name: str) -> None:
    made = workbooks[name]
    basis, figures = figures_of(made)
    book = office.values(made.recalculated)
    own = [unit.id for unit in basis.internal_units if basis.own_people[unit.id]]
    breadth = {row["person"]: row["breadth"] for row in figures["people"]}
    for title, unit in zip(book.sheetnames[1 : 1 + len(own)], own, strict=True):
        sheet = book[title]
        columns = {sheet.cell(IDS, c).value: c for c in range(FIRST, sheet.max_column + 1)}
        for row in next(item for item in figures["units"] if item["unit"] == unit)["skills"]:
            column = columns[row["skill"]]
            assert (sheet.cell(COVER, column).value, sheet.cell(NEED, column).value) == (row["cover"], row["needed"])
        shown = {sheet.cell(r, ID).value: sheet.cell(r, BREADTH).value for r in range(TOP, sheet.max_row + 1)}
        shown = {person: value for person, value in shown.items() if person}
        assert shown == {person: breadth[person] for person in basis.people[unit]}


@pytest.mark.parametrize("name", [*SKILLS, "changed", "sorted"])
def test_score_versatility_breadth_readiness_and_expiry(workbooks: dict[str, Made], name: str) -> None:
    made = workbooks[name]
    _basis, figures = figures_of(made)
    book = office.values(made.recalculated)
    sheet, first = book["Shortfalls 1-3-1"], skills_lists.FIGURES_TOP
    expected = [figures[key] for key in ("score", "versatility", "mean_breadth", "readiness")]  # type: ignore[literal-required]
    for row, value in enumerate(expected, start=first):
        found = sheet.cell(row, 4).value
        assert found == "n/a" if value is None else found == pytest.approx(value)
    if name != "changed":  # a date added in the matrix is not in the list that was made at the export
        expired = sum(row["expired"] for row in figures["expiring"])
        line = book["Expiry"][3]
        assert (line[2].value, line[4].value) == (expired, len(figures["expiring"]) - expired)


@pytest.mark.parametrize("name", SKILLS)
def test_sums_of_the_training_plan_are_those_of_the_exact_plan(workbooks: dict[str, Made], name: str) -> None:
    made = workbooks[name]
    basis, _figures = figures_of(made)
    plan = training_plan(basis)
    sheet = office.values(made.recalculated)["Training plan"]
    sums = {sheet.cell(row, 1).value: sheet.cell(row, 2).value for row in range(4, skills_plan.HEAD)}
    assert sums["Steps"] == len(plan["steps"])
    assert sums["Hours"] == pytest.approx(plan["hours"])
    done = [
        sheet.cell(row, skills_plan.STATUS).value == "done" for row in range(skills_plan.HEAD + 1, sheet.max_row + 1)
    ]
    assert sums["Of which ready"] == sum(done)


def test_counts_without_names(workbooks: dict[str, Made]) -> None:
    made = workbooks["none"]
    basis, figures = figures_of(made)
    sheet = office.values(made.recalculated)["Cover"]
    covers = {sheet.cell(r, 1).value: sheet.cell(r, 3).value for r in range(skills_counts.TOP, sheet.max_row + 1)}
    skills = made.organisation.skills
    assert covers == {skills[row["skill"]].name: row["cover"] for row in figures["skills"]}
    sizes = [cell.value for cell in sheet[4][skills_counts.FIRST - 1 :]]
    assert min(sizes) >= made.organisation.rules.minimum_group
    assert sum(sizes) == len(basis.counted)


@pytest.mark.parametrize("name", ACTIONS)
def test_sums_of_the_action_plan(workbooks: dict[str, Made], name: str) -> None:
    made = workbooks[name]
    actions = list(made.organisation.actions.values())
    today = datetime.date.today()
    late = [a for a in actions if a.due and a.due < today and a.status in ("open", "running")]
    expected = [
        len(actions),
        *(Counter(a.status for a in actions)[status] for status in ACTION_STATUSES),
        len(late),
        sum(a.hours for a in actions),
        sum(a.cost for a in actions),
    ]
    book = office.values(made.recalculated)
    for title in ("Per owner", "Per month"):
        sheet = book[title]
        found = [sheet.cell(sheet.max_row, column).value for column in range(2, 11)]
        assert found == pytest.approx(expected)
        other = [sheet.cell(sheet.max_row - 1, column).value for column in range(2, 11)]
        assert other == pytest.approx([0] * 9)
    owners = {row[0].value: row for row in book["Per owner"].iter_rows(min_row=5)}
    for owner in {a.owner_ for a in actions if a.owner_}:
        mine = [a for a in actions if a.owner_ == owner]
        row = next(
            line for shown, line in owners.items() if shown and shown.strip() == owner.replace("\t", " ").strip()
        )
        assert row[1].value == len(mine)
        assert row[8].value == pytest.approx(sum(a.hours for a in mine))
    sums = book["Actions"][4]
    assert [cell.value for cell in sums if cell.value is not None] == pytest.approx(
        [len(late), len(actions), *expected[-2:]]
    )


@pytest.mark.parametrize("name", ["bosch", "aldowa"])
def test_levers_and_goals_are_counted_by_formula(workbooks: dict[str, Made], name: str) -> None:
    """Counted here from the actions themselves: by lever, by goal as it is written, dropped ones left out."""
    made = workbooks[name]
    actions = [action for action in made.organisation.actions.values() if action.status != "dropped"]
    sheet = office.values(made.recalculated)["Levers and goals"]
    goals = [
        *("bedrijfsprestaties", "ontplooiing van talent", "wendbaarheid"),
        *("regelmogelijkheden en professionele ruimte", "inclusieve werkomgeving"),
    ]
    inside = set()
    for row, lever in enumerate(("management", "structure", "competences", "culture"), start=5):
        mine = [action for action in actions if action.lever == lever]
        expected = [sum(goal in action.goals for action in mine) for goal in goals]
        assert [sheet.cell(row, column).value for column in range(2, 8)] == [*expected, len(mine)]
        inside |= {action.id for action in mine if set(goals) & set(action.goals)}
    assert sheet.cell(9, 7).value == len(made.organisation.actions) - len(inside)


def test_headings_stand_directly_above_the_data(workbooks: dict[str, Made]) -> None:
    sheet = office.values(workbooks["bosch/ist"].recalculated)["Matrix"]
    assert [sheet.cell(HEAD, column).value for column in range(1, 4)] == ["id", "Person", "Unit"]
    assert sheet.cell(TOP, ID).value in workbooks["bosch/ist"].organisation.people


@pytest.mark.parametrize("name", CONTROL)
def test_lights_and_shares_of_units_are_those_of_the_analysis(workbooks: dict[str, Made], name: str) -> None:
    made = workbooks[name]
    basis = Basis(made.organisation, made.organisation.variants[made.variant])
    figures = basis.figures("control")
    sheet = office.values(made.recalculated)["Control capacity"]
    signs = {"good": "✓", "attention": "!", "problem": "✕", None: "–"}
    for row, unit in enumerate(figures["units"], start=5):
        shown = [sheet.cell(row, column).value for column in (4, 6, 7, 8)]
        wanted = [unit[key] for key in ("required_share", "coverage", "authority_operational", "authority_total")]
        for have, want in zip(shown, wanted, strict=True):
            assert (have == "n/a") if want is None else have == pytest.approx(want)
        assert sheet.cell(row, 9).value == signs[unit["light"]]
    sheet = office.values(made.recalculated)["Disturbances"]
    marked = sum(cell.value == "✕" for (cell,) in sheet.iter_rows(min_row=5, min_col=9, max_col=9))
    assert marked == len(figures["uncovered"])
    waiting = [cell.value for (cell,) in sheet.iter_rows(min_row=5, min_col=11, max_col=11) if cell.value is not None]
    rows = basis.variant.disturbances.values()
    left = {"inside": 0, "partly": 0.5, "outside": 1}  # what others solve of it
    assert sum(waiting) == pytest.approx(sum(row.per_week * row.hours_each * left[row.solved] for row in rows))
    sheet = office.values(made.recalculated)["Structure"]
    column = 2 + list(made.organisation.variants).index(made.variant)
    score = basis.figures("structure")["score"]
    assert sheet.cell(12, column).value == (pytest.approx(score) if score is not None else "n/a")
