"""Control capacity as a workbook: units, disturbances, the decision matrix, meetings and structure (method.md 3, 4)."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from organisatiecanvas.exports.legend import Legend, Source, describe
from organisatiecanvas.exports.skills_grid import ATTENTION_SIGN, GOOD_SIGN, PROBLEM_SIGN, sign_looks
from organisatiecanvas.exports.workbook import Book, Formula, Sheet, letter
from organisatiecanvas.models.analysis import control as rules
from organisatiecanvas.models.analysis.capacity import unit_capacity
from organisatiecanvas.models.analysis.common import Basis
from organisatiecanvas.models.analysis.figure_labels import FIGURES
from organisatiecanvas.models.analysis.hours import SOLVED
from organisatiecanvas.models.decisions import LOOP
from organisatiecanvas.models.labels import choice_label, field_label
from organisatiecanvas.models.language import N_, _
from organisatiecanvas.models.organisation import MODES, Variant

HEAD, TOP = 4, 5
SIGNS = {"good": GOOD_SIGN, "attention": ATTENTION_SIGN, "problem": PROBLEM_SIGN}
LETTERS = {"decides": N_("D"), "consents": N_("C"), "advises": N_("A"), "informed": N_("I")}
PARAMETERS = (
    *("functional_concentration", "differentiation", "specialisation", "separation"),
    *("control_levels", "control_parts", "control_specialisation"),
)
FIXED = 6  # columns of the decision matrix before the parties


@dataclass
class Control:
    """What the sheets share."""

    source: Source
    variant: Variant
    basis: Basis
    figures: Any
    book: Book

    def party(self, name: str | None) -> str:
        row = self.variant.units.get(name or "") or self.variant.roles.get(name or "")
        return row.name if row is not None else ""

    def reason(self, key: str) -> str:
        return next((item["reason"] for item in self.basis.missing.items if item["key"] == key), "")


def export_control(source: Source, variant: Variant, target: Path) -> Path:
    """Write the workbook of a variant; returns the target. Raises TargetBusyError and TargetError."""
    basis = Basis(source.organisation, variant)
    book = Book(f"{_('Control capacity')} · {source.title} · {variant.name}")
    control = Control(source, variant, basis, basis.figures("control"), book)
    _units(control)
    _disturbances(control)
    _decisions(control)
    _meetings(control)
    _structure(control)
    _legend(control)
    describe(book, source, "control")
    return book.save(target)


def _units(control: Control) -> None:
    """Asked, solved and allowed per unit; shares and lights follow by formula."""
    sheet = control.book.sheet(_("Control capacity"))
    subtitle = _("What disturbances ask of each unit, what it solves itself, what it may decide.")
    sheet.heading(control.book.title, subtitle)
    sheet.widths(34, 13, 13, 11, 13, 11, 14, 14, 8, 60)
    heads = (
        *(field_label("unit"), _("Control asked (h a week)"), _("Hours available"), _("Share asked")),
        *(_("Solved itself (h)"), _("Coverage"), _("Operational authority"), _("Authority overall"), "", _("Remark")),
    )
    sheet.line(HEAD, 1, heads, "head")
    sheet.ws.row_dimensions[HEAD].height = 30
    row = HEAD
    for row, figures in enumerate(control.figures["units"], start=TOP):
        _unit(control, sheet, row, figures)
    last = max(row, TOP)
    sheet.ws.auto_filter.ref = f"A{HEAD}:J{last}"
    sheet.ws.freeze_panes = f"B{TOP}"
    sign_looks(sheet, f"I{TOP}:I{last}", f"I{TOP}")
    sheet.print_setup(f"A1:J{last}", f"{HEAD}:{HEAD}")


def _unit(control: Control, sheet: Sheet, row: int, figures: Any) -> None:
    unit = figures["unit"]
    own = [item for item in control.variant.disturbances.values() if item.unit == unit]
    solved = math.fsum(item.per_week * item.hours_each * SOLVED[item.solved] for item in own)
    available = control.basis.once(unit_capacity)[unit]["available_hours"]
    unknown = _("n/a")
    share, coverage = figures["required_share"], figures["coverage"]
    sheet.put(row, 1, control.party(unit), "person")
    sheet.put(row, 2, figures["required_hours"], "number")
    sheet.put(row, 3, available, "number")
    sheet.put(row, 4, Formula(f'=IF(C{row}=0,"{unknown}",B{row}/C{row})', _value(share)), "percent")
    sheet.put(row, 5, solved, "number")
    sheet.put(row, 6, Formula(f'=IF(B{row}=0,"{unknown}",E{row}/B{row})', _value(coverage)), "percent")
    sheet.put(row, 7, _value(figures["authority_operational"]), "percent")
    sheet.put(row, 8, _value(figures["authority_total"]), "percent")
    sheet.put(row, 9, Formula(_light(row), SIGNS.get(figures["light"] or "", "–")), "symbol")
    key = f"control.units.{unit}"
    reasons = [control.reason(f"{key}.{name}") for name in ("coverage", "required_share", "authority_operational")]
    sheet.put(row, 10, " ".join(dict.fromkeys(reason for reason in reasons if reason)), "wrapped")
    sheet.fit(row, 10)


def _value(figure: float | None) -> float | str:
    return _("n/a") if figure is None else figure


def _light(row: int) -> str:
    """The light of method.md 3: what is not known meets no condition."""
    share, coverage, authority = f"D{row}", f"F{row}", f"G{row}"
    low = (
        f"AND(ISNUMBER({share}),N({share})>rule_much_control,ISNUMBER({authority}),N({authority})<rule_poor_authority)"
    )
    problem = f"OR({coverage}<rule_poor_coverage,{low})"
    good = f"AND({coverage}>=rule_good_coverage,ISNUMBER({authority}),N({authority})>=rule_good_authority)"
    known = f'IF({problem},"{PROBLEM_SIGN}",IF({good},"{GOOD_SIGN}","{ATTENTION_SIGN}"))'
    return f'=IF(NOT(ISNUMBER({coverage})),"–",{known})'


def _disturbances(control: Control) -> None:
    """Every disturbance with its cost and who solves it; those without authority first."""
    sheet = control.book.sheet(_("Disturbances"))
    sheet.heading(_("Disturbances"), _("✕: the unit neither decides nor decides along in this domain."))
    sheet.widths(52, 30, 18, 10, 10, 12, 20, 30, 6, 14, 14)
    heads = (
        *(_("Disturbance"), field_label("unit"), field_label("domain"), _("A week"), _("Hours each")),
        *(_("Hours a week"), field_label("solved"), field_label("escalates_to"), "", _("Authority")),
        _("Waits for others"),
    )
    sheet.line(HEAD, 1, heads, "head")
    sheet.ws.row_dimensions[HEAD].height = 30
    uncovered = {row["disturbance"]: row["authority"] for row in control.figures["uncovered"]}
    rows = sorted(
        control.variant.disturbances.values(),
        key=lambda item: (item.id not in uncovered, -item.per_week * item.hours_each),
    )
    inside, partly = choice_label("inside"), choice_label("partly")
    row = HEAD
    for row, item in enumerate(rows, start=TOP):
        hours = item.per_week * item.hours_each
        sheet.put(row, 1, item.name, "person")
        sheet.put(row, 2, control.party(item.unit), "text")
        sheet.put(row, 3, item.domain, "text")
        sheet.put(row, 4, item.per_week, "number")
        sheet.put(row, 5, item.hours_each, "number")
        sheet.put(row, 6, Formula(f"=D{row}*E{row}", hours), "number")
        sheet.put(row, 7, choice_label(item.solved), "text")
        sheet.put(row, 8, control.party(item.escalates_to), "text")
        sheet.put(row, 9, PROBLEM_SIGN if item.id in uncovered else "", "symbol")
        sheet.put(row, 10, uncovered.get(item.id), "percent")
        left = f'=F{row}*IF(G{row}="{inside}",0,IF(G{row}="{partly}",{1 - SOLVED["partly"]},1))'
        sheet.put(row, 11, Formula(left, hours * (1 - SOLVED[item.solved])), "number")
    last = max(row, TOP)
    total = math.fsum(item.per_week * item.hours_each for item in rows)
    sheet.put(3, 5, _("Together"), "total label")
    sheet.put(3, 6, Formula(f"=SUM(F{TOP}:F{last})", total), "total hours")
    if not rows:
        sheet.put(TOP, 1, _("No disturbances are recorded yet."), "text")
    sheet.ws.auto_filter.ref = f"A{HEAD}:K{last}"
    sheet.ws.freeze_panes = f"B{TOP}"
    sign_looks(sheet, f"I{TOP}:I{last}", f"I{TOP}")
    sheet.print_setup(f"A1:K{last}", f"{HEAD}:{HEAD}")


def _decisions(control: Control) -> None:
    """Decisions by party, one letter per cell; how many each party decides by formula."""
    sheet = control.book.sheet(_("Decisions"))
    sheet.heading(_("Who decides what"), _("D decides, C decides with others, A advises, I is informed."))
    variant = control.variant
    taking = {party for row in variant.decisions.values() for party in row.authority}
    parties = [name for name in (*variant.units, *variant.roles) if name in taking]
    sheet.widths(36, 28, 16, 14, 11, 9, *[6] * len(parties), *[24] * len(LOOP))
    heads = (
        *(_("Decision"), field_label("about"), field_label("domain"), field_label("level")),
        *(field_label("scope"), _("A week")),
    )
    sheet.line(HEAD, 1, heads, "head")
    sheet.ws.row_dimensions[HEAD].height = 30
    sheet.ws.row_dimensions[HEAD].height = 150
    for at, party in enumerate(parties, start=FIXED + 1):
        sheet.put(HEAD, at, control.party(party), "head rotated")
    loop = FIXED + len(parties) + 1
    sheet.line(HEAD, loop, [field_label(part) for part in LOOP], "head")
    columns = {party: at for at, party in enumerate(parties, start=FIXED + 1)}
    places = {name: at for at, name in enumerate(variant.units)}
    rows = sorted(variant.decisions.values(), key=lambda item: places.get(item.about, 0))
    row = HEAD
    for row, item in enumerate(rows, start=TOP):
        values = (item.name, control.party(item.about), item.domain, choice_label(item.level), choice_label(item.scope))
        sheet.line(row, 1, values)
        sheet.put(row, FIXED, item.per_week, "number")
        for party, known in item.authority.items():
            sheet.put(row, columns[party], _(LETTERS[known.mode]), "level")
        for at, part in enumerate(LOOP, start=loop):
            sheet.put(row, at, control.party(getattr(item, part)), "text")
    last = max(row, TOP)
    if rows:
        sheet.blanks(range(TOP, last + 1), range(FIXED + 1, loop), "level")
    _decision_counts(sheet, rows, parties, last)
    if not rows:
        sheet.put(TOP, 1, _("No decisions are recorded yet."), "text")
    end = letter(loop + len(LOOP) - 1)
    sheet.ws.auto_filter.ref = f"A{HEAD}:{end}{last}"
    sheet.ws.freeze_panes = f"B{TOP}"
    sheet.print_setup(f"A1:{end}{last}", f"{HEAD}:{HEAD}", "A:A")


def _decision_counts(sheet: Sheet, rows: list[Any], parties: list[str], last: int) -> None:
    """How many decisions each party decides, above its column, and a list of letters to choose from."""
    sheet.put(3, FIXED, _("Decides"), "total label")
    decides = _(LETTERS["decides"])
    deciding = Counter(party for row in rows for party, known in row.authority.items() if known.mode == "decides")
    for at, party in enumerate(parties, start=FIXED + 1):
        name = letter(at)
        count = deciding[party]
        sheet.put(3, at, Formula(f'=COUNTIFS({name}{TOP}:{name}{last},"{decides}")', count), "total")
    if parties:
        area = f"{letter(FIXED + 1)}{TOP}:{letter(FIXED + len(parties))}{last}"
        sheet.choices(area, "list_modes", _("Choose a letter of the list, or leave the cell empty."))


def _meetings(control: Control) -> None:
    """Meetings with what they take of people's time; counts of small groups are not shown without names."""
    sheet = control.book.sheet(_("Meetings"))
    sheet.heading(_("Meetings"), _("Hours of all people together; a meeting counts once for each of them."))
    sheet.widths(36, 50, 9, 10, 10, 14, 60)
    heads = (
        *(_("Meeting"), field_label("participants"), _("A week"), _("Minutes"), _("People")),
        *(_("Hours a week"), field_label("decisions")),
    )
    sheet.line(HEAD, 1, heads, "head")
    sheet.ws.row_dimensions[HEAD].height = 30
    least = control.source.organisation.rules.minimum_group if control.source.names == "none" else 0
    row = HEAD
    total = 0.0
    for row, item in enumerate(control.variant.meetings.values(), start=TOP):
        people = len(_present(control, item.participants))
        sheet.put(row, 1, item.name, "person")
        sheet.put(row, 2, ", ".join(control.party(party) for party in item.participants), "wrapped")
        sheet.put(row, 3, item.per_week, "number")
        sheet.put(row, 4, item.minutes, "number")
        if people >= least:
            hours = item.per_week * item.minutes / 60 * people
            total += hours
            sheet.put(row, 5, people, "level")
            sheet.put(row, 6, Formula(f"=C{row}*D{row}/60*E{row}", hours), "number")
        else:
            sheet.put(row, 5, f"< {least}", "level")
        listed = [control.variant.decisions[name].name for name in item.decisions if name in control.variant.decisions]
        sheet.put(row, 7, ", ".join(listed), "wrapped")
        sheet.fit(row, 7)
    last = max(row, TOP)
    sheet.put(3, 5, _("Together"), "total label")
    sheet.put(3, 6, Formula(f"=SUM(F{TOP}:F{last})", total), "total hours")
    if row == HEAD:
        sheet.put(TOP, 1, _("No meetings are recorded yet."), "text")
    bottom = _coverage(control, sheet, last + 2)
    sheet.ws.auto_filter.ref = f"A{HEAD}:G{last}"
    sheet.ws.freeze_panes = f"B{TOP}"
    sheet.print_setup(f"A1:G{bottom}", f"{HEAD}:{HEAD}")


