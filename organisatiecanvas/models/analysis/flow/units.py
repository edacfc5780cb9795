"""Figures per unit: load, work and waiting per visit, lots present."""

from __future__ import annotations

import math

from organisatiecanvas.models.analysis.common import Basis
from organisatiecanvas.models.analysis.flow.load import Loads, need
from organisatiecanvas.models.analysis.flow.network import Network
from organisatiecanvas.models.analysis.flow.results import Needed, StationFlow, UnitFlow
from organisatiecanvas.models.language import _
from organisatiecanvas.models.organisation import Unit


def unit_figures(basis: Basis, found: Loads) -> list[UnitFlow]:
    """Figures of every unit that is not external, in document order."""
    lots, work, waiting = _sums(basis, found)
    return [
        _figures(basis, found, row, lots.get(row.id, 0.0), work.get(row.id, 0.0), waiting.get(row.id, 0.0))
        for row in basis.internal_units
    ]


def _sums(basis: Basis, found: Loads) -> tuple[dict[str, float], dict[str, float], dict[str, float]]:
    """By unit: lots a week, hours of work (repairs included) a week, hours waited a week."""
    lots: dict[str, float] = {}
    work: dict[str, float] = {}
    waiting: dict[str, float] = {}
    network = found.network
    for plan in network.plans.values():
        route = plan.route
        units, visits = route.units, route.visits
        for node in route.sequence:
            unit = units[node]
            lots[unit] = lots.get(unit, 0.0) + plan.lots * visits[node]
    for unit, used in network.stations_of.items():
        if unit in network.idle_clocks:
            work[unit] = _work_without_a_clock(network, unit)
            continue
        hours = basis.variant.units[unit].hours_per_week
        at = [network.stations[index] for index in used]
        work[unit] = hours * sum([station.work / station.available for station in at if station.available > 0])
        waiting[unit] = hours * sum([station.rate * station.delay for station in at if station.delay is not None])
    return lots, work, waiting


def _work_without_a_clock(network: Network, unit: str) -> float:
    """Hours of work a week of a unit that works none: the sums of its stations are by its hours."""
    work = 0.0
    for plan in network.plans.values():
        for node in plan.route.sequence:
            if plan.route.units[node] == unit:
                for index in plan.stops[node]:
                    stop = network.stops[index]
                    if stop.station >= 0 and network.stations[stop.station].available > 0:
                        available = network.stations[stop.station].available
                        work += plan.lots * plan.route.visits[node] * stop.time / available
    return work


def _figures(basis: Basis, found: Loads, row: Unit, lots: float, work: float, waiting: float) -> UnitFlow:
    unit = row.id
    reason = found.stuck.get(unit, "")
    load: float | None = found.of.get(unit, 0.0)
    never = load is not None and math.isinf(load)
    if lots <= 0 or never or unit in found.network.idle_clocks:
        load = None
    present = 0.0 if work <= 0 and not reason else (work + waiting) / row.hours_per_week if not reason else None
    figures: UnitFlow = {
        "unit": unit,
        "lots_per_week": lots,
        "service_hours": work / lots if lots > 0 and not never else None,
        "utilisation": load,
        "wait_hours": waiting / lots if lots > 0 and not reason else None,
        "lots_present": present,
        "reliability": found.reliability([unit]) if lots > 0 and not reason else None,
    }
    if reason or lots <= 0:
        _say_why(basis, row, figures, reason)
    return figures


def _say_why(basis: Basis, row: Unit, figures: UnitFlow, reason: str) -> None:
    why = reason or _("No order comes by {unit}.").format(unit=row.name)
    if figures["service_hours"] is None:
        basis.missing.add(f"flow.units.{row.id}.service_hours", why)
    if figures["utilisation"] is None:
        basis.missing.add(f"flow.units.{row.id}.utilisation", why)
    if figures["wait_hours"] is None:
        basis.missing.add(f"flow.units.{row.id}.wait_hours", why)
    if figures["lots_present"] is None:
        basis.missing.add(f"flow.units.{row.id}.lots_present", why)


def station_figures(basis: Basis, found: Loads) -> list[StationFlow]:
    """The kinds of machine, hand work and people of every unit with machines that orders come by."""
    rows: list[StationFlow] = []
    for unit in found.network.stations_of:
        if not basis.variant.units[unit].machines:
            continue
        rows.extend(
            {
                "unit": unit,
                "station": "machine" if station.machine else "places",
                "machine": station.machine or None,
                "count": station.servers,
                "utilisation": station.load if math.isfinite(station.load) else None,
                "wait_hours": station.delay,
            }
            for station in found.stations(unit)
        )
        pool = found.network.pools.get(unit)
        if pool is not None:
            rows.append(
                {
                    "unit": unit,
                    "station": "people",
                    "machine": None,
                    "count": pool.people,
                    "utilisation": pool.load,
                    "wait_hours": None,
                }
            )
    return rows


def needed(basis: Basis, found: Loads) -> list[Needed]:
    """For every unit that can't keep up what would do; units that no number helps are left out."""
    rows: list[Needed] = []
    for unit in found.stuck:
        wanted = need(basis, found, unit)
        if wanted is not None:
            rows.append({"unit": unit, "machine": wanted.machine, "count": wanted.count})
    return rows
