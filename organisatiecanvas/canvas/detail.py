"""How much detail a drawing of very many units shows: from afar plain shapes, from near what is looked at, in full.

A small drawing is always made in full at once. Of a large one only what comes into view is. Where that is much, as
when zooming in across the threshold, the plain picture stays until all that is seen has been made, a part at a time,
so that no frame waits for it; and the sharp picture comes in bands, one a turn, for texts are slow to paint the first
time. Zooming out, texts go at once and the heads and dashes of links a part at a time.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsView

from organisatiecanvas.canvas import style
from organisatiecanvas.canvas.items import UnitItem
from organisatiecanvas.canvas.links import LinkItem
from organisatiecanvas.canvas.notes import NoteItem
from organisatiecanvas.canvas.shapes import edges

if TYPE_CHECKING:
    from organisatiecanvas.canvas.scene import CanvasScene

NAMED_FROM_AFAR = 150  # units: large names cost time to paint, and among very many units they are no help
MANY = 50  # elements from which the whole view is painted once instead of piece by piece
EVERYWHERE = QRectF(-1e9, -1e9, 2e9, 2e9)
UNIT_COST, LINK_COST = 10, 1  # of making one in full
AT_ONCE = 600  # what is made before the next picture is painted
PART = 400  # what is made between two events
BANDS = 6  # of a sharp picture

Element = UnitItem | LinkItem | NoteItem


class Detail(QObject):
    """The detail of one scene. `far`: what can't be read from afar is left out."""

    def __init__(self, scene: CanvasScene) -> None:
        super().__init__(scene)
        self._scene = scene
        self.far = False
        self.named = True  # units show large names from afar
        self._sparing = False
        self._looked = QRectF()  # where everything is as it should be
        self._waiting: list[Element] = []  # to be changed, the last first
        self._around = QRectF()  # where everything is as it should be once nothing is waiting
        self._held = False
        self._outside = 0
        self._bands: list[tuple[QGraphicsView, QRect]] = []  # still to be painted, the last first
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._part)

    @property
    def filling(self) -> bool:
        """Whether something is still to be made, in view or near it."""
        return self._soon.isActive()

    @property
    def held(self) -> bool:
        """Whether the views keep a plain picture until what is seen has been made."""
        return self._held

    @property
    def smooth(self) -> bool:
        """Whether edges are smoothed: not from afar among so many units that it would cost too much."""
        return self.named or not (self.far or self._held)

    def measure(self, units: int) -> None:
        """So many units are going to be shown: whether they are named from afar, and made in full at once."""
        named = units <= NAMED_FROM_AFAR
        if named != self.named:
            self.named = named
            self._change_all()
        self._sparing = not named and bool(self._scene.views())

    def brief(self, item: Element) -> bool:
        """Whether only that of an item is needed that is seen from afar."""
        return self._sparing and item.plain

    def begin(self, item: Element) -> None:
        """A new item: plain, or as it stays."""
        item.set_far(self.far or self._sparing, names=self.named)
        self._looked = QRectF()

    def set_far(self, far: bool) -> None:
        """Leave out what can't be read from afar, or show it again."""
        if far == self.far:
            return
        self.far = far
        self._sparing = not self.named and bool(self._scene.views())
        if self._sparing:
            self._looked = QRectF()
            self.look()
        else:
            self._change_all()

    def _change_all(self) -> None:
        self._stop()
        with self._scene.bulk():
            for item in self._scene.elements():
                self._change(item)

    def _change(self, item: Element) -> None:
        if not self.far or self.named:
            self._scene.complete(item)
        item.set_far(self.far, names=self.named)

    # -- what is looked at -------------------------------------------------------------------------------------

    def look(self) -> None:
        """Make what is seen now as it should be: at once where it is little, else in parts."""
        if not self._sparing:
            return
        seen = QRectF()
        scrolled, self._bands = bool(self._bands), []
        for view in self._scene.views():
            if self._held or scrolled:
                view.viewport().update()  # what is held back is the making, not looking around
            if view.transform().m11() >= style.FAR_ZOOM or self.far:
                seen = seen.united(view.mapToScene(view.viewport().rect()).boundingRect())
        if seen.isEmpty() or self._looked.contains(seen) or (self.filling and self._around.contains(seen)):
            return
        self._around = seen.adjusted(-seen.width() / 2, -seen.height() / 2, seen.width() / 2, seen.height() / 2)
        if self.far:
            self._around = EVERYWHERE
        inside, outside = self._wrong(seen)
        if self.far:  # the lines of links can wait
            outside += [item for item in reversed(inside) if isinstance(item, LinkItem)]
            inside = [item for item in inside if not isinstance(item, LinkItem)]
        if self.far or _cost(inside) <= AT_ONCE:
            with self._scene.bulk() if len(inside) > MANY else contextlib.nullcontext():
                for item in inside:
                    self._change(item)
            self._waiting = outside
            self._show()
        else:
            self._waiting = [*outside, *reversed(inside)]
            self._hold(len(outside))
        self._part_soon()

    def _wrong(self, seen: QRectF) -> tuple[list[Element], list[Element]]:
        """What is not as it should be, from the middle outwards: in view, and around it."""
        far, scene = self.far, self._scene
        rects: list[tuple[Element, float, float, float, float]] = []
        for unit, box in scene.wiring.router.boxes.items():
            item = scene.units[unit]
            if item.plain != far:
                rects.append((item, box.x, box.y, box.right, box.bottom))
        rects += [(link, *link.extent) for link in scene.links.values() if link.plain != far]
        rects += [(note, *edges(note.root.sceneBoundingRect())) for note in scene.notes.values() if note.plain != far]
        left, top, right, bottom = edges(seen)
        far_left, far_top, far_right, far_bottom = edges(self._around)
        inside: list[tuple[float, int, Element]] = []
        outside: list[Element] = []
        for number, (element, x1, y1, x2, y2) in enumerate(rects):
            if x1 <= right and x2 >= left and y1 <= bottom and y2 >= top:
                inside.append((abs(x1 + x2 - left - right) + abs(y1 + y2 - top - bottom), number, element))
            elif x1 <= far_right and x2 >= far_left and y1 <= far_bottom and y2 >= far_top:
                outside.append(element)
        inside.sort()
        return [element for _away, _number, element in inside], outside

    def _part_soon(self) -> None:
        if self._waiting or self._held or self._bands:
            self._soon.start()
        else:
            self._looked = self._around

    def _part(self) -> None:
        """Change some of what waits."""
        if self._bands:
            view, band = self._bands.pop()
            view.viewport().update(band)
            self._part_soon()
            return
        if self._held and len(self._waiting) <= self._outside:
            self._show(in_bands=True)  # in a turn of its own: what was made is told to the views between two turns
            self._part_soon()
            return
        left = PART
        while left > 0 and len(self._waiting) > (self._outside if self._held else 0):
            item = self._waiting.pop()
            if item.root.scene() is not None:
                self._change(item)
                left -= _cost([item])
        self._part_soon()
        if not self.filling:
            self.look()

    # -- holding a picture -------------------------------------------------------------------------------------

    def _hold(self, outside: int) -> None:
        """Keep the plain picture until only so many wait, those outside of it."""
        self._bands = []
        self._held, self._outside = True, outside
        for view in self._scene.views():
            view.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.NoViewportUpdate)
            view.viewport().update()

    def _show(self, *, in_bands: bool = False) -> None:
        if not self._held:
            return
        self._held = False
        for view in self._scene.views():
            port = view.viewport()
            view.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.BoundingRectViewportUpdate)
            port.setAttribute(Qt.WidgetAttribute.WA_UpdatesDisabled, in_bands)  # a new hint would paint all at once
            view.setRenderHint(QPainter.RenderHint.Antialiasing, self.smooth)
            port.setAttribute(Qt.WidgetAttribute.WA_UpdatesDisabled, False)
            if in_bands:
                tall = -(-port.height() // BANDS)
                rows = reversed(range(BANDS))
                self._bands += [(view, QRect(0, row * tall, port.width(), tall)) for row in rows]
            else:
                port.update()

    def _stop(self) -> None:
        self._soon.stop()
        self._waiting, self._bands = [], []
        self._show()
        self._looked = QRectF()


def _cost(items: list[Element]) -> int:
    return sum(LINK_COST if isinstance(item, LinkItem) else UNIT_COST for item in items)
