"""The earlier variant as a ghost: what became of each unit, told by a symbol, and what is no longer there, dashed.

Reads two variants and changes nothing; its items are never hit. While it is off it costs nothing.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPointF, QRectF, QTimer
from PySide6.QtGui import QPainterPath
from PySide6.QtWidgets import QGraphicsItem, QGraphicsPathItem, QGraphicsSimpleTextItem

from organisatiecanvas.canvas import layout, style, texts
from organisatiecanvas.canvas.items import SMALL, TITLE
from organisatiecanvas.canvas.refs import Box, Ref
from organisatiecanvas.canvas.shapes import rounded
from organisatiecanvas.models.changes import Change
from organisatiecanvas.models.language import N_, _

if TYPE_CHECKING:
    from organisatiecanvas.canvas.scene import CanvasScene

WORDS = {"new": N_("new"), "moved": N_("moved"), "changed": N_("changed"), "removed": N_("removed")}
SYMBOLS = {"new": "+", "moved": "→", "changed": "≠", "removed": "−"}
COLOURS = {
    "new": style.LIGHT.on_good,
    "moved": style.KINDS["team"],
    "changed": style.LIGHT.on_attention,
    "removed": style.LIGHT.on_problem,
}
PALE = style.mix(style.LIGHT.muted, 0.75)
HEIGHT = 19.0
DOT = 15.0  # across, of the mark on a link
MARKS_AT = (30.0, 20.0, 50.0, 80.0, 120.0)  # from the end of a link, the first where its label does not lie
LEAST_NAME = 44.0  # a shorter piece of a name tells nothing
FAR_SCALE = 2.2  # marks seen from afar
WAIT_MS = 120
MOST_LINES = 8  # of a tooltip
COMPARED = ("variants", "units", "roles", "tasks", "links", "decisions", "disturbances", "meetings")


class Ghost:
    """What differs from the variant `before_id`; None while nothing is compared. `counts` are of units, by status."""

    def __init__(self, scene: CanvasScene) -> None:
        self._scene = scene
        self.before_id: str | None = None
        self.counts: dict[str, int] = dict.fromkeys((*SYMBOLS, "unchanged"), 0)
        self.statuses: dict[str, str] = {}
        self._items: list[QGraphicsItem] = []
        self._marks: dict[str, QGraphicsPathItem] = {}
        self._link_marks: dict[str, QGraphicsPathItem] = {}
        self._links_of: dict[str, list[str]] = {}  # of a unit, those with a mark
        self.links: dict[str, str] = {}  # link → status, of those that are there and differ
        self._soon = QTimer(scene)
        self._soon.setSingleShot(True)
        self._soon.setInterval(WAIT_MS)
        self._soon.timeout.connect(self.refresh)

    def compare_with(self, before_id: str | None) -> None:
        """Show the difference from this variant; None shows nothing."""
        if before_id == self.before_id:
            return
        if self.before_id is None:
            self._scene.document.changed.connect(self._follow)
        elif before_id is None:
            self._scene.document.changed.disconnect(self._follow)
        self.before_id = before_id
        self.refresh()

    def close(self) -> None:
        """Follow the document no longer."""
        self._soon.stop()
        if self.before_id is not None:
            self._scene.document.changed.disconnect(self._follow)
            self.before_id = None

    def _follow(self, change: Change) -> None:
        if change.touches(*COMPARED, "holders", "machines", "requirements"):
            self._soon.start()

    def later(self) -> None:
        """Draw anew soon, if anything is compared."""
        if self.before_id is not None:
            self._soon.start()

    def refresh(self) -> None:
        """Draw it as the two variants are now."""
        self._soon.stop()
        for item in self._items:
            if item.scene() is not None:
                self._scene.removeItem(item)
        self._items, self._marks, self.statuses = [], {}, {}
        self._link_marks, self._links_of, self.links = {}, {}, {}
        self.counts = dict.fromkeys((*SYMBOLS, "unchanged"), 0)
        after = self._scene.variant
        before = self._scene.document.organisation.variants.get(self.before_id)
        if after is not None and before is not None and before is not after:
            self._draw(before, after)
        self._scene.ghost_changed.emit()

    # -- drawing -----------------------------------------------------------------------------------------------

    def _draw(self, before: Any, after: Any) -> None:
        placed = layout.missing_boxes(before)
        old = {unit.id: Box(*unit.box) if unit.box else placed[unit.id] for unit in before.units.values()}
        words = self._judge(before, after)
        removed = [unit for unit, status in self.statuses.items() if status == "removed"]
        moved = [unit for unit, status in self.statuses.items() if status == "moved"]
        self._draw_boxes([old[unit] for unit in (*removed, *moved)])
        self._draw_lost_links(before, after, old)
        router = self._scene.wiring.router
        taken = [box for unit, box in router.boxes.items() if unit not in router.bands]
        taken += router.bands.values()
        taken += [box for note in after.notes if (box := self._scene.box(Ref("notes", note))) is not None]
        for unit in removed:
            gone = f"{SYMBOLS['removed']} {before.units[unit].name}"
            self._draw_name(gone, COLOURS["removed"], old[unit], taken)
        for unit in moved:
            self._draw_name(before.units[unit].name, style.LIGHT.muted, old[unit], taken)
        for unit in moved:
            self._draw_arrow(old[unit], self._scene.box(Ref("units", unit)))
        for unit, status in self.statuses.items():
            box = self._scene.box(Ref("units", unit))
            if box is not None and status != "removed":
                self._draw_mark(unit, status, box, "\n".join(words.get(unit, ())))
        self._draw_link_marks(after)

    def _judge(self, before: Any, after: Any) -> dict[str, list[str]]:
        """The status of each unit that differs, and what differs in it: lines of words by unit."""
        # The comparison loads the whole analysis, which a drawing without a ghost does not need.
        from organisatiecanvas.models.comparison.elements import compare_elements
        from organisatiecanvas.models.comparison.wording import field_words

        words: dict[str, list[str]] = {}
        inside: dict[str, list[str]] = {}
        for element in compare_elements(before, after):
            collection, identity, status = element["collection"], element["id"], element["status"]
            if collection == "units":
                self.counts[status] += 1
            if status == "unchanged":
                continue
            if collection == "links" and status != "removed":
                self.links[identity] = status
            if collection == "units":
                self.statuses[identity] = status
                if element["fields"]:
                    words[identity] = [field_words(element["fields"])]
                continue
            for variant, shown in ((before, status != "new"), (after, status != "removed")):
                row = getattr(variant, collection).get(identity) if shown else None
                unit = getattr(row, "unit", None) or getattr(row, "about", None)
                if unit is not None and row is not None:
                    line = _("{name}: {status}").format(name=row.name, status=_(WORDS[status]))
                    lines = inside.setdefault(unit, [])
                    if line not in lines:
                        lines.append(line)
        for unit, lines in inside.items():
            if unit not in after.units:
                continue
            if unit not in self.statuses:  # nothing of its own, but something in it
                self.statuses[unit] = "changed"
                self.counts["unchanged"] -= 1
                self.counts["changed"] += 1
            more = [f"… +{len(lines) - MOST_LINES}"] if len(lines) > MOST_LINES else []
            words.setdefault(unit, []).extend([*lines[:MOST_LINES], *more])
        return words

    def _keep(self, item: QGraphicsItem, z: float) -> None:
        item.setZValue(z)
        self._scene.addItem(item)
        self._items.append(item)

    def _draw_boxes(self, boxes: Iterable[Box]) -> None:
        """Where units were: under everything, one item each, so that only those in sight are painted."""
        for box in boxes:
            item = QGraphicsPathItem(rounded(box.width, box.height, style.RADIUS))
            item.setPos(box.x, box.y)
            item.setPen(style.pen(PALE, 1.5, (7.5, 3.5)))
            self._keep(item, style.CONTAINER_Z - 0.5)

    def _draw_name(self, name: str, colour: str, box: Box, taken: list[Box]) -> None:
        """The name of what was there in its frame: at the top, or lower where something lies over it."""
        words, x, y = _room_for(name, box, taken)
        if not words:
            return
        item = QGraphicsSimpleTextItem(words)
        item.setFont(style.font(TITLE))
        item.setBrush(style.brush(colour))
        item.setPos(x, y)
        self._keep(item, style.CONTAINER_Z - 0.5)

    def _draw_lost_links(self, before: Any, after: Any, old: Mapping[str, Box]) -> None:
        """Links that are gone, straight and pale between where their units are or were."""
        path = QPainterPath()
        for link in before.links.values():
            if link.id in after.links:
                continue
            ends = [self._scene.box(Ref("units", end)) or old[end] for end in (link.from_, link.to_)]
            first, last = _between(*ends), _between(*reversed(ends))
            path.moveTo(first)
            path.lineTo(last)
        if not path.isEmpty():
            item = QGraphicsPathItem(path)
            item.setPen(style.pen(PALE, 1.0, (4.0, 4.0)))
            self._keep(item, style.CONTAINER_Z - 0.6)

    def _draw_arrow(self, old: Box, new: Box | None) -> None:
        """From where a unit was to where it is."""
        if new is None or old == new:
            return
        start, end = _between(old, new), _between(new, old)
        way = end - start
        length = (way.x() ** 2 + way.y() ** 2) ** 0.5
        if length < 24.0:
            return
        one = way / length
        across = QPointF(-one.y(), one.x())
        path = QPainterPath(start)
        path.lineTo(end)
        path.moveTo(end - one * 10 + across * 5)
        path.lineTo(end)
        path.lineTo(end - one * 10 - across * 5)
        item = QGraphicsPathItem(path)
        item.setPen(style.pen(style.mix(COLOURS["moved"], 0.6), 2.0))
        self._keep(item, style.CONTAINER_Z - 0.4)

    def _draw_mark(self, unit: str, status: str, box: Box, tooltip: str) -> None:
        """A pill with symbol and word on the upper edge of a unit."""
        colour = COLOURS[status]
        words = f"{SYMBOLS[status]} {_(WORDS[status])}"
        wide = texts.width(words, SMALL, True) + 16.0
        item = QGraphicsPathItem(rounded(wide, HEIGHT, HEIGHT / 2))
        item.setPen(style.pen("#ffffff", 1.5))
        item.setBrush(style.brush(colour))
        item.setToolTip(tooltip)
        texts.label(item, words, 8.0, 13.5, SMALL, "#ffffff", True)
        item.setPos(*_corner(box))
        item.setScale(FAR_SCALE if self._scene.far else 1.0)
        self._keep(item, style.NOTE_Z + 1)
        self._marks[unit] = item

    def _draw_link_marks(self, after: Any) -> None:
        """A small round mark on every link that is new or another than it was."""
        for identity, status in self.links.items():
            link = after.links[identity]
            if identity not in self._scene.links:
                continue
            item = QGraphicsPathItem(rounded(DOT, DOT, DOT / 2))
            item.setPen(style.pen("#ffffff", 1.0))
            item.setBrush(style.brush(COLOURS[status]))
            symbol = SYMBOLS[status]
            item.setToolTip(f"{symbol} {_(WORDS[status])}")
            texts.label(item, symbol, (DOT - texts.width(symbol, SMALL, True)) / 2, DOT - 3.5, SMALL, "#ffffff", True)
            item.setTransformOriginPoint(DOT / 2, DOT / 2)
            item.setScale(FAR_SCALE / 1.5 if self._scene.far else 1.0)
            self._keep(item, style.NOTE_Z + 1)
            self._link_marks[identity] = item
            self._put_on_link(identity)
            for end in (link.from_, link.to_):
                self._links_of.setdefault(end, []).append(identity)

    def _put_on_link(self, identity: str) -> None:
        item = self._scene.links.get(identity)
        if item is not None and item.points:
            dots = [_dot(*_along(item.points, distance)) for distance in MARKS_AT]
            label = None if item.label is None else Box(item.label.x(), item.label.y(), *item.label_size)
            free = (dot for dot in dots if label is None or not _overlap(dot, label))
            dot = next(free, dots[0])
            self._link_marks[identity].setPos(dot.x, dot.y)

    # -- while the drawing is handled ------------------------------------------------------------------------------

    def place(self, unit: str, box: Box) -> None:
        """A unit is dragged: its mark goes along."""
        mark = self._marks.get(unit)
        if mark is not None:
            mark.setPos(*_corner(box))

    def follow_links(self, units: Iterable[str]) -> None:
        """Links of these units were drawn another way: their marks go along."""
        if self._link_marks:
            for identity in {link for unit in units for link in self._links_of.get(unit, ())}:
                self._put_on_link(identity)

    def set_far(self, far: bool) -> None:
        """Marks stay readable from afar."""
        for mark in self._link_marks.values():
            mark.setScale(FAR_SCALE / 1.5 if far else 1.0)
        for mark in self._marks.values():
            mark.setScale(FAR_SCALE if far else 1.0)

    def content_rect(self) -> QRectF:
        """What the ghost takes, for showing everything."""
        found = QRectF()
        for item in self._items:
            found = found.united(item.sceneBoundingRect())
        return found


def _corner(box: Box) -> tuple[float, float]:
    return box.x + 10.0, box.y - HEIGHT / 2 - 3.0


def _along(points: list[tuple[float, float]], distance: float) -> tuple[float, float]:
    """The place so far from the end of a link, or its middle where it is short."""
    lengths = [abs(x2 - x) + abs(y2 - y) for (x, y), (x2, y2) in itertools.pairwise(points)]
    left = min(distance, sum(lengths) / 2)
    for ((x, y), (x2, y2)), length in zip(reversed(list(itertools.pairwise(points))), reversed(lengths), strict=True):
        if left <= length and length > 0:
            share = left / length
            return x2 + (x - x2) * share, y2 + (y - y2) * share
        left -= length
    return points[0]


def _dot(x: float, y: float) -> Box:
    return Box(x - DOT / 2, y - DOT / 2, DOT, DOT)


def _room_for(name: str, box: Box, taken: list[Box]) -> tuple[str, float, float]:
    """A name as it fits where nothing lies over a frame, as high as it can stand, and where; empty when nowhere."""
    wide, best, place = texts.width(name, TITLE), 0.0, (0.0, 0.0)
    row = box.y + 10.0
    while row <= box.bottom - 26.0 or row == box.y + 10.0:
        line = Box(box.x + 14.0, row, max(0.0, box.width - 28.0), 18.0)
        over = sorted((one.x, one.right) for one in taken if _overlap(line, one))
        left = line.x
        for start, end in [*over, (line.right, line.right)]:
            if start - left > best + 0.5:
                best, place = start - left, (left, row)
            left = max(left, end + 4.0)
        if best >= wide:
            break
        row += 20.0
    if best < min(wide, LEAST_NAME):
        return "", *place
    return texts.elided(name, best, TITLE), *place


def _overlap(one: Box, two: Box) -> bool:
    return one.x < two.right and two.x < one.right and one.y < two.bottom and two.y < one.bottom


def _between(box: Box, other: Box) -> QPointF:
    """Where the straight line from the middle of a box to that of another leaves it."""
    (x, y), (x2, y2) = box.centre, other.centre
    dx, dy = x2 - x, y2 - y
    shares = [half / abs(way) for half, way in ((box.width / 2, dx), (box.height / 2, dy)) if way]
    share = min(shares, default=0.0)
    return QPointF(x + dx * min(share, 1.0), y + dy * min(share, 1.0))


def earlier(organisation: Any, variant_id: str) -> str | None:
    """With which variant this one is compared: the one it is based on, else how the organisation is now."""
    variant = organisation.variants.get(variant_id)
    if variant is None:
        return None
    if variant.based_on in organisation.variants:
        return str(variant.based_on)
    current = organisation.current_variant()
    return current.id if current is not None and current.id != variant_id else None
