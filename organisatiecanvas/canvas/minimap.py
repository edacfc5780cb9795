"""The whole drawing, small: units as plain rectangles in a picture that is drawn anew when nothing else happens.

It paints that picture and the frame of what is seen, so that it costs the drawing nothing.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap, QWheelEvent
from PySide6.QtWidgets import QWidget

from organisatiecanvas.canvas import style
from organisatiecanvas.canvas.viewport import ZoomView
from organisatiecanvas.models.language import _

SIZE = QSize(196, 128)
MARGIN = 8.0
WAIT_MS = 250


class Minimap(QWidget):
    """Shows where the view looks; a click goes there, the frame can be dragged, arrows push it."""

    def __init__(self, view: ZoomView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._picture = QPixmap()
        self._shown: tuple[object, ...] = ()  # what the picture was drawn from
        self._area = QRectF()
        self._grip: QPointF | None = None  # from the middle of the frame to where it was taken
        self.drawn = 0  # how often the picture was drawn
        self.setFixedSize(SIZE)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Overview"))
        self.setAccessibleDescription(_("The whole drawing, small. Arrows move what is seen."))
        self.setToolTip(_("Click to go there, drag the frame to look around"))
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(WAIT_MS)
        self._soon.timeout.connect(self.redraw)
        scene = view.canvas
        scene.content_changed.connect(self.later)
        scene.layers_changed.connect(self.later)
        view.zoom_changed.connect(lambda _zoom: self.update())
        for bar in (view.horizontalScrollBar(), view.verticalScrollBar()):
            bar.valueChanged.connect(lambda _value: self.update())

    def later(self) -> None:
        """Draw the picture anew soon; however many changes come, once."""
        if self.isVisible() and not self._soon.isActive():
            self._soon.start()

    def showEvent(self, event: object) -> None:
        self.redraw()

    def hideEvent(self, event: object) -> None:
        self._soon.stop()

    # -- picture -----------------------------------------------------------------------------------------------

    def redraw(self) -> None:
        """Draw the units and notes as they are now."""
        self._soon.stop()
        scene = self._view.canvas
        units = [(item.root.pos(), item.looks) for item in scene.units.values() if item.looks is not None]
        notes = [(item.root.pos(), item.looks) for item in scene.notes.values() if item.looks and item.root.isVisible()]
        shown = (
            self.devicePixelRatioF(),
            [(at.x(), at.y(), unit.size, unit.colour, unit.container, unit.depth) for at, unit in units],
            [(at.x(), at.y(), note.size, note.colour) for at, note in notes],
        )
        if shown == self._shown:
            return  # what was changed is not to be seen this small, such as a name
        self._shown = shown
        self.drawn += 1
        area = QRectF()
        for place, size in [(at, unit.size) for at, unit in units] + [(at, note.size) for at, note in notes]:
            area = area.united(QRectF(place.x(), place.y(), *size))
        self._area = area.adjusted(-40, -40, 40, 40) if not area.isEmpty() else QRectF(-200, -130, 400, 260)
        ratio = self.devicePixelRatioF()
        self._picture = QPixmap(self.size() * ratio)
        self._picture.setDevicePixelRatio(ratio)
        self._picture.fill(QColor(style.LIGHT.ground))
        painter = QPainter(self._picture)
        scale, left, top = self._fit()
        units.sort(key=lambda one: (not one[1].container, one[1].depth))
        for place, looks in units:
            rect = QRectF(left + place.x() * scale, top + place.y() * scale, *(side * scale for side in looks.size))
            if looks.container:
                painter.fillRect(rect, QColor(style.mix(looks.colour, 0.12)))
                painter.setPen(QColor(style.mix(looks.colour, 0.5)))
                painter.drawRect(rect)
            else:
                painter.fillRect(rect, QColor(style.mix(looks.colour, 0.75)))
        for place, note in notes:
            rect = QRectF(left + place.x() * scale, top + place.y() * scale, *(side * scale for side in note.size))
            painter.fillRect(rect, QColor(style.mix(note.colour, 0.85, "#8a7a1a")))
        painter.end()
        self.update()

    def _fit(self) -> tuple[float, float, float]:
        """Scale, and where the zero point of the scene lies in the widget."""
        width, height = self.width() - 2 * MARGIN, self.height() - 2 * MARGIN
        scale = min(width / self._area.width(), height / self._area.height())
        left = (self.width() - self._area.width() * scale) / 2 - self._area.left() * scale
        top = (self.height() - self._area.height() * scale) / 2 - self._area.top() * scale
        return scale, left, top

    def frame(self) -> QRectF:
        """Where what is seen lies, in pixels of this widget, cut off at its edge."""
        if self._area.isEmpty():
            return QRectF()
        scale, left, top = self._fit()
        seen = self._view.viewport().rect()
        corners = [self._view.to_scene(QPointF(seen.topLeft())), self._view.to_scene(QPointF(seen.bottomRight()))]
        rect = QRectF(
            QPointF(left + corners[0].x() * scale, top + corners[0].y() * scale),
            QPointF(left + corners[1].x() * scale, top + corners[1].y() * scale),
        )
        return rect.intersected(QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5))

    def to_scene(self, place: QPointF) -> QPointF:
        """The scene point at a place of this widget."""
        scale, left, top = self._fit()
        return QPointF((place.x() - left) / scale, (place.y() - top) / scale)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._picture)
        frame = self.frame()
        if not frame.isEmpty():
            blue = QColor(style.LIGHT.selection)
            tint = QColor(blue)
            tint.setAlphaF(0.07)
            painter.setPen(blue)
            painter.setBrush(tint)
            painter.drawRect(frame.adjusted(0, 0, -1, -1))
        if self.hasFocus():
            painter.setPen(style.pen(style.LIGHT.accent, 2.0))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    # -- mouse and keys ----------------------------------------------------------------------------------------

    def _look_at(self, place: QPointF) -> None:
        self._view.zooming()
        self._view.centerOn(self.to_scene(place))
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self._area.isEmpty():
            return
        frame = self.frame()
        inside = frame.contains(event.position())
        self._grip = event.position() - frame.center() if inside else QPointF()
        if not inside:
            self._look_at(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grip is not None:
            self._look_at(event.position() - self._grip)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._grip = None

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._view.set_zoom(self._view.zoom() * 1.0015 ** event.angleDelta().y())
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ways = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}
        way = ways.get(Qt.Key(event.key()))
        if way is not None:
            self._view.scroll_by(QPointF(*way) * 80.0 / self._view.zoom())
        elif event.key() == Qt.Key.Key_Plus:
            self._view.set_zoom(self._view.zoom() * 1.25)
        elif event.key() == Qt.Key.Key_Minus:
            self._view.set_zoom(self._view.zoom() * 0.8)
        else:
            super().keyPressEvent(event)
