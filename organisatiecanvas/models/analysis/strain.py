"""Workload and control as people report them, and what the structure suggests (method.md 6 and 12).

Quadrants of Karasek (1979) [lit]: high demands with low control `slopend`, high with high `actief`, low with low
`passief`, low with high `ontspannen`. NEA: CBS/TNO, fixed cut-offs. JCQ: Karasek et al. (1998), medians of the variant.
Groups that are too small stay hidden, also where a sum or difference would tell (suppression.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import fmean, median
from typing import Literal, TypedDict

from organisatiecanvas.models.analysis.authority import AuthorityMap
from organisatiecanvas.models.analysis.capacity import unit_capacity
from organisatiecanvas.models.analysis.common import Basis, Finding
from organisatiecanvas.models.analysis.control import unit_control
from organisatiecanvas.models.analysis.hours import Hours, short_cycle_share
from organisatiecanvas.models.analysis.structure import person_specialisation
from organisatiecanvas.models.analysis.survey_groups import Surveyed, surveyed
from organisatiecanvas.models.language import _, decimal, percent
from organisatiecanvas.models.organisation import Answer

Quadrant = Literal["slopend", "actief", "passief", "ontspannen"]

# NEA cut-offs: demands of 1 to 4 high from, autonomy of 1 to 3 low below (method.md 6).
NEA_HIGH_DEMANDS = 2.5
NEA_LOW_AUTONOMY = 2.5
CAREFUL_BELOW = 25  # answers; such figures are to be read with care
JCQ_ENOUGH = 20  # answers below which medians are a weak cut-off
# Structural estimates [own].
EASY_OCCUPANCY = 0.7
OCCUPANCY_RANGE = 0.4
FULL_CONTROL_WORK = 0.15  # share of the hours available
SPLIT = 0.5
# Work stress in active jobs in Flanders [lit: SERV].
STRESS_IN_ACTIVE_JOBS = 0.43


class GroupStrain(TypedDict):
    """Means of the answers: NEA 1–4 and 1–3, JCQ 12–48 and 24–96. `careful`: few answers, read with care."""

    group: str
    instrument: str
    n: int | None
    demands: float | None
    autonomy: float | None
    quadrant: Quadrant | None
    suppressed: bool
    careful: bool


class StrainEstimate(TypedDict):
    """An indication from the structure, no measurement; indices 0 to 1."""

    unit: str
    demand_index: float | None
    control_index: float | None
    quadrant: Quadrant | None


class StrainFigures(TypedDict):
    """The key `strain` of `analyse`."""

    groups: list[GroupStrain]
    estimates: list[StrainEstimate]


@dataclass(frozen=True)
class Scores:
    """What answers come to on both scales; a mean is sum / (answers × items)."""

    demands: tuple[int, ...]
    autonomy: tuple[int, ...]
    items: tuple[int, int]  # of demands and of autonomy, that each answer's scale is the mean of

    def means(self) -> tuple[float, float]:
        """The means of the answers' own scale means."""
        answers = len(self.demands)
        return sum(self.demands) / (answers * self.items[0]), sum(self.autonomy) / (answers * self.items[1])


def strain(basis: Basis) -> StrainFigures:
    """Figures per surveyed group, as far as they may be shown, and an estimate per unit with own people."""
    groups: list[GroupStrain] = []
    for instrument in dict.fromkeys(survey.instrument for survey in basis.variant.surveys.values()):
        groups.extend(_groups(basis, instrument))
    return {
        "groups": groups,
        "estimates": [_estimate(basis, unit.id) for unit in basis.internal_units if basis.own_people[unit.id]],
    }


def nea(answers: Sequence[Answer]) -> Scores:
    """NEA: demands are the mean of 3 answers 1–4, autonomy of 5 answers 1–3."""
    return Scores(
        tuple(sum(answer.demands) for answer in answers), tuple(sum(answer.autonomy) for answer in answers), (3, 5)
    )


def jcq(answers: Sequence[Answer]) -> Scores:
    """JCQ: demands 12–48 and decision latitude 24–96 of each answer."""
    return Scores(
        tuple(jcq_demands(answer.demands) for answer in answers),
        tuple(jcq_latitude(answer.autonomy) for answer in answers),
        (1, 1),
    )