def _coverage(control: Control, sheet: Sheet, row: int) -> int:
    """How far meetings cover decisions and interfaces, and below it what they leave out; returns the last line."""
    for at, key in enumerate(("decision_coverage", "interface_coverage"), start=row):
        sheet.put(at, 1, _(FIGURES[key]), "label")
        sheet.put(at, 2, _value(control.figures[key]), "total share")
        sheet.put(at, 7, control.reason(f"control.{key}"), "subtitle")
    row += 3
    pairs = [" – ".join(map(control.party, pair)) for pair in control.figures["unmet_interfaces"]]
    rows = (control.variant.decisions[name] for name in control.figures["unmet_decisions"])
    decisions = [f"{one.name} · {control.party(one.about)}" for one in rows]
    for title, lines in (
        (_("Interfaces without a meeting"), pairs),
        (_("Decisions without a meeting"), decisions),
    ):
        for at, words in enumerate(lines, start=row):
            sheet.put(at, 1, title if at == row else "", "label")
            sheet.put(at, 2, words, "text")
        row += len(lines)
    return row


def _present(control: Control, participants: tuple[str, ...]) -> set[str]:
    """Who is there: a unit brings its people, a role its holders, each once (method.md 12)."""
    found: set[str] = set()
    for party in participants:
        if party in control.basis.people:
            found.update(control.basis.people[party])
        elif party in control.variant.roles:
            holders = control.variant.roles[party].holders.values()
            found.update(holder.person for holder in holders if not holder.backup)
    return found


