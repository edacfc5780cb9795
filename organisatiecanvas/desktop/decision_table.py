"""The decision matrix on screen: one key per cell says who decides, who decides along, advises or is informed."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from organisatiecanvas.canvas import style
from organisatiecanvas.desktop import theme
from organisatiecanvas.desktop.cell_table import CellTable
from organisatiecanvas.desktop.decision_model import LETTERS, DecisionModel
from organisatiecanvas.models import decisions
from organisatiecanvas.models.labels import choice_label
from organisatiecanvas.models.language import _

Index = QModelIndex | QPersistentModelIndex
CELL, WIDEST, LINE = 34, 84, 34
NAME_WIDTH, LEAST_HEAD, MOST_HEAD = 264, 90, 200
PILL, PILL_HIGH = 24, 19
DOT, DOT_PITCH = 5.0, 8.0
STRENGTH = {"decides": 1.0, "consents": 0.62, "advises": 0.28, "informed": 0.0}  # of the colour in the pill


def keys() -> dict[str, str | None]:
    """Key → mode in the language of the window; the English letters always work as well."""
    found: dict[str, str | None] = {letter.lower(): mode for mode, letter in LETTERS.items()}
    found |= {_(letter).lower(): mode for mode, letter in LETTERS.items()}
    return found


class ModeDelegate(QStyledItemDelegate):
    """A pill with the letter, darker the more say; below it the control loop, a dot per part, full where it does it."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colours = theme.current()
        model: Any = index.model()
        place, rect = model.place(index), option.rect
        if not place[0]:
            painter.fillRect(rect, QColor(colours.hover))
            painter.setPen(QColor(colours.muted))
            room = rect.adjusted(8, 0, -4, 0)
            words = painter.fontMetrics().elidedText(str(index.data() or ""), Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)
            return
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(colours.accent_tint))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        mode, loop = model.mode(place), model.loop(place)
        if mode is not None:
            draw_mode(painter, _pill(rect, lifted=bool(loop)), mode, option.font)
        if loop:
            middle = QPointF(rect.center().x() + 0.5, rect.top() + PILL_HIGH + 8.5 if mode else rect.center().y() + 0.5)
            draw_loop(painter, middle, loop)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(colours.selection), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
        painter.restore()


