"""What the model brings to a section: a proposed text, tables and pictures, and what is still lacking."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from organisatiecanvas.models.analysis.wording import listed
from organisatiecanvas.models.dossier.content import Block
from organisatiecanvas.models.dossier.facts import Facts
from organisatiecanvas.models.language import _, ngettext
from organisatiecanvas.models.organisation import Action

NAMED = 3  # so many things that lack something are named, the others counted


@dataclass
class Draft:
    """Empty parts of a section are left out."""

    proposal: str = ""
    blocks: list[Block] = field(default_factory=list)
    lacks: list[str] = field(default_factory=list)


def written(facts: Facts, draft: Draft, section: str) -> Draft:
    """Say that nobody wrote this section yet, where that is so."""
    if not getattr(facts.dossier, section).strip():
        words = (
            _("The text is a proposal: take it over or write it yourself.")
            if draft.proposal
            else _("Nobody wrote this text yet.")
        )
        draft.lacks.insert(0, words)
    return draft


def without() -> Draft:
    """A section that sets variants side by side, where there are no two."""
    return Draft(lacks=[_("There is no redesign yet to set beside the present organisation.")])


def titles(actions: Iterable[Action]) -> str:
    """A few actions by their titles, quoted; the others counted."""
    return listed([f"«{action.title}»" for action in actions], NAMED)


def count_of(actions: Sequence[Action]) -> str:
    return ngettext("{count} action", "{count} actions", len(actions)).format(count=len(actions))


def bullets(lines: Iterable[str]) -> str:
    """Lines as a list in plain text."""
    return "\n".join(f"– {line}" for line in lines)
