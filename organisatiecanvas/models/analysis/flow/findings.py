"""What is the matter with the order flow, each with the unit or order it is about."""

from __future__ import annotations

from collections.abc import Iterator

from organisatiecanvas.models.analysis.common import Basis, Finding
from organisatiecanvas.models.analysis.flow.queueing import INDEPENDENT_ARRIVALS, RELIABLE_LOAD
from organisatiecanvas.models.analysis.flow.results import CloseJoin, FlowFigures, Needed, OrderFlow, Step, UnitFlow
from organisatiecanvas.models.analysis.flow.route import Route
from organisatiecanvas.models.analysis.flow.traffic import ClosedLoopError, RouteError, route_of
from organisatiecanvas.models.language import _, decimal, ngettext, percent
from organisatiecanvas.models.organisation import Unit

MUCH_WHITE_SPACE = 0.9  # share of the lead time in which nobody works on the order


def findings(basis: Basis, figures: FlowFigures) -> Iterator[Finding]:
    """Findings of the order flow: routes, overload, reliability, white space, joins."""
    routes: dict[str, Route] = {}
    for order in basis.organisation.orders.values():
        try:
            routes[order.id] = route_of(basis, order.id)
        except RouteError as error:
            code = "closed-loop" if isinstance(error, ClosedLoopError) else "no-entry"
            yield Finding(code, "problem", order.id, str(error), "orders")
    yield from _shares(basis, routes)
    wanted = {need["unit"]: need for need in figures["needed"]}
    for unit in figures["units"]:
        yield from _overload(basis, unit, wanted.get(unit["unit"]))
    steps: dict[str, list[Step]] = {}
    for step in figures["path_steps"]:
        steps.setdefault(step["order"], []).append(step)
    for row in figures["orders"]:
        yield from _white_space(basis, row, steps.get(row["order"], []))
        yield from _irregular(basis, row)
    yield from _joins(basis, figures["joins"])


def _shares(basis: Basis, routes: dict[str, Route]) -> Iterator[Finding]:
    crowded: dict[str, list[str]] = {}
    for order, route in routes.items():
        for unit in route.crowded:
            crowded.setdefault(unit, []).append(basis.organisation.orders[order].name)
    for unit, orders in crowded.items():
        message = _(
            "The shares of the links out of {unit} sum to more than 100 % for {orders}; they are taken in proportion. "
            "Mark links as parallel if every one of them gets each lot."
        )
        message = message.format(unit=basis.variant.units[unit].name, orders=", ".join(orders))
        yield Finding("shares-over-one", "attention", unit, message)


def _overload(basis: Basis, figures: UnitFlow, wanted: Needed | None) -> Iterator[Finding]:
    unit, load = basis.variant.units[figures["unit"]], figures["utilisation"]
    if figures["wait_hours"] is None and figures["lots_per_week"] > 0:
        message = _overload_message(basis, unit, load, wanted)
        yield Finding("overloaded", "problem", unit.id, message, weight=load or 1.0)
    elif load is not None and load > RELIABLE_LOAD:
        message = _("{unit} is loaded at {load}. Above {limit} waiting times can't be relied on, and they are long.")
        message = message.format(unit=unit.name, load=percent(load, 1), limit=percent(RELIABLE_LOAD))
        yield Finding("nearly-full", "attention", unit.id, message, weight=load)


def _overload_message(basis: Basis, unit: Unit, load: float | None, wanted: Needed | None) -> str:
    if load is None or wanted is None:
        return _("{unit} has orders but can't work on them: its hours a week or its machines are 0.").format(
            unit=unit.name
        )
    target = percent(basis.organisation.rules.utilisation_target)
    if wanted["machine"] is None:
        message = ngettext(
            "{unit} is loaded at {load}: orders pile up. At {target} it would take {count} place instead of {now}.",
            "{unit} is loaded at {load}: orders pile up. At {target} it would take {count} places instead of {now}.",
            wanted["count"],
        )
        return message.format(unit=unit.name, load=percent(load), target=target, count=wanted["count"], now=unit.places)
    machine = unit.machines[wanted["machine"]]
    return _(
        "{machine} in {unit} is loaded at {load}: orders pile up. At {target} it would take {count} of them "
        "instead of {now}."
    ).format(
        machine=machine.name,
        unit=unit.name,
        load=percent(load),
        target=target,
        count=wanted["count"],
        now=machine.count,
    )


def _white_space(basis: Basis, figures: OrderFlow, steps: list[Step]) -> Iterator[Finding]:
    days, share = figures["mct_days"], figures["white_space"]
    if days is None or share is None or share < MUCH_WHITE_SPACE:
        return
    order = basis.organisation.orders[figures["order"]]
    longest = max(steps, key=lambda step: step["wait_days"])
    words = {
        "order": order.name,
        "days": decimal(days),
        "share": percent(share),
        "wait": decimal(longest["wait_days"]),
    }
    if longest["link"] is None:
        message = _(
            "{order} takes {days} days, and {share} of that nobody works on it. It waits longest in {unit}: "
            "{wait} days."
        )
        words["unit"] = basis.variant.units[longest["unit"] or ""].name
    else:
        message = _(
            "{order} takes {days} days, and {share} of that nobody works on it. It waits longest between {first} and "
            "{second}: {wait} days."
        )
        link = basis.variant.links[longest["link"]]
        words["first"] = basis.variant.units[link.from_].name
        words["second"] = basis.variant.units[link.to_].name
    message = message.format(**words)
    yield Finding("white-space", "note", order.id, message, "orders", weight=days * share)


def _irregular(basis: Basis, figures: OrderFlow) -> Iterator[Finding]:
    order = basis.organisation.orders[figures["order"]]
    low, high = INDEPENDENT_ARRIVALS
    if figures["mct_days"] is None or low <= order.arrival_scv <= high:
        return
    message = _(
        "{order} doesn't come in independently of itself (variability {scv}): waiting times along its way are "
        "rough, ±25 % instead of ±10 %."
    )
    message = message.format(order=order.name, scv=decimal(order.arrival_scv))
    yield Finding("irregular-arrivals", "note", order.id, message, "orders")


def _joins(basis: Basis, joins: list[CloseJoin]) -> Iterator[Finding]:
    by_unit: dict[str, list[CloseJoin]] = {}
    for join in joins:
        by_unit.setdefault(join["unit"], []).append(join)
    for unit, found in by_unit.items():
        worst = max(found, key=lambda join: join["longest_days"])
        orders = dict.fromkeys(basis.organisation.orders[join["order"]].name for join in found)
        yield Finding("close-join", "note", unit, join_words(basis, worst, ", ".join(orders)))


def join_words(basis: Basis, join: CloseJoin, orders: str) -> str:
    """What a join of branches that are nearly as long means for the lead time of these orders."""
    return _(
        "Before {unit} two branches of {orders} take nearly as long ({first} and {second} days). Either may come "
        "last, so that the lead time is usually somewhat longer than calculated."
    ).format(
        unit=basis.variant.units[join["unit"]].name,
        orders=orders,
        first=decimal(join["longest_days"]),
        second=decimal(join["second_days"]),
    )
