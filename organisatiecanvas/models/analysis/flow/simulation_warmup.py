"""How long a shop that starts empty takes to be about as full as it gets."""

from __future__ import annotations

from organisatiecanvas.models.analysis.common import Basis
from organisatiecanvas.models.analysis.flow.load import Loads
from organisatiecanvas.models.analysis.flow.network import Network, Plan
from organisatiecanvas.models.analysis.flow.results import DAYS_A_WEEK

BUSIEST = 0.99  # loads above this count as this


def settling(basis: Basis, found: Loads) -> float:
    """Days: three times the slowest station's relaxation 2τ(c_a² + c_s²)/(m(1−ρ)²) and the longest way through.

    The relaxation is that of Brownian motion that is kept from going below zero (heavy traffic) [lit: Newell 1982].
    """
    network, slowest = found.network, 0.0
    # Bursts may come further than the equations let them.
    orders = basis.organisation.orders
    burst = max((orders[name].arrival_scv for name, plan in network.plans.items() if plan.lots > 0), default=1.0)
    for station in network.stations:
        hours = basis.variant.units[station.unit].hours_per_week
        if station.rate > 0 and station.unit not in found.stuck:
            time = station.time + station.labour_wait
            slack = 1 - min(BUSIEST, station.rate * time / station.servers)
            varying = max(burst, station.arrival_scv) + station.scv
            slowest = max(slowest, 2 * time * varying / (station.servers * slack * slack) * DAYS_A_WEEK / hours)
    for unit, pool in network.pools.items():
        if unit in found.stuck:
            continue
        hours = basis.variant.units[unit].hours_per_week
        stations = [network.stations[index] for index in pool.stations]
        time = sum(station.attended for station in stations) / sum(station.rate for station in stations)
        slack = 1 - min(BUSIEST, pool.load)
        slowest = max(slowest, 4 * time / (pool.people * slack * slack) * DAYS_A_WEEK / hours)
    longest = max((_way_through(basis, network, plan) for plan in network.plans.values()), default=0.0)
    return 3 * (slowest + longest)


def _way_through(basis: Basis, network: Network, plan: Plan) -> float:
    """Days a lot of a plan is at work, waits or is on links, over its whole route."""
    route = plan.route
    days = route.link_days
    for node in route.sequence:
        for index in plan.stops[node]:
            stop = network.stops[index]
            if stop.station >= 0:
                station = network.stations[stop.station]
                hours = basis.variant.units[station.unit].hours_per_week
                if hours > 0 and station.available > 0:
                    spent = stop.time / station.available + (station.delay or 0.0)
                    days += route.visits[node] * spent * DAYS_A_WEEK / hours
    return days
