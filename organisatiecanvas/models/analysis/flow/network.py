"""From the drawing to stations, and the stops that lots make at them (flow.md, «From the drawing to a network»)."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from organisatiecanvas.models.analysis.common import Basis
from organisatiecanvas.models.analysis.flow.queueing import availability
from organisatiecanvas.models.analysis.flow.route import Route
from organisatiecanvas.models.analysis.flow.traffic import RouteError, route_of
from organisatiecanvas.models.organisation import Task, Unit

NEARLY = 1 - 1e-6  # a load that only the rounding of typed figures keeps below 1 is 1: else days run into millions
HAND = ""  # the station of a unit's tasks without a machine


@dataclass(eq=False, slots=True)
class Station:
    """Equal machines, or the places of a unit. Sums run over the stops made here, per working hour of the unit."""

    unit: str
    machine: str  # HAND, or the id of a machine
    servers: int
    available: float = 1.0
    repair: float = 0.0  # hours
    rate: float = 0.0  # Σ λ
    rate_squares: float = 0.0  # Σ λ²
    work: float = 0.0  # Σ λ t
    squares: float = 0.0  # Σ λ (v + t²)
    attended: float = 0.0  # Σ λ h
    attended_squares: float = 0.0  # Σ λ (variance of h + h²)
    time: float = 0.0  # τ with failures, hours
    scv: float = 0.0  # c_s² with failures
    load: float = 0.0  # ρ; infinite where nothing is ever available
    labour_wait: float = 0.0  # on the machine, hours
    arrival_scv: float = 1.0
    delay: float | None = 0.0  # before and on the machine, hours; None: no end to it


@dataclass(eq=False, slots=True)
class Stop:
    """One order at one station on one visit. A stop without a station takes no time."""

    order: int
    station: int  # −1: none
    rate: float  # lots an hour
    time: float = 0.0  # hours per lot, without failures
    variance: float = 0.0
    attended: float = 0.0
    attended_variance: float = 0.0


@dataclass(eq=False, slots=True)
class Pool:
    """The people of a unit with fewer places than machines, over the stations that need somebody."""

    people: int
    stations: list[int]
    load: float
    crowded: bool = False  # waiting for somebody fills the machines


@dataclass(eq=False)
class Passages:
    """Lots go from one stop to another: a share of those at the first, `flow` of them per lot of the order."""

    source: list[int] = field(default_factory=list)
    target: list[int] = field(default_factory=list)
    share: list[float] = field(default_factory=list)
    flow: list[float] = field(default_factory=list)

    def add(self, source: int, target: int, share: float, flow: float) -> None:
        self.source.append(source)
        self.target.append(target)
        self.share.append(share)
        self.flow.append(flow)


@dataclass(eq=False)
class Plan:
    """One order in the network: its route, lots a week, and the stops of each node of the route."""

    order: str
    route: Route
    lots: float
    stops: list[range] = field(default_factory=list)  # node → its stops


@dataclass(eq=False)
class Network:
    """Everything the equations need; `refused` holds the orders that have no route, with why."""

    stations: list[Station] = field(default_factory=list)
    stops: list[Stop] = field(default_factory=list)
    passages: Passages = field(default_factory=Passages)
    entries: list[tuple[int, float, float]] = field(default_factory=list)  # stop, share of the lots, arrival scv
    plans: dict[str, Plan] = field(default_factory=dict)
    refused: dict[str, RouteError] = field(default_factory=dict)
    stations_of: dict[str, list[int]] = field(default_factory=dict)  # unit → its stations that are used
    pools: dict[str, Pool] = field(default_factory=dict)  # by unit
    idle_clocks: set[str] = field(default_factory=set)  # units that work 0 hours a week


def build(basis: Basis, lot_sizes: Mapping[str, float] | None = None) -> Network:
    """The network of a variant; `lot_sizes` (order → pieces) stand in for the orders' own."""
    network = Network()
    places: dict[tuple[str, str], int] = {}
    for index, order in enumerate(basis.organisation.orders.values()):
        try:
            route = route_of(basis, order.id)
        except RouteError as error:
            network.refused[order.id] = error
            continue
        lot = (lot_sizes or {}).get(order.id, order.lot_size)
        plan = Plan(order.id, route, order.pieces_per_week / lot, [range(0)] * len(route.units))
        network.plans[order.id] = plan
        work: dict[str, list[Task]] = {}
        for task in basis.order_tasks[order.id]:
            work.setdefault(task.unit, []).append(task)
        for node in route.sequence:
            name = route.units[node]
            tasks = work.get(name)
            if tasks is None or name in route.external:
                plan.stops[node] = range(len(network.stops), len(network.stops) + 1)
                network.stops.append(Stop(index, -1, 0.0))
            else:
                _stop(network, places, plan, index, node, basis.variant.units[name], tasks, lot)
        _connect(network, plan, order.arrival_scv)
    return network


