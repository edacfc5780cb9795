"""Work for another thread."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

log = logging.getLogger(__name__)


class Worker:
    """A thread that does one thing after the other. Not one of Qt's: its binding keeps every runnable that ever ran."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1)
        self._asked: list[Future[object]] = []

    def start(self, work: Callable[[], object]) -> None:
        """Do this when all before it is done; what goes wrong in it is logged."""
        self._asked = [one for one in self._asked if not one.done()]
        future = self._thread.submit(work)
        future.add_done_callback(_told)
        self._asked.append(future)

    def clear(self) -> None:
        """Forget what waits; what runs goes on."""
        for future in self._asked:
            future.cancel()

    def close(self) -> None:
        """Forget what waits, and wait until what runs has ended; nothing can be started any more."""
        self._thread.shutdown(cancel_futures=True)


def _told(future: Future[object]) -> None:
    if not future.cancelled() and (error := future.exception()) is not None:
        log.error("work in another thread failed", exc_info=error)
