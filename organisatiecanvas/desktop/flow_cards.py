"""The cards of the lead time workspace: each holds a chart or table with its heading and switches."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from organisatiecanvas.canvas import style
from organisatiecanvas.desktop import flow_note, flow_table, theme, widgets
from organisatiecanvas.desktop.flow_bars import MctBars
from organisatiecanvas.desktop.flow_charts import LoadBars, PathChart
from organisatiecanvas.desktop.flow_curve import LotCurve
from organisatiecanvas.desktop.flow_figures import Curve, Overview, VariantFlow
from organisatiecanvas.desktop.flow_paint import cause_colours, ground, sized, width_of
from organisatiecanvas.desktop.flow_words import Row, cause_words
from organisatiecanvas.models.analysis.flow.whatif import Band
from organisatiecanvas.models.language import _, decimal, ngettext

WIDEST_CHOICE = 240  # pixels


class Card(QFrame):
    """A panel with a title; `head` takes what stands beside it, `column` what stands below."""

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(16, 10, 16, 12)
        self.column.setSpacing(8)
        self.head = QHBoxLayout()
        self.head.setSpacing(6)
        if title:
            self.head.addWidget(widgets.label(title, "strong", self))
            self.head.addSpacing(6)
        self.column.addLayout(self.head)


def toggle(words: str, parent: QWidget) -> QPushButton:
    made = widgets.button(words, None, parent, role="toggle")
    made.setCheckable(True)
    return made


class BarsCard(Card):
    """The MCT bars, as a timeline or by cause, from the order on or back from delivery."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("", parent)
        self.bars = MctBars(self)
        self.legend = Legend(self)
        self.as_stages, self.as_causes = toggle(_("Timeline"), self), toggle(_("Causes"), self)
        self.as_stages.setChecked(True)
        self.from_delivery = toggle(_("Day 0 = delivery"), self)
        self.as_stages.clicked.connect(lambda: self.show_as(by_cause=False))
        self.as_causes.clicked.connect(lambda: self.show_as(by_cause=True))
        self.from_delivery.clicked.connect(lambda: self.show_as(by_cause=self.bars.by_cause))
        self.head.addWidget(self.as_stages)
        self.head.addWidget(self.as_causes)
        self.head.addStretch(1)
        self.head.addWidget(self.from_delivery)
        self.column.addWidget(self.bars)
        self.column.addWidget(self.legend)

    def show_rows(self, rows: list[Row], *, stale: bool) -> None:
        self.bars.show_rows(rows, stale=stale)
        self._show_legend()

    def show_as(self, *, by_cause: bool) -> None:
        self.as_stages.setChecked(not by_cause)
        self.as_causes.setChecked(by_cause)
        self.bars.show_as(by_cause=by_cause, from_delivery=self.from_delivery.isChecked())
        self._show_legend()

    def _show_legend(self) -> None:
        self.legend.show_mode(by_cause=self.bars.by_cause, band=any(row.band is not None for row in self.bars.rows))


class PathCard(Card):
    """The way of the order that is chosen."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(_("Critical path"), parent)
        self.words = widgets.ElidedLabel("", self, role="small")
        self.head.addWidget(self.words, 1)
        self.path = PathChart(self)
        self.column.addWidget(self.path)
        words = _("● on the critical path: every day less here is a day less to delivery · ○ has slack (dashed)")
        self.legend = widgets.label(words, "small", self, wrap=True)
        self.column.addWidget(self.legend)
        self.joins = widgets.label("", "small", self, wrap=True)
        self.column.addWidget(self.joins)

    def show_row(self, row: Row | None, name: str) -> None:
        """`name` is that of the variant."""
        self.path.show_row(row)
        joins = row.line.joins if row is not None else ()
        self.joins.setText("\n".join(f"{theme.SYMBOLS['attention']} {words}" for words in joins))
        self.joins.setVisible(bool(joins))
        known = row is not None and row.line.days is not None
        self.path.setVisible(known)
        self.legend.setVisible(known)
        if row is None or row.line.days is None:
            self.words.set_words(row.line.reason if row is not None else "")
            return
        count = row.line.figures["handoffs"] or 0
        handoffs = ngettext("{count} handoff", "{count} handoffs", count).format(count=count)
        days = _("{days} d").format(days=decimal(row.line.days))
        self.words.set_words(f"{name} · {row.line.name} · {days} · {handoffs} · {row.reliability}")


class LoadsCard(Card):
    """How full the units of the variant that is shown are."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(_("Utilisation per unit"), parent)
        self.words = widgets.ElidedLabel("", self, role="small")
        self.head.addWidget(self.words, 1)
        self.loads = LoadBars(self)
        self.column.addWidget(self.loads, 1)

    def show_loads(self, flow: VariantFlow | None, trial: VariantFlow | None) -> None:
        words = flow.name if flow is not None else ""
        self.loads.show_loads(flow, trial)
        left = len(flow.units) - len(self.loads.units()) if flow is not None else 0
        if left > 0:
            more = ngettext(
                "{count} less full unit below, in the table", "{count} less full units below, in the table", left
            )
            words += " · " + more.format(count=left)
        self.words.set_words(words)


