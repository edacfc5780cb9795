"""The skills matrix as a workbook: levels as numbers with their Harvey ball, totals as live formulas (method.md 1)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from organisatiecanvas.exports import skills_counts, skills_legend, skills_lists, skills_plan
from organisatiecanvas.exports.legend import Source, describe
from organisatiecanvas.exports.skills_grid import (
    A3_WIDTH,
    ATTENTION_SIGN,
    BALLS,
    BREADTH,
    COUNTING,
    COVER,
    FIRST,
    GOOD_SIGN,
    GROUP,
    HEAD,
    HELPER,
    ID,
    IDS,
    JUDGED,
    LEVEL_WIDTH,
    MAX_COLUMNS,
    NEED,
    NEEDED,
    NOTHING_ASKED,
    PERSON,
    PROBLEM_SIGN,
    STATE,
    STATUS,
    TO_TARGET,
    TOP,
    UNIT,
    Grid,
    Skills,
    judged,
    sign_looks,
)
from organisatiecanvas.exports.style import (
    ACCENT,
    ACCENT_TINT,
    ATTENTION,
    ATTENTION_TINT,
    INK,
    MUTED,
    PROBLEM,
    PROBLEM_TINT,
)
from organisatiecanvas.exports.workbook import Book, Formula, letter
from organisatiecanvas.models.analysis.common import Basis
from organisatiecanvas.models.analysis.skills import needs
from organisatiecanvas.models.errors import OrganisationError
from organisatiecanvas.models.labels import field_label
from organisatiecanvas.models.language import _
from organisatiecanvas.models.organisation import Mastery, Unit, Variant


def export_skills(source: Source, variant: Variant, target: Path) -> Path:
    """Write the skills workbook of a variant; returns the target.

    `source.organisation` is the one whose names may be shown. Raises TargetBusyError and TargetError.
    """
    basis = Basis(source.organisation, variant)
    book = Book(f"{_('Skills matrix')} · {source.title} · {variant.name}")
    skills = Skills(source, basis, basis.figures("skills"), basis.once(needs), book)
    if not skills.organisation.skills or not skills.organisation.people:
        sheet = book.sheet(_("Matrix"))
        sheet.heading(book.title, _("The document has no people or no skills yet, so there is no matrix to show."))
        sheet.print_setup("A1:H2", None)
    elif source.names == "none":
        skills_counts.write(skills)
    else:
        if len(skills.skills) > MAX_COLUMNS // 3 - FIRST:
            raise OrganisationError(_("There are more skills than a sheet has columns for."))
        _write_matrices(skills)
        skills_lists.shortfalls(skills)
        skills_plan.plan(skills)
        skills_lists.expiry(skills)
        skills_lists.data(skills)
    skills_legend.write(skills)
    describe(book, source, "skills")
    return book.save(target)


def _write_matrices(skills: Skills) -> None:
    book = skills.book
    title = _("Skills matrix · {variant}").format(variant=skills.basis.variant.name)
    matrix = Grid(book.sheet(_("Matrix")), skills.people, skills.skills)
    skills.matrix = matrix
    matrix.sheet.heading(title, _rule_sentence(skills), PERSON)
    _heading_rows(skills, matrix)
    for row, person in enumerate(matrix.people, start=TOP):
        _person_row(skills, matrix, row, person)
        _mastery_cells(skills, matrix, row, person)
    _looks(skills, matrix)
    for unit in skills.basis.internal_units:
        if skills.basis.own_people[unit.id]:
            _unit_sheet(skills, matrix, unit)


def _rule_sentence(skills: Skills) -> str:
    rules = skills.organisation.rules
    return _(
        "Everyone masters {skills} skills, every skill is mastered by {people} people, from level {level}."
    ).format(skills=rules.skills_per_person, people=rules.people_per_skill, level=rules.mastery_level)


def _unit_sheet(skills: Skills, matrix: Grid, unit: Unit) -> None:
    """The people of a unit and their skills, following the matrix: there is one place to change a level."""
    own = set(skills.basis.people[unit.id])
    people = [name for name in skills.people if name in own]
    known: set[str] = set().union(*(skills.known_to[name] for name in people))
    required = unit.skills
    shown = [skill for skill in skills.skills if skill.id in required]
    shown += [skill for skill in skills.skills if skill.id in known and skill.id not in required]
    if not shown:
        shown = skills.skills
    grid = Grid(skills.book.sheet(unit.name), people, shown, unit)
    skills.units.append(grid)
    grid.sheet.heading(unit.name, _("Follows the sheet Matrix: change levels, dates and targets there."), PERSON)
    _heading_rows(skills, grid)
    for row, person in enumerate(people, start=TOP):
        _person_row(skills, grid, row, person)
        _following_cells(skills, matrix, grid, row, person)
    _looks(skills, grid)


def _heading_rows(skills: Skills, grid: Grid) -> None:
    sheet, full = grid.sheet, skills.source.names == "full"
    for row, label in ((COVER, _("Cover")), (NEED, _("Needed")), (STATE, field_label("status"))):
        sheet.put(row, UNIT, label, "total label")
    heads = ("id", field_label("person"), field_label("unit"), _("Counts") if grid.unit is None else _("Row"))
    sheet.line(HEAD, ID, heads, "head")
    sheet.line(HEAD, BREADTH, (_("Masters"), _("Needed"), field_label("status")), "head number")
    cover: dict[str, tuple[int, int | None]] = {
        row["skill"]: (row["cover"], row["needed"]) for row in skills.figures["skills"]
    }
    own = _unit_figures(skills, grid)
    group = None
    for place, skill in enumerate(grid.skills):
        column = FIRST + place
        if full:
            sheet.put(IDS, column, skill.id, "hidden")
        sheet.put(COUNTING, column, int(skill.exempt is None), "hidden")
        if skill.group != group:
            sheet.put(GROUP, column, skill.group, "group")
            group = skill.group
        if grid.unit is None:
            covered, needed = cover[skill.id]
            asked = skill.id in skills.need.asked and skill.exempt is None
        else:
            covered, needed = own[skill.id]
            asked = needed is not None
        sheet.put(JUDGED, column, int(asked), "hidden")
        sheet.put(COVER, column, Formula(_cover_formula(grid, place), covered), "total")
        sheet.put(NEED, column, needed if skill.exempt is None else None, "total")
        sheet.put(STATE, column, _state(grid, column, covered, needed, asked=asked), "symbol")
        style = "head exempt" if skill.exempt is not None else "head critical" if skill.critical else "head rotated"
        sheet.put(HEAD, column, skill.name, style)
        sheet.put(HEAD, grid.valid + place, skill.name, "head rotated")
        sheet.put(HEAD, grid.targets + place, skill.name, "head rotated")
    for block, text in ((grid.valid, field_label("valid_until")), (grid.targets, field_label("target"))):
        sheet.put(HEAD, block - 1, "", "hidden")
        sheet.put(GROUP, block, text, "group")
    _shape(skills, grid)


def _unit_figures(skills: Skills, grid: Grid) -> dict[str, tuple[int, int | None]]:
    """Skill → how many people of the unit master it, and how many are asked for (None: none asked)."""
    if grid.unit is None:
        return {}
    figures = next(row for row in skills.figures["units"] if row["unit"] == grid.unit.id)
    needed = {row["skill"]: row["needed"] for row in figures["skills"]}
    people = set(grid.people)
    return {skill.id: (len(skills.need.masters[skill.id] & people), needed.get(skill.id)) for skill in grid.skills}


def _cover_formula(grid: Grid, place: int) -> str:
    """People at or above mastery, less those whose certificate expired; on the matrix only those who count."""
    levels, valid = grid.down(FIRST + place), grid.down(grid.valid + place)
    counts = f",${letter(HELPER)}${TOP}:${letter(HELPER)}${grid.last},1" if grid.unit is None else ""
    able = f'{levels},">="&rule_mastery_level{counts}'
    return f'=COUNTIFS({able})-COUNTIFS({able},{valid},"<"&rule_reference_date)'


def _state(grid: Grid, column: int, cover: int, needed: int | None, *, asked: bool) -> str | Formula:
    if not asked:
        return NOTHING_ASKED
    name = letter(column)
    has, need = f"{name}${COVER}", f"{name}${NEED}"
    if grid.unit is None:
        formula = (
            f'=IF({has}=0,"{PROBLEM_SIGN}",IF(OR(AND({has}=1,{need}<>1),{has}<{need}),'
            f'"{ATTENTION_SIGN}","{GOOD_SIGN}"))'
        )
        short = (cover == 1 and needed != 1) or cover < (needed or 0)
        value = PROBLEM_SIGN if cover == 0 else ATTENTION_SIGN if short else GOOD_SIGN
    else:
        formula = f'=IF({has}>={need},"{GOOD_SIGN}",IF({has}=0,"{PROBLEM_SIGN}","{ATTENTION_SIGN}"))'
        value = judged(cover, needed or 0)
    return Formula(formula, value)


def _person_row(skills: Skills, grid: Grid, row: int, person: str) -> None:
    sheet, who = grid.sheet, skills.organisation.people[person]
    counted = person in skills.need.people
    sheet.put(row, ID, person, "hidden")
    sheet.put(row, PERSON, who.name, "person")
    units = " / ".join(unit.name for unit in skills.units_of[person])
    sheet.put(row, UNIT, units or _("no place in this variant"), "aside")
    if grid.unit is None:
        sheet.put(row, HELPER, int(counted), "hidden")
    breadth = sum(
        skill.exempt is None and skills.masters(person, skill.id) for skill in skills.organisation.skills.values()
    )
    sheet.put(
        row, BREADTH, Formula(_breadth_formula(grid, row, skills.matrix if grid.unit else None), breadth), "total"
    )
    asked = counted and who.exempt is None
    needed = skills.need.people[person] if asked else 0
    sheet.put(row, NEEDED, needed if asked else None, "total")
    has, need = f"{letter(BREADTH)}{row}", f"{letter(NEEDED)}{row}"
    formula = f'=IF({has}>={need},"{GOOD_SIGN}",IF({has}=0,"{PROBLEM_SIGN}","{ATTENTION_SIGN}"))'
    sheet.put(row, STATUS, Formula(formula, judged(breadth, needed)) if asked else NOTHING_ASKED, "symbol")


def _breadth_formula(grid: Grid, row: int, matrix: Grid | None) -> str:
    """Skills at or above mastery, less those that expired; a unit's sheet asks the matrix, which has every skill."""
    if matrix is not None:
        return f"=INDEX({matrix.fixed(BREADTH)},${letter(HELPER)}{row})"
    counting = grid.across(FIRST, COUNTING, fixed=True)
    able = f'{grid.across(FIRST, row)},">="&rule_mastery_level,{counting},1'
    return f'=COUNTIFS({able})-COUNTIFS({able},{grid.across(grid.valid, row)},"<"&rule_reference_date)'


