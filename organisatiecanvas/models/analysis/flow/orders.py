"""Figures per order family: lead time, how much of it is waiting, and where."""

from __future__ import annotations

import itertools
from typing import NamedTuple

from organisatiecanvas.models.analysis.common import Basis
from organisatiecanvas.models.analysis.flow.load import Loads
from organisatiecanvas.models.analysis.flow.network import Network, Plan
from organisatiecanvas.models.analysis.flow.paths import Path, critical_path, longest_days
from organisatiecanvas.models.analysis.flow.results import DAYS_A_WEEK, CloseJoin, OrderFlow, Step
from organisatiecanvas.models.language import _
from organisatiecanvas.models.organisation import Order

# Everything that is None when an order has no lead time.
LEAD_TIME_KEYS = (
    "mct_days",
    "mct_longest_days",
    "touch_hours",
    "wait_hours",
    "link_days",
    "white_space",
    "handoffs",
    "critical_path",
    "slack_days",
    "flow_hours",
    "lots_in_process",
)


class NodeTime(NamedTuple):
    """A visit to a node of a route: working hours, and the calendar days that one of them takes."""

    touched: float
    waited: float  # before the station, for people and for repairs
    days: float


NO_TIME = NodeTime(0.0, 0.0, 0.0)


class OrderResult(NamedTuple):
    """An order's figures, the parts of its critical path and the joins where a second branch is nearly as late."""

    figures: OrderFlow
    steps: list[Step]
    joins: list[CloseJoin]


def order_result(basis: Basis, found: Loads, order: Order) -> OrderResult:
    """Figures of one order family; None with the reason where a unit on its way can't keep up or it has no way."""
    reason = why_not(basis, found, order)
    if reason:
        for key in LEAD_TIME_KEYS:
            basis.missing.add(f"flow.orders.{order.id}.{key}", reason)
        return OrderResult(_nothing(order), [], [])
    plan = found.network.plans[order.id]
    route = plan.route
    times = node_times(basis, found.network, plan)
    days = durations(plan, times)
    path = critical_path(route, days)
    again = [route.again[node] for node in path.nodes]
    touched = waited = 0.0
    for node, factor in zip(path.nodes, again, strict=True):
        time = times[node]
        touched += time.touched * factor
        waited += time.waited * factor
    steps = _steps(path, plan, times, again)
    hours, days_under_way = _under_way(basis, plan, times)
    way = [route.units[node] for node in path.nodes]
    inside = [unit for unit in way if unit not in route.external]
    figures: OrderFlow = {
        "order": order.id,
        "mct_days": path.days,
        "mct_longest_days": longest_days(route, days),
        "touch_hours": touched,
        "wait_hours": waited,
        "link_days": sum([branch.link.wait_days for branch in path.branches]),
        "white_space": 1 - sum([step["touch_days"] for step in steps]) / path.days if path.days > 0 else None,
        "handoffs": sum([one != other for one, other in itertools.pairwise(inside)]),
        "critical_path": way,
        "slack_days": _slack(plan, path),
        "flow_hours": hours,
        "lots_in_process": plan.lots * days_under_way / DAYS_A_WEEK,  # Little
        "reliability": found.reliability(route.units),
    }
    if figures["white_space"] is None:
        basis.missing.add(f"flow.orders.{order.id}.white_space", no_time(order))
    return OrderResult(figures, steps, _close_joins(plan, path))


def no_time(order: Order) -> str:
    """Why days that come to 0 are no lead time."""
    return _("{order} takes no time here: no unit on its way has a task of it with times.").format(order=order.name)


def why_not(basis: Basis, found: Loads, order: Order) -> str:
    """Why an order has no lead time; empty when it has."""
    refused = found.network.refused.get(order.id)
    if refused is not None:
        return str(refused)
    route = found.network.plans[order.id].route
    if not route.units:
        return _("{order} has no links and no tasks here.").format(order=order.name)
    if route.unlinked and len(route.units) > 1:
        return _("{order} has tasks in several units but no links between them.").format(order=order.name)
    if not found.stuck:
        return ""
    reasons = [found.stuck[unit] for unit in route.units if unit in found.stuck]
    return " ".join(dict.fromkeys(reasons))


def _nothing(order: Order) -> OrderFlow:
    return {
        "order": order.id,
        "mct_days": None,
        "mct_longest_days": None,
        "touch_hours": None,
        "wait_hours": None,
        "link_days": None,
        "white_space": None,
        "handoffs": None,
        "critical_path": None,
        "slack_days": None,
        "flow_hours": None,
        "lots_in_process": None,
        "reliability": None,
    }


def node_times(basis: Basis, network: Network, plan: Plan) -> list[NodeTime]:
    """Times per visit for each node of an order's route, all of whose stations keep up."""
    times = [NO_TIME] * len(plan.route.units)
    stops, stations = network.stops, network.stations
    for node in plan.route.sequence:
        touched = waited = 0.0
        for index in plan.stops[node]:
            stop = stops[index]
            if stop.station >= 0:
                station = stations[stop.station]
                touched += stop.time
                waited += station.delay or 0.0
                if station.available < 1:
                    waited += stop.time * (1 / station.available - 1)
        if touched > 0:
            clock = basis.variant.units[plan.route.units[node]].hours_per_week
            times[node] = NodeTime(touched, waited, DAYS_A_WEEK / clock)
    return times


def durations(plan: Plan, times: list[NodeTime]) -> list[float]:
    """Days per node: (wait + lot time) × the visits that rework makes of one × 7 / hours a week."""
    return [
        (touched + waited) * days * factor
        for (touched, waited, days), factor in zip(times, plan.route.again, strict=True)
    ]


def _steps(path: Path, plan: Plan, times: list[NodeTime], again: list[float]) -> list[Step]:
    """The parts of the path that take time, in their order."""
    steps: list[Step] = []
    for index, node in enumerate(path.nodes):
        touched, waited, days = times[node]
        if touched or waited:
            touched, waited = touched * days * again[index], waited * days * again[index]
            unit = plan.route.units[node]
            steps.append({"order": plan.order, "unit": unit, "link": None, "touch_days": touched, "wait_days": waited})
        if index < len(path.branches):
            link = path.branches[index].link
            wait = link.wait_days
            if wait:
                steps.append({"order": plan.order, "unit": None, "link": link.id, "touch_days": 0.0, "wait_days": wait})
    return steps


def _close_joins(plan: Plan, path: Path) -> list[CloseJoin]:
    return [
        {
            "order": plan.order,
            "unit": plan.route.units[join.node],
            "longest_days": join.longest_days,
            "second_days": join.second_days,
        }
        for join in path.joins
        if join.close
    ]


def _slack(plan: Plan, path: Path) -> dict[str, float]:
    slack: dict[str, float] = {}
    for node, days in path.slack.items():
        unit = plan.route.units[node]
        slack[unit] = min(days, slack.get(unit, days))
    return slack


def _under_way(basis: Basis, plan: Plan, times: list[NodeTime]) -> tuple[float, float]:
    """Hours and days of a lot over its whole route: Σ V (wait + lot time) + waiting on links.

    Days go by each unit's own clock, hours on links by the organisation's.
    """
    hours = days = 0.0
    for often, (touched, waited, days_an_hour) in zip(plan.route.visits, times, strict=True):
        spent = often * (touched + waited)
        hours += spent
        days += spent * days_an_hour
    on_links = plan.route.link_days
    return hours + on_links * basis.organisation.rules.hours_per_week / DAYS_A_WEEK, days + on_links