def jcq_demands(answers: Sequence[int]) -> int:
    """3·(fast + hard) + 2·(15 − not excessive − enough time − no conflict)."""
    fast, hard, *time = answers
    return 3 * (fast + hard) + 2 * (15 - sum(time))


def jcq_latitude(answers: Sequence[int]) -> int:
    """Skill discretion 2·(five positive items + 5 − repetitive) plus decision authority 4·(own + 5 − little + say)."""
    *positive, repetitive, own_decisions, little_freedom, say = answers
    return 2 * (sum(positive) + 5 - repetitive) + 4 * (own_decisions + 5 - little_freedom + say)


def quadrant(high_demands: bool, low_control: bool) -> Quadrant:
    """The quadrant of Karasek (1979)."""
    if high_demands:
        return "slopend" if low_control else "actief"
    return "passief" if low_control else "ontspannen"


def _groups(basis: Basis, instrument: str) -> list[GroupStrain]:
    """Units with the answers of all within them, and surveyed roles, in document order."""
    found = groups_of(basis, instrument)
    cut_offs = _cut_offs(instrument, found)
    return [
        _group_figures(basis, instrument, group, found, cut_offs)
        for group in found.parent
        if group in found.answers or group in found.named
    ]


def groups_of(basis: Basis, instrument: str) -> Surveyed:
    """The surveyed groups with their answers, for what is computed of them; what is hidden must stay inside."""
    return surveyed(basis.organisation, basis.variant, instrument)


def shown_cut_offs(basis: Basis, instrument: str) -> tuple[float, float] | None:
    """Demands and autonomy from which and below which it is high and low; None where they may not be shown.

    Medians of JCQ answers are not shown where they would tell of fewer answers than the least, in no group shown.
    """
    if instrument == "nea":
        return NEA_HIGH_DEMANDS, NEA_LOW_AUTONOMY
    found = groups_of(basis, instrument)
    minimum = basis.organisation.rules.minimum_group
    if sum(found.own.values()) < minimum or 0 < found.outside < minimum:
        return None
    return _cut_offs(instrument, found)


def _scores(instrument: str, answers: Sequence[Answer]) -> Scores:
    return jcq(answers) if instrument == "jcq" else nea(answers)


def _cut_offs(instrument: str, found: Surveyed) -> tuple[float, float] | None:
    """The medians of all JCQ answers; None for NEA, whose cut-offs are fixed, and without answers."""
    answers = [answer for group in found.answers if found.parent[group] is None for answer in found.answers[group]]
    if instrument != "jcq" or not answers:
        return None
    scores = jcq(answers)
    return median(scores.demands), median(scores.autonomy)


def _group_figures(
    basis: Basis, instrument: str, group: str, found: Surveyed, cut_offs: tuple[float, float] | None
) -> GroupStrain:
    """The figures of a group, as far as they may be shown."""
    answers = [] if group in found.hidden else found.answers.get(group, [])
    if not answers:
        reason = _("Not shown: it would tell of fewer than {minimum} answers.")
        if group in found.repeated:
            reason = _("Not shown: these answers stand in an earlier variant too, and are shown there.")
        reason = reason.format(minimum=max(basis.organisation.rules.minimum_group, 1))
        for name in ("n", "demands", "autonomy", "quadrant"):
            basis.missing.add(f"strain.groups.{group}.{name}", reason)
        return {
            "group": group,
            "instrument": instrument,
            "n": None,
            "demands": None,
            "autonomy": None,
            "quadrant": None,
            "suppressed": True,
            "careful": False,
        }
    demands, autonomy = _scores(instrument, answers).means()
    if cut_offs is None:
        place = quadrant(demands >= NEA_HIGH_DEMANDS, autonomy < NEA_LOW_AUTONOMY)
    else:
        place = quadrant(demands > cut_offs[0], autonomy < cut_offs[1])
    return {
        "group": group,
        "instrument": instrument,
        "n": len(answers),
        "demands": demands,
        "autonomy": autonomy,
        "quadrant": place,
        "suppressed": False,
        "careful": len(answers) < CAREFUL_BELOW,
    }


