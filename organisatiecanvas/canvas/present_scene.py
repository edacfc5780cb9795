"""The scene of the picture on the wall: texts as large as told, labels that hide no name."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import QObject, QRectF

from organisatiecanvas.canvas.items import UnitItem
from organisatiecanvas.canvas.links import LinkItem
from organisatiecanvas.canvas.neighbours import overlap
from organisatiecanvas.canvas.notes import NoteItem
from organisatiecanvas.canvas.presenting import LargeLink, LargeNote, LargeUnit
from organisatiecanvas.canvas.refs import Box
from organisatiecanvas.canvas.scene import CanvasScene, Source

STEP = 1.06  # sizes go in steps, so that not every notch of the wheel lays out anew
SHARES = (0.8, 0.64, 0.5, 0.0)  # of the size, for labels where there is no room
MANY_LINKS = 300  # from which labels stay as they fall


class PresentScene(CanvasScene):
    """A scene of its own for the picture on the wall: no grid, nothing selected, texts as large as told."""

    def __init__(self, document: Source, parent: QObject | None = None) -> None:
        self.least = 0.0
        self._names_free: set[str] = set()
        super().__init__(document, parent)
        self.grid = False

    def make_unit(self, unit: str) -> UnitItem:
        return LargeUnit(unit, self.least)

    def make_link(self, link: str) -> LinkItem:
        return LargeLink(link, self.least)

    def make_note(self, note: str) -> NoteItem:
        return LargeNote(note, self.least)

    def set_least(self, least: float) -> None:
        """Texts at least so high, in scene units, rounded up to a step: one pass over the items."""
        if least > 1:
            least = STEP ** math.ceil(math.log(least, STEP) - 1e-9)
        if least == self.least:
            return
        self.least = least
        with self.bulk():
            for item in self.elements():
                large: Any = item
                large.set_least(least)
            self.decisions.set_least(least)
            self._keep_names_free()
            self._fit_labels()

    def shown_rect(self) -> QRectF:
        """What is drawn, with the names that are wider than their units."""
        found = self.content_rect()
        for _unit, box in self._wide_names():
            found = found.united(QRectF(*box))
        return found

    def _wide_names(self) -> Iterator[tuple[str, Box]]:
        for unit, item in self.units.items():
            if isinstance(item, LargeUnit) and item.overflow is not None:
                place = item.overflow.translated(item.root.pos())
                yield unit, Box(place.x(), place.y(), place.width(), place.height())

    def _keep_names_free(self) -> None:
        """No label comes to lie on a name that reaches outside its unit, or on how many decisions it takes."""
        wide = {f"name of {unit}": box for unit, box in self._wide_names()}
        wide |= {
            f"decisions of {unit}": Box(rect.x(), rect.y(), rect.width(), rect.height())
            for unit, rect in self.decisions.rects()
        }
        for name in self._names_free | wide.keys():
            self.wiring.place_note(name, wide.get(name))
        self._names_free = set(wide)

    def _fit_labels(self) -> None:
        """Labels that hide a unit or each other get smaller, step by step, until they lie free or are as drawn."""
        self.wiring.place_labels()
        if len(self.links) > MANY_LINKS:
            return
        for share in SHARES:
            crowded = self._crowded()
            if not crowded:
                return
            for link in crowded:
                link.set_share(self.least, share)
            self.wiring.place_labels()

    def _crowded(self) -> list[LargeLink]:
        """Links whose label lies over a unit or another label."""
        router = self.wiring.router
        taken = [box for unit, box in router.boxes.items() if unit not in router.bands]
        taken += [*router.bands.values(), *router.soft.values()]
        placed = [
            (link, Box(link.label.x(), link.label.y(), *link.label_size))
            for link in self.links.values()
            if isinstance(link, LargeLink) and link.label is not None
        ]
        return [
            link
            for link, box in placed
            if link.scale > 1.0
            and any(overlap(box, other) for other in (*taken, *(near for one, near in placed if one is not link)))
        ]
