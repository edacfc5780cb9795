"""Voting with the mouse: a minus and a plus on the note that is selected, and its dots, which count as a plus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainterPath
from PySide6.QtWidgets import QGraphicsPathItem

from organisatiecanvas.canvas import note_editing, style
from organisatiecanvas.canvas.moving import Move
from organisatiecanvas.canvas.refs import Ref

if TYPE_CHECKING:
    from organisatiecanvas.canvas.scene import CanvasScene
    from organisatiecanvas.canvas.view import CanvasView

RADIUS = 9.0
RIGHT, BOTTOM, PITCH = 16.0, 16.0, 23.0  # of the plus, from the corner of the note; the minus lies left of it
DOTS_HEIGHT = 28.0
Keys = Qt.KeyboardModifier


class Voting:
    """The minus and plus of one scene: one item, made when a note is first selected."""

    def __init__(self, scene: CanvasScene) -> None:
        self._scene = scene
        self._item: QGraphicsPathItem | None = None

    def refresh(self) -> None:
        """Lie on the note that is selected, if it is the only one and can be voted for here."""
        note = self._selected()
        if note is None:
            if self._item is not None:
                self._item.setVisible(False)
            return
        if self._item is None:
            self._item = QGraphicsPathItem(_buttons())
            self._item.setPen(style.pen(style.LIGHT.ink, 1.5))
            self._item.setBrush(style.brush("#ffffff"))
            self._item.setZValue(style.GUIDE_Z)
            self._scene.addItem(self._item)
        root = self._scene.notes[note].root
        self._item.setPos(root.mapToScene(root.rect().bottomRight()))
        self._item.setRotation(root.rotation())
        self._item.setVisible(not self._scene.far)

    def _selected(self) -> str | None:
        refs = self._scene.selected()
        if len(refs) != 1 or refs[0].collection != "notes" or refs[0].id not in self._scene.notes:
            return None
        return refs[0].id

    def vote_at(self, place: QPointF) -> tuple[Ref, int] | None:
        """What a click at a point votes: on the selected note +1 or −1, else None."""
        note = self._selected()
        if note is None or self._scene.far:
            return None
        root = self._scene.notes[note].root
        spot = root.mapFromScene(place)
        rect = root.rect()
        from_corner = spot - rect.bottomRight()
        for number, votes in enumerate((1, -1)):
            middle = QPointF(-RIGHT - number * PITCH, -BOTTOM)
            if (from_corner - middle).manhattanLength() <= RADIUS * 1.5:
                return Ref("notes", note), votes
        variant = self._scene.variant
        dots = QRectF(rect.left(), rect.bottom() - DOTS_HEIGHT, rect.width() - RIGHT - 2 * PITCH, DOTS_HEIGHT)
        if variant is not None and variant.notes[note].votes and dots.contains(spot):
            return Ref("notes", note), 1
        return None


class Vote(Move):
    """A press on minus, plus or dots: a vote when it is let go there, else the note is dragged as ever."""

    def __init__(self, view: CanvasView, place: QPointF, note: Ref, votes: int) -> None:
        super().__init__(view, place, note)
        self.votes = votes

    def finish(self, place: QPointF, keys: Keys) -> None:
        if self.dragged:
            super().finish(place, keys)
            return
        vote(self.view, [self.grabbed], self.votes)


def vote(view: CanvasView, refs: list[Ref], votes: int) -> None:
    """Vote on the variant that is shown."""
    view.attempt(lambda: note_editing.vote(view.canvas.document, view.variant_id, refs, votes))


def _buttons() -> QPainterPath:
    """Plus and minus in circles, from the lower right corner of a note."""
    path = QPainterPath()
    for number in range(2):
        middle = QPointF(-RIGHT - number * PITCH, -BOTTOM)
        path.addEllipse(middle, RADIUS, RADIUS)
        path.moveTo(middle - QPointF(4, 0))
        path.lineTo(middle + QPointF(4, 0))
        if number == 0:
            path.moveTo(middle - QPointF(0, 4))
            path.lineTo(middle + QPointF(0, 4))
    return path