def _structure(control: Control) -> None:
    """The parameters of the structure of every variant, with the mean by formula."""
    sheet = control.book.sheet(_("Structure"))
    sheet.heading(_("Structure"), _("0 %: simple, 100 %: functional [own], after de Sitter; the score is their mean."))
    variants = list(control.source.organisation.variants.values())
    sheet.widths(44, *[18] * len(variants), 70)
    sheet.line(HEAD, 1, (_("Parameter"), *(variant.name for variant in variants), _("Not known, because")), "head")
    reasons: dict[str, list[str]] = {}
    for at, variant in enumerate(variants, start=2):
        basis = control.basis if variant.id == control.variant.id else Basis(control.source.organisation, variant)
        figures = basis.figures("structure")
        for row, name in enumerate(PARAMETERS, start=TOP):
            sheet.put(row, at, _value(figures[name]), "percent")
            reason = next((item["reason"] for item in basis.missing.items if item["key"] == f"structure.{name}"), "")
            if reason:
                reasons.setdefault(name, []).append(f"{variant.name}: {reason}")
        _structure_sums(sheet, at, figures)
    for row, name in enumerate(PARAMETERS, start=TOP):
        sheet.put(row, 1, _(FIGURES[name]), "text")
        sheet.put(row, len(variants) + 2, " ".join(reasons.get(name, ())), "wrapped")
    bottom = TOP + len(PARAMETERS)
    for row, name in enumerate(("score", "handoffs_per_order", "team_pair_density"), start=bottom):
        sheet.put(row, 1, _(FIGURES[name]), "label")
    sheet.ws.freeze_panes = f"B{TOP}"
    sheet.print_setup(f"A1:{letter(len(variants) + 2)}{bottom + 2}", f"{HEAD}:{HEAD}")


