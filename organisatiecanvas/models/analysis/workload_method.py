"""What hours and quadrants mean, with the thresholds used: printed under every chart and in every workbook."""

from __future__ import annotations

from organisatiecanvas.models.analysis.capacity import ROOM_BELOW, TARGET_BELOW, TIGHT_UP_TO
from organisatiecanvas.models.analysis.strain import CAREFUL_BELOW, JCQ_ENOUGH, SPLIT, STRESS_IN_ACTIVE_JOBS
from organisatiecanvas.models.language import _, decimal, percent


def hours_method(target: float) -> str:
    """Of the hours; `target` is the occupancy that the rules ask for."""
    words = _(
        "Asked = tasks + role hours + meetings + disturbances solved elsewhere; available = role hours × deployability "
        "/ gross to net factor. Bands [own]: room below {room}, on target below {target}, tight up to {tight}, "
        "overloaded above; the dashed line is the target of {goal}. By role [own]: its tasks, hours and meetings; what "
        "a unit asks outside its roles stands apart."
    )
    return words.format(
        room=percent(ROOM_BELOW), target=percent(TARGET_BELOW), tight=percent(TIGHT_UP_TO), goal=percent(target)
    )


def reported_method(instrument: str, cut_offs: tuple[float, float] | None, minimum: int) -> str:
    """Of what people report: the cut-offs (None where they may not be shown), and how carefully to read it."""
    if cut_offs is None:
        words = _("JCQ: cut-offs are the medians of this survey; they are not shown for so few answers.")
    elif instrument == "nea":
        words = _(
            "NEA (CBS/TNO) in our own workshop wording: demands high from {demands} (mean of 3 answers 1–4), control "
            "low below {control} (mean of 5 answers 1–3)."
        )
    else:
        words = _(
            "JCQ: cut-offs are the medians of this survey, demands {demands} and control {control}; below {enough} "
            "answers that is a weak comparison."
        )
    if cut_offs is not None:
        words = words.format(demands=decimal(cut_offs[0]), control=decimal(cut_offs[1]), enough=JCQ_ENOUGH)
    more = _(
        "Quadrants after Karasek (1979). Groups under {minimum} answers are shown nowhere; under {most} (!) they are "
        "to be read with care. Active work is not always good work: in Flanders {stress} of people in active jobs "
        "report work stress (SERV)."
    )
    more = more.format(minimum=max(1, minimum), most=CAREFUL_BELOW, stress=percent(STRESS_IN_ACTIVE_JOBS))
    return f"{words} {more}"


def estimate_method() -> str:
    """Of the indication from the structure."""
    return _(
        "Indication from the structure [own], not a measurement, per unit and never per person: demands from "
        "occupancy, disturbances and short cycles; control from authority, breadth of work and learning; split "
        "at {split}."
    ).format(split=decimal(SPLIT))
