"""Days along a line of pixels, with the months and weeks that are written over it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from organisatiecanvas.desktop.actions_filter import month_words, short_month
from organisatiecanvas.models.language import _

LEAST, MOST = 0.4, 40.0  # pixels a day
AROUND = 10  # days left free before the first day and after the last
LEAST_SPAN = 56  # days that are shown at least


@dataclass(frozen=True)
class Scale:
    """`first` and `last` are the days shown, `day` the pixels of one."""

    first: datetime.date
    last: datetime.date
    day: float

    @property
    def width(self) -> float:
        return ((self.last - self.first).days + 1) * self.day

    def x(self, day: datetime.date) -> float:
        """Where a day begins."""
        return (day - self.first).days * self.day

    def at(self, x: float) -> datetime.date:
        """The day under a pixel."""
        return self.first + datetime.timedelta(days=int(x // self.day))

    def zoomed(self, factor: float, least: float) -> Scale:
        """So many times larger, within bounds; `least` pixels a day fit in the window."""
        return replace(self, day=min(MOST, max(min(least, MOST), LEAST, self.day * factor)))

    def months(self) -> Iterator[tuple[datetime.date, datetime.date, str]]:
        """Each month that is shown: its first day, the first of the next, its words as there is room."""
        start = self.first.replace(day=1)
        while start <= self.last:
            following = (start + datetime.timedelta(days=32)).replace(day=1)
            yield start, following, self._month(start)
            start = following

    def _month(self, start: datetime.date) -> str:
        """All months alike, as the shortest has room; without a year where there is none, but for January."""
        room = 28 * self.day
        if room > 96:
            return month_words(start)
        dated = room > 56 or (room > 40 and start.month == 1)
        return f"{short_month(start)} {start:%y}" if dated else short_month(start) if room > 24 else ""

    def weeks(self) -> Iterator[tuple[datetime.date, str]]:
        """The Monday of each week with its number; none where they would stand too close."""
        if self.day * 7 < 22:
            return
        monday = self.first - datetime.timedelta(days=self.first.weekday())
        words = _("wk {number}") if self.day * 7 > 40 else "{number}"
        while monday <= self.last:
            yield monday, words.format(number=monday.isocalendar().week)
            monday += datetime.timedelta(days=7)


def fitting(days: Iterable[datetime.date], width: float) -> Scale:
    """A scale on which all these days fit in a width of so many pixels."""
    known = sorted(days)
    around = datetime.timedelta(days=AROUND)
    first, last = known[0] - around, known[-1] + around
    last = max(last, first + datetime.timedelta(days=LEAST_SPAN))
    span = (last - first).days + 1
    return Scale(first, last, min(MOST, max(LEAST, width / span)))
