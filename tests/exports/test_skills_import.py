"""Matrices read back: exactly the edits from our own workbook, what is sure from other people's, never a guess."""

from __future__ import annotations

import datetime
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from organisatiecanvas.exports import Still, export
from organisatiecanvas.exports.levels import LevelMapping, Scale, read_date
from organisatiecanvas.exports.skills_grid import FIRST, HEAD, ID, IDS, PERSON, TOP
from organisatiecanvas.exports.skills_import import apply_import, plan_import
from organisatiecanvas.models.document import Document
from organisatiecanvas.models.errors import OrganisationError
from organisatiecanvas.models.organisation import Mastery, Organisation
from tests.exports import cases, office, sheets
from tests.exports.edits import EDITS, change_levels, sort_people

HEADER = ["Naam", "Kantbank 4 meter", "Kantbank 6 meter", "MIG-lassen", "TIG-lassen", "Lasersnijden", "Heftruck"]
MATRIX = [
    HEADER,
    ["Jansen, Ada", 0, 1, 2, 3, 4, None],
    ["Zoë 't Hart-Łukasz", 4, 3, 2, 1, 0, 3],
    ["Piet Puk", 1, 1, 1, 1, 1, 1],
    ["Bo", None, 2, None, 4, None, 0],
]
EDITED = {
    ("p01", "inkopen", "level", 2, 4),
    ("p01", "intake", "level", 4, 1),
    ("p02", "zagen", "level", None, 3),
    ("p18", "las-certificaat", "valid_until", datetime.date(2027, 9, 30), datetime.date(2026, 11, 22)),
}


def exported(organisation: Organisation, folder: Path, names: Any = "full", revision: int = 1) -> Path:
    (path,) = export(Still(organisation, "uit", "document", revision), folder, "skills", names=names)
    return path


def edited(path: Path, *edits: Any) -> Path:
    book = load_workbook(path)
    for edit in edits:
        edit(book)
    target = path.with_stem(path.stem + "-edited")
    book.save(target)
    return target


def plan(grid: sheets.Grid, folder: Path, mapping: LevelMapping | None = None, **more: Any) -> Any:
    return plan_import(sheets.firm(), sheets.write(grid, folder / "eigen.xlsx", **more), mapping)


def place_of(book: Workbook, person: str, skill: str) -> tuple[int, int]:
    sheet = book["Matrix"]
    row = next(row for row in range(TOP, sheet.max_row + 1) if sheet.cell(row, ID).value == person)
    return row, next(column for column in range(FIRST, sheet.max_column) if sheet.cell(IDS, column).value == skill)


# -- our own workbook ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("names", ["full", "codes"])
@pytest.mark.parametrize("name", ["bosch", "aldowa", "awkward"])
def test_our_own_workbook_says_nothing_new(name: str, names: str, tmp_path: Path) -> None:
    organisation = cases.awkward() if name == "awkward" else cases.example(name)
    preview = plan_import(organisation, exported(organisation, tmp_path, names), document_id="document", revision=1)
    assert (preview.changes, preview.unknown, preview.skipped, preview.doubtful) == ((), (), (), ())


def test_exactly_the_edits_come_back_whatever_the_order(tmp_path: Path) -> None:
    assert {(p, s, "level") for p, s, _level, day in EDITS if day is None} <= {change[:3] for change in EDITED}
    bosch = cases.example("bosch")
    path = exported(bosch, tmp_path)
    before = path.read_bytes()
    for edits in ((change_levels,), (change_levels, sort_people), (change_levels, _shuffle_columns)):
        preview = plan_import(bosch, edited(path, *edits), document_id="document", revision=1)
        assert sheets.without_place(preview) == EDITED
        assert preview.complete
    assert path.read_bytes() == before


