"""What all our workbooks have: named styles, text that stays text, print set-up, names for formulas, a hidden _meta."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from copy import copy
from math import ceil
from pathlib import Path
from typing import Any, NamedTuple

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.formatting.rule import Rule
from openpyxl.packaging.core import DocumentProperties
from openpyxl.styles import Border, Font, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink

from organisatiecanvas.exports import saving
from organisatiecanvas.exports.style import PREFIX, letters, named_styles
from organisatiecanvas.models.language import _

PRODUCT = "Organisatiecanvas"
A3 = 8  # paperSize of OOXML
MAX_SHEET_NAME = 31
MAX_CELL_TEXT = 32_767
MAX_FOOTER = 200
LINE_HEIGHT, MAX_HEIGHT = 13.0, 400.0  # points
LETTERS_PER_WIDTH = 0.95  # wide letters and words that break early
OWN_NUMBER_FORMATS = 164  # lower ones are built in
_PAPER_LINE = Side(style="thin", color="FFFFFF")
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_ESCAPE_LIKE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_NO_SHEET_SIGNS = str.maketrans({"[": "(", "]": ")", "/": "-", "\\": "-", ":": "-", "*": "", "?": ""})


class Formula(NamedTuple):
    """A live formula (English names, starts with =) and the value it has now."""

    text: str
    value: Any


def plain_text(value: str) -> str:
    """Text as a cell can hold it: no control characters but line ends, nothing Excel would read as an escape."""
    if value.isprintable() and "_x" not in value and len(value) < MAX_CELL_TEXT // 2:
        return value
    text = _UNWRITABLE.sub("", value.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))
    text = _ESCAPE_LIKE.sub("_x005F_", text)
    while len(text.encode("utf-16-le")) // 2 > MAX_CELL_TEXT:
        text = text[: MAX_CELL_TEXT - 1 - (len(text.encode("utf-16-le")) // 2 - len(text))] + "…"
    return text


def literal(text: str) -> str:
    """Text inside a formula."""
    return '"' + plain_text(text).replace('"', '""') + '"'


def letter(column: int) -> str:
    return get_column_letter(column)


def sheet_title(wanted: str, taken: Iterable[str]) -> str:
    """A name Excel takes for a sheet: at most 31 characters, no []:*?/, unlike those taken whatever the case."""
    used = {name.casefold() for name in taken} | {"history"}  # History is Excel's own
    name = _UNWRITABLE.sub("", wanted.replace("\n", " ").replace("\t", " ")).translate(_NO_SHEET_SIGNS)
    name = " ".join(name.split()).strip("' ") or _("Sheet")
    number = 1
    candidate = _shortened(name, "")
    while candidate.casefold() in used:
        number += 1
        candidate = _shortened(name, f" ({number})")
    return candidate


def _shortened(name: str, ending: str) -> str:
    room = MAX_SHEET_NAME - len(ending)
    if len((name + ending).encode("utf-16-le")) // 2 <= MAX_SHEET_NAME:
        return name + ending
    cut = name.encode("utf-16-le")[: 2 * (room - 1)].decode("utf-16-le", "ignore")
    return cut.rstrip(" '-(") + "…" + ending


class Book:
    """A workbook in the house style. Styles are looked up once; cells share them."""

    def __init__(self, title: str) -> None:
        self.workbook = Workbook()
        self.workbook.remove(self.workbook.active)
        self.workbook._fonts[0] = letters(size=10)
        self.workbook._named_styles["Normal"].font = letters(size=10)
        self.title = title
        self.sheets: list[Sheet] = []
        self.styles = self._shared_styles()
        self.quoted = {name: _quoted(style) for name, style in self.styles.items()}
        self._dxf: dict[tuple[Any, ...], int] = {}

    def _shared_styles(self) -> dict[str, Any]:
        scratch = self.workbook.create_sheet()
        cell, styles = scratch["A1"], {}
        for style in named_styles():
            self.workbook.add_named_style(style)
            cell.style = style.name
            styles[style.name.removeprefix(PREFIX)] = copy(cell._style)
        self.workbook.remove(scratch)
        return styles

    def sheet(self, wanted: str) -> Sheet:
        """A new sheet, named as near to `wanted` as Excel allows."""
        made = Sheet(self, sheet_title(wanted, (sheet.title for sheet in self.sheets)))
        self.sheets.append(made)
        return made

    def name(self, name: str, sheet: Sheet, reference: str) -> None:
        """A name for cells that formulas can use; `reference` is absolute, such as $B$4."""
        self.workbook.defined_names[name] = DefinedName(name, attr_text=f"{sheet.quoted}!{reference}")

    def point(self, name: str, place: str) -> None:
        """A name for one cell, given with its sheet."""
        self.workbook.defined_names[name] = DefinedName(name, attr_text=place)

    def look(
        self,
        *,
        color: str | None = None,
        ground: str | None = None,
        bold: bool | None = None,
        number_format: str | None = None,
        pattern: str = "solid",
        lines: str | None = None,
        apart: bool = False,
    ) -> int:
        """The number of a conditional look; equal ones share it. `apart` keeps it off the rows above and below."""
        key = (color, ground, bold, number_format, pattern, lines, apart)
        if key not in self._dxf:
            dxf = DifferentialStyle(
                font=Font(color=color, bold=bold) if color or bold is not None else None,
                fill=_conditional_fill(ground, pattern, lines) if ground else None,
                border=Border(top=_PAPER_LINE, bottom=_PAPER_LINE) if apart else None,
                numFmt=NumberFormat(OWN_NUMBER_FORMATS + 100 + len(self._dxf), number_format)
                if number_format
                else None,
            )
            self._dxf[key] = self.workbook._differential_styles.add(dxf)
        return self._dxf[key]

    def meta(self, values: Mapping[str, Any]) -> None:
        """The hidden sheet that tells where the workbook came from."""
        sheet = self.sheet("_meta")
        for row, (name, value) in enumerate(values.items(), start=1):
            sheet.put(row, 1, name, "hidden")
            sheet.put(row, 2, value, "hidden")
        sheet.ws.sheet_state = "hidden"

    def save(self, target: Path) -> Path:
        """Write the workbook over the target, whole or not at all. Raises TargetBusyError and TargetError."""
        self.workbook.properties = DocumentProperties(creator=PRODUCT, title=plain_text(self.title)[:250])
        self.workbook.calculation.fullCalcOnLoad = True
        self.workbook.active = 0
        shown: dict[str, saving.Shown] = {sheet.title: sheet for sheet in self.sheets}
        return saving.publish(target, lambda path: saving.write_workbook(self.workbook, shown, path))


def _quoted(style: Any) -> Any:
    """The same style for text that Excel might take for a formula."""
    same = copy(style)
    same.quotePrefix = 1
    return same


def _conditional_fill(ground: str, pattern: str, lines: str | None) -> PatternFill:
    if pattern == "solid":
        return PatternFill("solid", bgColor=ground)
    return PatternFill(pattern, fgColor=lines, bgColor=ground)


class Sheet:
    """One sheet; rows and columns count from 1."""

    def __init__(self, book: Book, title: str) -> None:
        self.book, self.title = book, title
        self.quoted = quote_sheetname(title)
        self.ws = book.workbook.create_sheet(title)
        self.ws.sheet_view.showGridLines = False
        self.cached: dict[tuple[int, int], Any] = {}
        self.fitted: set[int] = set()
        self.blank: list[saving.Blank] = []

    def put(self, row: int, column: int, value: Any, style: str = "text") -> None:
        """Write one cell. Text is always text, whatever it starts with; None leaves an empty cell in its style."""
        cell = Cell(self.ws, row, column)
        self.ws._cells[row, column] = cell
        styles = self.book.styles
        if isinstance(value, Formula):
            cell._value, cell.data_type = value.text, "f"
            self.cached[row, column] = _cacheable(value.value)
        elif isinstance(value, str):
            text = plain_text(value)
            if text:
                cell._value, cell.data_type = text, "s"
                if text[0] in "=+-@":
                    styles = self.book.quoted
        elif value is not None:
            cell._value = value
            if isinstance(value, datetime.date):
                cell.data_type = "d"
        cell._style = styles[style]

    def link(self, row: int, column: int, target: Sheet) -> None:
        """Let a cell that was written lead to another sheet."""
        text = str(self.shown(row, column))
        place = Hyperlink(ref=f"{letter(column)}{row}", location=f"{target.quoted}!A1", display=text)
        self.ws._hyperlinks.append(place)

    def shown(self, row: int, column: int) -> Any:
        """What a cell shows: its value, or the value of its formula."""
        if (row, column) in self.cached:
            return self.cached[row, column]
        cell = self.ws._cells.get((row, column))
        return None if cell is None else cell.value

    def blanks(self, rows: range, columns: range, style: str) -> None:
        """Give cells that may be filled in later their style, where nothing else is written; quicker than each."""
        if rows and columns:
            self.blank.append(saving.Blank(rows, columns, self.book.styles[style]))

    def line(self, row: int, column: int, values: Iterable[Any], style: str = "text") -> None:
        """Write cells next to each other."""
        for offset, value in enumerate(values):
            self.put(row, column + offset, value, style)

    def heading(self, title: str, subtitle: str, column: int = 1) -> None:
        """Title and subtitle, in the first column that shows."""
        self.put(1, column, title, "title")
        self.put(2, column, subtitle, "subtitle")
        self.ws.row_dimensions[1].height = 24

    def fit(self, row: int, columns: int) -> None:
        """Make a row as high as the texts in its first columns need; it stays free to follow them when edited."""
        lines = 1
        for column in range(1, columns + 1):
            value = self.shown(row, column)
            if isinstance(value, str):
                room = max(3.0, self.ws.column_dimensions[letter(column)].width * LETTERS_PER_WIDTH)
                lines = max(lines, sum(max(1, ceil(len(part) / room)) for part in value.split("\n")))
        self.ws.row_dimensions[row].height = min(MAX_HEIGHT, LINE_HEIGHT * lines + 3)
        self.fitted.add(row)

    def widths(self, *widths: float, first: int = 1) -> None:
        """Column widths, in characters; 0 hides the column."""
        for offset, width in enumerate(widths):
            dimension = self.ws.column_dimensions[letter(first + offset)]
            dimension.width, dimension.hidden = width or 3, not width

    def column_band(self, first: int, last: int, width: float, *, folded: bool = False) -> None:
        """The same width for a run of columns; folded ones open with the + above them."""
        dimension = self.ws.column_dimensions[letter(first)]
        dimension.min, dimension.max, dimension.width = first, last, width
        if folded:
            dimension.outlineLevel, dimension.hidden = 1, True
            self.ws.column_dimensions[letter(last + 1)].collapsed = True

    def rule(self, reference: str, formula: str, look: int) -> None:
        """A conditional look. Rules of a sheet are tried in order; make them exclude each other."""
        rule = Rule(type="expression", dxfId=look, formula=[formula.removeprefix("=")])
        self.ws.conditional_formatting.add(reference, rule)

    def choices(self, reference: str, source: str, message: str) -> None:
        """Offer the cells of the named range `source` as the only values."""
        validation = DataValidation(type="list", formula1=source, allow_blank=True, showErrorMessage=True)
        validation.errorTitle, validation.error = PRODUCT, message[:225]
        validation.add(reference)
        self.ws.add_data_validation(validation)

    def print_setup(
        self, area: str, rows: str | None, columns: str | None = None, wide: int = 1, high: int = 0
    ) -> None:
        """A3 landscape, headers repeated, «page x of y»; so many pages wide and high (0: as many as it takes)."""
        ws = self.ws
        ws.page_setup.paperSize, ws.page_setup.orientation = A3, "landscape"
        ws.sheet_properties.pageSetUpPr.fitToPage = True
        ws.page_setup.fitToWidth, ws.page_setup.fitToHeight = wide, high
        ws.print_area = area
        if rows:
            ws.print_title_rows = rows
        if columns:
            ws.print_title_cols = columns
        margins = ws.page_margins
        margins.left = margins.right = 0.4
        margins.top, margins.bottom, margins.header, margins.footer = 0.4, 0.6, 0.2, 0.3
        ws.oddFooter.left.text = _footer(f"{self.book.title} · {self.title}")
        ws.oddFooter.right.text = _("Page {page} of {pages}").format(page="&P", pages="&N")
        ws.print_options.horizontalCentered = False


def _footer(text: str) -> str:
    return plain_text(text).replace("\n", " ").replace("&", "&&")[:MAX_FOOTER]


def _cacheable(value: Any) -> Any:
    if isinstance(value, datetime.date):
        return serial(value)
    return int(value) if isinstance(value, bool) else value


def serial(day: datetime.date) -> int:
    """The number Excel keeps for a date."""
    return day.toordinal() - datetime.date(1899, 12, 30).toordinal()
