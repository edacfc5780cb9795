"""Sheets of paper on the screen before they are printed, and sending them to a printer."""

from __future__ import annotations

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QIcon, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrintPreviewWidget
from PySide6.QtWidgets import QFrame, QGraphicsView, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from organisatiecanvas.canvas import output, style
from organisatiecanvas.canvas.papers import SHORT_LONG
from organisatiecanvas.canvas.sheets import Sheets
from organisatiecanvas.desktop import dialogs, theme, widgets
from organisatiecanvas.models.language import _, ngettext

ZOOM = 1.25


class SheetsPreview(QWidget):
    """How many sheets of what size, and how they look; larger and smaller by buttons."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.sheets: Sheets | None = None
        self._screen_printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
        self._screen_printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        self._screen_printer.setFullPage(True)
        self.preview = QPrintPreviewWidget(self._screen_printer, self)
        self.preview.setObjectName("printPreview")
        self.preview.setAccessibleName(_("Preview"))
        self.preview.paintRequested.connect(self._paint)
        for view in self.preview.findChildren(QGraphicsView):
            view.setBackgroundBrush(style.brush(theme.current().line))
            view.setFrameShape(QFrame.Shape.NoFrame)
            widgets.name(view, _("Preview"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        line = QHBoxLayout()
        self.counted = widgets.label("", "small", self)
        line.addWidget(self.counted, 1)
        for icon, words, run in (
            ("minus", _("Smaller"), lambda: self.preview.zoomOut(ZOOM)),
            ("plus", _("Larger"), lambda: self.preview.zoomIn(ZOOM)),
            ("fit", _("Show whole sheets"), self._fit),
        ):
            line.addWidget(widgets.icon_button(icon, words, run, self))
        column.addLayout(line)
        column.addWidget(self.preview, 1)

    def show_sheets(self, sheets: Sheets) -> None:
        """Show these instead."""
        self.sheets = sheets
        self._screen_printer.setPageLayout(output.page_layout(sheets))
        count = ngettext("{count} sheet of {size}", "{count} sheets of {size}", sheets.count)
        self.counted.setText(count.format(count=sheets.count, size=_size_words(sheets)))
        self.preview.updatePreview()
        self._fit()

    def _fit(self) -> None:
        if self.sheets is not None and self.sheets.count > 1:
            self.preview.setAllPagesViewMode()
        else:
            self.preview.setSinglePageViewMode()
            self.preview.fitInView()

    def _paint(self, printer: QPrinter) -> None:
        assert self.sheets is not None
        _paint_on(printer, self.sheets)


def choose_printer(printer: QPrinter, sheets: Sheets, parent: QWidget) -> bool:
    """Ask for a printer, with the paper of the sheets; False when that was given up."""
    printer.setDocName(sheets.title)
    printer.setCreator(output.CREATOR)
    printer.setPageLayout(output.page_layout(sheets))
    printer.setFullPage(True)
    asked = QPrintDialog(printer, parent)
    for button in asked.findChildren(QPushButton):
        button.setIcon(QIcon())  # those of Qt's own style are not of this house
    accepted = asked.exec() == QPrintDialog.DialogCode.Accepted
    asked.deleteLater()
    return accepted


def print_sheets(printer: QPrinter, sheets: Sheets, parent: QWidget) -> bool:
    """Print; what went wrong is told, and False returned."""
    printer.setFullPage(True)
    if printer.isValid():
        _paint_on(printer, sheets)
    if not printer.isValid() or printer.printerState() == QPrinter.PrinterState.Error:
        words = _("The printer {name} does not answer.").format(name=printer.printerName())
        dialogs.tell(_("Not printed"), words, parent)
        return False
    return True


def _paint_on(printer: QPrinter, sheets: Sheets) -> None:
    """Paint every sheet on a printer; smaller than it is where its paper is smaller."""
    page = printer.pageLayout().fullRect(printer.pageLayout().Unit.Millimeter).size()
    painter = QPainter(printer)
    output.paint_all(painter, sheets, printer.resolution() * _share(page, sheets), printer.newPage)
    painter.end()


def _share(page: QSizeF, sheets: Sheets) -> float:
    """How much smaller sheets are printed on a page: 1 where they fit, whichever way the paper lies."""
    share = min(page.width() / sheets.width, page.height() / sheets.height)
    return 1.0 if share > 0.995 else share


def _size_words(sheets: Sheets) -> str:
    """The paper by its name, or its measures."""
    short, long = sorted((sheets.width, sheets.height))
    for name, size in SHORT_LONG.items():
        if abs(short - size[0]) < 1 and abs(long - size[1]) < 1:
            return name
    return _("{width} × {height} mm").format(width=round(sheets.width), height=round(sheets.height))
