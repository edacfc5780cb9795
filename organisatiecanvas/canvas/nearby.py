"""What lies near a place, without looking at everything: things by the squares of a coarse grid they touch."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, TypeVar

from organisatiecanvas.canvas.refs import Box

SQUARE = 240.0  # scene units
K = TypeVar("K")


class Nearby(Generic[K]):
    """Things by key, each with the boxes it covers."""

    def __init__(self) -> None:
        self._squares: dict[tuple[int, int], set[K]] = {}
        self._places: dict[K, set[tuple[int, int]]] = {}

    def put(self, key: K, boxes: Iterable[Box]) -> None:
        """A thing covers these boxes from now on."""
        places = {square for box in boxes for square in _squares(box)}
        before = self._places.get(key, set())
        if places == before:
            return
        self._leave(key, before - places)
        for square in places - before:
            self._squares.setdefault(square, set()).add(key)
        self._places[key] = places

    def drop(self, key: K) -> None:
        """A thing is gone; nothing happens when it was not there."""
        self._leave(key, self._places.pop(key, set()))

    def _leave(self, key: K, places: set[tuple[int, int]]) -> None:
        """Squares that nothing touches any more go: over a long day they would be all that anything ever crossed."""
        for square in places:
            self._squares[square].discard(key)
            if not self._squares[square]:
                del self._squares[square]

    def near(self, box: Box) -> set[K]:
        """What may touch a box: everything that does, and some that only comes close."""
        found: set[K] = set()
        for square in _squares(box):
            found |= self._squares.get(square, set())
        return found


def _squares(box: Box) -> list[tuple[int, int]]:
    columns = range(int(box.x // SQUARE), int(box.right // SQUARE) + 1)
    rows = range(int(box.y // SQUARE), int(box.bottom // SQUARE) + 1)
    return [(column, row) for column in columns for row in rows]
