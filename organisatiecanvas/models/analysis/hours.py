"""Work in hours a week: what tasks, meetings and disturbances ask (method.md, «Words» and 12), in one place.

Order hours of a task = lots a week × visits × (setup + lot × run) / 60. Hours of a task = order hours × attended +
hours_per_week. Work of external units counts nowhere.
"""

from __future__ import annotations

from collections.abc import Iterable

from organisatiecanvas.models.analysis.common import Basis
from organisatiecanvas.models.analysis.flow.traffic import visits
from organisatiecanvas.models.errors import OrganisationError
from organisatiecanvas.models.organisation import Order, Task

# What counts of a disturbance as solved by the unit itself (method.md 3).
SOLVED = {"inside": 1.0, "partly": 0.5, "outside": 0.0}


class Hours:
    """The hours of a variant's tasks and meetings.

    Ask through `basis.once(Hours)`. Hours that need an order whose route can't be computed are None; `reason` says why.
    """

    def __init__(self, basis: Basis) -> None:
        internal = {unit.id for unit in basis.internal_units}
        self.tasks: list[Task] = [task for task in basis.variant.tasks.values() if task.unit in internal]
        self.tasks_of: dict[str, list[Task]] = {name: [] for name in basis.variant.units}
        for task in self.tasks:
            self.tasks_of[task.unit].append(task)
        self.visits: dict[str, dict[str, float]] = {}  # order id → unit id → visits of a lot
        self.reasons: dict[str, str] = {}  # order id → why its visits can't be computed
        for name in basis.organisation.orders:
            try:
                self.visits[name] = visits(basis, name)
            except OrganisationError as error:
                self.reasons[name] = str(error)
        self.by_order: dict[str, float | None] = {
            task.id: self._order_hours(basis.organisation.orders.get(task.order or ""), task) for task in self.tasks
        }
        self.of: dict[str, float | None] = {}  # task id → hours of the people who do it
        for task in self.tasks:
            driven = self.by_order[task.id]
            self.of[task.id] = None if driven is None else driven * task.attended + task.hours_per_week
        self.meetings: dict[str, float] = _meeting_hours(basis)  # person id → hours in meetings

    def _order_hours(self, order: Order | None, task: Task) -> float | None:
        if order is None:
            return 0.0
        lots = lots_per_week(order)
        if lots == 0:
            return 0.0
        if order.id not in self.visits:
            return None
        a_lot = (task.setup_minutes + order.lot_size * task.run_minutes) / 60
        return lots * self.visits[order.id].get(task.unit, 0.0) * a_lot

    def reason(self, tasks: Iterable[Task]) -> str:
        """Why hours of these tasks are unknown: what is wrong with the first route that fails."""
        return next(
            self.reasons[task.order] for task in tasks if self.by_order[task.id] is None and task.order is not None
        )


def lots_per_week(order: Order) -> float:
    """Lots of an order family a week."""
    return order.pieces_per_week / order.lot_size


def total(values: Iterable[float | None]) -> float | None:
    """The sum, or None as soon as one of them is unknown."""
    amount = 0.0
    for value in values:
        if value is None:
            return None
        amount += value
    return amount


def short_cycle_share(basis: Basis, tasks: Iterable[Task]) -> float | None:
    """Share (0 to 1) of hours in cycles under `short_cycle_seconds`; tasks without a cycle are left out.

    None where no hours remain, or where a route that matters can't be computed.
    """
    timed = [task for task in tasks if task.cycle_seconds is not None]
    work = basis.once(Hours).of
    limit = basis.organisation.rules.short_cycle_seconds
    every = total(work[task.id] for task in timed)
    short = total(work[task.id] for task in timed if task.cycle_seconds is not None and task.cycle_seconds < limit)
    return short / every if every and short is not None else None


def _meeting_hours(basis: Basis) -> dict[str, float]:
    """Person → hours a week in meetings: a unit brings its people, a role its holders, each once; no backups."""
    internal = {unit.id for unit in basis.internal_units}
    spent: dict[str, float] = {}
    for meeting in basis.variant.meetings.values():
        present: dict[str, None] = {}
        for party in meeting.participants:
            role = basis.variant.roles.get(party)
            if role is None:
                present.update(dict.fromkeys(basis.people[party]))
            elif role.unit in internal:
                present.update((holder.person, None) for holder in role.holders.values() if not holder.backup)
        for person in present:
            spent[person] = spent.get(person, 0.0) + meeting.per_week * meeting.minutes / 60
    return spent
