"""The lists beside the matrix: what falls short of the rule, what expires, and the data as one long table."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import NamedTuple

from organisatiecanvas.exports.skills_grid import (
    ATTENTION_SIGN,
    BREADTH,
    COUNTING,
    COVER,
    EXPORTED,
    GOOD_SIGN,
    HELPER,
    ID,
    JUDGED,
    NEED,
    NEEDED,
    NOTHING_ASKED,
    PROBLEM_SIGN,
    STATE,
    STATUS,
    Grid,
    Skills,
    judged,
    sign_looks,
)
from organisatiecanvas.exports.workbook import Formula, Sheet, letter
from organisatiecanvas.models.labels import field_label
from organisatiecanvas.models.language import _, ngettext
from organisatiecanvas.models.organisation import Mastery

FIGURES_TOP = 4
SHORT_HEAD = 10
HERE = "\x00"  # stands for the row of the formula until that is known
EXPIRY_HEAD = 5


class _Line(NamedTuple):
    """One row of the shortfalls: cells that refer to where the figures live."""

    key: str
    kind: str
    name: str
    where: str
    has: Formula
    needed: Formula
    sign: Formula
    remark: str

    @property
    def short(self) -> int:
        return max(0, self.needed.value - self.has.value)

    @property
    def order(self) -> tuple[int, int]:
        """Nobody at all first, then what lacks most."""
        signs = (PROBLEM_SIGN, ATTENTION_SIGN, GOOD_SIGN, NOTHING_ASKED)
        return signs.index(self.sign.value), -self.short


def shortfalls(skills: Skills) -> None:
    """Figures of the whole, then everything that is short of the rule or cannot meet it here."""
    sheet = skills.book.sheet(_("Shortfalls 1-3-1"))
    rules = skills.organisation.rules
    sheet.heading(
        _("Shortfalls against the rule"),
        _(
            "Everyone {skills} skills, every skill {people} people. The list is as of the export; its figures are live."
        ).format(skills=rules.skills_per_person, people=rules.people_per_skill),
        2,
    )
    _whole(skills, sheet)
    heads = (
        "id",
        field_label("kind"),
        _("Who or what"),
        _("Where"),
        _("Has"),
        _("Needed"),
        _("Short"),
        "",
        _("Remark"),
    )
    sheet.line(SHORT_HEAD, 1, heads, "head")
    row = SHORT_HEAD
    lines = [line for line in _lines(skills) if line.short or line.remark or line.order[0] < 2]
    for row, line in enumerate(sorted(lines, key=lambda line: line.order), start=SHORT_HEAD + 1):
        sheet.put(row, 1, line.key, "hidden")
        sheet.put(row, 2, line.kind, "aside")
        sheet.put(row, 3, line.name, "person")
        sheet.put(row, 4, line.where, "aside")
        sheet.put(row, 5, _here(line.has, row), "level")
        sheet.put(row, 6, _here(line.needed, row), "level")
        sheet.put(row, 7, Formula(f"=MAX(0,F{row}-E{row})", line.short), "total")
        sheet.put(row, 8, _here(line.sign, row), "symbol")
        sheet.put(row, 9, line.remark, "wrapped")
    if row == SHORT_HEAD:
        row += 1
        sheet.put(row, 3, _("Nothing falls short."), "text")
    sheet.widths(0, 15, 34, 34, 9, 9, 9, 5, 70)
    sheet.ws.auto_filter.ref = f"A{SHORT_HEAD}:I{row}"
    sheet.ws.freeze_panes = f"D{SHORT_HEAD + 1}"
    sign_looks(sheet, f"H{SHORT_HEAD + 1}:H{row}", f"H{SHORT_HEAD + 1}")
    sheet.print_setup(f"A1:I{row}", f"{SHORT_HEAD}:{SHORT_HEAD}")


def _here(formula: Formula, row: int) -> Formula:
    return formula._replace(text=formula.text.replace(HERE, str(row)))


def _whole(skills: Skills, sheet: Sheet) -> None:
    """Score, versatility, mean breadth and readiness by formula, with how each is computed."""
    grid, figures = skills.matrix, skills.figures
    assert grid is not None
    state, judged_row = grid.row_of(STATE), grid.row_of(JUDGED)
    counted = f"SUM({grid.fixed(HELPER)})"
    good = f'COUNTIFS({grid.fixed(STATUS)},"{GOOD_SIGN}")+COUNTIFS({state},"{GOOD_SIGN}",{judged_row},1)'
    asked = f'COUNTIFS({grid.fixed(NEEDED)},">=0")+SUM({judged_row})'
    cover, counting = grid.row_of(COVER), grid.row_of(COUNTING)
    versatile = f"SUMPRODUCT({cover},{counting})", f"({counted}*SUM({counting}))"
    breadth = f"SUMPRODUCT({grid.fixed(BREADTH)},{grid.fixed(HELPER)})", counted
    levels, targets = _outside(grid, grid.levels), _outside(grid, grid.targets)
    people = f"{grid.fixed(HELPER)}*ISNUMBER({grid.fixed(NEEDED)})"
    short = f"SUMPRODUCT({people}*{counting}*({targets}>{levels})*({targets}-{levels}))"
    wanted = f"SUMPRODUCT({people}*{counting}*{targets})"
    rows = (
        (
            _("Score"),
            _ratio(good, asked),
            figures["score"],
            "total share",
            _("People and skills that have enough, of all asked."),
        ),
        (
            _("Versatility"),
            _ratio(*versatile),
            figures["versatility"],
            "total share",
            _("Mastered cells, of all cells."),
        ),
        (
            _("Mean breadth"),
            _ratio(*breadth),
            figures["mean_breadth"],
            "total decimal",
            _("Skills a person masters, on average."),
        ),
        (
            _("Readiness"),
            f'=IF({wanted}=0,"{_unknown()}",1-{short}/{wanted})',
            figures["readiness"],
            "total share",
            _("How near the levels are to their targets."),
        ),
    )
    for row, (label, formula, value, style, text) in enumerate(rows, start=FIGURES_TOP):
        sheet.put(row, 3, label, "label")
        sheet.put(row, 4, Formula(formula, _unknown() if value is None else value), style)
        sheet.put(row, 5, text, "subtitle")


def _unknown() -> str:
    return _("n/a")


def _ratio(part: str, whole: str) -> str:
    return f'=IF({whole}=0,"{_unknown()}",({part})/({whole}))'


def _outside(grid: Grid, block: int) -> str:
    """A whole block of the matrix, from another sheet."""
    first, last = grid.fixed(block).split("!")[1].split(":")[0], grid.fixed(block + len(grid.skills) - 1).split(":")[1]
    return f"{grid.sheet.quoted}!{first}:{last}"


def _lines(skills: Skills) -> Iterator[_Line]:
    yield from _skill_lines(skills)
    yield from _unit_lines(skills)
    yield from _person_lines(skills)


def _skill_lines(skills: Skills) -> Iterator[_Line]:
    grid, figures = skills.matrix, {row["skill"]: row for row in skills.figures["skills"]}
    assert grid is not None
    hire = {row["skill"]: row["people"] for row in skills.figures["hire"]}
    for skill in skills.skills:
        if skill.exempt is not None or skill.id not in skills.need.asked:
            continue
        column, row = grid.column_of(skill.id), figures[skill.id]
        remark = ""
        if row["status"] == "single":
            remark = _("One person only.")
        if skill.id in hire:
            asked = skills.need.asked[skill.id]
            remark = " ".join((remark, _cap(asked, asked - hire[skill.id]))).strip()
        cells = _cells(grid, column, row["cover"], row["needed"])
        sign = _sign_above(grid, column)
        yield _Line("", field_label("skill"), skill.name, skill.group, *cells, sign, remark)


def _cap(asked: int, people: int) -> str:
    sentence = ngettext(
        "{asked} cannot be met here: {people} person.", "{asked} cannot be met here: {people} people.", people
    )
    return sentence.format(asked=asked, people=people)


def _unit_lines(skills: Skills) -> Iterator[_Line]:
    figures = {row["unit"]: row["skills"] for row in skills.figures["units"]}
    for grid in skills.units:
        assert grid.unit is not None
        for row in figures[grid.unit.id]:
            skill = skills.organisation.skills[row["skill"]]
            column = grid.column_of(skill.id)
            asked = skills.need.required[grid.unit.id][skill.id]
            remark = _cap(asked, row["needed"]) if row["needed"] < asked else ""
            cells = _cells(grid, column, row["cover"], row["needed"])
            sign = _sign_above(grid, column)
            yield _Line("", field_label("unit"), skill.name, grid.unit.name, *cells, sign, remark)


def _cells(grid: Grid, column: int, has: int, needed: int) -> tuple[Formula, Formula]:
    place = f"={grid.sheet.quoted}!${letter(column)}$"
    return Formula(f"{place}{COVER}", has), Formula(f"{place}{NEED}", needed)


def _sign_above(grid: Grid, column: int) -> Formula:
    """The sign of a skill, as it stands above its column."""
    return Formula(f"={grid.sheet.quoted}!${letter(column)}${STATE}", grid.sheet.shown(STATE, column))


def _person_lines(skills: Skills) -> Iterator[_Line]:
    grid = skills.matrix
    assert grid is not None
    waived = {row["person"]: row["skills"] for row in skills.figures["waived"]}
    asked = skills.organisation.rules.skills_per_person
    for row in skills.figures["people"]:
        if row["ok"] is None:
            continue
        person = row["person"]
        remark = ""
        if person in waived:
            can = asked - waived[person]
            remark = ngettext(
                "{asked} skills cannot be met here: {can} skill.",
                "{asked} skills cannot be met here: {can} skills.",
                can,
            ).format(asked=asked, can=can)
        # By id, for the matrix may be sorted. The id stands in column A of both sheets.
        place = f"MATCH($A{HERE},{grid.fixed(ID)},0)"
        has, needed, sign = (f"=INDEX({grid.fixed(column)},{place})" for column in (BREADTH, NEEDED, STATUS))
        yield _Line(
            person,
            field_label("person"),
            skills.organisation.people[person].name,
            " / ".join(unit.name for unit in skills.units_of[person]),
            Formula(has, row["breadth"]),
            Formula(needed, row["needed"]),
            Formula(sign, judged(row["breadth"], row["needed"])),
            remark,
        )


def expiry(skills: Skills) -> None:
    """Every certificate with a date, of the people and skills that count; the soonest first."""
    sheet = skills.book.sheet(_("Expiry"))
    grid = skills.matrix
    assert grid is not None
    sheet.heading(
        _("Certificates and when they expire"),
        _("Dates as of the export; levels and signs are live. Exempt people and skills are left out."),
        2,
    )
    heads = (
        "id",
        field_label("person"),
        field_label("unit"),
        field_label("skill"),
        field_label("level"),
        field_label("valid_until"),
        _("Days left"),
        "",
    )
    sheet.line(EXPIRY_HEAD, 1, heads, "head")
    last = EXPIRY_HEAD
    for last, (day, cell) in enumerate(_dated(skills), start=EXPIRY_HEAD + 1):
        _expiry_row(skills, sheet, grid, last, day, cell)
    signs = f"$H${EXPIRY_HEAD + 1}:$H${max(last, EXPIRY_HEAD + 1)}"
    expired = sum(row["expired"] for row in skills.figures["expiring"])
    soon = len(skills.figures["expiring"]) - expired
    for column, label, sign, count in (
        (2, _("Expired"), PROBLEM_SIGN, expired),
        (4, _("Expires within the warning period"), ATTENTION_SIGN, soon),
    ):
        sheet.put(3, column, f"{sign} {label}", "total text")
        sheet.put(3, column + 1, Formula(f'=COUNTIFS({signs},"{sign}")', count), "total")
    if last == EXPIRY_HEAD:
        last += 1
        sheet.put(last, 2, _("Nothing has a date."), "text")
    sheet.widths(0, 28, 24, 36, 9, 13, 11, 5)
    sheet.ws.auto_filter.ref = f"A{EXPIRY_HEAD}:H{last}"
    sheet.ws.freeze_panes = f"C{EXPIRY_HEAD + 1}"
    sign_looks(sheet, signs.replace("$", ""), f"H{EXPIRY_HEAD + 1}")
    sheet.print_setup(f"A1:H{last}", f"{EXPIRY_HEAD}:{EXPIRY_HEAD}")


def _dated(skills: Skills) -> list[tuple[datetime.date, Mastery]]:
    organisation = skills.organisation
    rows = [
        (cell.valid_until, cell)
        for cell in organisation.mastery.values()
        if cell.valid_until is not None
        and cell.person in skills.need.people
        and organisation.people[cell.person].exempt is None
        and organisation.skills[cell.skill].exempt is None
    ]
    return sorted(rows, key=lambda row: row[0])


def _expiry_row(skills: Skills, sheet: Sheet, grid: Grid, row: int, day: datetime.date, cell: Mastery) -> None:
    organisation = skills.organisation
    today, warning = organisation.workshop.reference_date, organisation.rules.expiry_warning_days
    sheet.put(row, 1, cell.person, "hidden")
    sheet.put(row, 2, organisation.people[cell.person].name, "person")
    sheet.put(row, 3, " / ".join(unit.name for unit in skills.units_of[cell.person]), "aside")
    sheet.put(row, 4, organisation.skills[cell.skill].name, "text")
    levels = grid.fixed(grid.column_of(cell.skill))
    sheet.put(row, 5, Formula(f"=INDEX({levels},MATCH($A{row},{grid.fixed(ID)},0))", cell.level), "level")
    sheet.put(row, 6, day, "date")
    days = (day - today).days
    sheet.put(row, 7, Formula(f"=F{row}-rule_reference_date", days), "whole")
    formula = f'=IF(G{row}<0,"{PROBLEM_SIGN}",IF(G{row}<=rule_warning_days,"{ATTENTION_SIGN}","{GOOD_SIGN}"))'
    sign = PROBLEM_SIGN if days < 0 else ATTENTION_SIGN if days <= warning else GOOD_SIGN
    sheet.put(row, 8, Formula(formula, sign), "symbol")


def data(skills: Skills) -> None:
    """Every assessment as one row, with ids, as it was at the export: to read back, or for a pivot table."""
    sheet, organisation = skills.book.sheet(_("Data")), skills.organisation
    full = skills.source.names == "full"
    names = ("person", "skill", "group", "level", "target", "valid_until", "assessed_on", "assessor")
    heads = [field_label(name) for name in names]
    heads[1:1] = [_("Person id")]
    heads[3:3] = [_("Skill id")]
    sheet.line(1, 1, [*heads, EXPORTED], "head")
    codes = {person.name for person in organisation.people.values()}
    row = 1
    for row, cell in enumerate(organisation.mastery.values(), start=2):
        skill = organisation.skills[cell.skill]
        values = (
            (organisation.people[cell.person].name, "text"),
            (cell.person, "text"),
            (skill.name, "text"),
            (skill.id if full else None, "text"),  # ids are free text and may hold a name
            (skill.group or None, "text"),
            (cell.level, "level"),
            (cell.target, "level"),
            (cell.valid_until, "date"),
            (cell.assessed_on, "date"),
            # An assessor who is not among the people has no code.
            (cell.assessor or None if full or cell.assessor in codes else None, "text"),
            ("|".join("" if value is None else str(value) for value in held(cell)), "hidden"),
        )
        for column, (value, style) in enumerate(values, start=1):
            if value is not None:
                sheet.put(row, column, value, style)
    sheet.widths(26, 12, 32, 18, 22, 9, 9, 13, 14, 26, 0)
    sheet.ws.auto_filter.ref = f"A1:J{row}"
    sheet.ws.freeze_panes = "B2"
    sheet.print_setup(f"A1:J{row}", "1:1")


def held(cell: Mastery) -> tuple[int, int | None, datetime.date | None]:
    """What an import can change of an assessment."""
    return cell.level, cell.target, cell.valid_until
