"""Which levers the actions pull towards which goals (SER advice 23/03 [seed]), as a table that follows the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from organisatiecanvas.exports.style import ACCENT, ACCENT_TINT, MUTED
from organisatiecanvas.exports.workbook import Formula, letter
from organisatiecanvas.models.labels import choice_label, field_label
from organisatiecanvas.models.language import _
from organisatiecanvas.models.organisation import LEVERS
from organisatiecanvas.models.plan_figures import GOALS, coverage, goal_label, outside_coverage

if TYPE_CHECKING:
    from organisatiecanvas.exports.action_plan import Plan

HEAD, TOP = 4, 5
FIRST = 2  # column of the first goal
LAST = FIRST + len(GOALS) - 1
ALL = LAST + 1


def levers(plan: Plan) -> None:
    """One row per lever and a column per goal: how many actions, dropped ones left out."""
    title = _("Levers and goals")
    sheet = plan.book.sheet(title)
    sheet.heading(title, _("How many actions pull a lever towards a goal; dropped ones count nowhere. «–»: none yet."))
    sheet.put(HEAD, 1, field_label("lever"), "head")
    sheet.line(HEAD, FIRST, [*map(goal_label, GOALS), _("Actions")], "head number")
    sheet.ws.row_dimensions[HEAD].height = 44
    found = coverage(plan.actions)
    lever, standing = plan.cells("lever"), f"({plan.cells('status')}<>status_dropped)"
    for row, key in enumerate(LEVERS, start=TOP):
        sheet.put(row, 1, choice_label(key), "person")
        for column, goal in enumerate(GOALS, start=FIRST):
            formula = f"=SUMPRODUCT(({lever}=$A{row})*{standing}*{_names(plan, column)})"
            sheet.put(row, column, Formula(formula, len(found[key, goal])), "coverage")
        mine = [action for action in plan.actions if action.lever == key and action.status != "dropped"]
        sheet.put(row, ALL, Formula(f"=SUMPRODUCT(({lever}=$A{row})*{standing})", len(mine)), "coverage")
    _outside(plan, TOP + len(LEVERS))
    area = f"{letter(FIRST)}{TOP}:{letter(LAST)}{TOP + len(LEVERS) - 1}"
    first = f"{letter(FIRST)}{TOP}"
    sheet.rule(area, f"{first}>0", plan.book.look(color=ACCENT, ground=ACCENT_TINT, bold=True))
    sheet.rule(area, f"{first}=0", plan.book.look(color=MUTED))
    sheet.widths(30, *[20] * (ALL - 1))
    sheet.ws.freeze_panes = f"B{TOP}"
    sheet.print_setup(f"A1:{letter(ALL)}{TOP + len(LEVERS)}", f"{HEAD}:{HEAD}", high=1)


def _names(plan: Plan, column: int) -> str:
    """Which actions name the goal at the head of a column, among goals with commas between them."""
    goal = f"{letter(column)}${HEAD}"
    return f'ISNUMBER(SEARCH(", "&{goal}&", ",", "&{plan.cells("goals")}&", "))'


def _outside(plan: Plan, row: int) -> None:
    """Actions that stand in no cell of the table."""
    sheet = plan.book.sheets[-1]
    sheet.put(row, 1, _("in no cell: no lever, none of these goals, or dropped"), "aside")
    named = "+".join(_names(plan, column) for column in range(FIRST, LAST + 1))
    lever, status, title = plan.cells("lever"), plan.cells("status"), plan.cells("title")
    inside = f'SUMPRODUCT(({lever}<>"")*({status}<>status_dropped)*(({named})>0))'
    formula = f'=COUNTIFS({title},"<>")-{inside}'
    sheet.put(row, ALL, Formula(formula, len(outside_coverage(plan.actions))), "coverage")
