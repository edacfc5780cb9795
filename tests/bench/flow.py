"""The order flow: how fast the analysis is, against simulation and over sizes, and how close the two are."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from functools import partial
from typing import Any

from organisatiecanvas.models import interchange
from organisatiecanvas.models.analysis.common import Basis
from organisatiecanvas.models.analysis.flow import FlowFigures, flow
from organisatiecanvas.models.analysis.flow.labour import labour_wait
from organisatiecanvas.models.analysis.flow.network import build
from organisatiecanvas.models.analysis.flow.results import DAYS_A_WEEK
from organisatiecanvas.models.analysis.flow.route import make_route
from organisatiecanvas.models.analysis.flow.simulation import Simulated, simulate
from organisatiecanvas.models.organisation import Organisation
from organisatiecanvas.models.snapshot import snapshot
from tests.bench import other_simulation
from tests.bench.measure import Row, median, pair, times
from tests.bench.shops import drawing, shop

VARIANT = "now"
SIZES = {50: 5, 500: 40}  # units: milliseconds promised
GROWTH = 13  # from 500 to 5,000 units
FASTER = 10_000  # than our simulation to ±1 %
SHOPS = 40
SHOP_PRECISION = 0.03
QUIETEST, BUSIEST = 0.5, 0.9
TYPICAL, MOSTLY, MOST_OF = 5, 15, 0.9  # per cent: the median error, and what 90 % of the families are within
OTHER_VISITS = 60_000
LONGEST_MS = 60_000  # a run to ±1 % that would take longer is measured to ±2 %


def rows() -> Iterator[Row]:
    for size, promised in SIZES.items():
        content = snapshot(shop(size))
        # It works alone and waits for nothing: its time on the processor is what a quiet machine takes.
        first = times(partial(_first, content), 15, clock=time.process_time)[0]
        yield Row(f"flow of {size} units, nothing remembered, processor time", first)
        changed = times(partial(_flow, content), 25, clock=time.process_time)[0]
        yield Row(f"flow of {size} units after a change, processor time", changed, limit=promised)
    # Beside 5,000 units in memory everything is slower; each pair is measured in the same state.
    many, few = snapshot(shop(5000)), snapshot(shop(500))
    large, small = pair(partial(_flow, many), partial(_flow, few), rounds=6)
    yield Row("flow of 5,000 units against 500", large, floor=small, limit=GROWTH)
    del many, few
    yield from _against_simulation()
    yield from _errors()


def _flow(content: Organisation) -> FlowFigures:
    return flow(Basis(content, content.variants[VARIANT]))


def _first(content: Organisation) -> FlowFigures:
    make_route.cache_clear()
    labour_wait.cache_clear()
    return _flow(content)


def four_units() -> Organisation:
    """3 families through 4 units, loaded at 0.7 to 0.85, with rework and a choice."""
    routes = {
        "a": [("1", "2", {}), ("2", "3", {}), ("3", "4", {}), ("3", "2", {"share": 0.1})],
        "b": [("1", "3", {"share": 0.5}), ("1", "2", {"share": 0.5}), ("2", "4", {}), ("3", "4", {})],
        "c": [("2", "4", {}), ("4", "3", {})],
    }
    hours = {"1": 1.0, "2": 1.2, "3": 1.1, "4": 0.8}
    content: dict[str, Any] = {
        "format": interchange.FORMAT,
        "version": interchange.VERSION,
        "workshop": {"title": "4 units"},
        "orders": [{"id": name, "name": name, "pieces_per_week": 20} for name in routes],
    }
    units = [{"id": name, "name": name, "kind": "cell", "places": 1 + int(name) % 2} for name in hours]
    links = [
        {"id": f"{order}-{index}", "kind": "order", "order": order, "from": one, "to": other, **values}
        for order, ways in routes.items()
        for index, (one, other, values) in enumerate(ways)
    ]
    tasks = [
        {"id": f"{order}-{unit}", "name": unit, "unit": unit, "kind": "executing", "order": order,
         "setup_minutes": 60 * time_, "scv": 0.5}
        for order, ways in routes.items()
        for unit, time_ in hours.items()
        if any(unit in way[:2] for way in ways)
    ]  # fmt: skip
    content["variants"] = [
        {"id": VARIANT, "name": "Now", "kind": "current", "units": units, "links": links, "tasks": tasks}
    ]
    return loaded(content, dict(zip(hours, (0.7, 0.85, 0.8, 0.75), strict=True)))


def loaded(content: dict[str, Any], loads: dict[str, float]) -> Organisation:
    """The same with the clock of each unit set so that it is loaded like this."""
    now = {row["unit"]: row["utilisation"] for row in _flow(interchange.from_json(content))["units"]}
    for unit in content["variants"][0]["units"]:
        if now.get(unit["id"]):
            unit["hours_per_week"] = unit.get("hours_per_week", 38) * now[unit["id"]] / loads[unit["id"]]
    return interchange.from_json(content)


def _against_simulation() -> Iterator[Row]:
    content = snapshot(four_units())
    _flow(content)
    analysis = times(partial(_flow, content), 50)[0]
    basis = Basis(content, content.variants[VARIANT])
    spent, found = _timed(basis, 0.02)
    measured = "measured to ±2 %, × 4 by the square law"
    to_one_percent = spent * (found.relative or 0.0) ** 2 / 0.01**2
    if to_one_percent < LONGEST_MS:
        spent, found = _timed(basis, 0.01)
        measured, to_one_percent = f"±{100 * (found.relative or 0.0):.2f} %", spent
    yield Row("flow of 4 units, 3 families", analysis)
    yield Row(f"simulated, {found.visits:,} visits, {measured}", to_one_percent)
    # A promise from below, so the other way round: 10,000 times the analysis against the simulation.
    yield from _by_others(content, found, to_one_percent, analysis)
    text = f"{FASTER:,} such analyses against it ({to_one_percent / analysis:,.0f} fit)"
    yield Row(text, FASTER * analysis, floor=to_one_percent, limit=1)


def _by_others(content: Organisation, ours: Simulated, spent: float, analysis: float) -> Iterator[Row]:
    """SimPy on the same drawing: as many visits as ours takes to ±1 % would take it so long, and does it agree."""
    other = other_simulation.simulate(content, VARIANT, OTHER_VISITS)
    a_visit = other.spent / other.visits
    needed = ours.visits * ((ours.relative or 0.01) / 0.01) ** 2
    fit = a_visit * needed / analysis
    words = f"the same by SimPy, by {other.visits:,} visits ({fit:,.0f} analyses)"
    yield Row(words, a_visit * needed, floor=spent)
    apart = max(
        abs(hours - mean.mean) / (other.half[order] + mean.half_width)
        for order, hours in other.hours.items()
        if (mean := ours.orders[order].flow_hours) is not None
    )
    yield Row("hours by SimPy and by ours apart, in their two intervals", apart, "×", limit=1)


def _timed(basis: Basis, precision: float) -> tuple[float, Simulated]:
    start = time.perf_counter()
    found = simulate(basis, precision=precision)
    return (time.perf_counter() - start) * 1000, found


def _errors() -> Iterator[Row]:
    """Flow hours of every family of random shops, by both."""
    whole: list[float] = []
    waiting: list[float] = []
    spent = 0.0
    for seed in range(SHOPS):
        content = snapshot(random_shop(seed))
        basis = Basis(content, content.variants[VARIANT])
        took, found = _timed(basis, SHOP_PRECISION)
        spent += took
        without = _work_hours(content)
        for row in flow(basis)["orders"]:
            simulated, hours = found.orders[row["order"]].flow_hours, row["flow_hours"]
            if simulated is not None and hours is not None:
                whole.append(100 * abs(hours - simulated.mean) / simulated.mean)
                waiting.append(100 * abs(hours - simulated.mean) / (simulated.mean - without[row["order"]]))
    whole.sort()
    waiting.sort()
    yield Row(f"{SHOPS} random shops simulated to ±{100 * SHOP_PRECISION:g} %", spent / 1000, "s")
    yield Row(f"error of flow hours, {len(whole)} families, median", median(whole), "%", limit=TYPICAL)
    within = whole[round(MOST_OF * (len(whole) - 1))]
    yield Row(f"error of flow hours that {MOST_OF:.0%} are within", within, "%", limit=MOSTLY)
    yield Row("error of flow hours, largest", whole[-1], "%")
    yield Row("the same as a share of the waiting alone, median", median(waiting), "%")


def random_shop(seed: int) -> Organisation:
    """8 to 14 units, each loaded between 0.5 and 0.9; orders come in independently."""
    chance = random.Random(seed)
    content = drawing(chance.randint(8, 14), seed)
    names = [unit["id"] for unit in content["variants"][0]["units"]]
    return loaded(content, {name: chance.uniform(QUIETEST, BUSIEST) for name in names})


def _work_hours(content: Organisation) -> dict[str, float]:
    """By order the hours that nobody waits in a queue: work and links, over the whole route."""
    found = {}
    basis = Basis(content, content.variants[VARIANT])
    network = build(basis)
    office = content.rules.hours_per_week / DAYS_A_WEEK
    for order, plan in network.plans.items():
        hours = plan.route.link_days * office
        for node, visits in enumerate(plan.route.visits):
            hours += visits * sum(network.stops[stop].time for stop in plan.stops[node])
        found[order] = hours
    return found
