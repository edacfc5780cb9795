"""Sheets of other people's workbooks as plain cells: xlsx, xlsm and csv, read without trusting them.

Nothing is calculated, no macro runs, no link to another file is followed, and the file itself is only read.
"""

from __future__ import annotations

import csv
import datetime
import errno
import warnings
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, LargeZipFile, ZipFile, is_zipfile

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet._read_only import ReadOnlyWorksheet
from openpyxl.worksheet._reader import FORMULA_TAG, WorkSheetParser

from organisatiecanvas.models.errors import OrganisationError, os_reason
from organisatiecanvas.models.language import _

MEGABYTE = 1_000_000
MAX_FILE = 60 * MEGABYTE
MAX_UNPACKED = 400 * MEGABYTE  # a matrix of 400 × 120 with all its sheets takes 30
MAX_RATIO, RATIO_FROM = 200, 20 * MEGABYTE  # honest sheets shrink 10 to 40 times
MAX_ROWS, MAX_CELLS = 200_000, 3_000_000  # rows that hold something, on one sheet; cells, in the whole file
MAX_COLUMNS = 16_384
MAX_TEXT = 500  # a longer text is no name, level or header
OLD_EXCEL = b"\xd0\xcf\x11\xe0"
READ_SIZE = 1 << 20
LOW_NUMBERS = datetime.date(1900, 1, 31)
# What a broken part of a workbook makes openpyxl raise.
BROKEN = (
    BadZipFile,
    LargeZipFile,
    zlib.error,
    ParseError,
    InvalidFileException,
    EOFError,
    KeyError,
    IndexError,
    ValueError,
    TypeError,
    AttributeError,
    NotImplementedError,
    OverflowError,
    RuntimeError,
)


@dataclass(frozen=True)
class Broken:
    """A cell that holds no value: an error such as #REF!, or a formula that nobody calculated."""

    text: str


Value = str | int | float | bool | datetime.date | Broken
Area = tuple[int, int, int, int]  # first row, first column, last row, last column


@dataclass
class Table:
    """One sheet: cells by row and column, counted from 1, empty ones left out. Turned: rows and columns swapped."""

    name: str
    cells: dict[int, dict[int, Value]] = field(default_factory=dict)
    formulas: set[tuple[int, int]] = field(default_factory=set)
    merged: list[Area] = field(default_factory=list)
    is_turned: bool = False

    def value(self, row: int, column: int) -> Value | None:
        return self.cells.get(row, {}).get(column)

    def text(self, row: int, column: int) -> str:
        """The cell as text; empty when it holds none."""
        return as_text(self.value(row, column))

    def place(self, row: int, column: int) -> str:
        """The address of a cell as Excel has it, with its sheet."""
        row, column = (column, row) if self.is_turned else (row, column)
        return f"{self.name}!{get_column_letter(column)}{row}"

    def row_place(self, first: int, last: int | None = None) -> str:
        """The address of a row, or of some that follow each other."""
        ends = (first,) if last in (None, first) else (first, last)
        words = [get_column_letter(end) if self.is_turned else str(end) for end in ends if end is not None]
        return f"{self.name}!{':'.join(words)}"

    def drop_formulas(self) -> None:
        """Empty the cells that a formula filled; which they were stays known."""
        for row, column in self.formulas:
            self.cells.get(row, {}).pop(column, None)
        self.cells = {row: line for row, line in self.cells.items() if line}

    def turned(self) -> Table:
        """The same sheet with rows and columns swapped; addresses stay those of the file."""
        cells: dict[int, dict[int, Value]] = {}
        for row, line in self.cells.items():
            for column, value in line.items():
                cells.setdefault(column, {})[row] = value
        formulas = {(column, row) for row, column in self.formulas}
        merged = [(left, top, right, bottom) for top, left, bottom, right in self.merged]
        return Table(self.name, dict(sorted(cells.items())), formulas, merged, not self.is_turned)


