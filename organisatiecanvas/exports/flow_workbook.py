"""The lead time as a workbook: figures per order family and unit, causes, critical path, inputs, a native chart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from organisatiecanvas.exports import flow_chart, flow_inputs, flow_legend
from organisatiecanvas.exports.legend import Source, describe
from organisatiecanvas.exports.style import ATTENTION, ATTENTION_TINT, GOOD, PROBLEM, PROBLEM_TINT
from organisatiecanvas.exports.workbook import Book, Formula, Sheet, letter
from organisatiecanvas.models.analysis.common import Basis
from organisatiecanvas.models.analysis.figure_labels import value_label
from organisatiecanvas.models.analysis.flow.lights import light
from organisatiecanvas.models.analysis.flow.load import loads
from organisatiecanvas.models.analysis.flow.network import build
from organisatiecanvas.models.analysis.flow.results import FlowFigures, OrderFlow, UnitFlow
from organisatiecanvas.models.analysis.flow.stages import Causes, Stage, Timeline, timeline
from organisatiecanvas.models.labels import field_label
from organisatiecanvas.models.language import _, ngettext
from organisatiecanvas.models.organisation import Order, Organisation, Variant

HEAD, TOP = 5, 6
# Columns of the first sheet.
FAMILY, VARIANT, MCT, CAUSES = 1, 2, 3, 4
TOUCH, WHITE, QRM, LONGEST, HANDOFFS, LOTS, RELIABILITY, ROUTE, LABEL = range(CAUSES + 6, CAUSES + 15)
# Columns of the sheet of units.
U_LOTS, U_WORK, U_WAIT, U_LOAD, U_SIGN, U_TIMES, U_PRESENT, U_PLACES, U_HOURS, U_NEEDED, U_RELIABILITY = range(3, 14)
SIGNS = {"good": "✓", "attention": "!", "problem": "✕"}


@dataclass
class Shown:
    """One variant: its figures and where the days of each family go."""

    variant: Variant
    basis: Basis
    figures: FlowFigures
    timelines: dict[str, Timeline]
    reasons: dict[str, str]

    def order(self, name: str) -> OrderFlow:
        return next(row for row in self.figures["orders"] if row["order"] == name)

    def reason(self, key: str) -> str:
        return self.reasons.get(f"flow.{key}", "")


@dataclass
class Flow:
    """What the sheets share. `rows` says in which row of the first sheet a family of a variant stands."""

    source: Source
    book: Book
    shown: list[Shown]
    rows: dict[tuple[str, str], int] = field(default_factory=dict)

    @property
    def organisation(self) -> Organisation:
        return self.source.organisation

    @property
    def orders(self) -> list[Order]:
        """The families that come by somewhere, in document order."""
        there = {name for one in self.shown for name, line in one.timelines.items() if line.path or line.reason}
        return [order for order in self.organisation.orders.values() if order.id in there]


def export_flow(source: Source, target: Path) -> Path:
    """Write the lead time of one variant, or of all of them side by side; returns the target.

    Raises TargetBusyError and TargetError.
    """
    variants = [source.variant] if source.variant is not None else list(source.organisation.variants.values())
    book = Book(f"{_('Lead time')} · {source.title}")
    flow = Flow(source, book, [_shown(source.organisation, variant) for variant in variants])
    sheet = book.sheet(_("Lead time"))
    if not flow.orders:
        sheet.heading(book.title, _("No order family comes by here yet, so there is no lead time to show."))
        sheet.print_setup("A1:H2", None)
    else:
        _families(flow, sheet)
        _units(flow)
        _stages(flow)
        flow_inputs.write(flow.organisation, book, [one.variant for one in flow.shown])
    flow_legend.write(source, book)
    describe(book, source, "flow")
    return book.save(target)


def _shown(organisation: Organisation, variant: Variant) -> Shown:
    basis = Basis(organisation, variant)
    found = loads(basis, build(basis))
    lines = {order.id: timeline(basis, found, order) for order in organisation.orders.values()}
    figures = basis.figures("flow")
    reasons = {item["key"]: item["reason"] for item in basis.missing.items}
    return Shown(variant, basis, figures, lines, reasons)


# -- families ----------------------------------------------------------------------------------------------------


def _families(flow: Flow, sheet: Sheet) -> None:
    """A row for each family of each variant; days, shares and QRM numbers follow from the causes by formula."""
    sheet.heading(
        flow.book.title,
        _("Calendar days from order to first finished item, typical case, by what they are spent on."),
    )
    sheet.widths(30, 16, 11, *[12] * 6, 11, 13, 9, 10, 13, 13, 17, 66)
    heads = (
        *(field_label("order"), field_label("variant"), _("MCT (days)"), *cause_heads()),
        *(_("Touch time"), _("White space"), _("QRM number"), _("Longest way"), _("Handoffs"), _("Lots in process")),
        *(_("Reliability"), _("Critical path, or why there is no lead time")),
    )
    sheet.line(HEAD, 1, heads, "head")
    sheet.ws.row_dimensions[HEAD].height = 44
    row = TOP - 1
    for order in flow.orders:
        for one in flow.shown:
            row += 1
            flow.rows[one.variant.id, order.id] = row
            _family(flow, sheet, row, one, order)
    last = letter(ROUTE)
    sheet.ws.auto_filter.ref = f"A{HEAD}:{last}{row}"
    sheet.ws.freeze_panes = f"{letter(MCT)}{TOP}"
    sheet.widths(0, first=LABEL)
    bottom = flow_chart.days_by_cause(
        sheet, head=HEAD, rows=(TOP, row), causes=(CAUSES, CAUSES + 5), label=LABEL, families=len(flow.shown)
    )
    sheet.print_setup(f"A1:{last}{bottom}", f"{HEAD}:{HEAD}", high=1)


def cause_heads() -> tuple[str, ...]:
    """What the causes are called, in the order of Causes."""
    return (
        _("Waiting for a place"),
        _("Waiting for people"),
        _("Setup"),
        _("Run, first piece"),
        _("Rest of the lot"),
        _("Transport and supplier"),
    )


def _family(flow: Flow, sheet: Sheet, row: int, one: Shown, order: Order) -> None:
    line, figures = one.timelines[order.id], one.order(order.id)
    sheet.put(row, FAMILY, order.name, "person")
    sheet.put(row, VARIANT, one.variant.name)
    sheet.put(row, LABEL, f"{order.name} · {one.variant.name}", "hidden")
    if line.reason:
        for column in range(MCT, ROUTE):
            sheet.put(row, column, _("n/a") if column == MCT else None, "text")
        sheet.put(row, ROUTE, line.reason, "wrapped")
        sheet.fit(row, ROUTE)
        return
    sums = _sums(line.path)
    first, last = letter(CAUSES), letter(CAUSES + 5)
    sheet.put(row, MCT, Formula(f"=SUM({first}{row}:{last}{row})", sum(sums)), "total hours")
    for column, days in enumerate(sums, start=CAUSES):
        sheet.put(row, column, days, "number")
    touch = f"=SUM({letter(CAUSES + 2)}{row}:{letter(CAUSES + 4)}{row})"
    sheet.put(row, TOUCH, Formula(touch, sums.touch), "number")
    mct, worked = f"{letter(MCT)}{row}", f"{letter(TOUCH)}{row}"
    white = 1 - sums.touch / sum(sums) if sum(sums) > 0 else ""
    sheet.put(row, WHITE, Formula(f'=IF({mct}>0,1-{worked}/{mct},"")', white), "percent")
    _qrm(flow, sheet, row, one, order, sum(sums))
    sheet.put(row, LONGEST, figures["mct_longest_days"], "number")
    sheet.put(row, HANDOFFS, figures["handoffs"], "whole")
    sheet.put(row, LOTS, figures["lots_in_process"], "number")
    sheet.put(row, RELIABILITY, reliability(figures["reliability"]), "text")
    sheet.put(
        row, ROUTE, " → ".join(one.variant.units[name].name for name in figures["critical_path"] or ()), "wrapped"
    )
    sheet.fit(row, ROUTE)


def _sums(stages: tuple[Stage, ...]) -> Causes:
    return Causes(*(sum(stage.causes[at] for stage in stages) for at in range(len(Causes._fields))))


def _qrm(flow: Flow, sheet: Sheet, row: int, one: Shown, order: Order, days: float) -> None:
    """100 × the MCT of the first variant shown / the MCT of this one."""
    base = flow.shown[0]
    line = base.timelines[order.id]
    if one is base or line.reason or days <= 0 or line.days <= 0:
        sheet.put(row, QRM, None, "whole")
        return
    before, now = f"{letter(MCT)}{flow.rows[base.variant.id, order.id]}", f"{letter(MCT)}{row}"
    sheet.put(row, QRM, Formula(f'=IF({now}>0,100*{before}/{now},"")', 100 * line.days / days), "whole")


def reliability(words: str | None) -> str | None:
    """How far a figure can be relied on, in the language in use."""
    return value_label(words) if words is not None else None


# -- units -------------------------------------------------------------------------------------------------------


def _units(flow: Flow) -> None:
    """Load and waiting per unit; multiplier, sign and lots present follow by formula."""
    sheet = flow.book.sheet(_("Load of units"))
    sheet.heading(
        _("Load of units"),
        _("Hours are working hours per visit of a lot. ○ marks a default that nobody changed."),
    )
    sheet.widths(16, 32, 10, 13, 11, 10, 5, 14, 12, 9, 11, 26, 17, 56)
    heads = (
        *(field_label("variant"), field_label("unit"), _("Lots a week"), _("Work (h a lot)"), _("Waiting (h)")),
        *(_("Load"), "", _("Multiplier u/(1−u)"), _("Lots present"), field_label("places")),
        *(field_label("hours_per_week"), _("Needed at the target"), _("Reliability"), _("Why there is no figure")),
    )
    sheet.line(HEAD, 1, heads, "head")
    sheet.ws.row_dimensions[HEAD].height = 30
    row = TOP - 1
    for one in flow.shown:
        for figures in one.figures["units"]:
            if figures["lots_per_week"] > 0:
                row += 1
                _unit(flow, sheet, row, one, figures)
    last = max(row, TOP)
    sheet.ws.auto_filter.ref = f"A{HEAD}:{letter(14)}{last}"
    sheet.ws.freeze_panes = f"{letter(U_LOTS)}{TOP}"
    cells = f"{letter(U_LOAD)}{TOP}:{letter(U_SIGN)}{last}"
    sign = f"${letter(U_SIGN)}{TOP}"
    look = flow.book.look
    sheet.rule(cells, f'{sign}="{SIGNS["problem"]}"', look(color=PROBLEM, ground=PROBLEM_TINT, bold=True))
    sheet.rule(cells, f'{sign}="{SIGNS["attention"]}"', look(color=ATTENTION, ground=ATTENTION_TINT, bold=True))
    sheet.rule(cells, f'{sign}="{SIGNS["good"]}"', look(color=GOOD))
    sheet.print_setup(f"A1:{letter(14)}{last}", f"{HEAD}:{HEAD}", f"A:{letter(2)}")


def _unit(flow: Flow, sheet: Sheet, row: int, one: Shown, figures: UnitFlow) -> None:
    unit = one.variant.units[figures["unit"]]
    target = flow.organisation.rules.utilisation_target
    load, present = figures["utilisation"], figures["lots_present"]
    cells = {name: f"{letter(column)}{row}" for name, column in globals().items() if name.startswith("U_")}
    sheet.put(row, 1, one.variant.name)
    sheet.put(row, 2, unit.name, "person")
    sheet.put(row, U_LOTS, figures["lots_per_week"], "number")
    sheet.put(row, U_WORK, figures["service_hours"], "number")
    sheet.put(row, U_WAIT, figures["wait_hours"], "number")
    sheet.put(row, U_LOAD, load, "percent")
    if load is None:
        sheet.line(row, U_SIGN, (None, None), "symbol")
    else:
        at = cells["U_LOAD"]
        formula = (
            f'=IF({at}<=rule_target,"{SIGNS["good"]}",'
            f'IF(AND({at}<=rule_too_high,{at}<1),"{SIGNS["attention"]}","{SIGNS["problem"]}"))'
        )
        sheet.put(row, U_SIGN, Formula(formula, SIGNS[light(load, target)]), "symbol")
        times = load / (1 - load) if load < 1 else ""
        sheet.put(row, U_TIMES, Formula(f'=IF({at}<1,{at}/(1-{at}),"")', times), "number")
    if present is None or figures["wait_hours"] is None:
        sheet.put(row, U_PRESENT, None, "number")
    else:
        formula = f"={cells['U_LOTS']}*({cells['U_WORK']}+{cells['U_WAIT']})/{cells['U_HOURS']}"
        sheet.put(row, U_PRESENT, Formula(formula, present), "number")
    flow_inputs.put(sheet, row, U_PLACES, one.basis, "units", unit, "places")
    flow_inputs.put(sheet, row, U_HOURS, one.basis, "units", unit, "hours_per_week")
    sheet.put(row, U_NEEDED, _needed(one, figures["unit"]), "wrapped")
    sheet.put(row, U_RELIABILITY, reliability(figures["reliability"]))
    reason = one.reason(f"units.{unit.id}.wait_hours") or one.reason(f"units.{unit.id}.utilisation")
    sheet.put(row, 14, reason, "wrapped")
    sheet.fit(row, 14)


def _needed(one: Shown, unit: str) -> str | None:
    """What it takes to come to the target, of a unit that can't keep up."""
    for need in one.figures["needed"]:
        if need["unit"] == unit and need["machine"] is None:
            return ngettext("{count} place", "{count} places", need["count"]).format(count=need["count"])
        if need["unit"] == unit:
            name = one.variant.units[unit].machines[need["machine"] or ""].name
            return _("{count} × {machine}").format(count=need["count"], machine=name)
    return None


