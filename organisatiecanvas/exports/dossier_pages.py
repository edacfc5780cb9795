"""Where the pages of a long text begin: never in a line or a row, headings with what follows, heads of tables again.

The text is laid out in one long column first; a page shows one stretch of it. Lengths are of any unit; no Qt.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple


class Stretch(NamedTuple):
    """From where to where in the column."""

    top: float
    bottom: float

    @property
    def height(self) -> float:
        return self.bottom - self.top


class Atom(NamedTuple):
    """A line or a row: what is not divided.

    `keep`: not the last on its page; `fresh`: the first; `head`: what is shown again above it at the top of a page.
    """

    place: Stretch
    keep: bool = False
    fresh: bool = False
    head: Stretch | None = None


@dataclass
class Page:
    """What is shown, from top to bottom: perhaps the head of a table, then one stretch of the column."""

    atoms: list[int] = field(default_factory=list)
    stretches: list[Stretch] = field(default_factory=list)


def paginate(atoms: Sequence[Atom], height: float) -> list[Page]:
    """Pages of at most this height; an atom that is higher has a page of its own and is cut off."""
    pages: list[Page] = []
    first = 0
    while first < len(atoms):
        last = _last_that_fits(atoms, first, height)
        pages.append(Page(list(range(first, last + 1)), _stretches(atoms, first, last)))
        first = last + 1
    return pages or [Page()]


def _last_that_fits(atoms: Sequence[Atom], first: int, height: float) -> int:
    head = atoms[first].head
    room = height - (head.height if head is not None else 0.0)
    top = atoms[first].place.top
    last = first
    while last + 1 < len(atoms) and not atoms[last + 1].fresh and atoms[last + 1].place.bottom - top <= room:
        last += 1
    if last + 1 < len(atoms) and not atoms[last + 1].fresh:
        end = last
        while end > first and atoms[end].keep:
            end -= 1
        if not atoms[end].keep:  # else all of it hangs together, and is divided where the page ends
            last = end
    return last


def _stretches(atoms: Sequence[Atom], first: int, last: int) -> list[Stretch]:
    shown = Stretch(atoms[first].place.top, atoms[last].place.bottom)
    head = atoms[first].head
    return [shown] if head is None else [head, shown]
