"""Dragging what stands in a list, in a role or in a panel, to any place that takes it.

One drag asks its places in turn what a drop would do there, shows it beside the pointer, and lets the view suppose it,
so that figures can be seen before anything is dropped. It is driven by mouse events, so it can be cancelled by Esc and
stopped anywhere.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeVar

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from organisatiecanvas.canvas import style
from organisatiecanvas.canvas.refs import Box
from organisatiecanvas.models.changes import Change
from organisatiecanvas.models.snapshot import Value

if TYPE_CHECKING:
    from organisatiecanvas.canvas.view import CanvasView

Keys = Qt.KeyboardModifier
Load_contra = TypeVar("Load_contra", contravariant=True)
EDGE = 28  # pixels from the border of the drawing within which a drag scrolls
POINTER = QPoint(14, 12)  # from the pointer to the words beside it


class Offer(NamedTuple):
    """What a drop would do here, or why it can't; `values` are what it would make of the model."""

    words: str
    possible: bool
    values: tuple[Value, ...] | None = None


class DropPlace(Protocol[Load_contra]):
    """Somewhere a load can be dropped; places are global."""

    def offer(self, load: Load_contra, place: QPoint, *, keep: bool) -> Offer | None:
        """What would happen; None when the pointer is not here."""

    def leave(self) -> None:
        """The pointer went elsewhere."""

    def drop(self, load: Load_contra, place: QPoint, *, keep: bool) -> None:
        """Do it."""

    def begin(self, load: Load_contra) -> None:
        """A drag begins; make room to be dropped on."""

    def end(self) -> None:
        """The drag is over, whether something was dropped or not."""


