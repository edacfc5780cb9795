"""Touchpad and touch screen: pinch and two fingers, with the events that the system would send."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QInputDevice, QNativeGestureEvent, QPointingDevice, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from organisatiecanvas.models.interchange import dump
from tests.canvas.conftest import Hand

MIDDLE = QPointF(300, 200)


def native(hand: Hand, kind: Qt.NativeGestureType, value: float, place: QPointF = MIDDLE) -> None:
    port = hand.view.viewport()
    there = QPointF(port.mapToGlobal(place))
    pad = QPointingDevice.primaryPointingDevice()
    event = QNativeGestureEvent(kind, pad, 2, place, place, there, value, QPointF())
    QApplication.sendEvent(port, event)


def test_pinching_a_touchpad_zooms_and_keeps_what_is_under_the_fingers(cells: Hand) -> None:
    zoom, kept = cells.view.zoom(), cells.view.to_scene(MIDDLE)
    native(cells, Qt.NativeGestureType.BeginNativeGesture, 0.0)
    for _turn in range(4):
        native(cells, Qt.NativeGestureType.ZoomNativeGesture, 0.05)
    native(cells, Qt.NativeGestureType.EndNativeGesture, 0.0)
    cells.view.wheel.apply()
    assert cells.view.zoom() == pytest.approx(zoom * 1.05**4)
    now = cells.view.to_scene(MIDDLE)
    assert (now.x(), now.y()) == pytest.approx((kept.x(), kept.y()), abs=2)


def test_a_double_tap_with_two_fingers_shows_it_twice_as_large_and_back(cells: Hand) -> None:
    cells.view.set_zoom(1.0)
    native(cells, Qt.NativeGestureType.SmartZoomNativeGesture, 1.0)
    assert cells.view.zoom() == 2.0
    native(cells, Qt.NativeGestureType.SmartZoomNativeGesture, 0.0)
    assert cells.view.zoom() == 1.0


def test_two_fingers_on_a_touchpad_push_the_paper_by_as_many_pixels(cells: Hand) -> None:
    before, zoom = cells.view.to_scene(MIDDLE), cells.view.zoom()
    for _turn in range(5):
        event = QWheelEvent(
            MIDDLE,
            MIDDLE,
            QPoint(6, -4),
            QPoint(12, -8),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.ScrollUpdate,
            False,
        )
        QApplication.sendEvent(cells.view.viewport(), event)
    cells.view.wheel.apply()
    way = cells.view.to_scene(MIDDLE) - before
    assert (way.x() * zoom, way.y() * zoom) == pytest.approx((-30, 20), abs=1)


@pytest.fixture
def screen() -> QPointingDevice:
    return QTest.createTouchDevice(QInputDevice.DeviceType.TouchScreen)


def touch(hand: Hand, screen: QPointingDevice, steps: list[tuple[QPoint, QPoint]]) -> None:
    """Two fingers that go down, along these places, and up."""
    port = hand.view.viewport()
    QTest.touchEvent(port, screen).press(0, steps[0][0], port).commit()
    QTest.touchEvent(port, screen).stationary(0).press(1, steps[0][1], port).commit()
    for one, two in steps[1:]:
        QTest.touchEvent(port, screen).move(0, one, port).move(1, two, port).commit()
    QTest.touchEvent(port, screen).release(0, steps[-1][0], port).release(1, steps[-1][1], port).commit()
    hand.view.wheel.apply()


def test_two_fingers_on_a_screen_zoom_by_as_much_as_they_part(cells: Hand, screen: QPointingDevice) -> None:
    cells.view.set_zoom(0.8)
    before = dump(cells.document.organisation)
    middle = QPoint(300, 200)
    parting = [(middle - QPoint(wide, 0), middle + QPoint(wide, 0)) for wide in range(50, 101, 10)]
    touch(cells, screen, parting)
    assert cells.view.zoom() == pytest.approx(1.6, rel=0.1)
    assert cells.view.gesture is None
    assert dump(cells.document.organisation) == before


def test_two_fingers_on_a_screen_push_the_paper(cells: Hand, screen: QPointingDevice) -> None:
    cells.view.set_zoom(1.0)
    before = cells.view.to_scene(MIDDLE)
    steps = [(QPoint(250 + 10 * at, 200 + 5 * at), QPoint(350 + 10 * at, 200 + 5 * at)) for at in range(9)]
    touch(cells, screen, steps)
    way = cells.view.to_scene(MIDDLE) - before
    assert cells.view.zoom() == pytest.approx(1.0, abs=0.02)
    assert (way.x(), way.y()) == pytest.approx((-80, -40), abs=12)


def test_a_second_finger_gives_up_what_the_first_began(cells: Hand, screen: QPointingDevice) -> None:
    before = dump(cells.document.organisation)
    port = cells.view.viewport()
    start = cells.view.mapFromScene(QPointF(100, 20))  # the heading of a cell: a drag would move it
    QTest.mousePress(port, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(port, start + QPoint(30, 30))
    assert cells.view.gesture is not None
    steps = [(start + QPoint(-20 * at, 0), start + QPoint(60 + 20 * at, 0)) for at in range(4)]
    touch(cells, screen, steps)
    assert cells.view.gesture is None
    QTest.mouseRelease(port, Qt.MouseButton.LeftButton, pos=start + QPoint(30, 30))
    assert dump(cells.document.organisation) == before