def _mastery_cells(skills: Skills, grid: Grid, row: int, person: str) -> None:
    """Levels as numbers; a cell nobody ever filled stays empty, for unknown is not 0."""
    put, mastery = grid.sheet.put, skills.organisation.mastery
    for place, skill in enumerate(grid.skills):
        cell: Mastery | None = mastery.get((person, skill.id))
        put(row, FIRST + place, cell.level if cell is not None else None, "level")
        if cell is not None and cell.valid_until is not None:
            put(row, grid.valid + place, cell.valid_until, "date")
        if cell is not None and cell.target is not None:
            put(row, grid.targets + place, cell.target, "level")


def _following_cells(skills: Skills, matrix: Grid, grid: Grid, row: int, person: str) -> None:
    """Formulas that fetch the cells of the matrix by the id of the person, so that sorting either sheet is safe."""
    put, mastery = grid.sheet.put, skills.organisation.mastery
    place_of = f"=MATCH(${letter(ID)}{row},{matrix.fixed(ID)},0)"
    put(row, HELPER, Formula(place_of, matrix.people.index(person) + 1), "hidden")
    for place, skill in enumerate(grid.skills):
        cell = mastery.get((person, skill.id))
        offset = matrix.column_of(skill.id) - FIRST
        blocks: list[tuple[int, int, Any, str]] = [(FIRST, matrix.levels, cell.level if cell else None, "level")]
        if skill.id in skills.dated:
            blocks.append((grid.valid, matrix.valid, cell.valid_until if cell else None, "date"))
        if skill.id in skills.targeted:
            blocks.append((grid.targets, matrix.targets, cell.target if cell else None, "level"))
        for block, there, value, style in blocks:
            found = f"INDEX({matrix.fixed(there + offset)},${letter(HELPER)}{row})"
            shown = "" if value is None else value
            put(row, block + place, Formula(f'=IF({found}="","",{found})', shown), style)


