"""Work for another thread."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRunnable


class Errand(QRunnable):
    """Runs a function once. Qt's binding keeps every runnable that ever ran, so it lets go of what it was about."""

    def __init__(self, work: Callable[[], object]) -> None:
        super().__init__()
        self._work: Callable[[], object] | None = work

    def run(self) -> None:
        work, self._work = self._work, None
        if work is not None:
            work()
