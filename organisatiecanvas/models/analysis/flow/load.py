"""What the units are loaded with, and which of them can't keep up (flow.md)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from organisatiecanvas.models.analysis.common import Basis
from organisatiecanvas.models.analysis.flow.decomposition import solve
from organisatiecanvas.models.analysis.flow.network import Network, Station
from organisatiecanvas.models.analysis.flow.queueing import INDEPENDENT_ARRIVALS, RELIABLE_LOAD
from organisatiecanvas.models.analysis.flow.results import CLOSE, ROUGH, UNRELIABLE
from organisatiecanvas.models.language import _, percent


@dataclass(eq=False)
class Loads:
    """A solved network with the load of each unit that has work, and why some have no waiting time."""

    network: Network
    of: dict[str, float] = field(default_factory=dict)  # unit → ρ; infinite where nothing is ever available
    stuck: dict[str, str] = field(default_factory=dict)  # unit → why there is no end to its waiting
    full: set[str] = field(default_factory=set)  # units above the load that waits can be relied on
    irregular: set[str] = field(default_factory=set)  # units that get orders in bursts or by the clock

    def stations(self, unit: str) -> list[Station]:
        return [self.network.stations[index] for index in self.network.stations_of.get(unit, ())]

    def reliability(self, units: Sequence[str]) -> str:
        """What figures that rest on these units are worth."""
        if not self.full.isdisjoint(units):
            return UNRELIABLE
        return CLOSE if self.irregular.isdisjoint(units) else ROUGH


def loads(basis: Basis, network: Network) -> Loads:
    """Solve a network and look at its loads."""
    solve(basis, network)
    found = Loads(network)
    stations, idle = network.stations, network.idle_clocks
    for unit, used in network.stations_of.items():
        load = max([stations[index].load for index in used])
        if unit in network.pools:
            load = max(load, network.pools[unit].load)
        found.of[unit] = load
        if load > RELIABLE_LOAD:
            found.full.add(unit)
        if load >= 1 or unit in idle or None in [stations[index].delay for index in used]:
            found.stuck[unit] = _stuck(basis, found, unit)
    low, high = INDEPENDENT_ARRIVALS
    for name, plan in network.plans.items():
        if plan.lots > 0 and not low <= basis.organisation.orders[name].arrival_scv <= high:
            found.irregular.update(plan.route.units)
    return found


def _stuck(basis: Basis, found: Loads, unit: str) -> str:
    """Why there is no end to the waiting in a unit."""
    name = basis.variant.units[unit].name
    load = found.of[unit]
    if unit in found.network.idle_clocks:
        return _("{unit} has orders but works 0 hours a week.").format(unit=name)
    if math.isinf(load):
        return _("A machine of {unit} never works.").format(unit=name)
    if load >= 1:
        return _("{unit} is loaded at {load}: its orders pile up.").format(unit=name, load=percent(load))
    return _("The machines of {unit} wait for people until all of them stand still.").format(unit=name)


@dataclass(frozen=True)
class Need:
    """What would bring the busiest of a unit to the target load: so many in all; of a machine, or (None) places."""

    machine: str | None
    count: int


def need(basis: Basis, found: Loads, unit: str) -> Need | None:
    """λτ / target, rounded up; None where no number would help."""
    target = basis.organisation.rules.utilisation_target
    busiest = max(found.stations(unit), key=lambda station: station.load)
    pool = found.network.pools.get(unit)
    if target <= 0 or math.isinf(busiest.load) or unit in found.network.idle_clocks:
        return None
    if pool and (pool.load >= busiest.load or pool.crowded):
        count = _up(pool.load * pool.people / target)
        return Need(None, max(count, pool.people + 1) if pool.crowded else count)
    return Need(busiest.machine or None, _up(busiest.load * busiest.servers / target))


def _up(value: float) -> int:
    return math.ceil(value - 1e-9)