def _shape(skills: Skills, grid: Grid) -> None:
    """Widths, heights, folded blocks, frozen panes, filter, print area."""
    ws, sheet, count = grid.sheet.ws, grid.sheet, len(grid.skills)
    names = [skills.organisation.people[name].name for name in grid.people]
    sheet.widths(0, min(36, max(14, 2 + max(map(len, names)))), 20, 0, 11, 9, 8)
    sheet.column_band(FIRST, FIRST + count - 1, LEVEL_WIDTH)
    sheet.widths(2, first=grid.valid - 1)
    sheet.column_band(grid.valid, grid.valid + count - 1, 11, folded=True)
    sheet.widths(2, first=grid.targets - 1)
    sheet.column_band(grid.targets, grid.width, LEVEL_WIDTH, folded=True)
    for row in (IDS, COUNTING, JUDGED):
        ws.row_dimensions[row].hidden = True
    longest = max(len(skill.name) for skill in grid.skills)
    ws.row_dimensions[HEAD].height = min(220.0, 34 + 5.9 * longest)
    for row in range(TOP, grid.last + 1):
        ws.row_dimensions[row].height = 17
    ws.freeze_panes = f"{letter(FIRST)}{TOP}"
    ws.auto_filter.ref = f"A{HEAD}:{letter(grid.width)}{grid.last}"
    last = letter(FIRST + count - 1)
    pages = max(1, -(-int(count * LEVEL_WIDTH) // (A3_WIDTH - 80)))
    sheet.print_setup(f"A1:{last}{grid.last}", f"{GROUP}:{HEAD}", f"{letter(PERSON)}:{letter(STATUS)}", pages)


def _looks(skills: Skills, grid: Grid) -> None:
    """Conditional looks: a sign and a colour together, each cell matching one rule at most."""
    _level_looks(skills, grid)
    sheet, last = grid.sheet, letter(FIRST + len(grid.skills) - 1)
    for reference, first in (
        (f"{letter(FIRST)}{STATE}:{last}{STATE}", f"{letter(FIRST)}{STATE}"),
        (f"{letter(STATUS)}{TOP}:{letter(STATUS)}{grid.last}", f"{letter(STATUS)}{TOP}"),
    ):
        sign_looks(sheet, reference, first)
    if grid.unit is None:
        message = _("A level is 0, 1, 2, 3 or 4; the sheet Legend says what they mean. Leave unknown cells empty.")
        sheet.choices(grid.area(grid.levels), "list_levels", message)
        sheet.choices(grid.area(grid.targets), "list_levels", message)


def _level_looks(skills: Skills, grid: Grid) -> None:
    level, valid, target = (f"{letter(block)}{TOP}" for block in (grid.levels, grid.valid, grid.targets))
    mastery_level = skills.organisation.rules.mastery_level
    expired = f"AND(ISNUMBER({valid}),{valid}<rule_reference_date)"
    soon = f"AND(ISNUMBER({valid}),{valid}>=rule_reference_date,{valid}<=rule_reference_date+rule_warning_days)"
    states: list[tuple[str, str, str | None, str | None]] = [
        (expired, PROBLEM_SIGN, PROBLEM, PROBLEM_TINT),
        (soon, ATTENTION_SIGN, ATTENTION, ATTENTION_TINT),
        (f"NOT(OR({expired},{soon}))", "", None, None),
    ]
    for condition, mark, color, ground in states:
        for number, ball in enumerate(BALLS):
            mastered = number >= mastery_level
            ink = color or (ACCENT if mastered else INK if number else MUTED)
            tint = ground or (ACCENT_TINT if mastered else None)
            for below in (False, True) if number < len(BALLS) - 1 else (False,):
                number_format = _number_format(ball, TO_TARGET if below else "", mark)
                look = grid.sheet.book.look(color=ink, ground=tint, number_format=number_format)
                aim = f"AND(ISNUMBER({target}),{target}>{number})"
                rule = f"AND(ISNUMBER({level}),{level}={number},{condition},{aim if below else f'NOT({aim})'})"
                grid.sheet.rule(grid.area(grid.levels), rule, look)


def _number_format(ball: str, aim: str, mark: str) -> str:
    """How a level shows: ball, number and signs; with two signs close together, to fit the narrow column."""
    if aim and mark:
        return f'"{ball}"0"{aim}{mark}"'
    return f'"{ball} "0" {aim}{mark}"' if aim or mark else f'"{ball} "0'
