"""What the control workspace says in words: mismatches with their four moves, structure, meetings, quality of work."""

from __future__ import annotations

import html
from typing import Any

from organisatiecanvas.desktop import theme
from organisatiecanvas.desktop.skills_side import bold, heading, link, paragraph, small
from organisatiecanvas.models import control_moves, workshop_steps
from organisatiecanvas.models.analysis.control import MUCH_MEETING
from organisatiecanvas.models.analysis.figure_labels import FIGURES
from organisatiecanvas.models.decisions import short_name
from organisatiecanvas.models.labels import choice_label
from organisatiecanvas.models.language import N_, _, decimal, ngettext, percent
from organisatiecanvas.models.plan import action_of

PARAMETERS = (
    "functional_concentration",
    "differentiation",
    "specialisation",
    "separation",
    "control_levels",
    "control_parts",
    "control_specialisation",
)
CONDITIONS = ("completeness", "organising", "short_cycle", "difficulty", "autonomy", "contact", "information")
MOVE_WORDS = {
    "decide": N_("Bring the decision down"),
    "inform": N_("Give the information"),
    "train": N_("Train"),
    "remove": N_("Take the cause away"),
}
MOST_SHOWN = 12
STATES = {0: "problem", 1: "attention", 2: "good"}
UNKNOWN = "–"


def missing_of(figures: dict[str, Any], key: str) -> str:
    """Why a figure could not be computed."""
    return next((item["reason"] for item in figures.get("missing", ()) if item["key"] == key), "")


def mismatches(organisation: Any, variant: Any, figures: dict[str, Any], *, whole: bool = False) -> list[str]:
    """The list «disturbance without authority», those that cost most first, each with its four moves.

    Only the first of them unless the `whole` list is wanted: a room starts with what costs most.
    """
    rows = [row for row in figures["control"]["uncovered"] if row["disturbance"] in variant.disturbances]

    def hours(row: Any) -> float:
        found = variant.disturbances[row["disturbance"]]
        return float(found.per_week * found.hours_each)

    parts = [heading(_("Disturbances without authority"), str(len(rows)))]
    if not rows:
        if not variant.disturbances:
            words = _(
                "No disturbances are recorded yet. Add them to a unit: what goes wrong, how often, who solves it."
            )
            return [*parts, paragraph(small(words), link(_("All disturbances"), "all", ""))]
        words = _("Every disturbance falls in a domain in which its unit decides or decides along.")
        return [*parts, paragraph(html.escape(words), state="good")]
    words = _("A move is made in a redesign and can be undone; + makes an action of it instead.")
    parts.append(paragraph(small(words)))
    rows.sort(key=hours, reverse=True)
    count = len(rows) if whole or len(rows) <= MOST_SHOWN + 2 else MOST_SHOWN
    for row in rows[:count]:
        item = variant.disturbances[row["disturbance"]]
        unit = variant.units[item.unit]
        cost = _("{times} × a week, {hours} h a week").format(times=decimal(item.per_week), hours=decimal(hours(row)))
        away = _to(variant, item.escalates_to)
        said = " · ".join(part for part in (unit.name, item.domain, cost, choice_label(item.solved), away) if part)
        moves = []
        for move in control_moves.MOVES:
            known = action_of(organisation, variant.id, control_moves.proposal_key(item.id, move)) is not None
            act = link("✓" if known else "+", "propose", item.id, move)
            moves.append(link(_(MOVE_WORDS[move]), "move", item.id, move) + "&nbsp;" + act)
        moves.append(link(_("Show"), "unit", unit.id))
        told = (bold(item.name), "<br>" + small(said), "<br>" + " &nbsp; ".join(moves))
        parts.append(paragraph(*told, state="problem", apart=True))
    if count < len(rows):
        left = sum(map(hours, rows[count:]))
        words = _("{count} more, together {hours} h a week").format(count=len(rows) - count, hours=decimal(left))
        parts.append(paragraph(link(_("Show all"), "whole", ""), small(words)))
    return parts


def _to(variant: Any, party: str | None) -> str:
    row = (variant.units.get(party) or variant.roles.get(party)) if party else None
    return _("goes to {name}").format(name=row.name) if row is not None else ""


