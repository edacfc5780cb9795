"""Sheets that follow the action plan by formula: per owner, per month, and weeks on a timeline."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from organisatiecanvas.exports import charts
from organisatiecanvas.exports.style import ACCENT, GROUND, LINE, MUTED, PROBLEM, PROBLEM_TINT
from organisatiecanvas.exports.workbook import Formula, Sheet, letter
from organisatiecanvas.models.labels import choice_label, field_label
from organisatiecanvas.models.language import _
from organisatiecanvas.models.organisation import ACTION_STATUSES, Action

if TYPE_CHECKING:
    from organisatiecanvas.exports.action_plan import Plan

HEAD, TOP = 4, 5
MAX_WEEKS = 156
WEEK_WIDTH = 2.6
COUNT, FIRST_STATUS = 2, 3
SPARE_BARS = 20  # rows of the timeline for actions added in Excel
# In the order of the statuses; also told apart in grey.
STATUS_COLOURS = ("A7D3CD", ACCENT, "5B6675", "D9A441", "DDE2E8")
CHART, CHART_ROWS = (26.0, 9.0), 19  # width and height in cm, rows that it covers
LATE = FIRST_STATUS + len(ACTION_STATUSES)
HOURS, COST = LATE + 1, LATE + 2


def owners(plan: Plan) -> None:
    """One row per owner as written; what is added under another name shows in the last row."""
    names = list(dict.fromkeys(action.owner_ for action in plan.actions if action.owner_))
    sheet = _summary(plan, _("Per owner"), field_label("owner"))
    owner, title = plan.cells("owner"), plan.cells("title")
    # SUMPRODUCT compares letter by letter; COUNTIFS would take < > = * ? in a name as an instruction.
    row = HEAD
    for row, name in enumerate(names, start=TOP):
        sheet.put(row, 1, name, "person")
        mine = [action for action in plan.actions if action.owner_ == name]
        _figures(plan, sheet, row, f"({owner}=$A{row})", mine)
    row += 1
    sheet.put(row, 1, _("without an owner"), "aside")
    nobody = [action for action in plan.actions if not action.owner_]
    _figures(plan, sheet, row, f'({owner}="")*({title}<>"")', nobody)
    _rest(plan, sheet, row + 1)
    sheet.widths(30, *[11] * (COST - 1))


def _summary(plan: Plan, title: str, head: str) -> Sheet:
    sheet = plan.book.sheet(title)
    sheet.heading(title, _("Counts, hours and cost follow the sheet of actions."))
    sheet.put(HEAD, 1, head, "head")
    labels = (_("Actions"), *map(choice_label, ACTION_STATUSES), _("Late"), field_label("hours"), field_label("cost"))
    sheet.line(HEAD, COUNT, labels, "head number")
    sheet.ws.freeze_panes = f"B{TOP}"
    return sheet


def _figures(plan: Plan, sheet: Sheet, row: int, condition: str, actions: list[Action]) -> None:
    """One row of sums over the actions that meet a condition, which is a product of tests on their cells."""
    _count(sheet, row, COUNT, f"=SUMPRODUCT(--({condition}))", len(actions))
    for place, status in enumerate(ACTION_STATUSES):
        formula = f"=SUMPRODUCT({condition}*({plan.cells('status')}=status_{status}))"
        _count(sheet, row, FIRST_STATUS + place, formula, sum(action.status == status for action in actions))
    late = f'=SUMPRODUCT({condition}*({plan.cells("late")}="!"))'
    _count(sheet, row, LATE, late, sum(plan.late(action) for action in actions))
    for column, field, style in ((HOURS, "hours", "number"), (COST, "cost", "money")):
        total = sum(getattr(action, field) for action in actions)
        sheet.put(row, column, Formula(f"=SUMPRODUCT(--({condition}),{plan.cells(field)})", total), style)


def _count(sheet: Sheet, row: int, column: int, formula: str, value: int) -> None:
    sheet.put(row, column, Formula(formula, value), "whole")


def _rest(plan: Plan, sheet: Sheet, row: int) -> None:
    """What the rows above don't hold, and the total of all actions."""
    sheet.put(row, 1, _("other, added later"), "aside")
    sheet.put(row + 1, 1, _("Total"), "total text")
    all_of = {COUNT: f'COUNTIFS({plan.cells("title")},"<>")', LATE: f'COUNTIFS({plan.cells("late")},"!")'}
    all_of |= {
        FIRST_STATUS + place: f"COUNTIFS({plan.cells('status')},status_{status})"
        for place, status in enumerate(ACTION_STATUSES)
    }
    all_of |= {HOURS: f"SUM({plan.cells('hours')})", COST: f"SUM({plan.cells('cost')})"}
    for column in range(COUNT, COST + 1):
        name, style = letter(column), {HOURS: "number", COST: "money"}.get(column, "whole")
        above = sum(sheet.shown(above, column) for above in range(TOP, row))
        sheet.put(row, column, Formula(f"={all_of[column]}-SUM({name}{TOP}:{name}{row - 1})", 0), style)
        style = {HOURS: "total hours", COST: "total money"}.get(column, "total")
        sheet.put(row + 1, column, Formula(f"=SUM({name}{TOP}:{name}{row})", above), style)
    late = letter(LATE)
    look = plan.book.look(color=PROBLEM, ground=PROBLEM_TINT, bold=True)
    sheet.rule(f"{late}{TOP}:{late}{row}", f"{late}{TOP}>0", look)
    sheet.ws.auto_filter.ref = f"A{HEAD}:{letter(COST)}{row}"
    sheet.print_setup(f"A1:{letter(COST)}{row + 1}", f"{HEAD}:{HEAD}")


