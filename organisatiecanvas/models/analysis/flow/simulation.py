"""Event simulation of the network behind `flow`: the cross-check of its equations (flow.md, «Cross-check»).

Lots of gamma times come in, are served first come, first served, wait for machines and people, fail, split, join and
go back, until the 95 % interval of every family is as narrow as asked for.

    simulation = Simulation(basis)
    for progress in simulation.steps():  # each some hundredths of a second: stop whenever you like
        ...
    figures = simulation.result()
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from organisatiecanvas.models.analysis.common import Basis
from organisatiecanvas.models.analysis.flow.load import loads
from organisatiecanvas.models.analysis.flow.network import build
from organisatiecanvas.models.analysis.flow.orders import why_not
from organisatiecanvas.models.analysis.flow.results import DAYS_A_WEEK
from organisatiecanvas.models.analysis.flow.simulation_batches import FEWEST, Batches, Estimate, Vector, ratios
from organisatiecanvas.models.analysis.flow.simulation_events import Events
from organisatiecanvas.models.analysis.flow.simulation_model import model_of
from organisatiecanvas.models.language import _

PRECISION = 0.05  # half a 95 % interval, as a share of its mean
SEED = 1
MOST_VISITS = 200_000_000  # some minutes; a shop near 100 % load or a very rare family may not be done by then
LEAST_SETTLINGS = 10  # a run is at least so many times as long as its warm-up
STEP = 2_500  # events
LONGEST_STEP = 20_000  # events; a step that takes more is cut into several
FEWEST_LOTS = 100  # of each family
ALMOST_NOTHING, ALMOST_ALL = 0.05, 0.99  # progress before there is an interval, and until it is narrow enough
LONGER = 1.1  # the run has grown by this factor before it is judged again: looking often stops by luck


class Cancel(Protocol):
    """What a threading.Event can tell."""

    def is_set(self) -> bool: ...


@dataclass(frozen=True)
class Progress:
    """How far a run is: `part` from 0 to 1 never goes back; `relative` is the widest interval of a family so far."""

    part: float
    lots: int
    relative: float | None


@dataclass(frozen=True)
class SimulatedOrder:
    """`flow_hours` and `lots_in_process` mean what they do in `flow`; all None with the reason.

    `lead_days` are calendar days from the order until its last part is done, waiting at joins for other parts included:
    the mean over all ways that lots go, where MCT is that of the usual way.
    """

    order: str
    lots: int
    flow_hours: Estimate | None
    lots_in_process: Estimate | None
    lead_days: Estimate | None
    reason: str = ""


@dataclass(frozen=True)
class SimulatedUnit:
    """`utilisation` is that of the busiest machines, places or people; `wait_hours` per visit and lot, as in `flow`."""

    unit: str
    utilisation: float | None
    wait_hours: Estimate | None
    reason: str = ""


@dataclass(frozen=True)
class Simulated:
    """Figures of a run; `reached` tells whether every family is known as precisely as asked for.

    Without `reached` the run was stopped or grew too long: its intervals hold, but are wider.
    """

    orders: dict[str, SimulatedOrder]  # by id, as are the units
    units: dict[str, SimulatedUnit]
    seed: int
    precision: float
    reached: bool
    relative: float | None  # the widest interval of a family
    weeks: float  # after the warm-up
    lots: int
    visits: int


def simulate(
    basis: Basis,
    *,
    precision: float = PRECISION,
    seed: int = SEED,
    progress: Callable[[Progress], object] | None = None,
    cancel: Cancel | None = None,
    most_visits: int = MOST_VISITS,
) -> Simulated:
    """Simulate a variant until every family's interval is within `precision` of its mean, or `cancel` is set.

    The same seed gives the same figures. Raises ValueError for a precision outside 0 to 1.
    """
    simulation = Simulation(basis, precision=precision, seed=seed, most_visits=most_visits)
    if cancel is None or not cancel.is_set():
        for now in simulation.steps():
            if progress is not None:
                progress(now)
            if cancel is not None and cancel.is_set():
                break
    return simulation.result()


class Simulation:
    """One run, step by step; works on live rows and on snapshots, which may be used in another thread."""

    def __init__(
        self, basis: Basis, *, precision: float = PRECISION, seed: int = SEED, most_visits: int = MOST_VISITS
    ) -> None:
        """Raises ValueError for a precision outside 0 to 1."""
        if not 0 < precision < 1:
            raise ValueError(f"a precision of {precision}")
        self._basis, self._precision, self._seed, self._most = basis, precision, seed, most_visits
        self._loads = loads(basis, build(basis))
        self._model = model_of(basis, self._loads)
        self._events = Events(self._model, seed)
        self._batches = Batches()
        self._reasons = {order: self._reason(order) for order in basis.organisation.orders}
        # Families without figures go along, as the others meet them, but nobody waits for their intervals.
        self._judged = [index for index, order in enumerate(self._model.families) if not self._reasons[order]]
        self._unit_names = [unit.id for unit in basis.internal_units]
        place = {name: index for index, name in enumerate(self._unit_names)}
        stations = self._loads.network.stations
        self._stops = [index for index, at in enumerate(self._model.at) if self._model.times[index] is not None]
        owners = [stations[self._loads.network.stops[stop].station].unit for stop in self._stops]
        self._stop_units = np.array([place[name] for name in owners], dtype=np.intp)
        self._stop_clock = np.array([self._model.clock[stop] for stop in self._stops])
        firsts = {span[0] for plan in self._loads.network.plans.values() for span in plan.stops if len(span)}
        self._firsts = np.array([stop in firsts for stop in self._stops], dtype=np.float64)
        self._part = 0.0
        self._relative: float | None = None
        self._reached = not self._judged

    def steps(self) -> Iterator[Progress]:
        """Run on; each step takes some hundredths of a second. Ends when the figures are as precise as asked for."""
        if self._reached:
            return
        model, events, batches = self._model, self._events, self._batches
        # Reading all sums takes time in proportion to the shop.
        step = max(STEP, 2 * len(self._stops)) / model.visits_a_day
        until, judge_at = model.settling, max(FEWEST, LEAST_SETTLINGS * model.settling / step)
        while events.events < self._most:
            if events.advance(until, LONGEST_STEP):
                until += step
                batches.add(self._sums())
                if batches.steps >= judge_at:
                    judge_at = LONGER * batches.steps
                    self._judge()
            yield self._progress()
            if self._reached:
                return

    def result(self) -> Simulated:
        """The figures as they are so far; without an interval yet they are None."""
        batches = self._batches.batches() if self._batches.enough else None
        families = {order: index for index, order in enumerate(self._model.families)}
        orders: dict[str, SimulatedOrder] = {}
        for order, reason in self._reasons.items():
            index = families.get(order)
            if reason or index is None or batches is None or not self._columns(batches, "lots")[:, index].any():
                orders[order] = SimulatedOrder(order, 0, None, None, None, reason or self._too_short(order))
            else:
                orders[order] = self._order(order, index, batches)
        return Simulated(
            orders,
            self._units(batches),
            self._seed,
            self._precision,
            self._reached,
            self._relative,
            self._weeks,
            sum(self._events.lots),
            sum(self._events.visits()),
        )

    def _reason(self, order: str) -> str:
        row = self._basis.organisation.orders[order]
        reason = why_not(self._basis, self._loads, row)
        if not reason and order not in self._model.families:
            reason = _("{order} has no pieces a week, so there is nothing to simulate.").format(order=row.name)
        return reason

    def _too_short(self, order: str) -> str:
        name = self._basis.organisation.orders[order].name
        return _("The simulation stopped before it could say something about {order}.").format(order=name)

    @property
    def _weeks(self) -> float:
        sums = self._batches.sums
        return float(sums[-1][-1] - sums[0][-1]) / DAYS_A_WEEK if sums else 0.0

    def _sums(self) -> Vector:
        """Everything so far in one row; `_columns` knows what is where."""
        events, units = self._events, len(self._unit_names)
        visits, waited = np.array(events.visits(), dtype=np.float64), np.array(events.waited)
        hours = waited[self._stops] * self._stop_clock
        firsts = visits[self._stops] * self._firsts
        parts = [
            *(events.lots, events.hours, events.days, events.lead_days),
            *(np.bincount(self._stop_units, hours, units), np.bincount(self._stop_units, firsts, units)),
            *(events.busy, events.people_busy, [events.day]),
        ]
        return np.concatenate([np.asarray(part, dtype=np.float64) for part in parts])

    def _columns(self, batches: Vector, what: str) -> Vector:
        families, units, model = len(self._model.families), len(self._unit_names), self._model
        lengths = {
            **dict.fromkeys(("lots", "hours", "days", "lead_days"), families),
            **dict.fromkeys(("waited", "visits"), units),
            "busy": len(model.servers),
            "people": len(model.people),
            "day": 1,
        }
        names = list(lengths)
        begin = sum(lengths[name] for name in names[: names.index(what)])
        return batches[:, begin : begin + lengths[what]]

    def _judge(self) -> None:
        batches = self._batches.batches()
        lots, hours = self._columns(batches, "lots")[:, self._judged], self._columns(batches, "hours")[:, self._judged]
        if lots.sum(axis=0).min() < FEWEST_LOTS:
            return
        self._relative = max(estimate.relative for estimate in ratios(hours, lots))
        self._reached = self._relative <= self._precision

    def _progress(self) -> Progress:
        """Intervals narrow with the square root of the length; before there are any, the shortest run counts."""
        steps = self._batches.steps
        if self._reached:
            part = 1.0
        elif self._relative is None:
            part = ALMOST_NOTHING * min(1.0, steps / FEWEST)
        else:
            part = min(ALMOST_ALL, (self._precision / self._relative) ** 2)
        self._part = max(self._part, part)
        return Progress(self._part, sum(self._events.lots), self._relative)

    def _order(self, order: str, index: int, batches: Vector) -> SimulatedOrder:
        one = slice(index, index + 1)
        lots = self._columns(batches, "lots")[:, one]
        hours, days, lead = (
            ratios(self._columns(batches, name)[:, one], lots)[0] for name in ("hours", "days", "lead_days")
        )
        present = days.times(self._loads.network.plans[order].lots / DAYS_A_WEEK)  # Little
        return SimulatedOrder(order, int(lots.sum()), hours, present, lead)

    def _units(self, batches: Vector | None) -> dict[str, SimulatedUnit]:
        rows: dict[str, SimulatedUnit] = {}
        if batches is None:
            reason = _("The simulation stopped too early to say something.")
            return {name: SimulatedUnit(name, None, None, reason) for name in self._unit_names}
        waited, visits = self._columns(batches, "waited"), self._columns(batches, "visits")
        used = self._used(batches)
        working = self._visits_with_work()
        for index, name in enumerate(self._unit_names):
            reason = self._loads.stuck.get(name, "")
            if not reason and not visits[:, index].any():
                reason = _("No order comes by {unit}.").format(unit=self._basis.variant.units[name].name)
            if reason:
                rows[name] = SimulatedUnit(name, None, None, reason)
                continue
            wait = ratios(waited[:, index : index + 1], visits[:, index : index + 1])[0]
            rows[name] = SimulatedUnit(name, used.get(name, 0.0), wait.times(working[name]))
        return rows

    def _visits_with_work(self) -> dict[str, float]:
        """By unit the share of its visits in which something is done; the rest pass it without waiting."""
        with_work: dict[str, float] = {}
        all_visits: dict[str, float] = {}
        for plan in self._loads.network.plans.values():
            for node in plan.route.sequence:
                unit, lots = plan.route.units[node], plan.lots * plan.route.visits[node]
                all_visits[unit] = all_visits.get(unit, 0.0) + lots
                if self._model.times[plan.stops[node][0]] is not None:
                    with_work[unit] = with_work.get(unit, 0.0) + lots
        return {unit: lots / all_visits[unit] for unit, lots in with_work.items() if all_visits[unit] > 0}

    def _used(self, batches: Vector) -> dict[str, float]:
        """By unit the load of its busiest station or people."""
        days = float(self._columns(batches, "day").sum())
        found: dict[str, float] = {}
        for station, busy in zip(self._loads.network.stations, self._columns(batches, "busy").sum(axis=0), strict=True):
            found[station.unit] = max(found.get(station.unit, 0.0), float(busy) / (station.servers * days))
        people = self._columns(batches, "people").sum(axis=0)
        for unit, count, busy in zip(self._model.pool_units, self._model.people, people, strict=True):
            found[unit] = max(found[unit], float(busy) / (count * days))
        return found
