"""The action plan as a workbook: every field of an action, sums that follow the filter, views that follow the plan."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from organisatiecanvas.exports import action_goals, action_views
from organisatiecanvas.exports.legend import Legend, Source, describe
from organisatiecanvas.exports.style import MUTED, PROBLEM, PROBLEM_TINT
from organisatiecanvas.exports.workbook import Book, Formula, Sheet, letter
from organisatiecanvas.models.labels import choice_label, collection_label, field_label
from organisatiecanvas.models.language import _
from organisatiecanvas.models.organisation import ACTION_STATUSES, LEVERS, Action, Organisation
from organisatiecanvas.models.plan_figures import goal_label, goal_of, late

HEAD, TOP = 5, 6
SUMS = 4
SPARE = 300  # rows below the last that formulas and choices reach, for actions added in Excel
WORKS_COUNCIL = ("none", "requested", "advice", "consent", "objection")
OVERDUE_SIGN = "!"
LATE = "late"


class Column(NamedTuple):
    """One column: the field it shows, its width in characters, and the style of its cells."""

    field: str
    width: float
    style: str = "wrapped"


COLUMNS = (
    Column("id", 0, "hidden"),
    Column(LATE, 6, "symbol"),
    Column("title", 28),
    Column("about", 14),
    Column("variant", 9),
    Column("reason", 24),
    Column("measure", 26),
    Column("from_value", 11),
    Column("to_value", 11),
    Column("owner", 14),
    Column("involved", 14),
    Column("start", 10.5, "date"),
    Column("due", 10.5, "date"),
    Column("hours", 9, "number"),
    Column("cost", 12, "money"),
    Column("status", 9),
    Column("progress", 10.5, "percent"),
    Column("staff_consequence", 20),
    Column("accompanying_measure", 20),
    Column("works_council_ground", 8),
    Column("works_council_status", 11),
    Column("evaluation", 10.5, "date"),
    Column("lever", 18),
    Column("goals", 18),
    Column("proposal", 0, "hidden"),
)
# Without names: an owner is somebody even where only a function is named, for a role may have one holder.
PERSONAL = ("owner", "involved")
# Ids are free text and may hold a name.
IDENTIFYING = ("id", "proposal")


@dataclass
class Plan:
    """What the sheets share: the actions and where each field stands on the sheet of actions."""

    source: Source
    book: Book
    sheet: Sheet
    actions: list[Action]
    columns: list[Column]
    today: datetime.date

    @property
    def organisation(self) -> Organisation:
        return self.source.organisation

    @property
    def last(self) -> int:
        return TOP + max(1, len(self.actions)) - 1

    @property
    def reach(self) -> int:
        return self.last + SPARE

    def has(self, field: str) -> bool:
        return any(column.field == field for column in self.columns)

    def letter(self, field: str) -> str:
        return letter(_place(self, field))

    def cells(self, field: str) -> str:
        """All cells of a field, also for actions added later, from any sheet."""
        name = self.letter(field)
        return f"{self.sheet.quoted}!${name}${TOP}:${name}${self.reach}"

    def shown(self, number: int, field: str) -> Any:
        """What the cell of the nth action shows, counting from 1; None below the last."""
        return self.sheet.shown(TOP + number - 1, _place(self, field))

    def late(self, action: Action) -> bool:
        """Whether the action is unfinished after its due date."""
        return late(action, self.today)


def export_actions(source: Source, target: Path) -> Path:
    """Write the action plan; returns the target. Raises TargetBusyError and TargetError.

    What is overdue is judged against today, by one cell of the legend: a plan is used for months after its export,
    and whoever wants the figures of another day types that date there.
    """
    book = Book(f"{_('Action plan')} · {source.title}")
    hidden = {"full": (), "codes": IDENTIFYING, "none": (*IDENTIFYING, *PERSONAL)}[source.names]
    columns = [column for column in COLUMNS if column.field not in hidden]
    actions = sorted(source.organisation.actions.values(), key=_by_date)
    plan = Plan(source, book, book.sheet(collection_label("actions")), actions, columns, datetime.date.today())
    _table(plan)
    if plan.has("owner"):
        action_views.owners(plan)
    action_views.months(plan)
    action_views.timeline(plan)
    action_goals.levers(plan)
    _legend(plan)
    describe(book, source, "actions")
    return book.save(target)


def _by_date(action: Action) -> tuple[bool, datetime.date]:
    day = action.start or action.due
    return day is None, day or datetime.date.max


def _table(plan: Plan) -> None:
    sheet = plan.sheet
    sheet.heading(
        plan.book.title,
        _("Sums follow the filter. {sign} = unfinished after its due date.").format(sign=OVERDUE_SIGN),
        2 if plan.columns[0].width == 0 else 1,
    )
    for place, column in enumerate(plan.columns, start=1):
        sheet.put(HEAD, place, _("Late") if column.field == LATE else field_label(column.field), "head")
        sheet.widths(column.width, first=place)
    for row, action in enumerate(plan.actions, start=TOP):
        for place, column in enumerate(plan.columns, start=1):
            sheet.put(row, place, _value(plan, action, column.field, row), column.style)
        sheet.fit(row, len(plan.columns))
    if not plan.actions:
        sheet.put(3, _place(plan, "title"), _("There are no actions yet."), "subtitle")
    _sums(plan)
    _shape(plan)


def _value(plan: Plan, action: Action, field: str, row: int) -> Any:
    special: dict[str, Callable[[], Any]] = {
        LATE: lambda: Formula(_late_formula(plan, row), OVERDUE_SIGN if plan.late(action) else ""),
        "about": lambda: _element_name(plan.source, action),
        "variant": lambda: plan.organisation.variants[action.variant].name if action.variant else None,
        "owner": lambda: action.owner_,
        "status": lambda: choice_label(action.status),
        "works_council_status": lambda: choice_label(action.works_council_status),
        "lever": lambda: choice_label(action.lever) if action.lever else None,
        "goals": lambda: ", ".join(map(_goal, action.goals)),
    }
    return special[field]() if field in special else getattr(action, field)


def _goal(words: str) -> str:
    """A goal as written; one of the five in the language of the workbook, as the coverage looks for it."""
    known = goal_of(words)
    return goal_label(known) if known is not None else words


def _late_formula(plan: Plan, row: int) -> str:
    due, status = f"${plan.letter('due')}{row}", f"${plan.letter('status')}{row}"
    return (
        f"=IF(AND(ISNUMBER({due}),{due}<plan_today,OR({status}=status_open,{status}=status_running)),"
        f'"{OVERDUE_SIGN}","")'
    )


def _element_name(source: Source, action: Action) -> str | None:
    """The name of what an action is about, looked up in its variant first; an id that is gone shows nothing.

    People only by their own ids: with codes, an id in a text could be the code of somebody else.
    """
    if action.about is None:
        return None
    organisation = source.organisation
    variants = list(organisation.variants.values())
    variants.sort(key=lambda variant: variant.id != action.variant)
    collections = [getattr(organisation, name) for name in ("skills", "orders")]
    if source.names == "full":
        collections.insert(0, organisation.people)
    for variant in variants:
        collections += [getattr(variant, name) for name in variant.PARTS]
    for rows in collections:
        row = rows.get(action.about)
        if row is not None:
            return getattr(row, "name", None) or getattr(row, "label", None) or getattr(row, "text", None)
    return None


def _sums(plan: Plan) -> None:
    """Count, hours, cost and lateness of the rows that the filter shows."""
    sheet = plan.sheet
    late = sum(plan.late(action) for action in plan.actions)
    sheet.put(SUMS, _place(plan, LATE), Formula(_subtotal(plan, LATE, f'"{OVERDUE_SIGN}"'), late), "total")
    title, count = plan.letter("title"), len(plan.actions)
    formula = f"=SUBTOTAL(103,{title}{TOP}:{title}{plan.reach})"
    sheet.put(SUMS, _place(plan, "title"), Formula(formula, count), "total")
    for field, style in (("hours", "total hours"), ("cost", "total money")):
        name = plan.letter(field)
        total = sum(getattr(action, field) for action in plan.actions)
        sheet.put(SUMS, _place(plan, field), Formula(f"=SUBTOTAL(109,{name}{TOP}:{name}{plan.reach})", total), style)


def _subtotal(plan: Plan, field: str, value: str) -> str:
    """How many of the rows shown have this value: SUBTOTAL row by row tells which are shown."""
    name = plan.letter(field)
    cells, first = f"{name}{TOP}:{name}{plan.reach}", f"{name}{TOP}"
    return f"=SUMPRODUCT(SUBTOTAL(103,OFFSET({first},ROW({cells})-ROW({first}),0)),--({cells}={value}))"


def _place(plan: Plan, field: str) -> int:
    return 1 + next(place for place, column in enumerate(plan.columns) if column.field == field)


def _shape(plan: Plan) -> None:
    sheet, last = plan.sheet, letter(len(plan.columns))
    first = f"$A{TOP}"
    sheet.ws.freeze_panes = f"{letter(_place(plan, 'title') + 1)}{TOP}"
    sheet.ws.auto_filter.ref = f"A{HEAD}:{last}{plan.last}"
    sheet.ws.row_dimensions[HEAD].height = 30
    late, status = f"${plan.letter(LATE)}{TOP}", f"${plan.letter('status')}{TOP}"
    for field in (LATE, "title", "due"):
        name = plan.letter(field)
        look = plan.book.look(color=PROBLEM, ground=PROBLEM_TINT, bold=True)
        sheet.rule(f"{name}{TOP}:{name}{plan.reach}", f'{late}="{OVERDUE_SIGN}"', look)
    finished = f"OR({status}=status_done,{status}=status_dropped)"
    sheet.rule(f"{first.replace('$', '')}:{last}{plan.reach}", finished, plan.book.look(color=MUTED))
    message = _("Choose one of the list on the sheet Legend.")
    for field, source in (
        ("status", "list_status"),
        ("works_council_status", "list_works_council"),
        ("lever", "list_lever"),
    ):
        name = plan.letter(field)
        sheet.choices(f"{name}{TOP}:{name}{plan.reach}", source, message)
    shown = letter(max(place for place, column in enumerate(plan.columns, start=1) if column.width))
    sheet.print_setup(f"A1:{shown}{plan.last}", f"{HEAD}:{HEAD}", f"A:{plan.letter('title')}")


def _legend(plan: Plan) -> None:
    legend = Legend(plan.book)
    legend.section(_("Overdue"))
    today = Formula("=TODAY()", plan.today)
    text = _("What is overdue is judged against this day. Type a date over the formula to see another day.")
    legend.named("plan_today", _("Day"), today, text, "date")
    places = legend.choices("list_status", field_label("status"), map(choice_label, ACTION_STATUSES))
    for status, place in zip(ACTION_STATUSES, places, strict=True):
        plan.book.point(f"status_{status}", place)
    legend.choices("list_works_council", field_label("works_council_status"), map(choice_label, WORKS_COUNCIL))
    legend.choices("list_lever", field_label("lever"), map(choice_label, LEVERS))
    legend.section(_("Method"))
    legend.paragraph(
        _(
            "Sums above the actions count the rows that the filter shows; the other sheets count all of them and "
            "follow every change, also of actions that are added below. Grounds of the works council are articles of "
            "the Dutch Works Councils Act (WOR) [lit]; levers and goals are those of SER advice 23/03 [seed]. "
            "No legal advice."
        )
    )
    if plan.source.names == "none":
        legend.paragraph(_("Owners and people involved are left out, for a function with one holder is a person."))
    legend.origin(plan.source)
    legend.finish()
