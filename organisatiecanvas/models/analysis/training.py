"""The smallest training plan that brings everyone and every skill to their needs (method.md 1), exactly.

A minimum-weight bipartite b-edge-cover, solved as a flow of least cost with lower bounds: fewest steps first, then
fewest hours. The lower bounds (what people and skills still need) are supply and demand of their nodes.
"""

from __future__ import annotations

import heapq
from typing import TypedDict

from organisatiecanvas.models.analysis.common import Basis
from organisatiecanvas.models.analysis.skills import HireFigures, Needs, WaivedFigures, hire, needs, waived

# Hours are compared as whole billionths, so that a plan of a thousand steps is optimal to a millionth of an hour.
SCALE = 10**9
Pair = tuple[str, str]  # person, skill
# `from` is a word of the language, so that the fields can't be written as a class.
TrainingStep = TypedDict(
    "TrainingStep", {"person": str, "skill": str, "from": int, "to": int, "reasons": list[str], "hours": float}
)


class TrainingPlan(TypedDict):
    """`reasons` of a step: what it helps, `skill-gap`, `skill-single`, `skill-fragile` or `breadth`. Hours per step
    and in all; `hire` and `waived` are what no training brings.
    """

    steps: list[TrainingStep]
    hire: list[HireFigures]
    waived: list[WaivedFigures]
    hours: float


def training_plan(basis: Basis) -> TrainingPlan:
    """The plan of a variant; listed single points of failure first. Without deficits it has no steps."""
    need = basis.once(needs)
    people = {name: short for name, n in need.people.items() if (short := n - len(need.mastered[name])) > 0}
    skills = {name: short for name, n in need.skills.items() if (short := n - len(need.masters[name])) > 0}
    steps = [
        _step(basis, need, pair, people, skills)
        for pair in fewest_steps(_useful(basis, need, people, skills), people, skills)
    ]
    places = {name: index for index, name in enumerate(basis.organisation.skills)}
    order = {name: index for index, name in enumerate(basis.counted)}
    steps.sort(key=lambda step: (_urgency(step), places[step["skill"]], order[step["person"]]))
    return {
        "steps": steps,
        "hire": hire(need),
        "waived": waived(basis, need),
        "hours": sum(step["hours"] for step in steps),
    }


def step_hours(basis: Basis, person: str, skill: str) -> float:
    """Training hours of one step: the skill's, in proportion to the levels that are left, at least one of them."""
    wanted = max(1, basis.organisation.rules.mastery_level)
    return basis.organisation.skills[skill].training_hours * max(1, wanted - _level(basis, person, skill)) / wanted


def scaled_hours(basis: Basis, person: str, skill: str) -> int:
    """The hours of a step as `fewest_steps` compares them."""
    return round(step_hours(basis, person, skill) * SCALE)


def _level(basis: Basis, person: str, skill: str) -> int:
    cell = basis.organisation.mastery.get((person, skill))
    return cell.level if cell is not None else 0


def _useful(basis: Basis, need: Needs, people: dict[str, int], skills: dict[str, int]) -> dict[Pair, int]:
    """Pairs that a smallest plan may need, with their scaled hours.

    A pair that helps one side only can be exchanged for a cheaper one of that side: of those, each person or skill
    keeps as many of the cheapest as it is short of.
    """
    found: dict[Pair, int] = {}

    def cost(pair: Pair) -> int:
        return scaled_hours(basis, *pair)

    for person, short in people.items():
        open_skills = need.allowed[person] - need.mastered[person]
        pairs = [(person, skill) for skill in basis.organisation.skills if skill in open_skills]
        found.update((pair, cost(pair)) for pair in pairs if pair[1] in skills)
        alone = [pair for pair in pairs if pair[1] not in skills]
        found.update((pair, cost(pair)) for pair in heapq.nsmallest(short, alone, key=cost))
    for skill, short in skills.items():
        open_people = need.learners[skill] - need.masters[skill]
        alone = [(person, skill) for person in basis.counted if person in open_people and person not in people]
        found.update((pair, cost(pair)) for pair in heapq.nsmallest(short, alone, key=cost))
    return found


def fewest_steps(pairs: dict[Pair, int], people: dict[str, int], skills: dict[str, int]) -> list[Pair]:
    """The fewest of these pairs, then the fewest hours, that bring people and skills what they are short of.

    A flow from people to skills, each pair once, back through one common node.
    """
    if not pairs:
        return []
    import networkx

    a_step = sum(pairs.values()) + 1  # dearer than all hours together: fewest steps first
    graph = networkx.DiGraph()
    graph.add_node("back", demand=sum(people.values()) - sum(skills.values()))
    for person in dict.fromkeys(person for person, _skill in pairs):
        graph.add_node(("person", person), demand=-people.get(person, 0))
        graph.add_edge("back", ("person", person), weight=0)
    for skill in dict.fromkeys(skill for _person, skill in pairs):
        graph.add_node(("skill", skill), demand=skills.get(skill, 0))
        graph.add_edge(("skill", skill), "back", weight=0)
    for (person, skill), hours in pairs.items():
        graph.add_edge(("person", person), ("skill", skill), capacity=1, weight=a_step + hours)
    _cost, flow = networkx.network_simplex(graph)
    return [pair for pair in pairs if flow["person", pair[0]]["skill", pair[1]]]


def _step(basis: Basis, need: Needs, pair: Pair, people: dict[str, int], skills: dict[str, int]) -> TrainingStep:
    person, skill = pair
    reasons = []
    if skill in skills:
        cover = len(need.masters[skill])
        reasons.append("skill-gap" if cover == 0 else "skill-single" if cover == 1 else "skill-fragile")
    if person in people:
        reasons.append("breadth")
    level = _level(basis, person, skill)
    return {
        "person": person,
        "skill": skill,
        "from": level,
        "to": max(level, basis.organisation.rules.mastery_level),  # higher already: its validity is renewed
        "reasons": reasons,
        "hours": step_hours(basis, person, skill),
    }


def _urgency(step: TrainingStep) -> int:
    """Single points of failure first: skills that one person masters, and those that nobody does."""
    return 0 if "skill-gap" in step["reasons"] or "skill-single" in step["reasons"] else 1
