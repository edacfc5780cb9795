"""Workbooks on disk: formulas written with their value, files published in one go or not at all."""

from __future__ import annotations

import datetime
import os
import uuid
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple, Protocol
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import to_excel
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from organisatiecanvas.models.errors import OrganisationError, os_reason
from organisatiecanvas.models.language import _

_EMPTY_ROWS = b"<sheetData></sheetData>"


class Blank(NamedTuple):
    """Empty cells of one style; where a cell stands, that goes before."""

    rows: range
    columns: range
    style: Any


class Shown(Protocol):
    """What openpyxl has no place for.

    Values of formulas by (row, column), rows whose height may follow their text, blocks of empty cells.
    """

    cached: dict[tuple[int, int], Any]
    fitted: set[int]
    blank: list[Blank]


class TargetError(OrganisationError):
    """The file could not be written; what stood there is untouched."""

    def __init__(self, path: Path, message: str) -> None:
        self.path = path
        super().__init__(message)


class TargetBusyError(TargetError):
    """The file is open in another program: try again, choose another name, or leave it."""


def publish(target: Path, write: Callable[[Path], object]) -> Path:
    """Let `write` fill a file beside the target and rename it over: readers see the old file or the new one.

    Raises TargetBusyError when another program holds the target, TargetError when it can't be written otherwise.
    """
    refuse_open(target)
    beside = target.with_name(f".{uuid.uuid4().hex}{target.suffix}")
    try:
        write(beside)
        with beside.open("rb+") as file:
            os.fsync(file.fileno())
        _replace(beside, target)
    except OSError as error:
        raise TargetError(
            target,
            _("{name} could not be written: {reason}.").format(name=target.name, reason=os_reason(error)),
        ) from error
    finally:
        beside.unlink(missing_ok=True)
    return target


def refuse_open(target: Path) -> None:
    """Raise TargetBusyError when Excel or LibreOffice notes beside the target that it has it open."""
    for note in (target.with_name(f"~${target.name}"), target.with_name(f".~lock.{target.name}#")):
        if note.exists():
            raise _busy(target)


def _replace(beside: Path, target: Path) -> None:
    try:
        beside.replace(target)
    except PermissionError as error:
        # Windows refuses to rename over a file that a program holds open.
        if target.is_file():
            raise _busy(target) from error
        raise


def _busy(target: Path) -> TargetBusyError:
    return TargetBusyError(
        target,
        _("{name} is open in another program. Close it there and try again, or choose another name.").format(
            name=target.name
        ),
    )


def write_workbook(workbook: Workbook, sheets: Mapping[str, Shown], path: Path) -> None:
    """Write a workbook; `sheets` tells by title what its formulas show.

    Viewers that don't calculate (a preview, Excel's protected view) then show figures instead of empty cells.
    """
    workbook.properties.modified = datetime.datetime.now(tz=datetime.UTC).replace(tzinfo=None)
    with ZipFile(path, "w", ZIP_DEFLATED, compresslevel=4) as archive:
        _Writer(workbook, archive, sheets).save()


class _Writer(ExcelWriter):
    """openpyxl's writer, with our own rows and without copies of the sheets in a shared folder."""

    def __init__(self, workbook: Workbook, archive: ZipFile, sheets: Mapping[str, Shown]) -> None:
        super().__init__(workbook, archive)
        self._sheets = sheets

    def write_worksheet(self, ws: Worksheet) -> None:
        ws._drawing = SpreadsheetDrawing()
        ws._drawing.charts = ws._charts
        ws._drawing.images = ws._images
        stream = BytesIO()
        writer = _Frame(ws, stream)
        writer.write()
        ws._rels = writer._rels
        before, after = stream.getvalue().split(_EMPTY_ROWS)
        rows = "".join(sheet_rows(ws, self._sheets[ws.title])).encode()
        self._archive.writestr(ws.path[1:], b"".join((before, b"<sheetData>", rows, b"</sheetData>", after)))
        self.manifest.append(ws)


class _Frame(WorksheetWriter):
    """Everything of a sheet but its rows: openpyxl makes an object per cell of them, which takes most of its time."""

    def __init__(self, ws: Worksheet, out: BytesIO) -> None:
        links = ws._hyperlinks  # which openpyxl gathers again from its cells
        super().__init__(ws, out)
        ws._hyperlinks = links

    def rows(self) -> list[Any]:
        return []


def sheet_rows(ws: Worksheet, shown: Shown) -> Iterator[str]:
    """The rows of a sheet as SpreadsheetML, for cells with text, numbers, dates and formulas."""
    rows: dict[int, list[Cell]] = {number: [] for number in ws.row_dimensions}
    for (row, _column), cell in sorted(ws._cells.items()):
        rows.setdefault(row, []).append(cell)
    widest = max([ws.max_column, *(block.columns[-1] for block in shown.blank)])
    columns = {number: get_column_letter(number) for number in range(1, widest + 1)}
    styles: dict[int, int] = {}
    for block in shown.blank:
        for number in block.rows:
            rows.setdefault(number, [])
    for row, cells in sorted(rows.items()):
        attributes = dict(ws.row_dimensions[row]) if row in ws.row_dimensions else {}
        if row in shown.fitted:
            attributes.pop("customHeight", None)
        yield f'<row r="{row}"' + "".join(f" {name}={quoteattr(value)}" for name, value in attributes.items()) + ">"
        written: dict[int, str] = {}
        for block in shown.blank:
            if row in block.rows:
                end = f'{row}" s="{ws.parent._cell_styles.add(block.style)}"/>'
                written |= {number: f'<c r="{columns[number]}{end}' for number in block.columns}
        for cell in cells:
            style = styles.get(id(cell._style))
            if style is None:  # cells share their style objects
                style = styles[id(cell._style)] = cell.style_id
            written[cell.column] = _cell_xml(f'<c r="{columns[cell.column]}{row}" s="{style}"', cell, shown)
        yield "".join(written[number] for number in sorted(written))
        yield "</row>"


def _cell_xml(start: str, cell: Cell, shown: Shown) -> str:
    value, kind = cell._value, cell.data_type
    if value is None:
        return f"{start}/>"
    if kind == "s":
        space = ' xml:space="preserve"' if value != value.strip() or "\n" in value else ""
        return f'{start} t="inlineStr"><is><t{space}>{escape(value)}</t></is></c>'
    if kind == "d":
        return f"{start}><v>{to_excel(value)}</v></c>"
    if kind == "f":
        result = shown.cached.get((cell.row, cell.column))
        formula = f"<f>{escape(value[1:])}</f>"
        if isinstance(result, str):
            return f'{start} t="str">{formula}<v>{escape(result)}</v></c>'
        return f"{start}>{formula}<v>{result!r}</v></c>" if result is not None else f"{start}>{formula}</c>"
    return f"{start}><v>{value!r}</v></c>"
