"""The works-council dossier as a workbook: a front page, a sheet per section, the drawings, method and origin."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import ceil
from pathlib import Path
from typing import Any

from organisatiecanvas.exports.dossier_words import facts_of, open_points, summary_of
from organisatiecanvas.exports.images import put_picture
from organisatiecanvas.exports.legend import Legend, Source, describe
from organisatiecanvas.exports.workbook import Book, Formula, Sheet, letter
from organisatiecanvas.models.dossier import (
    Cell,
    Column,
    Contents,
    Figure,
    Paragraph,
    Picture,
    Section,
    Table,
    cell_words,
)
from organisatiecanvas.models.language import _

LEAST, MOST, WHOLE = 11.0, 46.0, 150.0  # width of a column, and of all columns of a section: characters
PADDING = 2.5
PICTURE = (1480, 960)  # pixels at 96 dpi: what an A3 sheet holds
FILTERED = 8  # rows from which a table is worth a filter
STYLES = {
    "text": "wrapped",
    "whole": "whole",
    "number": "number",
    "fine": "fraction",
    "percent": "percent",
    "money": "money",
    "date": "date",
}


@dataclass
class _Place:
    """A sheet that is filled from top to bottom."""

    sheet: Sheet
    widths: list[float]
    row: int = 4
    tables: list[tuple[int, int, int]] = field(default_factory=list)  # head, last row, columns

    @property
    def wide(self) -> float:
        return sum(self.widths)


def export_dossier(source: Source, contents: Contents, pictures: Mapping[str, bytes], target: Path) -> Path:
    """Write the dossier; returns the target. `pictures`: a PNG by id of the variant, drawn with the same names.

    Raises TargetBusyError and TargetError.
    """
    book = Book(f"{contents.title} · {source.title}")
    front = book.sheet(_("Dossier"))
    sheets = [_section(book, contents, section, pictures) for section in contents.sections]
    for section in contents.sections:
        for block in section.blocks:
            if isinstance(block, Picture) and block.variant in pictures:
                _drawing(book, block, pictures[block.variant])
    _front(front, source, contents, sheets)
    _legend(book, source, contents)
    describe(book, source, "dossier")
    return book.save(target)


def _front(sheet: Sheet, source: Source, contents: Contents, sheets: list[Sheet]) -> None:
    sheet.heading(contents.title, contents.subtitle)
    sheet.widths(34, 70, 60)
    row = 4
    for label, value in facts_of(source, contents):
        sheet.put(row, 1, label, "label")
        sheet.put(row, 2, value, "plain date" if isinstance(value, datetime.date) else "plain")
        row += 1
    row += 1
    sheet.put(row, 1, contents.disclaimer, "plain")
    sheet.ws.merge_cells(start_row=row, end_row=row, start_column=1, end_column=3)
    sheet.ws.row_dimensions[row].height = 30
    row += 2
    sheet.line(row, 1, [_("Sheet"), _("What stands there"), _("Still open")], "head")
    for made, section in zip(sheets, contents.sections, strict=True):
        row += 1
        sheet.put(row, 1, section.title, "link")
        sheet.link(row, 1, made)
        sheet.put(row, 2, summary_of(section), "wrapped")
        sheet.put(row, 3, "\n".join(section.lacks) or "✓", "wrapped")
        sheet.fit(row, 3)
    sheet.ws.freeze_panes = "A4"
    sheet.print_setup(f"A1:C{row}", None, high=1)


def _section(book: Book, contents: Contents, section: Section, pictures: Mapping[str, bytes]) -> Sheet:
    sheet = book.sheet(section.title)
    place = _Place(sheet, _widths(section))
    sheet.widths(*place.widths)
    sheet.heading(section.title, f"{contents.title} · {contents.subtitle}")
    for article in section.asked:
        _words(place, article, "subtitle")
    if section.asked:
        place.row += 1
    for block in section.blocks:
        if isinstance(block, Paragraph):
            if block.origin == "proposal":
                _words(place, _("Proposal from the drawing, not yet adopted:"), "subtitle")
            _words(place, block.text, "plain")
            place.row += 1
        elif isinstance(block, Table):
            _table(place, block)
        elif block.variant in pictures:
            _words(place, _("The drawing of {variant} has a sheet of its own.").format(variant=block.caption), "plain")
            place.row += 1
    _finish(place)
    return sheet


def _finish(place: _Place) -> None:
    """Filter and print set-up: the longest table carries the filter, its head repeats where it is alone."""
    sheet, last = place.sheet, letter(len(place.widths))
    longest = max(place.tables, key=lambda one: one[1] - one[0], default=None)
    if longest is not None and longest[1] - longest[0] >= FILTERED:
        head, end, columns = longest
        sheet.ws.auto_filter.ref = f"A{head}:{letter(columns)}{end}"
    sheet.ws.freeze_panes = "A4"
    rows = f"{place.tables[0][0]}:{place.tables[0][0]}" if len(place.tables) == 1 else "1:2"
    sheet.print_setup(f"A1:{last}{max(place.row - 1, 4)}", rows)


def _widths(section: Section) -> list[float]:
    """Widths with which every table of the section can be read; together at least as wide as a page."""
    found: list[float] = [LEAST] * 3
    for block in section.blocks:
        if not isinstance(block, Table):
            continue
        for place, column in enumerate(block.columns):
            if place == len(found):
                found.append(LEAST)
            found[place] = max(found[place], _width(column, [row[place] for row in block.rows]))
    spare = WHOLE - sum(found)
    if spare > 0:  # texts get the room that is left
        wide = [place for place, width in enumerate(found) if width >= MOST / 2] or [0]
        found = [width + (spare / len(wide) if place in wide else 0) for place, width in enumerate(found)]
    return [min(width, 2 * MOST) for width in found]


def _width(column: Column, cells: list[Cell]) -> float:
    longest = max((len(line) for cell in cells for line in cell_words(cell, column.kind).split("\n")), default=0)
    title = max(map(len, column.title.split()), default=0)
    return min(MOST, max(LEAST, longest + PADDING, title + PADDING, len(column.title) / 3))


def _words(place: _Place, text: str, style: str) -> None:
    """A text over the whole width, as high as it needs."""
    sheet, row = place.sheet, place.row
    sheet.put(row, 1, text, style)
    sheet.ws.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(place.widths))
    lines = sum(max(1, ceil(len(line) * 1.05 / place.wide)) for line in text.split("\n"))
    sheet.ws.row_dimensions[row].height = min(400.0, 13.5 * lines + 4)
    place.row += 1


def _table(place: _Place, table: Table) -> None:
    sheet = place.sheet
    sheet.put(place.row, 1, table.title, "section")
    place.row += 1
    if table.rows:
        head = place.row
        for number, column in enumerate(table.columns, start=1):
            sheet.put(head, number, column.title, "head" if column.kind == "text" else "head number")
        sheet.fit(head, len(table.columns))
        sums = _sums(table)
        for offset, cells in enumerate(table.rows, start=1):
            row = head + offset
            total = offset == len(table.rows) and bool(sums)
            for number, (column, cell) in enumerate(zip(table.columns, cells, strict=True), start=1):
                value, style = _cell(column, cell)
                if total and number in sums:
                    name = letter(number)
                    value = Formula(f"=SUM({name}{head + 1}:{name}{row - 1})", value)
                sheet.put(row, number, value, _total_style(style) if total else style)
            sheet.fit(row, len(table.columns))
        place.row = head + len(table.rows) + 1
        place.tables.append((head, place.row - 1 - bool(sums), len(table.columns)))
    if table.note:
        _words(place, table.note, "subtitle")
    place.row += 1


def _cell(column: Column, cell: Cell) -> tuple[Any, str]:
    """What a cell holds, and in which style: numbers stay numbers."""
    if isinstance(cell, Figure):
        return cell.value, STYLES[cell.kind]
    if cell is None:
        return "–", "wrapped" if column.kind == "text" else "none"
    if isinstance(cell, str):
        return cell, "wrapped" if column.kind == "text" else "none"
    if isinstance(cell, datetime.date):
        return cell, "date"
    return cell, STYLES[column.kind] if column.kind not in ("text", "date") else "number"


def _total_style(style: str) -> str:
    return {"whole": "total whole", "number": "total hours", "money": "total money", "fraction": "total fraction"}.get(
        style, "total text"
    )


def _sums(table: Table) -> set[int]:
    """Columns, counted from 1, whose last row is the sum of those above it: written as a live formula."""
    if len(table.rows) < 3 or not isinstance(table.rows[-1][0], str):
        return set()
    found = set()
    for place, column in enumerate(table.columns):
        cells = [row[place] for row in table.rows]
        if column.kind not in ("whole", "number", "fine", "money"):
            continue
        if all(isinstance(cell, (int, float)) for cell in cells):
            *above, last = (float(cell) for cell in cells)  # type: ignore[arg-type]
            if abs(sum(above) - last) < 1e-6:
                found.add(place + 1)
    # One column may add up by chance; a row is a total where everything that can add up does.
    countable = {place + 1 for place, column in enumerate(table.columns) if column.kind in ("whole", "money", "number")}
    return (
        found if found and found >= {place for place in countable if _is_number(table.rows[-1][place - 1])} else set()
    )


def _is_number(cell: Cell) -> bool:
    return isinstance(cell, (int, float))


def _drawing(book: Book, block: Picture, data: bytes) -> None:
    title = _("Drawing {variant}").format(variant=block.caption)
    sheet = book.sheet(title)
    sheet.heading(title, book.title)
    put_picture(sheet, 4, data, title, PICTURE)
    sheet.print_setup("A1:V52", None, high=1)


def _legend(book: Book, source: Source, contents: Contents) -> None:
    legend = Legend(book)
    legend.section(_("Method"))
    legend.paragraph(
        _(
            "The sections follow what the law asks to be shown ({law}). What people typed stands as they typed it; "
            "what follows from the drawing is computed, with the thresholds on the sheet {annexes}."
        ).format(law=contents.law, annexes=contents.sections[-1].title)
    )
    legend.paragraph(contents.disclaimer)
    if source.names == "none":
        legend.paragraph(
            _("Groups of fewer than {count} people are put together or not shown.").format(
                count=source.organisation.rules.minimum_group
            )
        )
    points = open_points(contents)
    if points:
        legend.section(_("Still open"))
        for title, lack in points:
            legend.line(title, None, lack)
    legend.origin(source)
    legend.finish()
