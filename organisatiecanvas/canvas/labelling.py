"""Where labels may lie: what is taken, looked up by place."""

from __future__ import annotations

from organisatiecanvas.canvas.refs import Box
from organisatiecanvas.canvas.routing import overlap

BUCKET = 240.0


class Taken:
    """Boxes on which no label should lie."""

    def __init__(self) -> None:
        self._buckets: dict[tuple[int, int], list[Box]] = {}

    def _places(self, box: Box) -> list[tuple[int, int]]:
        columns = range(int(box.x // BUCKET), int(box.right // BUCKET) + 1)
        rows = range(int(box.y // BUCKET), int(box.bottom // BUCKET) + 1)
        return [(column, row) for column in columns for row in rows]

    def add(self, box: Box) -> None:
        """Nothing else may lie here."""
        for place in self._places(box):
            self._buckets.setdefault(place, []).append(box)

    def hit(self, box: Box) -> bool:
        """Whether a box lies on something."""
        return any(overlap(box, other) for place in self._places(box) for other in self._buckets.get(place, ()))

    def hits(self, box: Box) -> int:
        """On how much it lies."""
        return len(
            {other for place in self._places(box) for other in self._buckets.get(place, ()) if overlap(box, other)}
        )
