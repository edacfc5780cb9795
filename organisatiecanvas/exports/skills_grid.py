"""What the sheets of the skills workbook share: the organisation with its figures, and where the matrix stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from organisatiecanvas.exports.legend import Source
from organisatiecanvas.exports.style import ATTENTION, ATTENTION_TINT, GOOD, GOOD_TINT, PROBLEM, PROBLEM_TINT
from organisatiecanvas.exports.workbook import Book, Sheet, letter
from organisatiecanvas.models.analysis.common import Basis
from organisatiecanvas.models.analysis.skills import Needs, SkillsFigures
from organisatiecanvas.models.organisation import Organisation, Skill, Unit

BALLS = "○◔◑◕●"
GOOD_SIGN, ATTENTION_SIGN, PROBLEM_SIGN, NOTHING_ASKED = "✓", "!", "✕", "–"
TO_TARGET = "↗"
ID, PERSON, UNIT, HELPER, BREADTH, NEEDED, STATUS, FIRST = range(1, 9)  # columns
IDS, COUNTING, JUDGED, GROUP, COVER, NEED, STATE, HEAD, TOP = range(3, 12)  # rows
MAX_COLUMNS = 16_384
A3_WIDTH = 430  # characters that stay readable on an A3 page
LEVEL_WIDTH = 6.3
EXPORTED = "exported"  # heads the hidden column that tells an import what each row of the data held at the export


@dataclass
class Skills:
    """What the sheets share: the organisation, its skills figures and the matrix once it is written."""

    source: Source
    basis: Basis
    figures: SkillsFigures
    need: Needs
    book: Book
    matrix: Grid | None = None
    units: list[Grid] = field(default_factory=list)

    @property
    def organisation(self) -> Organisation:
        return self.basis.organisation

    @cached_property
    def units_of(self) -> dict[str, list[Unit]]:
        """Person → the units in which they hold a role, in document order."""
        found: dict[str, list[Unit]] = {name: [] for name in self.organisation.people}
        for unit, people in self.basis.own_people.items():
            for person in people:
                found[person].append(self.basis.variant.units[unit])
        return found

    @cached_property
    def skills(self) -> list[Skill]:
        """Skills with those of a group together, groups in order of their first."""
        groups: dict[str, list[Skill]] = {}
        for skill in self.organisation.skills.values():
            groups.setdefault(skill.group, []).append(skill)
        return [skill for group in groups.values() for skill in group]

    @cached_property
    def people(self) -> list[str]:
        """Those who count, by their first unit, then those without a place in this variant."""
        order = {name: place for place, name in enumerate(self.basis.variant.units)}
        counted = set(self.basis.counted)
        last = len(order)

        def place(person: str) -> tuple[bool, int]:
            units = self.units_of[person]
            return person not in counted, order[units[0].id] if units else last

        return sorted(self.organisation.people, key=place)

    @cached_property
    def dated(self) -> set[str]:
        """Skills that expire: with a date anywhere, or certificates."""
        dated = {cell.skill for cell in self.organisation.mastery.values() if cell.valid_until is not None}
        return dated | {skill.id for skill in self.organisation.skills.values() if skill.kind == "certificate"}

    @cached_property
    def targeted(self) -> set[str]:
        return {cell.skill for cell in self.organisation.mastery.values() if cell.target is not None}

    @cached_property
    def known_to(self) -> dict[str, set[str]]:
        """Person → skills of which somebody assessed the level."""
        found: dict[str, set[str]] = {name: set() for name in self.organisation.people}
        for person, skill in self.organisation.mastery:
            found[person].add(skill)
        return found

    def masters(self, person: str, skill: str) -> bool:
        """Whether the person masters the skill on the reference date, counted in this variant or not."""
        cell = self.organisation.mastery.get((person, skill))
        if cell is None or cell.level < self.organisation.rules.mastery_level:
            return False
        return cell.valid_until is None or cell.valid_until >= self.organisation.workshop.reference_date


@dataclass
class Grid:
    """Where the matrix stands on a sheet: levels, then folded blocks with «valid until» and «target»."""

    sheet: Sheet
    people: list[str]
    skills: list[Skill]
    unit: Unit | None = None

    @property
    def last(self) -> int:
        return TOP + len(self.people) - 1

    @property
    def levels(self) -> int:
        return FIRST

    @property
    def valid(self) -> int:
        return FIRST + len(self.skills) + 1

    @property
    def targets(self) -> int:
        return FIRST + 2 * (len(self.skills) + 1)

    @property
    def width(self) -> int:
        return self.targets + len(self.skills) - 1

    def across(self, block: int, row: int | str, *, fixed: bool = False) -> str:
        """The cells of one row in a block."""
        dollar = "$" if fixed else ""
        return f"${letter(block)}{dollar}{row}:${letter(block + len(self.skills) - 1)}{dollar}{row}"

    def down(self, column: int) -> str:
        """The cells of all people in a column."""
        name = letter(column)
        return f"{name}${TOP}:{name}${self.last}"

    def fixed(self, column: int) -> str:
        """The same from another sheet."""
        name = letter(column)
        return f"{self.sheet.quoted}!${name}${TOP}:${name}${self.last}"

    def area(self, block: int) -> str:
        return f"{letter(block)}{TOP}:{letter(block + len(self.skills) - 1)}{self.last}"

    def row_of(self, row: int) -> str:
        """The skill cells of a heading row, from another sheet."""
        return f"{self.sheet.quoted}!{self.across(FIRST, row, fixed=True)}"

    def column_of(self, skill: str) -> int:
        return self._columns[skill]

    @cached_property
    def _columns(self) -> dict[str, int]:
        return {skill.id: FIRST + place for place, skill in enumerate(self.skills)}


def judged(has: int, needed: int) -> str:
    """The sign of a person, and of a skill within a unit."""
    if has >= needed:
        return GOOD_SIGN
    return ATTENTION_SIGN if has else PROBLEM_SIGN


def sign_looks(sheet: Sheet, reference: str, first: str) -> None:
    """Colours for cells that hold ✓ ! or ✕; `first` is the top left one."""
    for sign, color, ground in (
        (GOOD_SIGN, GOOD, GOOD_TINT),
        (ATTENTION_SIGN, ATTENTION, ATTENTION_TINT),
        (PROBLEM_SIGN, PROBLEM, PROBLEM_TINT),
    ):
        sheet.rule(reference, f'{first}="{sign}"', sheet.book.look(color=color, ground=ground, bold=True))
