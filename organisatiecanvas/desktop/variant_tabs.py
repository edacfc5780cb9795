"""The variants as tabs: shown by a click, renamed by a double click, put in another order by dragging or by key."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QButtonGroup, QFrame, QHBoxLayout, QPushButton, QWidget

from organisatiecanvas.desktop import theme, widgets
from organisatiecanvas.desktop.session import Session
from organisatiecanvas.models.changes import Change
from organisatiecanvas.models.language import _

MOST_TOLD = 300  # characters of a summary in a tooltip


class VariantTabs(QFrame):
    """One tab per variant; a double click renames, dragging moves, the menu does all that and more."""

    menu_wanted = Signal(str, QPoint)
    rename_wanted = Signal(str)
    add_wanted = Signal()
    source_wanted = Signal(QPoint)  # from which variant is still to be chosen
    moved = Signal(str, int)  # id, place

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.setObjectName("tabs")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(3, 3, 3, 3)
        self._row.setSpacing(2)
        self._group: QButtonGroup | None = None
        self.buttons: dict[str, QPushButton] = {}
        self._shown: list[tuple[str, str]] | None = None
        self.target: int | None = None  # where a tab that is dragged would come
        session.changed.connect(self._on_change)
        session.variant_changed.connect(lambda _variant: self.refresh())
        self.refresh()

    def _on_change(self, change: Change) -> None:
        if change.touches("variants"):
            self.refresh()

    def refresh(self) -> None:
        organisation = self.session.organisation
        variants = [(variant.id, variant.name) for variant in organisation.variants.values()]
        if variants != self._shown:
            self._build(variants)
        for identity, button in self.buttons.items():
            button.setToolTip(_told(organisation.variants[identity]))
        if self.session.variant_id in self.buttons:
            self.buttons[self.session.variant_id].setChecked(True)

    def _build(self, variants: list[tuple[str, str]]) -> None:
        focus = next((one for one, button in self.buttons.items() if button.hasFocus()), "")
        self._shown = variants
        widgets.clear(self._row)
        if self._group is not None:
            self._group.deleteLater()
        self._group, self.buttons = QButtonGroup(self), {}
        for identity, name in variants:
            button = _Tab(identity, name, self)
            button.clicked.connect(lambda _checked=False, one=identity: self.session.show_variant(one))
            button.renamed.connect(lambda one=identity: self.rename_wanted.emit(one))
            button.customContextMenuRequested.connect(
                lambda place, one=identity, at=button: self.menu_wanted.emit(one, at.mapToGlobal(place))
            )
            self._group.addButton(button)
            self.buttons[identity] = button
            self._row.addWidget(button)
        tip = _("New variant from this one") if len(variants) < 2 else _("New variant from one of these")
        add = widgets.icon_button("plus", tip, None, self, size=14)
        add.clicked.connect(lambda: self._add(add))
        add.setObjectName("addVariant")
        self._row.addWidget(add)
        if focus in self.buttons:
            self.buttons[focus].setFocus()

    def _add(self, button: QWidget) -> None:
        if len(self.buttons) < 2:
            self.add_wanted.emit()
        else:
            self.source_wanted.emit(button.mapToGlobal(QPoint(0, button.height() + 2)))

    # -- another order -------------------------------------------------------------------------------------------

    def drag_to(self, identity: str, x: int) -> None:
        """A tab is being dragged to this place of the row."""
        others = [button for one, button in self.buttons.items() if one != identity]
        self.target = sum(button.geometry().center().x() < x for button in others)
        self.update()

    def drop(self, identity: str) -> None:
        """Let go of a tab that was dragged."""
        target, self.target = self.target, None
        self.update()
        if target is not None and not self.session.document.read_only:
            self.moved.emit(identity, target)

    def step(self, identity: str, way: int) -> None:
        """A tab goes one place on by key."""
        place = list(self.buttons).index(identity) + way
        if 0 <= place < len(self.buttons):
            self.moved.emit(identity, place)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.target is None:
            return
        dragged = next(button for button in self.buttons.values() if isinstance(button, _Tab) and button.dragged)
        others = [button for button in self.buttons.values() if button is not dragged]
        x = others[self.target].x() - 2 if self.target < len(others) else others[-1].geometry().right() + 2
        painter = QPainter(self)
        painter.fillRect(x, 3, 2, self.height() - 6, QColor(theme.current().accent))
        painter.end()


def _told(variant: Any) -> str:
    words = " ".join(variant.summary.split())
    return words if len(words) <= MOST_TOLD else words[: MOST_TOLD - 1] + "…"


class _Tab(QPushButton):
    renamed = Signal()

    def __init__(self, identity: str, name: str, parent: VariantTabs) -> None:
        super().__init__(name.replace("&", "&&"), parent)
        self.identity, self._tabs = identity, parent
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keys to the drawing
        self.setAccessibleName(name)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._from: QPoint | None = None
        self.dragged = False

    def mouseDoubleClickEvent(self, event: object) -> None:
        self._from = None
        self.renamed.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and len(self._tabs.buttons) > 1:
            self._from = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        if self._from is not None and (place - self._from).manhattanLength() >= QApplication.startDragDistance():
            self.dragged = True
        if self.dragged:
            self._tabs.drag_to(self.identity, self.mapToParent(place).x())
        else:
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        dragged, self._from = self.dragged, None
        super().mouseReleaseEvent(event)
        if dragged:
            tabs, identity = self._tabs, self.identity
            tabs.drop(identity)
            self.dragged = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        way = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if way is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._tabs.step(self.identity, way)
        elif event.key() == Qt.Key.Key_F2:
            self.renamed.emit()
        else:
            super().keyPressEvent(event)
