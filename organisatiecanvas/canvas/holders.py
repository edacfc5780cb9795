"""The names of a role's holders on its row: which fit, where each lies, and what is said of the one pointed at."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF

from organisatiecanvas.canvas import texts
from organisatiecanvas.canvas.appearance import RoleLooks
from organisatiecanvas.models.language import _, decimal
from organisatiecanvas.models.places import Places

if TYPE_CHECKING:
    from organisatiecanvas.canvas.scene import CanvasScene

HOLDER = 11  # size of the text
CHIP_TOP, CHIP_HEIGHT, CHIP_PAD = 18.5, 14.0, 5.0
CHIP_GAP = " " * 5  # between the names of holders: the chips around them need as much
CHIP = "#ffffff"


class HolderLine:
    """The names below or beside a role as one text, and where each lies in it."""

    def __init__(self, role: RoleLooks, left: float, room: float, separator: str) -> None:
        self.left = left
        self.chips = separator == CHIP_GAP
        self.words, self.count = texts.shown(role.holders, room, HOLDER, separator)
        self._role, self._separator = role, separator

    def spans(self) -> Iterator[tuple[str, float, float]]:
        """Person, left edge and width of every name that can be read, from the left edge of the role."""
        at = self.left
        gap = texts.width(self._separator, HOLDER)
        for person, name in zip(self._role.people[: self.count], self._role.holders, strict=False):
            wide = texts.width(name, HOLDER)
            if self.count == 1:  # it may have been shortened
                more = f" +{len(self._role.holders) - 1}" if len(self._role.holders) > 1 else ""
                wide = min(wide, texts.width(self.words, HOLDER) - texts.width(more, HOLDER))
            yield person, at, wide
            at += wide + gap

    def person_at(self, x: float) -> str | None:
        """Whose name lies this far from the left edge of the role."""
        return next((one for one, left, wide in self.spans() if left - CHIP_PAD <= x <= left + wide + CHIP_PAD), None)


def tooltip(canvas: CanvasScene, at: QPointF) -> str:
    """Who is under the pointer, with the hours; empty where nobody's name is."""
    found = holder_at(canvas, at)
    variant = canvas.variant
    if found is None or variant is None:
        return ""
    role, person = found
    row = variant.roles[role].holders.get(person)
    if row is None:
        return ""
    name = canvas.person_name(canvas.document.organisation.people[person])
    if row.backup:
        return _("{person}: backup for {role}").format(person=name, role=variant.roles[role].name)
    places = Places(canvas.document.organisation, variant)
    own = places.hours(person)
    lines = [name]
    lines += [
        _("{role}: {hours} h/wk").format(role=variant.roles[one].name, hours=decimal(hours))
        for one, hours in own.items()
    ]
    values = {"placed": decimal(places.placed(person)), "contract": decimal(places.contract(person))}
    lines.append(_("Together {placed} of {contract} hours a week").format(**values))
    if places.warning(person):
        lines.append("! " + places.warning(person))
    return "\n".join(lines)


def holder_at(canvas: CanvasScene, at: QPointF) -> tuple[str, str] | None:
    """The role and the person whose name lies at a point of the drawing."""
    ref = canvas.ref_at(at, 0.5)
    variant = canvas.variant
    if ref is None or ref.collection != "roles" or variant is None or canvas.far:
        return None
    item = canvas.units.get(variant.roles[ref.id].unit)
    if item is None:
        return None
    corner = item.root.pos()
    return item.holder_at(at.x() - corner.x(), at.y() - corner.y())
