"""The skills matrix by person, and what follows from a person's cells, kept with them while they stay the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

Computed = TypeVar("Computed")


class Cells(dict[str, Any]):
    """One person's cells by skill. In a snapshot they never change, so what was once computed from them holds."""

    __slots__ = ("known",)
    known: dict[Any, tuple[Any, Any]]  # function → its last arguments and what it gave; there from the first question

    def once(self, function: Callable[..., Computed], *arguments: Any) -> Computed:
        """`function(cells, *arguments)`, computed anew only for other arguments than the last time."""
        try:
            known: dict[Any, tuple[Any, Any]] = self.known
        except AttributeError:
            known = self.known = {}
        last = known.get(function)
        if last is None or last[0] != arguments:
            last = known[function] = (arguments, function(self, *arguments))
        found: Computed = last[1]
        return found


def by_person(mastery: Mapping[tuple[str, str], Any]) -> dict[str, Cells]:
    """Person → cells, for those who have any, in the order of the rows."""
    found: dict[str, Cells] = {}
    for (person, skill), cell in mastery.items():
        cells = found.get(person)
        if cells is None:
            cells = found[person] = Cells()
        cells[skill] = cell
    return found
