"""What if: levers that change a copy of an organisation, and how far lead times spread when inputs are uncertain.

A lever names new values of fields. The same values make the copy whose figures are shown while a slider moves and,
once taken over, the edit of the document; nothing else is ever changed.
"""

from __future__ import annotations

import copy
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from organisatiecanvas.models.analysis.common import Basis
from organisatiecanvas.models.analysis.flow.load import loads
from organisatiecanvas.models.analysis.flow.network import build
from organisatiecanvas.models.analysis.flow.orders import durations, node_times, why_not
from organisatiecanvas.models.analysis.flow.paths import critical_path
from organisatiecanvas.models.analysis.flow.traffic import RouteError, visits
from organisatiecanvas.models.organisation import Organisation, Unit, Variant
from organisatiecanvas.models.snapshot import Value, with_values

DIGITS = 6  # of new values: finer is rounding of the computer
SEED = 1
DRAWS = 100
LOW, HIGH = 0.10, 0.90


@dataclass(frozen=True)
class Levers:
    """How far each lever is pulled. Factors are of the present value; everything is untouched at its default.

    `order` and `unit` narrow them to one family and one unit; None means all.
    """

    volume: float = 1.0
    lot: float = 1.0
    setup: float = 1.0
    places: int = 0
    transfer: float = 1.0
    order: str | None = None
    unit: str | None = None
    pooled: str | None = None  # a second unit whose people and those of `unit` learn each other's work

    @property
    def moved(self) -> bool:
        return replace(self, order=None, unit=None) != Levers()


class NewValue(NamedTuple):
    """A field of a row that gets another value; `collection` is «orders» or a part of the variant."""

    collection: str
    id: str
    field: str
    old: float
    new: float

    @property
    def value(self) -> Value:
        return Value(self.collection, self.id, self.field, self.new)


# -- levers --------------------------------------------------------------------------------------------------------


def volume(organisation: Organisation, factor: float, order: str | None = None) -> list[NewValue]:
    """So many times the pieces a week, of one family or all."""
    return [
        NewValue("orders", row.id, "pieces_per_week", row.pieces_per_week, round(row.pieces_per_week * factor, DIGITS))
        for row in organisation.orders.values()
        if order in (None, row.id)
    ]


def lot_size(organisation: Organisation, factor: float, order: str | None = None) -> list[NewValue]:
    """So many times the lot size, in whole pieces and at least one."""
    return [
        NewValue("orders", row.id, "lot_size", row.lot_size, float(max(1, math.floor(row.lot_size * factor + 0.5))))
        for row in organisation.orders.values()
        if order in (None, row.id)
    ]


def setup(variant: Variant, factor: float, order: str | None = None, unit: str | None = None) -> list[NewValue]:
    """So many times the setup minutes of the tasks for orders: 0.5 halves them."""
    return [
        NewValue("tasks", task.id, "setup_minutes", task.setup_minutes, round(task.setup_minutes * factor, DIGITS))
        for task in variant.tasks.values()
        if task.order is not None and order in (None, task.order) and unit in (None, task.unit)
    ]


def places(variant: Variant, more: int, unit: str | None = None) -> list[NewValue]:
    """So many places more (or fewer) in one unit, or in each that works on orders; at least one stays."""
    working = {task.unit for task in variant.tasks.values() if task.order is not None}
    return [
        NewValue("units", row.id, "places", row.places, max(1, row.places + more))
        for row in variant.units.values()
        if row.kind != "external" and (row.id == unit if unit is not None else row.id in working)
    ]


def transfer(variant: Variant, factor: float, order: str | None = None) -> list[NewValue]:
    """So many times the days on the links of an order: transport, transfer and suppliers."""
    return [
        NewValue("links", link.id, "wait_days", link.wait_days, round(link.wait_days * factor, DIGITS))
        for link in variant.links.values()
        if link.kind == "order" and link.order is not None and order in (None, link.order)
    ]


def new_values(organisation: Organisation, variant_id: str, levers: Levers) -> list[NewValue]:
    """What the levers change, pooling excepted: that is training, no other value of a field."""
    variant = organisation.variants[variant_id]
    found: list[NewValue] = []
    if levers.volume != 1:
        found += volume(organisation, levers.volume, levers.order)
    if levers.lot != 1:
        found += lot_size(organisation, levers.lot, levers.order)
    if levers.setup != 1:
        found += setup(variant, levers.setup, levers.order, levers.unit)
    if levers.places:
        found += places(variant, levers.places, levers.unit)
    if levers.transfer != 1:
        found += transfer(variant, levers.transfer, levers.order)
    return [value for value in found if value.new != value.old]


def pooled(organisation: Organisation, variant_id: str, first: str, second: str) -> Organisation:
    """A copy of a snapshot in which the people of two units do each other's work (cross-training).

    Places, machines and tasks of the second come to the first, whose clock becomes the mean by places, so that the
    hours of all places together stay what they are. An order that comes by both keeps its way, links and days, and
    does the second's work at its visit to the first, as much per lot as before; one that comes by the second alone
    comes by the first instead. [own] Raises KeyError for an unknown unit, ValueError for twice the same.
    """
    if first == second:
        raise ValueError(f"{first} with itself")
    made = with_values(organisation, variant_id, ())
    variant = made.variants[variant_id]
    basis = Basis(organisation, organisation.variants[variant_id])
    one, two = variant.units[first], variant.units[second]
    both = copy.copy(one)
    both.places = one.places + two.places
    both.hours_per_week = (one.places * one.hours_per_week + two.places * two.hours_per_week) / both.places
    both.machines = {**one.machines, **two.machines}
    variant.units = {**variant.units, first: both}
    tasks, links = dict(variant.tasks), dict(variant.links)
    for order in organisation.orders:
        try:
            often = visits(basis, order)
        except RouteError:
            continue  # has no figures, before or after
        if second not in often:
            continue
        amount = often[second] / often[first] if first in often else 1.0
        for task in basis.order_tasks[order]:
            if task.unit == second:
                row = tasks[task.id] = copy.copy(task)
                row.unit = first
                row.setup_minutes, row.run_minutes = task.setup_minutes * amount, task.run_minutes * amount
        if first not in often:
            for link in basis.order_links[order]:
                row_link = links[link.id] = copy.copy(link)
                row_link.from_ = first if link.from_ == second else link.from_
                row_link.to_ = first if link.to_ == second else link.to_
    variant.tasks, variant.links = tasks, links
    return made


