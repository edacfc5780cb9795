"""How much detail a drawing of very many units shows: from afar plain shapes, from near what is looked at, in full.

A small drawing is always made in full at once. Of a large one only what comes into view is, nearest to the middle
first and some at a time, so that zooming in never waits for what nobody sees.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtWidgets import QGraphicsPathItem, QGraphicsRectItem

from organisatiecanvas.canvas import style
from organisatiecanvas.canvas.items import UnitItem
from organisatiecanvas.canvas.links import LinkItem, NoteItem

if TYPE_CHECKING:
    from organisatiecanvas.canvas.scene import CanvasScene

NAMED_FROM_AFAR = 150  # units: large names cost time to paint, and among very many units they are no help
AT_ONCE = 1000  # what is made in full before the next picture is painted, in the measure of COSTS
COSTS = {QGraphicsRectItem: 10, QGraphicsPathItem: 2}  # of a unit or note, of a link
MANY = 50  # elements from which the whole view is painted once instead of piece by piece

Element = UnitItem | LinkItem | NoteItem


class Detail:
    """The detail of one scene. `far`: what can't be read from afar is left out."""

    def __init__(self, scene: CanvasScene) -> None:
        self._scene = scene
        self.far = False
        self.named = True  # units show large names from afar
        self._sparing = False
        self._looked = QRectF()  # where nothing is plain any more
        self._filling = QTimer(scene)
        self._filling.setSingleShot(True)
        self._filling.setInterval(0)
        self._filling.timeout.connect(self.look)

    def measure(self, units: int) -> None:
        """So many units are going to be shown: whether they are named from afar, and made in full at once."""
        named = units <= NAMED_FROM_AFAR
        if named != self.named:
            self.named = named
            self._pass()
        self._sparing = not named and bool(self._scene.views())

    def begin(self, item: Element) -> None:
        """A new item: plain, or as it stays."""
        item.set_far(self.far or self._sparing, names=self.named)
        self._looked = QRectF()

    def set_far(self, far: bool) -> None:
        """Leave out what can't be read from afar, or show it again: one pass over the items."""
        if far == self.far:
            return
        self.far = far
        with self._scene.bulk():
            self._pass()
        self.look()

    def _pass(self) -> None:
        far, named = self.far, self.named
        self._looked = QRectF()
        self._sparing = not named and bool(self._scene.views())
        if self._sparing and not far:
            return  # what is looked at is made as it comes into view
        for item in self._scene.elements():
            item.set_far(far, names=named)

    # -- what is looked at -------------------------------------------------------------------------------------

    def look(self, *_where: int) -> None:
        """Show in full what the views see now, and some way around it: a part at once, the rest after a paint."""
        if self.far or not self._sparing:
            return
        for view in self._scene.views():
            seen = view.mapToScene(view.viewport().rect()).boundingRect()
            if view.transform().m11() < style.FAR_ZOOM or self._looked.contains(seen):
                continue
            around = seen.adjusted(-seen.width() / 2, -seen.height() / 2, seen.width() / 2, seen.height() / 2)
            if self._fill(around):
                self._looked = around
            else:
                self._filling.start()

    def _fill(self, area: QRectF) -> bool:
        """Show so much in full, units first, from the middle outwards; True when nothing plain is left."""
        plain = self._plain_in(area)
        left = AT_ONCE
        with self._scene.bulk() if len(plain) > MANY else contextlib.nullcontext():
            for item in plain:
                if left <= 0:
                    return False
                left -= COSTS[type(item.root)]
                item.set_far(False, names=self.named)
        return True

    def _plain_in(self, area: QRectF) -> list[Element]:
        middle = area.center()
        found: list[tuple[bool, float, int, Element]] = []
        for top in self._scene.items(area, Qt.ItemSelectionMode.IntersectsItemBoundingRect):
            ref = getattr(top, "ref", None)
            item = self._scene.element(ref) if ref is not None else None
            if item is not None and item.plain:
                away = (item.root.sceneBoundingRect().center() - middle).manhattanLength()
                found.append((isinstance(item, LinkItem), away, len(found), item))
        found.sort()
        return [item for *_order, item in found]
