"""A list of people that can be dragged out of, as rows or as chips, and what its keys mean."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QFont, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QApplication, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from organisatiecanvas.canvas.people_drag import Load, PersonDrag
from organisatiecanvas.canvas.view import CanvasView
from organisatiecanvas.desktop import theme
from organisatiecanvas.desktop.people_model import PERSON, PeopleFilter
from organisatiecanvas.models.language import _

ROW, CHIP = QSize(120, 40), QSize(150, 30)
HOURS = 78  # pixels at the right of a row
Index = QModelIndex | QPersistentModelIndex


class PersonDelegate(QStyledItemDelegate):
    """Paints the few people that can be seen: name, place and hours in a row, or the name in a chip."""

    def __init__(self, parent: QWidget, *, chips: bool) -> None:
        super().__init__(parent)
        self._chips = chips

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        if not self._chips:
            return ROW
        wide = option.fontMetrics.horizontalAdvance(str(index.data())) + 30
        return QSize(min(max(wide, 60), CHIP.width()), CHIP.height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        colours = theme.current()
        box = option.rect.adjusted(2, 2, -2, -2)
        line = colours.accent if focused else colours.line if self._chips else None
        painter.setPen(QPen(QColor(line), 1.0) if line else Qt.PenStyle.NoPen)
        ground = colours.accent_tint if chosen else colours.hover if over else colours.panel if self._chips else None
        painter.setBrush(QColor(ground) if ground else Qt.BrushStyle.NoBrush)
        radius = box.height() / 2 if self._chips else 6.0
        painter.drawRoundedRect(box.toRectF().adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        if self._chips:
            self._write(painter, box.adjusted(12, 0, -10, 0), index.data(), colours.ink)
        else:
            self._row(painter, box, index)
        painter.restore()

    def _row(self, painter: QPainter, box: QRect, index: Index) -> None:
        proxy = index.model()
        assert isinstance(proxy, PeopleFilter)
        model, colours, person = proxy.model, theme.current(), index.data(PERSON)
        above, below = box.adjusted(8, 1, -8, -box.height() // 2), box.adjusted(8, box.height() // 2 - 1, -8, -2)
        self._write(painter, above.adjusted(0, 0, -HOURS, 0), index.data(), colours.ink, bold=True)
        level = model.level(person)
        hours = f"{theme.SYMBOLS[level]} {model.hours(person)}" if level else model.hours(person)
        right = Qt.AlignmentFlag.AlignRight
        self._write(painter, above, hours, theme.strong(level) if level else colours.muted, small=True, side=right)
        waits = person in model.waiting
        where = f"○ {model.where(person)}" if waits else model.where(person)
        self._write(painter, below, where, theme.strong("attention") if waits else colours.muted, small=True)

    @staticmethod
    def _write(
        painter: QPainter,
        box: QRect,
        words: str,
        colour: str,
        *,
        bold: bool = False,
        small: bool = False,
        side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> None:
        font = QFont(QApplication.font())
        font.setPixelSize(11 if small else 12)
        font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(QColor(colour))
        fitting = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter, fitting)


class PeopleList(QListView):
    """People to choose and to drag. Enter and Space put them in a role, Delete takes them out, the menu has the rest.

    A drag begins with all who are selected when it begins on one of them.
    """

    put_wanted = Signal(list)  # ids
    out_wanted = Signal(list)
    menu_wanted = Signal(list, QPoint)  # ids, place on the screen

    def __init__(self, view: CanvasView, proxy: PeopleFilter, parent: QWidget, *, chips: bool) -> None:
        super().__init__(parent)
        self._view, self._proxy = view, proxy
        self._pressed: QPoint | None = None
        self._late: Index | None = None  # pressed on one of several selected: chosen alone only on release
        self.drag: PersonDrag | None = None
        self.setModel(proxy)
        self.setItemDelegate(PersonDelegate(self, chips=chips))
        self.setUniformItemSizes(not chips)
        self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setObjectName("people")
        if chips:
            self.setFlow(QListView.Flow.LeftToRight)
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.setHorizontalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        else:
            self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def chosen(self) -> list[str]:
        """Who is selected, in the order of the list; who has the focus when nobody is."""
        rows = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        found = [self._proxy.index(row, 0).data(PERSON) for row in rows]
        current = self.currentIndex()
        return found or ([current.data(PERSON)] if current.isValid() else [])

    # -- mouse ---------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        self._late = None
        if event.button() != Qt.MouseButton.LeftButton or not index.isValid():
            super().mousePressEvent(event)
            return
        self._pressed = event.position().toPoint()
        several = len(self.selectionModel().selectedIndexes()) > 1 and self.selectionModel().isSelected(index)
        if several and not event.modifiers():
            self._late = QPersistentModelIndex(index)
            event.accept()
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            super().mouseMoveEvent(event)
            return
        if self.drag is None:
            way = event.position().toPoint() - self._pressed
            if way.manhattanLength() < QApplication.startDragDistance():
                return
            people = self.chosen()
            if not people or self._view.canvas.variant is None or self._view.canvas.document.read_only:
                return
            self._late = None
            self.drag = PersonDrag(self._view, Load(tuple(people)))
        self.drag.move(event.globalPosition().toPoint(), event.modifiers())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        drag, self.drag = self.drag, None
        pressed, self._pressed = self._pressed, None
        if drag is not None:
            drag.drop(event.globalPosition().toPoint(), event.modifiers())
            return
        if self._late is not None and pressed is not None:
            self.setCurrentIndex(self._late)
            self._late = None
            return
        super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.indexAt(event.position().toPoint()).isValid():
            self.put_wanted.emit(self.chosen())

    def wheelEvent(self, event: Any) -> None:
        if self.flow() == QListView.Flow.LeftToRight:
            bar, turned = self.horizontalScrollBar(), event.angleDelta()
            bar.setValue(bar.value() - (turned.x() or turned.y()))
            event.accept()
        else:
            super().wheelEvent(event)

    # -- keys ----------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if self.drag is not None:
            event.accept()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and not event.modifiers():
            self.put_wanted.emit(self.chosen())
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and not event.modifiers():
            self.out_wanted.emit(self.chosen())
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        people = self.chosen()
        if people:
            by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
            place = self.visualRect(self.currentIndex()).center() if by_key else event.pos()
            self.menu_wanted.emit(people, self.viewport().mapToGlobal(place))


def empty_words(group: str) -> str:
    """What a list without anybody says."""
    return _("Everybody has a place.") if group == "waiting" else _("Nobody found.")
