"""Changing levels of mastery: one cell or many, each time as one named step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from organisatiecanvas.desktop.session import Session
from organisatiecanvas.models.language import _, ngettext
from organisatiecanvas.models.organisation import Mastery

Levels = Mapping[tuple[str, str], int]


def set_levels(session: Session, levels: Levels) -> str:
    """Give people these levels, by (person, skill), as one step; returns why not, or nothing.

    A level goes on an existing row; level 0 without a row stays without one, because nothing was assessed.
    """
    organisation = session.organisation
    wanted = {
        place: level
        for place, level in levels.items()
        if (organisation.mastery[place].level if place in organisation.mastery else 0) != level
    }
    if not wanted:
        return ""
    if len(wanted) == 1:
        ((person, skill), level) = next(iter(wanted.items()))
        name = _("{person}, {skill}: level {level}").format(
            person=organisation.people[person].name, skill=organisation.skills[skill].name, level=level
        )
    else:
        name = ngettext("Change {count} level", "Change {count} levels", len(wanted)).format(count=len(wanted))
    return session.attempt(name, lambda: _write(session, wanted))


def _write(session: Session, levels: Levels) -> None:
    for (person, skill), level in levels.items():
        row = session.organisation.mastery.get((person, skill))
        if row is not None:
            row.level = level
            row.assessed_on = session.organisation.workshop.reference_date
        else:
            session.document.add(Mastery(person=person, skill=skill, level=level))


def paste_levels(session: Session, people: Sequence[str], skills: Sequence[str], words: str) -> str:
    """Put a block of a spreadsheet in the matrix, row by column, as one step; returns what came of it.

    Cells that are not 0 to 4 are left alone and counted; empty cells change nothing.
    """
    levels: dict[tuple[str, str], int] = {}
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
