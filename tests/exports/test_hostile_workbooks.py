"""Files that mean harm or are broken: a plain message of one line or a sound result, and the file unchanged."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import psutil
import pytest

from organisatiecanvas.exports import sheet_reader
from organisatiecanvas.exports.skills_import import plan_import
from organisatiecanvas.models.errors import OrganisationError
from tests.exports import sheets
from tests.exports.sheets import SHEET

GRID: sheets.Grid = [["Naam", "Lasersnijden", "Heftruck"], ["Bo", 1, 2], ["Piet Puk", 3, None]]
SOUND = {("m6", "v5"): 1, ("m6", "v6"): 2, ("m5", "v5"): 3}
ENTITIES = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    return sheets.write(GRID, tmp_path / "plain.xlsx")


def refused(path: Path) -> str:
    before = path.read_bytes()
    with pytest.raises(OrganisationError) as caught:
        plan_import(sheets.firm(), path)
    assert path.read_bytes() == before
    message = str(caught.value)
    assert path.name in message
    assert "\n" not in message
    return message


def end_of_rows(more: bytes, after: bytes = b"") -> Callable[[bytes], bytes]:
    return lambda content: content.replace(b"</sheetData>", more + b"</sheetData>" + after)


def test_a_part_that_unpacks_to_very_much_is_not_unpacked(plain: Path, tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.xlsx"
    with ZipFile(plain) as read, ZipFile(bomb, "w", ZIP_DEFLATED) as written:
        for name in read.namelist():
            with written.open(name, "w", force_zip64=True) as stream:
                stream.write(read.read(name))
                if name == SHEET:
                    for _block in range(30):
                        stream.write(b" " * sheet_reader.MEGABYTE)
    assert bomb.stat().st_size < sheet_reader.MEGABYTE
    assert "too large" in refused(bomb)


def test_many_parts_that_are_too_much_together(plain: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_reader, "MAX_UNPACKED", 5_000)
    assert "too large" in refused(plain)
    monkeypatch.setattr(sheet_reader, "MAX_FILE", 100)
    assert "too large" in refused(plain)


@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "xl/styles.xml"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused_before_anything_is_parsed(plain: Path, tmp_path: Path, part: str, encoding: str) -> None:
    def poison(content: bytes) -> bytes:
        root = content.split(b"?>", 1)[-1] if content.startswith(b"<?xml") else content
        return (ENTITIES + root).decode().encode(encoding)

    assert "damaged" in refused(sheets.replace_part(plain, tmp_path / "entities.xlsx", part, poison))


def test_a_cell_at_the_far_end_and_a_merge_of_everything_cost_nothing(plain: Path, tmp_path: Path) -> None:
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    merge = b'<mergeCells count="1"><mergeCell ref="E5:XFD1048576"/></mergeCells>'
    path = sheets.replace_part(plain, tmp_path / "far.xlsx", SHEET, end_of_rows(far, merge))
    preview = plan_import(sheets.firm(), path)
    assert sheets.levels(preview) == SOUND
    assert len(preview.skipped) < 10


def test_more_rows_than_a_matrix_has_end_the_reading(
    plain: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheet_reader, "MAX_ROWS", 1000)
    rows = "".join(f'<row r="{row}"><c r="A{row}"><v>1</v></c></row>' for row in range(5, 1100)).encode()
    assert "too large" in refused(sheets.replace_part(plain, tmp_path / "rows.xlsx", SHEET, end_of_rows(rows)))


def test_formulas_without_a_value_are_unknown_and_links_are_not_followed(plain: Path, tmp_path: Path) -> None:
    formulas = {b"<v>1</v>": b"<f>'[1]Blad'!A1</f>", b"<v>2</v>": b"<f>1+1</f><v>2</v>", b"<v>3</v>": b"<f>1/0</f>"}

    def change(content: bytes) -> bytes:
        start, rows = content.split(b'<row r="2"')
        for number, formula in formulas.items():
            rows = rows.replace(number, formula, 1)
        return start + b'<row r="2"' + rows

    for number in (b"B2", b"C2", b"B3"):
        assert number in sheets_part(plain)
    grid = [GRID[0], ["Bo", 1, 2], ["Piet Puk", 3]]
    path = sheets.replace_part(sheets.write(grid, tmp_path / "f.xlsx"), tmp_path / "formulas.xlsx", SHEET, change)
    preview = plan_import(sheets.firm(), path)
    assert all(level != 0 for level in sheets.levels(preview).values())
    assert {item.text for item in preview.unknown} == {"formula without a value"}


def sheets_part(path: Path) -> bytes:
    with ZipFile(path) as archive:
        return archive.read(SHEET)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.xlsx", b""),
        ("text.xlsx", b"no workbook at all"),
        ("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
        ("zip.xlsx", b"PK\x05\x06" + bytes(18)),
        ("binary.csv", bytes(range(256)) * 10),
        ("empty.csv", b""),
        ("other.csv", b"a;b\n1;2\n"),
    ],
)
def test_what_is_no_workbook_gets_one_plain_line(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    refused(path)


def test_a_folder_and_a_missing_file(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "nowhere.xlsx"):
        with pytest.raises(OrganisationError):
            plan_import(sheets.firm(), path)


def test_damage_anywhere_gives_a_message_or_a_result(plain: Path, tmp_path: Path) -> None:
    rng, outcomes = random.Random(11), set()
    parts = [SHEET, "xl/workbook.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels"]
    for _round in range(150):

        def hurt(content: bytes) -> bytes:
            broken = bytearray(content)
            for _wound in range(rng.randrange(1, 5)):
                place = rng.randrange(len(broken))
                if rng.random() < 0.5:
                    broken[place] = rng.randrange(32, 127)
                else:
                    del broken[place : place + rng.randrange(1, 9)]
            return bytes(broken)

        path = sheets.replace_part(plain, tmp_path / "damaged.xlsx", rng.choice(parts), hurt)
        try:
            plan_import(sheets.firm(), path)
            outcomes.add("read")
        except OrganisationError as error:
            outcomes.add("refused")
            assert "\n" not in str(error)
    assert outcomes == {"read", "refused"}
    assert str(path) not in [file.path for file in psutil.Process().open_files()]
    content = plain.read_bytes()
    for size in range(0, len(content), 400):
        cut = tmp_path / "cut.xlsx"
        cut.write_bytes(content[:size])
        with pytest.raises(OrganisationError):
            plan_import(sheets.firm(), cut)
