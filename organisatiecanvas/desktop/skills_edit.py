"""Changing levels of mastery: one cell or many, each time as one named step."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence

from organisatiecanvas.desktop.session import Session
from organisatiecanvas.models import mastery
from organisatiecanvas.models.language import ngettext

Levels = Mapping[tuple[str, str], int | None]


def set_levels(session: Session, levels: Levels) -> str:
    """Give people these levels (None: unknown again), by (person, skill), as one step; returns why not, or nothing."""
    today = datetime.date.today()
    name = mastery.step_name(session.organisation, levels)
    return session.attempt(name, lambda: mastery.set_levels(session.document, levels, today))


def paste_levels(session: Session, people: Sequence[str], skills: Sequence[str], words: str) -> str:
    """Put a block of a spreadsheet in the matrix, row by column, as one step; returns what came of it.

    Cells that are not 0 to 4 are left alone and counted; empty cells change nothing.
    """
    levels: dict[tuple[str, str], int | None] = {}
    wrong = 0
    for person, line in zip(people, words.splitlines(), strict=False):
        for skill, cell in zip(skills, line.split("\t"), strict=False):
            if cell.strip() in ("0", "1", "2", "3", "4"):
                levels[person, skill] = int(cell)
            elif cell.strip():
                wrong += 1
    problem = set_levels(session, levels)
    if problem:
        return problem
    told = ngettext("{count} level pasted", "{count} levels pasted", len(levels)).format(count=len(levels))
    if wrong:
        told += "; " + ngettext(
            "{count} cell was not 0 to 4 and was left out", "{count} cells were not 0 to 4 and were left out", wrong
        ).format(count=wrong)
    return told