# -- stages ------------------------------------------------------------------------------------------------------


def _stages(flow: Flow) -> None:
    """Every step along the critical path, its share of the MCT by formula, and the units beside it with their slack."""
    sheet = flow.book.sheet(_("Critical path"))
    sheet.heading(
        _("Critical path"),
        _("Step by step, in calendar days. Beside the path is what may take longer without the order coming later."),
    )
    sheet.widths(16, 28, 6, 40, 9, *[11] * 6, 9, 9, 9)
    heads = (
        *(field_label("variant"), field_label("order"), _("Step"), _("Unit or link"), _("Begins at day")),
        *(*cause_heads(), _("Days"), _("Share of MCT"), _("Slack (days)")),
    )
    sheet.line(HEAD, 1, heads, "head")
    sheet.ws.row_dimensions[HEAD].height = 44
    row = TOP - 1
    first_sheet = flow.book.sheets[0].quoted
    for number, one, order, stage in _every_stage(flow):
        row += 1
        sheet.put(row, 1, one.variant.name)
        sheet.put(row, 2, order.name)
        sheet.put(row, 3, number or None, "whole")
        sheet.put(row, 4, _place(one, stage), "person" if stage.unit else "wrapped")
        sheet.put(row, 5, stage.begin, "number")
        for column, days in enumerate(stage.causes, start=6):
            sheet.put(row, column, days or None, "number")
        sheet.put(row, 12, Formula(f"=SUM(F{row}:K{row})", stage.days), "total hours")
        mct = f"{first_sheet}!${letter(MCT)}${flow.rows[one.variant.id, order.id]}"
        whole = one.timelines[order.id].days
        if number and whole > 0:
            sheet.put(row, 13, Formula(f'=IF({mct}>0,L{row}/{mct},"")', stage.days / whole), "percent")
        else:
            sheet.put(row, 13, None, "percent")
        sheet.put(row, 14, None if number else stage.slack, "number")
    last = max(row, TOP)
    sheet.ws.auto_filter.ref = f"A{HEAD}:N{last}"
    sheet.ws.freeze_panes = f"E{TOP}"
    sheet.print_setup(f"A1:N{last}", f"{HEAD}:{HEAD}", "A:D")


def _every_stage(flow: Flow) -> Iterator[tuple[int, Shown, Order, Stage]]:
    """Numbered along the path; 0 beside it."""
    for one in flow.shown:
        for order in flow.orders:
            line = one.timelines[order.id]
            for number, stage in enumerate(line.path, start=1):
                yield number, one, order, stage
            for stage in line.beside:
                yield 0, one, order, stage


def _place(one: Shown, stage: Stage) -> str:
    units = one.variant.units
    if stage.unit is not None:
        return units[stage.unit].name
    link = one.variant.links[stage.link or ""]
    return f"{units[link.from_].name} → {units[link.to_].name}"