def _shuffle_columns(book: Workbook) -> None:
    """Every column of the matrix somewhere else, headers renamed: the ids above them still tell."""
    sheet = book["Matrix"]
    columns = list(range(FIRST, sheet.max_column + 1))
    values = {c: [sheet.cell(row, c).value for row in range(1, sheet.max_row + 1)] for c in columns}
    random.Random(3).shuffle(columns)
    for target, source in zip(range(FIRST, sheet.max_column + 1), columns, strict=True):
        for row, value in enumerate(values[source], start=1):
            sheet.cell(row, target).value = None if str(value).startswith("=COUNTIFS") else value
    for column in range(FIRST, sheet.max_column + 1):
        if sheet.cell(IDS, column).value == "zagen":
            sheet.cell(HEAD, column).value = "Zaag"


def _reverse_rows(book: Workbook) -> None:
    """The people upside down, without their counts."""
    sheet = book["Matrix"]
    last = max(row for row in range(TOP, sheet.max_row + 1) if sheet.cell(row, ID).value)
    columns = [column for column in range(1, sheet.max_column + 1) if not 5 <= column < FIRST]
    values = [[sheet.cell(row, column).value for column in columns] for row in range(TOP, last + 1)]
    for row, line in enumerate(reversed(values), start=TOP):
        for column, value in zip(columns, line, strict=True):
            sheet.cell(row, column).value = value


@pytest.mark.office
def test_exactly_the_edits_come_back_from_libreoffice(tmp_path: Path) -> None:
    if office.available() is None:
        pytest.skip("LibreOffice is not installed")
    bosch = cases.example("bosch")
    plain, turned = tmp_path / "plain", tmp_path / "turned"
    changed = []
    for folder, edits in ((plain, (change_levels,)), (turned, (change_levels, _shuffle_columns, _reverse_rows))):
        folder.mkdir()
        path = edited(exported(bosch, folder), *edits)
        changed.append(path.rename(tmp_path / f"{folder.name}.xlsx"))
    for path in office.convert(changed, tmp_path):
        preview = plan_import(bosch, path, document_id="document", revision=1)
        assert sheets.without_place(preview) == EDITED
        assert preview.complete


def test_an_emptied_cell_is_unknown_again_and_takes_its_date_along(bosch: Document, tmp_path: Path) -> None:
    path = exported(bosch.snapshot(), tmp_path)

    def empty(book: Workbook) -> None:
        row, column = place_of(book, "p18", "las-certificaat")
        book["Matrix"].cell(row, column).value = None

    preview = plan_import(bosch.organisation, edited(path, empty), document_id="document")
    assert sheets.without_place(preview) == {("p18", "las-certificaat", "level", 3, None)}
    before = bosch.organisation.mastery["p18", "las-certificaat"].valid_until
    assert apply_import(bosch, preview) == 1
    assert ("p18", "las-certificaat") not in bosch.organisation.mastery
    bosch.undo()
    assert bosch.organisation.mastery["p18", "las-certificaat"].valid_until == before


def test_the_sheet_that_was_changed_counts_and_two_changes_are_told(tmp_path: Path) -> None:
    bosch = cases.example("bosch")
    path = exported(bosch, tmp_path)

    def change(book: Workbook) -> None:
        data = book["Data"]
        rows = {(data.cell(r, 2).value, data.cell(r, 4).value): r for r in range(2, data.max_row + 1)}
        data.cell(rows["p01", "intake"], 6).value = 0
        data.cell(rows["p01", "inkopen"], 6).value = 0
        row, column = place_of(book, "p01", "inkopen")
        book["Matrix"].cell(row, column).value = 3

    preview = plan_import(bosch, edited(path, change), document_id="document", revision=1)
    assert sheets.levels(preview) == {("p01", "intake"): 0, ("p01", "inkopen"): 3}
    assert [item.row[:5] for item in preview.doubtful] == ["Data!"]
    assert "followed" in preview.doubtful[0].reason


def test_what_changed_in_the_document_since_the_export_stays(tmp_path: Path) -> None:
    bosch = cases.example("bosch")
    path = edited(exported(bosch, tmp_path), change_levels)
    bosch.mastery["p01", "engineering"].level = 4
    later = plan_import(bosch, path, document_id="document", revision=2)
    assert sheets.without_place(later) == EDITED
    assert [(item.row[:6], "4" in item.reason) for item in later.skipped] == [("Matrix", True)]
    # Of another document everything that differs is a difference.
    other = plan_import(bosch, path, document_id="another", revision=2)
    assert sheets.without_place(other) == EDITED | {("p01", "engineering", "level", 4, 1)}


