"""Changes between two variants as actions, each once: known by what they came from, brought up to date later.

A later change follows in the fields that still hold what was put there; what people typed stays. For that the key of
an action carries a digest of each proposed text.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from organisatiecanvas.models.check import element_exists
from organisatiecanvas.models.document import Document
from organisatiecanvas.models.language import N_, _, decimal, ngettext
from organisatiecanvas.models.organisation import Action, Organisation
from organisatiecanvas.models.plan import free_id

# New ones come last: keys of older actions know the first three.
FOLLOWING = ("title", "from_value", "to_value", "staff_consequence")
TITLES = {
    "new": N_("Set up {name}"),
    "removed": N_("Wind down {name}"),
    "moved": N_("Move {name}"),
    "changed": N_("Change {name}"),
}
FIGURE_TITLE = N_("Reach {name}")
DIGITS = 8


def source_of(row: Mapping[str, Any]) -> str:
    """What a line is known by: an element is the same in every list; hours of a function are a line of their own."""
    part = "fte:" if row["part"] == "fte" else ""
    return f"change:{part}{row['collection']}:{row['id']}"


def by_source(organisation: Organisation, variant: str) -> dict[str, Action]:
    """The actions of a variant by the line that each was made of before; the first where there are more."""
    found: dict[str, Action] = {}
    for action in organisation.actions.values():
        if action.variant == variant and action.proposal:
            found.setdefault(action.proposal.partition("@")[0], action)
    return found


def action_for(organisation: Organisation, variant: str, row: Mapping[str, Any]) -> Action | None:
    """The action that was made of a line before; None when there is none yet."""
    return by_source(organisation, variant).get(source_of(row))


def take_over(document: Document, variant: str, rows: Iterable[Mapping[str, Any]]) -> tuple[int, int]:
    """Make actions of lines of the comparison towards `variant`, as one step; how many new, how many updated.

    A line of a figure has the part `figures`, its key as id, and the figure on both sides in words.
    """
    rows = [row for row in rows if row["status"] != "unchanged"]  # a sum that came out the same is no change
    made = updated = 0
    name = ngettext("Take over {count} change", "Take over {count} changes", len(rows)).format(count=len(rows))
    made_before = by_source(document.organisation, variant)
    with document.edit(name):
        for row in rows:
            known = made_before.get(source_of(row))
            if known is not None:
                updated += _follow(known, row)
                continue
            fields = _proposed(row)
            made_before[source_of(row)] = document.add(
                Action(
                    id=free_id(document.organisation),
                    about=row["id"] if element_exists(document.organisation, row["id"], variant) else None,
                    variant=variant,
                    lever=None if row["part"] == "figures" else "structure",
                    proposal=_key(row, fields),
                    **fields,
                )
            )
            made += 1
    return made, updated


def _proposed(row: Mapping[str, Any]) -> dict[str, str]:
    was, becomes = (_words(row[side]) for side in ("was", "becomes"))
    title = FIGURE_TITLE if row["part"] == "figures" else TITLES[row["status"]]
    people = ngettext("{count} person", "{count} people", row["people"]).format(count=row["people"])
    return {
        "title": _(title).format(name=row["name"]),
        "from_value": was,
        "to_value": becomes,
        "staff_consequence": _("Concerns {people}.").format(people=people) if row["people"] else "",
    }


def _words(value: Any) -> str:
    if value is None:
        return ""
    return decimal(value, 2) if isinstance(value, float) else str(value)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:DIGITS]


def _key(row: Mapping[str, Any], fields: Mapping[str, str]) -> str:
    return f"{source_of(row)}@{'.'.join(_digest(fields[name]) for name in FOLLOWING)}"


def _follow(action: Action, row: Mapping[str, Any]) -> bool:
    """Bring the fields that nobody changed in line with the line as it is now; whether anything differed."""
    put = (action.proposal or "").partition("@")[2].split(".")
    fields = _proposed(row)
    changed = False
    digests = []
    for name, digest in zip(FOLLOWING, put, strict=False):
        if _digest(getattr(action, name)) == digest and getattr(action, name) != fields[name]:
            setattr(action, name, fields[name])
            changed = True
        digests.append(_digest(fields[name]) if getattr(action, name) == fields[name] else digest)
    if changed:
        action.proposal = f"{source_of(row)}@{'.'.join(digests)}"
    return changed
