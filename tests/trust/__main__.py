"""`make trust`: try hard to lose work, and keep the table of docs/trust.md true.

Each section runs in a process of its own, so that its memory is its own. ARGS="killed long" for some of them,
ARGS="--share 0.1" for fewer rounds (the table then stays as it is, unless with --keep).
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

from tests.trust.sections import ROOT, SECTIONS, Line, run

PAGE = ROOT / "docs" / "trust.md"
BEGIN, END = "<!-- made by make trust -->", "<!-- end -->"
HEAD = "| What was tried | How often | What came of it | Lost |\n|---|---|---|---|\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("only", nargs="*", help=f"some of {', '.join(SECTIONS)}")
    parser.add_argument("--share", type=float, default=1.0, help="of the full number of rounds")
    parser.add_argument("--keep", action="store_true", help="put the lines in the page, whatever the share")
    parser.add_argument("--one", action="store_true", help="run a section here and write its lines as JSON")
    options = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if options.one:
        print(json.dumps(run(options.only[0], options.share)))
        return 0
    failed = False
    for name in options.only or SECTIONS:
        lines = _in_process(name, options.share)
        failed |= lines is None
        for line in lines or [Line(name, "", "failed", "see above")]:
            print(_row(line), flush=True)
        if lines and (options.keep or options.share >= 1.0):
            _keep(lines)
    return 1 if failed else 0


def _in_process(name: str, share: float) -> list[Line] | None:
    command = [sys.executable, "-m", "tests.trust", "--one", name, "--share", str(share)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, cwd=ROOT, check=False)
    if done.returncode:
        return None
    return [Line(*line) for line in json.loads(done.stdout.splitlines()[-1])]


def _row(line: Line) -> str:
    return "| " + " | ".join(line) + " |"


def _keep(lines: list[Line]) -> None:
    """Put the lines in the table of the page; those of other sections stay."""
    before, table, after = _parts(PAGE)
    rows = {row.split(" | ")[0]: row for row in table.removeprefix(HEAD).splitlines() if row}
    rows |= {_row(line).split(" | ")[0]: _row(line) for line in lines}
    PAGE.write_text(
        f"{before}{BEGIN}\n{HEAD}" + "".join(f"{row}\n" for row in rows.values()) + f"{END}{after}", "utf-8"
    )


def _parts(page: Path) -> tuple[str, str, str]:
    before, _begin, rest = page.read_text("utf-8").partition(f"{BEGIN}\n")
    table, _end, after = rest.partition(END)
    return before, table, after


if __name__ == "__main__":
    sys.exit(main())
