"""Changing levels of mastery: one cell or many, each time as one named step."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from organisatiecanvas.desktop.session import Session
from organisatiecanvas.models import blocks, mastery
from organisatiecanvas.models.language import ngettext
from organisatiecanvas.models.organisation import Mastery

if TYPE_CHECKING:
    from organisatiecanvas.exports.levels import Scale

Place = tuple[str, str]  # person, skill
Levels = Mapping[Place, int | None]


@dataclass
class Pasted:
    """What came of a block: what to tell, and the cells whose words are no level."""

    message: str
    refused: dict[Place, str] = field(default_factory=dict)


def set_levels(session: Session, levels: Levels, assessor: str = "") -> str:
    """Give people these levels (None: unknown again), by (person, skill), as one step; returns why not, or nothing."""
    today = datetime.date.today()
    name = mastery.step_name(session.organisation, levels)
    return session.attempt(name, lambda: mastery.set_levels(session.document, levels, today, assessor))


def set_targets(session: Session, places: Sequence[Place], target: int | None) -> str:
    """Let people work towards a level (None: towards none), as one step; returns why not, or nothing.

    A cell that was unknown becomes level 0: who is to learn something does not master it yet.
    """
    organisation = session.organisation
    known = organisation.mastery
    wanted = [
        place for place in places if (known[place].target if place in known else None) != target and place[0] != ""
    ]
    if not wanted:
        return ""
    name = ngettext("Set {count} target", "Set {count} targets", len(wanted)).format(count=len(wanted))

    def write() -> None:
        for person, skill in wanted:
            row = known.get((person, skill))
            if row is None:
                session.document.add(Mastery(person=person, skill=skill, level=0, target=target))
            else:
                row.target = target

    return session.attempt(name, write)


def _scale(session: Session, cells: Iterable[str]) -> Scale:
    """How the levels in a block are written, read as an import reads them; what reads workbooks is loaded only now."""
    from organisatiecanvas.exports.levels import LevelMapping, Scale

    return Scale(cells, LevelMapping(), session.organisation.rules.mastery_level)


def paste_levels(session: Session, people: Sequence[str], skills: Sequence[str], words: str, assessor: str) -> Pasted:
    """Put a block of a spreadsheet in the matrix, row by column, as one step.

    `people` and `skills` are those from the first cell on, downwards and to the right. Levels are read as an import
    reads them (3, ILUO, x, Harvey balls). Cells that are no level are left alone and told, empty cells change nothing,
    and what falls outside the matrix is counted.
    """
    block = blocks.read(words)
    scale = _scale(session, (cell for line in block for cell in line))
    levels: dict[Place, int | None] = {}
    refused: dict[Place, str] = {}
    outside = 0
    for row, line in enumerate(block):
        for column, cell in enumerate(line):
            if not cell.strip():
                continue
            if row >= len(people) or column >= len(skills):
                outside += 1
                continue
            reading = scale.read(cell)
            if reading is None or reading.level is None:
                refused[people[row], skills[column]] = cell.strip()
            else:
                levels[people[row], skills[column]] = reading.level
    problem = set_levels(session, levels, assessor)
    if problem:
        return Pasted(problem)
    told = [ngettext("{count} level pasted", "{count} levels pasted", len(levels)).format(count=len(levels))]
    if refused:
        told.append(
            ngettext(
                "{count} cell is not 0 to 4 and was left as it is",
                "{count} cells are not 0 to 4 and were left as they are",
                len(refused),
            ).format(count=len(refused))
        )
    if outside:
        told.append(
            ngettext("{count} cell fell outside the matrix", "{count} cells fell outside the matrix", outside).format(
                count=outside
            )
        )
    return Pasted("; ".join(told), refused)


def one_level(session: Session, words: str) -> int | None:
    """The level in a text that is one single cell; None for a block and for what is no level."""
    block = blocks.read(words)
    if len(block) != 1 or len(block[0]) != 1:
        return None
    reading = _scale(session, block[0]).read(block[0][0])
    return reading.level if reading is not None else None
