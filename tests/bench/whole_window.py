"""Editing one team of a very large organisation in the whole window: processor time of the interface thread,
the quietest round.

Home care with 1,200 teams and 14,000 people. Measured is what an edit keeps the hand waiting for: the edit with all
that follows it at once, and the turn after it. Figures are computed by another thread; their arrival is a row too.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtWidgets import QApplication

from organisatiecanvas.canvas.refs import Ref
from organisatiecanvas.models.document import Document
from tests.bench.canvas_scene import route
from tests.bench.measure import Row, pair
from tests.bench.neighbourhood_care import neighbourhood_care

TEAM = "t620"
ROUNDS = 6
LIMIT_MS = 50.0


def rows() -> Iterator[Row]:
    """For `make bench`."""
    from organisatiecanvas.desktop.app import make_application
    from organisatiecanvas.desktop.settings import Settings
    from organisatiecanvas.desktop.window import MainWindow

    _app = QApplication.instance() or make_application()
    organisation = neighbourhood_care()
    route(organisation.variants["v"])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "care.orgcanvas"
        spent = _spent(lambda: _save_new(organisation, path))
        yield Row("14,000 people: a new document written and saved", spent / 1000, "s", limit=20.0)
        read = pair(lambda: Document.open(path, read_only=True).close(), path.read_bytes, rounds=2)[0]
        yield Row("14,000 people: opened, without the window", read / 1000, "s", limit=5.0)
        window = MainWindow(Settings())
        window.resize(1440, 860)
        window.show()
        document = Document.open(path)
        spent = _spent(lambda: (window.show_document(document), QApplication.processEvents()))
        yield Row("14,000 people: shown in the whole window", spent / 1000, "s", limit=5.0)
        _settled(window)
        yield from _edits(window, document)
        window._let_go()
        window.close()
        window.deleteLater()


def _save_new(organisation, path: Path) -> None:
    with Document.new(rows=organisation) as document:
        document.save(path)


def _edits(window, document: Document) -> Iterator[Row]:
    scene, view = window.workspace.canvas.scene, window.workspace.canvas.view
    scene.select([Ref("units", TEAM)])
    view.set_zoom(1.0)
    view.centerOn(scene.rect_of(Ref("units", TEAM)).center())
    _settled(window)
    number = 0

    def rename() -> None:
        nonlocal number
        number += 1
        with document.edit("Rename"):
            document.organisation.variants["v"].units[TEAM].name = f"Team {number}"

    def move() -> None:
        unit = document.organisation.variants["v"].units[TEAM]
        with document.edit("Move"):
            unit.box = (unit.box[0] + 20, *unit.box[1:])

    for what, action in (("rename one team", rename), ("move one team", move), ("undo that", document.undo)):
        edits, arrivals = zip(*[_edit(window, action) for _round in range(ROUNDS)], strict=True)
        yield Row(f"14,000 people, whole window: {what}", min(edits), limit=LIMIT_MS)
        if action is rename:
            yield Row("14,000 people, whole window: figures arrive", min(arrivals), limit=LIMIT_MS)


def _edit(window, action: Callable[[], object]) -> tuple[float, float]:
    """What the edit takes with the turn after it, and the longest turn until all is quiet again."""
    spent = _spent(lambda: (action(), QApplication.processEvents()))
    return spent, _settled(window)


def _settled(window) -> float:
    """Until figures have come and nothing is left to make; the longest turn on the way."""
    longest, quiet = 0.0, 0
    while quiet < 5:
        longest = max(longest, _spent(QApplication.processEvents))
        busy = window.session.runner.busy or window.workspace.canvas.scene.detail.filling
        quiet = 0 if busy else quiet + 1
        time.sleep(0.002)
    return longest


def _spent(action: Callable[[], object]) -> float:
    """Milliseconds of processor time of this thread."""
    start = time.thread_time()
    action()
    return (time.thread_time() - start) * 1000