def _estimate(basis: Basis, unit: str) -> StrainEstimate:
    demands, control = _mean_of_known(_demand_signs(basis, unit)), _mean_of_known(_control_signs(basis, unit))
    key = f"strain.estimates.{unit}"
    if demands is None:
        basis.missing.add(f"{key}.demand_index", _("Occupancy, disturbances and cycles of this unit are unknown."))
    if control is None:
        reason = _("Decisions, executing tasks and training targets of this unit are unknown.")
        basis.missing.add(f"{key}.control_index", reason)
    place: Quadrant | None = None
    if demands is not None and control is not None:
        place = quadrant(demands >= SPLIT, control < SPLIT)
    else:
        basis.missing.add(f"{key}.quadrant", _("It takes both the demand index and the control index."))
    return {"unit": unit, "demand_index": demands, "control_index": control, "quadrant": place}


def _mean_of_known(values: Iterator[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return fmean(known) if known else None


def _demand_signs(basis: Basis, unit: str) -> Iterator[float | None]:
    """What suggests high demands, each 0 to 1: occupancy, control work, short cycles."""
    occupancy = basis.once(unit_capacity)[unit]["occupancy"]
    if occupancy is not None:
        yield min(1.0, max(0.0, (occupancy - EASY_OCCUPANCY) / OCCUPANCY_RANGE))
    required_share = basis.once(unit_control)[unit]["required_share"]
    if required_share is not None:
        yield min(1.0, required_share / FULL_CONTROL_WORK)
    yield short_cycle_share(basis, basis.once(Hours).tasks_of[unit])


def _control_signs(basis: Basis, unit: str) -> Iterator[float | None]:
    """What suggests much control, each 0 to 1: authority, broad work, people who are learning."""
    yield basis.once(AuthorityMap).over(unit, "operational", "tactical")
    people = basis.own_people[unit]
    specialisation = basis.once(person_specialisation)
    values = [specialisation[person] for person in people if person in specialisation]
    if values:
        yield 1 - fmean(values)
    learning = basis.once(_learning)
    if learning is not None:
        yield sum(person in learning for person in people) / len(people)


def _learning(basis: Basis) -> set[str] | None:
    """The people with a target above their level; None where nobody has a target, so nobody was asked."""
    cells = [cell for cell in basis.organisation.mastery.values() if cell.target is not None]
    if not cells:
        return None
    return {cell.person for cell in cells if cell.target is not None and cell.target > cell.level}


def findings(basis: Basis, figures: StrainFigures) -> Iterator[Finding]:
    """Groups that report high strain or active work, units whose structure suggests high strain, weak JCQ cut-offs."""
    for row in figures["groups"]:
        if row["quadrant"] in ("slopend", "actief"):
            yield _group_finding(basis, row)
    for estimate in figures["estimates"]:
        if estimate["quadrant"] == "slopend":
            message = _(
                "{unit} looks like high-strain work: much is asked and little can be decided. An indication from the "
                "structure, not a measurement."
            ).format(unit=basis.variant.units[estimate["unit"]].name)
            yield Finding(
                "strain-estimate", "attention", estimate["unit"], message, weight=estimate["demand_index"] or 0
            )
    yield from _cut_off_finding(basis)


def _group_finding(basis: Basis, row: GroupStrain) -> Finding:
    role = basis.variant.roles.get(row["group"])
    name, collection = (role.name, "roles") if role is not None else (basis.variant.units[row["group"]].name, "units")
    if row["quadrant"] == "slopend":
        message = _("{group} reports high demands with little control: high-strain work ({n} answers).")
    else:
        message = _(
            "{group} reports high demands with much control: active work ({n} answers). That is not always good work: "
            "in Flanders {stress} of people in active jobs report work stress."
        )
    message = message.format(group=name, n=decimal(row["n"] or 0, 0), stress=percent(STRESS_IN_ACTIVE_JOBS))
    if row["careful"]:
        message += " " + _("Few answers: read with care.")
    if row["quadrant"] == "slopend":
        return Finding(f"strain-{row['instrument']}", "problem", row["group"], message, collection)
    return Finding(f"strain-active-{row['instrument']}", "note", row["group"], message, collection)


def _cut_off_finding(basis: Basis) -> Iterator[Finding]:
    surveys = [survey for survey in basis.variant.surveys.values() if survey.instrument == "jcq"]
    if surveys and sum(len(survey.answers) for survey in surveys) < JCQ_ENOUGH:
        message = _(
            "The JCQ cut-offs are the medians of fewer than {enough} answers: the quadrants are a weak comparison."
        )
        message = message.format(enough=JCQ_ENOUGH)
        yield Finding("jcq-few-answers", "note", basis.variant.id, message, "variants")
