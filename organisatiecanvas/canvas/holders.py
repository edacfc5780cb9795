"""The names of a role's holders on its row: which fit, and where each lies, for drawing and for the pointer."""

from __future__ import annotations

from collections.abc import Iterator

from organisatiecanvas.canvas import texts
from organisatiecanvas.canvas.appearance import RoleLooks

HOLDER = 11  # size of the text
CHIP_TOP, CHIP_HEIGHT, CHIP_PAD = 18.5, 14.0, 5.0
CHIP_GAP = " " * 5  # between the names of holders: the chips around them need as much
CHIP = "#ffffff"


class HolderLine:
    """The names below or beside a role as one text, and where each lies in it."""

    def __init__(self, role: RoleLooks, left: float, room: float, separator: str) -> None:
        self.left = left
        self.chips = separator == CHIP_GAP
        self.words, self._count = texts.shown(role.holders, room, HOLDER, separator)
        self._role, self._separator = role, separator

    def spans(self) -> Iterator[tuple[str, float, float]]:
        """Person, left edge and width of every name that can be read, from the left edge of the role."""
        at = self.left
        gap = texts.width(self._separator, HOLDER)
        for person, name in zip(self._role.people[: self._count], self._role.holders, strict=False):
            wide = texts.width(name, HOLDER)
            if self._count == 1:  # it may have been shortened
                more = f" +{len(self._role.holders) - 1}" if len(self._role.holders) > 1 else ""
                wide = min(wide, texts.width(self.words, HOLDER) - texts.width(more, HOLDER))
            yield person, at, wide
            at += wide + gap

    def person_at(self, x: float) -> str | None:
        """Whose name lies this far from the left edge of the role."""
        return next((one for one, left, wide in self.spans() if left - CHIP_PAD <= x <= left + wide + CHIP_PAD), None)
