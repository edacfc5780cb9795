"""Directed graphs of one order's route: order of walking, loops, post-dominators, flow. All at linear cost.

Nodes are 0 … n−1; `successors[i]` lists the nodes after i. Nothing here recurses: a route may be thousands long.
"""

from __future__ import annotations

import heapq
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field

SMALLEST_WAY_OUT = 1e-12


class EndlessError(Exception):
    """What goes round in these nodes never ends."""

    def __init__(self, nodes: list[int]) -> None:
        self.nodes = nodes
        super().__init__(f"no way out of {nodes}")


@dataclass
class Walk:
    """A depth-first walk from given nodes."""

    sequence: list[int] = field(default_factory=list)  # reached nodes, each before what follows it forwards
    back: set[tuple[int, int]] = field(default_factory=set)  # edges to a node the walk is still inside: rework
    components: list[list[int]] = field(default_factory=list)  # strongly connected, those later on the way first


def walk(successors: Sequence[Sequence[int]], starts: Iterable[int]) -> Walk:
    """Tarjan's strongly connected components, with the edges that go back and a sequence for the ones that don't."""
    found = Walk()
    number = [-1] * len(successors)
    lowest = [0] * len(successors)
    inside = [False] * len(successors)  # on the way from the start to where the walk is
    open_nodes: list[int] = []
    is_open = [False] * len(successors)
    counter = 0
    for start in starts:
        if number[start] >= 0:
            continue
        trail = [(start, iter(successors[start]))]
        number[start] = lowest[start] = counter
        counter += 1
        inside[start] = is_open[start] = True
        open_nodes.append(start)
        while trail:
            node, following = trail[-1]
            for target in following:
                if number[target] < 0:
                    number[target] = lowest[target] = counter
                    counter += 1
                    inside[target] = is_open[target] = True
                    open_nodes.append(target)
                    trail.append((target, iter(successors[target])))
                    break
                if inside[target]:
                    found.back.add((node, target))
                if is_open[target]:
                    lowest[node] = min(lowest[node], number[target])
            else:
                trail.pop()
                inside[node] = False
                found.sequence.append(node)
                if trail:
                    before = trail[-1][0]
                    lowest[before] = min(lowest[before], lowest[node])
                if lowest[node] == number[node]:
                    first = len(open_nodes) - 1
                    while open_nodes[first] != node:
                        first -= 1
                    component = open_nodes[first:]
                    del open_nodes[first:]
                    for member in component:
                        is_open[member] = False
                    found.components.append(component)
    found.sequence.reverse()
    return found


def post_dominators(successors: Sequence[Sequence[int]], leaving: Sequence[bool]) -> tuple[list[int], list[int]]:
    """For each node the nearest other node that every way out passes, and its depth below the way out.

    The way out is node n = len(successors), its own post-dominator at depth 0; nodes without a way out have −1.
    Cooper, Harvey & Kennedy (2001), «A simple, fast dominance algorithm».
    """
    out = len(successors)
    before: list[list[int]] = [[] for _ in range(out + 1)]
    after: list[Sequence[int]] = list(successors)
    for node, following in enumerate(successors):
        for target in following:
            before[target].append(node)
        if leaving[node]:
            before[out].append(node)
            after[node] = [*following, out]
    sequence = walk(before, [out]).sequence
    rank = [-1] * (out + 1)
    for position, node in enumerate(sequence):
        rank[node] = position
    nearest = [-1] * (out + 1)
    nearest[out] = out
    changed = True
    while changed:
        changed = False
        for node in sequence[1:]:
            best = -1
            for target in after[node]:
                if nearest[target] < 0:
                    continue
                if best < 0:
                    best = target
                    continue
                one, other = target, best
                while one != other:
                    while rank[one] > rank[other]:
                        one = nearest[one]
                    while rank[other] > rank[one]:
                        other = nearest[other]
                best = one
            if nearest[node] != best:
                nearest[node] = best
                changed = True
    depth = [0] * (out + 1)
    for node in sequence[1:]:
        depth[node] = depth[nearest[node]] + 1
    return nearest, depth


def common_post_dominator(nodes: Iterable[int], nearest: Sequence[int], depth: Sequence[int]) -> int:
    """The nearest node that is, or lies on every way out of, all of these; the way out itself if one has none."""
    out = len(nearest) - 1
    found = -1
    for node in nodes:
        if nearest[node] < 0:
            return out
        if found < 0:
            found = node
        while found != node:
            if depth[found] >= depth[node]:
                found = nearest[found]
            else:
                node = nearest[node]
    return found


def flows(weights: Sequence[dict[int, float]], entry: Sequence[float], components: list[list[int]]) -> list[float]:
    """V = (I − Rᵀ)⁻¹ e, where `weights[i][j]` is R_ij, along the components of `walk` (later ones first).

    Outside loops one pass; inside a loop nodes are eliminated one by one, those with the fewest ties first
    (Markowitz), so that the work stays in proportion to the links. Raises EndlessError for a loop without a way out.
    """
    value = [float(amount) for amount in entry]
    for component in reversed(components):
        if len(component) == 1 and component[0] not in weights[component[0]]:
            _pass_on(weights, value, component[0], ())
            continue
        _solve_loop(weights, value, component)
        members = set(component)
        for node in component:
            _pass_on(weights, value, node, members)
    return value


def _pass_on(weights: Sequence[dict[int, float]], value: list[float], node: int, skipped: Container[int]) -> None:
    amount = value[node]
    for target, weight in weights[node].items():
        if target not in skipped:
            value[target] += amount * weight


def _solve_loop(weights: Sequence[dict[int, float]], value: list[float], component: list[int]) -> None:
    members = set(component)
    out = {node: {t: w for t, w in weights[node].items() if t in members} for node in component}
    into: dict[int, set[int]] = {node: set() for node in component}
    for node, targets in out.items():
        for target in targets:
            into[target].add(node)
    heap = [(len(into[node]) * len(out[node]), node) for node in component]
    heapq.heapify(heap)
    done: list[tuple[int, dict[int, float], float]] = []  # node, what came into it, its own loop
    while heap:
        ties, node = heapq.heappop(heap)
        if node not in out:
            continue
        if ties != len(into[node]) * len(out[node]):
            heapq.heappush(heap, (len(into[node]) * len(out[node]), node))
            continue
        targets = out.pop(node)
        rest = 1.0 - targets.pop(node, 0.0)
        if rest <= SMALLEST_WAY_OUT:
            raise EndlessError(component)
        factor = 1.0 / rest
        sources = into.pop(node)
        sources.discard(node)
        came = {source: out[source].pop(node) for source in sources}
        for target, weight in targets.items():
            into[target].discard(node)
            value[target] += value[node] * factor * weight
            for source, amount in came.items():
                out[source][target] = out[source].get(target, 0.0) + amount * factor * weight
                into[target].add(source)
        for touched in {*targets, *came}:
            heapq.heappush(heap, (len(into[touched]) * len(out[touched]), touched))
        done.append((node, came, factor))
    for node, came, factor in reversed(done):
        value[node] = factor * (value[node] + sum(value[source] * amount for source, amount in came.items()))
