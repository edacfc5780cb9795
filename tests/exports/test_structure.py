"""What makes Excel ask to repair a file, looked for in the XML itself; and text that must stay text."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from openpyxl.formula import Tokenizer

from organisatiecanvas.canvas import style as canvas_style
from organisatiecanvas.exports import Still, export, style
from organisatiecanvas.exports.workbook import Book, Formula, plain_text, sheet_title
from organisatiecanvas.models import language
from tests.exports import cases

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
ORDER = (
    *("sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetProtection", "autoFilter"),
    *("mergeCells", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins"),
    *("pageSetup", "headerFooter", "drawing"),
)
ENGLISH = {
    *("AND", "COUNTIFS", "EDATE", "IF", "INDEX", "ISNUMBER", "MATCH", "MAX", "N", "NOT", "OFFSET", "OR", "ROW"),
    *("SEARCH", "SUBTOTAL", "SUM", "SUMIFS", "SUMPRODUCT", "TODAY"),
}


@pytest.fixture(scope="module")
def paths(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("structure")
    made: list[Path] = []
    language.use("nl")
    for name, organisation in (("awkward", cases.awkward()), ("bosch", cases.example("bosch"))):
        for names in ("full", "codes", "none"):
            moment = Still(organisation, f"{name}-{names}", "id", 1)
            for what in ("skills", "actions", "flow", "dossier"):
                made += export(moment, folder, what, None, names)  # type: ignore[arg-type]
    language.use("en")
    return made


def parts(path: Path) -> dict[str, ET.Element]:
    with ZipFile(path) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert len(names) == len(set(names))
        return {name: ET.fromstring(archive.read(name)) for name in names if name.endswith((".xml", ".rels"))}


def test_names_of_sheets_and_ranges(paths: list[Path]) -> None:
    for path in paths:
        book = parts(path)["xl/workbook.xml"]
        titles = [sheet.get("name") or "" for sheet in book.iter(f"{MAIN}sheet")]
        assert len({title.casefold() for title in titles}) == len(titles)
        for title in titles:
            assert 1 <= len(title.encode("utf-16-le")) // 2 <= 31
            assert not set(title) & set("[]:*?/\\")
            assert title == title.strip("'")
            assert title.casefold() != "history"
        defined = [(name.get("name"), name.get("localSheetId")) for name in book.iter(f"{MAIN}definedName")]
        assert len(set(defined)) == len(defined)
        assert "#REF" not in ET.tostring(book, "unicode")


def test_sheets_are_in_order_and_within_their_styles(paths: list[Path]) -> None:
    for path in paths:
        xml = parts(path)
        styles = xml["xl/styles.xml"]
        cells = int(styles.find(f"{MAIN}cellXfs").get("count"))  # type: ignore[union-attr,arg-type]
        looks = len(styles.findall(f"{MAIN}dxfs/{MAIN}dxf"))
        formats = [item.get("numFmtId") for item in styles.findall(f"{MAIN}numFmts/{MAIN}numFmt")]
        assert len(set(formats)) == len(formats)
        for name, sheet in xml.items():
            if "worksheets/sheet" not in name or name.endswith(".rels"):
                continue
            tags = [child.tag.removeprefix(MAIN) for child in sheet]
            assert [ORDER.index(tag) for tag in tags] == sorted(ORDER.index(tag) for tag in tags)
            assert all(int(cell.get("s", "0")) < cells for cell in sheet.iter(f"{MAIN}c"))
            rules = list(sheet.iter(f"{MAIN}cfRule"))
            assert all(int(rule.get("dxfId", "0")) < looks for rule in rules)
            assert len({rule.get("priority") for rule in rules}) == len(rules)
            places = [cell.get("r") for cell in sheet.iter(f"{MAIN}c")]
            assert len(set(places)) == len(places)
            bands = sorted((int(band.get("min", "0")), int(band.get("max", "0"))) for band in sheet.iter(f"{MAIN}col"))
            assert all(one[1] < other[0] for one, other in pairwise(bands)), f"columns overlap in {name}"
            for validation in sheet.iter(f"{MAIN}dataValidation"):
                assert re.fullmatch(r"list_\w+", validation.find(f"{MAIN}formula1").text)  # type: ignore[union-attr,arg-type]
            for item in sheet.iter(f"{MAIN}oddFooter"):
                assert len(item.text or "") <= 255


def test_formulas_use_english_functions_known_names_and_commas(paths: list[Path]) -> None:
    for path in paths:
        book = load_workbook(path)
        known = set(book.defined_names)
        for sheet in book.worksheets:
            formulas = {cell.value for row in sheet.iter_rows() for cell in row if cell.data_type == "f"}
            formulas |= {
                f"={formula}"
                for rules in sheet.conditional_formatting
                for rule in rules.rules
                for formula in rule.formula
            }
            for formula in formulas:
                assert len(formula) < 8192
                for token in Tokenizer(formula).items:
                    if token.type == "FUNC" and token.subtype == "OPEN":
                        assert token.value.rstrip("(") in ENGLISH
                    if token.type == "OPERAND" and token.subtype == "RANGE" and "_" in token.value:
                        assert "!" in token.value or token.value in known


def test_text_is_never_a_formula(paths: list[Path]) -> None:
    """Whatever starts with = + - @ is a string with the mark that keeps it one when it is edited."""
    seen = set()
    for path in paths:
        for sheet in load_workbook(path).worksheets:
            for row in sheet.iter_rows():
                for cell in row:
                    if isinstance(cell.value, str) and cell.value[:1] in ("=", "+", "-", "@") and cell.data_type != "f":
                        assert cell.data_type == "s"
                        assert cell.quotePrefix, f"{sheet.title}!{cell.coordinate}"
                        seen.add(cell.value)
        for sheet in parts(path).values():
            for formula in sheet.iter(f"{MAIN}f"):
                assert not re.match(r"(1\+1|cmd|SUM\(A1|HYPERLINK|\s)", formula.text or "")
    assert {name for name in cases.NAMES if name[0] in "=+-@"} <= seen


def test_print_set_up_and_frozen_panes(paths: list[Path]) -> None:
    for path in paths:
        for sheet in load_workbook(path).worksheets:
            if sheet.sheet_state == "hidden":
                continue
            assert (int(sheet.page_setup.paperSize), sheet.page_setup.orientation) == (8, "landscape")
            assert sheet.sheet_properties.pageSetUpPr.fitToPage
            assert "&P" in sheet.oddFooter.right.text
            assert "&N" in sheet.oddFooter.right.text
    matrix = load_workbook(next(path for path in paths if "bosch-full-skills" in path.name))["Matrix"]
    assert matrix.freeze_panes == "H11"
    assert matrix.print_title_rows == "$6:$10"
    assert matrix.auto_filter.ref.startswith("A10:")
    hidden = load_workbook(paths[0])["_meta"]
    assert hidden.sheet_state == "hidden"
    assert {row[0].value: row[1].value for row in hidden.iter_rows()}["document"] == "id"


def test_properties_hold_no_person(paths: list[Path]) -> None:
    for path in paths:
        properties = load_workbook(path).properties
        assert (properties.creator, properties.lastModifiedBy) == ("Organisatiecanvas", None)


@pytest.mark.parametrize(
    ("wanted", "taken", "title"),
    [
        ("Snij/plooi [hal 2] - nachtploeg weekend", (), "Snij-plooi (hal 2) - nachtploe…"),
        ("Cel A", ("cel a",), "Cel A (2)"),
        ("Cel A", ("CEL A", "Cel a (2)"), "Cel A (3)"),
        ("'tussen'", (), "tussen"),
        ("History", (), "History (2)"),
        ("a:b\\c*d?e", (), "a-b-cde"),
        ("***", (), "Sheet"),
        ("regel\n\teen\x00", (), "regel een"),
        ("x" * 40, ("x" * 30 + "…",), "x" * 26 + "… (2)"),
        ("\U0001f600" * 20, (), "\U0001f600" * 15 + "…"),
    ],
)
def test_sheet_titles(wanted: str, taken: tuple[str, ...], title: str) -> None:
    assert sheet_title(wanted, taken) == title


def test_plain_text() -> None:
    assert plain_text("a\x00b\x0bc\td\r\ne\x7f\ufffe") == "abc d\ne"
    assert plain_text("_x0041_") == "_x005F_x0041_"
    cut = plain_text("\U0001f600" * 40_000)
    assert len(cut.encode("utf-16-le")) // 2 <= 32_767
    assert cut.endswith("…")


def test_a_workbook_opens_again_with_values_and_looks(tmp_path: Path) -> None:
    book = Book("Proef")
    sheet = book.sheet("Blad")
    sheet.put(1, 1, Formula("=1+1", 2), "total")
    sheet.put(2, 1, " spatie ", "text")
    path = book.save(tmp_path / "proef.xlsx")
    again = load_workbook(path, data_only=True)["Blad"]
    assert (again["A1"].value, again["A2"].value) == (2, " spatie ")
    assert again["A1"].style == "OC total"


def test_colours_are_the_tokens_of_the_canvas() -> None:
    light = canvas_style.LIGHT
    pairs = {
        style.INK: light.ink,
        style.MUTED: light.muted,
        style.LINE: light.line,
        style.GROUND: light.ground,
        style.ACCENT: light.accent,
        style.ACCENT_TINT: light.accent_tint,
        style.GOOD: light.on_good,
        style.GOOD_TINT: light.good_tint,
        style.ATTENTION: light.on_attention,
        style.ATTENTION_TINT: light.attention_tint,
        style.PROBLEM: light.on_problem,
        style.PROBLEM_TINT: light.problem_tint,
    }
    assert {ours.casefold() for ours in pairs} == {theirs.removeprefix("#") for theirs in pairs.values()}
    assert all(f"#{ours.casefold()}" == theirs for ours, theirs in pairs.items())
