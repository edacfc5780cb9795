"""Figures of the variant that is shown, computed off the interface thread; the newest request wins."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from organisatiecanvas.canvas.worker import Worker
from organisatiecanvas.models.snapshot import Value, with_values

log = logging.getLogger(__name__)
Work = Callable[[Any, str], Any]  # from a snapshot and a variant of it


def figures_of(organisation: Any, variant: str) -> dict[str, Any]:
    """All figures but the training plan, which takes longer and has a runner of its own."""
    from organisatiecanvas.models.analysis import analyse

    return analyse(organisation, variant, training=False)


class AnalysisRunner(QObject):
    """`changed` tells that figures came, went stale or failed.

    `figures` are what `work` gave for `variant`, by default those of `analyse` (interchange.md); while `fresh` is false
    they are of an earlier state and must be shown so. `problem` is the kind of error where the work itself failed.
    """

    changed = Signal()
    finished = Signal(int, object, str)  # from the worker; arrives in the interface thread

    def __init__(self, parent: QObject | None = None, work: Work = figures_of) -> None:
        super().__init__(parent)
        self.work = work
        self._worker = Worker()
        self._number = 0
        self._running = False
        self._waiting: tuple[Any, str] | None = None
        self._asked_for = ""
        self._closed = False
        self.figures: Any = None
        self.variant = ""
        self.fresh = False
        self.problem = ""
        self.finished.connect(self._on_finished)

    def request(self, organisation: Any, variant: str) -> None:
        """Analyse this snapshot; a request that still waits is forgotten, one that runs is not shown as fresh."""
        if self._closed:
            return
        self._number += 1
        self._waiting = (organisation, variant)
        self._asked_for = variant
        if self.variant != variant:
            self.figures = None  # figures of another variant would be wrong, not just old
        self.fresh = False
        self._start()
        self.changed.emit()

    def clear(self) -> None:
        """Nothing to analyse."""
        if self.fresh and self.figures is None and not self.problem and not self.busy:
            return  # as it is already
        self._number += 1
        self._waiting, self.figures, self.fresh, self.problem, self.variant = None, None, True, "", ""
        self.changed.emit()

    @property
    def busy(self) -> bool:
        return self._running or self._waiting is not None

    def _start(self) -> None:
        if self._running or self._waiting is None:
            return
        organisation, variant = self._waiting
        self._waiting = None
        self._running = True
        self._worker.start(partial(self._run, self._number, organisation, variant))

    def _run(self, number: int, organisation: Any, variant: str) -> None:
        """One analysis of an unchanging snapshot, in the other thread."""
        figures, problem = None, ""
        try:
            figures = self.work(organisation, variant)
        except Exception as error:  # whatever fails stays in its panel: the hand must not stop for a figure
            log.exception("analysis failed")
            problem = type(error).__name__
        self.finished.emit(number, figures, problem)

    def _on_finished(self, number: int, figures: dict[str, Any] | None, problem: str) -> None:
        self._running = False
        if number == self._number:
            self.figures, self.problem, self.variant, self.fresh = figures, problem, self._asked_for, True
            self.changed.emit()
        self._start()

    def close(self) -> None:
        """Wait for what runs and forget what waits; nothing is computed any more."""
        self._closed = True
        self._waiting = None
        self._number += 1
        self._worker.close()


class Preview(AnalysisRunner):
    """Figures as they would be if what is being dragged were dropped where it is; `values` is None when nothing is."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.values: tuple[Value, ...] | None = None

    def suppose(self, organisation: Any, variant: str, values: tuple[Value, ...]) -> None:
        """Analyse a copy of this snapshot with these values."""
        self.values = values
        self.request(with_values(organisation, variant, values), variant)

    def clear(self) -> None:
        """Nothing is dragged any more."""
        if self.values is not None:
            self.values = None
            super().clear()
