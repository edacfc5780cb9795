"""Moving and stretching bars of the timeline, by hand or by key, as one step each."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from typing import Literal

from organisatiecanvas.desktop.actions_bars import Bar
from organisatiecanvas.desktop.session import Session
from organisatiecanvas.models.language import _

Way = Literal["move", "start", "due", "new"]
Days = tuple[datetime.date | None, datetime.date | None]


@dataclass(frozen=True)
class Drag:
    """A bar that is being dragged: from which day, how many days so far, and whether it moves or stretches."""

    bar: Bar
    way: Way
    origin: datetime.date
    days: int = 0
    began: bool = False

    def to(self, day: datetime.date) -> Drag:
        """The same drag with the pointer over another day."""
        days = (day - self.origin).days
        return replace(self, days=days, began=self.began or days != 0)

    @property
    def dates(self) -> Days:
        """Start and due as they would be; a bar never ends before it starts."""
        return moved(self.bar, self.way, self.days, self.origin)


def moved(bar: Bar, way: Way, days: int, origin: datetime.date | None = None) -> Days:
    """Start and due of a bar that was moved or stretched by so many days; `new`: drawn from `origin`."""
    by = datetime.timedelta(days=days)
    if way == "new":
        assert origin is not None
        return min(origin, origin + by), max(origin, origin + by)
    if bar.start is None or bar.due is None:
        return bar.start, bar.due
    if way == "move":
        return bar.start + by, bar.due + by
    if way == "start":
        return min(bar.start + by, bar.due), bar.due
    return bar.start, max(bar.due + by, bar.start)


def write_dates(session: Session, bar: Bar, way: Way, dates: Days, *, merge: str | None = None) -> str:
    """Give an action these dates as one step; returns why not, or nothing. Moving leaves an unknown end unknown."""
    action = session.organisation.actions.get(bar.id)
    if action is None:
        return _("This was deleted in the meantime.")
    start, due = dates
    if way == "move":
        start, due = (start if action.start is not None else None), (due if action.due is not None else None)
    elif way == "start" and action.due is None:
        due = None if start == due else due
    elif way == "due" and action.start is None:
        start = None if start == due else start
    if (action.start, action.due) == (start, due):
        return ""

    def work() -> None:
        action.start, action.due = start, due

    name = _("Move {name}") if way == "move" else _("Change dates of {name}")
    return session.attempt(name.format(name=bar.title), work, merge=merge)
