"""Exporting 400 people × 120 skills against openpyxl writing the same cells bare, and reading it back.

The floor gets every sheet of our workbook with all its values and formulas, and none of the rest: no styles, no
conditional looks, no validation, no set-up of the page, no value beside a formula. Nothing is to be learned where
every cell is filled, so an organisation that lacks nearly everything is measured too: with its plan of hundreds of
steps, which is computed in that time.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook

from organisatiecanvas.exports import Still, export
from organisatiecanvas.exports.skills_import import plan_import
from tests.bench.documents import large
from tests.bench.measure import Row, pair
from tests.bench.skills import lacking

Cells = list[tuple[str, list[tuple[Any, ...]]]]


def rows() -> Iterator[Row]:
    moment = Still(large(), "large", "bench", 1)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        written, ours, floor = _written(moment, folder, rounds=2)
        read, bare = pair(lambda: plan_import(moment.organisation, written), lambda: cells_of(written), rounds=1)
        _path, short, short_floor = _written(Still(lacking(), "lacking", "bench", 1), folder, rounds=1)
    yield Row("skills workbook 400 × 120 against a bare openpyxl write", ours, floor=floor, limit=2)
    yield Row("skills workbook 400 × 120", ours / 1000, "s", limit=30)
    yield Row("the same where nearly everything is lacking, with its plan", short, floor=short_floor, limit=2)
    yield Row("skills workbook 400 × 120 read back, against openpyxl reading it", read, floor=bare, limit=2)


def _written(moment: Still, folder: Path, rounds: int) -> tuple[Path, float, float]:
    """The workbook, how long we take to write it and how long the plain way takes."""
    written = export(moment, folder, "skills")[0]
    cells = cells_of(written)
    ours, floor = pair(
        lambda: export(moment, folder, "skills"), lambda: bare(cells, folder / "bare.xlsx"), rounds=rounds
    )
    return written, ours, floor


def cells_of(path: Path) -> Cells:
    """What our workbook holds, formulas as formulas, to be written again without any of its looks."""
    book = load_workbook(path, read_only=True)
    found = [(sheet.title, list(sheet.iter_rows(values_only=True))) for sheet in book.worksheets]
    book.close()
    return found


def bare(cells: Cells, path: Path) -> None:
    """The plain way: a cell for each value. Empty cells are left out, for they would cost the floor too."""
    book = Workbook()
    for title, lines in cells:
        sheet = book.create_sheet(title)
        for row, line in enumerate(lines, start=1):
            for column, value in enumerate(line, start=1):
                if value is not None:
                    sheet.cell(row, column, value)
    book.save(path)
