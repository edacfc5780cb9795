"""What the room looks at: the drawing without scroll bars, moved from view to view, and what floats over it."""

from __future__ import annotations

from PySide6.QtCore import QEasingCurve, QEvent, QPoint, QPointF, QRectF, Qt, QTimer, QVariantAnimation, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QRadialGradient, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from organisatiecanvas.canvas import style
from organisatiecanvas.canvas.items import SMALL
from organisatiecanvas.canvas.present_scene import PresentScene
from organisatiecanvas.canvas.presenting import text_size
from organisatiecanvas.canvas.viewport import LEAST_ZOOM, MOST_ZOOM, ZoomView

MOVE_MS = 320
SETTLE_MS = 90  # after the last notch of the wheel texts are laid out for the new zoom
LASER = "#e11d2a"
LASER_SIZE = 56  # pixels, ring and glow


class PresentView(ZoomView):
    """Pans by dragging, zooms by the wheel; `show_box` glides to a part of the drawing.

    `moved` tells that the presenter moved the picture by hand, `pointed` every move of the pointer.
    """

    moved = Signal()
    pointed = Signal(QPoint)  # where the pointer is, in pixels of the viewport

    def __init__(self, scene: PresentScene, parent: QWidget | None = None) -> None:
        super().__init__(scene, parent)
        self.scene_ = scene
        self.fit_margin = 28
        self.covered_below = 0  # pixels at the bottom that something floats over
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self._grabbed: QPointF | None = None
        self._target = QRectF()
        self._start = QRectF()
        self._gliding = QVariantAnimation(self)
        self._gliding.setDuration(MOVE_MS)
        self._gliding.setEasingCurve(QEasingCurve.Type.InOutCubic)
        self._gliding.setStartValue(0.0)
        self._gliding.setEndValue(1.0)
        self._gliding.valueChanged.connect(self._glide)
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(SETTLE_MS)
        self._settling.timeout.connect(self.settle)
        self.zoom_changed.connect(lambda _zoom: self._settling.start())

    # -- how large texts are -------------------------------------------------------------------------------------

    def settle(self) -> None:
        """Lay texts out for the zoom as it is now."""
        self._settling.stop()
        if not self.gliding:
            self._lay_out(self.zoom())

    def _lay_out(self, zoom: float) -> None:
        self.scene_.set_least(text_size(self.viewport().width()) / zoom)

    # -- going somewhere -----------------------------------------------------------------------------------------

    @property
    def gliding(self) -> bool:
        return self._gliding.state() == QVariantAnimation.State.Running

    def seen(self) -> QRectF:
        """The part of the drawing that nothing floats over, in scene units."""
        room = self._room(0)
        corner, end = self.to_scene(QPointF(room.topLeft())), self.to_scene(QPointF(room.bottomRight()))
        return QRectF(corner, end)

    def show_box(self, box: QRectF, *, at_once: bool = False) -> None:
        """Show this part as large as it fits, gliding there."""
        self._gliding.stop()
        self._target = self._framed(box)
        self._lay_out(self._zoom_of(self._target))
        self._start = self._frame_now()
        if at_once or not self.isVisible():
            self._glide(1.0)
            self.settle()
        else:
            self._gliding.start()

    def show_all(self, *, at_once: bool = False) -> None:
        """Show everything; labels that grew for the new zoom count with what is shown."""
        self._gliding.stop()
        self._lay_out(self._zoom_of(self._framed(self._content())))
        self.show_box(self._content(), at_once=at_once)

    def readable_room(self) -> tuple[float, float]:
        """Width and height, in scene units, of what can be shown while the smallest text of the drawing is readable."""
        zoom, room = text_size(self.viewport().width()) / SMALL, self._room(self.fit_margin)
        return room.width() / zoom, room.height() / zoom

    def all_readable(self) -> bool:
        """Whether that is so when everything is shown."""
        wide, tall = self.readable_room()
        content = self._content()
        return content.width() <= wide and content.height() <= tall

    def _content(self) -> QRectF:
        content = self.scene_.shown_rect()
        return content if not content.isEmpty() else QRectF(0, 0, 800, 450)

    def finish(self) -> None:
        """Be there at once."""
        if self.gliding:
            self._gliding.stop()
            self._glide(1.0)
        self.settle()

    def stop(self) -> None:
        """Nothing moves any more."""
        self._gliding.stop()
        self._settling.stop()

    def _room(self, margin: int) -> QRectF:
        """Where the drawing may be, in pixels of the viewport."""
        whole = QRectF(self.viewport().rect())
        return whole.adjusted(margin, margin + self.covered_above, -margin, -margin - self.covered_below)

    def _framed(self, box: QRectF) -> QRectF:
        """The part that the whole viewport shows when `box` lies in the room."""
        room, whole = self._room(self.fit_margin), QRectF(self.viewport().rect())
        if room.width() < 20 or room.height() < 20:
            return box
        zoom = min(room.width() / box.width(), room.height() / box.height())
        zoom = min(max(zoom, LEAST_ZOOM), MOST_ZOOM)
        middle = box.center() - (room.center() - whole.center()) / zoom
        size = whole.size() / zoom
        return QRectF(middle.x() - size.width() / 2, middle.y() - size.height() / 2, size.width(), size.height())

    def _zoom_of(self, frame: QRectF) -> float:
        return self.viewport().width() / frame.width()

    def _frame_now(self) -> QRectF:
        return QRectF(self.to_scene(QPointF(0, 0)), self.to_scene(QPointF(self.viewport().rect().bottomRight())))

    def _glide(self, share: float) -> None:
        """At this share of the way: sizes grow evenly, so that it looks even to the eye."""
        one, two = self._start, self._target
        if one.isEmpty() or two.isEmpty():
            return
        ratio = two.width() / one.width()
        width = one.width() * ratio**share
        along = share if abs(ratio - 1) < 1e-6 else (width - one.width()) / (two.width() - one.width())
        middle = one.center() + (two.center() - one.center()) * along
        self.set_zoom(self.viewport().width() / width)
        self.centerOn(middle)

    # -- by hand -------------------------------------------------------------------------------------------------

    def zoom_by(self, factor: float, around: QPointF | None = None) -> None:
        self._gliding.stop()
        self.set_zoom(self.zoom() * factor, around)
        self.moved.emit()

    def pan(self, way: QPointF) -> None:
        """Move what is seen by so many pixels."""
        self._gliding.stop()
        self.scroll_by(way / self.zoom())
        self.moved.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel zooms at the pointer; two fingers on a touchpad pan."""
        if not event.pixelDelta().isNull() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.pan(-QPointF(event.pixelDelta()))
        else:
            self.zoom_by(1.0015 ** event.angleDelta().y(), event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            self._grabbed = event.position()
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grabbed is not None:
            self.pan(self._grabbed - event.position())
            self._grabbed = event.position()
        self.pointed.emit(event.position().toPoint())
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._grabbed = None
        event.accept()

    def viewportEvent(self, event: QEvent) -> bool:
        """As everywhere, but without tooltips: the room has nothing to do with them."""
        return event.type() == QEvent.Type.ToolTip or super().viewportEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settling.start()


class Laser(QWidget):
    """A soft red dot with a ring, where the pointer is; only what lies under it is painted anew."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFixedSize(LASER_SIZE, LASER_SIZE)
        self.hide()

    def point(self, place: QPoint) -> None:
        """Be there, in pixels of the parent."""
        self.move(place - QPoint(LASER_SIZE // 2, LASER_SIZE // 2))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = QPointF(self.rect().center()) + QPointF(0.5, 0.5)
        glow = QRadialGradient(middle, LASER_SIZE / 2)
        for share, alpha in ((0.0, 190), (0.25, 120), (0.6, 45), (1.0, 0)):
            colour = QColor(LASER)
            colour.setAlpha(alpha)
            glow.setColorAt(share, colour)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(glow)
        painter.drawEllipse(middle, LASER_SIZE / 2, LASER_SIZE / 2)
        painter.setBrush(QColor(LASER))
        painter.drawEllipse(middle, 6.5, 6.5)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(LASER), 2.5))
        painter.drawEllipse(middle, 15.0, 15.0)


