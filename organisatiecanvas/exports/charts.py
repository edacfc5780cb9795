"""What native charts share: references to cells with what those show now, and letters in the house style."""

from __future__ import annotations

from openpyxl.chart import BarChart, Reference, Series
from openpyxl.chart.data_source import AxDataSource, NumData, NumRef, NumVal, StrData, StrRef, StrVal
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.series import SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import CharacterProperties, Font, Paragraph, ParagraphProperties

from organisatiecanvas.exports.style import FONT, INK, LINE, MUTED
from organisatiecanvas.exports.workbook import Sheet, letter, serial


def stacked(direction: str) -> BarChart:
    """An empty chart of stacked bars: `bar` lies, `col` stands."""
    chart = BarChart()
    chart.type, chart.grouping, chart.overlap = direction, "stacked", 100
    chart.title = None
    chart.legend.position = "t"
    chart.legend.txPr = letters(INK, 1100)
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.x_axis.txPr, chart.y_axis.txPr = letters(INK, 1100), letters(MUTED, 1000)
    chart.x_axis.graphicalProperties = GraphicalProperties(ln=LineProperties(solidFill=LINE))
    chart.y_axis.majorGridlines.spPr = GraphicalProperties(ln=LineProperties(solidFill=LINE, w=6350))
    chart.y_axis.number_format = "0"
    chart.y_axis.scaling.min = 0
    chart.dataLabels = DataLabelList(showVal=False, showSerName=False, showCatName=False, showLegendKey=False)
    return chart


def add_series(
    chart: BarChart, sheet: Sheet, *, column: int, head: int, rows: tuple[int, int], labels: AxDataSource, colour: str
) -> None:
    """The cells of a column as a series named by its head."""
    first, last = rows
    series = Series(Reference(sheet.ws, min_col=column, min_row=first, max_row=last), title_from_data=False)
    series.tx = SeriesLabel(strRef=words(sheet, column, head, head))
    series.cat = labels
    series.val.numRef.numCache = numbers(sheet, column, first, last)
    series.graphicalProperties = GraphicalProperties(solidFill=colour)
    series.graphicalProperties.line = LineProperties(solidFill="FFFFFF", w=6350)
    chart.series.append(series)


def axis_title(axis: object, text: str) -> None:
    axis.title = text  # type: ignore[attr-defined]
    axis.title.tx.rich.p[0].pPr = ParagraphProperties(defRPr=_characters(MUTED, 900))  # type: ignore[attr-defined]


def named(sheet: Sheet, column: int, first: int, last: int) -> AxDataSource:
    """Cells with text below the bars."""
    return AxDataSource(strRef=words(sheet, column, first, last))


def dated(sheet: Sheet, column: int, first: int, last: int, number_format: str) -> AxDataSource:
    """Cells with dates below the bars."""
    days = [serial(sheet.shown(row, column)) for row in range(first, last + 1)]
    points = [NumVal(idx=place, v=str(day)) for place, day in enumerate(days)]
    cache = NumData(formatCode=number_format, ptCount=len(days), pt=points)
    return AxDataSource(numRef=NumRef(f=_place(sheet, column, first, last), numCache=cache))


def _place(sheet: Sheet, column: int, first: int, last: int) -> str:
    return f"{sheet.quoted}!${letter(column)}${first}" + (f":${letter(column)}${last}" if last > first else "")


def words(sheet: Sheet, column: int, first: int, last: int) -> StrRef:
    """Cells with text, and what they show: previews draw from that."""
    points = [StrVal(idx=row - first, v=str(sheet.shown(row, column) or "")) for row in range(first, last + 1)]
    return StrRef(f=_place(sheet, column, first, last), strCache=StrData(ptCount=len(points), pt=points))


def numbers(sheet: Sheet, column: int, first: int, last: int) -> NumData:
    shown = [(row - first, sheet.shown(row, column)) for row in range(first, last + 1)]
    points = [NumVal(idx=index, v=repr(value)) for index, value in shown if isinstance(value, (int, float))]
    return NumData(formatCode="General", ptCount=len(shown), pt=points)


def _characters(colour: str, size: int) -> CharacterProperties:
    return CharacterProperties(sz=size, solidFill=colour, latin=Font(typeface=FONT), b=False)


def letters(colour: str, size: int) -> RichText:
    return RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=_characters(colour, size)), endParaRPr=None)])
