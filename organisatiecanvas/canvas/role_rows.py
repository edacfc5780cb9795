"""The roles on a unit: below each other on its body or beside each other in its heading, with who holds them."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainterPath
from PySide6.QtWidgets import QGraphicsItem, QGraphicsPathItem

from organisatiecanvas.canvas import style, texts
from organisatiecanvas.canvas.appearance import RoleLooks, UnitLooks
from organisatiecanvas.canvas.holders import CHIP, CHIP_GAP, CHIP_HEIGHT, CHIP_PAD, CHIP_TOP, HOLDER, HolderLine
from organisatiecanvas.models.language import ngettext

ROLE, SMALL = 12, 11  # sizes of text


class RoleRows:
    """The rows or chips of one unit, made in `details`; `places` are from the corner of the unit."""

    def __init__(self, details: QGraphicsItem) -> None:
        self._details = details
        self.places: dict[str, QRectF] = {}
        self._names: dict[str, HolderLine] = {}
        self._grounds: dict[str, QGraphicsPathItem] = {}  # by the colour of their own

    def list(self, looks: UnitLooks, top: float, room: float) -> None:
        """The roles below each other: in two lines when there is room, else in one, and what remains as a count."""
        width, count = looks.size[0], len(looks.roles)
        roomy = count * style.ROW_PITCH - 6.0 <= room
        pitch, tall = (style.ROW_PITCH, style.ROW) if roomy else (style.SLIM_PITCH, style.SLIM_ROW)
        fitting = count if roomy else max(0, min(count, int((room + 4.0) // pitch)))
        if 0 < fitting < count:
            fitting -= 1
        for index, role in enumerate(looks.roles[:fitting]):
            place = QRectF(style.PAD, top + index * pitch, width - 2 * style.PAD, tall)
            self._role(role, place, looks.colour, two_lines=roomy)
        if fitting < count and room >= 14.0:
            words = texts.elided(_more(count - fitting), width - 28.0, SMALL)
            texts.label(self._details, words, 14.0, top + fitting * pitch + 14.0, SMALL, style.LIGHT.muted)

    def line_up(self, looks: UnitLooks, left: float, right: float) -> None:
        """The roles beside each other in a heading; what does not fit as a count."""
        for index, role in enumerate(looks.roles):
            held = texts.listed(role.holders, 110.0, HOLDER)
            width = 18.0 + texts.width(_name(role), ROLE, True) + (8.0 + texts.width(held, HOLDER) if held else 0.0)
            rest = len(looks.roles) - index
            spare = 34.0 if rest > 1 else 0.0
            if left + width + spare > right:
                fitting = texts.elided(_more(rest), right - left, SMALL)
                texts.label(self._details, fitting, left, 26.0, SMALL, style.LIGHT.muted)
                return
            self._role(role, QRectF(left, 11.0, width + 1.0, style.SLIM_ROW), "#ffffff", two_lines=False)
            left += width + 7.0

    def ground(self, role: RoleLooks, place: QRectF, colour: str, radius: float) -> None:
        """The ground of a role, on which its texts are put; stars have their own colour.

        Those of one colour are one item: painting many small ones takes longer than what is in them.
        """
        self.places[role.id] = place
        own = style.mix(style.KINDS["control"], 0.08) if role.star else style.mix(colour, 0.06)
        item = self._grounds.get(own)
        if item is None:
            item = self._grounds[own] = QGraphicsPathItem(self._details)
            item.setPen(style.pen(None))
            item.setBrush(style.brush(own))
        path = item.path()
        path.addRoundedRect(place, radius, radius)
        item.setPath(path)

    def colour(self, ground: str | None) -> None:
        """Give all roles this ground, or each its own."""
        for own, item in self._grounds.items():
            item.setBrush(style.brush(own if ground is None else ground))

    def _role(self, role: RoleLooks, place: QRectF, colour: str, *, two_lines: bool) -> None:
        self.ground(role, place, colour, 8.0 if two_lines else 6.0)
        inset = 12.0 if two_lines else 9.0
        room = place.width() - 2 * inset
        words = texts.elided(_name(role), room, ROLE, True)
        x, y = place.left() + inset, place.top()
        if two_lines:
            texts.label(self._details, words, x, y + (15.0 if role.holders else 21.0), ROLE, style.LIGHT.ink, True)
            if role.holders:
                self._holder_chips(role, place, inset, room)
            return
        texts.label(self._details, words, x, y + 14.5, ROLE, style.LIGHT.ink, True)
        used = texts.width(words, ROLE, True) + 8.0
        if role.holders and room - used >= 24.0:
            line = HolderLine(role, inset + used, room - used, texts.SEPARATOR)
            self._hold(role, line, place, 14.5)

    def _holder_chips(self, role: RoleLooks, place: QRectF, inset: float, room: float) -> None:
        """A chip per holder: one path for all of them, and one text over it; plain where more names fit that way."""
        line = HolderLine(role, inset - 4.0 + CHIP_PAD, room + 8.0 - 2 * CHIP_PAD, CHIP_GAP)
        plain = HolderLine(role, inset, room, texts.SEPARATOR)
        if line.count < plain.count:
            self._hold(role, plain, place, 29.0)
            return
        path = QPainterPath()
        for _person, left, wide in line.spans():
            box = QRectF(left - CHIP_PAD, CHIP_TOP, wide + 2 * CHIP_PAD, CHIP_HEIGHT).translated(place.topLeft())
            path.addRoundedRect(box, CHIP_HEIGHT / 2, CHIP_HEIGHT / 2)
        chips = QGraphicsPathItem(path, self._details)
        chips.setPen(style.pen(None))
        chips.setBrush(style.brush(CHIP))
        self._hold(role, line, place, 29.0)

    def _hold(self, role: RoleLooks, line: HolderLine, place: QRectF, baseline: float) -> None:
        """Who holds a role, in one line on its ground."""
        self._names[role.id] = line
        x, y = place.left() + line.left, place.top() + baseline
        texts.label(self._details, line.words, x, y, HOLDER, style.LIGHT.muted)

    # -- finding -----------------------------------------------------------------------------------------------

    def role_at(self, x: float, y: float) -> str | None:
        """The role whose row lies at this point."""
        return next((role for role, place in self.places.items() if place.contains(x, y)), None)

    def holder_at(self, x: float, y: float) -> tuple[str, str] | None:
        """The role and the person whose name lies at this point."""
        role = self.role_at(x, y)
        line = self._names.get(role) if role is not None else None
        if role is None or line is None:
            return None
        place = self.places[role]
        person = line.person_at(x - place.left()) if not line.chips or y >= place.top() + CHIP_TOP - 1.0 else None
        return (role, person) if person is not None else None

    def holder_place(self, role: str, person: str) -> QRectF | None:
        """Where a holder's name lies; None where it can't be read."""
        line, place = self._names.get(role), self.places.get(role)
        if line is None or place is None:
            return None
        top, height = (CHIP_TOP, CHIP_HEIGHT) if line.chips else (1.0, place.height() - 2.0)
        for one, left, wide in line.spans():
            if one == person:
                return QRectF(place.left() + left - CHIP_PAD, place.top() + top, wide + 2 * CHIP_PAD, height)
        return None


def _name(role: RoleLooks) -> str:
    return f"{style.STAR} {role.name}" if role.star else role.name


def _more(count: int) -> str:
    """That so many roles don't fit."""
    return ngettext("{count} more role", "{count} more roles", count).format(count=count)
