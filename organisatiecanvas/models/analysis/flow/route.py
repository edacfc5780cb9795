"""The way of one order through the drawing, as a pure function of its links (flow.md).

Where lots enter, which way they go, where and-splits meet again, what comes back, and how often a lot comes by.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal, NamedTuple

from organisatiecanvas.models.analysis.flow.graph import (
    EndlessError,
    common_post_dominator,
    flows,
    post_dominators,
    walk,
)

NEGLIGIBLE = 1e-9  # shares below this are rounding, not lots that leave
SELDOM = 1e-12  # lots that come by less often than this don't come by
REMEMBERED = 4096  # routes; while somebody draws, all but one stay as they were


class NoRouteError(Exception):
    """Links that make no route, by the ids of the units concerned: a closed loop, or nowhere to start."""

    def __init__(self, kind: Literal["closed", "no entry"], units: list[str]) -> None:
        self.kind, self.units = kind, units
        super().__init__(f"{kind}: {', '.join(units)}")


class Way(NamedTuple):
    """A link, as far as the flow goes: ids of the link and its units, share 0 to 1, calendar days on the way."""

    id: str
    from_: str
    to_: str
    share: float
    parallel: bool
    wait_days: float


@dataclass(eq=False, slots=True)
class Branch:
    """One link as lots go along it. `share` is per visit of its source; a rework branch leads back."""

    link: Way
    source: int
    target: int
    share: float
    parallel: bool
    rework: bool = False
    days: float = 0.0  # of the link


@dataclass(eq=False, slots=True)
class Ways:
    """The branches that lots take, as columns in document order: put together once, for routes are remembered.

    The nodes they go between, the share of the lots at the first, `flow` of them per lot of the order, days on the way.
    """

    source: list[int] = field(default_factory=list)
    target: list[int] = field(default_factory=list)
    share: list[float] = field(default_factory=list)
    flow: list[float] = field(default_factory=list)
    days: list[float] = field(default_factory=list)


@dataclass(eq=False, slots=True)
class Split:
    """An and-split: its branches meet again at node `join` (None: not before the way out), where one of them counts."""

    node: int
    targets: list[int]
    join: int | None


@dataclass(eq=False, slots=True)
class Route:
    """The way of one order. Nodes are 0 … n−1; a customer who both orders and receives is two nodes."""

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
    leaves: list[bool] = field(default_factory=list)  # node → whether lots can leave the route there
    forward: list[list[Branch]] = field(default_factory=list)  # node → the branches that are no rework
    usual: list[list[Branch]] = field(default_factory=list)  # of these, at a choice only the one with the largest share
    again: list[float] = field(default_factory=list)  # node → visits of a lot that comes by at all: above 1 by rework
    link_days: float = 0.0  # waiting on links per lot, over the whole route
    external: frozenset[str] = frozenset()
    ways: Ways = field(default_factory=Ways)


def unlinked_route(units: list[str], external: frozenset[str]) -> Route:
    """The route of an order without links: once by each of these units, of which some may be external."""
    count = len(units)
    ones = [1.0] * count
    nothing: list[list[Branch]] = [[] for _unit in units]
    return Route(
        units, entry=ones, out=nothing, sequence=list(range(count)), visits=ones, passes=ones, unlinked=True,
        leaves=[True] * count, forward=nothing, usual=nothing, again=ones,
        external=external,
    )  # fmt: skip


@lru_cache(maxsize=REMEMBERED)
def make_route(links: tuple[tuple[str, str, str, float, bool, float], ...], external: frozenset[str]) -> Route:
    """The route along these links, each as the fields of a Way; `external` are the external units among their ends.

    Raises NoRouteError. What it gives is shared: nobody changes it.
    """
    ways = tuple(map(Way._make, links))
    route = Route()
    sources = _customers(ways, external)
    _draw(route, ways, sources)
    _enter(route, ways, sources)
    first = [node for node, share in enumerate(route.entry) if share > 0]
    targets = _targets(route)
    walked = walk(targets, sorted(first, key=lambda node: -route.entry[node]))
    _refuse_closed_loops(route, walked.components)
    route.sequence = walked.sequence
    if walked.back:
        _mark_rework(route, walked.back)
    _share_splits(route, targets)
    try:
        route.visits = flows(_weights(route), route.entry, walked.components)
    except EndlessError as error:
        raise NoRouteError("closed", _units(route, error.nodes)) from None
    route.passes = _passes(route) if walked.back else route.visits
    route.again = [
        often / passed if passed > SELDOM else 1.0 for often, passed in zip(route.visits, route.passes, strict=True)
    ]
    for branch in route.branches:
        if branch.link.wait_days:
            route.link_days += route.visits[branch.source] * branch.share * branch.link.wait_days
    route.external = external
    for following in route.out:
        forward = [branch for branch in following if branch.share > 0 and not branch.rework]
        route.forward.append(forward)
        route.usual.append(_usual(forward) if len(forward) > 1 else forward)
    _columns(route)
    return route


def _columns(route: Route) -> None:
    ways, reached = route.ways, set(route.sequence)
    for branch in route.branches:
        if branch.share > 0 and branch.source in reached:
            ways.source.append(branch.source)
            ways.target.append(branch.target)
            ways.share.append(branch.share)
            ways.flow.append(route.visits[branch.source] * branch.share)
            ways.days.append(branch.days)


def _usual(forward: list[Branch]) -> list[Branch]:
    """What a typical lot does: every parallel branch, and of the choices the largest (of equal ones the first)."""
    choices = [branch for branch in forward if not branch.parallel]
    if len(choices) < 2:
        return forward
    best = max(choices, key=lambda branch: branch.share)
    return [branch for branch in forward if branch.parallel or branch is best]


def _units(route: Route, nodes: list[int]) -> list[str]:
    return list(dict.fromkeys(route.units[node] for node in sorted(nodes)))


def _customers(ways: tuple[Way, ...], external: frozenset[str]) -> set[str]:
    """External units where orders start; what goes to them has left.

    One that nothing comes into is one. One that also receives is passed through (a supplier, a subcontractor), unless
    its own lots come back to it as they go on, or it starts and ends in the same units as another customer: then it
    both orders and receives. Where a round trip leaves a choice, the customer is where its first link starts.
    """
    into: dict[str, set[str]] = {}
    out: dict[str, list[Way]] = {}
    for way in ways:
        out.setdefault(way.from_, []).append(way)
        if way.from_ != way.to_:
            into.setdefault(way.to_, set()).add(way.from_)
    found = {unit for unit in external if unit in out and unit not in into}
    unsure = [unit for unit in out if unit in external and unit in into]
    unsure_before = 0
    while unsure and len(unsure) != unsure_before:
        unsure_before = len(unsure)
        for unit in unsure:
            first = {way.to_ for customer in found for way in out[customer]}
            last = {name for end in external if end in found or end not in out for name in into.get(end, ())}
            alike = {way.to_ for way in out[unit]} <= first and into[unit] <= last
            if alike or _comes_back(unit, out, found):
                found.add(unit)
        unsure = [unit for unit in unsure if unit not in found]
    return found


def _comes_back(unit: str, out: dict[str, list[Way]], ended: set[str]) -> bool:
    """Whether lots that go their usual way (every parallel link, else the largest share) return to the unit."""
    seen = {unit}
    waiting = [unit]
    while waiting:
        ways = out.get(waiting.pop(), [])
        usual = [way for way in ways if way.parallel]
        choices = [way for way in ways if not way.parallel]
        if choices:
            usual.append(max(choices, key=lambda way: way.share))
        for way in usual:
            if way.to_ == unit:
                return True
            if way.to_ not in seen and way.to_ not in ended:
                seen.add(way.to_)
                waiting.append(way.to_)
    return False


def _draw(route: Route, ways: tuple[Way, ...], sources: set[str]) -> None:
    """Nodes and branches; the choices out of a unit are at most 1 together, those out of a customer exactly 1."""
    going: dict[str, int] = {}  # unit → its node; a customer has one to order from and one to deliver to
    coming: dict[str, int] = {}
    for way in ways:
        source = going.get(way.from_)
        if source is None:
            source = going[way.from_] = len(route.units)
            if way.from_ not in sources:
                coming[way.from_] = source
            route.units.append(way.from_)
            route.out.append([])
        target = coming.get(way.to_)
        if target is None:
            target = coming[way.to_] = len(route.units)
            if way.to_ not in sources:
                going[way.to_] = target
            route.units.append(way.to_)
            route.out.append([])
        share = 1.0 if way.parallel else way.share
        branch = Branch(way, source, target, share, way.parallel, days=way.wait_days)
        route.branches.append(branch)
        route.out[source].append(branch)
    for node, following in enumerate(route.out):
        if not following:
            route.leaves.append(True)
        elif len(following) == 1 and following[0].share == 1.0:
            route.leaves.append(False)
        else:
            _scale(route, node, following, route.units[node] in sources)
            route.leaves.append(_leaves(following))


def _scale(route: Route, node: int, following: list[Branch], source: bool) -> None:
    total = sum([branch.share for branch in following if not branch.parallel])
    if total > 1 + NEGLIGIBLE and not source:
        route.crowded.append(route.units[node])
    if total > 1 or (source and total > 0):
        for branch in following:
            if not branch.parallel:
                branch.share /= total
    if len(following) > 1:
        # The way most lots go is walked first, so that of a round trip the smaller share is the rework.
        following.sort(key=lambda branch: (-branch.share, not branch.parallel))


def _leaves(following: list[Branch]) -> bool:
    """Whether lots can leave the route: the shares of the choices leave something."""
    total = 0.0
    for branch in following:
        if branch.parallel:
            return False
        total += branch.share
    return total < 1 - NEGLIGIBLE


def _enter(route: Route, ways: tuple[Way, ...], sources: set[str]) -> None:
    route.entry = [0.0] * len(route.units)
    if sources:
        weight: dict[str, float] = {}
        for unit in sources:
            choices = [way.share for way in ways if way.from_ == unit and not way.parallel]
            weight[unit] = sum(choices) if choices else 1.0
        total = sum(weight.values())
        if total > 0:
            for branch in route.branches:
                unit = route.units[branch.source]
                if unit in sources:
                    route.entry[branch.source] = weight[unit] / total
    else:
        receiving = {branch.target for branch in route.branches if branch.target != branch.source}
        first = [node for node in range(len(route.units)) if node not in receiving]
        for node in first:
            route.entry[node] = 1.0 / len(first)
    if not any(route.entry):
        _refuse_closed_loops(route, walk(_targets(route), range(len(route.units))).components)
        raise NoRouteError("no entry", list(dict.fromkeys(route.units)))


def _targets(route: Route) -> list[list[int]]:
    return [[branch.target for branch in following if branch.share > 0] for following in route.out]


def _refuse_closed_loops(route: Route, components: list[list[int]]) -> None:
    closed: list[int] = []
    leaves = route.leaves
    for component in components:
        if len(component) == 1:
            node = component[0]
            if leaves[node] or any(branch.target != node for branch in route.out[node]):
                continue
        elif any(leaves[node] for node in component):
            continue
        members = set(component)
        if not any(branch.target not in members for node in component for branch in route.out[node]):
            closed.extend(component)
    if closed:
        raise NoRouteError("closed", _units(route, closed))


def _mark_rework(route: Route, back: set[tuple[int, int]]) -> None:
    """Rework: links back, and links into units (a repair corner) from which lots can only go back."""
    ahead = [False] * len(route.units)
    for node in reversed(route.sequence):
        if route.leaves[node]:
            ahead[node] = True
            continue
        for branch in route.out[node]:
            if ahead[branch.target] and (node, branch.target) not in back:
                ahead[node] = True
                break
    for branch in route.branches:
        branch.rework = (branch.source, branch.target) in back or not ahead[branch.target]


def _share_splits(route: Route, targets: list[list[int]]) -> None:
    """Find where and-splits meet again. What goes back as rework is not split; choices that go on are one branch."""
    split_nodes = [
        node
        for node in route.sequence
        if len(route.out[node]) > 1 and any(branch.parallel for branch in route.out[node])
    ]
    if not split_nodes:
        return
    leaving = list(route.leaves)
    for node in split_nodes:
        going_back = onward = 0.0
        for branch in route.out[node]:
            if branch.parallel:
                continue
            if branch.rework:
                going_back += branch.share
            else:
                onward += branch.share
        if going_back > 0:
            for branch in route.out[node]:
                if branch.parallel:
                    branch.share = 1 - going_back
            targets[node] = [branch.target for branch in route.out[node] if branch.share > 0]
        leaving[node] = 0 < onward < 1 - going_back - NEGLIGIBLE
    nearest, depth = post_dominators(targets, leaving)
    for node in split_nodes:
        forward = [branch for branch in route.out[node] if branch.share > 0 and (branch.parallel or not branch.rework)]
        begun = [branch.target for branch in forward]
        ends = [*begun, len(route.units)] if leaving[node] else begun
        join = common_post_dominator(ends, nearest, depth)
        route.splits.append(Split(node, begun, join if join < len(route.units) else None))


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
    sent = once = 0.0
    for branch in route.out[split.node]:
        if branch.parallel:
            once = branch.share
        if branch.parallel or not branch.rework:
            sent += branch.share
    return sent - once


def _passes(route: Route) -> list[float]:
    """Visits as they would be if nothing had to be done again: what goes back comes forward in the end."""
    passes = list(route.entry)
    surplus = {split.node: (split.join, _surplus(route, split)) for split in route.splits if split.join is not None}
    for node in route.sequence:
        again = 0.0
        for branch in route.out[node]:
            if branch.rework and not branch.parallel:
                again += branch.share
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