def _pill(rect: QRect, *, lifted: bool) -> QRect:
    left = rect.left() + (rect.width() - PILL) // 2
    return QRect(left, rect.top() + (3 if lifted else (rect.height() - PILL_HIGH) // 2), PILL, PILL_HIGH)


def draw_loop(painter: QPainter, middle: QPointF, parts: list[str]) -> None:
    """Three dots beside each other, noticing, judging and acting: full where the party does that."""
    purple = QColor(
        style.legible(style.KINDS["control"]) if theme.current().panel == "#ffffff" else theme.current().ink
    )
    painter.setPen(QPen(purple, 1))
    for at, part in enumerate(decisions.LOOP):
        painter.setBrush(purple if part in parts else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(middle + QPointF((at - 1) * DOT_PITCH, 0), DOT / 2, DOT / 2)


def draw_mode(painter: QPainter, rect: QRect, mode: str, font: QFont) -> None:
    """The letter of a mode on its ground; the more say the darker, and always legible."""
    colours = theme.current()
    purple = theme.family(style.KINDS["control"])
    ground = style.mix(purple, STRENGTH[mode], colours.panel)
    painter.setPen(QPen(QColor(purple), 1))
    painter.setBrush(QColor(ground))
    painter.drawRoundedRect(rect, 6, 6)
    bold = QFont(font)
    bold.setPixelSize(12)
    bold.setWeight(QFont.Weight.DemiBold)
    painter.setFont(bold)
    dark = style.contrast("#ffffff", ground) >= 4.5
    painter.setPen(QColor("#ffffff" if dark else style.LIGHT.ink if colours.panel == "#ffffff" else colours.ink))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, _(LETTERS[mode]))


class PartyHeader(QHeaderView):
    """Names of parties turned upright."""

    def __init__(self, model: DecisionModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._model = model
        self._height = LEAST_HEAD
        model.modelReset.connect(self._measure)
        self._measure()
        self.setSectionsClickable(True)
        self.setHighlightSections(False)

    def _font(self, *, unit: bool) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(12)
        font.setWeight(QFont.Weight.DemiBold if unit else QFont.Weight.Normal)
        return font

    def _measure(self) -> None:
        metrics = QFontMetrics(self._font(unit=True))
        names = [self._model.party_name(party) for party in self._model.parties]
        self._height = max(LEAST_HEAD, min(MOST_HEAD, max(map(metrics.horizontalAdvance, names), default=0) + 20))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(CELL, self._height)  # Qt's own would look at sections that a reset has just done away with

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        colours = theme.current()
        variant = self._model.session.variant
        party = self._model.parties[section]
        font = self._font(unit=variant is not None and party in variant.units)
        painter.save()
        painter.fillRect(rect, QColor(colours.panel))
        painter.setPen(QColor(colours.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.setFont(font)
        painter.setPen(QColor(colours.ink))
        room = rect.height() - 14
        words = QFontMetrics(font).elidedText(self._model.party_name(party), Qt.TextElideMode.ElideRight, room)
        painter.translate(rect.left(), rect.bottom() - 7)
        painter.rotate(-90)
        turned = QRect(0, 0, room, rect.width())
        painter.drawText(turned, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
        painter.restore()


class NameHeader(QHeaderView):
    """Names of decisions, and of the units they are about as headings."""

    def __init__(self, model: DecisionModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._model = model
        self.setSectionsClickable(True)
        self.setHighlightSections(False)

    def sizeHint(self) -> QSize:
        return QSize(NAME_WIDTH, LINE)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        colours = theme.current()
        line = self._model.lines[section]
        painter.save()
        painter.fillRect(rect, QColor(colours.panel if line.decision else colours.hover))
        painter.setPen(QColor(colours.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        font = QFont(self.font())
        font.setPixelSize(12)
        font.setWeight(QFont.Weight.Normal if line.decision else QFont.Weight.DemiBold)
        room = rect.adjusted(10, 0, -8, 0)
        if line.decision:
            room = self._paint_level(painter, room, line.decision)
        name = str(self._model.headerData(section, Qt.Orientation.Vertical))
        painter.setFont(font)
        painter.setPen(QColor(colours.ink))
        words = QFontMetrics(font).elidedText(name, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
        painter.restore()

    def _paint_level(self, painter: QPainter, room: QRect, decision: str) -> QRect:
        """The level at the right, small; returns what is left for the name."""
        row = self._model.row(decision)
        words = choice_label(row.level) if row is not None else ""
        font = QFont(self.font())
        font.setPixelSize(10)
        painter.setFont(font)
        painter.setPen(QColor(theme.current().muted))
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words)
        return room.adjusted(0, 0, -QFontMetrics(font).horizontalAdvance(words) - 8, 0)


class DecisionTable(CellTable):
    """Letters set the way to take part of what is selected, Delete takes it away; 1, 2, 3 give a part of the loop."""

    message = Signal(str)
    unit_wanted = Signal(str)

    def __init__(self, model: DecisionModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self.setModel(model)
        self.setItemDelegate(ModeDelegate(self))
        self.setHorizontalHeader(PartyHeader(model, self))
        self.setVerticalHeader(NameHeader(model, self))
        for header, size in ((self.horizontalHeader(), CELL), (self.verticalHeader(), LINE)):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            header.setMinimumSectionSize(size)
            header.setDefaultSectionSize(size)
        self.setCornerButtonEnabled(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(_("Decision matrix"))
        self.doubleClicked.connect(lambda _index: self.cycle())
        model.laid_out.connect(self._span)
        model.modelReset.connect(self._span)
        self._span()

    def _span(self) -> None:
        """How a unit stands is told across the line of its name."""
        self.clearSpans()
        self._widen()
        width = len(self._model.parties)
        for at, line in enumerate(self._model.lines):
            if not line.decision and width > 1:
                self.setSpan(at, 0, 1, width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._widen()

    def _widen(self) -> None:
        """Columns as wide as there is room for, so that a line on a unit can be read across few of them."""
        room = self.viewport().width() // max(1, len(self._model.parties))
        self.horizontalHeader().setDefaultSectionSize(max(CELL, min(WIDEST, room)))

    def places(self) -> list[tuple[str, str]]:
        return [place for index in self.selectedIndexes() if (place := self._model.place(index))[0]]

    def keyPressEvent(self, event: Any) -> None:
        plain = not event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        key = event.text().lower()
        if plain and key in keys():
            self.set_mode(keys()[key])
        elif plain and key in ("1", "2", "3"):
            self.toggle_loop(decisions.LOOP[int(key) - 1])
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.set_mode(None)
        elif event.key() == Qt.Key.Key_Space:
            self.cycle()
        else:
            super().keyPressEvent(event)

    def set_mode(self, mode: str | None) -> None:
        """Let the selected parties take part this way, as one step."""
        session, places = self._model.session, self.places()
        if places and session.variant is not None:
            variant = session.variant
            name = _("Change who decides")
            problem = session.attempt(name, lambda: decisions.set_mode(session.document, variant, places, mode))
            if problem:
                self.message.emit(problem)

    def cycle(self) -> None:
        """The next way to take part: decides, along, advises, informed, not."""
        places = self.places()
        if places:
            modes: list[str | None] = [*LETTERS, None]
            now = self._model.mode(places[0])
            self.set_mode(modes[(modes.index(now) + 1) % len(modes)])

    def toggle_loop(self, part: str) -> None:
        """Let the party of the current cell notice, judge or act in the control loop, or no longer."""
        session, places = self._model.session, self.places()
        if places and session.variant is not None:
            variant = session.variant
            (decision, party), name = places[0], _("Change the control loop")
            problem = session.attempt(
                name, lambda: decisions.toggle_loop(session.document, variant, decision, party, part)
            )
            if problem:
                self.message.emit(problem)