def test_codes_are_refused_once_they_may_mean_somebody_else(tmp_path: Path) -> None:
    bosch = cases.example("bosch")
    path = exported(bosch, tmp_path, "codes")
    for known in ({"document_id": "another", "revision": 1}, {"document_id": "document", "revision": 2}):
        with pytest.raises(OrganisationError, match="codes"):
            plan_import(bosch, path, **known)
    counts = exported(bosch, tmp_path / "none", "none")
    with pytest.raises(OrganisationError, match="no skills matrix"):
        plan_import(bosch, counts)


# -- people's own sheets ---------------------------------------------------------------------------------------------


@settings(max_examples=40)
@given(seed=st.integers(0, 2**32), turn=st.booleans(), noise=st.booleans())
def test_shuffled_renamed_and_turned_sheets_read_the_same(
    tmp_path_factory: pytest.TempPathFactory, seed: int, turn: bool, noise: bool
) -> None:
    rng, folder = random.Random(seed), tmp_path_factory.mktemp("shuffled")
    straight = sheets.without_place(plan(MATRIX, folder))
    assert len(straight) == 20
    grid = sheets.shuffled([list(row) for row in MATRIX], rng)
    if noise:
        renamed = [_renamed(text, rng) for text in grid[0]]
        grid = [
            ["Matrix 2025"],
            [],
            *[[None] * 2 + row for row in ([renamed, *grid[1:]])],
            [],
            ["", "", "Totaal", 9, 9],
        ]
    found = plan(sheets.turned(grid) if turn else grid, folder)
    assert sheets.without_place(found) == straight
    assert found.complete


def _renamed(text: str, rng: random.Random) -> str:
    ways = (
        str.upper,
        lambda t: t.replace("-", " ").replace(" ", "  "),
        lambda t: t.replace(" ", ""),
        lambda t: f" {t}\n",
        lambda t: t.replace("Lasersnijden", "Laser-\nsnijden").replace("4", "04"),
        lambda t: t.replace("Lasersnijden", "Lasersnijdne"),
    )
    return rng.choice(ways)(text)


def test_titles_blanks_merges_totals_and_legends_are_passed_over_and_listed(tmp_path: Path) -> None:
    grid: sheets.Grid = [
        ["Competentiematrix"],
        [],
        ["Naam", "Team", "Banken", None, "MIG-lassen", None, "Totaal"],
        [None, None, "Kantbank 4 meter", "Kantbank 6 meter", "niveau", "geldig t/m", None],
        ["Snijden"],
        ["Ada Jansen", "Snijden", 3, 2, 4, "1 maart 2028", 9],
        [],
        ["Piet Puk", "Lassen", 1, None, 3, datetime.date(2027, 12, 31), 4],
        ["Kees Onbekend", "Lassen", 1, 2, 3, None, 6],
        ["Totaal", None, 4, 2, 7],
        ["Legenda"],
        [3, "zelfstandig"],
    ]
    preview = plan(grid, tmp_path, merged=("A1:G1", "C3:D3", "E3:F3", "A3:A4"))
    assert sheets.without_place(preview) == {
        ("m1", "v1", "level", None, 3),
        ("m1", "v2", "level", None, 2),
        ("m1", "v3", "level", None, 4),
        ("m1", "v3", "valid_until", None, datetime.date(2028, 3, 1)),
        ("m5", "v1", "level", None, 1),
        ("m5", "v3", "level", None, 3),
        ("m5", "v3", "valid_until", None, datetime.date(2027, 12, 31)),
    }
    assert [(item.place, item.text) for item in preview.unknown] == [("Blad1!A9", "Kees Onbekend")]
    listed = {item.row.removeprefix("Blad1!") for item in preview.skipped}
    assert {"1", "2", "5", "7", "10", "11", "12"} <= listed
    assert any(item.row in ("Blad1!G3", "Blad1!G4") for item in preview.skipped)
    assert all(item.reason for item in preview.skipped)


