"""The workload as a workbook: what people report in quadrants, hours per unit and role, what falls short.

Groups that are too small stand there as «< 5», like on screen. Without names no role and no person is listed, and
units with fewer people than the least group are put together.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from organisatiecanvas.exports import workload_hours, workload_legend
from organisatiecanvas.exports.legend import Source, describe
from organisatiecanvas.exports.skills_grid import sign_looks
from organisatiecanvas.exports.workbook import Book, Formula, Sheet, letter
from organisatiecanvas.models.analysis.common import Basis
from organisatiecanvas.models.analysis.figure_labels import value_label
from organisatiecanvas.models.analysis.strain import (
    GroupStrain,
    StrainEstimate,
    StrainFigures,
    shown_cut_offs,
)
from organisatiecanvas.models.analysis.workload import UnitLoad, Workload, workload
from organisatiecanvas.models.labels import choice_label
from organisatiecanvas.models.language import _
from organisatiecanvas.models.organisation import Variant
from organisatiecanvas.models.surveys import group_name

HEAD, TOP = 5, 6
GROUP, INSTRUMENT, COUNT, DEMANDS, CONTROL, QUADRANT, SIGN, CARE = range(1, 9)
SIGNS = {"slopend": "✕", "actief": "!", "passief": "○", "ontspannen": "✓"}


@dataclass
class Load:
    """What the sheets share."""

    source: Source
    variant: Variant
    book: Book
    basis: Basis
    hours: Workload
    strain: StrainFigures
    cut_offs: dict[str, tuple[float, float] | None]

    @property
    def minimum(self) -> int:
        return max(1, self.basis.organisation.rules.minimum_group)

    @property
    def named(self) -> bool:
        """Whether roles and people may be listed."""
        return self.source.names != "none"

    def reason(self, *keys: str) -> str:
        reasons = {item["key"]: item["reason"] for item in self.basis.missing.items}
        return next((reasons[key] for key in keys if key in reasons), "")


def export_workload(source: Source, variant: Variant, target: Path) -> Path:
    """Write the workload of a variant; returns the target. Raises TargetBusyError and TargetError."""
    basis = Basis(source.organisation, variant)
    book = Book(f"{_('Workload')} · {source.title} · {variant.name}")
    strain = basis.figures("strain")
    cut_offs = {name: shown_cut_offs(basis, name) for name in ("nea", "jcq")}
    load = Load(source, variant, book, basis, workload(basis), strain, cut_offs)
    _write_strain(load)
    workload_hours.write(load)
    workload_legend.write(load)
    describe(book, source, "workload")
    return book.save(target)


def _write_strain(load: Load) -> None:
    """One row per surveyed group, then one per unit with what its structure suggests."""
    sheet = load.book.sheet(_("Workload"))
    sheet.heading(
        _("Workload and control as reported · {variant}").format(variant=load.variant.name),
        _("Groups under {minimum} answers, or derivable from others, stand here as «< {minimum}».").format(
            minimum=load.minimum
        ),
    )
    sheet.widths(40, 14, 13, 13, 14, 22, 8, 22)
    sheet.line(HEAD, GROUP, (_("Group"), _("Questionnaire")), "head")
    heads = (_("Answers"), _("Demands"), _("Room to decide"), _("Quadrant"), _("Sign"), _("Read with care"))
    sheet.line(HEAD, COUNT, heads, "head number")
    row = TOP
    for figures in load.strain["groups"]:
        _group(load, sheet, row, figures)
        row += 1
    if row == TOP:
        sheet.put(row, GROUP, _("Nobody was asked yet."), "plain")
        row += 1
    row = _estimates(load, sheet, row + 1)
    sheet.ws.freeze_panes = f"B{TOP}"
    sign_looks(sheet, f"{letter(SIGN)}{TOP}:{letter(SIGN)}{row}", f"{letter(SIGN)}{TOP}")
    sheet.print_setup(f"A1:{letter(CARE)}{row}", f"{HEAD}:{HEAD}", "A:A")


def _group(load: Load, sheet: Sheet, row: int, figures: GroupStrain) -> None:
    sheet.put(row, GROUP, group_name(load.variant, figures["group"]), "person")
    sheet.put(row, INSTRUMENT, choice_label(figures["instrument"]), "text")
    if figures["suppressed"]:
        sheet.put(row, COUNT, f"< {load.minimum}", "symbol")
        for column in range(DEMANDS, CARE):
            sheet.put(row, column, "–", "symbol")
        sheet.put(row, CARE, _("not shown"), "aside")
        return
    sheet.put(row, COUNT, figures["n"], "level")
    sheet.put(row, DEMANDS, figures["demands"], "total decimal")
    sheet.put(row, CONTROL, figures["autonomy"], "total decimal")
    name = figures["instrument"]
    if load.cut_offs[name] is None:
        sheet.put(row, QUADRANT, value_label(figures["quadrant"] or ""), "text")
        sheet.put(row, SIGN, SIGNS[figures["quadrant"] or ""], "symbol")
    else:
        high = f"{letter(DEMANDS)}{row}{'>=' if name == 'nea' else '>'}{name}_high_demands"
        low = f"{letter(CONTROL)}{row}<{name}_low_control"
        _quadrant(sheet, row, high, low, figures["quadrant"] or "")
    care = _("! read with care")
    formula = f'=IF({letter(COUNT)}{row}<careful_below,"{care}","")'
    sheet.put(row, CARE, Formula(formula, care if figures["careful"] else ""), "aside")


def _quadrant(sheet: Sheet, row: int, high: str, low: str, now: str) -> None:
    """The quadrant and its sign, from the figures in the row and the cut-offs of the legend."""

    def formula(words: dict[str, str]) -> str:
        return (
            f'=IF({high},IF({low},"{words["slopend"]}","{words["actief"]}"),'
            f'IF({low},"{words["passief"]}","{words["ontspannen"]}"))'
        )

    names = {name: value_label(name) for name in SIGNS}
    sheet.put(row, QUADRANT, Formula(formula(names), names[now]), "text")
    sheet.put(row, SIGN, Formula(formula(SIGNS), SIGNS[now]), "symbol")


def _estimates(load: Load, sheet: Sheet, row: int) -> int:
    """Per unit with people of its own; the row of the last."""
    sheet.put(row, GROUP, _("Indication from the structure, not a measurement"), "section")
    row += 1
    sheet.line(row, GROUP, (_("Unit"), ""), "head")
    heads = _("Own people"), _("Demands"), _("Room to decide"), _("Quadrant"), _("Sign"), ""
    sheet.line(row, COUNT, heads, "head number")
    for figures in load.strain["estimates"]:
        people = len(load.basis.own_people[figures["unit"]])
        if not load.named and people < load.minimum:
            continue  # who is few stands for a person
        row += 1
        _estimate(load, sheet, row, figures, people)
    return row


def _estimate(load: Load, sheet: Sheet, row: int, figures: StrainEstimate, people: int) -> None:
    unit = figures["unit"]
    sheet.put(row, GROUP, load.variant.units[unit].name, "person")
    sheet.put(row, INSTRUMENT, "", "text")
    sheet.put(row, COUNT, people, "level")
    for column, key in ((DEMANDS, "demand_index"), (CONTROL, "control_index")):
        value = figures[key]  # type: ignore[literal-required]
        sheet.put(row, column, _("n/a") if value is None else value, "symbol" if value is None else "total decimal")
    if figures["quadrant"] is None:
        reason = load.reason(
            f"strain.estimates.{unit}.demand_index",
            f"strain.estimates.{unit}.control_index",
            f"strain.estimates.{unit}.quadrant",
        )
        sheet.line(row, QUADRANT, (_("n/a"), ""), "symbol")
        sheet.put(row, CARE, reason, "aside")
        return
    high, low = f"{letter(DEMANDS)}{row}>=estimate_split", f"{letter(CONTROL)}{row}<estimate_split"
    _quadrant(sheet, row, high, low, figures["quadrant"])
    sheet.put(row, CARE, _("no measurement"), "aside")


def listed_units(load: Load) -> list[UnitLoad]:
    """The units with hours or people, without those that only frame others."""
    return [unit for unit in load.hours.units if unit.people or unit.parts.demand is None or unit.parts.demand > 0]