def _stop(
    network: Network,
    places: dict[tuple[str, str], int],
    plan: Plan,
    order: int,
    node: int,
    unit: Unit,
    tasks: Sequence[Task],
    lot: float,
) -> None:
    """The stops of one node: one for each machine its tasks name, one for its tasks without a machine."""
    hours = unit.hours_per_week
    rate = plan.lots * plan.route.visits[node] / hours if hours > 0 else 0.0
    found: dict[str, Stop] = {}
    for task in tasks:
        time = (task.setup_minutes + lot * task.run_minutes) / 60
        if time <= 0:
            continue
        machine, share = task.machine or HAND, task.attended
        variance = task.scv * time * time
        stop = found.get(machine)
        if stop is None:
            station = _station(network, places, unit, machine)
            found[machine] = Stop(order, station, rate, time, variance, share * time, share * share * variance)
        else:
            stop.time += time
            stop.variance += variance
            stop.attended += share * time
            stop.attended_variance += share * share * variance
    for stop in found.values():
        at = network.stations[stop.station]
        time, attended = stop.time, stop.attended
        at.rate += rate
        at.rate_squares += rate * rate
        at.work += rate * time
        at.squares += rate * (stop.variance + time * time)
        at.attended += rate * attended
        at.attended_squares += rate * (stop.attended_variance + attended * attended)
    if found and hours <= 0:
        network.idle_clocks.add(unit.id)
    begin = len(network.stops)
    network.stops.extend(found.values() or [Stop(order, -1, 0.0)])
    plan.stops[node] = range(begin, len(network.stops))


def _station(network: Network, places: dict[tuple[str, str], int], unit: Unit, machine: str) -> int:
    index = places.get((unit.id, machine))
    if index is None:
        index = places[unit.id, machine] = len(network.stations)
        if machine == HAND:
            station = Station(unit.id, HAND, unit.places)
        else:
            kind = unit.machines[machine]
            available = availability(kind.mttf_hours, kind.mttr_hours)
            station = Station(unit.id, machine, kind.count, available, kind.mttr_hours or 0.0)
        network.stations.append(station)
        network.stations_of.setdefault(unit.id, []).append(index)
    return index


def _connect(network: Network, plan: Plan, arrival_scv: float) -> None:
    route, passages, ways = plan.route, network.passages, plan.route.ways
    begins = [stops.start for stops in plan.stops]
    ends = [stops.stop - 1 for stops in plan.stops]
    for node in route.sequence:
        for stop in range(begins[node], ends[node]):
            passages.add(stop, stop + 1, 1.0, route.visits[node])
        if route.entry[node] > 0:
            network.entries.append((begins[node], route.entry[node], arrival_scv))
    passages.source.extend([ends[node] for node in ways.source])
    passages.target.extend([begins[node] for node in ways.target])
    passages.share.extend(ways.share)
    passages.flow.extend(ways.flow)


def summarise(station: Station) -> None:
    """τ, c_s² and ρ of a station from the sums over its stops, failures included."""
    if station.available <= 0:
        station.time = station.load = math.inf
    if station.rate <= 0 or station.available <= 0:
        return
    time = station.work / station.rate
    scv = max(0.0, station.squares / (station.rate * time * time) - 1)
    station.time = time / station.available
    station.scv = scv + 2 * station.available * (1 - station.available) * station.repair / time
    station.load = whole(station.rate * station.time / station.servers)


def whole(load: float) -> float:
    """The same load, or 1 where it is only rounding that keeps it below."""
    return 1.0 if NEARLY < load < 1 else load
