"""Which skills fall short of the people who master them: maximum flow and the short side of its minimum cut."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

SCALE = 10**9  # flows are whole numbers of nano-hours: sums of floats must not make a shortage of their rounding


@dataclass(frozen=True)
class Shortage:
    """Skills that share people and together ask more than those people have; hours a week."""

    skills: tuple[str, ...]  # in the order in which they were asked
    demand: float
    available: float

    @property
    def unserved(self) -> float:
        """Hours that stay undone whoever does what."""
        return self.demand - self.available


def shortages(demand: Mapping[str, float], supply: Mapping[frozenset[str], float]) -> list[Shortage]:
    """The shortages of `demand` (skill → hours), given `supply` (skills mastered by the same people → their hours).

    People → skills they master → hours asked. By max-flow min-cut the hours that can't be served are those asked of
    the skills on the short side of a minimum cut, less all hours of the people who master one of them; of the minimum
    cuts the one with the shortest short side is taken, so that a skill that just fits is not called a bottleneck.
    """
    asked = {skill: hours for skill, hours in demand.items() if hours > 0}
    groups: dict[frozenset[str], float] = {}
    for masters, hours in supply.items():
        useful = masters.intersection(asked)
        if useful and hours > 0:
            groups[useful] = groups.get(useful, 0.0) + hours
    if _fits(asked, groups):
        return []
    short = _short_side(asked, groups)
    return sorted(_parts(asked, groups, short), key=lambda part: list(asked).index(part.skills[0]))


def _fits(asked: Mapping[str, float], groups: Mapping[frozenset[str], float]) -> bool:
    """Whether a simple division serves everything: those with the fewest skills first, each where it is scarcest.

    Most drawings fit, and this tells so in a small part of the time of a maximum flow; when not, the flow decides.
    """
    left, coming = dict(asked), dict.fromkeys(asked, 0.0)
    for masters, hours in groups.items():
        for skill in masters:
            coming[skill] += hours
    for masters in sorted(groups, key=lambda masters: (len(masters), sorted(masters))):
        hours = groups[masters]
        scarcest = sorted(masters, key=lambda skill: (-left[skill] / max(coming[skill], 1 / SCALE), skill))
        for skill in scarcest:
            given = min(hours, left[skill])
            left[skill] -= given
            hours -= given
            coming[skill] -= groups[masters]
    return not any(left.values())


def _short_side(asked: Mapping[str, float], groups: Mapping[frozenset[str], float]) -> set[str]:
    """The skills from which hours asked can't be served, with those that share their people."""
    import networkx
    from networkx.algorithms.flow import shortest_augmenting_path

    source, sink = object(), object()
    graph = networkx.DiGraph()
    graph.add_nodes_from((source, sink))
    for skill, hours in asked.items():
        graph.add_edge(skill, sink, capacity=math.floor(hours * SCALE))
    for masters, hours in groups.items():
        graph.add_edge(source, masters, capacity=math.ceil(hours * SCALE))
        graph.add_edges_from((masters, skill) for skill in masters)
    _value, (_ample, short) = networkx.minimum_cut(graph, source, sink, flow_func=shortest_augmenting_path)
    return {skill for skill in asked if skill in short}


def _parts(asked: Mapping[str, float], groups: Mapping[frozenset[str], float], short: set[str]) -> Iterator[Shortage]:
    """The short side by skills that share people, straightly or through others."""
    import networkx

    shared = networkx.Graph()
    shared.add_nodes_from(short)
    shared.add_edges_from((masters, skill) for masters in groups for skill in masters & short)
    for component in networkx.connected_components(shared):
        yield Shortage(
            skills=tuple(skill for skill in asked if skill in component),
            demand=sum(asked[skill] for skill in asked if skill in component),
            available=sum(hours for masters, hours in groups.items() if masters in component),
        )
