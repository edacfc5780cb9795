"""The mouse on the canvas: which gesture a press begins, what shows under a pointer that only moves, and the border."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent, QMouseEvent

from organisatiecanvas.canvas.bending import Bend, cursor_at, free_corner_at
from organisatiecanvas.canvas.decision_drag import DrawDecision, MoveDecision, party_at
from organisatiecanvas.canvas.holders import holder_at
from organisatiecanvas.canvas.interactions import Connect, Draw, Gesture, Pan, Resize, Rubber
from organisatiecanvas.canvas.moving import Move, MoveRoles
from organisatiecanvas.canvas.people_drag import MoveHolder
from organisatiecanvas.canvas.refs import Ref
from organisatiecanvas.canvas.tools import ROLE_TOOLS, UNIT_TOOLS
from organisatiecanvas.canvas.voting import Vote, vote
from organisatiecanvas.models.language import _

if TYPE_CHECKING:
    from organisatiecanvas.canvas.view import CanvasView

Keys = Qt.KeyboardModifier
EDGE = 28  # pixels from the border within which a drag scrolls
HOVER = 24.0  # pixels around a unit within which its connect points stay


class Mouse:
    """The mouse of one view. `place` is where the pointer was last, in the viewport; None before it came."""

    def __init__(self, view: CanvasView) -> None:
        self.view = view
        self.place: QPoint | None = None
        self._keys = Keys.NoModifier
        self._scrolling = QTimer(view)
        self._scrolling.setInterval(30)
        self._scrolling.timeout.connect(self._scroll_at_edge)

    def press(self, event: QMouseEvent) -> None:
        view = self.view
        view.commit_name()
        if view.gesture is not None:
            return
        place = view.to_scene(event.position())
        self.place, self._keys = event.position().toPoint(), event.modifiers()
        if event.button() == Qt.MouseButton.MiddleButton:
            view.gesture = Pan(view, place)
        elif event.button() == Qt.MouseButton.LeftButton and view.canvas.variant is not None:
            view.gesture = self._begin(place, event.modifiers())
            if view.gesture is not None:
                view.canvas.marks.show_connectors(None)  # they would stay behind

    def _begin(self, place: QPointF, keys: Keys) -> Gesture | None:
        """The gesture that a press begins."""
        view = self.view
        if view.tool == "hand" or view.keyboard.space:
            return Pan(view, place)
        if view.tool in UNIT_TOOLS or view.tool == "note":
            return Draw(view, place, view.tool)
        if view.tool in ROLE_TOOLS:
            unit = view.canvas.unit_at(place)
            if unit is not None:
                view.draw_role(unit, ROLE_TOOLS[view.tool])
            else:
                view.refused.emit(view.needs_unit())
            return None
        if view.tool == "decision":
            party = party_at(view.canvas, place)
            if party is None:
                view.refused.emit(_("A decision belongs to who takes it: press on a unit or role."))
            return DrawDecision(view, place, party) if party is not None else None
        if view.tool in ("order", "link"):
            unit = view.canvas.unit_at(place)
            kind = "order" if view.tool == "order" else view.link_kind
            return Connect(view, place, kind, unit, grows=False) if unit is not None else None
        return self._begin_selecting(place, keys)

    def _begin_selecting(self, place: QPointF, keys: Keys) -> Gesture | None:
        view, canvas = self.view, self.view.canvas
        handle = canvas.marks.handle_at(place)
        if handle is not None and not view.locked(handle[0]):
            return Resize(view, place, *handle)
        ballot = canvas.voting.vote_at(place)
        if ballot is not None:
            return Vote(view, place, *ballot)
        chip = canvas.decisions.at(place)
        if chip is not None:
            return MoveDecision(view, place, chip)
        source = canvas.marks.connector_at(place)
        if source is not None:
            return Connect(view, place, "order", source, grows=True)
        ref = canvas.ref_at(place, 5.0 / view.zoom())
        selected = canvas.selected()
        if ref is None or view.locked(ref) or (ref not in selected and self._inside_container(ref, place)):
            return Rubber(view, place, ref, keys)
        holder = holder_at(canvas, place) if not keys & Keys.ShiftModifier else None
        if holder is not None:
            return MoveHolder(view, place, *holder)
        if keys & (Keys.ShiftModifier | Keys.ControlModifier) and (ref not in selected or keys & Keys.ShiftModifier):
            canvas.select([*selected, ref] if ref not in selected else [one for one in selected if one != ref])
            return None
        if ref.collection == "roles" and ref in selected:
            return MoveRoles(view, place, ref)
        if ref not in selected:
            canvas.select([ref])
        if ref.collection == "links":
            return Bend(view, place, ref.id)
        return Move(view, place, ref) if ref.collection in ("units", "notes") else self._move_around_role(place, ref)

    def _move_around_role(self, place: QPointF, ref: Ref) -> Gesture | None:
        """Dragging a unit by one of its roles."""
        variant = self.view.canvas.variant
        if ref.collection != "roles" or variant is None:
            return None
        unit = Ref("units", variant.roles[ref.id].unit)
        return Move(self.view, place, unit, clicked=ref) if not self.view.locked(unit) else None

    def _inside_container(self, ref: Ref, place: QPointF) -> bool:
        """Whether a place lies in the open part of a container, where a drag selects what is in it."""
        canvas = self.view.canvas
        looks = canvas.units[ref.id].looks if ref.collection == "units" else None
        box = canvas.box(ref)
        if looks is None or box is None or not looks.container:
            return False
        return place.y() > box.y + canvas.units[ref.id].header and box.grown(-6.0).contains(place.x(), place.y())

    def move(self, event: QMouseEvent) -> None:
        view = self.view
        self.place, self._keys = event.position().toPoint(), event.modifiers()
        place = view.to_scene(event.position())
        if view.gesture is not None:
            self._drag(place)
            if view.gesture is not None and view.gesture.dragged and not isinstance(view.gesture, (Pan, MoveHolder)):
                self._watch_edge()
        elif view.tool == "select":
            self._hover(place)

    def _drag(self, place: QPointF) -> None:
        gesture = self.view.gesture
        if gesture is not None:
            if not gesture.dragged and gesture.begins(place) and gesture.hint():
                self.view.hinted.emit(gesture.hint())
            gesture.drag(place, self._keys)

    def _hover(self, place: QPointF) -> None:
        """Connect points on the unit under the pointer, and the pointer of what can be grabbed."""
        view, marks = self.view, self.view.canvas.marks
        handle = marks.handle_at(place)
        if handle is not None and not view.locked(handle[0]):
            falling = handle[1] in (0, 2)
            view.viewport().setCursor(Qt.CursorShape.SizeFDiagCursor if falling else Qt.CursorShape.SizeBDiagCursor)
            return
        if view.canvas.decisions.at(place) is not None:
            marks.show_connectors(None)
            view.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
            return
        unit = view.canvas.unit_at(place)
        if unit is None and marks.connect_unit is not None:
            box = view.canvas.box(Ref("units", marks.connect_unit))
            reach = HOVER / min(view.zoom(), 1.0)
            unit = marks.connect_unit if box is not None and box.grown(reach).contains(place.x(), place.y()) else None
        marks.show_connectors(unit if not view.canvas.far else None)
        over = marks.connector_at(place) is not None
        along = cursor_at(view, place) or Qt.CursorShape.ArrowCursor
        view.viewport().setCursor(Qt.CursorShape.CrossCursor if over else along)

    def release(self, event: QMouseEvent) -> None:
        view = self.view
        gesture, view.gesture = view.gesture, None
        self._scrolling.stop()
        if gesture is not None:
            gesture.end_hint()
            gesture.finish(view.to_scene(event.position()), event.modifiers())

    def double(self, event: QMouseEvent) -> None:
        """Edit in place what lies there."""
        view = self.view
        place = view.to_scene(event.position())
        ballot = view.canvas.voting.vote_at(place)
        if ballot is not None and view.tool == "select":  # the second of two quick clicks counts too
            vote(view, [ballot[0]], ballot[1])
            return
        if event.button() == Qt.MouseButton.LeftButton and view.tool == "select" and free_corner_at(view, place):
            return
        ref = view.canvas.ref_at(place, 5.0 / view.zoom())
        if event.button() == Qt.MouseButton.LeftButton and view.tool == "select" and ref is not None:
            view.canvas.select([ref])
            view.edit_name(ref)

    def menu(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of what lies there, or of what is selected when a key asked."""
        view, canvas = self.view, self.view.canvas
        keyboard = event.reason() == QContextMenuEvent.Reason.Keyboard
        chosen = canvas.selected()
        ref = (chosen[0] if chosen else None) if keyboard else canvas.ref_at(view.mapToScene(event.pos()))
        place = event.globalPos()
        if keyboard and ref is not None:
            place = view.viewport().mapToGlobal(view.mapFromScene(canvas.rect_of(ref).center()))
        elif not keyboard:
            self.place = event.pos()
            if ref is None or ref not in chosen:
                canvas.select([ref] if ref is not None else [])
        view.context_requested.emit(ref, place)

    # -- the border --------------------------------------------------------------------------------------------

    def stop(self) -> None:
        """Scroll no further."""
        self._scrolling.stop()

    def _watch_edge(self) -> None:
        inner = self.view.viewport().rect().adjusted(EDGE, EDGE, -EDGE, -EDGE)
        if self.place is None or inner.contains(self.place):
            self._scrolling.stop()
        elif not self._scrolling.isActive():
            self._scrolling.start()

    def _scroll_at_edge(self) -> None:
        view = self.view
        rect = view.viewport().rect().adjusted(EDGE, EDGE, -EDGE, -EDGE)
        assert self.place is not None
        x = min(self.place.x() - rect.left(), 0) + max(self.place.x() - rect.right(), 0)
        y = min(self.place.y() - rect.top(), 0) + max(self.place.y() - rect.bottom(), 0)
        view.scroll_by(QPointF(x, y) / 2 / view.zoom())
        self._drag(view.mapToScene(self.place))
