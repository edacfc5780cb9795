"""`make bench`: measure each promise as a ratio against its floor, in one run, and print a table."""

from __future__ import annotations

import argparse
import importlib
import os
import platform
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
    chosen = parser.parse_args().only or MODULES
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    print(f"Python {platform.python_version()}, {platform.system()}, {os.cpu_count()} cores")
    print(f"{'what':58} {'ours':>12} {'floor':>12} {'ratio':>7} {'at most':>8}")
    over = 0
    with tempfile.TemporaryDirectory() as folder:
        os.environ["ORGANISATIECANVAS_STATE"] = str(Path(folder) / "state")
        for name in chosen:
            for row in importlib.import_module(f"tests.bench.{name}").rows():
                print(row.line(), flush=True)
                over += row.over
    print("every promise kept" if not over else f"{over} promise(s) not kept")
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
