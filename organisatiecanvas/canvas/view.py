"""The view: tools, what they make, naming in place. Keys are in keyboard.py, the mouse in mouse.py."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from PySide6.QtCore import QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QWidget

from organisatiecanvas.canvas import decision_chips, editing, guides, neighbours, role_moving, style
from organisatiecanvas.canvas.dragging import DropPlace
from organisatiecanvas.canvas.interactions import Gesture
from organisatiecanvas.canvas.keyboard import Keyboard
from organisatiecanvas.canvas.locks import LockMarks
from organisatiecanvas.canvas.mouse import Mouse
from organisatiecanvas.canvas.naming import NameEdit, Naming, NoteEdit
from organisatiecanvas.canvas.people_drag import Load, OnCanvas
from organisatiecanvas.canvas.refs import Box, Ref
from organisatiecanvas.canvas.scene import CanvasScene
from organisatiecanvas.canvas.tools import LINK_KEYS, TOOL_KEYS
from organisatiecanvas.canvas.viewport import ZoomView
from organisatiecanvas.models.errors import OrganisationError
from organisatiecanvas.models.language import _
from organisatiecanvas.models.snapshot import Value

TOOLS = tuple(TOOL_KEYS.values())
LINK_TOOLS = tuple(LINK_KEYS.values())


class CanvasView(ZoomView):
    """Looks at a CanvasScene; `tool` is one of TOOLS, `link_kind` what the tool `link` draws.

    Every change goes through editing.py; what the model refuses is told by `refused`, as one sentence.
    """

    tool_changed = Signal(str)
    link_kind_changed = Signal(str)
    order_changed = Signal()
    order_wanted = Signal()  # a new family of orders, to be named
    context_requested = Signal(object, QPoint)  # the Ref under the pointer or None, and the place on the screen
    overlay_wanted = Signal()  # the next one
    refused = Signal(str)
    hinted = Signal(str)  # what keys change in the gesture that has begun; nothing: it is over
    supposed = Signal(object)  # what a drop here would make of the model (Values), None when nothing is dragged

    def __init__(self, scene: CanvasScene, parent: QWidget | None = None) -> None:
        super().__init__(scene, parent)
        self.tool = "select"
        self.link_kind = "consultation"
        self.order: str | None = None  # the family that was drawn last, or chosen
        self.order_chosen = False  # whether `order` goes before the family that comes in
        self.snap_grid = self.snap_guides = True
        self.guide_lines = guides.GuideLines(scene)
        self.locks = LockMarks(scene)
        self.gesture: Gesture | None = None
        self.people_places: list[DropPlace[Load]] = [OnCanvas(self)]  # where people can be dropped
        self._supposed: tuple[Value, ...] | None = None
        self._shown = ""
        self._places: dict[str, tuple[float, QPointF]] = {}
        self._focus_frame = QFrame(self)  # over the drawing: painting it there would take part in every frame
        self._focus_frame.setObjectName("canvasFocus")
        self._focus_frame.setStyleSheet(f"QFrame#canvasFocus {{ border: 2px solid {style.LIGHT.selection}; }}")
        self._focus_frame.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._focus_frame.hide()
        self.keyboard = Keyboard(self)
        self.mouse = Mouse(self)
        self.naming = Naming(self)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Canvas"))
        self.setAccessibleDescription(
            _(
                "The drawing of the organisation. Tab walks along the units, arrows to what lies beside, "
                "Page Down to the roles and links of a unit."
            )
        )
        scene.variant_changed.connect(self._variant_changed)
        scene.content_changed.connect(self.cancel_gesture)  # undo in the middle: what it holds may be gone

    @property
    def variant_id(self) -> str:
        """The variant that is shown; empty when there is none."""
        return self.canvas.variant_id or ""

    @property
    def editor(self) -> NameEdit | NoteEdit | None:
        """The editor that is open over an element."""
        return self.naming.editor

    # -- tools -------------------------------------------------------------------------------------------------

    def set_tool(self, tool: str) -> None:
        """Take up a tool, giving up what was begun with another."""
        self.cancel_gesture()
        self.canvas.marks.show_connectors(None)
        self.canvas.marks.show_target(None)
        if tool != self.tool:
            self.tool = tool
            self.order_chosen = False
            if tool == "decision":
                self.canvas.layers.add(decision_chips.LAYER)
            self.tool_changed.emit(tool)
        self.show_cursor()

    def set_link_kind(self, kind: str) -> None:
        """Let the tool `link` draw this kind."""
        if kind != self.link_kind:
            self.link_kind = kind
            self.link_kind_changed.emit(kind)

    def choose_order(self, order: str | None) -> None:
        """Draw flows of this family from now on; None: of the family that comes in, or the last."""
        self.order_chosen = order is not None
        if order is not None:
            self.order = order
        self.order_changed.emit()

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

    def move_roles(self, roles: Sequence[str], unit: str) -> None:
        """Let roles belong to another unit, and tell what went along."""
        document = self.canvas.document
        told = self.attempt(lambda: role_moving.move_roles(document, self.variant_id, roles, unit))
        if isinstance(told, str) and told:
            self.hinted.emit(told)

    def suppose(self, values: tuple[Value, ...] | None) -> None:
        """Tell what a drop here would make of the model, so that its figures can be seen; None: nothing any more."""
        if values != self._supposed:
            self._supposed = values
            self.supposed.emit(values)

    def locked(self, ref: Ref) -> bool:
        """Whether an element stays where it is."""
        variant = self.canvas.variant
        row = editing.row_of(variant, ref) if variant is not None else None
        return bool(getattr(row, "locked", False))

    def needs_unit(self) -> str:
        """Why a role can't be drawn here."""
        return _("A role belongs to a unit: click in one, or select one and press R.")

    def guides(self, moving: Iterable[Ref]) -> guides.Guides:
        """Grid and guides for a gesture that moves these."""
        leave_out = set(moving)
        boxes = [box for unit, box in self.canvas.wiring.router.boxes.items() if Ref("units", unit) not in leave_out]
        notes = (Ref("notes", note) for note in self.canvas.notes)
        boxes += [box for ref in notes if ref not in leave_out and (box := self.canvas.box(ref)) is not None]
        around = guides.seen(self.mapToScene(self.viewport().rect()).boundingRect(), boxes)
        reach = guides.REACH / self.zoom()
        return guides.Guides(around, grid=self.snap_grid, lines=self.snap_guides, reach=reach)

    def home_at(self, place: QPointF, width: float, height: float, without: set[str]) -> str | None:
        """The innermost unit at a place in which something of this size belongs: a container, or one not half as large.

        A unit that takes in another grows around it.
        """
        variant = self.canvas.variant
        unit = self.canvas.unit_at(place, without)
        while unit is not None and variant is not None:
            looks, box = self.canvas.units[unit].looks, self.canvas.box(Ref("units", unit))
            assert looks is not None
            assert box is not None
            roomy = 2 * box.width * box.height >= width * height
            if looks.kind != "external" and (looks.container or roomy):
                return unit
            unit = variant.units[unit].parent
        return None

    # -- making ------------------------------------------------------------------------------------------------

    def draw(self, kind: str, box: Box, place: QPointF) -> None:
        """Make a unit of a kind or a note there, and name it at once."""
        document = self.canvas.document
        if kind == "note":
            made = self.attempt(lambda: editing.create_note(document, self.variant_id, box))
        else:
            home = self.home_at(place, box.width, box.height, set())
            made = self.attempt(lambda: editing.create_unit(document, self.variant_id, kind, box, home))
        self.name_new(made)

    def draw_role(self, unit: str, kind: str = "executing") -> None:
        """Make a role in a unit, and name it at once."""
        document = self.canvas.document
        self.name_new(self.attempt(lambda: editing.create_role(document, self.variant_id, unit, kind)))

    def draw_linked(self, from_: str, box: Box) -> None:
        """Make a unit with an order flow towards it, and name it at once."""
        order = self.family_from(from_)
        made = self.attempt(
            lambda: editing.create_linked_unit(self.canvas.document, self.variant_id, from_, box, order)
        )
        self.name_new(made)

    def grow(self, from_: str, way: neighbours.Way) -> None:
        """Let the flow go on to one side: to the unit that lies there, or else to a new one."""
        variant, boxes = self.canvas.variant, self.canvas.wiring.router.boxes
        assert variant is not None
        source = boxes[from_]
        outside = {unit: box for unit, box in boxes.items() if not box.holds(source) and not source.holds(box)}
        spot = neighbours.beside(source, way)
        linked = {link.to_ for link in variant.links.values() if link.from_ == from_ and link.kind == "order"}
        there = {unit: box for unit, box in outside.items() if unit not in linked and neighbours.overlap(box, spot)}
        target = neighbours.nearest(there, source, way)
        if target is not None:
            self.link("order", from_, target)
            self.ensure_shown(Ref("units", target))
        else:
            taken = [*outside.values(), *self.note_boxes()]
            self.draw_linked(from_, neighbours.free_beside(taken, source, way))

    def note_boxes(self) -> list[Box]:
        """Where the notes lie."""
        found = (self.canvas.box(Ref("notes", note)) for note in self.canvas.notes)
        return [box for box in found if box is not None]

    def link(self, kind: str, from_: str, to_: str) -> None:
        """Link two units; an order flow takes the family that goes on there."""
        order = self.family_from(from_) if kind == "order" else None
        made = self.attempt(lambda: editing.create_link(self.canvas.document, self.variant_id, kind, from_, to_, order))
        if made:
            self.order = order or self.order
            self.canvas.select([made])

    def family_from(self, from_: str) -> str | None:
        """The family of a flow that begins at a unit: the one that was chosen, else what comes in or was last."""
        variant, known = self.canvas.variant, self.canvas.document.organisation.orders
        assert variant is not None
        if self.order_chosen and self.order in known:
            return self.order
        return editing.suggested_order(variant, from_, self.order, known)

    def resize_to(self, ref: Ref, box: Box, merge: str | None = None) -> Any:
        """Give a unit or note this box; False when it is refused."""
        return self.attempt(lambda: editing.resize(self.canvas.document, self.variant_id, ref, box, merge))

    def name_new(self, made: Any) -> None:
        """Select what was just made and name it in place, in the same step; nothing where it was refused."""
        if made:
            if self.tool != "select":
                self.set_tool("select")
            self.canvas.select([made])
            self.edit_name(made, merge=f"create {made.id}")

    def delete_selection(self) -> None:
        """Delete what is selected."""
        refs = self.canvas.selected()
        self.attempt(lambda: editing.delete(self.canvas.document, self.variant_id, refs))

    def edit_name(self, ref: Ref, text: str | None = None, merge: str | None = None) -> None:
        """Name an element in place, beginning with `text` or its name; `merge` joins the step that made it."""
        self.naming.begin(ref, text, merge)

    def commit_name(self) -> None:
        """Keep what is being typed."""
        self.naming.commit()

    def zooming(self) -> None:
        self.commit_name()

    def give_up(self) -> None:
        self.cancel_gesture()

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
        self.mouse.press(event)
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.mouse.move(event)
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.mouse.release(event)
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mouse.double(event)
        event.accept()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.mouse.menu(event)
        event.accept()

    def cancel_gesture(self) -> bool:
        """Give up what was begun; False when nothing was."""
        gesture, self.gesture = self.gesture, None
        self.mouse.stop()
        if gesture is not None:
            gesture.end_hint()
            gesture.cancel()
        return gesture is not None

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
        self._focus_frame.setVisible(event.reason() in by_key)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._focus_frame.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._focus_frame.setGeometry(self.viewport().geometry())
