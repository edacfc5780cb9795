"""The drawing as a room sees it: names as large as the last row needs, laid out anew for each zoom.

How large that is follows from the angle under which a letter is seen. The smallest letter that an eye of normal
acuity tells apart is 5 minutes of arc high (the definition of 6/6 on Snellen's chart); at twice that, 10', whoever
sees half as sharp still reads it, and text on a wall is not the place to test eyes. The rule of thumb of signage,
letter height = distance / 300, gives 11.5'. So everything is at least 10' high and the names of units 12' where
they fit. A capital seen under the angle a at distance d is 2·d·tan(a/2) high: at 8 m, 10' is 23.3 mm and 12' is
27.9 mm; on a picture 2 m wide that is 1.16 % and 1.40 % of its width: 22.3 and 26.8 pixels of 1920, 11.9 and 14.3
of 1024. A font is larger than its capitals, by the ratio that the font itself tells.
"""

from __future__ import annotations

import math

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QGraphicsRectItem, QGraphicsSimpleTextItem

from organisatiecanvas.canvas import pill, style, texts
from organisatiecanvas.canvas.afar import OVERFLOW
from organisatiecanvas.canvas.appearance import LinkLooks, NoteLooks, RoleLooks, UnitLooks
from organisatiecanvas.canvas.items import SMALL, TITLE, UnitItem
from organisatiecanvas.canvas.links import LABEL_HEIGHT, LinkItem
from organisatiecanvas.canvas.notes import NoteItem
from organisatiecanvas.canvas.pill import PILL_HEIGHT, PILL_LEAST
from organisatiecanvas.canvas.role_rows import ROLE
from organisatiecanvas.canvas.shapes import band_path
from organisatiecanvas.models.language import ngettext

DISTANCE = 8.0  # metres from the last row to the picture
PICTURE = 2.0  # metres, width of the picture
ARC_MINUTES = 10.0  # angle under which every capital is seen
NAME_MORE = 1.2  # names of units: 12'
LEAST_SHARE = 0.5  # a name that does not fit gets smaller down to this share, then it is cut
INSET = 10.0


def letter_height(distance: float = DISTANCE, arc_minutes: float = ARC_MINUTES) -> float:
    """Height of a capital, in the unit of `distance`, seen under an angle in minutes of arc."""
    return 2 * distance * math.tan(math.radians(arc_minutes / 60) / 2)


def text_size(picture_width: float) -> float:
    """Pixel size of a font whose capitals are high enough on a picture so many pixels wide."""
    capitals = style.metrics(100, True).capHeight() / 100
    return picture_width * letter_height() / PICTURE / capitals


