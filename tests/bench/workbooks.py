"""Exporting 400 people × 120 skills, every cell filled, against openpyxl writing the same cells bare."""

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

Cells = list[tuple[str, list[tuple[Any, ...]]]]


def rows() -> Iterator[Row]:
    moment = Still(large(), "large", "bench", 1)
    with tempfile.TemporaryDirectory() as folder:
        written = export(moment, Path(folder), "skills")[0]
        cells = _cells(written)
        ours, floor = pair(
            lambda: export(moment, Path(folder), "skills"), lambda: _bare(cells, Path(folder) / "bare.xlsx"), rounds=2
        )
        read, bare = pair(lambda: plan_import(moment.organisation, written), lambda: _cells(written), rounds=1)
    yield Row("skills workbook 400 × 120 read back, against openpyxl reading it", read, floor=bare, limit=2)
    yield Row("skills workbook 400 × 120 against a bare openpyxl write", ours, floor=floor, limit=2)
    yield Row("skills workbook 400 × 120", ours / 1000, "s", limit=30)


def _cells(path: Path) -> Cells:
    """What our workbook holds, formulas as formulas, to be written again without any of its looks."""
    book = load_workbook(path, read_only=True)
    found = [(sheet.title, list(sheet.iter_rows(values_only=True))) for sheet in book.worksheets]
    book.close()
    return found


def _bare(cells: Cells, path: Path) -> None:
    """The plain way: a cell for each value. Empty cells are left out, for they would cost the floor too."""
    book = Workbook()
    for title, lines in cells:
        sheet = book.create_sheet(title)
        for row, line in enumerate(lines, start=1):
            for column, value in enumerate(line, start=1):
                if value is not None:
                    sheet.cell(row, column, value)
    book.save(path)