class CurveCard(Card):
    """Lead time by lot size of a family that is chosen here (`chosen`)."""

    chosen = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(_("Lot size"), parent)
        self.words = widgets.ElidedLabel("", self, role="small")
        self.head.addWidget(self.words, 1)
        self.order = QComboBox(self)
        widgets.name(self.order, _("Order family of the curve"))
        self.order.setMaximumWidth(WIDEST_CHOICE)
        self.order.activated.connect(lambda _index: self.chosen.emit())
        self.head.addWidget(self.order)
        self.curve = LotCurve(self)
        self.column.addWidget(self.curve, 1)

    def fill(self, orders: Sequence[tuple[str, str]]) -> None:
        """The families to choose from: id and name; a choice that is still there stays."""
        box = self.order
        if [(box.itemData(at), box.itemText(at)) for at in range(box.count())] != list(orders):
            kept = box.currentData()
            box.clear()
            for identity, name in orders:
                box.addItem(name, identity)
            box.setCurrentIndex(max(0, box.findData(kept)))

    def choose(self, order: str) -> bool:
        """Take another family; whether it is another."""
        at = self.order.findData(order)
        if at < 0 or at == self.order.currentIndex():
            return False
        self.order.setCurrentIndex(at)
        return True

    def show_curve(self, curve: Curve | None, flow: VariantFlow | None, trial: float | None) -> None:
        """The curve in a variant; `trial` is the lot size with the levers as they stand."""
        line = flow.line(curve.order) if curve is not None and flow is not None else None
        self.curve.show_curve(curve, line.colour if line is not None else "", trial)
        self.words.set_words(flow_note.curve_words(flow, line) if flow is not None and line is not None else "")


class TableCard(Card):
    """The figures as tables: of families, units and pairs of cells."""

    message = Signal(str)
    unit_wanted = Signal(str, str)  # variant, unit

    def __init__(self, parent: QWidget) -> None:
        super().__init__(_("Figures"), parent)
        self._flow: VariantFlow | None = None
        self.orders = flow_table.FigureTable(_("Figures per order family"), self)
        self.units = flow_table.FigureTable(_("Figures per unit"), self)
        self.polca = flow_table.FigureTable(
            _("POLCA loops"), self, _("No order goes from cell to cell here: POLCA cards run between cells.")
        )
        self.tables = {
            "orders": (toggle(_("Order families"), self), self.orders),
            "units": (toggle(_("Units"), self), self.units),
            "polca": (toggle(_("POLCA"), self), self.polca),
        }
        for name, (button, table) in self.tables.items():
            button.clicked.connect(lambda _on=False, one=name: self.show_table(one))
            self.head.addWidget(button)
            self.column.addWidget(table)
        self.head.addStretch(1)
        self.head.addWidget(widgets.button(_("Copy"), self.copy, self, role="small", icon="copy"))
        self.units.activated.connect(self._on_unit)
        self.show_table("orders")

    def show_table(self, wanted: str) -> None:
        """Show the figures of `orders`, `units` or `polca`."""
        for name, (button, table) in self.tables.items():
            button.setChecked(name == wanted)
            table.setVisible(name == wanted)

    def show_orders(self, found: Overview, bands: dict[tuple[str, str], Band], base: VariantFlow | None) -> None:
        self.orders.show_rows(flow_table.order_heads(), flow_table.order_rows(found.variants, bands, base))

    def show_variant(self, flow: VariantFlow) -> None:
        """Units and pairs of cells of the variant that is shown."""
        self._flow = flow
        self.units.show_rows(flow_table.unit_heads(), flow_table.unit_rows(flow))
        self.polca.show_rows(flow_table.polca_heads(), flow_table.polca_rows(flow))

    def copy(self) -> None:
        """Put the table that is shown on the clipboard."""
        table = next(table for button, table in self.tables.values() if button.isChecked())
        count = table.copy()
        self.message.emit(ngettext("{count} row copied", "{count} rows copied", count).format(count=count))

    def _on_unit(self, index: Any) -> None:
        """Enter or a double click on a unit leads to the canvas."""
        line = self.units.sorted.mapToSource(index).row()
        if self._flow is not None and line < len(self._flow.units):
            self.unit_wanted.emit(self._flow.variant, self._flow.units[line].unit)


