"""Figures of several variants side by side, with the best of each line (method.md 8)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from organisatiecanvas.models.analysis.common import Basis
from organisatiecanvas.models.analysis.figure_labels import section_label
from organisatiecanvas.models.comparison.directions import DIRECTIONS
from organisatiecanvas.models.comparison.figures import Value, abouts, better, compare_figures, place_of
from organisatiecanvas.models.comparison.report import figure_name, figure_words
from organisatiecanvas.models.comparison.wording import Wording
from organisatiecanvas.models.language import _
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
        found.append(Line(pattern, label, tuple(side), words, best, why))
    return sorted(found, key=lambda line: CORE.index(line.pattern)) if core else found


def best_of(pattern: str, values: Sequence[Value]) -> int | None:
    """The place of the value that is better than every other; None where two are alike or none has a better side."""
    for at, value in enumerate(values):
        others = [other for place, other in enumerate(values) if place != at and other is not None]
        if value is not None and others and all(better(pattern, other, value) == "after" for other in others):
            return at
    return None
