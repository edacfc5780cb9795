"""The method note below the charts: formulas, where they come from, and the thresholds of this document."""

from __future__ import annotations

import html
from collections.abc import Sequence

from organisatiecanvas.desktop import theme
from organisatiecanvas.desktop.flow_figures import Line, VariantFlow
from organisatiecanvas.desktop.flow_words import reliability_words
from organisatiecanvas.models.analysis.flow.lights import too_high
from organisatiecanvas.models.analysis.flow.queueing import INDEPENDENT_ARRIVALS, RELIABLE_LOAD
from organisatiecanvas.models.language import _, decimal, percent


def note_html(flow: VariantFlow | None) -> str:
    """The note, with the defaults that the shown variant is computed with."""
    low, high = INDEPENDENT_ARRIVALS
    target = flow.target if flow is not None else 0.8
    points = [
        (
            _("MCT"),
            _(
                "Calendar days from order to delivery along the longest chain of what is needed: waiting and work in "
                "units, transport, transfer and suppliers; no expediting. Hours become days by 7 / hours a week of "
                "the unit. Grey: nobody works on it; colour: somebody does."
            ),
            "[lit] Suri 1998, 2010",
        ),
        (
            _("Waiting"),
            _(
                "Wait = ρ/(1−ρ) · (c²arrivals + c²work)/2 · lot time for one place; with more places by Erlang C and "
                "Whitt's correction. Variability is carried from unit to unit. Rework adds visits."
            ),
            "[lit] Whitt 1983, 1993; Krämer & Langenbach-Belz 1976; Hopp & Spearman",
        ),
        (
            _("People"),
            _(
                "Waiting for people: what the wait at a machine is longer than it would be with somebody at every "
                "machine. Units without machines have places only."
            ),
            _("[own]"),
        ),
        (
            _("Utilisation"),
            _(
                "✓ up to the target of {target}; ! up to {limit}, where waiting is twice that at the target; ✕ above."
            ).format(target=percent(target), limit=percent(too_high(target))),
            _("[own]"),
        ),
        (
            _("Lot"),
            _(
                "Work on a lot = setup + lot size × run. «Rest of the lot» is the run of its other pieces. Smaller "
                "lots wait less until setups fill the unit: the best lot lies between."
            ),
            "[lit] Suri 1998; Hopp & Spearman",
        ),
        (
            _("Comparing"),
            _(
                "QRM number = 100 × MCT before / MCT now; above 100 is shorter. Cost ratio = (MCT now / MCT before)^⅙: "
                "what costs tend to do when lead time is cut; indicative, not a calculation of costs."
            ),
            "[lit] Suri 1998, 2010",
        ),
        (
            _("POLCA"),
            _(
                "Cards between two cells = (lead time of the first + transfer + lead time of the second + return) × "
                "lots a week / 7 × 1.1, rounded up."
            ),
            "[lit] Suri 1998, 2010",
        ),
        (
            _("Reliability"),
            _(
                "±10 % for independent orders (variability of arrivals {low} to {high}), ±25 % otherwise, unreliable "
                "where a unit on the way is over {limit} full. A simulation of the same model checks it."
            ).format(low=decimal(low), high=decimal(high), limit=percent(RELIABLE_LOAD)),
            _("[own]"),
        ),
        (
            _("P10–P90"),
            _(
                "Pieces a week, work times and days under way drawn from a triangle of low, likely and high, the same "
                "for all families; 100 draws with a fixed seed."
            ),
            _("[own]"),
        ),
    ]
    colours = theme.current()
    rows = [
        f"<tr><td style='padding:3px 14px 3px 0; font-weight:600'>{html.escape(name)}</td>"
        f"<td style='padding:3px 0'>{html.escape(words)} "
        f"<span style='color:{colours.muted}'>{html.escape(mark)}</span></td></tr>"
        for name, words, mark in points
    ]
    return f"<table cellspacing='0'>{''.join(rows)}</table>{_defaults(flow)}"


def curve_words(flow: VariantFlow, line: Line) -> str:
    """Which variant a curve is of, and how far it can be relied on."""
    return " · ".join(part for part in (flow.name, reliability_words(line.reliability)) if part)


def _defaults(flow: VariantFlow | None) -> str:
    if flow is None:
        return ""
    groups: Sequence[str] = flow.assumed
    if not groups:
        words = html.escape(_("No assumptions: every field that counts was filled in."))
        return f"<p>{words}</p>"
    items = "".join(f"<li>{html.escape(group)}</li>" for group in groups)
    head = html.escape(_("Assumptions: fields that still hold their default in {variant}").format(variant=flow.name))
    return f"<p style='margin:8px 0 2px 0'><b>{head}</b></p><ul style='margin:0 0 0 16px'>{items}</ul>"
