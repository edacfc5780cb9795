"""One object for each gesture of the mouse. It shows what would happen, and makes at most one edit, when it ends.

A gesture that is cancelled leaves no trace. Places are scene units.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainterPath

from organisatiecanvas.canvas import editing, layout, neighbours, style
from organisatiecanvas.canvas.refs import Box, Ref
from organisatiecanvas.canvas.routing import Router
from organisatiecanvas.models.language import _

if TYPE_CHECKING:
    from organisatiecanvas.canvas.view import CanvasView

Keys = Qt.KeyboardModifier
SLACK = 4.0  # pixels that the pointer may tremble in a click


class Gesture:
    """From a press to its release or Esc."""

    def __init__(self, view: CanvasView, place: QPointF) -> None:
        self.view = view
        self.canvas = view.canvas
        self.start = place
        self.dragged = False

    def drag(self, place: QPointF, keys: Keys) -> None:
        """The pointer is here now; small trembling is left out."""
        if not self.dragged and not self.begins(place):
            return
        self.dragged = True
        self.move(place, keys)

    def begins(self, place: QPointF) -> bool:
        """Whether the pointer has gone so far that it is no click any more."""
        distance = place - self.start
        return max(abs(distance.x()), abs(distance.y())) >= SLACK / self.view.zoom()

    def hint(self) -> str:
        """What keys change while it lasts, in one line; told when it begins to drag."""
        return ""

    def end_hint(self) -> None:
        """Take the hint away: what follows may tell something else."""
        if self.dragged and self.hint():
            self.view.hinted.emit("")

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
        return [item.ref for item in self.canvas.elements() if rect.contains(self.canvas.rect_of(item.ref))]

    def finish(self, place: QPointF, keys: Keys) -> None:
        self.canvas.marks.show_rubber(None)
        if not self.dragged:
            self.canvas.select([*self.before, self.under] if self.under is not None else self.before)

    def cancel(self) -> None:
        self.canvas.marks.show_rubber(None)
        self.canvas.select(self.before)


class Resize(Gesture):
    """Drag a corner of a unit or note; a container never becomes smaller than what it holds."""

    def __init__(self, view: CanvasView, place: QPointF, ref: Ref, corner: int) -> None:
        super().__init__(view, place)
        self.ref, self.corner = ref, corner
        box = self.canvas.box(ref)
        assert box is not None
        self.before = self.box = box
        self.least = self._least()
        self.guides = view.guides([ref, *(Ref("units", unit) for unit in self._inside())])

    def hint(self) -> str:
        return _("Alt: no grid or guides  ·  Esc: back")

    def _inside(self) -> list[str]:
        variant = self.canvas.variant
        assert variant is not None
        return editing.with_content(variant, [self.ref.id]) if self.ref.collection == "units" else []

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
        x = (left if self.corner in (0, 3) else right) + way.x()
        y = (top if self.corner in (0, 1) else bottom) + way.y()
        x, y = self.guides.corner(x, y, free=bool(keys & Keys.AltModifier))
        least_width, least_height = style.LEAST_SIZE
        held = self.least
        if self.corner in (0, 3):
            left = min(x, right - least_width, held.x if held else right)
        else:
            right = max(x, left + least_width, held.right if held else left)
        if self.corner in (0, 1):
            top = min(y, bottom - least_height, held.y if held else bottom)
        else:
            bottom = max(y, top + least_height, held.bottom if held else top)
        self.box = Box(left, top, right - left, bottom - top)
        self.view.guide_lines.show(self.guides.lines_of(self.box) if not keys & Keys.AltModifier else ())
        self.canvas.preview_box(self.ref, self.box)

    def finish(self, place: QPointF, keys: Keys) -> None:
        self.view.guide_lines.hide()
        if self.box == self.before or not self.view.resize_to(self.ref, self.box):
            self.canvas.restore()

    def cancel(self) -> None:
        self.view.guide_lines.hide()
        self.canvas.restore()


class Draw(Gesture):
    """Draw a unit of a kind, or a note: a drag gives its box, a click one of the usual size; then it is named."""

    def __init__(self, view: CanvasView, place: QPointF, kind: str) -> None:
        super().__init__(view, place)
        self.kind = kind
        self.guides = view.guides(())

    def hint(self) -> str:
        return _("Alt: no grid or guides  ·  Esc: back")

    def _box(self, place: QPointF, keys: Keys) -> Box:
        free = bool(keys & Keys.AltModifier)
        if self.dragged:
            left, top = self.guides.corner(self.start.x(), self.start.y(), free=free)
            right, bottom = self.guides.corner(place.x(), place.y(), free=free)
            left, right = min(left, right), max(left, right)
            top, bottom = min(top, bottom), max(top, bottom)
            return Box(left, top, max(right - left, style.LEAST_SIZE[0]), max(bottom - top, style.LEAST_SIZE[1]))
        width, height = style.NOTE_SIZE if self.kind == "note" else layout.preferred_size(self.kind, 0)
        box = Box(place.x() - width / 2, place.y() - height / 2, width, height)
        snap = self.guides.shift(box, free=free)
        return box.moved(snap.dx, snap.dy)

    def move(self, place: QPointF, keys: Keys) -> None:
        path = QPainterPath()
        box = self._box(place, keys)
        path.addRoundedRect(QRectF(*box), style.RADIUS, style.RADIUS)
        self.canvas.marks.show_draft(path)
        self.view.guide_lines.show(self.guides.lines_of(box) if not keys & Keys.AltModifier else ())
        home = self.view.home_at(self.start, box.width, box.height, set()) if self.kind != "note" else None
        self.canvas.marks.show_target(self.canvas.box(Ref("units", home)) if home is not None else None)

    def finish(self, place: QPointF, keys: Keys) -> None:
        self.cancel()
        self.view.draw(self.kind, self._box(place, keys), self.start)

    def cancel(self) -> None:
        self.canvas.marks.show_draft(None)
        self.canvas.marks.show_target(None)
        self.view.guide_lines.hide()


class Connect(Gesture):
    """Draw a link out of a unit to another; from a connect point into the open, a new unit comes there.

    A click on a connect point links with what lies on that side, or puts a new unit there.
    """

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
        return Box(round(x / style.GRID) * style.GRID, round(y / style.GRID) * style.GRID, width, height)

    def finish(self, place: QPointF, keys: Keys) -> None:
        self.cancel()
        if not self.dragged:
            if self.grows:
                source = self.canvas.wiring.router.boxes[self.from_]
                self.view.grow(self.from_, neighbours.way_to(source, self.start.x(), self.start.y()))
            return
        target = self._target(place)
        if target is not None:
            self.view.link(self.kind, self.from_, target)
        elif self.grows:
            self.view.draw_linked(self.from_, self._new_box(place))

    def cancel(self) -> None:
        self.canvas.marks.show_draft(None)
        self.canvas.marks.show_target(None)
