"""What the lead time was computed with: orders, tasks, machines and links, with the defaults marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from organisatiecanvas.exports.workbook import Book, Formula, Sheet, letter
from organisatiecanvas.models.analysis.common import Basis
from organisatiecanvas.models.analysis.flow.assumptions import assumed, assumptions, grouped
from organisatiecanvas.models.labels import collection_label, field_label
from organisatiecanvas.models.language import _
from organisatiecanvas.models.organisation import Organisation, Task, Variant

FIRST = 4
COLUMNS = 11
STYLES = {"attended": "percent", **dict.fromkeys(("scv", "arrival_scv", "run_minutes", "wait_days"), "fraction")}


def put(sheet: Sheet, row: int, column: int, basis: Basis, collection: str, item: Any, name: str) -> None:
    """A field of a row, in the style of a default where it is one that figures depend on."""
    value = getattr(item, name)
    kind = STYLES.get(name) or ("whole" if isinstance(value, int) else "number")
    default = assumed(basis.organisation, basis.variant, collection, item, name)
    if value is None:
        sheet.put(row, column, "○" if default else None, "assumed" if default else "text")
    else:
        sheet.put(row, column, value, f"assumed {kind}" if default else kind)


def write(organisation: Organisation, book: Book, variants: Sequence[Variant]) -> None:
    """The inputs of every variant shown, one table below the other, and the list of defaults."""
    sheet = book.sheet(_("Inputs"))
    sheet.heading(_("Inputs"), _("Defaults that nobody changed are marked ○: check whether they hold here."))
    sheet.widths(16, 30, 30, 40, 22, *[13] * 6)
    row = FIRST
    bases = [Basis(organisation, variant) for variant in variants]
    for basis in bases:
        sheet.put(row, 1, basis.variant.name, "title")
        row += 1
        for table in (_orders, _tasks, _machines, _links):
            row = table(sheet, basis, row + 1)
        row += 1
    sheet.ws.freeze_panes = f"A{FIRST}"
    sheet.print_setup(f"A1:{letter(COLUMNS)}{row}", None)
    _defaults(organisation, book, bases)


def _head(sheet: Sheet, row: int, title: str, heads: Sequence[str]) -> int:
    """Returns the first row below it."""
    sheet.put(row, 1, title, "section")
    sheet.line(row + 1, 1, heads, "head")
    sheet.ws.row_dimensions[row + 1].height = 44
    return row + 2


def _over(sheet: Sheet, first: int, last: int) -> None:
    """Let the third cell of these rows, heading included, reach over the two after it, which have no use there."""
    for row in range(first - 1, last):
        sheet.ws.merge_cells(start_row=row, end_row=row, start_column=3, end_column=5)


def _orders(sheet: Sheet, basis: Basis, row: int) -> int:
    heads = (
        *(field_label("variant"), field_label("order"), field_label("segment"), "", ""),
        *(field_label("pieces_per_week"), field_label("lot_size"), _("Lots a week"), field_label("arrival_scv")),
    )
    first = row = _head(sheet, row, collection_label("orders"), heads)
    flowing = {order for order, links in basis.order_links.items() if links}
    flowing |= {order for order, tasks in basis.order_tasks.items() if tasks}
    for order in basis.organisation.orders.values():
        if order.id not in flowing:
            continue
        sheet.line(row, 1, (basis.variant.name, order.name, order.segment, None, None))
        sheet.put(row, 6, order.pieces_per_week, "number")
        put(sheet, row, 7, basis, "orders", order, "lot_size")
        sheet.put(row, 8, Formula(f"=F{row}/G{row}", order.pieces_per_week / order.lot_size), "number")
        put(sheet, row, 9, basis, "orders", order, "arrival_scv")
        row += 1
    _over(sheet, first, row)
    return row


def _tasks(sheet: Sheet, basis: Basis, row: int) -> int:
    heads = (
        *(field_label("variant"), field_label("order"), field_label("unit"), _("Task"), _("Machine")),
        *(field_label("setup_minutes"), field_label("run_minutes"), field_label("lot_size"), _("Lot time (h)")),
        *(field_label("scv"), field_label("attended")),
    )
    row = _head(sheet, row + 1, collection_label("tasks"), heads)
    for task in _flow_tasks(basis):
        order, unit = basis.organisation.orders[task.order or ""], basis.variant.units[task.unit]
        machine = unit.machines[task.machine].name if task.machine is not None else None
        sheet.line(row, 1, (basis.variant.name, order.name, unit.name, task.name, machine))
        put(sheet, row, 6, basis, "tasks", task, "setup_minutes")
        put(sheet, row, 7, basis, "tasks", task, "run_minutes")
        sheet.put(row, 8, order.lot_size, "number")
        hours = (task.setup_minutes + task.run_minutes * order.lot_size) / 60
        sheet.put(row, 9, Formula(f"=(F{row}+G{row}*H{row})/60", hours), "fraction")
        put(sheet, row, 10, basis, "tasks", task, "scv")
        if machine is not None:
            put(sheet, row, 11, basis, "tasks", task, "attended")
        row += 1
    return row


def _flow_tasks(basis: Basis) -> Iterator[Task]:
    """Tasks for order families, by family and unit in document order."""
    units = {name: place for place, name in enumerate(basis.variant.units)}
    for tasks in basis.order_tasks.values():
        yield from sorted(
            (task for task in tasks if task.unit not in basis.external_units), key=lambda task: units[task.unit]
        )


def _machines(sheet: Sheet, basis: Basis, row: int) -> int:
    used = {(task.unit, task.machine) for task in _flow_tasks(basis) if task.machine is not None}
    if not used:
        return row
    heads = (
        *(field_label("variant"), field_label("unit"), _("Machine"), "", "", field_label("count")),
        *(field_label("mttf_hours"), field_label("mttr_hours"), _("Availability")),
    )
    first = row = _head(sheet, row + 1, _("Machines"), heads)
    for unit in basis.internal_units:
        for machine in unit.machines.values():
            if (unit.id, machine.id) not in used:
                continue
            sheet.line(row, 1, (basis.variant.name, unit.name, machine.name, None, None))
            for column, name in ((6, "count"), (7, "mttf_hours"), (8, "mttr_hours")):
                put(sheet, row, column, basis, "machines", machine, name)
            works, repair = machine.mttf_hours, machine.mttr_hours
            value = works / (works + repair) if works is not None and repair else 1.0
            formula = f"=IF(AND(ISNUMBER(G{row}),ISNUMBER(H{row}),N(H{row})>0),G{row}/(G{row}+H{row}),1)"
            sheet.put(row, 9, Formula(formula, value), "percent")
            row += 1
    _over(sheet, first, row)
    return row


def _links(sheet: Sheet, basis: Basis, row: int) -> int:
    heads = (
        *(field_label("variant"), field_label("order"), field_label("from"), field_label("to"), field_label("label")),
        *(field_label("share"), field_label("wait_days"), field_label("parallel")),
    )
    row = _head(sheet, row + 1, collection_label("links"), heads)
    units = basis.variant.units
    for order, links in basis.order_links.items():
        for link in links:
            name = basis.organisation.orders[order].name
            ends = (units[link.from_].name, units[link.to_].name)
            sheet.line(row, 1, (basis.variant.name, name, *ends, link.label))
            sheet.put(row, 6, link.share, "percent")
            put(sheet, row, 7, basis, "links", link, "wait_days")
            sheet.put(row, 8, _("yes") if link.parallel else _("no"))
            row += 1
    return row


def _defaults(organisation: Organisation, book: Book, bases: Sequence[Basis]) -> None:
    """Which fields still hold their default, and where."""
    sheet = book.sheet(_("Defaults"))
    sheet.heading(
        _("Defaults"),
        _("Figures rest on these values, and nobody filled in others. Whoever chose one on purpose finds it here too."),
    )
    sheet.widths(16, 24, 34, 14, 9, 120)
    sheet.line(
        FIRST,
        1,
        (field_label("variant"), _("Of"), _("Field"), _("Default"), _("Times"), _("Where")),
        "head",
    )
    row = FIRST
    for basis in bases:
        for group in grouped(organisation, basis.variant, assumptions(basis)):
            row += 1
            sheet.line(row, 1, (basis.variant.name, group.collection, group.field, group.value))
            sheet.put(row, 5, len(group.names), "whole")
            sheet.put(row, 6, ", ".join(group.names), "wrapped")
            sheet.fit(row, 6)
    if row == FIRST:
        row += 1
        sheet.put(row, 1, _("There are none: every value was filled in."))
    sheet.ws.auto_filter.ref = f"A{FIRST}:F{row}"
    sheet.ws.freeze_panes = f"A{FIRST + 1}"
    sheet.print_setup(f"A1:F{row}", f"{FIRST}:{FIRST}")
