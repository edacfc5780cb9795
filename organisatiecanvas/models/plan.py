"""From what is the matter to who does what about it: findings become actions, each once."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import Any

from organisatiecanvas.models.check import element_exists
from organisatiecanvas.models.document import Document
from organisatiecanvas.models.language import _
from organisatiecanvas.models.organisation import Action, Organisation


def action_of(organisation: Organisation, variant: str, proposal: str) -> Action | None:
    """The action that was made of this finding or change in this variant; None when there is none yet."""
    for action in organisation.actions.values():
        if action.proposal == proposal and action.variant in (None, variant):
            return action
    return None


def add_action(document: Document, variant: str, finding: Mapping[str, Any]) -> Action:
    """Make an action of a finding (as `analyse` gives it), as one step; the existing one when it was made before."""
    known = action_of(document.organisation, variant, finding["proposal"])
    if known is not None:
        return known
    subject = str(finding["subject"])
    about = subject if element_exists(document.organisation, subject, variant) else None
    with document.edit(_("New action")):
        return document.add(
            Action(
                id=free_id(document.organisation),
                title=str(finding["message"]),
                about=about,
                variant=variant,
                reason=str(finding["message"]),
                proposal=str(finding["proposal"]),
            )
        )


def free_id(organisation: Organisation) -> str:
    """An id for a new action, such as `action-12`."""
    names = (f"action-{number}" for number in itertools.count(len(organisation.actions) + 1))
    return next(name for name in names if name not in organisation.actions)
