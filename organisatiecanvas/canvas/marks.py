"""What lies over the drawing and is no part of it: selection frame, handles, drop target, what is being drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainterPath, QTransform
from PySide6.QtWidgets import QGraphicsItem, QGraphicsPathItem

from organisatiecanvas.canvas import style
from organisatiecanvas.canvas.refs import Box, Ref

if TYPE_CHECKING:
    from organisatiecanvas.canvas.scene import CanvasScene

HANDLE = 8.0
GAP = 4.0  # between an element and its frame
SMALL = ("roles", "decisions")  # what has no size of its own
CONNECT_REACH = 9.0
CONNECT_OUT = 14.0


class Marks:
    """The marks of one scene; each is one item, made once."""

    def __init__(self, scene: CanvasScene) -> None:
        self._scene = scene
        self._zoom = 1.0
        blue = style.LIGHT.selection
        self.frame = self._mark(style.pen(blue, 2.0), None)
        self.handles = self._mark(style.pen(None), blue)
        self.target = self._mark(style.pen(style.LIGHT.accent, 3.0), style.LIGHT.accent, 0.10)
        self.rubber = self._mark(style.pen(blue, 0), blue, 0.10)
        self.draft = self._mark(style.pen(blue, 2.0, (8.0, 2.0)), blue, 0.05)
        self.connectors = self._mark(style.pen(blue, 1.5), "#ffffff")
        self.connect_unit: str | None = None

    def _mark(self, pen: object, fill: str | None, alpha: float = 1.0) -> QGraphicsPathItem:
        item = QGraphicsPathItem()
        item.setPen(pen)  # type: ignore[arg-type]
        if fill is not None:
            colour = QColor(fill)
            colour.setAlphaF(alpha)
            item.setBrush(colour)
        item.setZValue(style.GUIDE_Z)
        item.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIsSelectable, False)
        item.setVisible(False)
        self._scene.addItem(item)
        return item

    def set_zoom(self, zoom: float) -> None:
        """Handles keep their size on the screen; from afar the frame stays visible."""
        if zoom != self._zoom:
            self._zoom = zoom
            self.frame.setPen(style.pen(style.LIGHT.selection, 2.0 / min(zoom, 1.0)))
            self.connectors.setPen(style.pen(style.LIGHT.selection, 1.5 * self._connect_scale()))
            self.show_connectors(None)
            self.update_selection()

    def update_selection(self) -> None:
        """Draw the frame around what is selected, and handles on the one that can be resized."""
        refs = [ref for ref in self._scene.selected() if ref.collection != "links"]
        if not refs and not self.frame.isVisible():
            self._scene.voting.refresh()
            return
        path, handles = QPainterPath(), QPainterPath()
        scale = 1.0 / min(max(self._zoom, 0.2), 2.0)
        for ref in refs:
            rect = self._scene.rect_of(ref)
            if rect.isEmpty():
                continue
            gap = 2.0 if ref.collection in SMALL else GAP
            outline = QPainterPath()
            radius = {"notes": 2.0, "roles": 9.0, "decisions": 11.0}.get(ref.collection, style.RADIUS + 3.0)
            outline.addRoundedRect(rect.adjusted(-gap, -gap, gap, gap), radius, radius)
            turn = _turn(ref, rect)
            path.addPath(turn.map(outline))
            if len(refs) == 1 and ref.collection not in SMALL:
                for corner in self.corners(rect):
                    half = HANDLE * scale / 2
                    place = turn.map(corner)
                    handles.addRect(QRectF(place.x() - half, place.y() - half, 2 * half, 2 * half))
        self.frame.setPath(path)
        self.frame.setVisible(not path.isEmpty())
        self.handles.setPath(handles)
        self.handles.setVisible(not handles.isEmpty())
        self._scene.voting.refresh()

    @staticmethod
    def corners(rect: QRectF) -> list[QPointF]:
        """The middles of the four handles: top left, top right, bottom right, bottom left."""
        out = rect.adjusted(-GAP, -GAP, GAP, GAP)
        return [out.topLeft(), out.topRight(), out.bottomRight(), out.bottomLeft()]

    def handle_at(self, place: QPointF) -> tuple[Ref, int] | None:
        """The resize handle at a point: what it resizes and which corner."""
        refs = self._scene.selected()
        if len(refs) != 1 or refs[0].collection not in ("units", "notes") or not self.handles.isVisible():
            return None
        rect = self._scene.rect_of(refs[0])
        turn = _turn(refs[0], rect)
        reach = (HANDLE / 2 + 3) / min(max(self._zoom, 0.2), 2.0)
        for number, corner in enumerate(self.corners(rect)):
            distance = turn.map(corner) - place
            if abs(distance.x()) <= reach and abs(distance.y()) <= reach:
                return refs[0], number
        return None

    def show_target(self, box: Box | None) -> None:
        """Light up where something would be dropped."""
        path = QPainterPath()
        if box is not None:
            path.addRoundedRect(QRectF(*box), style.RADIUS, style.RADIUS)
        self.target.setPath(path)
        self.target.setVisible(box is not None)

    def show_rubber(self, rect: QRectF | None) -> None:
        """The rectangle that selects."""
        path = QPainterPath()
        if rect is not None:
            path.addRect(rect)
        self.rubber.setPath(path)
        self.rubber.setVisible(rect is not None)

    def show_draft(self, path: QPainterPath | None) -> None:
        """What is being drawn, before it is there."""
        self.draft.setPath(path if path is not None else QPainterPath())
        self.draft.setVisible(path is not None)

    # -- quick connect -----------------------------------------------------------------------------------------

    def show_connectors(self, unit: str | None) -> None:
        """Points on the four sides of a unit from which a flow can be drawn."""
        if unit == self.connect_unit:
            return
        self.connect_unit = unit
        path = QPainterPath()
        scale = self._connect_scale()
        for point in self._connect_points():
            path.addEllipse(point, 5.5 * scale, 5.5 * scale)
            path.moveTo(point - QPointF(2.5, 0) * scale)
            path.lineTo(point + QPointF(2.5, 0) * scale)
            path.moveTo(point - QPointF(0, 2.5) * scale)
            path.lineTo(point + QPointF(0, 2.5) * scale)
        self.connectors.setPath(path)
        self.connectors.setVisible(unit is not None)

    def connector_at(self, place: QPointF) -> str | None:
        """The unit whose connect point lies at a point."""
        reach = CONNECT_REACH * self._connect_scale()
        for point in self._connect_points():
            distance = point - place
            if abs(distance.x()) <= reach and abs(distance.y()) <= reach:
                return self.connect_unit
        return None

    def _connect_scale(self) -> float:
        """From afar the points keep their size on the screen."""
        return 1.0 / min(max(self._zoom, 0.2), 1.0)

    def _connect_points(self) -> list[QPointF]:
        box = self._scene.box(Ref("units", self.connect_unit)) if self.connect_unit is not None else None
        if box is None:
            return []
        x, y = box.centre
        out = CONNECT_OUT * self._connect_scale()
        return [
            QPointF(box.right + out, y),
            QPointF(x, box.bottom + out),
            QPointF(box.x - out, y),
            QPointF(x, box.y - out),
        ]


def _turn(ref: Ref, rect: QRectF) -> QTransform:
    """Notes lie a little askew, and so does what frames them."""
    turn = QTransform()
    if ref.collection == "notes":
        middle = rect.center()
        turn.translate(middle.x(), middle.y())
        turn.rotate(style.NOTE_TURN)
        turn.translate(-middle.x(), -middle.y())
    return turn
