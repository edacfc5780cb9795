"""Moving by hand: units with their content and notes, into what they are dropped on; roles to another unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath

from organisatiecanvas.canvas import editing
from organisatiecanvas.canvas.interactions import Gesture, Keys
from organisatiecanvas.canvas.refs import Ref
from organisatiecanvas.canvas.role_moving import along, offer_words
from organisatiecanvas.canvas.sliding import Slide
from organisatiecanvas.models.language import _
from organisatiecanvas.models.snapshot import Value

if TYPE_CHECKING:
    from organisatiecanvas.canvas.view import CanvasView


class Move(Gesture):
    """Move what is selected, with its content; into the unit it is dropped on, unless Ctrl is held."""

    def __init__(self, view: CanvasView, place: QPointF, grabbed: Ref, clicked: Ref | None = None) -> None:
        super().__init__(view, place)
        self.grabbed, self.clicked = grabbed, clicked or grabbed
        chosen = [ref for ref in self.canvas.selected() if ref.collection in ("units", "notes")]
        self.refs = [ref for ref in chosen if not view.locked(ref)]
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
        self._told: str | None = editing.KEEP
        self.guides = view.guides(self.boxes)
        self._units = [ref.id for ref in self.boxes if ref.collection == "units"]
        self._lifted = False

    def hint(self) -> str:
        return _("Ctrl: stays where it belongs  ·  Shift: along one axis  ·  Alt: no grid or guides  ·  Esc: back")

    def move(self, place: QPointF, keys: Keys) -> None:
        if not self._lifted:
            self._lifted = True
            self.canvas.lift(self._units, lifted=True)
        first = self.boxes[self.grabbed]
        way = place - self.start
        across = down = True
        if keys & Keys.ShiftModifier:  # along one axis
            across = abs(way.x()) >= abs(way.y())
            down = not across
            way = QPointF(way.x() * across, way.y() * down)
        snap = self.guides.shift(
            first.moved(way.x(), way.y()), free=bool(keys & Keys.AltModifier), across=across, down=down
        )
        self.offset = (way.x() + snap.dx, way.y() + snap.dy)
        self.view.guide_lines.show(snap.lines)
        self.canvas.preview_move({ref: box.moved(*self.offset) for ref, box in self.boxes.items()})
        target = self._target(place, keys)
        changes = target != editing.KEEP and any(self._home(unit) != target for unit in self.tops)
        self.canvas.marks.show_target(self.canvas.box(Ref("units", target)) if changes and target else None)
        self._tell(target if changes else editing.KEEP)
        homes = [Value("units", unit, "parent", target) for unit in self.tops if self._home(unit) != target]
        self.view.suppose(tuple(homes) if changes else None)

    def _tell(self, target: str | None) -> None:
        """Say where it would come to belong, when that changes."""
        if target == self._told:
            return
        self._told = target
        variant = self.canvas.variant
        assert variant is not None
        if target == editing.KEEP:
            self.view.hinted.emit(self.hint())
        elif target is None:
            self.view.hinted.emit(_("Out of its unit, onto the paper  ·  Ctrl: stays where it belongs"))
        else:
            name = variant.units[target].name
            self.view.hinted.emit(_("Into {name}  ·  Ctrl: stays where it belongs").format(name=name))

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
        self._clear()
        if not self.dragged:
            self.canvas.select([self.clicked])
            return
        parent = self._target(place, keys)
        dx, dy = self.offset
        others = {Ref("units", unit): box for unit, box in self.canvas.wiring.router.boxes.items()}
        others = {ref: box for ref, box in others.items() if ref not in self.boxes}
        done = self.view.attempt(
            lambda: editing.move(self.canvas.document, self.view.variant_id, self.refs, dx, dy, parent)
        )
        if not done or (dx, dy) == (0, 0):
            self.canvas.restore()
        aside = {ref: box for ref, box in others.items() if self.canvas.box(ref) not in (box, None)}
        if aside:
            Slide(self.canvas, aside).start()  # what made room for a container that grew

    def cancel(self) -> None:
        self._clear()
        self.canvas.restore()

    def _clear(self) -> None:
        self.canvas.lift(self._units, lifted=False)
        self.canvas.marks.show_target(None)
        self.view.guide_lines.hide()
        self.view.suppose(None)


class MoveRoles(Gesture):
    """Drag selected roles to another unit, with the work that they alone do."""

    def __init__(self, view: CanvasView, place: QPointF, grabbed: Ref) -> None:
        super().__init__(view, place)
        chosen = [ref for ref in self.canvas.selected() if ref.collection == "roles"]
        refs = chosen if grabbed in chosen else [grabbed]
        self.roles = [ref.id for ref in refs]
        self._rects = [self.canvas.rect_of(ref) for ref in refs]
        self._told: str | None = None

    def move(self, place: QPointF, keys: Keys) -> None:
        path = QPainterPath()
        for rect in self._rects:
            path.addRoundedRect(rect.translated(place - self.start), 8, 8)
        self.canvas.marks.show_draft(path)
        target = self.canvas.unit_at(place)
        self.canvas.marks.show_target(self.canvas.box(Ref("units", target)) if target is not None else None)
        if target == self._told:
            return
        self._told = target
        variant = self.canvas.variant
        assert variant is not None
        going = along(self.canvas.document.organisation, variant, self.roles, target) if target is not None else None
        if target is None or going is None or not going.values:  # nowhere, or where they are
            self.view.suppose(None)
            self.view.hinted.emit("")
        else:
            self.view.suppose(going.values)
            self.view.hinted.emit(offer_words(variant, target, going))

    def finish(self, place: QPointF, keys: Keys) -> None:
        self.cancel()
        target = self.canvas.unit_at(place)
        if self.dragged and target is not None:
            self.view.move_roles(self.roles, target)

    def cancel(self) -> None:
        self.canvas.marks.show_draft(None)
        self.canvas.marks.show_target(None)
        self.view.suppose(None)