class NoteCard(Card):
    """The method and the assumptions, folded until they are asked for."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("", parent)
        self.section = widgets.SectionHead(_("Method and assumptions"), open_=False, parent=self)
        self.head.addWidget(self.section, 1)
        self.note = QLabel(self)
        self.note.setTextFormat(Qt.TextFormat.RichText)
        self.note.setWordWrap(True)
        self.note.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.note.hide()
        self.section.toggled.connect(self.note.setVisible)
        self.column.addWidget(self.note)

    def show_flow(self, flow: VariantFlow | None) -> None:
        self.note.setText(flow_note.note_html(flow))


class Legend(QWidget):
    """What the colours of the bars mean; on more lines where there is little room."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._entries: list[tuple[str, str]] = []
        self.show_mode(by_cause=False, band=False)

    def show_mode(self, *, by_cause: bool, band: bool) -> None:
        if by_cause:
            inks = cause_colours()
            self._entries = [(inks[name], words) for name, words in cause_words().items()]
        else:
            waiting, under_way = ground()
            self._entries = [
                ("", _("work, in the colour of the family")),
                (waiting, _("waiting in a unit")),
                (under_way, _("transport, transfer and supplier")),
            ]
        if band:
            self._entries.append(("|", _("P10–P90")))
        self.updateGeometry()
        self.setFixedHeight(self._height(max(self.width(), 300)))
        self.update()

    def _places(self, width: int) -> list[tuple[int, int]]:
        font = sized(self, 12)
        left, top, places = 2, 0, []
        for _colour, words in self._entries:
            wide = 18 + int(width_of(font, words)) + 18
            if left + wide > width and left > 2:
                left, top = 2, top + 20
            places.append((left, top))
            left += wide
        return places

    def _height(self, width: int) -> int:
        return max((top for _left, top in self._places(width)), default=0) + 22

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        self.setFixedHeight(self._height(self.width()))

    def sizeHint(self) -> QSize:
        return QSize(400, self._height(max(self.width(), 300)))

    def paintEvent(self, _event: Any) -> None:
        colours = theme.current()
        painter = QPainter(self)
        painter.setFont(sized(self, 12))
        for (colour, words), (left, top) in zip(self._entries, self._places(self.width()), strict=True):
            box = QRect(left, top + 4, 13, 13)
            if colour == "|":
                painter.setPen(QColor(colours.ink))
                painter.drawLine(left, top + 10, left + 13, top + 10)
                painter.drawLine(left, top + 6, left, top + 14)
                painter.drawLine(left + 13, top + 6, left + 13, top + 14)
            elif colour:
                painter.fillRect(box, QColor(colour))
            else:
                for at, part in enumerate(map(theme.family, style.FAMILIES[:3])):
                    painter.fillRect(QRect(left + at * 5, top + 4, 4, 13), QColor(part))
            painter.setPen(QColor(colours.muted))
            painter.drawText(QRect(left + 18, top, 400, 21), Qt.AlignmentFlag.AlignVCenter, words)
        painter.end()
