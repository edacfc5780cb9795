"""A native chart of the lead time: days by cause, stacked, a bar for each family of each variant."""

from __future__ import annotations

from openpyxl.chart import BarChart, Reference, Series
from openpyxl.chart.data_source import AxDataSource, NumData, NumVal, StrData, StrRef, StrVal
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.layout import Layout, ManualLayout
from openpyxl.chart.series import SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import CharacterProperties, Font, Paragraph, ParagraphProperties

from organisatiecanvas.exports.style import FONT, INK, LINE, MUTED
from organisatiecanvas.exports.workbook import Sheet, letter
from organisatiecanvas.models.language import _

# By cause, in the order of Causes: waiting is pale, work is dark; also told apart in grey.
COLOURS = ("8D99A8", "D9A441", "A3457F", "0F766E", "7FBAB4", "DDE2E8")
ROOM, BAR, AROUND, MOST = 2, 0.8, 4.4, 60.0  # rows above the chart; height of a bar, of what is around, in all: cm
WIDTH = 44.0  # cm
ROW_HEIGHT = 0.53  # cm, of a row of the usual height


def days_by_cause(
    sheet: Sheet, *, head: int, rows: tuple[int, int], causes: tuple[int, int], label: int, families: int
) -> int:
    """Put the chart below the rows it shows; returns the last row that it covers. `families`: bars of one family."""
    first, last = rows
    chart = BarChart()
    chart.type, chart.grouping, chart.overlap = "bar", "stacked", 100
    chart.gapWidth = 40 if families > 1 else 60
    for column, colour in zip(range(causes[0], causes[1] + 1), COLOURS, strict=True):
        series = Series(Reference(sheet.ws, min_col=column, min_row=first, max_row=last), title_from_data=False)
        series.tx = SeriesLabel(strRef=_words(sheet, column, head, head))
        series.cat = AxDataSource(strRef=_words(sheet, label, first, last))
        series.val.numRef.numCache = _numbers(sheet, column, first, last)
        series.graphicalProperties = GraphicalProperties(solidFill=colour)
        series.graphicalProperties.line = LineProperties(solidFill="FFFFFF", w=6350)
        chart.series.append(series)
    chart.title = None
    chart.visible_cells_only = False  # the names of the bars stand in a hidden column
    chart.legend.position = "t"
    chart.legend.txPr = _letters(INK, 1100)
    chart.x_axis.scaling.orientation = "maxMin"  # the first family on top
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.x_axis.txPr, chart.y_axis.txPr = _letters(INK, 1100), _letters(MUTED, 1000)
    chart.x_axis.graphicalProperties = GraphicalProperties(ln=LineProperties(solidFill=LINE))
    chart.y_axis.majorGridlines.spPr = GraphicalProperties(ln=LineProperties(solidFill=LINE, w=6350))
    chart.y_axis.title = _("calendar days")
    chart.y_axis.title.tx.rich.p[0].pPr = ParagraphProperties(defRPr=_characters(MUTED, 900))
    chart.y_axis.number_format = "0"
    chart.y_axis.scaling.min = 0
    chart.y_axis.crosses = "max"  # below, as the families run downwards
    chart.layout = Layout(manualLayout=ManualLayout(x=0.24, y=0.12, w=0.73, h=0.74, xMode="edge", yMode="edge"))
    chart.dataLabels = DataLabelList(showVal=False, showSerName=False, showCatName=False, showLegendKey=False)
    chart.width, chart.height = WIDTH, min(MOST, AROUND + BAR * (last - first + 1))
    begin = last + ROOM
    sheet.ws.add_chart(chart, f"{letter(1)}{begin}")
    return begin + round(chart.height / ROW_HEIGHT) + 1


def _words(sheet: Sheet, column: int, first: int, last: int) -> StrRef:
    """Cells with text, and what they show: previews draw from that."""
    points = [StrVal(idx=row - first, v=str(sheet.shown(row, column) or "")) for row in range(first, last + 1)]
    place = f"{sheet.quoted}!${letter(column)}${first}" + (f":${letter(column)}${last}" if last > first else "")
    return StrRef(f=place, strCache=StrData(ptCount=len(points), pt=points))


def _numbers(sheet: Sheet, column: int, first: int, last: int) -> NumData:
    shown = [(row - first, sheet.shown(row, column)) for row in range(first, last + 1)]
    points = [NumVal(idx=index, v=repr(value)) for index, value in shown if isinstance(value, (int, float))]
    return NumData(formatCode="General", ptCount=len(shown), pt=points)


def _characters(colour: str, size: int) -> CharacterProperties:
    return CharacterProperties(sz=size, solidFill=colour, latin=Font(typeface=FONT), b=False)


def _letters(colour: str, size: int) -> RichText:
    return RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=_characters(colour, size)), endParaRPr=None)])
