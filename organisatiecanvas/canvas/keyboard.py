"""What keys do on the canvas.

Letters without Shift take up tools; with something selected, any other text (a capital, say) begins its new name.
Arrows walk to what lies beside, Page Down and Page Up into a unit and out of it, Tab along the units and, after the
last, out of the canvas. Ctrl+arrows move what is selected by one square of the grid (with Shift as well: a fifth),
Shift+arrows resize it, Alt+arrows let the flow go on to that side. Of a decision, Ctrl+arrows let the unit on that side
take it (with Shift as well: be what it is about). Without a selection arrows move the paper.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPointF, Qt
from PySide6.QtGui import QKeyEvent

from organisatiecanvas.canvas import editing, layout, neighbours, style
from organisatiecanvas.canvas.decision_drag import draw as draw_decision
from organisatiecanvas.canvas.decision_drag import move_beside
from organisatiecanvas.canvas.refs import Box, Ref
from organisatiecanvas.canvas.tools import LINK_KEYS, ROLE_TOOLS, TOOL_KEYS, UNIT_TOOLS
from organisatiecanvas.canvas.voting import vote

if TYPE_CHECKING:
    from organisatiecanvas.canvas.view import CanvasView

ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
PAGES = {Qt.Key.Key_PageDown: True, Qt.Key.Key_PageUp: False}
OVERLAY_KEY = "k"  # the next overlay
Keys = Qt.KeyboardModifier
FINE = style.GRID / 5


class Keyboard:
    """The keys of one view."""

    def __init__(self, view: CanvasView) -> None:
        self.view = view
        self.space = False
        self._handing_over = False
        self._target: str | None = None  # where a link drawn by keys would end

    def press(self, event: QKeyEvent) -> bool:
        """Do what a key means; False when it means nothing here."""
        view = self.view
        if view.editor is not None:
            self._hand_over(event)
            return True
        key, keys = event.key(), event.modifiers() & ~Keys.KeypadModifier
        if key == Qt.Key.Key_Escape:
            return self._escape()
        if key == Qt.Key.Key_Space and keys == Keys.NoModifier:
            if not event.isAutoRepeat() and view.gesture is None:
                self.space = True
                view.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
            return True
        if view.gesture is not None or view.canvas.variant is None:
            return True
        return (
            self._family(event, keys)
            or self._zoom(event, keys)
            or self.arrow(key, keys)
            or self._command(key, keys)
            or self._text(event, keys)
        )

    def _hand_over(self, event: QKeyEvent) -> None:
        """Give a key to the editor that lost the focus without being told; what it ignores (Shift) comes back here."""
        editor = self.view.editor
        if editor is None or editor.hasFocus() or self._handing_over:
            return
        self._handing_over = True
        try:
            QCoreApplication.sendEvent(editor, event)
        finally:
            self._handing_over = False

    def release(self, event: QKeyEvent) -> bool:
        """Let go of Space."""
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat() and self.space:
            self.space = False
            self.view.show_cursor()
            return True
        return False

    def _escape(self) -> bool:
        """Give up one thing: the gesture, else the tool, else the selection."""
        view = self.view
        if self._target is not None:
            self._aim(None)
        elif view.cancel_gesture():
            pass
        elif view.tool != "select":
            view.set_tool("select")
        elif view.canvas.selected():
            view.canvas.select(())
        else:
            return False
        return True

    def _zoom(self, event: QKeyEvent, keys: Keys) -> bool:
        view = self.view
        digit = event.nativeVirtualKey() if keys & Keys.ShiftModifier else 0
        if keys == Keys.NoModifier and event.key() == Qt.Key.Key_1:
            view.set_zoom(1.0)
        elif keys == Keys.ShiftModifier and (event.key() in (Qt.Key.Key_1, Qt.Key.Key_Exclam) or digit == 0x31):
            view.fit()
        elif keys == Keys.ShiftModifier and (
            event.key() in (Qt.Key.Key_2, Qt.Key.Key_At, Qt.Key.Key_QuoteDbl) or digit == 0x32
        ):
            view.fit_selection()
        else:
            return False
        return True

    def _family(self, event: QKeyEvent, keys: Keys) -> bool:
        """While flows are drawn, 1 to 9 choose their family, 0 lets it follow, + makes a new one."""
        view, words = self.view, event.text()
        if view.tool != "order" or keys & ~Keys.ShiftModifier or words not in tuple("0123456789+"):
            return False
        families = list(view.canvas.document.organisation.orders)
        if words == "+":
            view.order_wanted.emit()
        elif words == "0":
            view.choose_order(None)
        elif int(words) <= len(families):
            view.choose_order(families[int(words) - 1])
        return True

    def arrow(self, key: int, keys: Keys) -> bool:
        """Walk, or with Ctrl move, with Shift resize, with Alt let the flow go on."""
        way = ARROWS.get(Qt.Key(key))
        view = self.view
        if way is None:
            return False
        unit = self._selected_unit()
        if keys & Keys.ControlModifier and self._decision() is not None:
            move_beside(view, self._decision() or "", way, about=bool(keys & Keys.ShiftModifier))
        elif keys & Keys.ControlModifier:
            step = FINE if keys & (Keys.AltModifier | Keys.ShiftModifier) else style.GRID
            self._nudge(way[0] * step, way[1] * step)
        elif keys == Keys.ShiftModifier:
            self._resize(way[0] * style.GRID, way[1] * style.GRID)
        elif keys == Keys.AltModifier:
            unit = self._end_of_link() or unit
            if unit is not None:
                view.grow(unit, way)
        elif view.canvas.selected():
            self._walk_to(way)
        else:
            view.scroll_by(QPointF(way[0], way[1]) * 60.0 / view.zoom())
        return True

    def _decision(self) -> str | None:
        """The decision that is selected, if it is the only one."""
        selected = self.view.canvas.selected()
        return selected[0].id if len(selected) == 1 and selected[0].collection == "decisions" else None

    def _nudge(self, dx: float, dy: float) -> None:
        """Move what is selected, as one step for as long as moves follow each other."""
        view = self.view
        refs = [ref for ref in view.canvas.selected() if ref.collection in ("units", "notes")]
        if not refs:
            return
        merge = "nudge " + " ".join(f"{ref.collection}:{ref.id}" for ref in refs)
        document = view.canvas.document
        view.attempt(lambda: editing.move(document, view.variant_id, refs, dx, dy, merge=merge))
        view.ensure_shown(refs[0])

    def _resize(self, dx: float, dy: float) -> None:
        """Make what is selected wider, narrower, higher or lower, as one step for as long as it goes on."""
        view = self.view
        for ref in [ref for ref in view.canvas.selected() if ref.collection in ("units", "notes")]:
            box = view.canvas.box(ref)
            if box is not None:
                least = style.LEAST_SIZE
                size = max(box.width + dx, least[0]), max(box.height + dy, least[1])
                view.resize_to(ref, Box(box.x, box.y, *size), merge=f"resize {ref.collection}:{ref.id}")

    def _command(self, key: int, keys: Keys) -> bool:
        view = self.view
        selected = view.canvas.selected()
        if key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and keys == Keys.NoModifier:
            view.delete_selection()
        elif key == Qt.Key.Key_F2 and selected:
            view.edit_name(selected[0])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and keys == Keys.NoModifier:
            return self._enter(selected)
        elif Qt.Key(key) in PAGES and keys == Keys.NoModifier and selected:
            self._step_in() if PAGES[Qt.Key(key)] else self._step_out()
        else:
            return False
        return True

    def _enter(self, selected: list[Ref]) -> bool:
        """With a drawing tool: draw without the mouse. Else: name what is selected."""
        view = self.view
        unit = self._selected_unit()
        if view.tool in UNIT_TOOLS or view.tool == "note":
            view.draw(view.tool, *self._free_place(view.tool))
        elif view.tool in ROLE_TOOLS:
            if unit is not None:
                view.draw_role(unit, ROLE_TOOLS[view.tool])
            else:
                view.refused.emit(view.needs_unit())
        elif view.tool == "decision" and unit is not None:
            draw_decision(view, unit, selected[0].id)
        elif view.tool in ("order", "link") and unit is not None and self._target is not None:
            target = self._target
            self._aim(None)
            view.link("order" if view.tool == "order" else view.link_kind, unit, target)
            view.canvas.select([Ref("units", target)])  # the flow goes on from there
        elif selected:
            view.edit_name(selected[0])
        else:
            return False
        return True

    def _selected_unit(self) -> str | None:
        variant, selected = self.view.canvas.variant, self.view.canvas.selected()
        if len(selected) != 1 or variant is None:
            return None
        ref = selected[0]
        if ref.collection == "roles":
            return str(variant.roles[ref.id].unit)
        return ref.id if ref.collection == "units" else None

    def _end_of_link(self) -> str | None:
        """Where the flow that is selected goes, so that it can go on from there."""
        variant, selected = self.view.canvas.variant, self.view.canvas.selected()
        if len(selected) != 1 or selected[0].collection != "links" or variant is None:
            return None
        return str(variant.links[selected[0].id].to_)

    def _free_place(self, kind: str) -> tuple[Box, QPointF]:
        """A box to the right of what is selected, else in the middle of what is seen, where nothing lies yet."""
        view = self.view
        size = style.NOTE_SIZE if kind == "note" else layout.preferred_size(kind, 0)
        boxes = view.canvas.wiring.router.boxes
        unit = self._selected_unit()
        taken = [*boxes.values(), *view.note_boxes()]
        if unit is not None:
            taken = [box for box in taken if not box.holds(boxes[unit])]
            box = neighbours.free_beside(taken, boxes[unit], (1, 0), size)
            return box, QPointF(*box.centre)
        middle = view.mapToScene(view.viewport().rect().center())
        x = round((middle.x() - size[0] / 2) / style.GRID) * style.GRID
        y = round((middle.y() - size[1] / 2) / style.GRID) * style.GRID
        box = Box(x, y, *size)
        while any(neighbours.overlap(box, other) for other in taken):
            box = box.moved(size[0] + 4 * style.GRID, 0)
        return box, QPointF(*box.centre)

    def _text(self, event: QKeyEvent, keys: Keys) -> bool:
        words = event.text()
        if keys & (Keys.ControlModifier | Keys.AltModifier | Keys.MetaModifier) or not words.isprintable() or not words:
            return False
        view = self.view
        selected = view.canvas.selected()
        if words in ("+", "-", "−") and selected and all(ref.collection == "notes" for ref in selected):
            vote(view, selected, 1 if words == "+" else -1)
            return True
        if words in TOOL_KEYS:
            self._take_up(TOOL_KEYS[words])
            return True
        if words == OVERLAY_KEY:
            view.overlay_wanted.emit()
            return True
        if words in LINK_KEYS:
            view.set_link_kind(LINK_KEYS[words])
            view.set_tool("link")
            return True
        if len(selected) == 1 and (words.isalnum() or words in "'\"(«“"):
            view.edit_name(selected[0], words)
            return True
        return False

    def _take_up(self, tool: str) -> None:
        """A tool; R or E with a unit selected adds a role to it at once, W a decision."""
        unit = self._selected_unit()
        if tool in ROLE_TOOLS and unit is not None:
            self.view.draw_role(unit, ROLE_TOOLS[tool])
        elif tool == "decision" and unit is not None:
            draw_decision(self.view, unit, self.view.canvas.selected()[0].id)
        else:
            self.view.set_tool(tool)

    # -- walking -----------------------------------------------------------------------------------------------

    def walk(self, forward: bool) -> bool:
        """Select the next unit in reading order; False after the last, so that the focus can go on."""
        view = self.view
        boxes = view.canvas.wiring.router.boxes
        order = sorted(boxes, key=lambda unit: (round(boxes[unit].y / 100), boxes[unit].x, unit))
        if not order or view.editor is not None:
            return False
        if view.tool in ("order", "link") and self._selected_unit() is not None:
            return self._walk_targets([unit for unit in order if unit != self._selected_unit()], forward)
        current = self._selected_unit()
        if current is None:
            chosen = order[0 if forward else -1]
        else:
            place = order.index(current) + (1 if forward else -1)
            if not 0 <= place < len(order):
                return False
            chosen = order[place]
        view.canvas.select([Ref("units", chosen)])
        view.ensure_shown(Ref("units", chosen))
        return True

    def _walk_to(self, way: neighbours.Way) -> None:
        """Select what lies on that side; among the roles and links of a unit, the next or the one before."""
        view = self.view
        last = view.canvas.selected()[-1]
        if last.collection in ("roles", "links", "decisions"):
            self._walk_parts(last, forward=sum(way) > 0)
            return
        boxes = {Ref("units", unit): box for unit, box in view.canvas.wiring.router.boxes.items()}
        for note in view.canvas.notes:
            ref = Ref("notes", note)
            found = view.canvas.box(ref)
            if found is not None:
                boxes[ref] = found
        start = boxes.pop(last, None)
        target = neighbours.nearest(boxes, start, way) if start is not None else None
        if target is not None:
            self._go(target)

    def _walk_parts(self, ref: Ref, *, forward: bool) -> None:
        unit = self._unit_of(ref)
        parts = self._parts(unit) if unit is not None else []
        place = parts.index(ref) + (1 if forward else -1)
        if 0 <= place < len(parts):
            self._go(parts[place])

    def _parts(self, unit: str) -> list[Ref]:
        """The roles of a unit, the decisions that are shown under it, and the links that leave it."""
        variant = self.view.canvas.variant
        assert variant is not None
        roles = [Ref("roles", role.id) for role in variant.roles.values() if role.unit == unit]
        chips = [chip for chip in self.view.canvas.decisions.chips if chip.unit == unit and chip.decision]
        roles += [Ref("decisions", chip.decision) for chip in chips]
        return roles + [Ref("links", link.id) for link in variant.links.values() if link.from_ == unit]

    def _unit_of(self, ref: Ref) -> str | None:
        """The unit that an element belongs to; a link to where it begins."""
        variant = self.view.canvas.variant
        row = editing.row_of(variant, ref) if variant is not None else None
        if ref.collection == "decisions":
            return next((chip.unit for chip in self.view.canvas.decisions.of(ref.id)), getattr(row, "about", None))
        names = {"units": "parent", "roles": "unit", "links": "from_"}
        found: str | None = getattr(row, names.get(ref.collection, ""), None)
        return found

    def _step_in(self) -> None:
        """From a unit to its first role, unit or link; along a link to where it goes."""
        view = self.view
        ref, variant = view.canvas.selected()[-1], view.canvas.variant
        assert variant is not None
        if ref.collection == "links":
            self._go(Ref("units", variant.links[ref.id].to_))
        elif ref.collection == "units":
            inside = [Ref("units", unit.id) for unit in variant.units.values() if unit.parent == ref.id]
            parts = self._parts(ref.id)
            parts = [one for one in parts if one.collection in ("roles", "decisions")] + inside + parts
            if parts:
                self._go(parts[0])

    def _step_out(self) -> None:
        """From a role or link to its unit, from a unit to the one around it."""
        unit = self._unit_of(self.view.canvas.selected()[-1])
        if unit is not None:
            self._go(Ref("units", unit))

    def _go(self, ref: Ref) -> None:
        self.view.canvas.select([ref])
        self.view.ensure_shown(ref)

    def _walk_targets(self, order: list[str], forward: bool) -> bool:
        """With a link tool: choose where the link from the selected unit goes; Enter draws it."""
        if not order:
            return False
        if self._target in order:
            place = order.index(self._target) + (1 if forward else -1)
            self._aim(order[place % len(order)])
        else:
            self._aim(order[0 if forward else -1])
        return True

    def _aim(self, unit: str | None) -> None:
        self._target = unit
        box = self.view.canvas.box(Ref("units", unit)) if unit is not None else None
        self.view.canvas.marks.show_target(box)
        if unit is not None:
            self.view.ensure_shown(Ref("units", unit))
