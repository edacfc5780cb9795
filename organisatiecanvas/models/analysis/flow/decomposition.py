"""Waits at every station of a network: parametric decomposition (flow.md, «Equations») [lit: Whitt 1983, 1993].

Every c² is a linear function of the others once the loads are known, so that the fixed point is a plain iteration over
vectors as long as the stops and the passages between them.
"""

from __future__ import annotations

from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from organisatiecanvas.models.analysis.common import Basis
from organisatiecanvas.models.analysis.flow.labour import Served, labour_wait
from organisatiecanvas.models.analysis.flow.network import Network, Pool, summarise, whole
from organisatiecanvas.models.analysis.flow.queueing import LOWEST_SERVICE_SCV, merging, wait

PRECISION = 1e-10
MOST_SWEEPS = 20_000  # a loop that sends 99 % back takes about 2,300
Vector = NDArray[np.float64]
_DEPARTING = attrgetter("rate", "rate_squares", "time", "labour_wait", "servers", "load", "scv")


def solve(basis: Basis, network: Network) -> None:
    """Fill in loads, labour pools, arrival scv and delays; a delay is None where the load leaves no end to it."""
    for station in network.stations:
        summarise(station)
    for unit in network.stations_of:
        _serve(basis, network, unit)
    mixed = stream_scvs(network)
    for index, station in enumerate(network.stations):
        if station.rate <= 0:
            continue
        station.arrival_scv = _merged(station.load, station.rate, station.rate_squares, float(mixed[index]))
        time = station.time + station.labour_wait
        load = station.rate * time / station.servers
        if load >= 1:
            station.delay = None
        else:
            before = wait(station.servers, time, load, station.arrival_scv, station.scv)
            station.delay = before + station.labour_wait
    for pool in network.pools.values():
        _hold_to_floor(network, pool, mixed)


def _merged(load: float, rate: float, rate_squares: float, mixed: float) -> float:
    """c_a² of streams that come together; `mixed` is the mean of theirs, by share."""
    weight = merging(load, rate * rate / rate_squares)
    return 1 - weight + weight * mixed


def _serve(basis: Basis, network: Network, unit: str) -> None:
    """The labour pool of a unit that has machines and fewer people than those can ask for."""
    row = basis.variant.units[unit]
    if not row.machines:
        return
    used = [index for index in network.stations_of[unit] if network.stations[index].attended > 0]
    stations = [network.stations[index] for index in used]
    if sum([station.servers for station in stations]) <= row.places:
        return
    pool = Pool(row.places, used, whole(sum([station.attended for station in stations]) / row.places))
    network.pools[unit] = pool
    if pool.load >= 1 or any(station.load >= 1 for station in stations):
        return
    served = [
        Served(station.servers, station.rate, station.time, station.attended / station.rate) for station in stations
    ]
    waiting = labour_wait(row.places, tuple(served))
    pool.crowded = waiting is None
    for station in stations:
        station.labour_wait = waiting or 0.0


def _hold_to_floor(network: Network, pool: Pool, mixed: Vector) -> None:
    """Nobody waits less than for the people alone; without an end to that, not for the machines either."""
    stations = [network.stations[index] for index in pool.stations]
    if pool.load >= 1 or pool.crowded:
        for station in stations:
            station.delay = None
        return
    rate = sum(station.rate for station in stations)
    time = sum(station.attended for station in stations) / rate
    scv = max(0.0, sum(station.attended_squares for station in stations) / (rate * time * time) - 1)
    mean = sum(network.stations[index].rate * float(mixed[index]) for index in pool.stations) / rate
    arrival_scv = _merged(pool.load, rate, sum(station.rate_squares for station in stations), mean)
    floor = wait(pool.people, time, pool.load, arrival_scv, scv)
    for station in stations:
        if station.delay is not None:
            station.delay = max(station.delay, floor)


def stream_scvs(network: Network) -> Vector:
    """For each station the mean c² of the streams into it, by share: the fixed point of merging and splitting."""
    stops, stations = network.stops, network.stations
    count = len(stations)
    if not count or not stops:
        return np.ones(count)
    at = np.array([stop.station for stop in stops])
    rates = np.array([stop.rate for stop in stops])
    arriving = np.array([station.rate for station in stations])
    served = at >= 0
    place = np.where(served, at, 0)
    total = arriving[place]
    share = np.where(served & (total > 0), rates / np.where(total > 0, total, 1.0), 0.0)
    # Departures of a station as fixed + kept × (mean c² of its streams).
    fixed, kept = _departures(network)
    stay = (1 - share) ** 2
    out_fixed = share * fixed[place] + share * (1 - share)
    out_kept = share * kept[place]
    passages = network.passages
    source, target = np.array(passages.source, dtype=np.intp), np.array(passages.target, dtype=np.intp)
    chance, amount = np.array(passages.share, dtype=np.float64), np.array(passages.flow, dtype=np.float64)
    first = np.array([stop for stop, _share, _scv in network.entries], dtype=np.intp)
    begin = np.array([part for _stop, part, _scv in network.entries])
    outside = np.array([scv for _stop, _share, scv in network.entries])
    size = len(stops)
    into = np.bincount(target, amount, size) + np.bincount(first, begin, size)
    into[into <= 0] = 1.0
    base = np.bincount(target, amount * (1 - chance), size)
    base = (base + np.bincount(first, begin * (begin * outside + 1 - begin), size)) / into
    carried = amount * chance / into[target]
    scvs: Vector = np.ones(size)
    for _sweep in range(MOST_SWEEPS):
        mixed = np.bincount(place, share * scvs, count)
        leaving = out_fixed + out_kept * mixed[place] + stay * scvs
        new = np.add(base, np.bincount(target, carried * leaving[source], size), dtype=np.float64)
        change = float(np.abs(new - scvs).max())
        scvs = new
        if change < PRECISION:
            break
    mixed = np.bincount(place, share * scvs, count)
    return np.asarray(mixed, dtype=np.float64)


def _departures(network: Network) -> tuple[Vector, Vector]:
    """c_d² = 1 + (1−ρ²)(c_a²−1) + ρ² m^(−1/2) (max(c_s², 0.2) − 1), as a line over the mean c² of the streams."""
    fixed = np.ones(len(network.stations))
    kept = np.zeros(len(network.stations))
    live = [index for index, station in enumerate(network.stations) if station.rate > 0]
    if not live:
        return fixed, kept
    columns = np.array([_DEPARTING(network.stations[index]) for index in live], dtype=np.float64).T
    rate, squares, time, labour, servers, load, scv = columns
    streams = rate * rate / squares
    weight = 1 / (1 + 4 * (1 - np.minimum(load, 1.0)) ** 2 * (streams - 1))  # queueing.merging
    busy = np.minimum(1.0, rate * (time + labour) / servers)
    stays = (1 - busy * busy) * weight
    kept[live] = stays
    fixed[live] = 1 - stays + busy * busy / np.sqrt(servers) * (np.maximum(scv, LOWEST_SERVICE_SCV) - 1)
    return fixed, kept
