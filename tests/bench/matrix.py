"""The skills matrix of 400 people × 120 skills in the real window: opening, one cell typed, scrolling, memory.

A process of its own does all of it, so that what it holds is not mixed with other measurements. Beside the clock
stands processor time of all threads, which neighbours on the same machine can't stretch.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.bench.measure import Row, median

OPEN, EDIT, MEMORY, FRAME = 5.0, 0.2, 1000.0, 33.0  # s, s, MB, ms
EDITS, STEPS = 25, 60


def rows() -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as folder:
        found = json.loads(
            subprocess.run(
                [sys.executable, "-m", "tests.bench.matrix", folder], capture_output=True, text=True, check=True
            ).stdout.splitlines()[-1]
        )
    yield Row("matrix 400 × 120: open, drawn, all counted, processor", found["open"], "s", limit=OPEN)
    yield Row("the same by the clock", found["opened"], "s")
    yield Row("cell typed to counts painted, processor, median", median(found["edits"]), "s", limit=EDIT)
    yield Row("cell typed to counts painted, by the clock, median", median(found["waits"]), "s")
    yield Row("one step of scrolling painted, processor, median", median(found["frames"]), limit=FRAME)
    yield Row("memory of all that and an export", found["memory"], "MB", limit=MEMORY)


def main(folder: Path) -> None:
    """Do it all once, and print what it took."""
    import psutil
    from PySide6.QtTest import QTest

    from organisatiecanvas.desktop.app import make_application
    from organisatiecanvas.desktop.window import MainWindow
    from organisatiecanvas.exports import export
    from organisatiecanvas.models.document import Document
    from tests.bench.documents import large

    path = folder / "large.orgcanvas"
    with Document.new(rows=large()) as document:
        document.save(path)
    app = make_application()
    window = MainWindow()
    window.resize(1440, 900)
    window.show()
    app.processEvents()
    start, worked = time.perf_counter(), time.process_time()
    window.show_document(Document.open(path))
    page = window.workspace.show_place("skills")
    _settle(app, window)
    found: dict[str, Any] = {"edits": [], "waits": [], "frames": []}
    found |= {"open": time.process_time() - worked, "opened": time.perf_counter() - start}
    model, table = page.model, page.table
    for number in range(EDITS):
        index = model.index(number * 7 % len(model.lines), number * 11 % len(model.skills))
        table.setCurrentIndex(index)
        app.processEvents()
        wanted = (model.level(index) + 3) % 5
        start, worked = time.perf_counter(), time.process_time()
        QTest.keyClick(table, str(wanted))
        _settle(app, window)
        found["edits"].append(time.process_time() - worked)
        found["waits"].append(time.perf_counter() - start)
        assert model.level(index) == wanted
    for bar in (table.verticalScrollBar(), table.horizontalScrollBar()):
        for step in range(STEPS):
            worked = time.process_time()
            bar.setValue(bar.maximum() * step // STEPS)
            app.processEvents()
            found["frames"].append((time.process_time() - worked) * 1000)
    export(window.session.document, folder / "out", "skills")
    found["memory"] = psutil.Process().memory_info().rss / 1e6
    print(json.dumps({name: sorted(value) if isinstance(value, list) else value for name, value in found.items()}))
    sys.stdout.flush()
    os._exit(0)  # what was changed is not to be asked about


def _settle(app: Any, window: Any) -> None:
    """Until all counts are those of the document, and painted."""
    app.processEvents()
    while not window.session.runner.fresh or window.session.runner.busy:
        app.processEvents()
    app.processEvents()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
