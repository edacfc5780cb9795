"""From starting the process to a window on the screen, against a bare PySide6 window."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator

from tests.bench.measure import Row

WATCH = """
from PySide6.QtCore import QEvent, QObject
class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            print("visible", flush=True)
            watched.removeEventFilter(self)
        return False
watch = Watch()
window.installEventFilter(watch)
"""
BARE = (
    """
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
window = QMainWindow()
window.resize(1440, 860)
"""
    + WATCH
    + """
window.show()
app.processEvents()
"""
)
OURS = (
    """
from organisatiecanvas.models import collector
with collector.no_collector():
    from organisatiecanvas.desktop.app import QApplication, show_window, speak
    from organisatiecanvas.desktop.settings import Settings
    speak("nl")
    window = show_window(Settings(), None, demo=True)
app = QApplication.instance()
"""
    + WATCH
    + """
while window.workspace is None:
    app.processEvents()
app.processEvents()
print("usable", flush=True)
"""
)
ROUNDS = 5


def rows() -> Iterator[Row]:
    milliseconds_until(OURS)  # so that everything is compiled, as after any first start
    ours: list[dict[str, float]] = []
    bare: list[float] = []
    for _ in range(ROUNDS):
        bare.append(milliseconds_until(BARE)["visible"])
        ours.append(milliseconds_until(OURS))
    floor = min(bare)
    yield Row(
        "start to visible window against a bare PySide6 window", min(o["visible"] for o in ours), "ms", floor, 1.5
    )
    yield Row("start to the BOSCH example drawn", min(o["usable"] for o in ours), "ms", floor)


def milliseconds_until(script: str) -> dict[str, float]:
    """Milliseconds from spawning the process to each word it prints."""
    start = time.perf_counter()
    compiled = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    process = subprocess.Popen(
        [sys.executable, "-c", script + "import os; os._exit(0)"], stdout=subprocess.PIPE, text=True, env=compiled
    )
    assert process.stdout is not None
    found = {line.strip(): (time.perf_counter() - start) * 1000 for line in process.stdout}
    process.stdout.close()
    process.wait()
    return found
