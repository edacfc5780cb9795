"""The view: tools and gestures of the mouse, zoom and pan, naming in place. Keys are in keyboard.py."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QFont,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QShowEvent,
)
from PySide6.QtWidgets import QWidget

from organisatiecanvas.canvas import editing, style
from organisatiecanvas.canvas.interactions import Connect, Draw, Gesture, Move, MoveRole, Pan, Resize, Rubber
from organisatiecanvas.canvas.keyboard import Keyboard
from organisatiecanvas.canvas.naming import NameEdit, NoteEdit
from organisatiecanvas.canvas.refs import Box, Ref
from organisatiecanvas.canvas.scene import CanvasScene
from organisatiecanvas.canvas.viewport import ZoomView
from organisatiecanvas.canvas.voting import Vote, vote
from organisatiecanvas.models.errors import OrganisationError
from organisatiecanvas.models.language import _

TOOLS = ("select", "cell", "team", "department", "role", "order", "link", "note", "hand")
EDGE = 28  # pixels from the border within which a drag scrolls
HOVER = 22.0  # how far outside a unit its connect points stay


class CanvasView(ZoomView):
    """Looks at a CanvasScene; `tool` is one of TOOLS.

    Every change goes through editing.py; what the model refuses is told by `refused`, as one sentence.
    """

    tool_changed = Signal(str)
    context_requested = Signal(object, QPoint)  # the Ref under the pointer or None, and the place on the screen
    refused = Signal(str)

    def __init__(self, scene: CanvasScene, parent: QWidget | None = None) -> None:
        super().__init__(scene, parent)
        self.tool = "select"
        self.link_kind = "consultation"  # what the tool `link` draws
        self.order: str | None = None  # the family that was drawn last
        self.editor: NameEdit | NoteEdit | None = None
        self.gesture: Gesture | None = None
        self._pointer = QPoint()
        self._shown = ""
        self._places: dict[str, tuple[float, QPointF]] = {}
        self._focus_frame = False
        self.keyboard = Keyboard(self)
        self._scrolling = QTimer(self)
        self._scrolling.setInterval(30)
        self._scrolling.timeout.connect(self._scroll_at_edge)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Canvas"))
        self.setAccessibleDescription(_("The drawing of the organisation. Tab walks along the units."))
        scene.variant_changed.connect(self._variant_changed)

    @property
    def variant_id(self) -> str:
        """The variant that is shown; empty when there is none."""
        return self.canvas.variant_id or ""

    # -- tools -------------------------------------------------------------------------------------------------

    def set_tool(self, tool: str) -> None:
        """Take up a tool, giving up what was begun with another."""
        self.cancel_gesture()
        self.canvas.marks.show_connectors(None)
        self.canvas.marks.show_target(None)
        if tool != self.tool:
            self.tool = tool
            self.tool_changed.emit(tool)
        self.show_cursor()

    def show_cursor(self) -> None:
        """The pointer of the tool."""
        shapes = {"select": Qt.CursorShape.ArrowCursor, "hand": Qt.CursorShape.OpenHandCursor}
        self.viewport().setCursor(shapes.get(self.tool, Qt.CursorShape.CrossCursor))

    def attempt(self, edit: Callable[[], Any]) -> Any:
        """Make an edit; True or what it gives when it was made, False when the model refused."""
        try:
            made = edit()
        except OrganisationError as error:
            self.refused.emit(str(error))
            return False
        return True if made is None else made

    def home_at(self, place: QPointF, width: float, height: float, without: set[str]) -> str | None:
        """The innermost unit at a place in which something of this size belongs: a container, or a unit with room."""
        variant = self.canvas.variant
        unit = self.canvas.unit_at(place, without)
        while unit is not None and variant is not None:
            looks, box = self.canvas.units[unit].looks, self.canvas.box(Ref("units", unit))
            assert looks is not None
            assert box is not None
            pad = 2 * style.CONTAINER_PAD
            room = box.width >= width + pad and box.height >= height + style.CONTAINER_TOP + style.CONTAINER_PAD
            if looks.kind != "external" and (looks.container or room):
                return unit
            unit = variant.units[unit].parent
        return None

    def draw(self, kind: str, box: Box, place: QPointF) -> None:
        """Make a unit of a kind or a note there, and name it at once."""
        document = self.canvas.document
        if kind == "note":
            made = self.attempt(lambda: editing.create_note(document, self.variant_id, box))
        else:
            home = self.home_at(place, box.width, box.height, set())
            made = self.attempt(lambda: editing.create_unit(document, self.variant_id, kind, box, home))
        self._name_new(made)

    def draw_role(self, unit: str) -> None:
        """Make a role in a unit, and name it at once."""
        self._name_new(self.attempt(lambda: editing.create_role(self.canvas.document, self.variant_id, unit)))

    def draw_linked(self, from_: str, box: Box) -> None:
        """Make a unit with an order flow towards it, and name it at once."""
        order = self._family(from_)
        made = self.attempt(
            lambda: editing.create_linked_unit(self.canvas.document, self.variant_id, from_, box, order)
        )
        self._name_new(made)

    def link(self, kind: str, from_: str, to_: str) -> None:
        """Link two units; an order flow takes the family that goes on there."""
        order = self._family(from_) if kind == "order" else None
        made = self.attempt(lambda: editing.create_link(self.canvas.document, self.variant_id, kind, from_, to_, order))
        if made:
            self.order = order or self.order
            self.canvas.select([made])

    def _family(self, from_: str) -> str | None:
        variant = self.canvas.variant
        assert variant is not None
        return editing.suggested_order(variant, from_, self.order, self.canvas.document.organisation.orders)

    def _name_new(self, made: Any) -> None:
        if made:
            if self.tool != "select":
                self.set_tool("select")
            self.canvas.select([made])
            self.edit_name(made, merge=f"create {made.id}")

    def delete_selection(self) -> None:
        """Delete what is selected."""
        refs = self.canvas.selected()
        self.attempt(lambda: editing.delete(self.canvas.document, self.variant_id, refs))

    # -- naming ------------------------------------------------------------------------------------------------

    def edit_name(self, ref: Ref, text: str | None = None, merge: str | None = None) -> None:
        """Name an element in place, beginning with `text` or its name; `merge` joins the step that made it."""
        self.commit_name()
        variant = self.canvas.variant
        row = editing.row_of(variant, ref) if variant is not None else None
        if row is None:
            return
        self.ensure_shown(ref)
        now = row.label if ref.collection == "links" else row.text if ref.collection == "notes" else row.name
        size, place = self._name_place(ref)
        font = QFont(style.font(14, ref.collection != "notes"))
        font.setPixelSize(max(11, round(size * self.zoom())))

        def done(words: str | None) -> None:
            editor, self.editor = self.editor, None
            if editor is not None:
                if self.window().focusWidget() is editor:
                    self.setFocus(Qt.FocusReason.OtherFocusReason)  # or hiding passes the focus on, as Tab does
                editor.hide()
                editor.deleteLater()
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            if words is not None and (words.strip() or ref.collection in ("links", "notes")):
                self.attempt(lambda: editing.rename(self.canvas.document, self.variant_id, ref, words.strip(), merge))

        kind = NoteEdit if ref.collection == "notes" else NameEdit
        self.editor = kind(self.viewport(), now if text is None else text, font, place, done)
        if text is not None and isinstance(self.editor, NameEdit):
            self.editor.setCursorPosition(len(text))

    def commit_name(self) -> None:
        """Keep what is being typed."""
        if self.editor is not None:
            self.editor._end(self.editor.text())

    def zooming(self) -> None:
        self.commit_name()

    def _name_place(self, ref: Ref) -> tuple[int, QRect]:
        """Size of the text, and where the editor lies in the viewport."""
        rect = self.canvas.rect_of(ref)
        size = 14
        if ref.collection == "units":
            looks = self.canvas.units[ref.id].looks
            wide = min(rect.width(), 260.0) if looks is not None and looks.container else rect.width()
            rect = QRectF(rect.left() + 6, rect.top() + 5, wide - 12, 24)
        elif ref.collection == "roles":
            rect, size = QRectF(rect.left() + 2, rect.top() - 1, max(rect.width() - 4, 120), 22), 12
        elif ref.collection == "links":
            label = self.canvas.links[ref.id].label
            middle = label.sceneBoundingRect().center() if label is not None else self.canvas.link_middle(ref.id)
            rect, size = QRectF(middle.x() - 60, middle.y() - 12, 120, 24), 11
        else:
            rect, size = rect.adjusted(4, 4, -4, -4), 13
        place = self.mapFromScene(rect).boundingRect()
        place.setHeight(max(place.height(), 24))
        place.setWidth(max(place.width(), 120))
        return size, place

    # -- variants --------------------------------------------------------------------------------------------

    def _variant_changed(self, variant_id: str) -> None:
        if variant_id == self._shown:
            return
        self.cancel_gesture()
        self.sharpen()
        if self._shown:
            self._places[self._shown] = self.zoom(), self.mapToScene(self.viewport().rect().center())
        self._shown = variant_id
        if variant_id in self._places:
            zoom, middle = self._places[variant_id]
            self.set_zoom(zoom)
            self.centerOn(middle)
        elif self.isVisible():
            self.fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._shown not in self._places:
            self.fit()
            self._places[self._shown] = self.zoom(), self.mapToScene(self.viewport().rect().center())

    # -- mouse -------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.commit_name()
        if self.gesture is not None:
            return
        place = self.to_scene(event.position())
        if event.button() == Qt.MouseButton.MiddleButton:
            self.gesture = Pan(self, place)
        elif event.button() == Qt.MouseButton.LeftButton and self.canvas.variant is not None:
            self.gesture = self._begin(place, event.modifiers())
            self._pointer = event.position().toPoint()
        event.accept()

    def _begin(self, place: QPointF, keys: Qt.KeyboardModifier) -> Gesture | None:
        """The gesture that a press begins."""
        if self.tool == "hand" or self.keyboard.space:
            return Pan(self, place)
        if self.tool in ("cell", "team", "department", "note"):
            return Draw(self, place, self.tool)
        if self.tool == "role":
            unit = self.canvas.unit_at(place)
            if unit is not None:
                self.draw_role(unit)
            return None
        if self.tool in ("order", "link"):
            unit = self.canvas.unit_at(place)
            kind = "order" if self.tool == "order" else self.link_kind
            return Connect(self, place, kind, unit, grows=False) if unit is not None else None
        return self._begin_selecting(place, keys)

    def _begin_selecting(self, place: QPointF, keys: Qt.KeyboardModifier) -> Gesture | None:
        handle = self.canvas.marks.handle_at(place)
        if handle is not None:
            return Resize(self, place, *handle)
        ballot = self.canvas.voting.vote_at(place)
        if ballot is not None:
            return Vote(self, place, *ballot)
        source = self.canvas.marks.connector_at(place)
        if source is not None:
            self.canvas.marks.show_connectors(None)
            return Connect(self, place, "order", source, grows=True)
        ref = self.canvas.ref_at(place, 5.0 / self.zoom())
        selected = self.canvas.selected()
        if ref is None or (ref not in selected and self._inside_container(ref, place)):
            return Rubber(self, place, ref, keys)
        if keys & (Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier) and (
            ref not in selected or keys & Qt.KeyboardModifier.ShiftModifier
        ):
            self.canvas.select([*selected, ref] if ref not in selected else [one for one in selected if one != ref])
            return None
        if ref.collection == "roles" and ref in selected:
            return MoveRole(self, place, ref)
        if ref not in selected:
            self.canvas.select([ref])
        return Move(self, place, ref) if ref.collection in ("units", "notes") else self._move_around_role(place, ref)

    def _move_around_role(self, place: QPointF, ref: Ref) -> Gesture | None:
        """Dragging a unit by one of its roles."""
        variant = self.canvas.variant
        if ref.collection != "roles" or variant is None:
            return None
        return Move(self, place, Ref("units", variant.roles[ref.id].unit), clicked=ref)

    def _inside_container(self, ref: Ref, place: QPointF) -> bool:
        """Whether a place lies in the open part of a container, where a drag selects what is in it."""
        looks = self.canvas.units[ref.id].looks if ref.collection == "units" else None
        box = self.canvas.box(ref)
        if looks is None or box is None or not looks.container:
            return False
        return place.y() > box.y + self.canvas.units[ref.id].header and box.grown(-6.0).contains(place.x(), place.y())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._pointer = event.position().toPoint()
        place = self.to_scene(event.position())
        if self.gesture is not None:
            self.gesture.drag(place, event.modifiers())
            if self.gesture is not None and self.gesture.dragged and not isinstance(self.gesture, Pan):
                self._watch_edge()
        elif self.tool == "select":
            self._hover(place)
        event.accept()

    def _hover(self, place: QPointF) -> None:
        """Connect points on the unit under the pointer, and the pointer of what can be grabbed."""
        marks = self.canvas.marks
        handle = marks.handle_at(place)
        if handle is not None:
            falling = handle[1] in (0, 2)
            self.viewport().setCursor(Qt.CursorShape.SizeFDiagCursor if falling else Qt.CursorShape.SizeBDiagCursor)
            return
        unit = self.canvas.unit_at(place)
        if unit is None and marks.connect_unit is not None:
            box = self.canvas.box(Ref("units", marks.connect_unit))
            unit = marks.connect_unit if box is not None and box.grown(HOVER).contains(place.x(), place.y()) else None
        marks.show_connectors(unit if not self.canvas.far else None)
        over = marks.connector_at(place) is not None
        self.viewport().setCursor(Qt.CursorShape.CrossCursor if over else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        gesture, self.gesture = self.gesture, None
        self._scrolling.stop()
        if gesture is not None:
            gesture.finish(self.to_scene(event.position()), event.modifiers())
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        place = self.to_scene(event.position())
        ballot = self.canvas.voting.vote_at(place)
        if ballot is not None and self.tool == "select":  # the second of two quick clicks counts too
            vote(self, [ballot[0]], ballot[1])
            event.accept()
            return
        ref = self.canvas.ref_at(place, 5.0 / self.zoom())
        if event.button() == Qt.MouseButton.LeftButton and self.tool == "select" and ref is not None:
            self.canvas.select([ref])
            self.edit_name(ref)
        event.accept()

    def cancel_gesture(self) -> bool:
        """Give up what was begun; False when nothing was."""
        gesture, self.gesture = self.gesture, None
        self._scrolling.stop()
        if gesture is not None:
            gesture.cancel()
        return gesture is not None

    def _watch_edge(self) -> None:
        inner = self.viewport().rect().adjusted(EDGE, EDGE, -EDGE, -EDGE)
        if inner.contains(self._pointer):
            self._scrolling.stop()
        elif not self._scrolling.isActive():
            self._scrolling.start()

    def _scroll_at_edge(self) -> None:
        rect = self.viewport().rect().adjusted(EDGE, EDGE, -EDGE, -EDGE)
        x = min(self._pointer.x() - rect.left(), 0) + max(self._pointer.x() - rect.right(), 0)
        y = min(self._pointer.y() - rect.top(), 0) + max(self._pointer.y() - rect.bottom(), 0)
        self.scroll_by(QPointF(x, y) / 2 / self.zoom())
        if self.gesture is not None:
            self.gesture.drag(self.mapToScene(self._pointer), Qt.KeyboardModifier.NoModifier)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        keyboard = event.reason() == QContextMenuEvent.Reason.Keyboard
        chosen = self.canvas.selected()
        ref = (chosen[0] if chosen else None) if keyboard else self.canvas.ref_at(self.mapToScene(event.pos()))
        place = event.globalPos()
        if keyboard and ref is not None:
            place = self.viewport().mapToGlobal(self.mapFromScene(self.canvas.rect_of(ref).center()))
        elif ref is not None and ref not in chosen:
            self.canvas.select([ref])
        self.context_requested.emit(ref, place)
        event.accept()

    # -- keys and focus ----------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.keyboard.press(event):
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if not self.keyboard.release(event):
            super().keyReleaseEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        return self.keyboard.walk(forward) or super().focusNextPrevChild(forward)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        by_key = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)
        self._focus_frame = event.reason() in by_key
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._focus_frame = False
        self.viewport().update()

    def drawForeground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        if self._focus_frame:
            painter.save()
            painter.resetTransform()
            painter.setPen(style.pen(style.LIGHT.selection, 2.0))
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))
            painter.restore()
