"""Python's search for garbage: put off while much is made and nothing thrown away, and kept short under a hand."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator


@contextlib.contextmanager
def no_collector() -> Iterator[None]:
    """Don't search for garbage inside; where nothing becomes any, that takes up to half the time."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def set_aside() -> None:
    """Leave what is there now out of later searches: a full one over a document and its drawing takes 100 ms.

    It holds up every thread, also when the analysis begins it. What becomes garbage of this and refers to itself stays
    until `take_back`.
    """
    gc.freeze()


def take_back() -> None:
    """Search through everything again: what was set aside is going."""
    gc.unfreeze()
