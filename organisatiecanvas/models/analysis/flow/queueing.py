"""Waiting before a station: formulas, each of plain numbers (flow.md, «Equations»).

Times are in working hours, rates in lots per working hour, `scv` a squared coefficient of variation (variance divided
by the square of the mean), `load` ρ = rate × time / servers, below 1 wherever a wait is asked for.
"""

from __future__ import annotations

import math

RELIABLE_LOAD = 0.95  # above this load the waits say little (flow.md)
INDEPENDENT_ARRIVALS = (0.7, 1.3)  # arrival scv of orders that come independently of each other (flow.md)
LOWEST_SERVICE_SCV = 0.2  # in departures (Whitt 1983)


def erlang_c(servers: int, offered: float) -> float:
    """Share of arrivals that wait in M/M/m; `offered` = rate × time, below `servers`."""
    if servers == 1:
        return offered
    blocked = 1.0
    for count in range(1, servers + 1):
        blocked = offered * blocked / (count + offered * blocked)
        if blocked == 0.0:
            return 0.0
    load = offered / servers
    return blocked / (1 - load * (1 - blocked))


def mmm_wait(servers: int, time: float, load: float) -> float:
    """Mean wait in M/M/m."""
    return erlang_c(servers, servers * load) * time / (servers * (1 - load))


def regular_arrivals(load: float, arrival_scv: float, service_scv: float) -> float:
    """G of Krämer & Langenbach-Belz (1976): less waiting when arrivals are more regular than random."""
    if arrival_scv >= 1:
        return 1.0
    return math.exp(-2 * (1 - load) * (1 - arrival_scv) ** 2 / (3 * load * (arrival_scv + service_scv)))


def several_servers(servers: int, load: float, arrival_scv: float, service_scv: float) -> float:
    """φ of Whitt (1993), by which GI/G/m differs from M/M/m × (c_a² + c_s²)/2; the scv are not both 0."""
    gamma = min(0.24, (1 - load) * (servers - 1) * (math.sqrt(4 + 5 * servers) - 2) / (16 * servers * load))
    phi_1 = 1 + gamma
    phi_3 = (1 - 4 * gamma) * math.exp(-2 * (1 - load) / (3 * load))
    phi_4 = min(1.0, (phi_1 + phi_3) / 2)
    mean_scv = (arrival_scv + service_scv) / 2
    psi = 1.0 if mean_scv >= 1 else phi_4 ** (2 * (1 - mean_scv))
    if arrival_scv >= service_scv:
        return (4 * (arrival_scv - service_scv) * phi_1 + service_scv * psi) / (4 * arrival_scv - 3 * service_scv)
    return ((service_scv - arrival_scv) * phi_3 + (service_scv + 3 * arrival_scv) * psi) / (
        2 * arrival_scv + 2 * service_scv
    )


def wait(servers: int, time: float, load: float, arrival_scv: float, service_scv: float) -> float:
    """Mean wait in GI/G/m, in the unit of `time`; 0 when nothing comes or nothing varies."""
    if load <= 0 or arrival_scv + service_scv <= 0:
        return 0.0
    variation = (arrival_scv + service_scv) / 2
    if servers == 1:
        return load / (1 - load) * variation * time * regular_arrivals(load, arrival_scv, service_scv)
    return several_servers(servers, load, arrival_scv, service_scv) * variation * mmm_wait(servers, time, load)


def merging(load: float, streams: float) -> float:
    """w: how much of the streams' variability stays when they come together; `streams` v = 1/Σ share²."""
    return 1 / (1 + 4 * (1 - min(load, 1.0)) ** 2 * (streams - 1))


def availability(mttf: float | None, mttr: float | None) -> float:
    """A = mttf / (mttf + mttr); 1 when either is not known or nothing is ever repaired."""
    if mttf is None or not mttr:
        return 1.0
    return mttf / (mttf + mttr)
