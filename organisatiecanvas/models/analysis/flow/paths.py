"""Manufacturing Critical-path Time: the longest chain of an order, in calendar days (flow.md) [lit: Suri 1998, 2010].

Rework has become visits, so what is left of a route is a graph without circles: a forward pass gives the earliest
finish of every unit, a backward pass the latest, and the difference is its slack.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from organisatiecanvas.models.analysis.flow.traffic import Branch, Route

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
    joins: list[Join] = field(default_factory=list)


def critical_path(route: Route, durations: Sequence[float], *, every_choice: bool = False) -> Path:
    """Forward and backward pass; `durations` are days per node.

    At a choice the branch with the largest share is taken (of equal ones the first), at an and-split all; with
    `every_choice` all of them everywhere. A route without links is as long as its only node.
    """
    taken = _taken(route, every_choice)
    begin = dict.fromkeys(_starts(route, every_choice), 0.0)
    came: dict[int, Branch] = {}
    into: dict[int, list[tuple[float, Branch]]] = {}
    for node in route.sequence:
        if node not in begin:
            continue
        finish = begin[node] + durations[node]
        for branch in taken[node]:
            arrival = finish + branch.link.wait_days
            into.setdefault(branch.target, []).append((arrival, branch))
            if arrival > begin.get(branch.target, -1.0):
                begin[branch.target] = arrival
                came[branch.target] = branch
    if not begin:
        return Path(0.0)
    # Of equally late ones the furthest: a delivery that takes no time still ends the path.
    place = {node: index for index, node in enumerate(route.sequence)}
    last = max(begin, key=lambda node: (round(begin[node] + durations[node], 9), place[node]))
    path = Path(begin[last] + durations[last], [last])
    while path.nodes[-1] in came:
        branch = came[path.nodes[-1]]
        path.branches.append(branch)
        path.nodes.append(branch.source)
    path.nodes.reverse()
    path.branches.reverse()
    path.slack = _slack(route, durations, taken, begin, path.days)
    for split in route.splits:
        arrivals = sorted((arrival for arrival, _branch in into.get(_or_none(split.join), ())), reverse=True)
        if split.join is not None and split.node in begin and len(arrivals) > 1:
            since = begin[split.node] + durations[split.node]
            path.joins.append(Join(split.join, arrivals[0] - since, arrivals[1] - since))
    return path


def _or_none(node: int | None) -> int:
    return -1 if node is None else node


def _starts(route: Route, every_choice: bool) -> list[int]:
    starts = [node for node in route.sequence if route.entry[node] > 0]
    if every_choice or not starts:
        return starts
    return [min(starts, key=lambda node: (-route.entry[node], node))]


def _taken(route: Route, every_choice: bool) -> list[list[Branch]]:
    taken: list[list[Branch]] = []
    for following in route.out:
        forward = [branch for branch in following if not branch.rework and branch.share > 0]
        if not every_choice:
            choices = [branch for branch in forward if not branch.parallel]
            if len(choices) > 1:
                best = max(choices, key=lambda branch: branch.share)
                forward = [branch for branch in forward if branch.parallel or branch is best]
        taken.append(forward)
    return taken


def _slack(
    route: Route,
    durations: Sequence[float],
    taken: Sequence[Sequence[Branch]],
    begin: dict[int, float],
    days: float,
) -> dict[int, float]:
    latest: dict[int, float] = {}  # node → latest start
    slack: dict[int, float] = {}
    for node in reversed(route.sequence):
        if node not in begin:
            continue
        finish = min((latest[branch.target] - branch.link.wait_days for branch in taken[node]), default=math.inf)
        latest[node] = min(finish, days) - durations[node]
        amount = latest[node] - begin[node]
        slack[node] = amount if amount > _EVEN else 0.0
    return {node: slack[node] for node in route.sequence if node in slack}
