"""One decision right dragged on the canvas: from letting go to the light, the overlay and the mismatch list as painted.

BOSCH as it is, in the whole window, under the overlay of control capacity with the findings below. The sequence of
orders of engineering goes to the management and back, by mouse events; its light goes from attention to problem and
three disturbances join the list. Measured is the processor time of the whole process, all threads, quietest and median
round: what a quiet machine takes by the clock at most.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from statistics import median

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from organisatiecanvas.canvas.decision_chips import LAYER
from organisatiecanvas.canvas.refs import Ref
from tests.bench.measure import Row

DECISION, FROM, TO = "b-volgorde-engineering", "engineering", "directie"
ROUNDS = 8
LIMIT_MS = 100.0


def rows() -> Iterator[Row]:
    """For `make bench`."""
    from organisatiecanvas.desktop.app import make_application
    from organisatiecanvas.desktop.settings import Settings
    from organisatiecanvas.desktop.window import MainWindow

    _app = QApplication.instance() or make_application()
    window = MainWindow(Settings())
    window.resize(1440, 860)
    window.show()
    window.open_example("bosch")
    window.workspace.show_place("control").show_tab("disturbances")
    _settled(window)
    window.workspace.show_place("canvas")
    canvas = window.workspace.canvas
    canvas.scene.layers.add(LAYER)
    canvas.overlays.choose("control")
    canvas.scene.select([Ref("units", FROM)])
    _settled(window)
    spent, listed = zip(*[_round(window) for _each in range(ROUNDS)], strict=True)
    yield Row("a decision dragged: light and overlay painted, quietest", min(spent), limit=LIMIT_MS)
    yield Row("a decision dragged: light and overlay painted, median", median(spent), limit=LIMIT_MS)
    both = [one + other for one, other in zip(spent, listed, strict=True)]
    yield Row("a decision dragged: the mismatch list too, median", median(both), limit=LIMIT_MS)
    window._let_go()
    window.close()
    window.deleteLater()


def _round(window) -> tuple[float, float]:
    """There, measured, and back by undo: milliseconds to the drawing, and for the list on its page."""
    before = _state(window)
    canvas = window.workspace.canvas
    start = canvas.scene.decisions.rect_of(DECISION).center()
    box = canvas.scene.wiring.router.boxes[TO]
    end = QPointF(box.centre[0], box.y + 12.0)  # on its name, not on a role
    _send(canvas.view, QEvent.Type.MouseButtonPress, start)
    for part in (0.3, 0.6, 1.0):
        _send(canvas.view, QEvent.Type.MouseMove, start + (end - start) * part)
        QApplication.processEvents()
    began = time.process_time()
    _send(canvas.view, QEvent.Type.MouseButtonRelease, end)
    _settled(window)
    spent = (time.process_time() - began) * 1000
    after = _state(window)
    assert before[:2] == ("attention", 43), before
    assert after[:2] == ("problem", 46), after
    assert before[2] != after[2], "the colour of the overlay did not change"
    page = window.workspace.show_place("control")
    began = time.process_time()
    page.refresh()
    QApplication.processEvents()
    listed = (time.process_time() - began) * 1000
    assert "46" in page.tabs["disturbances"].text.toPlainText()
    window.workspace.show_place("canvas")
    window.session.document.undo()
    _settled(window)
    return spent, listed


def _state(window) -> tuple[str, int, str]:
    """The light of the unit, how many disturbances lack authority, and the colour of the unit."""
    control = window.session.runner.figures["control"]
    light = next(row["light"] for row in control["units"] if row["unit"] == FROM)
    return light, len(control["uncovered"]), window.workspace.canvas.scene.overlay.units[FROM].fill


def _send(view, kind: QEvent.Type, place: QPointF) -> None:
    where = QPointF(view.mapFromScene(place))
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    button = none if kind == QEvent.Type.MouseMove else left
    held = none if kind == QEvent.Type.MouseButtonRelease else left
    event = QMouseEvent(kind, where, view.viewport().mapToGlobal(where), button, held, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(view.viewport(), event)


def _settled(window) -> None:
    """Until the figures have come and everything is painted."""
    runner = window.session.runner
    while True:
        QApplication.processEvents()
        if runner.fresh and not runner.busy and not window.workspace.canvas.scene.detail.filling:
            break
        time.sleep(0.0005)
    QApplication.processEvents()
