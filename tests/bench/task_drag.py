"""A task dragged over the drawing in the whole window: how soon its figures are painted, and how long the hand waits.

The time from the pointer over another cell to figures on the screen goes by the clock, as it crosses two threads. The
longest turn of the interface thread on the way is what would drop a frame: by the clock, with what the thread that
computes takes from it, and by processor time, what it does itself.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from organisatiecanvas.canvas.refs import Ref
from organisatiecanvas.models.document import Document
from organisatiecanvas.models.examples import read
from tests.bench.measure import Row, median

TASK, HOME = "t-engineering-strip", "engineering"
CELLS = ("zagerij", "perserij", "montage", "verkoop", "controle", "afwerking")
ROUNDS = 6
WITHIN_MS = 100.0
FRAME_MS = 1000 / 60


def rows() -> Iterator[Row]:
    """For `make bench`."""
    from organisatiecanvas.desktop.app import make_application
    from organisatiecanvas.desktop.settings import Settings
    from organisatiecanvas.desktop.window import MainWindow

    _app = QApplication.instance() or make_application()
    window = MainWindow(Settings())
    window.resize(1440, 900)
    window.show()
    window.show_document(Document.new(rows=read("bosch")))
    window.workspace.set_panel("inspector", shown=True)
    window.workspace.canvas.scene.select([Ref("units", HOME)])
    _settled(window)
    yield from _drag(window)
    window._let_go()
    window.close()
    window.deleteLater()


def _drag(window) -> Iterator[Row]:
    page = window.workspace.canvas
    drag = page.carry("tasks", (window.session.variant_id, TASK))
    assert drag is not None
    shown: list[float] = []
    turns: list[float] = []
    own: list[float] = []
    for _round in range(ROUNDS):
        for cell in CELLS:
            took, longest, alone = _hover(window, drag, cell)
            shown.append(took)
            turns.append(longest)
            own.append(alone)
    drag.cancel()
    shown.sort()
    turns.sort()
    yield Row(f"task over another cell to figures painted, {len(shown)} times, median", median(shown))
    yield Row("the same, the slowest", shown[-1], limit=WITHIN_MS)
    yield Row("longest turn of the window meanwhile, median of these", median(turns), limit=FRAME_MS)
    yield Row("the same, the slowest", turns[-1])
    yield Row("longest turn by processor time, the slowest", max(own), limit=FRAME_MS)


def _hover(window, drag, cell: str) -> tuple[float, float, float]:
    """Milliseconds to figures painted, and the longest turn on the way by clock and by processor."""
    page, preview = window.workspace.canvas, window.session.preview
    rect = page.scene.rect_of(Ref("units", cell))
    viewport = page.view.viewport()
    place = viewport.mapToGlobal(page.view.mapFromScene(rect.center().x(), rect.bottom() - 6))
    longest = alone = 0.0
    begin = time.perf_counter()

    def turn(action) -> None:
        nonlocal longest, alone
        clock, processor = time.perf_counter(), time.thread_time()
        action()
        longest = max(longest, (time.perf_counter() - clock) * 1000)
        alone = max(alone, (time.thread_time() - processor) * 1000)

    turn(lambda: drag.move(place, Qt.KeyboardModifier.NoModifier))
    while not preview.fresh or preview.figures is None:
        turn(QApplication.processEvents)
    turn(QApplication.processEvents)  # paints what came
    return (time.perf_counter() - begin) * 1000, longest, alone


def _settled(window) -> None:
    quiet = 0
    while quiet < 5:
        QApplication.processEvents()
        page = window.workspace.canvas
        busy = (
            window.session.runner.busy
            or page.scene.detail.filling
            or not page.findings.complete
            or not gc.get_freeze_count()
        )
        quiet = 0 if busy else quiet + 1
        time.sleep(0.002)
