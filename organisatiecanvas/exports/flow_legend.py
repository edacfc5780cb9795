"""The legend of the lead time workbook: signs, thresholds that formulas use, the method with its sources."""

from __future__ import annotations

from collections.abc import Iterator

from organisatiecanvas.exports.legend import Legend, Source
from organisatiecanvas.exports.workbook import Book, Formula
from organisatiecanvas.models.analysis.flow.lights import too_high
from organisatiecanvas.models.analysis.flow.queueing import INDEPENDENT_ARRIVALS, RELIABLE_LOAD
from organisatiecanvas.models.labels import field_label
from organisatiecanvas.models.language import _, decimal


def write(source: Source, book: Book) -> None:
    legend = Legend(book)
    legend.section(_("Signs"))
    for sign, words in _signs():
        legend.line("", sign, words, "symbol")
    legend.section(_("Thresholds used"))
    _thresholds(legend, source)
    legend.section(_("Method"))
    for words in _method():
        legend.paragraph(words)
    legend.origin(source)
    legend.finish()


def _signs() -> Iterator[tuple[str, str]]:
    yield "✓", _("The load is at or below the target.")
    yield "!", _("The load is above the target: waiting grows fast.")
    yield "✕", _("The load is so high that waiting is more than twice that at the target, or without end.")
    yield "○", _("A default: nobody filled in another value, and figures depend on it.")


def _thresholds(legend: Legend, source: Source) -> None:
    rules = source.organisation.rules
    target, limit = rules.utilisation_target, too_high(rules.utilisation_target)
    text = _("Plan critical resources at this load [lit].")
    legend.named("rule_target", field_label("utilisation_target"), target, text, "percent")
    text = _("The load at which the multiplier u/(1−u) is twice that at the target [own].")
    formula = Formula("=IF(rule_target<1,2*rule_target/(1+rule_target),1)", limit)
    legend.named("rule_too_high", _("Too high"), formula, text, "percent")
    legend.line(
        _("Relied on up to"), RELIABLE_LOAD, _("Above this load waiting times are unreliable [own]."), "percent"
    )
    low, high = INDEPENDENT_ARRIVALS
    text = _("Orders with a variability of arrivals from {low} to {high} come independently: ±10 %; else ±25 % [own].")
    legend.line(_("Independent arrivals"), None, text.format(low=decimal(low), high=decimal(high)))
    text = _("Hours of a week for links; units have their own.")
    legend.line(field_label("hours_per_week"), rules.hours_per_week, text, "number")


def _method() -> Iterator[str]:
    yield _(
        "MCT (Manufacturing Critical-path Time) [lit: Suri 1998, 2010]: calendar time, typical case, from order to "
        "first finished item along the longest chain of what is needed, waiting of information and suppliers "
        "included. Touch time: somebody works on the order; white space is the rest. "
        "QRM number = 100 × MCT before / MCT now; before is the first variant shown."
    )
    yield _(
        "Waiting [lit: Whitt 1983, 1993; Bitran & Tirupati 1988; Krämer & Langenbach-Belz 1976; Hopp & Spearman]: an "
        "open network of stations with several servers, solved by decomposition. A customer is one lot; a station is "
        "the places of a unit or a kind of machine; rework, choices, splits, failures and variability count. Waiting "
        "for people who serve several machines is this project's own approximation [own]."
    )
    yield _(
        "Days = working hours × 7 / hours a week of the unit. At a choice the branch with the largest share is "
        "followed, at a split every branch. A unit that can't keep up has no days at all; it says what it would take "
        "to come to the target."
    )
    yield _(
        "Causes [own]: waiting for a place or machine, repairs included; waiting for people is what is added because "
        "nobody is at hand; setup and run are the work on a lot of one piece, the rest of the lot the other pieces; "
        "transport and supplier are the calendar days on links."
    )
    yield _(
        "Totals, shares, QRM numbers, lots present and multipliers are live formulas. Waiting times are not: they "
        "come from the calculation at the export and do not follow a changed input. Known limit: very irregular "
        "arrivals that pass quiet units before a busy one are underestimated."
    )
