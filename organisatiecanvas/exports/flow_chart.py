"""A native chart of the lead time: days by cause, stacked, a bar for each family of each variant."""

from __future__ import annotations

from openpyxl.chart.layout import Layout, ManualLayout

from organisatiecanvas.exports import charts
from organisatiecanvas.exports.workbook import Sheet, letter
from organisatiecanvas.models.language import _

# By cause, in the order of Causes: waiting is pale, work is dark; also told apart in grey.
COLOURS = ("8691A0", "B88B37", "9955CC", "0F766E", "6C9E99", "DDE2E8")
ROOM, BAR, AROUND, MOST = 2, 0.8, 4.4, 60.0  # rows above the chart; height of a bar, of what is around, in all: cm
WIDTH = 44.0  # cm
ROW_HEIGHT = 0.53  # cm, of a row of the usual height


def days_by_cause(
    sheet: Sheet, *, head: int, rows: tuple[int, int], causes: tuple[int, int], label: int, families: int
) -> int:
    """Put the chart below the rows it shows; returns the last row that it covers. `families`: bars of one family."""
    first, last = rows
    chart = charts.stacked("bar")
    chart.gapWidth = 40 if families > 1 else 60
    names = charts.named(sheet, label, first, last)
    for column, colour in zip(range(causes[0], causes[1] + 1), COLOURS, strict=True):
        charts.add_series(chart, sheet, column=column, head=head, rows=rows, labels=names, colour=colour)
    chart.visible_cells_only = False  # the names of the bars stand in a hidden column
    chart.x_axis.scaling.orientation = "maxMin"  # the first family on top
    charts.axis_title(chart.y_axis, _("calendar days"))
    chart.y_axis.crosses = "max"  # below, as the families run downwards
    chart.layout = Layout(manualLayout=ManualLayout(x=0.24, y=0.12, w=0.73, h=0.74, xMode="edge", yMode="edge"))
    chart.width, chart.height = WIDTH, min(MOST, AROUND + BAR * (last - first + 1))
    begin = last + ROOM
    sheet.ws.add_chart(chart, f"{letter(1)}{begin}")
    return begin + round(chart.height / ROW_HEIGHT) + 1
