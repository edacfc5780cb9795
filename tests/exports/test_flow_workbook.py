"""The lead time workbook: what stands in it is what `analyse` says, its chart is native, its defaults are marked."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from organisatiecanvas.exports import Still, export, flow_chart, flow_workbook
from organisatiecanvas.exports.flow_workbook import (
    CAUSES,
    FAMILY,
    HEAD,
    LABEL,
    MCT,
    QRM,
    ROUTE,
    TOP,
    TOUCH,
    U_LOAD,
    U_PRESENT,
    U_SIGN,
    VARIANT,
    WHITE,
)
from organisatiecanvas.models import language
from organisatiecanvas.models.analysis import analyse
from organisatiecanvas.models.analysis.flow.assumptions import grouped
from organisatiecanvas.models.organisation import Organisation
from tests.exports import cases, office
from tests.exports.conftest import Made

DRAWING = "xl/charts/chart1.xml"


def made(organisation: Organisation, folder: Path, variant: str | None = None) -> Path:
    (path,) = export(Still(organisation, "doc", "id", 1), folder, "flow", variant)
    return path


def rows_of(sheet: Worksheet, first: int = TOP) -> list[list[object]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=first) if row[0].value]


@pytest.fixture(scope="module")
def bosch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(cases.example("bosch"), tmp_path_factory.mktemp("flow"))


@pytest.mark.office
@pytest.mark.parametrize("name", ["bosch", "aldowa"])
def test_recalculated_figures_are_those_of_the_app(workbooks: dict[str, Made], name: str) -> None:
    one = workbooks[f"flow/{name}"]
    book = office.values(one.recalculated)
    organisation = one.organisation
    figures = {key: analyse(organisation, key, training=False)["flow"] for key in organisation.variants}
    names = {variant.name: key for key, variant in organisation.variants.items()}
    orders = {order.name: key for key, order in organisation.orders.items()}
    families = book["Lead time"]
    seen = 0
    for row in rows_of(families):
        variant = names[row[VARIANT - 1]]
        found = next(item for item in figures[variant]["orders"] if item["order"] == orders[row[FAMILY - 1]])
        if found["mct_days"] is None:
            assert row[MCT - 1] == "n/a"
            continue
        seen += 1
        assert row[MCT - 1] == pytest.approx(found["mct_days"])
        assert row[WHITE - 1] == pytest.approx(found["white_space"])
        assert row[TOUCH - 1] == pytest.approx((1 - found["white_space"]) * found["mct_days"])
        first = next(item for item in figures[next(iter(figures))]["orders"] if item["order"] == found["order"])
        expected = 100 * first["mct_days"] / found["mct_days"] if variant != next(iter(figures)) else None
        assert row[QRM - 1] == (pytest.approx(expected) if expected is not None else None)
    assert seen
    for row in rows_of(book["Load of units"]):
        variant = organisation.variants[names[row[0]]]
        unit = next(one.id for one in variant.units.values() if one.name == row[1])
        found = next(item for item in figures[variant.id]["units"] if item["unit"] == unit)
        assert row[U_LOAD - 1] == pytest.approx(found["utilisation"])
        assert row[U_PRESENT - 1] == pytest.approx(found["lots_present"])
        too_high = 2 * 0.8 / 1.8
        sign = "✓" if row[U_LOAD - 1] <= 0.8 else "!" if row[U_LOAD - 1] <= too_high else "✕"
        assert row[U_SIGN - 1] == sign


@pytest.mark.office
@pytest.mark.parametrize("name", ["bosch", "aldowa"])
def test_the_steps_of_a_path_add_up_to_its_lead_time(workbooks: dict[str, Made], name: str) -> None:
    book = office.values(workbooks[f"flow/{name}"].recalculated)
    days: dict[tuple[object, object], list[float]] = {}
    for row in rows_of(book["Critical path"]):
        if row[2] is not None:
            together = days.setdefault((row[0], row[1]), [0.0, 0.0])
            together[0] += row[11]
            together[1] += row[12]
    families = {(row[VARIANT - 1], row[FAMILY - 1]): row for row in rows_of(book["Lead time"])}
    assert days
    for key, (whole, share) in days.items():
        assert whole == pytest.approx(families[key][MCT - 1])
        assert share == pytest.approx(1.0)


def test_the_chart_is_native_and_draws_what_the_cells_hold(bosch: Path) -> None:
    book = load_workbook(bosch)
    sheet = book["Lead time"]
    (chart,) = sheet._charts
    last = TOP + 2 * 4 - 1
    assert (chart.barDir, chart.grouping, chart.overlap) == ("bar", "stacked", 100)
    assert len(chart.series) == 6
    for place, series in enumerate(chart.series):
        column = flow_workbook.letter(CAUSES + place)
        assert series.val.numRef.f == f"'Lead time'!${column}${TOP}:${column}${last}"
        assert series.tx.strRef.f == f"'Lead time'!${column}${HEAD}"
        assert series.graphicalProperties.solidFill.srgbClr == flow_chart.COLOURS[place]
        cached = [float(point.v) for point in series.val.numRef.numCache.pt]
        assert cached == pytest.approx([sheet.cell(row, CAUSES + place).value for row in range(TOP, last + 1)])
        names = [point.v for point in series.cat.strRef.strCache.pt]
        assert names == [sheet.cell(row, LABEL).value for row in range(TOP, last + 1)]
        assert names[0] == "Strip- en persscharnieren · IST"
    with ZipFile(bosch) as archive:
        assert b'<plotVisOnly val="0"' in archive.read(DRAWING)  # the names stand in a hidden column


def test_one_variant_alone(tmp_path: Path) -> None:
    path = made(cases.example("bosch"), tmp_path, "soll-1")
    assert path.name == "doc-flow-soll-1.xlsx"
    sheet = load_workbook(path)["Lead time"]
    assert {row[VARIANT - 1] for row in rows_of(sheet)} == {"SOLL 1 · cellen"}


def test_defaults_are_marked_where_they_stand_and_listed(bosch: Path) -> None:
    organisation = cases.example("bosch")
    book = load_workbook(bosch)
    listed = [row[:5] for row in rows_of(book["Defaults"], 5)]
    expected = []
    for variant in organisation.variants.values():
        found = analyse(organisation, variant.id, training=False)["flow"]["assumptions"]
        groups = grouped(organisation, variant, found)
        expected += [[variant.name, one.collection, one.field, one.value, len(one.names)] for one in groups]
    assert listed == expected
    assert listed
    marked = [
        cell
        for row in book["Inputs"].iter_rows()
        for cell in row
        if cell.value is not None and cell.style.startswith("OC assumed")
    ]
    # Units stand on their own sheet.
    assert len(marked) == sum(
        item["collection"] != "units"
        for variant in organisation.variants
        for item in analyse(organisation, variant, training=False)["flow"]["assumptions"]
    )
    assert all(isinstance(cell.value, (int, float)) or cell.value == "○" for cell in marked)
    assert all("○" in cell.number_format for cell in marked if not isinstance(cell.value, str))


def test_a_unit_that_cannot_keep_up_has_a_reason_and_no_days(tmp_path: Path) -> None:
    organisation = cases.example("bosch")
    organisation.orders["strip"].pieces_per_week *= 3
    book = load_workbook(made(organisation, tmp_path, "ist"))
    row = next(row for row in rows_of(book["Lead time"]) if row[FAMILY - 1] == "Strip- en persscharnieren")
    assert row[MCT - 1] == "n/a"
    assert "pile up" in str(row[ROUTE - 1])
    units = {row[1]: row for row in rows_of(book["Load of units"])}
    assert units["Perserij"][flow_workbook.U_NEEDED - 1]
    assert units["Perserij"][flow_workbook.U_WAIT - 1] is None


def test_without_order_families_there_is_a_sentence(tmp_path: Path) -> None:
    path = made(cases.awkward(), tmp_path)
    sheet = load_workbook(path)["Lead time"]
    assert "No order family" in sheet["A2"].value
    assert not sheet._charts


def test_in_dutch(tmp_path: Path) -> None:
    language.use("nl")
    book = load_workbook(made(cases.example("bosch"), tmp_path))
    assert book.sheetnames[0] == "Doorlooptijd"
    assert book["Doorlooptijd"].page_setup.orientation == "landscape"
    assert int(book["Doorlooptijd"].page_setup.paperSize) == 8