def lights(variant: Any, figures: dict[str, Any]) -> list[str]:
    """One line per unit: what is asked, what it solves, what it may decide."""
    parts = [heading(_("Units"))]
    for row in figures["control"]["units"]:
        if row["unit"] not in variant.units:
            continue
        key = f"control.units.{row['unit']}"
        values = [
            _("asked {share}").format(share=_share(row["required_share"])),
            _("solved by itself {share}").format(share=_share(row["coverage"])),
            _("authority {share}").format(share=_share(row["authority_total"])),
        ]
        why = "" if row["light"] is not None else missing_of(figures, f"{key}.light")
        said = small(" · ".join(values) + (f" · {why}" if why else ""))
        parts.append(
            paragraph(
                link(variant.units[row["unit"]].name, "unit", row["unit"]) + "<br>", said, state=row["light"] or ""
            )
        )
    return parts


def _share(value: float | None) -> str:
    return UNKNOWN if value is None else percent(value)


def structure_table(variants: list[tuple[str, dict[str, Any]]]) -> str:
    """The parameters of the structure as a table, a column per variant; what is missing with its reason."""
    colours = theme.current()
    cell = f'style="padding:5px 10px; border-bottom:1px solid {colours.line}"'
    head = "".join(f'<th {cell} align="right">{html.escape(name)}</th>' for name, _figures in variants)
    rows = []
    notes: dict[str, str] = {}
    for name in (*PARAMETERS, "score", "handoffs_per_order", "team_pair_density"):
        cells = []
        for _title, figures in variants:
            value = figures["structure"][name]
            if value is None:
                reason = missing_of(figures, f"structure.{name}")
                notes[reason] = notes.get(reason) or "*" * (len(notes) + 1)
                cells.append(f'<td {cell} align="right">{_("n/a")}{notes[reason]}</td>')
            else:
                words = decimal(value, 1) if name == "handoffs_per_order" else percent(value)
                cells.append(f'<td {cell} align="right">{words}</td>')
        label = html.escape(_(FIGURES[name]))
        strong = f"<b>{label}</b>" if name == "score" else label
        rows.append(f"<tr><td {cell}>{strong}</td>{''.join(cells)}</tr>")
    below = "".join(paragraph(small(f"{mark} {reason}")) for reason, mark in notes.items())
    return f'<table cellspacing="0"><tr><th {cell}></th>{head}</tr>{"".join(rows)}</table>{below}'


def structure_note() -> str:
    return small(
        _(
            "0 % is a simple structure, 100 % a functional one [own], after de Sitter: seven parameters of the "
            "production and the control structure; the score is their mean."
        )
    )


def structure_formulas() -> list[str]:
    """How each parameter is computed, as method.md 4 has it; all of them [own]."""
    told = {
        "functional_concentration": _(
            "Σ h (N − 1) / (O − 1) over units: h the share of the order hours, N the number of families that a unit "
            "works for (exp of the entropy), O the number of families."
        ),
        "differentiation": _(
            "Preparing and supporting hours in units that do under 10 % of the order, of all of them."
        ),
        "specialisation": _("Mean per person of the part of the unit's executing tasks that they don't do."),
        "separation": _("1 − authority over operational decisions about units that execute, weighed by people."),
        "control_levels": _("1 − overlap per domain of who decides on two levels."),
        "control_parts": _("Per decision (different parties that notice, judge and act − 1) / 2, on average."),
        "control_specialisation": _("Per unit (parties that decide about it − 1) / (its domains − 1), on average."),
    }
    parts = [heading(_("How it is computed [own]"))]
    return parts + [paragraph(bold(_(FIGURES[name])), small(words)) for name, words in told.items()]


# What the design rules of method.md 4 look at: their findings, in the order in which they are told.
DESIGN_RULES = (
    "team-size",
    "star-role-cover",
    "star-roles-many",
    "role-unclear",
    "role-vacant",
    "domain-shared",
    "unit-without-roles",
)