class Drag(QObject):
    """One drag from its first move to a drop, or to being given up; `name` is what is dragged, in words."""

    def __init__(self, view: CanvasView, load: Any, places: Iterable[DropPlace[Any]], name: str) -> None:
        super().__init__(view)
        self.view, self.load = view, load
        self.over = False
        self._places = list(places)
        self._here: DropPlace[Any] | None = None
        self._at, self._keep = QPoint(), False
        self._ghost = _Ghost(view.window(), name)
        self._scrolling = QTimer(self)
        self._scrolling.setInterval(30)
        self._scrolling.timeout.connect(self._scroll)
        app = QApplication.instance()
        assert app is not None
        app.installEventFilter(self)
        QApplication.setOverrideCursor(Qt.CursorShape.ClosedHandCursor)
        for one in self._places:
            one.begin(load)
        view.canvas.document.changed.connect(self._on_change)

    def move(self, place: QPoint, keys: Keys) -> None:
        """The pointer is here now."""
        if self.over:
            return
        self._at, self._keep = place, bool(keys & Keys.ControlModifier)
        self._ask()
        near = self.view.viewport().mapFromGlobal(place)
        inside = self.view.viewport().rect()
        if inside.contains(near) and not inside.adjusted(EDGE, EDGE, -EDGE, -EDGE).contains(near):
            if not self._scrolling.isActive():
                self._scrolling.start()
        else:
            self._scrolling.stop()

    def _ask(self) -> None:
        offer = None
        for one in self._places:
            offer = one.offer(self.load, self._at, keep=self._keep)
            if offer is not None:
                if one is not self._here and self._here is not None:
                    self._here.leave()
                self._here = one
                break
        else:
            if self._here is not None:
                self._here.leave()
            self._here = None
        possible = offer is not None and offer.possible
        shape = Qt.CursorShape.ForbiddenCursor
        if possible:
            shape = Qt.CursorShape.DragCopyCursor if self._keep else Qt.CursorShape.ClosedHandCursor
        QApplication.changeOverrideCursor(shape)
        self._ghost.show_offer(offer, self._at)
        self.view.suppose(offer.values if possible and offer is not None else None)

    def drop(self, place: QPoint, keys: Keys) -> None:
        """Let go here."""
        if self.over:
            return
        self.move(place, keys)
        here = self._here
        offer = here.offer(self.load, place, keep=self._keep) if here is not None else None
        self._end()
        if here is not None and offer is not None and offer.possible:
            here.drop(self.load, place, keep=self._keep)
        elif offer is not None and offer.words:
            self.view.hinted.emit(offer.words)

    def cancel(self) -> None:
        """Give it up: nothing happened."""
        if not self.over:
            self._end()

    def _on_change(self, _change: Change) -> None:
        """Undo in the middle: what is dragged, or what it is dragged to, may be gone."""
        self.cancel()

    def _end(self) -> None:
        self.over = True
        self.view.canvas.document.changed.disconnect(self._on_change)
        self._scrolling.stop()
        app = QApplication.instance()
        assert app is not None
        app.removeEventFilter(self)
        QApplication.restoreOverrideCursor()
        for one in self._places:
            one.leave()
            one.end()
        self.view.suppose(None)
        self._ghost.hide()
        self._ghost.deleteLater()
        self.deleteLater()

    def _scroll(self) -> None:
        rect = self.view.viewport().rect().adjusted(EDGE, EDGE, -EDGE, -EDGE)
        near = self.view.viewport().mapFromGlobal(self._at)
        x = min(near.x() - rect.left(), 0) + max(near.x() - rect.right(), 0)
        y = min(near.y() - rect.top(), 0) + max(near.y() - rect.bottom(), 0)
        self.view.scroll_by(QPointF(x, y) / 2 / self.view.zoom())
        self._ask()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc gives up; Ctrl changes what a drop does, also without moving."""
        if self.over or event.type() not in (
            QEvent.Type.KeyPress,
            QEvent.Type.KeyRelease,
            QEvent.Type.ShortcutOverride,
        ):
            return False
        assert isinstance(event, QKeyEvent)
        if event.key() == Qt.Key.Key_Escape:
            if event.type() == QEvent.Type.KeyPress:
                self.cancel()
            event.accept()
            return True
        if event.key() == Qt.Key.Key_Control and event.type() != QEvent.Type.ShortcutOverride:
            self._keep = event.type() == QEvent.Type.KeyPress
            self._ask()
        return False


class _Ghost(QLabel):
    """What is dragged and what would happen, beside the pointer."""

    def __init__(self, window: QWidget, name: str) -> None:
        super().__init__(window)
        self._name = name
        self.setObjectName("dragGhost")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setTextFormat(Qt.TextFormat.PlainText)
        palette = style.LIGHT
        self.setStyleSheet(
            f"background: {palette.panel}; color: {palette.ink}; border: 1px solid {palette.selection};"
            "border-radius: 8px; padding: 4px 9px; font-size: 12px;"
        )

    def show_offer(self, offer: Offer | None, place: QPoint) -> None:
        words = f"{self._name}\n{offer.words}" if offer is not None and offer.words else self._name
        if words != self.text():
            self.setText(words)
            self.adjustSize()
        window = self.parentWidget()
        assert window is not None
        at = window.mapFromGlobal(place) + POINTER
        room = window.rect().adjusted(4, 4, -4, -4)
        at.setX(max(room.left(), min(at.x(), room.right() - self.width())))
        if at.y() + self.height() > room.bottom():
            at.setY(at.y() - self.height() - 2 * POINTER.y())
        self.move(at)
        self.show()
        self.raise_()


# -- where on the drawing --------------------------------------------------------------------------------------------


def scene_place(view: CanvasView, place: QPoint) -> QPointF | None:
    """A global place on the drawing; None where the drawing can't be seen there."""
    viewport = view.viewport()
    near = viewport.mapFromGlobal(place)
    if not view.isVisible() or not viewport.rect().contains(near):
        return None
    return view.to_scene(QPointF(near))


def box_of(rect: QRect) -> Box | None:
    """The same as a box; None of nothing."""
    return Box(rect.x(), rect.y(), rect.width(), rect.height()) if not rect.isEmpty() else None
