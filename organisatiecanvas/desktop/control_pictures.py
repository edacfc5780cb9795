"""A week of meetings, and the quality of work per role as a profile of seven bars."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from organisatiecanvas.canvas import style
from organisatiecanvas.desktop import theme
from organisatiecanvas.desktop.control_charts import Chart
from organisatiecanvas.models.language import _, decimal, ngettext

DAYS = 5
NAME = 190.0  # pixels of names, at least
WEEK_SHARE = 0.4  # of a week, that names may take
ROW = 30.0
HEAD = 28.0
FULL_DAY = 480.0  # minutes across a day
BAR = 90.0
TITLE_GAP = 4.0
LINE = 15.0  # of a title that is broken


def names_width(chart: Chart, names: Sequence[str], most: float, *, bold: bool = False) -> float:
    """Pixels for the names at the left of a chart: what the longest needs, up to so many."""
    metrics = QFontMetricsF(chart.sized(12, bold=bold))
    longest = max((metrics.horizontalAdvance(name) for name in names), default=0.0) + 18
    return max(NAME, min(longest, most))


@dataclass(frozen=True)
class Slot:
    """A meeting: its id, name, how often a week, minutes, how many people, and whether it lists decisions."""

    id: str
    name: str
    per_week: float
    minutes: float
    people: int
    decisions: int


class WeekPicture(Chart):
    """Who meets when and how long: a line per meeting, a block per time it is held, spread over a working week.

    The length of a block is the share of the day; meetings less than weekly are pale and say how often.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("A week of meetings"), parent, (420, 160))
        self.slots: list[Slot] = []

    def show_slots(self, slots: Sequence[Slot]) -> None:
        self.slots = sorted(slots, key=lambda slot: -slot.per_week)
        self.setMinimumHeight(int(HEAD + ROW * max(3, len(self.slots)) + 8))
        self.setAccessibleDescription("; ".join(f"{slot.name}: {self._often(slot)}" for slot in self.slots))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(640, self.minimumHeight())

    def days(self, slot: Slot) -> list[float]:
        """Where in the week a meeting starts, in days from Monday morning: spread evenly, at least one."""
        count = max(1, min(DAYS, round(slot.per_week)))
        return [(at + 0.5) * DAYS / count - 0.5 if count < DAYS else float(at) for at in range(count)]

    def _often(self, slot: Slot) -> str:
        minutes = _("{minutes} min").format(minutes=decimal(slot.minutes, 0))
        people = ngettext("{count} person", "{count} people", slot.people).format(count=slot.people)
        if slot.per_week >= 1:
            return _("{times} × a week").format(times=decimal(slot.per_week, 0)) + f" · {minutes} · {people}"
        weeks = decimal(1 / slot.per_week, 0) if slot.per_week else "–"
        return _("every {weeks} weeks").format(weeks=weeks) + f" · {minutes} · {people}"

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours, painter = theme.current(), self.begin()
        days = (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"))
        names = self._names_width()
        width = (self.width() - names - 8) / DAYS
        for day, name in enumerate(days):
            left = names + day * width
            painter.setPen(QColor(colours.muted))
            painter.setFont(self.sized(11, bold=True))
            painter.drawText(QRectF(left, 4, width, 18), Qt.AlignmentFlag.AlignHCenter, name)
            painter.setPen(QPen(QColor(colours.hover), 1))
            painter.drawLine(int(left), int(HEAD), int(left), self.height())
        for at, slot in enumerate(self.slots):
            self._paint_slot(painter, slot, QRectF(names, HEAD + at * ROW, width, ROW))
        painter.end()

    def _names_width(self) -> float:
        return names_width(self, [slot.name for slot in self.slots], self.width() * WEEK_SHARE, bold=True)

    def _paint_slot(self, painter: QPainter, slot: Slot, monday: QRectF) -> None:
        """`monday`: where the first day of its line lies."""
        left, top, width = monday.left(), monday.top(), monday.width()
        colours = theme.current()
        font = self.sized(12, bold=True)
        painter.setFont(font)
        painter.setPen(QColor(colours.ink))
        words = QFontMetricsF(font).elidedText(slot.name, Qt.TextElideMode.ElideRight, left - 12)
        painter.drawText(QRectF(2, top, left - 8, 16), Qt.AlignmentFlag.AlignVCenter, words)
        painter.setFont(self.sized(10))
        painter.setPen(QColor(colours.muted))
        painter.drawText(QRectF(2, top + 14, left - 8, 13), Qt.AlignmentFlag.AlignVCenter, self._often(slot))
        rare = slot.per_week < 1
        blue = theme.family(style.KINDS["team"])
        ground = style.mix(blue, 0.25 if rare else 0.85, colours.panel)
        painter.setPen(QPen(QColor(blue), 1, Qt.PenStyle.DashLine if rare else Qt.PenStyle.SolidLine))
        painter.setBrush(QColor(ground))
        length = max(8.0, min(width - 6, slot.minutes / FULL_DAY * width))
        for day in self.days(slot):
            painter.drawRoundedRect(QRectF(left + day * width + 3, top + 4, length, 18), 4, 4)

    def slot_at(self, y: float) -> Slot | None:
        at = int((y - HEAD) // ROW)
        return self.slots[at] if y >= HEAD and at < len(self.slots) else None

    def mousePressEvent(self, event: Any) -> None:
        slot = self.slot_at(event.position().y())
        if slot is not None:
            self.chosen.emit(slot.id)


@dataclass(frozen=True)
class Profile:
    """A role with its seven conditions, 0 to 2 each or None; `before` those of the earlier variant."""

    id: str
    name: str
    values: tuple[int | None, ...]
    before: tuple[int | None, ...] | None = None


@dataclass(frozen=True)
class ProfileColumns:
    """Pixels: where the first column of bars begins, from one to the next, and above the first role; of the titles."""

    left: float
    step: float
    head: float
    font: QFont


class ProfileChart(Chart):
    """A line per role, a bar per condition of WEBA; never added up to one number. A tick shows how it was before."""

    chosen = Signal(str)

    def __init__(self, names: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(_("Quality of work per role"), parent, (NAMES_WIDTH, 160))
        self.names = list(names)
        self.profiles: list[Profile] = []
        self.setMouseTracking(True)

    def show_profiles(self, profiles: Sequence[Profile]) -> None:
        self.profiles = list(profiles)
        self.setMinimumHeight(int(HEAD + LINE + ROW * max(2, len(self.profiles)) + 8))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(NAMES_WIDTH + 60, self.minimumHeight())

    def paintEvent(self, event: QPaintEvent) -> None:
        colours, painter, columns = theme.current(), self.begin(), self.columns()
        painter.setFont(columns.font)
        painter.setPen(QColor(colours.muted))
        for at, name in enumerate(self.names):
            box = QRectF(columns.left + at * columns.step, 2, columns.step - TITLE_GAP, columns.head - 8)
            flags = int(Qt.AlignmentFlag.AlignBottom) | int(Qt.TextFlag.TextWordWrap)
            painter.drawText(box, flags, name)
        seen = QRectF(event.rect())
        for at, profile in enumerate(self.profiles):
            top = columns.head + at * ROW
            if top + ROW >= seen.top() and top <= seen.bottom():
                self._paint_profile(painter, profile, top, columns)
        painter.end()

    def columns(self) -> ProfileColumns:
        """How names and titles share the width: a word of a title stays whole, smaller where columns are narrow."""
        names = [profile.name.partition(" · ")[0] for profile in self.profiles]
        left = names_width(self, names, self.width() - self._least_step() * len(self.names))
        step = (self.width() - left) / max(1, len(self.names))
        font = self.sized(11, bold=True)
        if self._longest(font) > step - TITLE_GAP:
            font = self._small_font()
        metrics = QFontMetricsF(font)
        broken = any(metrics.horizontalAdvance(name) > step - TITLE_GAP for name in self.names)
        return ProfileColumns(left, step, HEAD + (LINE if broken else 0), font)

    def _small_font(self) -> QFont:
        font = self.sized(10, bold=True)
        font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 95)
        return font

    def _longest(self, font: QFont) -> float:
        """Pixels of the longest word of a title."""
        metrics = QFontMetricsF(font)
        return max((metrics.horizontalAdvance(word) for name in self.names for word in name.split()), default=0.0)

    def _least_step(self) -> float:
        """Pixels of a column whose title is whole, small as it may be."""
        return max(BAR, self._longest(self._small_font()) + TITLE_GAP)

    def _paint_profile(self, painter: QPainter, profile: Profile, top: float, columns: ProfileColumns) -> None:
        colours, left, step = theme.current(), columns.left, columns.step
        font = self.sized(12)
        painter.setFont(font)
        painter.setPen(QColor(colours.ink))
        role, _mark, unit = profile.name.partition(" · ")
        words = QFontMetricsF(font).elidedText(role, Qt.TextElideMode.ElideRight, left - 14)
        painter.drawText(QRectF(2, top + 1, left - 10, 16), Qt.AlignmentFlag.AlignVCenter, words)
        painter.setFont(self.sized(10))
        painter.setPen(QColor(colours.muted))
        words = QFontMetricsF(painter.font()).elidedText(unit, Qt.TextElideMode.ElideRight, left - 14)
        painter.drawText(QRectF(2, top + 15, left - 10, 13), Qt.AlignmentFlag.AlignVCenter, words)
        for at, value in enumerate(profile.values):
            self._paint_bar(painter, QRectF(left + at * step, top + 7, step - 12, 14), value)
            before = profile.before[at] if profile.before is not None else None
            if before is not None and value is not None and before != value:
                x = left + at * step + (step - 12) * (before / 2)
                painter.setPen(QPen(QColor(colours.ink), 2))
                painter.drawLine(int(x), int(top + 3), int(x), int(top + 25))

    def _paint_bar(self, painter: QPainter, box: QRectF, value: int | None) -> None:
        colours = theme.current()
        painter.setPen(Qt.PenStyle.NoPen)
        if value is None:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colours.strong_line), 1, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(box, 4, 4)
            return
        painter.setBrush(QColor(colours.hover))
        painter.drawRoundedRect(box, 4, 4)
        state = ("problem", "attention", "good")[value]
        painter.setBrush(QColor(theme.graphic(state)))
        filled = QRectF(box.left(), box.top(), max(6.0, box.width() * value / 2), box.height())
        painter.drawRoundedRect(filled, 4, 4)
        painter.setPen(QColor(theme.strong(state)) if value == 0 else QColor(style.ink_on(theme.graphic(state))))
        painter.setFont(self.sized(10, bold=True))
        place = box.adjusted(10 if value == 0 else 5, 0, 0, 0)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, theme.SYMBOLS[state])

    def profile_at(self, y: float) -> Profile | None:
        at = int((y - self.columns().head) // ROW)
        return self.profiles[at] if 0 <= at < len(self.profiles) else None

    def mouseMoveEvent(self, event: Any) -> None:
        profile = self.profile_at(event.position().y())
        if profile is not None:
            words = (_("insufficient"), _("limited"), _("sufficient"))
            told = [
                f"{name}: {words[value] if value is not None else _('not asked')}"
                for name, value in zip(self.names, profile.values, strict=True)
            ]
            QToolTip.showText(event.globalPosition().toPoint(), "\n".join([profile.name, *told]), self)

    def mousePressEvent(self, event: Any) -> None:
        profile = self.profile_at(event.position().y())
        if profile is not None:
            self.chosen.emit(profile.id)


NAMES_WIDTH = int(NAME + 7 * BAR)
