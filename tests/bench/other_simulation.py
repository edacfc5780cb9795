"""The same drawing in SimPy, written from the drawing and not from our network: who comes first is served first.

For units without machines and links without parallel branches. Lots come in Poisson, work takes gamma times by `scv`.
"""

from __future__ import annotations

import math
import random
import time
from collections.abc import Generator
from typing import Any, NamedTuple

import simpy

from organisatiecanvas.models.organisation import Organisation

BATCHES = 20
STUDENT = 2.093  # t of 95 % with 19 degrees of freedom
WARM_UP = 0.1  # of each run, left out
WEEKS = 50  # run at a time, hours of the clock round


class Found(NamedTuple):
    """Hours in the shop by order family and the half of its 95 % interval; visits to units, and milliseconds."""

    hours: dict[str, float]
    half: dict[str, float]
    visits: int
    spent: float


class _Unit(NamedTuple):
    places: simpy.Resource
    times: dict[str, tuple[float, float]]  # family → mean and scv of a lot time, hours


class Shop:
    """One run that can be continued; `stays` holds the hours of each family's lots in order of leaving."""

    def __init__(self, organisation: Organisation, variant: str, seed: int = 1) -> None:
        self.chance = random.Random(seed)
        self.visits = 0
        self.environment = simpy.Environment()
        drawn = organisation.variants[variant]
        times: dict[str, dict[str, tuple[float, float]]] = {name: {} for name in drawn.units}
        for task in drawn.tasks.values():
            order = organisation.orders[task.order or ""]
            hours = (task.setup_minutes + task.run_minutes * order.lot_size) / 60
            times[task.unit][order.id] = hours, task.scv
        self.units = {
            name: _Unit(simpy.Resource(self.environment, capacity=row.places), times[name])
            for name, row in drawn.units.items()
        }
        # Working hours differ by unit: hours of work become hours of the week.
        self.clock = {name: 168 / row.hours_per_week for name, row in drawn.units.items()}
        self.ways: dict[tuple[str, str], list[tuple[str, float]]] = {}
        reached: dict[str, set[str]] = {name: set() for name in organisation.orders}
        for link in drawn.links.values():
            self.ways.setdefault((link.order or "", link.from_), []).append((link.to_, link.share))
            reached[link.order or ""].add(link.to_)
        self.stays: dict[str, list[float]] = {name: [] for name in organisation.orders}
        for order in organisation.orders.values():
            first = [unit for (name, unit) in self.ways if name == order.id and unit not in reached[order.id]]
            self.environment.process(self._arrive(order.id, order.pieces_per_week / order.lot_size / 168, first))

    def _arrive(self, order: str, rate: float, first: list[str]) -> Generator[Any, Any, None]:
        while True:
            yield self.environment.timeout(self.chance.expovariate(rate))
            self.environment.process(self._lot(order, self.chance.choice(first)))

    def _lot(self, order: str, unit: str | None) -> Generator[Any, Any, None]:
        inside = 0.0  # in working hours of the units it came by
        while unit is not None:
            came = self.environment.now
            mean, scv = self.units[unit].times[order]
            with self.units[unit].places.request() as place:
                yield place
                yield self.environment.timeout(self.chance.gammavariate(1 / scv, mean * scv) * self.clock[unit])
            self.visits += 1
            inside += (self.environment.now - came) / self.clock[unit]
            unit = self._next(order, unit)
        self.stays[order].append(inside)

    def _next(self, order: str, unit: str) -> str | None:
        ways = self.ways.get((order, unit), [])
        draw = self.chance.random() * max(1.0, sum(share for _unit, share in ways))
        for target, share in ways:
            draw -= share
            if draw < 0:
                return target
        return None


def simulate(organisation: Organisation, variant: str, visits: int) -> Found:
    """Run until so many visits to units are over; intervals by batch means, the first lots left out."""
    start = time.perf_counter()
    shop = Shop(organisation, variant)
    until = 0.0
    while shop.visits < visits:
        until += WEEKS * 168
        shop.environment.run(until=until)
    hours, half = {}, {}
    for order, stays in shop.stays.items():
        kept = stays[int(WARM_UP * len(stays)) :]
        size = len(kept) // BATCHES
        means = [sum(kept[at * size : (at + 1) * size]) / size for at in range(BATCHES)]
        hours[order] = mean = sum(means) / BATCHES
        spread = math.sqrt(sum((one - mean) ** 2 for one in means) / (BATCHES - 1))
        half[order] = STUDENT * spread / math.sqrt(BATCHES)
    return Found(hours, half, shop.visits, (time.perf_counter() - start) * 1000)
