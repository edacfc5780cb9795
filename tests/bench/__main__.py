"""`make bench`: measure each promise as a ratio against its floor, in one run, and print a table."""

from __future__ import annotations

import argparse
import importlib
import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path

# Each module has `rows() -> Iterator[Row]`.
MODULES = (
    "start",
    "documents",
    "canvas_scene",
    "whole_window",
    "routing",
    "workbooks",
    "exports",
    "skills",
    "matrix",
    "flow",
    "flow_hand",
    "control",
    "workload",
    "comparison",
    "bundle",
)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("only", nargs="*", help=f"some of {', '.join(MODULES)}")
    parser.add_argument("--rows", action="store_true", help="the rows of one module, without a heading")
    options = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if options.rows:
        return measure(options.only[0])
    print(f"Python {platform.python_version()}, {platform.system()}, {os.cpu_count()} cores")
    print(f"{'what':58} {'ours':>12} {'floor':>12} {'ratio':>7} {'at most':>8}", flush=True)
    # A process for each: what one leaves behind is no burden to the next.
    command = [sys.executable, "-m", "tests.bench", "--rows"]
    ended = {name: subprocess.run([*command, name], check=False).returncode for name in options.only or MODULES}
    missed = [name for name, code in ended.items() if code]
    print(f"not kept, or not measured: {', '.join(missed)}" if missed else "every promise kept")
    return 1 if missed else 0


def measure(name: str) -> int:
    """Print the rows of a module; 1 where a promise is not kept."""
    over = 0
    with tempfile.TemporaryDirectory() as folder:
        os.environ["ORGANISATIECANVAS_STATE"] = str(Path(folder) / "state")
        for row in importlib.import_module(f"tests.bench.{name}").rows():
            print(row.line(), flush=True)
            over += row.over
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
