"""Manufacturing Critical-path Time: the longest chain of an order, in calendar days (flow.md) [lit: Suri 1998, 2010].

Rework has become visits, so what is left of a route is a graph without circles: a forward pass gives the earliest
finish of every unit, a backward pass the latest, and the difference is its slack.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from organisatiecanvas.models.analysis.flow.route import Branch, Route

CLOSE_BRANCH = 0.2  # a branch this much shorter than the longest still often comes last (flow.md)
_EVEN = 1e-9  # days; differences below this are rounding


@dataclass(frozen=True)
class Join:
    """A unit where branches of an and-split meet, with the days since the split of the longest two."""

    node: int
    longest_days: float
    second_days: float

    @property
    def close(self) -> bool:
        return self.second_days >= (1 - CLOSE_BRANCH) * self.longest_days > 0


@dataclass(eq=False)
class Path:
    """The longest chain through a route; `nodes` and `branches` alternate along it."""

    days: float
    nodes: list[int] = field(default_factory=list)
    branches: list[Branch] = field(default_factory=list)
    slack: dict[int, float] = field(default_factory=dict)  # node → days; every node that was taken in
    begin: dict[int, float] = field(default_factory=dict)  # node → days after the order, of the same nodes
    joins: list[Join] = field(default_factory=list)


def longest_days(route: Route, durations: Sequence[float]) -> float:
    """Days of the longest chain when every choice everywhere is taken; `durations` are days per node."""
    begin = [-1.0] * len(route.units)
    for node, share in enumerate(route.entry):
        if share > 0:
            begin[node] = 0.0
    longest = 0.0
    for node in route.sequence:
        if begin[node] < 0:
            continue
        finish = begin[node] + durations[node]
        longest = max(longest, finish)
        for branch in route.forward[node]:
            arrival = finish + branch.days
            begin[branch.target] = max(begin[branch.target], arrival)
    return longest


def critical_path(route: Route, durations: Sequence[float]) -> Path:
    """Forward and backward pass of a typical lot; `durations` are days per node.

    At a choice the branch with the largest share is taken (of equal ones the first), also where orders come in; at an
    and-split all. A route without links is as long as its first node.
    """
    starts = [node for node in route.sequence if route.entry[node] > 0]
    if not starts:
        return Path(0.0)
    begin = [-1.0] * len(route.units)
    begin[min(starts, key=lambda node: (-route.entry[node], node))] = 0.0
    came: dict[int, Branch] = {}
    days, last = -1.0, -1
    for node in route.sequence:
        if begin[node] < 0:
            continue
        finish = begin[node] + durations[node]
        # Of equally late ones the furthest: a delivery that takes no time still ends the path.
        if finish >= days - _EVEN:
            days, last = max(days, finish), node
        for branch in route.usual[node]:
            arrival = finish + branch.days
            if arrival > begin[branch.target]:
                begin[branch.target] = arrival
                came[branch.target] = branch
    path = Path(days, [last])
    while path.nodes[-1] in came:
        branch = came[path.nodes[-1]]
        path.branches.append(branch)
        path.nodes.append(branch.source)
    path.nodes.reverse()
    path.branches.reverse()
    path.slack = _slack(route, durations, begin, days)
    path.begin = {node: begin[node] for node in path.slack}
    if route.splits:
        path.joins = _joins(route, durations, begin)
    return path


def _slack(route: Route, durations: Sequence[float], begin: list[float], days: float) -> dict[int, float]:
    latest = [days] * len(route.units)  # node → latest start
    slack: dict[int, float] = {}
    for node in reversed(route.sequence):
        if begin[node] < 0:
            continue
        finish = days
        for branch in route.usual[node]:
            start = latest[branch.target] - branch.days
            finish = min(finish, start)
        latest[node] = finish - durations[node]
        amount = latest[node] - begin[node]
        slack[node] = amount if amount > _EVEN else 0.0
    return {node: slack[node] for node in route.sequence if node in slack}


def _joins(route: Route, durations: Sequence[float], begin: list[float]) -> list[Join]:
    """The longest two branches into each join that the path's lots come by."""
    arrivals: dict[int, list[float]] = {
        split.join: [] for split in route.splits if split.join is not None and begin[split.node] >= 0
    }
    for node in route.sequence:
        if begin[node] >= 0:
            for branch in route.usual[node]:
                if branch.target in arrivals:
                    arrivals[branch.target].append(begin[node] + durations[node] + branch.days)
    joins: list[Join] = []
    for split in route.splits:
        if split.join is None or len(arrivals.get(split.join, ())) < 2:
            continue
        second, longest = sorted(arrivals[split.join])[-2:]
        since = begin[split.node] + durations[split.node]
        joins.append(Join(split.join, longest - since, second - since))
    return joins
