"""The steps that can be undone, without end: those far back are packed, for hardly one of them is ever asked for."""

from __future__ import annotations

import pickle
import zlib

from organisatiecanvas.models.changes import Change

Step = tuple[Change, str | None]  # what it did, and with what a next one of the same kind would merge
NEAR = 100  # steps that are kept as they are
PACK = 50  # steps packed together


class Steps:
    """A pile of steps, the newest on top. A packed step takes about a tenth of the memory."""

    def __init__(self) -> None:
        self._packs: list[bytes] = []
        self._near: list[Step] = []

    def __len__(self) -> int:
        return len(self._packs) * PACK + len(self._near)

    @property
    def last(self) -> Step | None:
        return self._near[-1] if self._near else None

    def append(self, step: Step) -> None:
        self._near.append(step)
        if len(self._near) >= NEAR + PACK:
            self._packs.append(zlib.compress(pickle.dumps(self._near[:PACK])))
            del self._near[:PACK]

    def pop(self) -> Step:
        """Take the newest off; IndexError when there is none."""
        step = self._near.pop()
        if not self._near and self._packs:
            # Packed above, in this process: nothing from outside comes here.
            self._near = pickle.loads(zlib.decompress(self._packs.pop()))  # noqa: S301
        return step

    def replace_last(self, step: Step) -> None:
        self._near[-1] = step

    def clear(self) -> None:
        self._packs.clear()
        self._near.clear()