def months(plan: Plan) -> None:
    """One row per month in which something is due, from the first to the last."""
    sheet = _summary(plan, _("Per month"), _("Due in"))
    due, title = plan.cells("due"), plan.cells("title")
    row = HEAD
    for row, month in enumerate(_months(plan.actions), start=TOP):
        sheet.put(row, 1, month, "month")
        actions = [action for action in plan.actions if action.due and action.due.replace(day=1) == month]
        _month_figures(plan, sheet, row, due, actions)
    row += 1
    sheet.put(row, 1, _("without a date"), "aside")
    undated = [action for action in plan.actions if action.due is None]
    _figures(plan, sheet, row, f'({due}="")*({title}<>"")', undated)
    _rest(plan, sheet, row + 1)
    sheet.widths(22, *[11] * (COST - 1))
    if row > TOP:
        _month_chart(plan, sheet, row - 1)


def _month_chart(plan: Plan, sheet: Sheet, last: int) -> None:
    """What is due per month, by status: a native chart that follows the cells above it."""
    chart = charts.stacked("col")
    chart.gapWidth = 60
    months = charts.dated(sheet, 1, TOP, last, "mmm yyyy")
    for place, colour in enumerate(STATUS_COLOURS):
        column = FIRST_STATUS + place
        charts.add_series(chart, sheet, column=column, head=HEAD, rows=(TOP, last), labels=months, colour=colour)
    chart.x_axis.number_format = "mmm yyyy"
    chart.y_axis.majorUnit = max(1, round(max(map(len, _by_month(plan).values())) / 8))
    charts.axis_title(chart.y_axis, _("actions due"))
    chart.width, chart.height = CHART
    below = last + 5  # the rows without a month and the total
    sheet.ws.add_chart(chart, f"A{below}")
    sheet.print_setup(f"A1:{letter(COST + 2)}{below + CHART_ROWS}", f"{HEAD}:{HEAD}", high=1)


def _by_month(plan: Plan) -> dict[datetime.date, list[Action]]:
    found: dict[datetime.date, list[Action]] = {}
    for action in plan.actions:
        if action.due is not None:
            found.setdefault(action.due.replace(day=1), []).append(action)
    return found


def _months(actions: list[Action]) -> Iterator[datetime.date]:
    """Months with something due; all between the first and the last unless that is over ten years."""
    due = sorted({action.due.replace(day=1) for action in actions if action.due is not None})
    if not due:
        return
    if due[-1].year - due[0].year > 10:
        yield from due
        return
    month = due[0]
    while month <= due[-1]:
        yield month
        month = (month + datetime.timedelta(days=32)).replace(day=1)


def _month_figures(plan: Plan, sheet: Sheet, row: int, due: str, actions: list[Action]) -> None:
    within = f'{due},">="&$A{row},{due},"<"&EDATE($A{row},1)'
    _count(sheet, row, COUNT, f"=COUNTIFS({within})", len(actions))
    for place, status in enumerate(ACTION_STATUSES):
        formula = f"=COUNTIFS({within},{plan.cells('status')},status_{status})"
        _count(sheet, row, FIRST_STATUS + place, formula, sum(action.status == status for action in actions))
    late = f'=COUNTIFS({within},{plan.cells("late")},"!")'
    _count(sheet, row, LATE, late, sum(plan.late(action) for action in actions))
    for column, field, style in ((HOURS, "hours", "number"), (COST, "cost", "money")):
        total = sum(getattr(action, field) for action in actions)
        sheet.put(row, column, Formula(f"=SUMIFS({plan.cells(field)},{within})", total), style)


