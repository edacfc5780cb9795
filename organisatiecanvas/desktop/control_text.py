"""What the control workspace says in words: mismatches with their four moves, structure, meetings, quality of work."""

from __future__ import annotations

import html
from typing import Any

from organisatiecanvas.desktop import theme
from organisatiecanvas.desktop.skills_side import bold, heading, link, paragraph, small
from organisatiecanvas.models import control_moves, workshop_steps
from organisatiecanvas.models.analysis.figure_labels import FIGURES
from organisatiecanvas.models.labels import choice_label
from organisatiecanvas.models.language import N_, _, decimal, percent
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
STATES = {0: "problem", 1: "attention", 2: "good"}
UNKNOWN = "–"


def missing_of(figures: dict[str, Any], key: str) -> str:
    """Why a figure could not be computed."""
    return next((item["reason"] for item in figures.get("missing", ()) if item["key"] == key), "")


def mismatches(organisation: Any, variant: Any, figures: dict[str, Any]) -> list[str]:
    """The list «disturbance without authority», those that cost most first, each with its four moves."""
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
            return [*parts, paragraph(small(words))]
        words = _("Every disturbance falls in a domain in which its unit decides or decides along.")
        return [*parts, paragraph(html.escape(words), state="good")]
    for row in sorted(rows, key=hours, reverse=True):
        item = variant.disturbances[row["disturbance"]]
        unit = variant.units[item.unit]
        cost = _("{times} × a week, {hours} h a week").format(times=decimal(item.per_week), hours=decimal(hours(row)))
        away = _to(variant, item.escalates_to)
        said = " · ".join(part for part in (unit.name, item.domain, cost, choice_label(item.solved), away) if part)
        parts.append(paragraph(bold(item.name), "<br>" + small(said), state="problem"))
        moves = []
        for move in control_moves.MOVES:
            known = action_of(organisation, variant.id, control_moves.proposal_key(item.id, move)) is not None
            act = link("✓" if known else "+", "propose", item.id, move)
            moves.append(link(_(MOVE_WORDS[move]), "move", item.id, move) + "&nbsp;" + act)
        parts.append(paragraph(" &nbsp; ".join(moves), "&nbsp;", link(_("Show"), "unit", unit.id)))
    words = _("A move is made in a redesign and can be undone; + makes an action of it instead.")
    return [*parts, paragraph(small(words))]


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
    rows = [row for row in control["meetings"] if row["share"] and row["person"] in people]
    rows.sort(key=lambda row: -row["share"])
    parts.append(heading(_("Most time in meetings")))
    for row in rows[:12]:
        state = "attention" if row["share"] > 0.10 else ""
        parts.append(paragraph(html.escape(people[row["person"]].name), small(percent(row["share"], 1)), state=state))
    if not rows:
        parts.append(paragraph(small(_("No meetings are recorded yet."))))
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
