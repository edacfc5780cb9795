"""The built folder: how large it is, and how soon its window shows. Measured where `make bundle` has made it."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import organisatiecanvas
from tests.bench.measure import Row
from tests.bench.start import BARE, milliseconds_until

FOLDER = Path(__file__).resolve().parents[2] / "dist" / f"organisatiecanvas-{organisatiecanvas.__version__}"
ROUNDS = 3


def rows() -> Iterator[Row]:
    program = FOLDER / "organisatiecanvas"
    if not program.exists():
        print("the built folder is not there: make bundle makes it")
        return
    files = [path for path in FOLDER.rglob("*") if path.is_file() and not path.is_symlink()]
    yield Row("built folder", sum(path.stat().st_size for path in files) / 2**20, "MB")
    _to_window(program)  # so that the files are at hand, as after any first start
    ours = min(_to_window(program) for _ in range(ROUNDS))
    bare = min(milliseconds_until(BARE)["visible"] for _ in range(ROUNDS))
    yield Row("built program to its window, against a bare PySide6 window", ours, "ms", bare)


def _to_window(program: Path) -> float:
    """Milliseconds until the self-test says that its window shows."""
    environment = {name: os.environ[name] for name in ("HOME", "PATH") if name in os.environ}
    environment |= {"QT_QPA_PLATFORM": "offscreen", "LANG": "C.UTF-8"}
    start = time.perf_counter()
    process = subprocess.Popen([str(program), "--self-test"], stdout=subprocess.PIPE, text=True, env=environment)
    assert process.stdout is not None
    for line in process.stdout:
        if line.strip().startswith("window:"):
            found = (time.perf_counter() - start) * 1000
            process.kill()
            break
    process.stdout.close()
    process.wait()
    return found
