"""Levers of the lead time taken over: as an edit of a redesign, or as actions, each lever once."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, NamedTuple

from organisatiecanvas.models.analysis.flow.whatif import Levers, new_values
from organisatiecanvas.models.document import Document
from organisatiecanvas.models.language import _, ngettext, percent
from organisatiecanvas.models.organisation import Action, Organisation
from organisatiecanvas.models.plan import action_of, free_id


class Lever(NamedTuple):
    """One lever that was pulled: the key its action is known by, and what it says."""

    proposal: str
    words: str
    about: str | None  # a unit or an order family
    kind: str  # one of LEVERS of the action plan


class Effect(NamedTuple):
    """What the levers together do to the family they do most to, in words: a sentence, and days before and after."""

    sentence: str = ""
    before: str = ""
    after: str = ""


def pulled_levers(organisation: Organisation, variant_id: str, levers: Levers) -> list[Lever]:
    """A line for every lever that is not at its default, in the order of the panel."""
    variant = organisation.variants[variant_id]
    family = organisation.orders[levers.order].name if levers.order is not None else _("all order families")
    unit = variant.units[levers.unit].name if levers.unit is not None else _("every unit")
    scope, place = levers.order or "all", levers.unit or "all"
    about_unit = levers.unit
    found: list[Lever] = []
    if levers.volume != 1:
        words = _("{change} pieces a week of {family}").format(change=_change(levers.volume), family=family)
        found.append(Lever(f"lever:volume:{scope}", words, levers.order, "management"))
    if levers.lot != 1:
        words = _("Lot size {change} for {family}").format(change=_change(levers.lot), family=family)
        found.append(Lever(f"lever:lot:{scope}", words, levers.order, "management"))
    if levers.setup != 1:
        words = _("Setup time {change} in {unit}, for {family}").format(
            change=_change(levers.setup), unit=unit, family=family
        )
        found.append(Lever(f"lever:setup:{place}:{scope}", words, about_unit, "structure"))
    if levers.places:
        count = abs(levers.places)
        words = (
            ngettext("{count} place more in {unit}", "{count} places more in {unit}", count)
            if levers.places > 0
            else ngettext("{count} place fewer in {unit}", "{count} places fewer in {unit}", count)
        )
        found.append(Lever(f"lever:places:{place}", words.format(count=count, unit=unit), about_unit, "structure"))
    if levers.transfer != 1:
        words = _("Transport, transfer and supplier days {change} for {family}").format(
            change=_change(levers.transfer), family=family
        )
        found.append(Lever(f"lever:transfer:{scope}", words, levers.order, "structure"))
    if levers.pooled is not None and levers.unit is not None:
        words = _("People of {first} and {second} learn each other's work").format(
            first=unit, second=variant.units[levers.pooled].name
        )
        one, two = sorted((levers.unit, levers.pooled))
        found.append(Lever(f"lever:pooling:{one}:{two}", words, about_unit, "competences"))
    return found


def _change(factor: float) -> str:
    """−50 %, +20 %."""
    return ("+" if factor > 1 else "−") + percent(abs(factor - 1))


def needs_redesign(organisation: Organisation, variant_id: str, levers: Levers) -> bool:
    """Whether the edit would change a variant that shows how things are now."""
    values = new_values(organisation, variant_id, levers)
    current = organisation.variants[variant_id].kind == "current"
    return current and any(value.collection != "orders" for value in values)


def take_over(document: Document, variant_id: str, levers: Levers) -> int:
    """Give the fields their new values, as one step; returns how many changed. Pooling changes nothing here."""
    organisation = document.organisation
    values = new_values(organisation, variant_id, levers)
    if not values:
        return 0
    words = [lever.words for lever in pulled_levers(organisation, variant_id, replace(levers, pooled=None))]
    with document.edit(", ".join(words)):
        for value in values:
            owner: Any = organisation if value.collection == "orders" else organisation.variants[variant_id]
            setattr(getattr(owner, value.collection)[value.id], value.field, value.new)
    return len(values)


def make_actions(document: Document, variant_id: str, levers: Levers, effect: Effect) -> list[tuple[Action, bool]]:
    """An action for every lever that was pulled, as one step, each with whether it is new.

    One that was made before is brought up to date while nobody has begun with it.
    """
    found: list[tuple[Action, bool]] = []
    with document.edit(_("New action")):
        for lever in pulled_levers(document.organisation, variant_id, levers):
            known = action_of(document.organisation, variant_id, lever.proposal)
            if known is None:
                made = document.add(
                    Action(
                        id=free_id(document.organisation),
                        title=lever.words,
                        about=lever.about,
                        variant=variant_id,
                        reason=effect.sentence,
                        from_value=effect.before,
                        to_value=effect.after,
                        lever=lever.kind,
                        proposal=lever.proposal,
                    )
                )
                found.append((made, True))
                continue
            if known.status == "open" and not known.owner_ and not known.progress and known.title != lever.words:
                known.title, known.reason = lever.words, effect.sentence
                known.from_value, known.to_value = effect.before, effect.after
            found.append((known, False))
    return found
