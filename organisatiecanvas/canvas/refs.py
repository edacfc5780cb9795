"""How the canvas names what it shows: by collection and id, never by row or item."""

from __future__ import annotations

from typing import Literal, NamedTuple

OVERLAYS = ("occupancy", "control", "skills", "lead_time", "strain")  # overlays.py, in their order
Level = Literal["good", "attention", "problem", "none"]  # none: no figure


class Ref(NamedTuple):
    """One element of the variant that is shown; `collection` is `units`, `roles`, `links`, `notes` or `decisions`."""

    collection: str
    id: str


class Badge(NamedTuple):
    """A figure on a unit: a short text such as «94 %», how it stands, and the sentence behind it.

    `symbol` stands for another than that of the level; `stale`: of before the last change.
    """

    text: str
    level: Level
    tooltip: str = ""
    symbol: str = ""
    stale: bool = False


class Box(NamedTuple):
    """A rectangle in scene units, as the model keeps it."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    @property
    def centre(self) -> tuple[float, float]:
        return self.x + self.width / 2, self.y + self.height / 2

    def moved(self, dx: float, dy: float) -> Box:
        return Box(self.x + dx, self.y + dy, self.width, self.height)

    def holds(self, other: Box) -> bool:
        """Whether the other lies wholly inside this one."""
        return self.x <= other.x and self.y <= other.y and other.right <= self.right and other.bottom <= self.bottom

    def contains(self, x: float, y: float) -> bool:
        return self.x <= x <= self.right and self.y <= y <= self.bottom

    def united(self, other: Box) -> Box:
        x, y = min(self.x, other.x), min(self.y, other.y)
        return Box(x, y, max(self.right, other.right) - x, max(self.bottom, other.bottom) - y)

    def grown(self, margin: float) -> Box:
        return Box(self.x - margin, self.y - margin, self.width + 2 * margin, self.height + 2 * margin)
