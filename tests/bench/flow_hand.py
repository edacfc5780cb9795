"""The order flow under the hand in the whole window: a task dragged over the drawing, a lever that slides.

The time from the pointer over another cell, or the lever in another place, to figures on the screen goes by the clock,
as it crosses two threads. The longest turn of the interface thread on the way is what would drop a frame: by the
clock, with what others take from it, and by processor time, what it does itself.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator
from functools import partial

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
    yield from _slide(window)
    window._let_go()
    window.close()
    window.deleteLater()


def _drag(window) -> Iterator[Row]:
    page, preview = window.workspace.canvas, window.session.preview
    viewport = page.view.viewport()
    drag = page.carry("tasks", (window.session.variant_id, TASK))
    assert drag is not None
    found = []
    for _round in range(ROUNDS):
        for cell in CELLS:
            rect = page.scene.rect_of(Ref("units", cell))
            place = viewport.mapToGlobal(page.view.mapFromScene(rect.center().x(), rect.bottom() - 6))
            move = partial(drag.move, place, Qt.KeyboardModifier.NoModifier)
            found.append(_answered(move, lambda: preview.fresh and preview.figures is not None))
    drag.cancel()
    yield from _rows("task over another cell", found, WITHIN_MS, FRAME_MS)


def _slide(window) -> Iterator[Row]:
    window.workspace.show_place("flow")
    page = window.workspace.pages["flow"]
    page.show_side(shown=True)
    _settled(window)
    _answered(lambda: None, lambda: page.runs.all.fresh and page.runs.overview is not None)
    slider = page.panel.levers["setup"].slider
    found = []
    for _round in range(ROUNDS):
        for per_cent in range(-5, -35, -5):
            move = partial(slider.setValue, per_cent)
            found.append(_answered(move, lambda: page.runs.of_levers.fresh and page.runs.trial is not None))
    yield from _rows(
        "lever in another place", found
    )  # nothing was promised: all charts are painted anew, about a frame


def _rows(
    what: str, found: list[tuple[float, float, float]], within: float | None = None, frame: float | None = None
) -> Iterator[Row]:
    shown, turns, own = (sorted(column) for column in zip(*found, strict=True))
    yield Row(f"{what} to figures painted, {len(shown)} times, median", median(shown))
    yield Row("the same, the slowest", shown[-1], limit=within)
    yield Row("longest turn of the window meanwhile, by the clock, median", median(turns))
    yield Row("the same, the slowest", turns[-1])
    yield Row("longest turn by processor time, the slowest", own[-1], limit=frame)


def _answered(action: Callable[[], object], done: Callable[[], object]) -> tuple[float, float, float]:
    """Milliseconds from an action to its figures painted, and the longest turn on the way by clock and by processor."""
    longest = alone = 0.0
    begin = time.perf_counter()

    def turn(work: Callable[[], object]) -> None:
        nonlocal longest, alone
        clock, processor = time.perf_counter(), time.thread_time()
        work()
        longest = max(longest, (time.perf_counter() - clock) * 1000)
        alone = max(alone, (time.thread_time() - processor) * 1000)

    turn(action)
    while not done():
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