class LargeUnit(UnitItem):
    """A unit whose texts are at least `least` high (scene units; 0: as in the drawing)."""

    def __init__(self, unit_id: str, least: float) -> None:
        super().__init__(unit_id)
        self.least = least
        self._laid_out_for_badge = False
        self.name_size = TITLE  # of the name as it is shown, in scene units
        self.overflow: QRectF | None = None  # where the name lies that is wider than the unit, from its corner
        self._lines: list[str] = []
        self._titles: list[QGraphicsSimpleTextItem] = []

    @property
    def _badged(self) -> bool:
        return self._badge is not None or self._tint is not None

    @property
    def large(self) -> bool:
        """Whether the drawing itself is too small to read."""
        return self.least > ROLE

    @property
    def header(self) -> float:
        assert self.looks is not None
        if not self.large or self.looks.container or not self._lines:
            return super().header
        return min(len(self._lines) * self.name_size * texts.PITCH + 0.5 * self.name_size, self.looks.size[1])

    def set_least(self, least: float) -> None:
        """Lay out anew for another size."""
        if least != self.least:
            was_large, self.least = self.large, least
            if was_large or self.large:
                self._again()

    def _again(self) -> None:
        looks, self.looks = self.looks, None
        if looks is not None:
            self.show(looks)

    def show(self, looks: UnitLooks) -> None:
        if looks == self.looks:
            return
        self._lines, self._titles = [], []
        self.name_size, self.overflow = TITLE, None
        self._laid_out_for_badge = self._badged
        if self.large:
            self._size_name(looks)
        super().show(looks)

    def _size_name(self, looks: UnitLooks) -> None:
        width, height = looks.size
        largest = round(self.least * NAME_MORE)
        least = min(largest, max(TITLE, math.ceil(self.least * LEAST_SHARE)))
        room = style.HEADER / texts.PITCH if looks.container else height * (0.9 if looks.kind == "external" else 0.62)
        if looks.container:
            largest = max(TITLE, min(largest, int(room)))
            self.name_size, self._lines = texts.fitting(
                looks.name, 10_000.0, style.HEADER, largest, min(largest, least)
            )
            return
        self.name_size, self._lines = texts.fitting(looks.name, width - 2 * INSET, room, largest, least)
        if looks.kind == "external" and self.name_size < self.least:  # rather over its frame than too small to read
            readable = max(least, math.ceil(self.least))
            self.name_size, self._lines = texts.fitting(looks.name, OVERFLOW * width, room, readable, least)

    # -- kinds of units ----------------------------------------------------------------------------------------

    def _external(self, looks: UnitLooks) -> None:
        if not self.large:
            super()._external(looks)
            return
        width, height = looks.size
        self._frame(looks.colour, 1.5, "#ffffff", (6.5, 2.5))
        tall = len(self._lines) * self.name_size * texts.PITCH
        top = (height - tall) / 2
        wide = max((texts.width(line, self.name_size, True) for line in self._lines), default=0.0) + 8.0
        if wide > width:
            self.overflow = QRectF((width - wide) / 2, top, wide, tall)
            ground = QGraphicsRectItem(self.overflow, self._details)
            ground.setPen(style.pen(None))
            ground.setBrush(style.brush("#ffffff"))
        self._write(width, top)

    def _container(self, looks: UnitLooks) -> None:
        if not self.large:
            super()._container(looks)
            return
        width, height = looks.size
        assert self._band is not None
        self._band.setPath(band_path(width, self.header, min(style.RADIUS, width / 2, height / 2)))
        self._band.setPen(style.pen(None))
        assert self._details is not None
        room = width - 28.0 - (PILL_LEAST * self._pill_scale(looks) if self._badged else 0.0)
        words = texts.elided(looks.name, room, self.name_size, True)
        baseline = style.HEADER / 2 + self.name_size * 0.36
        ink = style.LIGHT.ink
        self._title = texts.label(self._details, words, 14.0, baseline, self.name_size, ink, True)

    def _heading(self, looks: UnitLooks, x: float, room: float) -> None:
        if self.large:
            self._write(looks.size[0], 0.25 * self.name_size)
        else:
            super()._heading(looks, x, room)

    def _write(self, width: float, top: float) -> None:
        """The lines of the name below each other, in the middle."""
        assert self._details is not None
        for index, line in enumerate(self._lines):
            left = (width - texts.width(line, self.name_size, True)) / 2
            baseline = top + (index + 0.8) * self.name_size * texts.PITCH
            made = texts.label(self._details, line, left, baseline, self.name_size, style.LIGHT.ink, True)
            self._titles.append(made)
        self._title = self._titles[0] if self._titles else None

    def _colour(self) -> None:
        super()._colour()
        if self._title is not None:
            for line in self._titles[1:]:
                line.setBrush(self._title.brush())

    # -- roles -------------------------------------------------------------------------------------------------

    def _rows(self, looks: UnitLooks, top: float) -> None:
        if not self.large:
            super()._rows(looks, top)
            return
        width, height = looks.size
        size = math.ceil(self.least)
        line, top = size * texts.PITCH, self.header + 8.0
        room = width - 2 * style.PAD - 16.0
        foot = max(line, PILL_HEIGHT * self._pill_scale(looks)) + 6.0  # a figure, and how many roles are left out
        wrapped = [self._role_lines(role, room, size) for role in looks.roles]
        bottom = height - 6.0
        whole = all(wrapped) and sum(len(words) * line + 13.0 for words in wrapped) <= bottom - top
        if self._badged or not whole:
            bottom -= foot
        shown: list[tuple[RoleLooks, list[str]]] = []
        used = 0.0
        for role, words in zip(looks.roles, wrapped, strict=True):
            tall = len(words) * line + 13.0
            if words and used + tall - 5.0 <= bottom - top:
                shown.append((role, words))
                used += tall
        left_over = len(looks.roles) - len(shown)
        if shown and left_over and not self._count_words(left_over, width, size, beside=True):
            used -= len(shown.pop()[1]) * line + 13.0  # a line for how many are left out
        held = [texts.listed(role.holders, room, size) for role, _words in shown if role.holders]
        roomy = len(shown) == len(looks.roles) and used + len(held) * line <= bottom - top
        roomy = roomy and not any("…" in holders for holders in held)
        for role, words in shown:
            holders = texts.listed(role.holders, room, size) if roomy and role.holders else ""
            tall = (len(words) + bool(holders)) * line + 8.0
            self._row(role, words, holders, QRectF(style.PAD, top, width - 2 * style.PAD, tall), looks.colour)
            top += tall + 5.0
        left_over = len(looks.roles) - len(shown)
        beside = left_over and self._count(left_over, width, height - 6.0 - 0.3 * line, size, beside=True)
        if left_over and not beside and top + line <= bottom + 4.0:
            self._count(left_over, width, top + 0.8 * line, size, beside=False)

    def _count(self, left_over: int, width: float, baseline: float, size: int, *, beside: bool) -> bool:
        """How many roles are left out, beside the figure or above it; False when there is no room for it."""
        assert self._details is not None
        words = self._count_words(left_over, width, size, beside=beside)
        if words:
            texts.label(self._details, words, 14.0, baseline, size, style.LIGHT.muted)
        return bool(words)

    def _count_words(self, left_over: int, width: float, size: int, *, beside: bool) -> str:
        assert self.looks is not None
        taken = self._pill_wide() * self._pill_scale(self.looks) + 8.0 if self._badged and beside else 0.0
        phrase = ngettext("{count} more role", "{count} more roles", left_over).format(count=left_over)
        return next((one for one in (phrase, f"+{left_over}") if texts.width(one, size) <= width - 24.0 - taken), "")

    def _pill_wide(self) -> float:
        """How wide the figure is in the drawing."""
        text = self._tint.text if self._tint is not None else self._badge.text if self._badge is not None else ""
        return pill.wide(f"✕ {text}")

    @staticmethod
    def _role_lines(role: RoleLooks, room: float, size: int) -> list[str]:
        """The name on one or two lines; nothing when it does not fit whole."""
        name = f"{style.STAR} {role.name}" if role.star else role.name
        lines = texts.broken(name, room, size)
        return lines if len(lines) <= 2 and all(texts.width(line, size, True) <= room for line in lines) else []

    def _row(self, role: RoleLooks, words: list[str], holders: str, place: QRectF, colour: str) -> None:
        assert self._roles is not None
        size = math.ceil(self.least)
        assert self._details is not None
        self._roles.ground(role, place, colour, 8.0)
        left, baseline = place.left() + 8.0, place.top() + 4.0 + size * texts.PITCH * 0.8
        for line in words:
            texts.label(self._details, line, left, baseline, size, style.LIGHT.ink, True)
            baseline += size * texts.PITCH
        if holders:
            texts.label(self._details, holders, left, baseline, size, style.LIGHT.muted)

    # -- figures and distance ----------------------------------------------------------------------------------

    def _show_badge(self) -> None:
        if self.large and self._details is not None and self._badged != self._laid_out_for_badge:
            self._again()  # a figure takes room
            return
        super()._show_badge()
        if self._pill is not None and self.looks is not None:
            self._pill.root.setScale(self._pill_scale(self.looks) if self.large else 1.0)

    def _pill_scale(self, looks: UnitLooks) -> float:
        wanted = min(self.least / SMALL, (looks.size[0] - 16.0) / self._pill_wide())
        if looks.container:
            return min(wanted, (style.HEADER - 8.0) / PILL_HEIGHT)
        return min(wanted, looks.size[1] / 4 / PILL_HEIGHT)

    def _pill_corner(self, wide: float) -> tuple[float, float]:
        if not self.large:
            return super()._pill_corner(wide)
        assert self.looks is not None
        width, height = self.looks.size
        scale = self._pill_scale(self.looks)
        top = 4.0 if self.looks.container else height - 8.0 - PILL_HEIGHT * scale
        return width - 8.0 - wide * scale, top

    def _apply_far(self) -> None:
        """What is laid out large is read from afar too; only among very many units names are left out."""
        super()._apply_far()
        if self.large and self._named_from_afar and self._details is not None:
            self._details.setVisible(True)
            if self._far_name is not None:
                self._far_name.setVisible(False)


