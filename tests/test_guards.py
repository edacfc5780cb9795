"""The guards of conftest.py do fail a test that leaves something behind."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

LEAKS = """
import threading
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

def test_thread(): threading.Thread(target=threading.Event().wait, args=(5,)).start()
def test_timer(qtbot): globals()["timer"] = QTimer(); timer.start(1000)
def test_window(qtbot): globals()["window"] = QWidget(); window.show()
def test_clean(qtbot): pass
"""


def test_a_thread_a_timer_and_a_window_left_behind_each_fail(tmp_path: Path) -> None:
    root = Path(__file__).parents[1]
    (tmp_path / "conftest.py").write_text((root / "tests" / "conftest.py").read_text("utf-8"), "utf-8")
    (tmp_path / "test_leaks.py").write_text(LEAKS, "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--rootdir", str(tmp_path), str(tmp_path)],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(root), "QT_QPA_PLATFORM": "offscreen"},
        timeout=120,
        check=False,
    )
    failures = [line for line in done.stdout.splitlines() if line.startswith("ERROR")]
    assert [
        name for name in ("test_thread", "test_timer", "test_window") if any(name in line for line in failures)
    ] == [
        "test_thread",
        "test_timer",
        "test_window",
    ], done.stdout
    assert not any("test_clean" in line for line in failures)