def _structure_sums(sheet: Sheet, column: int, figures: Any) -> None:
    name, bottom = letter(column), TOP + len(PARAMETERS)
    area = f"{name}{TOP}:{name}{bottom - 1}"
    mean = f'=IF(COUNTIFS({area},">=0")=0,"{_("n/a")}",SUM({area})/COUNTIFS({area},">=0"))'
    sheet.put(bottom, column, Formula(mean, _value(figures["score"])), "total share")
    sheet.put(bottom + 1, column, _value(figures["handoffs_per_order"]), "number")
    sheet.put(bottom + 2, column, _value(figures["team_pair_density"]), "percent")


def _legend(control: Control) -> None:
    legend = Legend(control.book)
    legend.section(_("Signs"))
    for sign, words in (
        (GOOD_SIGN, _("The unit can handle what comes its way.")),
        (ATTENTION_SIGN, _("Neither good nor a problem.")),
        (PROBLEM_SIGN, _("It solves too little itself, or much is asked where it may decide little.")),
    ):
        legend.line("", sign, words, "symbol")
    legend.section(_("Thresholds used"))
    for name, label, value, words in (
        ("rule_poor_coverage", _("Low coverage"), rules.POOR_COVERAGE, _("Below it the light is a problem [own].")),
        ("rule_good_coverage", _("High coverage"), rules.GOOD_COVERAGE, _("From it on the light can be good [own].")),
        ("rule_much_control", _("Much control"), rules.MUCH_CONTROL_WORK, _("Share of the hours available [own].")),
        ("rule_poor_authority", _("Low authority"), rules.POOR_AUTHORITY, _("With much control a problem [own].")),
        ("rule_good_authority", _("High authority"), rules.GOOD_AUTHORITY, _("Needed for a good light [own].")),
    ):
        legend.named(name, label, value, words, "percent")
    weights = control.source.organisation.rules.authority_weights
    for mode in MODES:
        legend.line(choice_label(mode), getattr(weights, mode), _("Weight of this way to take part [own]."), "number")
    legend.choices("list_modes", _("Letters"), [_(LETTERS[mode]) for mode in MODES])
    legend.section(_("Method"))
    legend.paragraph(
        _(
            "A disturbance that people can solve with their own means is a chance to learn; one that they cannot is a "
            "stress risk (Ashby 1956, de Sitter 1994, Karasek 1979 [lit]). So either the need falls, by a simpler "
            "structure, or control rises. Authority of a unit in a decision: the highest of the unit and its own roles."
        )
    )
    legend.origin(control.source)
    legend.finish()
