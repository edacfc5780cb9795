"""Somebody else on the share, in a process of their own with a state folder of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from organisatiecanvas.models import working
from organisatiecanvas.models.document import Document
from organisatiecanvas.models.errors import SaveConflictError

NAME = "An"
ROOT = Path(__file__).parents[2]


class Colleague:
    """Opens the file on coming; saves, leaves or dies when told to."""

    def __init__(self, path: Path, state: Path) -> None:
        environment = {**os.environ, "ORGANISATIECANVAS_STATE": str(state), "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-m", "tests.trust.colleague", str(path)]
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, env=environment, cwd=ROOT)
        assert self._heard() == "open"

    def _heard(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def _told(self, words: str) -> str:
        assert self.process.stdin is not None
        self.process.stdin.write(words + "\n")
        self.process.stdin.flush()
        return self._heard()

    def saves(self, title: str = "Van An") -> bool:
        """Changes the title and saves; False when that was refused because somebody else had saved."""
        return self._told(f"save {title}") == "done"

    def reopens(self) -> None:
        assert self._told("open") == "open"

    def leaves(self) -> None:
        self.process.communicate()

    def dies(self) -> None:
        self.process.kill()
        self.process.communicate()


def main(path: str) -> None:
    """Do as each line of standard input says."""
    working.user_name = lambda: NAME
    document = Document.open(path, take_over=True)
    print("open", flush=True)
    for line in sys.stdin:
        word, _space, title = line.rstrip("\n").partition(" ")
        if word == "open":
            document.close()
            document = Document.open(path, take_over=True)
            print("open", flush=True)
            continue
        with document.edit("Theirs"):
            document.organisation.workshop.title = title
        try:
            document.save()
        except SaveConflictError:
            print("conflict", flush=True)
        else:
            print("done", flush=True)
    document.close()


if __name__ == "__main__":
    main(sys.argv[1])