@dataclass
class Workbook:
    """The sheets that show, in order; what the hidden _meta of our own workbooks says; sheets left out, with why."""

    name: str
    tables: list[Table] = field(default_factory=list)
    meta: dict[str, str] = field(default_factory=dict)
    left_out: list[tuple[str, str]] = field(default_factory=list)


def as_text(value: Value | None) -> str:
    """What a cell shows, roughly: 3.0 is 3, a date is written in full."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, Broken):
        return value.text
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime.date):
        return value.isoformat()
    return str(value)


def _one_line(text: str) -> str | None:
    """Text as names are compared: without line ends and double spaces; None when nothing is left."""
    return " ".join(text[: 2 * MAX_TEXT].split())[:MAX_TEXT] or None


def read_workbook(path: Path) -> Workbook:
    """Every sheet of a workbook. Raises OrganisationError, in one line, when it can't be read or should not be."""
    path = Path(path)
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise OrganisationError(_("{name} is not a file.").format(name=path.name))
        if size > MAX_FILE:
            raise _too_large(path)
        with path.open("rb") as file:
            start = file.read(len(OLD_EXCEL))
        if start == OLD_EXCEL:
            raise OrganisationError(
                _("{name} is an old or protected Excel file. Save it as .xlsx without a password.").format(
                    name=path.name
                )
            )
        if is_zipfile(path):
            return _read_excel(path)
        if start[:2] == b"PK" or path.suffix.lower() in (".xlsx", ".xlsm"):
            raise _unreadable(path)
        return _read_csv(path)
    except OSError as error:
        if error.errno == errno.EINVAL:  # the directory of a broken zip points to before its beginning
            raise _unreadable(path) from error
        raise OrganisationError(
            _("{name} could not be read: {reason}.").format(name=path.name, reason=os_reason(error))
        ) from error


def _unreadable(path: Path) -> OrganisationError:
    return OrganisationError(_("{name} is not a workbook that can be read, or it is damaged.").format(name=path.name))


def _too_large(path: Path) -> OrganisationError:
    return OrganisationError(_("{name} is too large for a skills matrix, so it was not read.").format(name=path.name))


def _read_excel(path: Path) -> Workbook:
    try:
        _refuse_unsafe(path)
        # Our own opening: of a broken workbook openpyxl leaves the file open, and so nobody else can replace it.
        with path.open("rb") as file, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of openpyxl, about parts of the workbook that we don't use
            book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
            try:
                return _sheets(path, book)
            finally:
                book.close()
    except BROKEN as error:
        raise _unreadable(path) from error


def _refuse_unsafe(path: Path) -> None:
    """Refuse what would fill the memory when unpacked, and XML that defines entities: no workbook needs them."""
    with ZipFile(path) as archive:
        parts = [part for part in archive.infolist() if part.filename.lower().endswith((".xml", ".rels", ".vml"))]
        if sum(part.file_size for part in parts) > MAX_UNPACKED:
            raise _too_large(path)
        for part in parts:
            if part.file_size > RATIO_FROM and part.file_size > MAX_RATIO * max(1, part.compress_size):
                raise _too_large(path)
        for part in parts:
            with archive.open(part) as stream:
                kept = b""
                while block := stream.read(READ_SIZE):
                    if any(sign in kept + block for sign in _DOCTYPES):
                        raise _unreadable(path)
                    kept = block[-32:]


_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))


def _sheets(path: Path, book: Any) -> Workbook:
    made, left = Workbook(path.name), MAX_CELLS
    for sheet in book.worksheets:
        if not isinstance(sheet, ReadOnlyWorksheet):
            continue  # a sheet that is one chart
        if sheet.sheet_state != "visible" and sheet.title != "_meta":
            made.left_out.append((sheet.title, _("The sheet is hidden.")))
            continue
        table = _sheet(sheet, left)
        if table is None:
            made.left_out.append((sheet.title, _("The sheet is too large for a skills matrix.")))
        elif sheet.title == "_meta":
            made.meta = {table.text(row, 1): table.text(row, 2) for row in table.cells}
        else:
            left -= sum(map(len, table.cells.values()))
            made.tables.append(table)
    return made


