"""What the lot size does to load and lead time: the curve of an order family (flow.md)."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from organisatiecanvas.models.analysis.common import Basis
from organisatiecanvas.models.analysis.flow.load import loads
from organisatiecanvas.models.analysis.flow.network import build
from organisatiecanvas.models.analysis.flow.orders import durations, node_times, why_not
from organisatiecanvas.models.analysis.flow.paths import critical_path

# Of the present lot size, in even steps of proportion; a lot is at least one piece.
SPREAD = 8.0
POINTS = 25
STEEP, NEAR = 1.1, 2.0  # a step that is halved where days fall so many times, within so many times the best
ROUNDS = 4  # of halving the steps around the best lot, and where lots begin to get through


@dataclass(frozen=True)
class LotPoint:
    """One lot size: lots a week, the highest load on the way, days; None with the reason where lots pile up."""

    lot_size: float
    lots_per_week: float
    utilisation: float
    mct_days: float | None
    reason: str = ""


def lot_sizes(present: float) -> list[float]:
    """Lot sizes from an eighth of the present one (at least 1) to eight times it, the present one among them."""
    low, high = max(1.0, present / SPREAD), present * SPREAD
    grid = [low * (high / low) ** (step / (POINTS - 1)) for step in range(POINTS)]
    return sorted({*grid, present})


def fine_curve(basis: Basis, order_id: str) -> list[LotPoint]:
    """The curve over `lot_sizes` of the present one, with more points where it turns and where it begins."""
    points = lot_curve(basis, order_id, lot_sizes(basis.organisation.orders[order_id].lot_size))
    for _round in range(ROUNDS):
        more = lot_curve(basis, order_id, list(_between(points)))
        points = sorted([*points, *more], key=lambda point: point.lot_size)
    return points


def _between(points: Sequence[LotPoint]) -> Iterator[float]:
    """Halfway from the best point to those beside it, and where the curve begins or falls fast."""
    best = best_point(points)
    shortest = best.mct_days or 0.0 if best is not None else 0.0
    for one, other in itertools.pairwise(points):
        if other.mct_days is None:
            continue
        begins = one.mct_days is None
        falls = other.mct_days < NEAR * shortest and (one.mct_days or 0.0) > STEEP * other.mct_days
        if begins or falls or best in (one, other):
            yield math.sqrt(one.lot_size * other.lot_size)


def lot_curve(basis: Basis, order_id: str, sizes: Sequence[float]) -> list[LotPoint]:
    """Load and MCT of an order family at each lot size, the other families as they are.

    Raises ValueError for a lot size that is not positive, KeyError for an unknown order.
    """
    order = basis.organisation.orders[order_id]
    points: list[LotPoint] = []
    for size in sizes:
        if size <= 0:
            raise ValueError(f"a lot of {size} pieces")
        network = build(basis, {order_id: size})
        found = loads(basis, network)
        reason = why_not(basis, found, order)
        plan = network.plans.get(order_id)
        days = None
        if plan is not None and not reason:
            days = critical_path(plan.route, durations(plan, node_times(basis, network, plan))).days
        units = plan.route.units if plan is not None else []
        load = max((found.of[unit] for unit in units if unit in found.of), default=0.0)
        points.append(LotPoint(size, order.pieces_per_week / size, load, days, reason))
    return points


def best_point(points: Sequence[LotPoint]) -> LotPoint | None:
    """The point with the shortest MCT; None when lots pile up at every size."""
    possible = [(point.mct_days, index) for index, point in enumerate(points) if point.mct_days is not None]
    return points[min(possible)[1]] if possible else None