def test_names_that_differ_too_much_are_asked_and_their_cells_left(tmp_path: Path) -> None:
    header = ["Naam", "Kantbank 5 meter", "MAG-lassen", "Laser", "Heftruck", "Robot"]
    preview = plan([header, ["Piet Puck", 1, 1, 1, 1, 1], ["Bo", 1, 2, 3, 4, 0]], tmp_path)
    assert sheets.levels(preview) == {("m6", "v6"): 4}
    asked = {item.text: set(item.candidates) for item in preview.doubtful}
    assert asked["Piet Puck"] == {"m5"}
    assert asked["Laser"] == {"v5"}
    assert {"v1", "v2"} <= asked["Kantbank 5 meter"]
    assert {"v3", "v4"} <= asked["MAG-lassen"]
    assert [item.text for item in preview.unknown] == ["Robot"]
    # What was decided once is remembered, and comes through a dictionary whole.
    answers = LevelMapping(skills={"laser": "v5", "MAG-lassen": "v3", "Robot": None}, people={"Piet Puck": "m5"})
    answers = LevelMapping.from_dict(answers.as_dict())
    again = plan([header, ["Piet Puck", 1, 1, 1, 1, 1], ["Bo", 1, 2, 3, 4, 0]], tmp_path, answers)
    assert sheets.levels(again) == {
        **{("m5", skill): 1 for skill in ("v3", "v5", "v6")},
        ("m6", "v3"): 2,
        ("m6", "v5"): 3,
        ("m6", "v6"): 4,
    }
    assert [item.text for item in again.doubtful] == ["Kantbank 5 meter"]
    assert again.unknown == ()


def test_people_of_one_name_are_told_apart_or_left(tmp_path: Path) -> None:
    bare = plan([HEADER, ["Jan de Vries", 1, 2, 3], ["Jan de Vries", 3, 2, 1], ["Bo", 1]], tmp_path)
    assert sheets.levels(bare) == {("m6", "v1"): 1}
    assert [set(item.candidates) for item in bare.doubtful] == [{"m3", "m4"}] * 2
    assert "Snijden" in bare.doubtful[0].reason
    by_team = [["Naam", "Team", "Heftruck"], ["Jan de Vries", "Lassen", 1], ["Jan de Vries", "snijden", 3]]
    assert sheets.levels(plan(by_team, tmp_path)) == {("m4", "v6"): 1, ("m3", "v6"): 3}
    by_number = [["Nr", "Naam", "Heftruck"], ["m3", "Jan de Vries", 1], ["m4", "Jan de Vries", 3], ["m9", "Bo", 2]]
    numbered = plan(by_number, tmp_path)
    assert sheets.levels(numbered) == {("m3", "v6"): 1, ("m4", "v6"): 3}
    assert [set(item.candidates) for item in numbered.doubtful] == [{"m6"}]
    in_name = plan([["Naam", "Heftruck"], ["Jan de Vries (m4)", 1], ["Jan de Vries (Snijden)", 2]], tmp_path)
    assert sheets.levels(in_name) == {("m4", "v6"): 1, ("m3", "v6"): 2}
    twice = plan([HEADER, ["Bo", 1], ["Bo", 2], ["Piet Puk", 3]], tmp_path)
    assert sheets.levels(twice) == {("m5", "v1"): 3}
    assert len(twice.doubtful) == 2


