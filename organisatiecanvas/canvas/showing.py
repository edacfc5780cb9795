"""The items of a scene, brought in line with the model: those that are gone, those that came, those that differ."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF

from organisatiecanvas.canvas.appearance import Appearance
from organisatiecanvas.canvas.following import Touched
from organisatiecanvas.canvas.items import UnitItem
from organisatiecanvas.canvas.links import LinkItem
from organisatiecanvas.canvas.refs import Box
from organisatiecanvas.canvas.shapes import edges
from organisatiecanvas.models.organisation import Variant

if TYPE_CHECKING:
    from organisatiecanvas.canvas.scene import CanvasScene

EDGE = 2.0  # how far outside its corners a line or frame reaches
MARGIN = 1600.0  # room around the drawing to pan into; more makes the index of items coarser


class Showing:
    """What one scene shows. `loose`: something without a box of its own was placed around the rest."""

    def __init__(self, scene: CanvasScene) -> None:
        self._scene = scene
        self.loose = False
        self._entering: list[LinkItem] = []  # to be added to the scene once they have their way: that spares updates

    def apply(self, what: Touched, variant: Variant) -> None:
        """Bring these elements in line with the model."""
        scene = self._scene
        looks = scene.looks(anew=True)
        self.loose = looks.loose
        scene.detail.measure(len(variant.units))
        for link in [link for link in what.links if link not in variant.links and link in scene.links]:
            self._drop_link(link)
        for unit in [unit for unit in what.units if unit not in variant.units and unit in scene.units]:
            scene.wiring.forget(unit)
            scene.units.pop(unit).remove()
        for note in [note for note in what.notes if note not in variant.notes and note in scene.notes]:
            scene.wiring.place_note(note, None)
            scene.removeItem(scene.notes.pop(note).root)
        for unit in variant.units if what.everything else what.units & variant.units.keys():
            self._show_unit(unit, looks)
        for link in variant.links if what.everything else what.links & variant.links.keys():
            self._show_link(link, looks)
        for note in variant.notes if what.everything else what.notes & variant.notes.keys():
            self._show_note(note, looks)
        if scene.wiring.unsettled:  # nothing came, went or moved otherwise, and going over all that is drawn takes long
            scene.forget_content()
        scene.wiring.settle()
        for item in self._entering:
            self._enter(item)
        self._entering.clear()
        self._enlarge()

    def empty(self) -> None:
        """Show nothing."""
        scene = self._scene
        for link in list(scene.links):
            self._drop_link(link)
        for unit in scene.units.values():
            unit.remove()
        for note in scene.notes.values():
            scene.removeItem(note.root)
        scene.units.clear()
        scene.notes.clear()
        scene.wiring.clear()
        scene.setSceneRect(-MARGIN, -MARGIN, 2 * MARGIN, 2 * MARGIN)

    def wire(self, item: UnitItem, box: Box, around: Iterable[str] | None = None) -> None:
        """Tell the links where a unit lies now."""
        assert item.looks is not None
        unit, wiring = item.ref.id, self._scene.wiring
        band = Box(box.x, box.y, box.width, item.header) if item.looks.container else None
        wiring.place(unit, box, band, wiring.router.around[unit] if around is None else around)

    def _show_unit(self, unit: str, looks: Appearance) -> None:
        scene = self._scene
        item = scene.units.get(unit)
        entering = item is None
        if item is None:
            item = scene.units[unit] = scene.make_unit(unit)
            scene.detail.begin(item)
            if not item.plain:  # parts of it stand in the scene by themselves
                scene.addItem(item.root)
                entering = False
            item.set_badge(scene.badges.get(unit))
            if scene.overlay is not None:
                item.set_tint(scene.overlay.units.get(unit))
        item.show(looks.unit(unit, brief=scene.detail.brief(item)))
        box = looks.box(unit)
        item.place(box.x, box.y)
        if entering:
            scene.addItem(item.root)
        self.wire(item, box, looks.around(unit))

    def _show_link(self, link: str, looks: Appearance) -> None:
        scene = self._scene
        item = scene.links.get(link)
        if item is None:
            item = scene.links[link] = scene.make_link(link)
            scene.detail.begin(item)
            self._entering.append(item)
            if scene.overlay is not None:
                item.set_tint(scene.overlay.links.get(link))
        before, now, row = item.looks, looks.link(link), looks.variant.links[link]
        item.show(now)
        if scene.layers.hidden:
            scene.layers.apply_link(link)
        if before is None:
            scene.wiring.connect(link, row.route, row.by_hand)
            return
        same = (before.from_, before.to_, before.rank) == (now.from_, now.to_, now.rank) and (
            before.kind,
            before.label,
        ) == (now.kind, now.label)
        if not same or scene.wiring.runs(link) != (row.route, row.by_hand and row.route is not None):
            scene.wiring.connect(link, row.route, row.by_hand)

    def _enter(self, item: LinkItem) -> None:
        self._scene.addItem(item.root)
        if item.label is not None:
            self._scene.addItem(item.label)

    def _show_note(self, note: str, looks: Appearance) -> None:
        scene = self._scene
        item = scene.notes.get(note)
        if item is None:
            item = scene.notes[note] = scene.make_note(note)
            scene.detail.begin(item)
            scene.addItem(item.root)
        item.show(looks.note(note))
        scene.layers.apply_note(note)
        box = looks.note_box(note)
        item.root.setPos(box.x, box.y)
        scene.wiring.place_note(note, box)

    def _drop_link(self, link: str) -> None:
        scene = self._scene
        scene.wiring.disconnect(link)
        item = scene.links.pop(link)
        for part in (item.root, item.label):
            if part is not None:
                scene.removeItem(part)

    def _enlarge(self) -> None:
        """Room to pan: in steps, so that it seldom changes; and an index of items as fine as there are many.

        Left to itself the index keeps the depth it had when the scene was empty.
        """
        scene = self._scene
        depth = max(5, (len(scene.units) + len(scene.links)).bit_length())
        if depth != scene.bspTreeDepth():
            scene.setBspTreeDepth(depth)
        content = scene.content_rect()
        if not scene.sceneRect().contains(content.adjusted(-MARGIN / 2, -MARGIN / 2, MARGIN / 2, MARGIN / 2)):
            scene.setSceneRect(content.adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN))


def content_of(scene: CanvasScene) -> QRectF:
    """All that is drawn, without margin; empty when nothing is."""
    found = [(box.x, box.y, box.right, box.bottom) for box in scene.wiring.router.boxes.values()]
    found += [edges(note.root.sceneBoundingRect()) for note in scene.notes.values()]
    for link in scene.links.values():
        if link.points:
            found.append(link.extent)
        if link.label is not None:
            found.append(edges(link.label.sceneBoundingRect()))
    if not found:
        return QRectF()
    lefts, tops, rights, bottoms = zip(*found, strict=True)
    left, top = min(lefts) - EDGE, min(tops) - EDGE
    return QRectF(left, top, max(rights) + EDGE - left, max(bottoms) + EDGE - top)
