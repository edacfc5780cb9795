"""The four moves against a disturbance that a unit has no authority over (method.md 3): decide, inform, train, remove.

Each is an edit of a redesign, and can be proposed as an action instead; proposals are known by their key, so that
proposing twice adds nothing.
"""

from __future__ import annotations

from typing import Literal

from organisatiecanvas.models.analysis.authority import same_domain
from organisatiecanvas.models.decisions import add_decision, set_mode
from organisatiecanvas.models.document import Document
from organisatiecanvas.models.language import _, decimal
from organisatiecanvas.models.organisation import Action, Decision, Disturbance, Mastery, Variant
from organisatiecanvas.models.plan import action_of, free_id

Move = Literal["decide", "inform", "train", "remove"]
MOVES: tuple[Move, ...] = ("decide", "inform", "train", "remove")
LEVERS: dict[Move, str] = {"decide": "structure", "inform": "structure", "train": "competences", "remove": "structure"}


def move_words(variant: Variant, disturbance: Disturbance, move: Move, skill: str = "") -> str:
    """What a move does, as a sentence without its end."""
    names = {
        "name": disturbance.name,
        "unit": variant.units[disturbance.unit].name,
        "domain": disturbance.domain,
        "skill": skill or disturbance.domain,
    }
    return {
        "decide": _("Let {unit} decide about {domain}, so that it can solve “{name}” itself"),
        "inform": _("Let {unit} notice “{name}” first: give it the information about {domain}"),
        "train": _("Train people of {unit} in {skill}, so that they can solve “{name}”"),
        "remove": _("Take the cause of “{name}” in {unit} away"),
    }[move].format(**names)


def operational(variant: Variant, disturbance: Disturbance) -> list[Decision]:
    """The operational decisions about the unit in the domain of the disturbance."""
    domain = same_domain(disturbance.domain)
    return [
        row
        for row in variant.decisions.values()
        if row.about == disturbance.unit and row.level == "operational" and same_domain(row.domain) == domain
    ]


def apply_move(document: Document, variant: Variant, disturbance: Disturbance, move: Move) -> str:
    """Make the move in a variant as one step; returns why nothing could be done, or nothing.

    `decide`: the unit decides the operational decisions of that domain, one is added where there is none. `inform`: it
    is the sensor of them and at least informed. `train`: people of the unit who don't master the skill get it as their
    target. `remove`: the disturbance goes.
    """
    with document.edit(move_words(variant, disturbance, move, _skill_name(document, disturbance))):
        if move == "remove":
            document.remove(disturbance)
            return ""
        if move == "train":
            return _train(document, variant, disturbance)
        rows = operational(variant, disturbance)
        if not rows:
            name = _("Solving {name}").format(name=disturbance.name)
            rows = [
                add_decision(document, variant, disturbance.unit, name, disturbance.domain, "operational", "internal")
            ]
        for row in rows:
            _give(document, variant, row, disturbance.unit, move)
    return ""


def _give(document: Document, variant: Variant, row: Decision, unit: str, move: Move) -> None:
    if move == "decide":
        set_mode(document, variant, [(row.id, unit)], "decides")
    else:
        row.sensor = unit
        if unit not in row.authority:
            set_mode(document, variant, [(row.id, unit)], "informed")


def _skill_name(document: Document, disturbance: Disturbance) -> str:
    skill = document.organisation.skills.get(disturbance.skill or "")
    return skill.name if skill is not None else ""


def _train(document: Document, variant: Variant, disturbance: Disturbance) -> str:
    """Give the people of the unit the skill as their target, those who are nearest to it first, at most the need."""
    organisation, skill = document.organisation, disturbance.skill
    if skill is None:
        return _("Say first, in the inspector, which skill it takes to solve “{name}”.").format(name=disturbance.name)
    level = organisation.rules.mastery_level
    people = dict.fromkeys(
        person
        for role in variant.roles.values()
        if role.unit == disturbance.unit
        for person, holder in role.holders.items()
        if not holder.backup
    )
    learners = [one for one in people if _level(document, one, skill) < level]
    short = organisation.rules.people_per_skill - (len(people) - len(learners))
    if not learners or short <= 0:
        return _("Enough people of the unit master it already.")
    learners.sort(key=lambda one: -_level(document, one, skill))
    for person in learners[:short]:
        row = organisation.mastery.get((person, skill))
        if row is None:
            document.add(Mastery(person=person, skill=skill, level=0, target=level))
        else:
            row.target = level
    return ""


def _level(document: Document, person: str, skill: str) -> int:
    row = document.organisation.mastery.get((person, skill))
    return row.level if row is not None else 0


def proposal_key(disturbance: str, move: Move) -> str:
    return f"uncovered:{disturbance}:{move}"


def propose_move(document: Document, variant: Variant, disturbance: Disturbance, move: Move) -> tuple[Action, bool]:
    """Make an action of a move, as one step; the one that was made before where there is one, and whether it is new."""
    key = proposal_key(disturbance.id, move)
    known = action_of(document.organisation, variant.id, key)
    if known is not None:
        return known, False
    words = move_words(variant, disturbance, move, _skill_name(document, disturbance))
    hours = disturbance.per_week * disturbance.hours_each
    reason = _("“{name}” costs {hours} h a week and {unit} has no authority over {domain}.").format(
        name=disturbance.name,
        hours=decimal(hours),
        unit=variant.units[disturbance.unit].name,
        domain=disturbance.domain,
    )
    with document.edit(_("New action")):
        made = document.add(
            Action(
                id=free_id(document.organisation),
                about=disturbance.id,
                variant=variant.id,
                lever=LEVERS[move],
                proposal=key,
                title=words,
                reason=reason,
            )
        )
    return made, True
