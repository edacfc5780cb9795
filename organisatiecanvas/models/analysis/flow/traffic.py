"""How often an order comes by each unit (flow.md, «From the drawing to a network»).

The links of one order family make its route: where lots enter, which way they go, what comes back. Units that are
external belong to a route (a supplier or a galvanising firm is passed through) but do no work of ours.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from organisatiecanvas.models.analysis.common import Basis
from organisatiecanvas.models.analysis.flow.graph import (
    EndlessError,
    common_post_dominator,
    flows,
    post_dominators,
    walk,
)
from organisatiecanvas.models.errors import OrganisationError
from organisatiecanvas.models.language import _
from organisatiecanvas.models.organisation import Link, Order, Unit

NEGLIGIBLE = 1e-9  # shares below this are rounding, not lots that leave


class RouteError(OrganisationError):
    """An order's links don't make a route; `units` are the ids of the units concerned."""

    def __init__(self, order: Order, units: Sequence[Unit], message: str) -> None:
        self.order = order.id
        self.units = [unit.id for unit in units]
        super().__init__(message.format(order=order.name, units=", ".join(unit.name for unit in units)))


class ClosedLoopError(RouteError):
    """Lots that come into these units never get out of them."""


class NoEntryError(RouteError):
    """Lots come into none of these units from outside, and no unit is the first."""


@dataclass(eq=False)
class Branch:
    """One link as lots go along it. `share` is per visit of its source; a rework branch leads back."""

    link: Link
    source: int
    target: int
    share: float
    parallel: bool
    rework: bool = False


@dataclass(eq=False)
class Split:
    """An and-split: its branches meet again at node `join` (None: not before the way out), where one of them counts."""

    node: int
    targets: list[int]
    join: int | None


@dataclass(eq=False)
class Route:
    """The way of one order. Nodes are 0 … n−1; a customer who both orders and receives is two nodes."""

    order: Order
    units: list[str] = field(default_factory=list)  # node → unit id
    entry: list[float] = field(default_factory=list)  # node → lots that start there, per lot
    branches: list[Branch] = field(default_factory=list)
    out: list[list[Branch]] = field(default_factory=list)  # node → the branches out of it
    sequence: list[int] = field(default_factory=list)  # nodes that are reached, each before what follows it
    splits: list[Split] = field(default_factory=list)
    visits: list[float] = field(default_factory=list)  # node → visits per lot
    passes: list[float] = field(default_factory=list)  # node → lots that come by, however often: visits without rework
    crowded: list[str] = field(default_factory=list)  # units whose shares sum to more than 1
    unlinked: bool = False  # no links: one visit in every unit with tasks of it


def visits(basis: Basis, order_id: str) -> dict[str, float]:
    """Unit id → visits per lot of the order; units it doesn't come by are left out.

    Without links the order comes once by every unit that has tasks of it. Shares of the choices out of a unit that sum
    to more than 1 are scaled to 1. Raises ClosedLoopError, NoEntryError, and KeyError for an unknown order.
    """
    route = route_of(basis, order_id)
    found: dict[str, float] = {}
    for node in route.sequence:
        unit, amount = route.units[node], route.visits[node]
        if amount > 0:
            found[unit] = max(found.get(unit, 0.0), amount)
    return found


def route_of(basis: Basis, order_id: str) -> Route:
    """The route of an order, worked out once for a basis; raises as `visits`."""
    if order_id not in basis.routes:
        basis.routes[order_id] = _route(basis, basis.organisation.orders[order_id])
    route: Route = basis.routes[order_id]
    return route


def _route(basis: Basis, order: Order) -> Route:
    links = basis.order_links[order.id]
    route = Route(order)
    if not links:
        route.unlinked = True
        route.units = list(dict.fromkeys(task.unit for task in basis.order_tasks[order.id]))
        count = len(route.units)
        route.entry, route.visits, route.passes = [1.0] * count, [1.0] * count, [1.0] * count
        route.out, route.sequence = [[] for _unit in route.units], list(range(count))
        return route
    sources = _customers(basis, links)
    _draw(basis, route, links, sources)
    _enter(basis, route, links, sources)
    first = [node for node, share in enumerate(route.entry) if share > 0]
    walked = walk(_targets(route), sorted(first, key=lambda node: -route.entry[node]))
    _refuse_closed_loops(basis, route, walked.components)
    route.sequence = walked.sequence
    _mark_rework(route, walked.back)
    _share_splits(route)
    try:
        route.visits = flows(_weights(route), route.entry, walked.components)
    except EndlessError as error:
        raise _closed_loop(basis, route, error.nodes) from None
    route.passes = _passes(route)
    return route


def _customers(basis: Basis, links: list[Link]) -> set[str]:
    """External units where orders start; what goes to them has left.

    One that nothing comes into is one. One that also receives is passed through (a supplier, a subcontractor), unless
    its own lots come back to it as they go on, or it starts and ends in the same units as another customer: then it
    both orders and receives. Where a round trip leaves a choice, the first in the document is the customer.
    """
    external = {unit.id for unit in basis.variant.units.values() if unit.kind == "external"}
    into: dict[str, set[str]] = {}
    out: dict[str, list[Link]] = {}
    for link in links:
        out.setdefault(link.from_, []).append(link)
        if link.from_ != link.to_:
            into.setdefault(link.to_, set()).add(link.from_)
    found = {unit for unit in external if unit in out and unit not in into}
    unsure = [unit for unit in basis.variant.units if unit in external and unit in out and unit in into]
    unsure_before = 0
    while unsure and len(unsure) != unsure_before:
        unsure_before = len(unsure)
        for unit in unsure:
            first = {link.to_ for customer in found for link in out[customer]}
            last = {name for end in external if end in found or end not in out for name in into.get(end, ())}
            alike = {link.to_ for link in out[unit]} <= first and into[unit] <= last
            if alike or _comes_back(unit, out, found):
                found.add(unit)
        unsure = [unit for unit in unsure if unit not in found]
    return found


def _comes_back(unit: str, following: dict[str, list[Link]], ended: set[str]) -> bool:
    """Whether lots that go their usual way (every parallel link, else the largest share) return to the unit."""
    seen = {unit}
    waiting = [unit]
    while waiting:
        links = following.get(waiting.pop(), [])
        usual = [link for link in links if link.parallel]
        choices = [link for link in links if not link.parallel]
        if choices:
            usual.append(max(choices, key=lambda link: link.share))
        for link in usual:
            if link.to_ == unit:
                return True
            if link.to_ not in seen and link.to_ not in ended:
                seen.add(link.to_)
                waiting.append(link.to_)
    return False


def _draw(basis: Basis, route: Route, links: list[Link], sources: set[str]) -> None:
    """Nodes and branches; the choices out of a unit are at most 1 together, those out of a customer exactly 1."""
    node_of: dict[tuple[str, bool], int] = {}

    def node(unit: str, starting: bool) -> int:
        key = unit, starting and unit in sources
        if key not in node_of:
            node_of[key] = len(route.units)
            route.units.append(unit)
            route.out.append([])
        return node_of[key]

    for link in links:
        branch = Branch(link, node(link.from_, True), node(link.to_, False), link.share, link.parallel)
        route.branches.append(branch)
        route.out[branch.source].append(branch)
    route.entry = [0.0] * len(route.units)
    for index, following in enumerate(route.out):
        total = sum(branch.share for branch in following if not branch.parallel)
        unit = route.units[index]
        if total > 1 + NEGLIGIBLE and unit not in sources:
            route.crowded.append(unit)
        scale = 1 / total if total > 1 or (unit in sources and total > 0) else 1.0
        for branch in following:
            branch.share = 1.0 if branch.parallel else branch.share * scale
        # The way most lots go is walked first, so that of a round trip the smaller share is the rework.
        following.sort(key=lambda branch: (-branch.share, not branch.parallel))


def _enter(basis: Basis, route: Route, links: list[Link], sources: set[str]) -> None:
    if sources:
        weight: dict[str, float] = {}
        for unit in sources:
            choices = [link.share for link in links if link.from_ == unit and not link.parallel]
            weight[unit] = sum(choices) if choices else 1.0
        total = sum(weight.values())
        begun: set[str] = set()
        for branch in route.branches:
            unit = route.units[branch.source]
            if unit in sources and unit not in begun and total > 0:
                begun.add(unit)
                route.entry[branch.source] = weight[unit] / total
    else:
        receiving = {branch.target for branch in route.branches if branch.target != branch.source}
        first = [node for node in range(len(route.units)) if node not in receiving]
        for node in first:
            route.entry[node] = 1.0 / len(first)
    if not any(route.entry):
        _refuse_closed_loops(basis, route, walk(_targets(route), range(len(route.units))).components)
        units = [basis.variant.units[name] for name in dict.fromkeys(route.units)]
        raise NoEntryError(
            route.order,
            units,
            _("{order} starts nowhere: every unit of its route gets it from another one ({units})."),
        )


def _targets(route: Route) -> list[list[int]]:
    return [[branch.target for branch in following if branch.share > 0] for following in route.out]


def _leaves(route: Route, node: int) -> bool:
    """Whether lots can leave the route here: no links go on, or the shares of the choices leave something."""
    following = route.out[node]
    choices = [branch.share for branch in following if not branch.parallel]
    if not choices:
        return not following
    return sum(choices) < 1 - NEGLIGIBLE and len(choices) == len(following)


def _refuse_closed_loops(basis: Basis, route: Route, components: list[list[int]]) -> None:
    closed: list[int] = []
    for component in components:
        members = set(component)
        if not any(
            _leaves(route, node) or any(branch.target not in members for branch in route.out[node])
            for node in component
        ):
            closed.extend(component)
    if closed:
        raise _closed_loop(basis, route, closed)


def _closed_loop(basis: Basis, route: Route, nodes: list[int]) -> ClosedLoopError:
    names = {route.units[node] for node in nodes}
    units = [unit for unit in basis.variant.units.values() if unit.id in names]
    return ClosedLoopError(route.order, units, _("{order} never gets out of a closed loop: {units}. Draw a way out."))


def _mark_rework(route: Route, back: set[tuple[int, int]]) -> None:
    """Rework: links back, and links into units (a repair corner) from which lots can only go back."""
    ahead = [False] * len(route.units)
    for node in reversed(route.sequence):
        onward = [branch for branch in route.out[node] if (node, branch.target) not in back]
        ahead[node] = _leaves(route, node) or any(ahead[branch.target] for branch in onward)
    for branch in route.branches:
        branch.rework = (branch.source, branch.target) in back or not ahead[branch.target]


def _share_splits(route: Route) -> None:
    """Find where and-splits meet again. What goes back as rework is not split; choices that go on are one branch."""
    split_nodes = [
        node
        for node in route.sequence
        if len(route.out[node]) > 1 and any(branch.parallel for branch in route.out[node])
    ]
    if not split_nodes:
        return
    leaving = [_leaves(route, node) for node in range(len(route.units))]
    for node in split_nodes:
        going_back = sum(branch.share for branch in route.out[node] if branch.rework and not branch.parallel)
        onward = sum(branch.share for branch in route.out[node] if not branch.rework and not branch.parallel)
        for branch in route.out[node]:
            if branch.parallel:
                branch.share = 1 - going_back
        leaving[node] = 0 < onward < 1 - going_back - NEGLIGIBLE
    nearest, depth = post_dominators(_targets(route), leaving)
    for node in split_nodes:
        forward = [branch for branch in route.out[node] if branch.parallel or not branch.rework]
        targets = [branch.target for branch in forward]
        ends = [*targets, len(route.units)] if leaving[node] else targets
        join = common_post_dominator(ends, nearest, depth)
        route.splits.append(Split(node, targets, join if join < len(route.units) else None))


def _weights(route: Route) -> list[dict[int, float]]:
    """R, with at each join the branches of an and-split but one taken off again."""
    weights: list[dict[int, float]] = [{} for _unit in route.units]
    for branch in route.branches:
        row = weights[branch.source]
        if branch.share > 0:
            row[branch.target] = row.get(branch.target, 0.0) + branch.share
    for split in route.splits:
        if split.join is not None:
            row = weights[split.node]
            row[split.join] = row.get(split.join, 0.0) - _surplus(route, split)
    return weights


def _surplus(route: Route, split: Split) -> float:
    """What an and-split sends out more than came in, per visit."""
    sent = [branch.share for branch in route.out[split.node] if branch.parallel or not branch.rework]
    return sum(sent) - next(branch.share for branch in route.out[split.node] if branch.parallel)


def _passes(route: Route) -> list[float]:
    """Visits as they would be if nothing had to be done again: what goes back comes forward in the end."""
    passes = list(route.entry)
    surplus = {split.node: (split.join, _surplus(route, split)) for split in route.splits if split.join is not None}
    for node in route.sequence:
        again = sum(branch.share for branch in route.out[node] if branch.rework and not branch.parallel)
        if again >= 1 - NEGLIGIBLE:
            continue
        amount = passes[node] / (1 - again)
        for branch in route.out[node]:
            if not branch.rework:
                passes[branch.target] += amount * branch.share
        if node in surplus:
            join, more = surplus[node]
            passes[join] -= amount * more
    return passes
