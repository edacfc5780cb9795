"""What the days of an order are spent on: its stages along the critical path and beside it, by cause (flow.md)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from organisatiecanvas.models.analysis.common import Basis
from organisatiecanvas.models.analysis.flow.load import Loads
from organisatiecanvas.models.analysis.flow.network import Plan, Station, Stop
from organisatiecanvas.models.analysis.flow.orders import durations, node_times, why_not
from organisatiecanvas.models.analysis.flow.paths import critical_path
from organisatiecanvas.models.analysis.flow.queueing import wait
from organisatiecanvas.models.analysis.flow.results import DAYS_A_WEEK
from organisatiecanvas.models.organisation import Order, Task


class Causes(NamedTuple):
    """Calendar days by cause.

    `place`: waiting for a place or machine, repairs included; `labour`: what waiting there would not be with somebody
    at every machine; `setup` and `run`: work on a lot as if it were one piece; `rest`: the other pieces of its lot;
    `transport`: links, suppliers among them.
    """

    place: float = 0.0
    labour: float = 0.0
    setup: float = 0.0
    run: float = 0.0
    rest: float = 0.0
    transport: float = 0.0

    @property
    def touch(self) -> float:
        """Days in which somebody works on the lot."""
        return self.setup + self.run + self.rest

    @property
    def waiting(self) -> float:
        return self.place + self.labour + self.transport


@dataclass(frozen=True)
class Stage:
    """A unit or a link on the way of an order; `begin` in days after the order, `slack` 0 on the critical path."""

    unit: str | None
    link: str | None
    begin: float
    causes: Causes
    slack: float = 0.0

    @property
    def days(self) -> float:
        return sum(self.causes)


@dataclass(frozen=True)
class Timeline:
    """The stages that take time: along the critical path in their order, and the units beside it; or why not."""

    path: tuple[Stage, ...] = ()
    beside: tuple[Stage, ...] = ()
    reason: str = ""

    @property
    def days(self) -> float:
        return sum(stage.days for stage in self.path)


def timeline(basis: Basis, found: Loads, order: Order) -> Timeline:
    """The stages of an order family; their days add up to its MCT. Without an MCT only the reason."""
    reason = why_not(basis, found, order)
    if reason:
        return Timeline(reason=reason)
    plan = found.network.plans[order.id]
    route = plan.route
    path = critical_path(route, durations(plan, node_times(basis, found.network, plan)))
    work = _work(basis.order_tasks[order.id])
    along: list[Stage] = []
    at = 0.0
    for index, node in enumerate(path.nodes):
        causes = _causes(basis, found, plan, node, work.get(route.units[node], (0.0, 0.0)), order.lot_size)
        if sum(causes) > 0:
            along.append(Stage(route.units[node], None, at, causes))
            at += sum(causes)
        if index < len(path.branches) and path.branches[index].link.wait_days > 0:
            link = path.branches[index].link
            along.append(Stage(None, link.id, at, Causes(transport=link.wait_days)))
            at += link.wait_days
    beside: list[Stage] = []
    for node, slack in path.slack.items():
        if node not in path.nodes:
            causes = _causes(basis, found, plan, node, work.get(route.units[node], (0.0, 0.0)), order.lot_size)
            if sum(causes) > 0:
                beside.append(Stage(route.units[node], None, path.begin[node], causes, slack))
    return Timeline(tuple(along), tuple(beside))


def _work(tasks: Iterable[Task]) -> dict[str, tuple[float, float]]:
    """Unit → hours of setup a lot and of run a piece."""
    found: dict[str, tuple[float, float]] = {}
    for task in tasks:
        setup, run = found.get(task.unit, (0.0, 0.0))
        found[task.unit] = setup + task.setup_minutes / 60, run + task.run_minutes / 60
    return found


def _causes(basis: Basis, found: Loads, plan: Plan, node: int, work: tuple[float, float], lot: float) -> Causes:
    stops = [found.network.stops[index] for index in plan.stops[node]]
    used = [(found.network.stations[stop.station], stop) for stop in stops if stop.station >= 0]
    if not used:
        return Causes()
    setup, run = work
    place = labour = 0.0
    for station, stop in used:
        for_place, for_people = _waits(station, stop)
        place += for_place
        labour += for_people
    unit = basis.variant.units[plan.route.units[node]]
    days = DAYS_A_WEEK / unit.hours_per_week * plan.route.again[node]
    one = min(1.0, lot)
    return Causes(*(part * days for part in (place, labour, setup, run * one, run * (lot - one))))


def _waits(station: Station, stop: Stop) -> tuple[float, float]:
    """Hours before and on a station: for a place and for repairs, and what people make it longer."""
    delay = station.delay or 0.0
    alone = wait(station.servers, station.time, station.load, station.arrival_scv, station.scv)
    labour = max(0.0, delay - alone) if station.attended > 0 else 0.0
    repairs = stop.time * (1 / station.available - 1)
    return delay - labour + repairs, labour