class LargeLink(LinkItem):
    """A link whose label is at least `least` high, or a share of that where there is no room."""

    def __init__(self, link_id: str, least: float) -> None:
        super().__init__(link_id)
        self.least, self.share = least, 1.0

    def set_least(self, least: float) -> None:
        self.set_share(least, 1.0)

    def set_share(self, least: float, share: float) -> None:
        """A label of this share of that size, but never smaller than in the drawing."""
        self.least, self.share = least, share
        if self.looks is not None:
            self._show_label(self.looks)

    @property
    def scale(self) -> float:
        return max(1.0, self.least * self.share / SMALL)

    def _show_label(self, looks: LinkLooks) -> None:
        super()._show_label(looks)
        if self.label is not None:
            width, height = self.label_size
            self.label_size = (width * self.scale, height * self.scale)
            self.label.setScale(self.scale)

    def _colour_label(self, words: str) -> None:
        now = self.label_size
        self.label_size = (now[0] / self.scale, LABEL_HEIGHT) if now[1] > LABEL_HEIGHT else now
        super()._colour_label(words)
        self.label_size = now


class LargeNote(NoteItem):
    """A note whose text is at least `least` high."""

    def __init__(self, note_id: str, least: float) -> None:
        super().__init__(note_id)
        self.least = least

    def set_least(self, least: float) -> None:
        self.least = least
        looks, self.looks = self.looks, None
        if looks is not None:
            self.show(looks)

    def show(self, looks: NoteLooks) -> None:
        if looks == self.looks:
            return
        super().show(looks)
        if self.least <= 13:
            return
        assert self._details is not None
        if self._details.scene() is not None:
            self._details.scene().removeItem(self._details)
        width, height = looks.size
        self._details = QGraphicsRectItem(self.root)
        ink = style.LIGHT.ink if style.contrast(looks.colour, style.LIGHT.ink) >= 4.5 else "#ffffff"
        size, least = math.ceil(self.least), max(13, math.ceil(self.least * LEAST_SHARE))
        below = size * texts.PITCH if looks.votes else 0.0
        fits, lines = texts.fitting(looks.text, width - 20.0, height - 16.0 - below, size, min(least, size))
        for index, words in enumerate(lines):
            texts.label(self._details, words, 10.0, 8.0 + (index + 0.8) * fits * texts.PITCH, fits, ink, True)
        if looks.votes:
            words = texts.elided(f"● {looks.votes}", width - 20.0, size, True)
            texts.label(self._details, words, 10.0, height - 0.3 * size, size, ink, True)
        self._apply_far()
