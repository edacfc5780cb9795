"""The action plan as a board: a column per status; dragging a card, or Alt with an arrow, gives it another status."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QItemSelectionModel, QMimeData, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHBoxLayout, QListView, QVBoxLayout, QWidget

from organisatiecanvas.desktop import widgets
from organisatiecanvas.desktop.actions_card import CardDelegate, card_words
from organisatiecanvas.desktop.session import Session
from organisatiecanvas.desktop.tables import TOP, Index
from organisatiecanvas.models import plan_figures
from organisatiecanvas.models.labels import choice_label
from organisatiecanvas.models.language import _, capital, decimal, ngettext
from organisatiecanvas.models.organisation import ACTION_STATUSES, Action
from organisatiecanvas.models.works_council import TooEarly

MIME = "application/x-organisatiecanvas-actions"
Roles = Qt.ItemDataRole
ACTION, EARLY = Roles.UserRole, Roles.UserRole + 1


class Cards(QAbstractListModel):
    """The actions of one status, by the day they start."""

    dropped = Signal(list, str)  # ids, status

    def __init__(self, session: Session, status: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session, self.status = session, status
        self.ids: list[str] = []
        self.early: dict[str, TooEarly] = {}

    def show_cards(self, ids: Sequence[str], early: dict[str, TooEarly]) -> None:
        """Show these actions; what is marked stays marked where it is still here."""
        self.early = early
        if list(ids) != self.ids:
            self.beginResetModel()
            self.ids = list(ids)
            self.endResetModel()
        elif self.ids:
            self.dataChanged.emit(self.index(0), self.index(len(self.ids) - 1))

    def rowCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(self.ids)

    def action(self, index: Index) -> Action | None:
        return self.session.organisation.actions.get(self.ids[index.row()])

    def data(self, index: Index, role: int = Roles.DisplayRole) -> Any:
        row = self.action(index)
        if row is None:
            return None
        early = self.early.get(row.id)
        if role == ACTION:
            return row
        if role == EARLY:
            return early
        words = card_words(row, early, datetime.date.today())
        if role in (Roles.DisplayRole, Roles.AccessibleTextRole):
            return words
        return f"{words}\n{early.message}" if role == Roles.ToolTipRole and early is not None else None

    # -- dragging ------------------------------------------------------------------------------------------------

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if self.session.document.read_only:
            return flags
        return flags | Qt.ItemFlag.ItemIsDragEnabled

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        data.setData(MIME, "\n".join(self.ids[index.row()] for index in indexes).encode())
        return data

    def take(self, data: QMimeData) -> None:
        """Cards came here."""
        self.dropped.emit(bytes(data.data(MIME).data()).decode().split("\n"), self.status)


class _List(QListView):
    """One column; arrows sideways go to the next, with Alt they take the cards along."""

    remove_pressed = Signal()
    stepped = Signal(int, bool)  # sideways, and whether the cards go along

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.doItemsLayout()  # titles take more or fewer lines

    def keyPressEvent(self, event: Any) -> None:
        way = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(event.key())
        if way is not None:
            self.stepped.emit(way, bool(event.modifiers() & Qt.KeyboardModifier.AltModifier))
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove_pressed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.activated.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._welcome(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._welcome(event)

    def _welcome(self, event: QDragMoveEvent) -> None:
        """Cards may come anywhere in the column: on another card too."""
        if event.mimeData().hasFormat(MIME):
            event.setDropAction(Qt.DropAction.MoveAction)
            event.accept()
        else:
            event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:
        model = self.model()
        if isinstance(model, Cards) and event.mimeData().hasFormat(MIME):
            # The document moves them; Qt must not take rows away.
            event.setDropAction(Qt.DropAction.IgnoreAction)
            event.accept()
            model.take(event.mimeData())

    def paintEvent(self, event: Any) -> None:
        super().paintEvent(event)
        if not self.model().rowCount():
            widgets.paint_words(self, _("Drag an action here"))

    def focusInEvent(self, event: Any) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.model().rowCount():
            self.setCurrentIndex(self.model().index(0, 0))


class _Column(QFrame):
    """A status with its cards."""

    def __init__(self, session: Session, status: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.status = status
        self.setProperty("role", "card")
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        self.title = widgets.label(capital(choice_label(status, "status")), "strong", self)
        self.count = widgets.ElidedLabel("", self, role="small")
        column.addWidget(self.title)
        column.addWidget(self.count)
        self.cards = Cards(session, status, self)
        self.view = _List(self)
        self.view.setObjectName("people")  # a list without a frame on a card
        self.view.setModel(self.cards)
        self.view.setItemDelegate(CardDelegate(self.view))
        self.view.setAccessibleName(choice_label(status, "status"))
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setResizeMode(QListView.ResizeMode.Adjust)
        self.view.setSpacing(3)
        self.view.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.view.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.view.setDropIndicatorShown(False)
        column.addWidget(self.view, 1)

    def show_cards(self, rows: Sequence[Action], early: dict[str, TooEarly]) -> None:
        sums = plan_figures.sums(rows, datetime.date.today())
        words = ngettext("{count} action", "{count} actions", sums.count).format(count=sums.count)
        self.count.set_words(f"{words} · {_('{hours} h').format(hours=decimal(sums.hours, 0))}")
        self.cards.show_cards([row.id for row in plan_figures.in_order(rows)], early)


class Board(QWidget):
    """`card_wanted` asks for all there is about one action; a move of several cards is one step."""

    message = Signal(str)
    card_wanted = Signal(str)
    chosen = Signal()
    remove_pressed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        self.columns = {status: _Column(session, status, self) for status in ACTION_STATUSES}
        for status, column in self.columns.items():
            line.addWidget(column, 1)
            column.cards.dropped.connect(self.move_cards)
            column.view.activated.connect(self._open)
            column.view.remove_pressed.connect(self.remove_pressed)
            column.view.doubleClicked.connect(self._open)
            column.view.stepped.connect(lambda way, along, at=status: self._step(at, way, along=along))
            column.view.selectionModel().selectionChanged.connect(lambda *_what: self.chosen.emit())
            column.view.clicked.connect(lambda _index, at=status: self._alone(at))

    def show_actions(self, rows: Sequence[Action], early: dict[str, TooEarly]) -> None:
        marked = self.selected()
        for status, column in self.columns.items():
            column.show_cards([row for row in rows if row.status == status], early)
        for column in self.columns.values():
            for identity in marked:
                if identity in column.cards.ids:
                    index = column.cards.index(column.cards.ids.index(identity))
                    column.view.selectionModel().select(index, QItemSelectionModel.SelectionFlag.Select)

    def selected(self) -> list[str]:
        """Ids of the marked cards."""
        found = []
        for column in self.columns.values():
            found += [column.cards.ids[index.row()] for index in column.view.selectedIndexes()]
        return found

    def show_card(self, identity: str) -> None:
        """Mark one card, bring it into view and give it the keys."""
        for column in self.columns.values():
            if identity in column.cards.ids:
                index = column.cards.index(column.cards.ids.index(identity))
                column.view.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
                column.view.scrollTo(index)
                column.view.setFocus()
                self._alone(column.status)

    def move_cards(self, ids: Sequence[str], status: str) -> None:
        """Give these actions another status, as one step; what is done is done for the whole."""
        actions = self.session.organisation.actions
        moved = [identity for identity in ids if identity in actions and actions[identity].status != status]
        if not moved:
            return
        words = choice_label(status, "status")
        if len(moved) == 1:
            name = _("{action}: {status}").format(action=actions[moved[0]].title, status=words)
        else:
            name = ngettext("{count} action: {status}", "{count} actions: {status}", len(moved)).format(
                count=len(moved), status=words
            )

        def work() -> None:
            for identity in moved:
                actions[identity].status = status
                if status == "done":
                    actions[identity].progress = 1.0

        problem = self.session.attempt(name, work)
        self.message.emit(problem or name)
        self.show_card(moved[0])

    def _alone(self, status: str) -> None:
        """Cards are marked in one column at a time."""
        for other, column in self.columns.items():
            if other != status:
                column.view.clearSelection()

    def _open(self, index: QModelIndex) -> None:
        action = index.data(ACTION)
        if action is not None:
            self.card_wanted.emit(action.id)

    def _step(self, status: str, way: int, *, along: bool) -> None:
        names = list(self.columns)
        at = names.index(status) + way
        if not 0 <= at < len(names):
            return
        if along:
            self.move_cards(self.selected(), names[at])
            return
        view = self.columns[names[at]].view
        self._alone(names[at])
        view.setFocus(Qt.FocusReason.TabFocusReason)
