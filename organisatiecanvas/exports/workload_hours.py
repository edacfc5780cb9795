"""The sheets of the hours: asked and available per unit and role with live formulas, and what falls short."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from organisatiecanvas.exports.skills_grid import sign_looks
from organisatiecanvas.exports.workbook import Formula, Sheet, letter
from organisatiecanvas.models.analysis.capacity import band, skill_shortages
from organisatiecanvas.models.analysis.wording import listed
from organisatiecanvas.models.analysis.workload import Parts, RoleLoad, UnitLoad
from organisatiecanvas.models.language import _

if TYPE_CHECKING:
    from organisatiecanvas.exports.workload_workbook import Load

HEAD, TOP = 5, 6
UNIT, ROLE, WHOLE, PEOPLE, TASKS, OWN, MEETINGS, DISTURBANCES, ASKED = range(1, 10)
GROSS, AVAILABLE, OCCUPANCY, SIGN, SHORT, LARGEST, ABSENT = range(10, 17)
SIGNS = {"room": "✓", "target": "✓", "tight": "!", "overloaded": "✕"}


class Row(NamedTuple):
    """What one row shows; `gross` are role hours × deployability, `largest` the net hours of who brings the most."""

    unit: str
    role: str
    people: int | None
    parts: Parts
    available: float | None
    largest: float | None
    whole: bool  # a unit, not a part of one


def write(load: Load) -> None:
    """The sheets Hours and, where people or skills fall short, Bottlenecks."""
    sheet = load.book.sheet(_("Hours"))
    sheet.heading(
        _("Hours a week per unit and role · {variant}").format(variant=load.variant.name),
        _("Change an hour and the occupancy follows. A unit holds the rows of its roles; totals add up units only."),
    )
    sheet.widths(30, 30, 0, 9, 10, 10, 11, 12, 11, 13, 11, 12, 7, 10, 12, 14)
    sheet.line(HEAD, UNIT, (_("Unit"), _("Role"), ""), "head")
    heads = (
        *(_("People"), _("Tasks"), _("Role hours asked"), _("Meetings"), _("Disturbances"), _("Asked")),
        *(_("Gross × deployability"), _("Available"), _("Occupancy"), _("Sign"), _("FTE short")),
        *(_("Largest contributor"), _("Occupancy, one absent")),
    )
    sheet.line(HEAD, PEOPLE, heads, "head number")
    rows = _rows(load)
    for number, row in enumerate(rows, start=TOP):
        _write_row(load, sheet, number, row)
    last = TOP + max(1, len(rows)) - 1
    _totals(load, sheet, last)
    sheet.ws.freeze_panes = f"C{TOP}"
    sheet.ws.auto_filter.ref = f"A{HEAD}:{letter(ABSENT)}{last}"
    sign_looks(sheet, f"{letter(SIGN)}{TOP}:{letter(SIGN)}{last}", f"{letter(SIGN)}{TOP}")
    sheet.print_setup(f"A1:{letter(ABSENT)}{last + 1}", f"{HEAD}:{HEAD}", "A:B")
    _bottlenecks(load)


def _rows(load: Load) -> list[Row]:
    """Units with their roles; without names only units, the small ones put together."""
    from organisatiecanvas.exports.workload_workbook import listed_units

    units = listed_units(load)
    if not load.named:
        large = [unit for unit in units if unit.people >= load.minimum]
        small = [unit for unit in units if unit.people < load.minimum]
        while small and large and sum(unit.people for unit in small) < load.minimum:
            least = min(large, key=lambda unit: unit.people)
            large.remove(least)
            small.append(least)
        rows = [_unit_row(load, unit, named=False) for unit in large]
        return [*rows, _together(small)] if small else rows
    rows = []
    for unit in units:
        rows.append(_unit_row(load, unit, named=True))
        rows += [_role_row(load, role) for role in unit.roles]
    return rows


def _unit_row(load: Load, unit: UnitLoad, *, named: bool) -> Row:
    name = load.variant.units[unit.unit].name
    largest = unit.largest if named else None
    return Row(name, "", unit.people, unit.parts, unit.figures["available_hours"], largest, True)


def _role_row(load: Load, role: RoleLoad) -> Row:
    unit = load.variant.units[role.unit].name
    name = load.variant.roles[role.role].name if role.role is not None else _("outside the roles")
    return Row(unit, name, role.people if role.role else None, role.parts, role.available, None, False)


def _together(units: list[UnitLoad]) -> Row:
    """Units with few people as one row."""
    tasks = [unit.parts.tasks for unit in units]
    available = [unit.figures["available_hours"] for unit in units]
    parts = Parts(
        None if None in tasks else sum(value or 0.0 for value in tasks),
        sum(unit.parts.own for unit in units),
        sum(unit.parts.meetings for unit in units),
        sum(unit.parts.disturbances for unit in units),
    )
    whole = None if None in available else sum(value or 0.0 for value in available)
    return Row(_("Other units together"), "", sum(unit.people for unit in units), parts, whole, None, True)


def _write_row(load: Load, sheet: Sheet, row: int, shown: Row) -> None:
    style = "person" if shown.whole else "text"
    sheet.put(row, UNIT, shown.unit, style)
    sheet.put(row, ROLE, shown.role, "text")
    sheet.put(row, WHOLE, 1 if shown.whole else 0, "hidden")
    sheet.put(row, PEOPLE, shown.people, "level")
    parts = shown.parts
    sheet.put(
        row, TASKS, _("n/a") if parts.tasks is None else parts.tasks, "symbol" if parts.tasks is None else "number"
    )
    sheet.line(row, OWN, (parts.own, parts.meetings, parts.disturbances), "number")
    asked, available = _hours(load, sheet, row, shown)
    occupancy = asked / available if asked is not None and available else None
    a, b = f"{letter(ASKED)}{row}", f"{letter(AVAILABLE)}{row}"
    known = f"AND(ISNUMBER({a}),ISNUMBER({b}),N({b})>0)"
    percent = Formula(f'=IF({known},{a}/{b},"")', "" if occupancy is None else occupancy)
    sheet.put(row, OCCUPANCY, percent, "percent")
    o = f"{letter(OCCUPANCY)}{row}"
    sign = f'=IF({o}="","",IF({o}<band_target,"✓",IF({o}<=band_tight,"!","✕")))'
    sheet.put(row, SIGN, Formula(sign, "" if occupancy is None else SIGNS[band(occupancy)]), "symbol")
    _short(load, sheet, row, shown, asked, available)


def _hours(load: Load, sheet: Sheet, row: int, shown: Row) -> tuple[float | None, float | None]:
    """The cells asked, gross and available; what they show."""
    asked = shown.parts.demand
    first, last = letter(TASKS), letter(DISTURBANCES)
    value: Formula | str = _("n/a") if asked is None else Formula(f"=SUM({first}{row}:{last}{row})", asked)
    sheet.put(row, ASKED, value, "symbol" if asked is None else "number")
    if shown.available is None:
        sheet.put(row, GROSS, None, "number")
        sheet.put(row, AVAILABLE, None, "number")
        return asked, None
    factor = load.basis.organisation.rules.gross_net_factor
    sheet.put(row, GROSS, shown.available * factor, "number")
    sheet.put(row, AVAILABLE, Formula(f"={letter(GROSS)}{row}/rule_gross_net_factor", shown.available), "number")
    return asked, shown.available


def _short(load: Load, sheet: Sheet, row: int, shown: Row, asked: float | None, available: float | None) -> None:
    """FTE short of a unit, and its occupancy with the largest contributor away."""
    a, b, most = f"{letter(ASKED)}{row}", f"{letter(AVAILABLE)}{row}", f"{letter(LARGEST)}{row}"
    rules = load.basis.organisation.rules
    short = None
    if shown.whole and asked is not None and available is not None and rules.hours_per_week > 0:
        value = max(0.0, asked - available) * rules.gross_net_factor / rules.hours_per_week
        short = Formula(f"=MAX(0,{a}-{b})*rule_gross_net_factor/rule_full_week", value)
    sheet.put(row, SHORT, short, "total decimal")
    sheet.put(row, LARGEST, shown.largest, "number")
    absent = None
    left = None if available is None or shown.largest is None else available - shown.largest
    if asked is not None and left is not None and shown.people and shown.people > 1 and left > 0:
        absent = Formula(f'=IF({b}-{most}>0,{a}/({b}-{most}),"")', asked / left)
    sheet.put(row, ABSENT, absent, "percent")


def _totals(load: Load, sheet: Sheet, last: int) -> None:
    """Sums over the units; people counted once, whatever number of places they have."""
    row, totals = last + 1, load.hours.totals
    sheet.line(row, UNIT, (_("Whole variant, each person once"), ""), "total text")
    sheet.put(row, PEOPLE, totals.people, "total")
    for column, value in ((ASKED, totals.demand), (AVAILABLE, totals.available)):
        name, kind = letter(column), letter(WHOLE)
        formula = f"=SUMIF({kind}{TOP}:{kind}{last},1,{name}{TOP}:{name}{last})"
        sheet.put(row, column, None if value is None else Formula(formula, value), "total hours")


def _bottlenecks(load: Load) -> None:
    """Skills that fall short, people above contract and in several units."""
    short = load.basis.once(skill_shortages)
    sheet = load.book.sheet(_("Bottlenecks"))
    sheet.heading(
        _("What falls short · {variant}").format(variant=load.variant.name),
        _("Hours go to tasks by who masters the skill, as well as can be (maximum flow)."),
    )
    sheet.widths(44, 14, 14, 14, 60)
    row = 4
    sheet.line(row, 1, (_("Skills that fall short"),), "head")
    sheet.line(row, 2, (_("Asked"), _("Available"), _("Undone")), "head number")
    skills = load.basis.organisation.skills
    for shortage in short or ():
        row += 1
        sheet.put(row, 1, listed([skills[name].name for name in shortage.skills]), "person")
        sheet.line(row, 2, (shortage.demand, shortage.available), "number")
        sheet.put(row, 4, Formula(f"=B{row}-C{row}", shortage.unserved), "total hours")
    if not short:
        row += 1
        words = _("none") if short is not None else load.reason("capacity.bottleneck_skills")
        sheet.put(row, 1, words, "text")
    row = _placed(load, sheet, row + 2)
    sheet.print_setup(f"A1:E{row}", None)


def _placed(load: Load, sheet: Sheet, row: int) -> int:
    """People above contract or in several units; without names only how many there are, if enough."""
    placed = load.hours.placed
    if not load.named:
        over = sum(bool(one.over) for one in placed)
        sheet.put(row, 1, _("People above contract"), "text")
        sheet.put(row, 2, over if over == 0 or over >= load.minimum else f"< {load.minimum}", "symbol")
        return row
    sheet.line(row, 1, (_("People in several units or above contract"),), "head")
    sheet.line(row, 2, (_("In roles"), _("Contract"), _("Above")), "head number")
    sheet.put(row, 5, _("Where"), "head")
    units = load.variant.units
    for one in placed:
        row += 1
        sheet.put(row, 1, load.basis.person(one.person).name, "person")
        sheet.line(row, 2, (one.held, one.contract), "number")
        sheet.put(row, 4, Formula(f"=MAX(0,B{row}-C{row})", one.over), "total hours")
        where = " · ".join(f"{units[unit].name} {hours:g}" for unit, hours in one.units)
        sheet.put(row, 5, where, "wrapped")
    if not placed:
        row += 1
        sheet.put(row, 1, _("none"), "text")
    return row