def timeline(plan: Plan) -> None:
    """A row per row of the plan and a column per week; bars appear by conditional look, so they follow the dates."""
    sheet = plan.book.sheet(_("Timeline"))
    sheet.heading(
        _("Timeline"), _("Dark: done so far. Light: still to do. Hatched: overdue. Weeks start on the date above them.")
    )
    fields: list[tuple[str, float, str]] = [
        ("late", 6, "symbol"),
        ("title", 56, "text"),
        ("owner", 18, "text"),
        ("status", 12, "text"),
    ]
    fields += [("progress", 11, "percent"), ("start", 12, "date"), ("due", 12, "date")]
    fields = [item for item in fields if plan.has(item[0])]
    for place, (field, width, _style) in enumerate(fields, start=1):
        sheet.put(HEAD, place, _("Late") if field == "late" else field_label(field), "head")
        sheet.widths(width, first=place)
    for number in range(1, len(plan.actions) + SPARE_BARS + 1):
        for place, (field, _width, style) in enumerate(fields, start=1):
            # By number, so that deleting a row of the plan leaves no broken reference.
            cell = f"INDEX({plan.cells(field)},{number})"
            value = plan.shown(number, field)
            formula = Formula(f'=IF({cell}="","",{cell})', "" if value is None else value)
            sheet.put(TOP + number - 1, place, formula, style)
    look = plan.book.look(color=PROBLEM, ground=PROBLEM_TINT, bold=True)
    sheet.rule(f"A{TOP}:A{TOP + len(plan.actions) + SPARE_BARS - 1}", f'$A{TOP}="!"', look)
    _weeks(plan, sheet, len(fields))


def _weeks(plan: Plan, sheet: Sheet, before: int) -> None:
    dates: list[Any] = [day for action in plan.actions for day in (action.start, action.due) if day is not None]
    first = min(dates, default=plan.today)
    monday = first - datetime.timedelta(days=first.weekday())
    count = min(MAX_WEEKS, (max(dates, default=plan.today) - monday).days // 7 + 2)
    column = before + 1
    for week in range(count):
        day = monday + datetime.timedelta(weeks=week)
        value = day if not week else Formula(f"={letter(column + week - 1)}{HEAD}+7", day)
        sheet.put(HEAD, column + week, value, "head week")
    sheet.column_band(column, column + count - 1, WEEK_WIDTH)
    sheet.ws.row_dimensions[HEAD].height = 42
    last = max(TOP, TOP + len(plan.actions) - 1)
    edge = letter(column + count - 1)
    _bars(plan, sheet, f"{letter(column)}{TOP}:{edge}{last + SPARE_BARS}", letter(column), before)
    sheet.ws.freeze_panes = f"{letter(column)}{TOP}"
    sheet.print_setup(f"A1:{edge}{last}", f"{HEAD}:{HEAD}", "A:B")


def _bars(plan: Plan, sheet: Sheet, area: str, week: str, before: int) -> None:
    """Looks that exclude each other: done so far, overdue, still to do, and the week of today."""
    start, due = f"${letter(before - 1)}{TOP}", f"${letter(before)}{TOP}"
    progress, status = f"${letter(before - 2)}{TOP}", f"${letter(before - 3)}{TOP}"
    day = f"{week}${HEAD}"
    begin = f"IF(ISNUMBER({start}),{start},{due})"
    end = f"IF(ISNUMBER({due}),{due},{start})"
    inside = f"ISNUMBER({begin}),{day}+6>={begin},{day}<={end}"
    done = f"OR({status}=status_done,AND(N({progress})>0,{day}<={begin}+({end}-{begin})*N({progress})))"
    late = f"AND({end}<plan_today,OR({status}=status_open,{status}=status_running))"
    dropped = f"{status}=status_dropped"
    book = plan.book
    sheet.rule(area, f"AND({inside},{dropped})", book.look(ground=GROUND, pattern="gray125", lines=MUTED, apart=True))
    sheet.rule(area, f"AND({inside},NOT({dropped}),{done})", book.look(ground=ACCENT, apart=True))
    overdue = book.look(ground=PROBLEM_TINT, pattern="lightUp", lines=PROBLEM, apart=True)
    sheet.rule(area, f"AND({inside},NOT({dropped}),NOT({done}),{late})", overdue)
    sheet.rule(area, f"AND({inside},NOT({dropped}),NOT({done}),NOT({late}))", book.look(ground="A7D3CD", apart=True))
    sheet.rule(area, f"AND({day}<=plan_today,{day}+6>=plan_today)", book.look(ground=LINE))