class _Parser(WorkSheetParser):
    """Values with, beside them, whether a formula made them; what dresses the sheet up is passed over."""

    def parse_cell(self, element: Any) -> dict[str, Any]:
        cell: dict[str, Any] = super().parse_cell(element)
        cell["formula"] = element.find(FORMULA_TAG) is not None
        return cell

    def parse_formatting(self, element: Any) -> None:
        """Conditional looks say nothing about values."""


def _sheet(sheet: Any, most: int) -> Table | None:
    """The cells of a sheet; None when it has more than a matrix can have."""
    table, count = Table(sheet.title), 0
    book = sheet.parent
    with sheet._get_source() as source:
        parser = _Parser(
            source,
            sheet._shared_strings,
            data_only=True,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )
        # openpyxl's own iter_rows makes up every empty row down to the last; a cell at the far end costs nothing here.
        for number, cells in parser.parse():
            line: dict[int, Value] = {}
            for cell in cells:
                value = _value(cell)
                if value is not None and cell["column"] <= MAX_COLUMNS:
                    line[cell["column"]] = value
                    if cell["formula"]:
                        table.formulas.add((number, cell["column"]))
            if line:
                table.cells.setdefault(number, {}).update(line)
                count += len(line)
            if count > most or len(table.cells) > MAX_ROWS:
                return None
        if parser.merged_cells is not None:
            table.merged = [tuple(area.bounds[i] for i in (1, 0, 3, 2)) for area in parser.merged_cells.mergeCell]
    return table


def _value(cell: dict[str, Any]) -> Value | None:
    value = cell["value"]
    if value is None:
        return Broken(_("formula without a value")) if cell["formula"] else None
    if cell["data_type"] == "e":
        return Broken(str(value))
    if isinstance(value, datetime.datetime):
        # A level typed in a cell that shows dates: Excel counts days from here.
        return value.day if value.date() <= LOW_NUMBERS else value.date()
    if isinstance(value, str):
        return _one_line(value)
    if isinstance(value, (bool, int, float, datetime.date)):
        return value
    return str(value)[:MAX_TEXT]  # a time of day, a duration


def _read_csv(path: Path) -> Workbook:
    content = path.read_bytes()
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")  # what Excel writes on a Dutch Windows
    if "\0" in text:
        raise _unreadable(path)
    table = Table(path.stem)
    try:
        for row, line in enumerate(_csv_lines(text), start=1):
            found: dict[int, Value] = {
                column: words for column, value in enumerate(line, start=1) if (words := _one_line(value))
            }
            if len(line) > MAX_COLUMNS or row > MAX_ROWS:
                raise _too_large(path)
            if found:
                table.cells[row] = found
    except csv.Error as error:
        raise _unreadable(path) from error
    return Workbook(path.name, [table])


def _csv_lines(text: str) -> Iterator[list[str]]:
    lines = text.splitlines(keepends=True)
    if lines and lines[0].strip().lower().startswith("sep=") and len(lines[0].strip()) == len("sep=;"):
        yield []
        yield from csv.reader(lines[1:], delimiter=lines[0].strip()[-1])
        return
    yield from csv.reader(lines, delimiter=_delimiter(lines[:50]))


def _delimiter(lines: Iterable[str]) -> str:
    """The sign that most lines hold most often, outside quotes; a semicolon when none does."""
    counts = dict.fromkeys(";\t,|", 0)
    for line in lines:
        outside = "".join(line.split('"')[::2])
        for sign in counts:
            counts[sign] += outside.count(sign)
    # A decimal comma stands inside fields that something else separates.
    if counts[";"] and counts[";"] * 2 >= counts[","]:
        counts[","] = 0
    return max(counts, key=lambda sign: counts[sign])