@pytest.mark.parametrize(
    ("texts", "levels"),
    [
        (["I", "L", "u", "O", "3+", "3,0"], [1, 2, 3, 4, 3, 3]),
        (["x", "ja", "nee", "J", "✓", "nvt"], [3, 3, 0, 3, 3, None]),
        (["○", "◔", "◑", "◕", "●", "● 4"], [0, 1, 2, 3, 4, 4]),
        (["2.0", 3.0, "4 +", "5", "-", "?"], [2, 3, 4, None, None, None]),
        ([0.5, 1, 0.75, 0, "1", 0.25], [None, None, None, None, None, None]),
        (["zelfstandig", "3 = zelfstandig", "2: zelfstandig", True, False, "O"], [3, 3, None, 3, 0, None]),
        ([2.5, "2/3", "◕ 2", "#REF!", "3 (t/m 31-12-2027)", "31-12-2027"], [None, None, None, None, 3, None]),
    ],
)
def test_how_people_write_levels(tmp_path: Path, texts: list[Any], levels: list[int | None]) -> None:
    preview = plan([HEADER, ["Bo", *texts]], tmp_path)
    expected = {("m6", f"v{n}"): level for n, level in enumerate(levels, start=1) if level is not None}
    assert sheets.levels(preview) == expected
    assert len(preview.unknown) == levels.count(None)  # unknown stays visible, and never becomes 0


def test_a_mapping_decides_what_a_text_means(tmp_path: Path) -> None:
    mapping = LevelMapping({"X": 2, "-": None, "goed": 4})
    preview = plan([HEADER, ["Bo", "x", "-", "Goed", "anders"]], tmp_path, mapping)
    assert sheets.levels(preview) == {("m6", "v1"): 2, ("m6", "v3"): 4}
    assert [item.text for item in preview.unknown] == ["anders"]
    assert preview.mapping.levels == {"x": 2, "-": None, "goed": 4}
    assert preview.mapping.kind == "marks"
    with pytest.raises(ValueError, match="0 to 4"):
        LevelMapping({"x": 7})


@pytest.mark.parametrize(
    "text",
    [
        "31-12-2027",
        "31/12/27",
        "31.12.2027",
        "31 december 2027",
        "t/m 31 dec. '27",
        "2027-12-31",
        "geldig tot 31-12-2027",
    ],
)
def test_dates_as_the_dutch_write_them(text: str) -> None:
    assert read_date(text) == datetime.date(2027, 12, 31)


@pytest.mark.parametrize("text", ["12/31/2027", "31-13-2027", "30 februari 2027", "2027", "dec 2027", "3", ""])
def test_what_is_no_day_is_none(text: str) -> None:
    assert read_date(text) is None


def test_march_is_written_in_several_ways() -> None:
    assert {read_date(f"1 {month} 2028") for month in ("mrt", "maart", "mrt.", "march")} == {datetime.date(2028, 3, 1)}


def test_no_text_is_read_as_0_but_those_that_say_so() -> None:
    scale = Scale([], LevelMapping(), 3)
    for text in ("", "-", "n.v.t.", "?", "o", "oo", "0-1", "nul?", "nog niet", "niet van toepassing", "\u200b"):
        reading = scale.read(text)
        assert reading is None or reading.level is None


def test_a_long_list_is_read_too(tmp_path: Path) -> None:
    grid = [["Medewerker", "Vaardigheid", "Niveau", "Geldig tot"], ["Bo", "TIG lassen", "3,0", "31-12-2027"]]
    grid += [["Bo", "Heftruck", 2, None], ["Piet Puk", "Heftruck", "x", None], ["Piet Puk", "Zwemmen", 1, None]]
    preview = plan(grid, tmp_path)
    assert sheets.levels(preview) == {("m6", "v4"): 3, ("m6", "v6"): 2, ("m5", "v6"): 3}
    assert ("m6", "v4", "valid_until", None, datetime.date(2027, 12, 31)) in sheets.without_place(preview)
    assert [item.text for item in preview.unknown] == ["Zwemmen"]


def test_blocks_below_each_other_each_have_their_own_header(tmp_path: Path) -> None:
    grid = [["Snijden"], ["Naam", "Lasersnijden", "Heftruck"], ["Ada Jansen", 1, 2], [], ["Lassen"]]
    grid += [["Naam", "Heftruck", "Lasersnijden"], ["Piet Puk", 3, 4]]
    expected = {("m1", "v5"): 1, ("m1", "v6"): 2, ("m5", "v6"): 3, ("m5", "v5"): 4}
    assert sheets.levels(plan(grid, tmp_path)) == expected