class Corner(QWidget):
    """The time that is left, large in the corner; it breathes when the time is up."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.words, self.glow, self.quiet = "", 0.0, False

    def fit(self, picture_width: int, words: str, *, quiet: bool) -> None:
        """Show these words on a picture so wide; `quiet` while the timer stands still."""
        self.words, self.quiet = words, quiet
        size = round(text_size(picture_width) * 1.5)
        self._font = style.font(size, True)
        wide = style.metrics(size, True).horizontalAdvance("0" * len(words))
        self.setFixedSize(round(wide + 1.2 * size), round(1.7 * size))
        self.setAccessibleName(words)
        self.update()

    def set_glow(self, share: float) -> None:
        self.glow = share
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self.words:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        light = style.LIGHT
        edge = light.attention if self.glow else light.line
        painter.setPen(QPen(QColor(edge), 2.0 + 2.0 * self.glow))
        painter.setBrush(QColor(style.mix(light.attention, round(0.55 * self.glow, 2), light.panel)))
        card = QRectF(self.rect()).adjusted(3, 3, -3, -3)
        painter.drawRoundedRect(card, card.height() / 3, card.height() / 3)
        painter.setFont(self._font)
        painter.setPen(QColor(light.muted if self.quiet and not self.glow else light.ink))
        painter.drawText(card, Qt.AlignmentFlag.AlignCenter, self.words)
