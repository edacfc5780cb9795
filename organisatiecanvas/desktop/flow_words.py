"""Lines of the lead time charts, and what is said of them."""

from __future__ import annotations

from dataclasses import dataclass

from organisatiecanvas.desktop.flow_figures import Line, VariantFlow
from organisatiecanvas.models.analysis.flow.results import UNRELIABLE
from organisatiecanvas.models.analysis.flow.stages import Causes, Stage
from organisatiecanvas.models.analysis.flow.whatif import Band
from organisatiecanvas.models.language import _, decimal, ngettext, percent
from organisatiecanvas.models.lever_actions import Effect


@dataclass(frozen=True)
class Row:
    """A line of the chart. `base` is the MCT to compare with, None where this is the one; `band` P10 to P90."""

    variant: str
    title: str  # of the variant, where its group begins
    line: Line
    names: dict[str, str]
    base: float | None = None
    band: Band | None = None
    trial: bool = False  # with the levers as they stand: nothing has changed yet
    checked: str = ""  # how far a simulation confirms it

    @property
    def reliability(self) -> str:
        """How far the days can be relied on, and how many assumptions they rest on."""
        words = self.checked or reliability_words(self.line.reliability)
        count = len(self.line.assumed)
        if not count:
            return words + " · " + _("filled in")
        return words + " · " + ngettext("{count} assumption", "{count} assumptions", count).format(count=count)


def cause_words() -> dict[str, str]:
    """What the causes are called, in their order."""
    return {
        "place": _("waiting for a place"),
        "labour": _("waiting for people"),
        "setup": _("setup"),
        "run": _("run"),
        "rest": _("rest of the lot"),
        "transport": _("transport and supplier"),
    }


def change_words(days: float | None, base: float | None) -> str:
    """−63 %, of days against the base; nothing where either isn't known."""
    if days is None or not base:
        return ""
    change = days / base - 1
    sign = "−" if change < -0.005 else "+" if change >= 0.005 else "±"
    return f"{sign}{percent(abs(change))}"


def reliability_words(value: str) -> str:
    return _("unreliable") if value == UNRELIABLE else value


def cause_tip(what: str, days: float, row: Row) -> str:
    return _("{what}: {days} days, {share} of the lead time of {order}").format(
        what=what, days=decimal(days, 2), share=percent(days / (row.line.days or days)), order=row.line.name
    )


def band_tip(band: Band) -> str:
    return _("Between {low} and {high} days in 80 of 100 cases (P10–P90)").format(
        low=decimal(band.low) if band.low is not None else _("piling up"),
        high=decimal(band.high) if band.high is not None else _("piling up"),
    )


def stage_tip(stage: Stage, row: Row) -> str:
    """What a stage takes, and its share of the lead time."""
    name = row.names.get(stage.unit or stage.link or "", "")
    days = row.line.days or stage.days
    share = percent(stage.days / days) if days else ""
    tip = _("{name}: {days} days, {share} of the lead time of {order}").format(
        name=name, days=decimal(stage.days, 2), share=share, order=row.line.name
    )
    words = cause_words()
    parts = [
        f"{words[name]} {decimal(value, 2)}"
        for name, value in zip(Causes._fields, stage.causes, strict=True)
        if value > 0
    ]
    return "\n".join([tip, " · ".join(parts)])


def effect_of(now: VariantFlow | None, then: VariantFlow | None) -> Effect:
    """What levers do to the family they do most to; nothing where no lead time is known before and after."""
    changes: list[tuple[float, Line, Line]] = []
    for line in now.lines if now is not None else ():
        tried = then.line(line.order) if then is not None else None
        if line.days and tried is not None and tried.days is not None:
            changes.append((abs(tried.days / line.days - 1), line, tried))
    if not changes:
        return Effect()
    _most, line, tried = max(changes, key=lambda one: one[0])
    before, after = (_("{days} d").format(days=decimal(days or 0.0)) for days in (line.days, tried.days))
    words = _("The lead time (MCT) of {order} goes from {before} to {after}, computed ({reliability}).")
    reliability = Row("", "", tried, {}).reliability
    return Effect(words.format(order=line.name, before=before, after=after, reliability=reliability), before, after)
