"""The legend of the workload workbook: signs, thresholds that formulas use, method, sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from organisatiecanvas.exports.legend import Legend
from organisatiecanvas.models.analysis.capacity import ROOM_BELOW, TARGET_BELOW, TIGHT_UP_TO
from organisatiecanvas.models.analysis.strain import CAREFUL_BELOW, SPLIT
from organisatiecanvas.models.analysis.workload_method import estimate_method, hours_method, reported_method
from organisatiecanvas.models.labels import field_label
from organisatiecanvas.models.language import _
from organisatiecanvas.models.survey_items import source

if TYPE_CHECKING:
    from organisatiecanvas.exports.workload_workbook import Load


def write(load: Load) -> None:
    """The last sheet that shows."""
    legend, rules = Legend(load.book), load.basis.organisation.rules
    legend.section(_("Signs"))
    legend.line("", "✓", _("Hours: room or on target. Quadrant: relaxed, much control and low demands."), "symbol")
    legend.line("", "!", _("Hours: tight. Quadrant: active, high demands with control; no guarantee."), "symbol")
    legend.line("", "✕", _("Hours: overloaded. Quadrant: straining, high demands without control."), "symbol")
    legend.line("", "○", _("Quadrant: passive, little demanded and little control."), "symbol")
    legend.line("", f"< {load.minimum}", _("Not shown: too few answers, or derivable from others."), "symbol")
    legend.section(_("Thresholds used"))
    legend.named("rule_gross_net_factor", field_label("gross_net_factor"), rules.gross_net_factor, "", "total decimal")
    legend.named("rule_full_week", field_label("hours_per_week"), rules.hours_per_week, _("A full week."), "number")
    legend.line(_("Room below [own]"), ROOM_BELOW, style="percent")
    legend.named("band_target", _("On target below [own]"), TARGET_BELOW, "", "percent")
    legend.named("band_tight", _("Tight up to [own]"), TIGHT_UP_TO, "", "percent")
    legend.line(field_label("utilisation_target"), rules.utilisation_target, style="percent")
    legend.line(field_label("minimum_group"), load.minimum, _("Smaller groups are shown nowhere."), "level")
    legend.named("careful_below", _("Read with care below"), CAREFUL_BELOW, _("answers"), "level")
    legend.named("estimate_split", _("Split of the indication [own]"), SPLIT, "", "total decimal")
    for name, title in (("nea", "NEA"), ("jcq", "JCQ")):
        cut_offs = load.cut_offs[name]
        if cut_offs is not None:
            words = _("{instrument}: high demands from").format(instrument=title)
            legend.named(f"{name}_high_demands", words, cut_offs[0], "", "total decimal")
            words = _("{instrument}: low control below").format(instrument=title)
            legend.named(f"{name}_low_control", words, cut_offs[1], "", "total decimal")
    legend.section(_("Method"))
    legend.paragraph(hours_method(rules.utilisation_target))
    for name in dict.fromkeys(["nea", *(row["instrument"] for row in load.strain["groups"])]):
        legend.paragraph(reported_method(name, load.cut_offs[name], load.minimum))
        legend.paragraph(source(name))
    legend.paragraph(estimate_method())
    legend.origin(load.source)
    legend.finish()