def test_sheets_that_contradict_each_other_are_not_taken(tmp_path: Path) -> None:
    path = sheets.write([HEADER, ["Bo", 1, 2]], tmp_path / "twee.xlsx")
    book = load_workbook(path)
    second = book.create_sheet("Blad2")
    for row in (HEADER, ["Bo", 1, 3, 4]):
        second.append(row)
    book.save(path)
    preview = plan_import(sheets.firm(), path)
    assert sheets.levels(preview) == {("m6", "v1"): 1, ("m6", "v3"): 4}
    assert len(preview.doubtful) == 1


@pytest.mark.parametrize(("sign", "encoding"), [(";", "cp1252"), (",", "utf-8"), (";", "utf-8-sig"), ("\t", "utf-16")])
def test_csv_of_every_kind(tmp_path: Path, sign: str, encoding: str) -> None:
    quoted = [[f'"{cell}"' for cell in row] for row in (HEADER, ["Zoë 't Hart-Lukasz", "3,0", "x", 1, 2, "", "nee"])]
    path = tmp_path / "matrix.csv"
    path.write_text("\r\n".join(sign.join(row) for row in quoted), encoding)
    expected = {("m2", "v1"): 3, ("m2", "v2"): 3, ("m2", "v3"): 1, ("m2", "v4"): 2, ("m2", "v6"): 0}
    assert sheets.levels(plan_import(sheets.firm(), path)) == expected


# -- writing ---------------------------------------------------------------------------------------------------------


def test_an_import_is_one_step_that_undo_takes_back(bosch: Document, tmp_path: Path) -> None:
    preview = plan_import(bosch.organisation, edited(exported(bosch.snapshot(), tmp_path), change_levels))
    before = {key: (cell.level, cell.valid_until) for key, cell in bosch.organisation.mastery.items()}
    assert apply_import(bosch, preview) == 4
    assert bosch.organisation.mastery["p02", "zagen"].level == 3
    kept = bosch.organisation.assessments.values()
    assert {item.source for item in kept} == {preview.name, ""}  # and the levels that were there before
    assert plan_import(bosch.organisation, tmp_path / "uit-skills-ist-edited.xlsx").changes == ()
    with pytest.raises(OrganisationError, match="since this preview"):
        apply_import(bosch, preview)
    bosch.undo()
    after = {key: (cell.level, cell.valid_until) for key, cell in bosch.organisation.mastery.items()}
    assert after == before
    assert not bosch.undo_name


def test_only_what_is_accepted_is_written(bosch: Document, tmp_path: Path) -> None:
    preview = plan_import(bosch.organisation, edited(exported(bosch.snapshot(), tmp_path), change_levels))
    day = datetime.date(2026, 11, 23)
    count = apply_import(bosch, preview, {("p02", "zagen", "level")}, assessed_on=day, assessor="Teamleider")
    cell: Mastery = bosch.organisation.mastery["p02", "zagen"]
    assert (count, cell.level, cell.assessed_on, cell.assessor) == (1, 3, day, "Teamleider")
    (kept,) = bosch.organisation.assessments.values()
    assert (kept.person, kept.skill, kept.assessed_on, kept.level) == ("p02", "zagen", day, 3)
    assert (kept.assessor, kept.source) == ("Teamleider", preview.name)
    assert bosch.organisation.mastery["p01", "intake"].level == 4
    assert apply_import(bosch, preview, ()) == 0


def test_json_has_the_keys_of_the_method(tmp_path: Path) -> None:
    found = plan([HEADER, ["Bo", 1, "?", 2], ["Niemand", 1], ["Jan de Vries", 1], ["Totaal", 3]], tmp_path).as_json()
    assert {name: set().union(*map(set, rows)) for name, rows in found.items()} == {
        "changes": {"person", "skill", "from", "to"},
        "unknown": {"place", "text"},
        "skipped": {"row", "reason"},
        "doubtful": {"row", "reason"},
    }
    assert found["changes"][0] == {"person": "m6", "skill": "v1", "from": None, "to": 1}
    assert [PERSON, HEAD] == [2, 10]
