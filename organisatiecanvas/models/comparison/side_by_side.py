"""Figures of several variants side by side, with the best of each line (method.md 8)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from organisatiecanvas.models.analysis.common import Basis
from organisatiecanvas.models.analysis.figure_labels import section_label
from organisatiecanvas.models.comparison.directions import DIRECTIONS
from organisatiecanvas.models.comparison.figures import Value, abouts, better, compare_figures, place_of
from organisatiecanvas.models.comparison.report import figure_name, figure_words
from organisatiecanvas.models.comparison.wording import Wording
from organisatiecanvas.models.language import _, percent
from organisatiecanvas.models.organisation import Organisation

# What a room looks at first, by the pattern of the figure.
CORE = (
    "structure.handoffs_per_order",
    "structure.score",
    "flow.orders.*.mct_days",
    "flow.orders.*.white_space",
    "skills.score",
    "skills.versatility",
    "control.decision_coverage",
    "control.interface_coverage",
    "control.uncovered",
    "capacity.unserved_hours",
)


@dataclass(frozen=True)
class Line:
    """One figure: what it is, its values and their words per variant («–» where missing), the best's place, and why."""

    key: str
    pattern: str
    label: str
    values: tuple[Value, ...]
    words: tuple[str, ...]
    best: int | None
    why: str


def side_by_side(organisation: Organisation, figures: Sequence[Mapping[str, Any]], *, core: bool) -> list[Line]:
    """The figures of what `analyse` gave for two or more variants; those of single people are left out.

    `core`: only those that a room looks at first, also where they are the same; else every one that differs.
    """
    wordings = tuple(Wording(Basis(organisation, organisation.variants[item["variant"]])) for item in figures)
    values: dict[str, list[Value]] = {}
    for at, item in enumerate(figures):
        for row in compare_figures(figures[0], item):
            values.setdefault(row["key"], [None] * len(figures))[at] = row["after"] if at else row["before"]
    found = []
    for key, side in values.items():
        pattern, ids = place_of(key)
        if "person" in abouts(pattern) or (core and pattern not in CORE):
            continue
        words = tuple("–" if value is None else figure_words(pattern, value) for value in side)
        known = [value for value in side if value is not None]
        if not core and (len(known) < 2 or len(set(words)) == 1):
            continue
        best = best_of(pattern, side)
        why = _(DIRECTIONS[pattern].reason) if best is not None else ""
        label = f"{section_label(pattern.split('.')[0])} · {figure_name(pattern, ids, wordings)}"
        found.append(Line(key, pattern, label, tuple(side), words, best, why))
    if not core:
        return found
    return [*_sizes(organisation, figures), *sorted(found, key=lambda line: CORE.index(line.pattern))]


def _sizes(organisation: Organisation, figures: Sequence[Mapping[str, Any]]) -> Iterator[Line]:
    """What a room asks of the variants as wholes: teams, and how full they are. External units count nowhere."""
    teams: list[Value] = [
        sum(unit.kind != "external" for unit in organisation.variants[item["variant"]].units.values())
        for item in figures
    ]
    yield Line("size.teams", "size.teams", _("Units"), tuple(teams), tuple(map(str, teams)), None, "")
    section = section_label("capacity")
    shares = [_occupancy(item["capacity"]["units"]) for item in figures]
    words = tuple("–" if share is None else percent(share) for share in shares)
    label = f"{section} · {_('Occupancy of all units together')}"
    yield Line("capacity.occupancy", "capacity.occupancy", label, tuple(shares), words, None, "")
    full: list[Value] = [
        sum(unit["occupancy"] is not None and unit["occupancy"] > 1 for unit in item["capacity"]["units"])
        for item in figures
    ]
    label = f"{section} · {_('Units that are asked more than they have')}"
    least = min(range(len(full)), key=lambda at: float(full[at] or 0))
    best = least if full.count(full[least]) == 1 else None
    why = _("The fewer units above 100 %, the fewer orders and people wait for them.") if best is not None else ""
    yield Line("capacity.overloaded", "capacity.overloaded", label, tuple(full), tuple(map(str, full)), best, why)


def _occupancy(units: Sequence[Mapping[str, Any]]) -> float | None:
    """Demand over what is there, of units with people; None where either is unknown or nothing is there."""
    staffed = [unit for unit in units if unit["available_hours"]]
    if not staffed or any(unit["demand_hours"] is None for unit in staffed):
        return None
    return float(sum(unit["demand_hours"] for unit in staffed) / sum(unit["available_hours"] for unit in staffed))


def best_of(pattern: str, values: Sequence[Value]) -> int | None:
    """The place of the value that is better than every other; None where two are alike or none has a better side."""
    for at, value in enumerate(values):
        others = [other for place, other in enumerate(values) if place != at and other is not None]
        if value is not None and others and all(better(pattern, other, value) == "after" for other in others):
            return at
    return None
