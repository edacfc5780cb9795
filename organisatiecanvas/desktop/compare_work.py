"""What a worker finds when variants are compared: lists, lines by team, and the figures of up to four side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

MOST = 4  # variants side by side


@dataclass(frozen=True)
class Compared:
    """The was-wordt list, every element, the comparison, lines by team, and the figures of every variant shown."""

    before: str
    after: str
    rows: list[Any]
    elements: list[Any]
    comparison: dict[str, Any]
    teams: list[Any]
    variants: list[str]
    core: list[Any]
    all: list[Any]


def compared(organisation: Any, after: str, *, before: str, others: Sequence[str]) -> Compared:
    """Compare two variants of a snapshot, with others beside them."""
    from organisatiecanvas.models.analysis import analyse
    from organisatiecanvas.models.comparison import compare_analysed, was_wordt
    from organisatiecanvas.models.comparison.by_team import by_team
    from organisatiecanvas.models.comparison.element_lines import element_lines
    from organisatiecanvas.models.comparison.side_by_side import side_by_side

    names = [before, after, *(name for name in others if name in organisation.variants)][:MOST]
    figures = {name: analyse(organisation, name, training=False) for name in names}
    found = [figures[name] for name in names]
    rows = was_wordt(organisation, before, after)
    return Compared(
        before,
        after,
        rows,
        element_lines(organisation, before, after, rows),
        compare_analysed(organisation, figures[before], figures[after]),
        by_team(organisation, before, after),
        names,
        side_by_side(organisation, found, core=True),
        side_by_side(organisation, found, core=False),
    )


def figure_rows(found: Compared, lines: list[Any]) -> list[dict[str, Any]]:
    """Lines of figures as lines to act on: was the earlier variant's value, becomes the later one's."""
    return [
        {
            "part": "figures",
            "collection": "figures",
            "id": line.key,
            "name": line.label,
            "status": "unchanged" if line.words[0] == line.words[1] else "changed",
            "was": line.words[0],
            "becomes": line.words[1],
            "people": 0,
        }
        for line in lines
    ]
