"""What people do to an exported matrix: change levels and dates, sort the rows."""

from __future__ import annotations

import datetime
from typing import Any

from openpyxl.workbook import Workbook

from organisatiecanvas.exports.skills_grid import BREADTH, FIRST, ID, IDS, STATUS, TOP
from organisatiecanvas.models.mapping import Row
from organisatiecanvas.models.organisation import Mastery, Organisation
from tests.exports import cases

# Person, skill, level, valid until: a level raised, one lowered, one cell filled, one certificate expired.
EDITS: list[tuple[str, str, int, datetime.date | None]] = [
    ("p01", "inkopen", 4, None),
    ("p01", "intake", 1, None),
    ("p02", "zagen", 3, None),
    ("p18", "las-certificaat", 3, datetime.date(2026, 11, 22)),
]


def CHANGED() -> Organisation:
    """The example with the same edits made in the model."""
    organisation = cases.example("bosch")
    for person, skill, level, day in EDITS:
        cell: Row = organisation.mastery.setdefault((person, skill), Mastery(person=person, skill=skill, level=level))
        cell.level = level
        if day is not None:
            cell.valid_until = day
    return organisation


def change_levels(book: Workbook) -> None:
    sheet = book["Matrix"]
    rows = {sheet.cell(row, ID).value: row for row in range(TOP, sheet.max_row + 1)}
    columns = {sheet.cell(IDS, column).value: column for column in range(FIRST, sheet.max_column + 1)}
    count = sum(value is not None for value in columns)
    for person, skill, level, day in EDITS:
        sheet.cell(rows[person], columns[skill], level)
        if day is not None:
            sheet.cell(rows[person], columns[skill] + count + 1, day)


def sort_people(book: Workbook) -> None:
    """Turn the rows of the matrix upside down, as sorting in Excel would; formulas look at their own row."""
    sheet = book["Matrix"]
    last = max(row for row in range(TOP, sheet.max_row + 1) if sheet.cell(row, ID).value)
    moved = [column for column in range(1, sheet.max_column + 1) if column not in (BREADTH, STATUS)]
    values: list[list[Any]] = [[sheet.cell(row, column).value for column in moved] for row in range(TOP, last + 1)]
    signs = [sheet.cell(row, STATUS).value for row in range(TOP, last + 1)]
    for row, line in enumerate(reversed(values), start=TOP):
        for column, value in zip(moved, line, strict=True):
            sheet.cell(row, column).value = value
    for row, sign in enumerate(reversed(signs), start=TOP):
        # A dash stands in the row itself; a formula is turned to the row it comes to.
        there = last - (row - TOP)
        sheet.cell(row, STATUS).value = sign.replace(f"E{there}", f"E{row}").replace(f"F{there}", f"F{row}")
