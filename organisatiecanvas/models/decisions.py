"""Who decides what: the starting list of decisions, one key per cell of the decision matrix, and control loops.

The starting list per level is that of method.md 3; domains are those that the examples use.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from organisatiecanvas.models.document import Document
from organisatiecanvas.models.identity import free_id
from organisatiecanvas.models.language import N_, _, ngettext
from organisatiecanvas.models.organisation import Authority, Decision, Variant

LOOP = ("sensor", "judge", "actor")


@dataclass(frozen=True)
class Usual:
    """A decision that most organisations take: source texts, translated when it is added."""

    name: str
    domain: str
    level: str
    scope: str = "internal"


STARTING_LIST = (
    Usual(N_("Sequence of orders"), N_("planning"), "operational"),
    Usual(N_("Pace"), N_("planning"), "operational"),
    Usual(N_("Method of work"), N_("technique"), "operational"),
    Usual(N_("Division of tasks"), N_("people"), "operational"),
    Usual(N_("Quality release"), N_("quality"), "operational"),
    Usual(N_("Small maintenance"), N_("maintenance"), "operational"),
    Usual(N_("Leave and roster"), N_("people"), "operational"),
    Usual(N_("Calling off material"), N_("material"), "operational", "external"),
    Usual(N_("Overtime"), N_("people"), "operational", "external"),
    Usual(N_("Week planning and capacity"), N_("planning"), "tactical"),
    Usual(N_("Recruiting a colleague"), N_("people"), "tactical"),
    Usual(N_("Training plan"), N_("people"), "tactical"),
    Usual(N_("Changing a standard"), N_("technique"), "tactical"),
    Usual(N_("Agreement with another cell"), N_("planning"), "tactical", "external"),
    Usual(N_("Improvement budget"), N_("improvement"), "tactical"),
    Usual(N_("Team goals"), N_("policy"), "tactical"),
    Usual(N_("Appraisal"), N_("people"), "tactical"),
    Usual(N_("Investment"), N_("finance"), "strategic", "external"),
    Usual(N_("Product mix"), N_("policy"), "strategic", "external"),
    Usual(N_("Organisation of the work"), N_("policy"), "strategic"),
    Usual(N_("Policy"), N_("policy"), "strategic"),
    Usual(N_("Sharing profit"), N_("finance"), "strategic"),
)


def add_starting_list(document: Document, variant: Variant, unit: str, levels: Iterable[str]) -> int:
    """Add the usual decisions of these levels about a unit, without those it has by name; returns how many.

    Nobody decides them yet: that is for the room to say. One step.
    """
    known = {row.name.casefold() for row in variant.decisions.values() if row.about == unit}
    wanted = [one for one in STARTING_LIST if one.level in levels and _(one.name).casefold() not in known]
    if not wanted:
        return 0
    name = ngettext("Add {count} usual decision", "Add {count} usual decisions", len(wanted))
    with document.edit(name.format(count=len(wanted))):
        for one in wanted:
            add_decision(document, variant, unit, _(one.name), _(one.domain), one.level, one.scope)
    return len(wanted)


def add_decision(
    document: Document,
    variant: Variant,
    unit: str,
    name: str,
    domain: str,
    level: str,
    scope: str,
    identity: str = "",
) -> Decision:
    """A decision about a unit that nobody takes yet."""
    identity = identity or free_id(document.organisation, f"{name} {unit}", "decision")
    with document.edit(_("Add {name}").format(name=name)):
        return document.add(
            Decision(id=identity, name=name, domain=domain, level=level, scope=scope, about=unit), variant
        )


def short_name(variant: Variant, row: Decision) -> str:
    """The name without the words behind the last « · », where it is seen already what the decision is about."""
    name, mark, _rest = str(row.name).rpartition(" · ")
    return name if mark and row.about in variant.units else str(row.name)


def set_mode(
    document: Document, variant: Variant, cells: Iterable[tuple[str, str]], mode: str | None, name: str = ""
) -> None:
    """Let parties take part in decisions this way (None: not at all), by (decision, party), as one step."""
    wanted: list[tuple[str, str, Any]] = []
    for decision, party in cells:
        known = variant.decisions[decision].authority.get(party)
        if (known.mode if known is not None else None) != mode:
            wanted.append((decision, party, known))
    if not wanted:
        return
    with document.edit(name or _step_name(variant, wanted[0][0], len(wanted))):
        for decision, party, known in wanted:
            if mode is None:
                document.remove(known)
            elif known is not None:
                known.mode = mode
            else:
                document.add(Authority(party=party, mode=mode), variant.decisions[decision])


def _step_name(variant: Variant, decision: str, count: int) -> str:
    if count == 1:
        return _("Who decides {name}").format(name=variant.decisions[decision].name)
    return ngettext("Change {count} authority", "Change {count} authorities", count).format(count=count)


def toggle_loop(document: Document, variant: Variant, decision: str, party: str, part: str) -> None:
    """Let a party notice (`sensor`), judge or act in the control loop of a decision; or no longer, when it did."""
    row = variant.decisions[decision]
    with document.edit(_("Control loop of {name}").format(name=row.name)):
        setattr(row, part, None if getattr(row, part) == party else party)


def move_decision(document: Document, variant: Variant, decision: str, from_: str | None, to_: str) -> None:
    """Let another unit or role decide instead, as one step; who decided is informed from now on."""
    row = variant.decisions[decision]
    with document.edit(_("Move the decision {name}").format(name=row.name)):
        if from_ is not None and from_ in row.authority and from_ != to_:
            row.authority[from_].mode = "informed"
        set_mode(document, variant, [(decision, to_)], "decides")


def move_about(document: Document, variant: Variant, decision: str, unit: str) -> None:
    """Let a decision be about another unit; who takes part in it stays."""
    row = variant.decisions[decision]
    name = _("“{name}” is about {unit}").format(name=row.name, unit=variant.units[unit].name)
    with document.edit(name):
        row.about = unit


def take(document: Document, variant: Variant, about: str, party: str) -> str:
    """A new operational decision about a unit that a unit or role takes; its id. Its name may join the same step."""
    identity = free_id(document.organisation, _("Decision"), "decision")
    taken = {row.name for row in variant.decisions.values()}
    name = next(words for number in range(1, len(taken) + 2) if (words := f"{_('Decision')} {number}") not in taken)
    with document.edit(_("Add {name}").format(name=name), merge=f"create {identity}"):
        add_decision(document, variant, about, name, _domain(variant, about), "operational", "internal", identity)
        set_mode(document, variant, [(identity, party)], "decides")
    return identity


def _domain(variant: Variant, unit: str) -> str:
    """The domain in which a unit is disturbed most; empty where none is known."""
    hours: dict[str, float] = {}
    for row in variant.disturbances.values():
        if row.unit == unit:
            hours[row.domain] = hours.get(row.domain, 0.0) + row.per_week * row.hours_each
    return max(hours, key=lambda domain: hours[domain], default="")
