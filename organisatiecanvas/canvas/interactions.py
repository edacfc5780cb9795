"""One object for each gesture of the mouse. It shows what would happen, and makes at most one edit, when it ends.

A gesture that is cancelled leaves no trace. Places are scene units.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainterPath

from organisatiecanvas.canvas import editing, style
from organisatiecanvas.canvas.refs import Box, Ref
from organisatiecanvas.canvas.routing import Router

if TYPE_CHECKING:
    from organisatiecanvas.canvas.view import CanvasView

Keys = Qt.KeyboardModifier
SLACK = 4.0  # pixels that the pointer may tremble in a click


def snapped(value: float, keys: Keys) -> float:
    """On the grid, unless Alt is held."""
    return value if keys & Keys.AltModifier else round(value / style.GRID) * style.GRID


class Gesture:
    """From a press to its release or Esc."""

    def __init__(self, view: CanvasView, place: QPointF) -> None:
        self.view = view
        self.canvas = view.canvas
        self.start = place
        self.dragged = False

    def drag(self, place: QPointF, keys: Keys) -> None:
        """The pointer is here now; small trembling is left out."""
        if not self.dragged:
            distance = place - self.start
            slack = SLACK / self.view.zoom()
            if max(abs(distance.x()), abs(distance.y())) < slack:
                return
            self.dragged = True
        self.move(place, keys)

    def move(self, place: QPointF, keys: Keys) -> None:
        """Show what would happen if it ended here."""

    def finish(self, place: QPointF, keys: Keys) -> None:
        """End here: do it."""

    def cancel(self) -> None:
        """Give it up: everything is as it was."""


class Pan(Gesture):
    """Push the paper."""

    def __init__(self, view: CanvasView, place: QPointF) -> None:
        super().__init__(view, place)
        view.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)

    def drag(self, place: QPointF, keys: Keys) -> None:
        self.view.scroll_by(self.start - place)

    def finish(self, place: QPointF, keys: Keys) -> None:
        self.cancel()

    def cancel(self) -> None:
        self.view.show_cursor()


class Rubber(Gesture):
    """Select what lies inside a rectangle; a click selects what is there, or nothing."""

    def __init__(self, view: CanvasView, place: QPointF, under: Ref | None, keys: Keys) -> None:
        super().__init__(view, place)
        self.under = under
        self.before = self.canvas.selected() if keys & (Keys.ShiftModifier | Keys.ControlModifier) else []

    def move(self, place: QPointF, keys: Keys) -> None:
        rect = QRectF(self.start, place).normalized()
        self.canvas.marks.show_rubber(rect)
        self.canvas.select([*self.before, *self._inside(rect)])

    def _inside(self, rect: QRectF) -> list[Ref]:
        return [item.ref for item in self.canvas.elements() if rect.contains(item.root.sceneBoundingRect())]

    def finish(self, place: QPointF, keys: Keys) -> None:
        self.canvas.marks.show_rubber(None)
        if not self.dragged:
            self.canvas.select([*self.before, self.under] if self.under is not None else self.before)

    def cancel(self) -> None:
        self.canvas.marks.show_rubber(None)
        self.canvas.select(self.before)


class Move(Gesture):
    """Move what is selected, with its content; into the unit it is dropped on, unless Ctrl is held."""

    def __init__(self, view: CanvasView, place: QPointF, grabbed: Ref, clicked: Ref | None = None) -> None:
        super().__init__(view, place)
        self.grabbed, self.clicked = grabbed, clicked or grabbed
        self.refs = [ref for ref in self.canvas.selected() if ref.collection in ("units", "notes")]
        if grabbed not in self.refs:
            self.refs.append(grabbed)
        variant = self.canvas.variant
        assert variant is not None
        units = [ref.id for ref in self.refs if ref.collection == "units"]
        self.tops = editing.top_units(variant, units)
        moving = [Ref("units", unit) for unit in editing.with_content(variant, units)]
        moving += [ref for ref in self.refs if ref.collection == "notes"]
        self.boxes = {ref: box for ref in moving if (box := self.canvas.box(ref)) is not None}
        self.offset = (0.0, 0.0)

    def move(self, place: QPointF, keys: Keys) -> None:
        first = self.boxes[self.grabbed]
        way = place - self.start
        if keys & Keys.ShiftModifier:  # along one axis
            way = QPointF(way.x(), 0) if abs(way.x()) >= abs(way.y()) else QPointF(0, way.y())
        self.offset = (snapped(first.x + way.x(), keys) - first.x, snapped(first.y + way.y(), keys) - first.y)
        self.canvas.preview_move({ref: box.moved(*self.offset) for ref, box in self.boxes.items()})
        target = self._target(place, keys)
        changes = (
            target is not None and target != editing.KEEP and any(self._home(unit) != target for unit in self.tops)
        )
        self.canvas.marks.show_target(self.canvas.box(Ref("units", target)) if changes and target else None)

    def _home(self, unit: str) -> str | None:
        variant = self.canvas.variant
        assert variant is not None
        parent: str | None = variant.units[unit].parent
        return parent

    def _target(self, place: QPointF, keys: Keys) -> str | None:
        """The unit in which it would be dropped; KEEP when it stays where it belongs."""
        if keys & Keys.ControlModifier or not self.tops:
            return editing.KEEP
        boxes = [self.boxes[Ref("units", unit)] for unit in self.tops]
        widest, tallest = max(box.width for box in boxes), max(box.height for box in boxes)
        moving = {ref.id for ref in self.boxes if ref.collection == "units"}
        return self.view.home_at(place, widest, tallest, moving)

    def finish(self, place: QPointF, keys: Keys) -> None:
        self.canvas.marks.show_target(None)
        if not self.dragged:
            self.canvas.select([self.clicked])
            return
        parent = self._target(place, keys)
        dx, dy = self.offset
        done = self.view.attempt(
            lambda: editing.move(self.canvas.document, self.view.variant_id, self.refs, dx, dy, parent)
        )
        if not done or (dx, dy) == (0, 0):
            self.canvas.restore()

    def cancel(self) -> None:
        self.canvas.marks.show_target(None)
        self.canvas.restore()


class MoveRole(Gesture):
    """Drag a selected role to another unit."""

    def __init__(self, view: CanvasView, place: QPointF, role: Ref) -> None:
        super().__init__(view, place)
        self.role = role
        self.rect = self.canvas.rect_of(role)

    def move(self, place: QPointF, keys: Keys) -> None:
        path = QPainterPath()
        path.addRoundedRect(self.rect.translated(place - self.start), 8, 8)
        self.canvas.marks.show_draft(path)
        target = self.canvas.unit_at(place)
        self.canvas.marks.show_target(self.canvas.box(Ref("units", target)) if target is not None else None)

    def finish(self, place: QPointF, keys: Keys) -> None:
        self.cancel()
        target = self.canvas.unit_at(place)
        if self.dragged and target is not None:
            self.view.attempt(
                lambda: editing.move_role(self.canvas.document, self.view.variant_id, self.role.id, target)
            )

    def cancel(self) -> None:
        self.canvas.marks.show_draft(None)
        self.canvas.marks.show_target(None)


class Resize(Gesture):
    """Drag a corner of a unit or note; a container never becomes smaller than what it holds."""

    def __init__(self, view: CanvasView, place: QPointF, ref: Ref, corner: int) -> None:
        super().__init__(view, place)
        self.ref, self.corner = ref, corner
        box = self.canvas.box(ref)
        assert box is not None
        self.before = self.box = box
        self.least = self._least()

    def _least(self) -> Box | None:
        """What must stay inside."""
        variant = self.canvas.variant
        assert variant is not None
        inside = [unit.id for unit in variant.units.values() if unit.parent == self.ref.id]
        boxes = [box for unit in inside if (box := self.canvas.box(Ref("units", unit))) is not None]
        if self.ref.collection != "units" or not boxes:
            return None
        held = boxes[0]
        for box in boxes[1:]:
            held = held.united(box)
        pad, top = style.CONTAINER_PAD, style.CONTAINER_TOP
        return Box(held.x - pad, held.y - top, held.width + 2 * pad, held.height + top + pad)

    def move(self, place: QPointF, keys: Keys) -> None:
        way = place - self.start
        left, top, right, bottom = self.before.x, self.before.y, self.before.right, self.before.bottom
        least_width, least_height = style.LEAST_SIZE
        held = self.least
        if self.corner in (0, 3):
            left = min(snapped(left + way.x(), keys), right - least_width, held.x if held else right)
        else:
            right = max(snapped(right + way.x(), keys), left + least_width, held.right if held else left)
        if self.corner in (0, 1):
            top = min(snapped(top + way.y(), keys), bottom - least_height, held.y if held else bottom)
        else:
            bottom = max(snapped(bottom + way.y(), keys), top + least_height, held.bottom if held else top)
        self.box = Box(left, top, right - left, bottom - top)
        self.canvas.preview_box(self.ref, self.box)

    def finish(self, place: QPointF, keys: Keys) -> None:
        if self.box == self.before or not self.view.attempt(
            lambda: editing.resize(self.canvas.document, self.view.variant_id, self.ref, self.box)
        ):
            self.canvas.restore()

    def cancel(self) -> None:
        self.canvas.restore()


class Draw(Gesture):
    """Draw a unit of a kind, or a note: a drag gives its box, a click one of the usual size; then it is named."""

    def __init__(self, view: CanvasView, place: QPointF, kind: str) -> None:
        super().__init__(view, place)
        self.kind = kind

    def _box(self, place: QPointF, keys: Keys) -> Box:
        if self.dragged:
            rect = QRectF(self.start, place).normalized()
            left, top = snapped(rect.left(), keys), snapped(rect.top(), keys)
            width, height = snapped(rect.right(), keys) - left, snapped(rect.bottom(), keys) - top
            return Box(left, top, max(width, style.LEAST_SIZE[0]), max(height, style.LEAST_SIZE[1]))
        width, height = style.NOTE_SIZE if self.kind == "note" else style.UNIT_SIZE
        return Box(snapped(place.x() - width / 2, keys), snapped(place.y() - height / 2, keys), width, height)

    def move(self, place: QPointF, keys: Keys) -> None:
        path = QPainterPath()
        path.addRoundedRect(QRectF(*self._box(place, keys)), style.RADIUS, style.RADIUS)
        self.canvas.marks.show_draft(path)

    def finish(self, place: QPointF, keys: Keys) -> None:
        self.cancel()
        self.view.draw(self.kind, self._box(place, keys), self.start)

    def cancel(self) -> None:
        self.canvas.marks.show_draft(None)


class Connect(Gesture):
    """Draw a link out of a unit to another; from a connect point into the open, a new unit comes there."""

    def __init__(self, view: CanvasView, place: QPointF, kind: str, from_: str, *, grows: bool) -> None:
        super().__init__(view, place)
        self.kind, self.from_, self.grows = kind, from_, grows

    def move(self, place: QPointF, keys: Keys) -> None:
        target = self._target(place)
        self.canvas.marks.show_target(self.canvas.box(Ref("units", target)) if target is not None else None)
        self.canvas.marks.show_draft(self._draft(place, target))

    def _target(self, place: QPointF) -> str | None:
        target = self.canvas.unit_at(place)
        return target if target != self.from_ else None

    def _draft(self, place: QPointF, target: str | None) -> QPainterPath:
        """The way it would take, found with nothing else in the drawing."""
        router = Router()
        boxes = self.canvas.wiring.router.boxes
        end = boxes[target] if target is not None else Box(place.x() - 1, place.y() - 1, 2, 2)
        router.place("from", boxes[self.from_], None)
        router.place("to", end, None)
        points = router.quick_points("from", "to")
        path = QPainterPath(QPointF(*points[0]))
        for point in points[1:]:
            path.lineTo(*point)
        for point in reversed(points[:-1]):  # back again, so that nothing is filled
            path.lineTo(*point)
        if target is None and self.grows:
            path.addRoundedRect(QRectF(*self._new_box(place)), style.RADIUS, style.RADIUS)
        return path

    def _new_box(self, place: QPointF) -> Box:
        """A box of the usual size beside the pointer, on the side away from where the link comes from."""
        width, height = style.UNIT_SIZE
        source = self.canvas.wiring.router.boxes[self.from_]
        dx, dy = place.x() - source.centre[0], place.y() - source.centre[1]
        if abs(dx) >= abs(dy):
            x, y = (place.x() if dx >= 0 else place.x() - width), place.y() - height / 2
        else:
            x, y = place.x() - width / 2, (place.y() if dy >= 0 else place.y() - height)
        return Box(snapped(x, Keys.NoModifier), snapped(y, Keys.NoModifier), width, height)

    def finish(self, place: QPointF, keys: Keys) -> None:
        self.cancel()
        if not self.dragged:
            return
        target = self._target(place)
        if target is not None:
            self.view.link(self.kind, self.from_, target)
        elif self.grows:
            self.view.draw_linked(self.from_, self._new_box(place))

    def cancel(self) -> None:
        self.canvas.marks.show_draft(None)
        self.canvas.marks.show_target(None)
