"""A long morning in the window: what memory and time do, and whether undo leads back to the beginning."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

import psutil
from PySide6.QtWidgets import QApplication

from organisatiecanvas.desktop.window import MainWindow
from organisatiecanvas.models import interchange
from tests.trust.clerk import Clerk

MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Morning:
    """Megabytes at the end of the first tenth and at the end; milliseconds of processor per gesture, mean of tenths."""

    edits: int
    gestures: int
    memory: list[float]  # after each tenth, in MB
    pace: list[float]  # ms per gesture in each tenth
    undone: int
    back: bool  # undone to the beginning, the document is the one it began with

    @property
    def growth(self) -> float:
        """Memory at the end as a share of that after the first tenth."""
        return self.memory[-1] / self.memory[0]

    @property
    def slowing(self) -> float:
        """Pace of the last three tenths as a share of that of the second to fourth."""
        return sum(self.pace[-3:]) / sum(self.pace[1:4])


def morning(window: MainWindow, edits: int, told: Callable[[str], None] = lambda _words: None) -> Morning:
    """Edit until so many edits were made, then undo everything. The window shows a document that nobody edited yet."""
    document, clerk = window.session.document, Clerk(window, "a long morning")
    first = interchange.dump(document.organisation)
    count = 0

    def counted(_change: object) -> None:
        nonlocal count
        count += 1

    document.changed.connect(counted)
    process, memory, pace, gestures = psutil.Process(), [], [], 0
    for tenth in range(1, 11):
        start, before = time.process_time(), gestures
        while count < edits * tenth // 10:
            clerk.step()
            gestures += 1
        pace.append((time.process_time() - start) * 1000 / max(1, gestures - before))
        memory.append(process.memory_info().rss / MEGABYTE)
        told(f"{count} edits, {memory[-1]:.0f} MB, {pace[-1]:.1f} ms a gesture")
    made, undone = count, 0
    while document.undo() is not None:
        undone += 1
        if undone % 100 == 0:
            QApplication.processEvents()
    return Morning(made, gestures, memory, pace, undone, interchange.dump(document.organisation) == first)
