"""Wheel, touchpad and pinch: many small turns, added up and applied once per frame."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt, QTimer
from PySide6.QtGui import QNativeGestureEvent, QWheelEvent
from PySide6.QtWidgets import QGestureEvent, QPinchGesture

if TYPE_CHECKING:
    from organisatiecanvas.canvas.viewport import ZoomView

FRAME_MS = 16
PER_STEP = 1.0015  # zoom for each eighth of a degree; a notch of a wheel is 120


class Wheel:
    """The turns of one view. The first is applied at once, what follows within a frame together.

    `zooms` says that a turn without Ctrl zooms, and one with Ctrl pans, instead of the other way round.
    """

    def __init__(self, view: ZoomView) -> None:
        self.view = view
        self.zooms = False
        self._factor = 1.0
        self._way = QPointF()  # in pixels
        self._place: QPointF | None = None
        self._frame = QTimer(view)
        self._frame.setSingleShot(True)
        self._frame.setInterval(FRAME_MS)
        self._frame.timeout.connect(self._next)

    def turn(self, event: QWheelEvent) -> None:
        """Ctrl zooms at the pointer, Shift pans sideways, else it pans."""
        ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        sideways = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if ctrl != self.zooms and not (self.zooms and sideways):
            self.zoom_by(PER_STEP ** event.angleDelta().y(), event.position())
            return
        way = QPointF(event.pixelDelta()) if not event.pixelDelta().isNull() else QPointF(event.angleDelta()) / 2
        if sideways and not way.x():
            way = way.transposed()
        self._way += way
        self._begin()

    def gesture(self, event: QNativeGestureEvent) -> bool:
        """The touchpad of a Mac or Wayland; False for what means nothing here."""
        if event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            self.zoom_by(1.0 + event.value(), event.position())
        elif event.gestureType() == Qt.NativeGestureType.SmartZoomNativeGesture:
            self.view.set_zoom(1.0 if self.view.zoom() != 1.0 else 2.0, event.position())
        else:
            return False
        return True

    def touch(self, event: QGestureEvent) -> bool:
        """Two fingers on a touch screen push the paper and zoom it; False for anything else."""
        pinch = event.gesture(Qt.GestureType.PinchGesture)
        if not isinstance(pinch, QPinchGesture):
            return False
        if pinch.state() == Qt.GestureState.GestureStarted:
            self.view.give_up()  # what the first finger began
        middle = self.view.viewport().mapFromGlobal(pinch.centerPoint().toPoint())
        if pinch.changeFlags() & QPinchGesture.ChangeFlag.CenterPointChanged:
            self._way += pinch.centerPoint() - pinch.lastCenterPoint()
            self._begin()
        self.zoom_by(pinch.scaleFactor(), QPointF(middle))
        return True

    def zoom_by(self, factor: float, place: QPointF) -> None:
        """Zoom, keeping a place of the viewport where it is."""
        if factor > 0:
            self._factor *= factor
            self._place = place
            self._begin()

    def _begin(self) -> None:
        if not self._frame.isActive():
            self.apply()
            self._frame.start()

    def _next(self) -> None:
        if self._factor != 1.0 or not self._way.isNull():
            self.apply()
            self._frame.start()

    def apply(self) -> None:
        """Do now what was added up."""
        factor, self._factor = self._factor, 1.0
        way, self._way = self._way, QPointF()
        if factor != 1.0:
            self.view.set_zoom(self.view.zoom() * factor, self._place)
        if not way.isNull():
            self.view.zooming()
            self.view.scroll_by(-way / self.view.zoom())
