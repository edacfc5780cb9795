"""What lies under a point of a scene, where an element is shown, and what is told of what is pointed at."""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtWidgets import QGraphicsItem

from organisatiecanvas.canvas.refs import Ref
from organisatiecanvas.canvas.tags import tagged

if TYPE_CHECKING:
    from organisatiecanvas.canvas.scene import CanvasScene

LINE = 4.0  # scene units from the middle of a link to where its line and arrow end


def ref_at(scene: CanvasScene, place: QPointF, reach: float) -> Ref | None:
    """The element under a point: the topmost; a role before its unit; a link also a little beside its line."""
    chip = scene.decisions.at(place)
    if chip is not None:
        return Ref("decisions", chip.decision)
    for item in scene.items(place):
        ref = tagged(item)
        if ref is None:
            continue
        if ref.collection == "links":
            if _of_label(scene, ref, item) or _distance(scene, ref, place) <= LINE:
                return ref
            continue
        near = (
            _link_near(scene, place, reach) if _is_container(scene, ref) and not _on_band(scene, ref, place) else None
        )
        return near or _role_or_unit(scene, ref, place)
    return _link_near(scene, place, reach)


def _link_near(scene: CanvasScene, place: QPointF, reach: float) -> Ref | None:
    """The nearest link that runs, or has its label, within this distance."""
    around = QRectF(place.x() - reach, place.y() - reach, 2 * reach, 2 * reach)
    best: tuple[float, Ref] | None = None
    for item in scene.items(around, Qt.ItemSelectionMode.IntersectsItemShape):
        ref = tagged(item)
        if ref is not None and ref.collection == "links":
            away = reach if _of_label(scene, ref, item) else _distance(scene, ref, place)
            if away <= reach and (best is None or away < best[0]):
                best = away, ref
    return best[1] if best is not None else None


def _of_label(scene: CanvasScene, ref: Ref, item: QGraphicsItem) -> bool:
    above = item.parentItem()
    while above is not None:
        item, above = above, above.parentItem()
    return item is not scene.links[ref.id].root


def _distance(scene: CanvasScene, ref: Ref, place: QPointF) -> float:
    """From a point to the line of a link. Its shape won't do: to Qt that takes in all that its corners enclose."""
    x, y = place.x(), place.y()
    found = math.inf
    for (x1, y1), (x2, y2) in itertools.pairwise(scene.links[ref.id].points):
        length = (x2 - x1) ** 2 + (y2 - y1) ** 2
        share = min(max(((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / length, 0.0), 1.0) if length else 0.0
        found = min(found, math.hypot(x - x1 - share * (x2 - x1), y - y1 - share * (y2 - y1)))
    return found


def _on_band(scene: CanvasScene, ref: Ref, place: QPointF) -> bool:
    """Whether a point lies on the name of a container, by which it is taken; links run close along it."""
    band = scene.wiring.router.bands.get(ref.id)
    return band is not None and band.contains(place.x(), place.y())


def _is_container(scene: CanvasScene, ref: Ref) -> bool:
    looks = scene.units[ref.id].looks if ref.collection == "units" else None
    return looks is not None and looks.container


def _role_or_unit(scene: CanvasScene, ref: Ref, place: QPointF) -> Ref:
    if ref.collection != "units":
        return ref
    item = scene.units[ref.id]
    corner = item.root.pos()
    role = item.role_at(place.x() - corner.x(), place.y() - corner.y())
    return Ref("roles", role) if role is not None else ref


def rect_of(scene: CanvasScene, ref: Ref) -> QRectF:
    """The place of an element, in scene units; empty when it is not shown."""
    if ref.collection == "roles":
        variant = scene.variant
        role = variant.roles.get(ref.id) if variant is not None else None
        item = scene.units.get(role.unit) if role is not None else None
        if item is None:
            return QRectF()
        place = item.role_places.get(ref.id)
        return place.translated(item.root.pos()) if place is not None else item.root.sceneBoundingRect()
    if ref.collection == "decisions":
        return scene.decisions.rect_of(ref.id)
    if ref.collection == "links":
        link = scene.links.get(ref.id)
        return link.rect if link is not None else QRectF()
    box = scene.box(ref)
    return QRectF(*box) if box is not None else QRectF()


def tooltip(scene: CanvasScene, place: QPointF) -> str:
    """What is told of the unit or link under a point; empty where an item on it has something to tell itself."""
    if any(item.toolTip() for item in scene.items(place)):
        return ""
    ref = scene.ref_at(place)
    if ref is not None and ref.collection == "roles" and scene.variant is not None:
        looks = scene.units[scene.variant.roles[ref.id].unit].looks
        own = next((role.tooltip for role in looks.roles if role.id == ref.id), "") if looks is not None else ""
        if own:
            return own
        ref = Ref("units", scene.variant.roles[ref.id].unit)
    if ref is None or ref.collection not in ("units", "links"):
        return ""
    words = scene.looks().tooltip(ref)
    told = scene.links[ref.id].tooltip if ref.collection == "links" else ""
    return f"{words}\n{told}" if told else words
