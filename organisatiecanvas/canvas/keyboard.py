"""What keys do on the canvas.

Letters without Shift take up tools; with something selected, any other text (a capital, say) begins its new name.
Arrows move the selection by one square of the grid, with Alt by a fifth of it; without a selection they move the
paper. Tab walks along the units and, after the last, out of the canvas.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPointF, Qt
from PySide6.QtGui import QKeyEvent

from organisatiecanvas.canvas import editing, style
from organisatiecanvas.canvas.refs import Box, Ref
from organisatiecanvas.canvas.voting import vote

if TYPE_CHECKING:
    from organisatiecanvas.canvas.view import CanvasView

TOOL_KEYS = {
    "v": "select",
    "c": "cell",
    "t": "team",
    "d": "department",
    "r": "role",
    "s": "order",
    "l": "link",
    "n": "note",
    "h": "hand",
}
ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
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
        return self._zoom(event, keys) or self._arrow(key, keys) or self._command(key, keys) or self._text(event, keys)

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

    def _arrow(self, key: int, keys: Keys) -> bool:
        """Move the selection, as one step for as long as arrows follow each other; or the paper."""
        way = ARROWS.get(Qt.Key(key))
        if way is None or keys & Keys.ControlModifier:
            return False
        view = self.view
        refs = [ref for ref in view.canvas.selected() if ref.collection in ("units", "notes")]
        step = FINE if keys & (Keys.AltModifier | Keys.ShiftModifier) else style.GRID
        if refs:
            merge = "nudge " + " ".join(f"{ref.collection}:{ref.id}" for ref in refs)
            document = view.canvas.document
            view.attempt(
                lambda: editing.move(document, view.variant_id, refs, way[0] * step, way[1] * step, merge=merge)
            )
            view.ensure_shown(refs[0])
        elif not view.canvas.selected():
            view.scroll_by(QPointF(way[0], way[1]) * 60.0 / view.zoom())
        return True

    def _command(self, key: int, keys: Keys) -> bool:
        view = self.view
        selected = view.canvas.selected()
        if key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and keys == Keys.NoModifier:
            view.delete_selection()
        elif key == Qt.Key.Key_F2 and selected:
            view.edit_name(selected[0])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and keys == Keys.NoModifier:
            return self._enter(selected)
        else:
            return False
        return True

    def _enter(self, selected: list[Ref]) -> bool:
        """With a drawing tool: draw without the mouse. Else: name what is selected."""
        view = self.view
        unit = self._selected_unit()
        if view.tool in ("cell", "team", "department", "note"):
            view.draw(view.tool, *self._free_place(view.tool))
        elif view.tool == "role" and unit is not None:
            view.draw_role(unit)
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

    def _free_place(self, kind: str) -> tuple[Box, QPointF]:
        """A box in the middle of what is seen, or to the right of it where that is taken."""
        view = self.view
        middle = view.mapToScene(view.viewport().rect().center())
        width, height = style.NOTE_SIZE if kind == "note" else style.UNIT_SIZE
        x = round((middle.x() - width / 2) / style.GRID) * style.GRID
        y = round((middle.y() - height / 2) / style.GRID) * style.GRID
        boxes = list(view.canvas.wiring.router.boxes.values())
        box = Box(x, y, width, height)
        while any(_overlap(box, other) for other in boxes):
            box = box.moved(width + 4 * style.GRID, 0)
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
        if len(selected) == 1 and (words.isalnum() or words in "'\"(«“"):
            view.edit_name(selected[0], words)
            return True
        return False

    def _take_up(self, tool: str) -> None:
        """A tool; R with a unit selected adds a role to it at once."""
        unit = self._selected_unit()
        if tool == "role" and unit is not None:
            self.view.draw_role(unit)
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


def _overlap(one: Box, two: Box) -> bool:
    return one.x < two.right and two.x < one.right and one.y < two.bottom and two.y < one.bottom
