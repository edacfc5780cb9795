"""The network as flat lists for the event simulation: stops, ways between them, times to draw.

Time runs in calendar days; a unit that works h hours a week does an hour of work in 7/h days, all week long.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from organisatiecanvas.models.analysis.common import Basis
from organisatiecanvas.models.analysis.flow.load import Loads
from organisatiecanvas.models.analysis.flow.network import Plan, Station, Stop
from organisatiecanvas.models.analysis.flow.results import DAYS_A_WEEK
from organisatiecanvas.models.analysis.flow.route import NEGLIGIBLE, SELDOM, Branch
from organisatiecanvas.models.analysis.flow.simulation_warmup import settling

# Where a stop is made, where it is no station: its index.
NO_TIME = -1
UNLIMITED = -2  # nobody waits: a unit that can't keep up must not hold up the figures of the others
POOLED = -3  # and below: station POOLED − at is one that needs somebody of a labour pool

# Where a lot goes after a stop, where it is not always the same stop.
LEAVE = -1
CHOICE = -2
SPLIT = -3


@dataclass(frozen=True, slots=True)
class Times:
    """What a stop takes, in days: a gamma time, and while it runs failures with exponential repairs."""

    mean: float
    scv: float
    attended: float = 1.0  # share of the time, repairs left out, that it needs somebody
    to_failure: float = 0.0  # 0: never fails
    repair: float = 0.0


@dataclass(frozen=True, slots=True)
class Arrivals:
    """Lots of a family: mean days between two, their scv, and (up to this share, stop) of where they start."""

    mean: float
    scv: float
    first: list[tuple[float, int]]
    everywhere: bool = False  # a family without links starts in every unit at once


Way = tuple[float, int, float, float]  # taken up to this share; stop or LEAVE; days and hours on the link


@dataclass(frozen=True, slots=True)
class Fork:
    """An and-split: `back` and `onward` share one draw, of which those below `parallel_from` go back."""

    back: list[Way]
    parallel_from: float
    parallel: list[Way]
    onward: list[Way]
    join: int  # the stop where its branches meet; LEAVE: nowhere


@dataclass(eq=False)
class Model:
    """Everything that doesn't change during a run. Lists are by stop unless said otherwise."""

    families: list[str] = field(default_factory=list)  # order ids
    arrivals: list[Arrivals] = field(default_factory=list)  # by family
    at: list[int] = field(default_factory=list)
    times: list[Times | None] = field(default_factory=list)
    clock: list[float] = field(default_factory=list)  # working hours a day
    after: list[int] = field(default_factory=list)
    after_days: list[float] = field(default_factory=list)
    after_hours: list[float] = field(default_factory=list)
    choices: dict[int, list[Way]] = field(default_factory=dict)
    forks: dict[int, Fork] = field(default_factory=dict)
    servers: list[int] = field(default_factory=list)  # by station
    pool: list[int] = field(default_factory=list)  # by station; −1: none
    people: list[int] = field(default_factory=list)  # by pool
    pool_units: list[str] = field(default_factory=list)  # by pool
    visits_a_day: float = 0.0  # of all stops, arrivals included
    settling: float = 0.0  # days after which an empty shop is about as full as it gets


def model_of(basis: Basis, found: Loads) -> Model:
    """The model of a solved network, all families that have a route and lots included."""
    network = found.network
    model = Model(servers=[station.servers for station in network.stations])
    model.pool = [-1] * len(network.stations)
    for unit, pool in network.pools.items():
        if unit not in found.stuck:
            for index in pool.stations:
                model.pool[index] = len(model.people)
            model.people.append(pool.people)
            model.pool_units.append(unit)
    for stop in network.stops:
        _add_stop(basis, found, model, stop)
    office = basis.organisation.rules.hours_per_week / DAYS_A_WEEK
    for order, plan in network.plans.items():
        if plan.lots <= 0 or not plan.route.units:
            continue
        wiring = _Wiring(model, plan, office)
        wiring.connect()
        scv = basis.organisation.orders[order].arrival_scv
        model.families.append(order)
        model.arrivals.append(Arrivals(DAYS_A_WEEK / plan.lots, scv, wiring.first(), plan.route.unlinked))
        stops = sum(visits * len(plan.stops[node]) for node, visits in enumerate(plan.route.visits) if visits > SELDOM)
        model.visits_a_day += plan.lots / DAYS_A_WEEK * (1 + stops)
    model.settling = settling(basis, found)
    return model


