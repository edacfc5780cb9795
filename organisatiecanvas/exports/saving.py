"""Workbooks on disk: formulas written with their value, files published in one go or not at all."""

from __future__ import annotations

import datetime
import os
import uuid
from collections.abc import Callable, Collection, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any, Protocol
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.cell._writer import write_cell
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter
from openpyxl.xml.functions import Element, SubElement

from organisatiecanvas.models.errors import OrganisationError
from organisatiecanvas.models.language import _


class Shown(Protocol):
    """What openpyxl has no place for: values of formulas by (row, column), rows whose height may follow their text."""

    cached: Mapping[tuple[int, int], Any]
    fitted: Collection[int]


class TargetError(OrganisationError):
    """The file could not be written; what stood there is untouched."""

    def __init__(self, path: Path, message: str) -> None:
        self.path = path
        super().__init__(message)


class TargetBusyError(TargetError):
    """The file is open in another program: try again, choose another name, or leave it."""


def publish(target: Path, write: Callable[[Path], None]) -> Path:
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
            _("{name} could not be written: {reason}.").format(name=target.name, reason=error.strerror or error),
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
    """openpyxl's writer, with values for formulas and without copies of the sheets in a shared folder."""

    def __init__(self, workbook: Workbook, archive: ZipFile, sheets: Mapping[str, Shown]) -> None:
        super().__init__(workbook, archive)
        self._sheets = sheets

    def write_worksheet(self, ws: Worksheet) -> None:
        ws._drawing = SpreadsheetDrawing()
        ws._drawing.charts = ws._charts
        ws._drawing.images = ws._images
        stream = BytesIO()
        writer = _SheetWriter(ws, stream, self._sheets[ws.title])
        writer.write()
        ws._rels = writer._rels
        self._archive.writestr(ws.path[1:], stream.getvalue())
        self.manifest.append(ws)


class _SheetWriter(WorksheetWriter):
    def __init__(self, ws: Worksheet, out: BytesIO, shown: Shown) -> None:
        super().__init__(ws, out)
        self._shown = shown

    def write_row(self, xf: Any, row: list[Cell], row_idx: int) -> None:
        attributes = {"r": f"{row_idx}", **dict(self.ws.row_dimensions.get(row_idx, {}))}
        if row_idx in self._shown.fitted:
            attributes.pop("customHeight", None)
        with xf.element("row", attributes):
            for cell in row:
                if cell.data_type == "f":
                    xf.write(_formula(cell, self._shown.cached.get((row_idx, cell.column))))
                elif cell._value is not None or cell.has_style:
                    write_cell(xf, self.ws, cell, cell.has_style)


def _formula(cell: Cell, value: Any) -> Element:
    attributes = {"r": cell.coordinate, "s": f"{cell.style_id}"}
    if isinstance(value, str):
        attributes["t"] = "str"
    element = Element("c", attributes)
    SubElement(element, "f").text = cell._value[1:]
    if value is not None:
        SubElement(element, "v").text = value if isinstance(value, str) else repr(value)
    return element
