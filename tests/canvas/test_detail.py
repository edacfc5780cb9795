"""A very large drawing: what it makes, and when; counted in items, so that a busy machine says the same."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import QEvent, QObject, QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication, QGraphicsView

from organisatiecanvas.canvas.detail import BANDS
from organisatiecanvas.canvas.refs import Ref
from tests.bench.canvas_scene import Ours, Still, plain

COUNT = 400


@pytest.fixture
def large(qapp: QApplication) -> Iterator[Ours]:
    drawing = plain(COUNT)
    made = Ours(drawing.load, Still(drawing.organisation), drawing.probe)
    made.build()
    made.fit()
    yield made
    made.close()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def settle(side: Ours) -> int:
    """Let it make what is seen; how many turns that took."""
    turns = 0
    while side.scene.detail.filling:
        QApplication.processEvents()
        turns += 1
    return turns


def test_from_afar_a_unit_is_two_rectangles_and_a_link_a_bare_line(large: Ours) -> None:
    scene = large.scene
    assert scene.far
    items = [item for unit in scene.units.values() for item in (unit.root, *unit.root.childItems())]
    assert len(items) == 2 * COUNT
    assert all(link.root.path().elementCount() == len(link.points) for link in scene.links.values())
    assert not large.view.renderHints() & QPainter.RenderHint.Antialiasing


def test_the_index_is_as_fine_as_there_are_items(large: Ours) -> None:
    assert 2 ** large.scene.bspTreeDepth() >= COUNT


def test_close_by_only_what_is_near_is_made(large: Ours) -> None:
    large.close_up()
    settle(large)
    made = {unit for unit, item in large.scene.units.items() if not item.plain}
    seen = large.view.mapToScene(large.view.viewport().rect()).boundingRect()
    inside = {unit for unit, item in large.scene.units.items() if item.root.sceneBoundingRect().intersects(seen)}
    assert inside
    assert inside <= made
    assert len(made) < COUNT
    assert all(large.scene.units[unit]._title is not None for unit in inside)
    assert large.view.renderHints() & QPainter.RenderHint.Antialiasing


def test_zooming_in_keeps_the_plain_picture_until_all_that_is_seen_is_made(large: Ours) -> None:
    large.zoom(0.39)
    large.zoom(0.42)
    assert large.scene.detail.held
    assert not any(item._furnished for item in large.scene.units.values())
    assert settle(large) > 2
    assert not large.scene.detail.held
    assert large.view.viewportUpdateMode() == QGraphicsView.ViewportUpdateMode.BoundingRectViewportUpdate
    large.zoom(0.39)
    settle(large)
    assert all(item.plain for item in large.scene.elements())


class Painted(QObject):
    """Which part of a view is painted, paint by paint."""

    def __init__(self, side: Ours) -> None:
        super().__init__()
        self.parts: list[QRect] = []
        self._port = side.view.viewport()
        self._port.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.parts.append(event.region().boundingRect())  # type: ignore[attr-defined]
        return False


def to_the_bands(side: Ours) -> Painted:
    """Zoom in until all that is seen has been made and nothing of it was painted yet."""
    side.zoom(0.39)
    side.zoom(0.42)
    while side.scene.detail.held:
        QApplication.processEvents()
    return Painted(side)


def test_the_sharp_picture_comes_in_bands(large: Ours) -> None:
    painted, height = to_the_bands(large), large.view.viewport().height()
    settle(large)
    bands = [part for part in painted.parts if part.height() == height // BANDS]
    assert [part.top() for part in bands] == [number * height // BANDS for number in range(BANDS)]
    assert all(part.height() < height for part in painted.parts)


def test_the_sharp_picture_comes_at_once_where_one_looks_elsewhere(large: Ours) -> None:
    painted = to_the_bands(large)
    large.pan(40)
    settle(large)
    assert large.view.viewport().rect() in painted.parts


def test_dragging_touches_what_is_dragged_and_its_links(large: Ours) -> None:
    before = {link: list(item.points) for link, item in large.scene.links.items()}
    box = large.scene.box(Ref("units", large.probe))
    large.move(10.0)
    changed = {link for link, item in large.scene.links.items() if item.points != before[link]}
    links = large.scene.variant.links.values()
    assert changed == {link.id for link in links if large.probe in (link.from_, link.to_)}
    assert len(changed) == 3
    assert box is not None
    assert large.scene.box(Ref("units", large.probe)) == box.moved(10.0, 0)


def test_a_view_scrolls_on_quietly_while_its_scene_goes(qapp: QApplication, capfd: pytest.CaptureFixture[str]) -> None:
    drawing = plain(COUNT)
    side = Ours(drawing.load, Still(drawing.organisation), drawing.probe)
    side.build()
    side.close_up()
    settle(side)
    bar = side.view.horizontalScrollBar()
    away = bar.value()
    side.scene.close()
    shiboken6.delete(side.scene)
    assert bar.value() != away
    side.view.resize(400, 300)
    side.view.close()
    side.view.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    said = capfd.readouterr().err
    assert "Error" not in said