def can_pool(variant: Variant) -> list[Unit]:
    """Units whose people could learn each other's work: those with tasks for orders."""
    working = {task.unit for task in variant.tasks.values() if task.order is not None}
    return [unit for unit in variant.units.values() if unit.kind != "external" and unit.id in working]


def pulled(organisation: Organisation, variant_id: str, levers: Levers) -> Organisation:
    """A copy of a snapshot with every lever as it stands; the snapshot itself when none was moved."""
    if not levers.moved:
        return organisation
    made = with_values(organisation, variant_id, [one.value for one in new_values(organisation, variant_id, levers)])
    units = made.variants[variant_id].units
    if levers.unit in units and levers.pooled in units and levers.unit != levers.pooled:
        made = pooled(made, variant_id, levers.unit or "", levers.pooled or "")
    return made


# -- uncertain inputs ----------------------------------------------------------------------------------------------


class Range(NamedTuple):
    """An uncertain input as factors of its present value: the least, the most likely and the most."""

    low: float = 1.0
    likely: float = 1.0
    high: float = 1.0

    def at(self, share: float) -> float:
        """The value below which this share of a triangular distribution lies; raises ValueError out of order."""
        low, likely, high = self
        if not 0 <= low <= likely <= high:
            raise ValueError(f"low {low}, likely {likely}, high {high}")
        if high <= low:
            return likely
        turn = (likely - low) / (high - low)
        if share < turn:
            return low + math.sqrt(share * (high - low) * (likely - low))
        return high - math.sqrt((1 - share) * (high - low) * (high - likely))


AS_IT_IS = Range()


@dataclass(frozen=True)
class Spread:
    """Uncertain inputs: pieces a week, setup and run times, and days on links."""

    volume: Range = AS_IT_IS
    work: Range = AS_IT_IS
    transfer: Range = AS_IT_IS


@dataclass(frozen=True)
class Band:
    """MCT in days that a share of LOW, a half and HIGH of the draws stay below; None: there orders pile up.

    `overloaded` is the share of the draws in which they do.
    """

    low: float | None
    middle: float | None
    high: float | None
    overloaded: float


def bands(
    organisation: Organisation, variant_id: str, spread: Spread, *, draws: int = DRAWS, seed: int = SEED
) -> dict[str, Band]:
    """P10–P90 of every order family's MCT by a small seeded sampling; families without an MCT at all are left out.

    Each input is drawn from the triangular distribution of its three values, independently of the others, the same
    factor for all families; strata of equal chance in a random order (Latin hypercube), so that some hundreds of draws
    do. The same seed gives the same band. [own]
    """
    generator = np.random.default_rng(seed)
    ranges = (spread.volume, spread.work, spread.transfer)
    shares = [(generator.permutation(draws) + generator.random(draws)) / draws for _range in ranges]
    days: dict[str, list[float]] = {order: [] for order in organisation.orders}
    refused: set[str] = set()
    for draw in range(draws):
        factors = [one.at(float(part[draw])) for one, part in zip(ranges, shares, strict=True)]
        drawn = [one.value for one in _drawn(organisation, variant_id, factors)]
        found = mct(with_values(organisation, variant_id, drawn), variant_id)
        for order, value in found.items():
            if value is None:
                refused.add(order)
            else:
                days[order].append(value)
    return {order: _band(values) for order, values in days.items() if order not in refused}


def _drawn(organisation: Organisation, variant_id: str, factors: Sequence[float]) -> list[NewValue]:
    variant = organisation.variants[variant_id]
    found: list[NewValue] = []
    if factors[0] != 1:
        found += volume(organisation, factors[0])
    if factors[1] != 1:
        found += setup(variant, factors[1])
        found += [
            NewValue("tasks", task.id, "run_minutes", task.run_minutes, task.run_minutes * factors[1])
            for task in variant.tasks.values()
            if task.order is not None
        ]
    if factors[2] != 1:
        found += transfer(variant, factors[2])
    return found


def mct(organisation: Organisation, variant_id: str) -> Mapping[str, float | None]:
    """MCT in days by order id: infinite where orders pile up, None where the family has no way here at all."""
    basis = Basis(organisation, organisation.variants[variant_id])
    network = build(basis)
    found = loads(basis, network)
    days: dict[str, float | None] = {}
    for order in organisation.orders.values():
        if not why_not(basis, found, order):
            plan = network.plans[order.id]
            days[order.id] = critical_path(plan.route, durations(plan, node_times(basis, network, plan))).days
        elif order.id in network.plans and any(unit in found.stuck for unit in network.plans[order.id].route.units):
            days[order.id] = math.inf
        else:
            days[order.id] = None
    return days


def _band(values: Sequence[float]) -> Band:
    ordered = sorted(values)

    def at(share: float) -> float | None:
        value = ordered[min(len(ordered) - 1, math.floor(share * len(ordered)))]
        return value if math.isfinite(value) else None

    return Band(at(LOW), at(0.5), at(HIGH), sum(map(math.isinf, ordered)) / len(ordered))