def _add_stop(basis: Basis, found: Loads, model: Model, stop: Stop) -> None:
    station: Station | None = found.network.stations[stop.station] if stop.station >= 0 else None
    at, times, clock = NO_TIME, None, 0.0
    hours = basis.variant.units[station.unit].hours_per_week if station is not None else 0.0
    if station is not None and hours > 0 and station.available > 0:
        clock = hours / DAYS_A_WEEK
        failing = station.available < 1
        times = Times(
            stop.time / clock,
            stop.variance / (stop.time * stop.time),
            stop.attended / stop.time,
            station.repair * station.available / (1 - station.available) / clock if failing else 0.0,
            station.repair / clock if failing else 0.0,
        )
        at = stop.station
        if station.unit in found.stuck:
            at = UNLIMITED
        elif model.pool[at] >= 0:
            at = POOLED - at
    model.at.append(at)
    model.times.append(times)
    model.clock.append(clock)
    model.after.append(LEAVE)
    model.after_days.append(0.0)
    model.after_hours.append(0.0)


@dataclass(eq=False)
class _Wiring:
    """Lays the ways of one plan's route between its stops."""

    model: Model
    plan: Plan
    office: float  # working hours a day, for waits on links
    joins: set[int] = field(default_factory=set)
    done: set[int] = field(default_factory=set)  # stops whose ways on are laid

    def connect(self) -> None:
        route, model = self.plan.route, self.model
        forks = {split.node: split.join for split in route.splits}
        self.joins = {self.plan.stops[join][0] for join in forks.values() if join is not None}
        # Back to front, so that stops that take no time have their own way on before others are led past them.
        for node in reversed(route.sequence):
            stops = self.plan.stops[node]
            for stop in stops[:-1]:
                model.after[stop] = stop + 1
            last = stops[-1]
            branches = [branch for branch in route.out[node] if branch.share > 0]
            if node in forks:
                model.after[last] = SPLIT
                model.forks[last] = self._fork(branches, forks[node])
                continue
            ways = self._shares(branches, 0.0)
            if route.leaves[node] or not ways:
                ways.append((2.0, LEAVE, 0.0, 0.0))
            else:
                ways[-1] = (2.0, *ways[-1][1:])  # no lot slips out through rounding
            if len(ways) == 1:
                _upto, model.after[last], model.after_days[last], model.after_hours[last] = ways[0]
            else:
                model.after[last] = CHOICE
                model.choices[last] = ways
            self.done.add(last)

    def first(self) -> list[tuple[float, int]]:
        """Where lots start, up to which share each."""
        route, upto = self.plan.route, 0.0
        found: list[tuple[float, int]] = []
        for node, share in enumerate(route.entry):
            if share > 0:
                upto += share
                _share, stop, days, _hours = self._way(0.0, node, 0.0, may_leave=False)
                # Only past stops without any delay: a wait on the way belongs to the lot.
                found.append((upto, self.plan.stops[node][0] if days else stop))
        found[-1] = (2.0, found[-1][1])
        return found

    def _shares(self, branches: list[Branch], upto: float, may_leave: bool = True) -> list[Way]:
        ways: list[Way] = []
        for branch in branches:
            upto += branch.share
            ways.append(self._way(upto, branch.target, branch.link.wait_days, may_leave))
        return ways

    def _way(self, upto: float, node: int, days: float, may_leave: bool = True) -> Way:
        """To a node, and past it while it takes no time and leaves no choice."""
        model, stop = self.model, self.plan.stops[node][0]
        lowest = LEAVE if may_leave else 0
        while stop in self.done and model.at[stop] == NO_TIME and stop not in self.joins:
            if model.after[stop] < lowest:
                break
            days += model.after_days[stop]
            stop = model.after[stop]
        return upto, stop, days, days * self.office

    def _fork(self, branches: list[Branch], join: int | None) -> Fork:
        back = self._shares([branch for branch in branches if branch.rework and not branch.parallel], 0.0, False)
        parallel_from = back[-1][0] if back else 0.0
        onward = self._shares([b for b in branches if not b.rework and not b.parallel], parallel_from, False)
        if onward and onward[-1][0] >= 1 - NEGLIGIBLE:
            onward[-1] = (2.0, *onward[-1][1:])
        parallel = [self._way(1.0, b.target, b.link.wait_days, may_leave=False) for b in branches if b.parallel]
        return Fork(back, parallel_from, parallel, onward, LEAVE if join is None else self.plan.stops[join][0])