def design_rules(organisation: Any, variant: Any, figures: dict[str, Any]) -> list[str]:
    """The findings on team size, star roles, purposes and domains; each can become an action."""
    found = [one for one in figures["findings"] if one["code"] in DESIGN_RULES]
    found.sort(key=lambda one: DESIGN_RULES.index(one["code"]))
    low, high = organisation.rules.team_size
    parts = [heading(_("Design rules"), str(len(found)) if found else "")]
    for one in found:
        known = action_of(organisation, variant.id, one["proposal"]) is not None
        act = link("✓" if known else "+", "finding", one["proposal"])
        subject = one["subject"]
        where = "units" if subject in variant.units else "roles" if subject in variant.roles else ""
        show = link(_("Show"), "show", where, subject) if where else ""
        state = "" if one["severity"] == "note" else one["severity"]
        parts.append(paragraph(html.escape(one["message"]), "&nbsp;", act, "&nbsp;", show, state=state))
    words = _(
        "Rules, not laws: a team of {low} to {high}, every star role one holder and a backup, nobody over two star "
        "roles, every role a purpose and an accountability, no domain with two roles. + makes an action."
    )
    return [*parts, paragraph(small(words.format(low=low, high=high)))]


def meetings(variant: Any, figures: dict[str, Any], people: Any) -> list[str]:
    """Coverage of decisions and interfaces, and who spends much of their time in meetings."""
    control = figures["control"]
    parts = [heading(_("Coverage"))]
    for key, words in (
        ("decision_coverage", _("of the decisions have a meeting or are taken by the unit itself")),
        ("interface_coverage", _("of the interfaces between units have a meeting in which both take part")),
    ):
        value = control[key]
        if value is None:
            parts.append(paragraph(small(missing_of(figures, f"control.{key}") or _("not known"))))
        else:
            parts.append(paragraph(bold(percent(value)), html.escape(words)))
    parts += _unmet(variant, control)
    rows = [row for row in control["meetings"] if row["share"] and row["person"] in people]
    rows.sort(key=lambda row: -row["share"])
    parts.append(heading(_("Most time in meetings")))
    for row in rows:
        state = "attention" if row["share"] > MUCH_MEETING else ""
        hours = row["share"] * people[row["person"]].hours_per_week
        told = _("{share} · {hours} h a week").format(share=percent(row["share"], 1), hours=decimal(hours))
        parts.append(paragraph(html.escape(people[row["person"]].name), small(told), state=state))
    if not rows:
        parts.append(paragraph(small(_("No meetings are recorded yet."))))
    words = _("Meeting hours / contract hours; above {share} it is a finding [own].")
    return [*parts, paragraph(small(words.format(share=percent(MUCH_MEETING))))]


def _unmet(variant: Any, control: dict[str, Any]) -> list[str]:
    """What no meeting covers: pairs of units first, then decisions; the first of each."""
    units, rows = variant.units, variant.decisions
    pairs = [pair for pair in control["unmet_interfaces"] if set(pair) <= units.keys()]
    lines = [html.escape(" – ".join(units[one].name for one in pair)) for pair in pairs]
    decisions = [one for one in control["unmet_decisions"] if one in rows]
    named = [f"{html.escape(short_name(variant, rows[one]))} {small(units[rows[one].about].name)}" for one in decisions]
    parts: list[str] = []
    for title, found in ((_("Interfaces without a meeting"), lines), (_("Decisions without a meeting"), named)):
        if found:
            parts.append(heading(title, str(len(found))))
            parts += [paragraph(words) for words in found[:MOST_SHOWN]]
            if len(found) > MOST_SHOWN:
                more = len(found) - MOST_SHOWN
                words = ngettext("and {count} more", "and {count} more", more).format(count=more)
                parts.append(paragraph(small(words)))
    return parts


STEP_SIGNS = {"done": "✓", "begun": "…", "open": "○"}


def step_list(organisation: Any, variant: Any) -> list[str]:
    """The design order of the workshop, with how far each step is and the way to it."""
    parts: list[str] = []
    phase = ""
    for number, step in enumerate(workshop_steps.steps(organisation, variant), start=1):
        if step.phase != phase:
            phase = step.phase
            parts.append(heading(phase))
        colour = theme.strong("good") if step.state == "done" else theme.current().muted
        sign = f'<span style="color:{colour}; font-weight:600">{STEP_SIGNS[step.state]}</span>'
        title = link(f"{number}. {step.title}", "place", step.place)
        parts.append(paragraph(sign, title, small(step.told) + "<br>", small(step.hint)))
    words = _("In this order the structure comes before the control, and systems last; any other order works too.")
    return [*parts, paragraph(small(words))]
