"""What the sections of a dossier share: which variants, as whom people are shown, and figures computed once."""

from __future__ import annotations

import datetime
from functools import cached_property
from typing import Any

from organisatiecanvas.models.analysis import analyse
from organisatiecanvas.models.analysis.common import Basis
from organisatiecanvas.models.analysis.figure_labels import INDICES, SHARES, value_label
from organisatiecanvas.models.analysis.groups import Group, groups
from organisatiecanvas.models.anonymous import Names
from organisatiecanvas.models.comparison.elements import (
    Element,
    Headcount,
    compare_elements,
    headcount,
    people_affected,
)
from organisatiecanvas.models.comparison.figures import Value
from organisatiecanvas.models.comparison.side_by_side import Line, side_by_side
from organisatiecanvas.models.comparison.was_wordt import WasBecomes, was_wordt
from organisatiecanvas.models.dossier.content import Cell, Figure, Kind
from organisatiecanvas.models.language import _
from organisatiecanvas.models.organisation import Action, Dossier, Organisation, Variant

UNFINISHED_LAST = datetime.date.max


def chosen(organisation: Organisation) -> tuple[Variant | None, Variant | None]:
    """The variants a dossier sets side by side: as chosen, else the current one and the first redesign."""
    variants, dossier = organisation.variants, organisation.dossier
    before = variants[dossier.before] if dossier.before else organisation.current_variant()
    if dossier.after:
        after: Variant | None = variants[dossier.after]
    else:
        after = next((one for one in variants.values() if one.kind == "redesign" and one is not before), None)
    return before, None if after is before else after


class Facts:
    """An organisation whose names may be shown as `names` says; everything is computed at the first question."""

    def __init__(self, organisation: Organisation, names: Names) -> None:
        self.organisation, self.names = organisation, names
        self.before, self.after = chosen(organisation)
        self._figures: dict[str, dict[str, Any]] = {}

    @property
    def dossier(self) -> Dossier:
        return self.organisation.dossier

    @property
    def nameless(self) -> bool:
        """Whether nobody may be told apart: no codes, no group smaller than `minimum_group`."""
        return self.names == "none"

    @property
    def smallest(self) -> int:
        return self.organisation.rules.minimum_group if self.nameless else 1

    def told(self, count: int) -> Cell:
        """A number of people as it may be shown: without names none between 0 and `minimum_group`."""
        return count if count == 0 or count >= self.smallest else f"< {self.smallest}"

    @property
    def pair(self) -> tuple[Variant, Variant] | None:
        """Both variants, where there are both."""
        return (self.before, self.after) if self.before is not None and self.after is not None else None

    @property
    def others(self) -> list[Variant]:
        """The alternatives: variants that are neither before nor after."""
        return [one for one in self.organisation.variants.values() if one not in (self.before, self.after)]

    def figures(self, variant: Variant) -> dict[str, Any]:
        """What `analyse` gives; with the training plan for the variant that is meant to come."""
        if variant.id not in self._figures:
            self._figures[variant.id] = analyse(self.organisation, variant.id, training=variant is self.after)
        return self._figures[variant.id]

    def core(self, variants: list[Variant]) -> list[Line]:
        """The figures that a room looks at first, side by side."""
        return side_by_side(self.organisation, [self.figures(one) for one in variants], core=True)

    @cached_property
    def bases(self) -> tuple[Basis, Basis]:
        assert self.pair is not None
        return Basis(self.organisation, self.pair[0]), Basis(self.organisation, self.pair[1])

    @cached_property
    def elements(self) -> list[Element]:
        assert self.pair is not None
        return compare_elements(*self.pair)

    @cached_property
    def changes(self) -> list[WasBecomes]:
        assert self.pair is not None
        before, after = self.pair
        return was_wordt(self.organisation, before.id, after.id, counted=not self.nameless)

    @cached_property
    def affected(self) -> frozenset[str]:
        return frozenset(people_affected(*self.bases, self.elements))

    @cached_property
    def headcount(self) -> Headcount:
        return headcount(*self.bases)

    @cached_property
    def everyone(self) -> list[str]:
        """People who have a role before or after, in document order."""
        held = {person for basis in self.bases for people in basis.own_people.values() for person in people}
        return [person for person in self.organisation.people if person in held]

    @cached_property
    def groups(self) -> list[Group]:
        """Everyone in a role before or after, by the unit they come from."""
        return groups(self.bases[0], self.everyone, self.smallest, nowhere=_("New in a role"))

    @cached_property
    def actions(self) -> list[Action]:
        """The actions of the plan by date, dropped ones left out; those of alternatives too."""
        mine = {None, *(one.id for one in (self.before, self.after) if one is not None)}
        found = [one for one in self.organisation.actions.values() if one.status != "dropped" and one.variant in mine]
        return sorted(found, key=lambda one: one.start or one.due or UNFINISHED_LAST)

    @cached_property
    def plan(self) -> dict[str, Any] | None:
        """The smallest training plan of the variant that is meant to come, as `analyse` gives it."""
        return self.figures(self.after)["skills"]["training_plan"] if self.after is not None else None


def figure_cell(pattern: str, value: Value) -> Cell:
    """A figure of `analyse` as a cell that stays a number."""
    if value is None or isinstance(value, str):
        return value_label(value) if value else None
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    leaf = pattern.rsplit(".", 1)[-1]
    kind: Kind = "whole" if isinstance(value, int) else "number"
    if not isinstance(value, int):
        kind = "percent" if leaf in SHARES else "fine" if leaf in INDICES else "number"
    return Figure(value, kind)


def masked(counts: list[tuple[int, int]], smallest: int) -> list[Cell]:
    """Counts among groups (how many, of how many) and their sum, so that no fewer than `smallest` people show.

    Neither those counted nor the others of a group may be fewer, nor of what is left when the shown cells are taken
    from the sum. What hides fewer reads «< 5» or, where nearly everyone is counted, «> 20».
    """
    whole = sum(count for count, _all in counts), sum(everyone for _count, everyone in counts)
    hidden = [pair for pair in counts if not _tells_nobody(pair, smallest)]
    rest = sum(count for count, _all in hidden), sum(everyone for _count, everyone in hidden)
    cells = [_mark(pair, smallest) for pair in counts]
    total: Cell = whole[0] if _tells_nobody(whole, smallest) and _tells_nobody(rest, smallest) else None
    return [*cells, _mark(whole, smallest) if total is None and not _tells_nobody(whole, smallest) else total]


def _tells_nobody(pair: tuple[int, int], smallest: int) -> bool:
    count, everyone = pair
    return all(part == 0 or part >= smallest for part in (count, everyone - count))


def _mark(pair: tuple[int, int], smallest: int) -> Cell:
    if _tells_nobody(pair, smallest):
        return pair[0]
    return f"< {smallest}" if pair[0] < smallest else f"> {pair[1] - smallest}"
