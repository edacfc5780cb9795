"""The workload workbook: what is recalculated is what `analyse` says; few answers and few people stay hidden."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from organisatiecanvas.exports import Still, export
from organisatiecanvas.exports.workload_hours import ABSENT, ASKED, AVAILABLE, OCCUPANCY, SHORT, WHOLE
from organisatiecanvas.models.analysis import analyse
from organisatiecanvas.models.organisation import Answer, Holder, Organisation, Survey
from tests.exports import cases, office
from tests.exports.conftest import Made

TOP = 6


def written(organisation: Organisation, folder: Path, variant: str, names: str = "full") -> Path:
    (path,) = export(Still(organisation, "doc", "id", 1), folder, "workload", variant, names)  # type: ignore[arg-type]
    return path


def table(sheet, first: int = TOP):
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=first) if row[0].value]


@pytest.mark.office
@pytest.mark.parametrize("name", ["workload/bosch/ist", "workload/bosch/soll-1"])
def test_recalculated_hours_are_those_of_the_app(workbooks: dict[str, Made], name: str) -> None:
    one = workbooks[name]
    figures = {row["unit"]: row for row in analyse(one.organisation, one.variant, training=False)["capacity"]["units"]}
    names = {unit.name: unit.id for unit in one.organisation.variants[one.variant].units.values()}
    seen = 0
    for row in table(office.values(one.recalculated)["Hours"]):
        if row[WHOLE - 1] != 1:
            continue
        found = figures[names[row[0]]]
        seen += 1
        assert row[ASKED - 1] == pytest.approx(found["demand_hours"])
        assert row[AVAILABLE - 1] == pytest.approx(found["available_hours"])
        assert row[OCCUPANCY - 1] == pytest.approx(found["occupancy"])
        assert row[SHORT - 1] == pytest.approx(found["fte_short"])
        assert row[ABSENT - 1] == (
            None if found["occupancy_one_absent"] is None else pytest.approx(found["occupancy_one_absent"])
        )
    assert seen > 4


def test_few_answers_stand_there_as_fewer_than_five(tmp_path: Path) -> None:
    organisation = cases.example("bosch")
    shown = load_workbook(written(organisation, tmp_path, "soll-1"), data_only=True)["Workload"]
    rows = {row[0]: row for row in table(shown)[:4]}
    assert rows["Cel C prototypes"][2:6] == ["< 5", "–", "–", "–"]
    assert rows["Cel B bewerkt en gelast"][2] == 8
    figures = analyse(organisation, "soll-1", training=False)["strain"]["groups"]
    cel_b = next(row for row in figures if row["group"] == "cel-b")
    assert rows["Cel B bewerkt en gelast"][3] == cel_b["demands"]
    assert rows["Cel B bewerkt en gelast"][7] == "! read with care"


def test_without_names_no_person_and_no_role_is_listed(tmp_path: Path) -> None:
    organisation = cases.example("bosch")
    for row in organisation.variants["soll-1"].roles["r-senior-a"].holders.values():
        row.hours_per_week = 60.0
    path = written(organisation, tmp_path, "soll-1", "none")
    book = load_workbook(path, data_only=True)
    rows = table(book["Hours"])
    assert [row[0] for row in rows] == [
        "Q-ROC kantoorcel",
        "Cel A strip en pers",
        "Cel B bewerkt en gelast",
        "Other units together",
        "Whole variant, each person once",
    ]
    assert all(row[3] >= 5 for row in rows)
    assert {row[0]: row[1] for row in table(book["Bottlenecks"], 4)}["People above contract"] == "< 5"
    with ZipFile(path) as archive:
        content = b"".join(archive.read(name) for name in archive.namelist())
    assert not [one.name for one in organisation.people.values() if one.name.encode() in content]
    assert b"Team-senior A" not in content


def test_people_above_contract_and_in_several_units(tmp_path: Path) -> None:
    organisation = cases.example("bosch")
    variant = organisation.variants["soll-1"]
    person = next(iter(variant.roles["r-persen"].holders))
    variant.roles["r-cnc"].holders[person] = Holder(person=person, hours_per_week=30.0)
    rows = table(load_workbook(written(organisation, tmp_path, "soll-1"), data_only=True)["Bottlenecks"], 4)
    found = {row[0]: row for row in rows}[organisation.people[person].name]
    assert found[1] - found[2] == pytest.approx(found[3])
    assert "Cel B bewerkt en gelast 30" in found[4]


def test_medians_of_few_are_not_printed(tmp_path: Path) -> None:
    organisation = cases.example("bosch")
    variant = organisation.variants["soll-1"]
    one = Answer((3, 3, 3, 3, 3), (3, 3, 3, 3, 3, 2, 3, 2, 3))
    variant.surveys["j"] = Survey(id="j", instrument="jcq", group="cel-a", answers=(one,) * 6)
    names = load_workbook(written(organisation, tmp_path / "a", "soll-1")).defined_names
    assert "jcq_high_demands" in names
    variant.surveys["k"] = Survey(id="k", instrument="jcq", group="cel-c", answers=(one,) * 2)
    book = load_workbook(written(organisation, tmp_path / "b", "soll-1"))
    assert "jcq_high_demands" not in book.defined_names
    words = [cell.value for row in book["Legend"].iter_rows() for cell in row if isinstance(cell.value, str)]
    assert any("not shown for so few answers" in one for one in words)
