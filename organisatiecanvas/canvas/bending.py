"""Drag a piece of a link sideways: its corners are placed by hand then. A double click on one of them frees them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt

from organisatiecanvas.canvas import corners
from organisatiecanvas.canvas.interactions import Gesture
from organisatiecanvas.canvas.tracks import PITCH
from organisatiecanvas.models.language import _

if TYPE_CHECKING:
    from organisatiecanvas.canvas.drawing import Route
    from organisatiecanvas.canvas.view import CanvasView

Keys = Qt.KeyboardModifier
NEAR = 9.0  # pixels from a corner within which a double click means it


class Bend(Gesture):
    """Move one piece of a link sideways, on the tracks unless Alt is held."""

    def __init__(self, view: CanvasView, place: QPointF, link: str) -> None:
        super().__init__(view, place)
        self.link = link
        self.before: Route = self.canvas.wiring.route(link)
        self.index = piece_at(self.before, place)
        self.points = list(self.before)

    def hint(self) -> str:
        return _("Alt: not on the grid. Double-click a corner to let the link find its own way again.")

    def move(self, place: QPointF, keys: Keys) -> None:
        (x1, y1), (_x2, y2) = self.before[self.index], self.before[self.index + 1]
        now, at = (y1, y1 + place.y() - self.start.y()) if y1 == y2 else (x1, x1 + place.x() - self.start.x())
        if not keys & Keys.AltModifier:
            at = round(at / PITCH) * PITCH
        self.points = corners.moved_segment(self.before, self.index, at - now)
        self.canvas.wiring.preview(self.link, self.points)

    def finish(self, place: QPointF, keys: Keys) -> None:
        if not self.dragged:
            return
        if tuple(self.points) == self.before or not self.view.attempt(
            lambda: corners.place_corners(self.canvas.document, self.view.variant_id, self.link, self.points)
        ):
            self.cancel()

    def cancel(self) -> None:
        self.canvas.wiring.preview(self.link, self.before)


def piece_at(points: Route, place: QPointF) -> int:
    """The piece of a route that lies nearest to a place."""

    def distance(index: int) -> float:
        (x1, y1), (x2, y2) = points[index], points[index + 1]
        dx = max(min(x1, x2) - place.x(), place.x() - max(x1, x2), 0.0)
        dy = max(min(y1, y2) - place.y(), place.y() - max(y1, y2), 0.0)
        return dx + dy

    return min(range(len(points) - 1), key=distance)


def free_corner_at(view: CanvasView, place: QPointF) -> bool:
    """Let a link find its own way again when one of the corners that people placed lies here; False when none does."""
    variant = view.canvas.variant
    reach = NEAR / view.zoom()
    by_hand = [link.id for link in variant.links.values() if link.by_hand] if variant is not None else []
    hit = [
        link
        for link in by_hand
        for x, y in view.canvas.wiring.route(link)[1:-1]
        if abs(x - place.x()) <= reach and abs(y - place.y()) <= reach
    ]
    if hit:
        view.attempt(lambda: corners.free_corners(view.canvas.document, view.variant_id, hit[:1]))
    return bool(hit)


def cursor_at(view: CanvasView, place: QPointF) -> Qt.CursorShape | None:
    """The pointer over a selected link: which way its piece can be dragged; None beside it."""
    for ref in view.canvas.selected():
        if ref.collection == "links" and view.canvas.ref_at(place, 5.0 / view.zoom()) == ref:
            route = view.canvas.wiring.route(ref.id)
            index = piece_at(route, place)
            flat = route[index][1] == route[index + 1][1]
            return Qt.CursorShape.SizeVerCursor if flat else Qt.CursorShape.SizeHorCursor
    return None
