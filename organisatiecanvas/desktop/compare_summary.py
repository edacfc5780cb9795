"""The summary beside a comparison: what became of the elements, of the people, and what the redesign says of itself."""

from __future__ import annotations

import html
from collections.abc import Mapping
from typing import Any

from organisatiecanvas.desktop.compare_model import SYMBOLS
from organisatiecanvas.desktop.compare_work import Compared
from organisatiecanvas.desktop.skills_side import heading, link, paragraph, small
from organisatiecanvas.models.comparison.elements import no_counts
from organisatiecanvas.models.comparison.report import STATUS_LABELS
from organisatiecanvas.models.language import _, decimal, ngettext
from organisatiecanvas.models.organisation import Organisation

MOST_NAMED = 10


def summary(found: Compared, organisation: Organisation) -> list[str]:
    """Pieces of HTML; a status is a link that narrows the list of elements to it."""
    counts = no_counts() | found.comparison["counts"]
    every = sum(counts.values())
    words = _("{before} before, {after} after").format(before=every - counts["new"], after=every - counts["removed"])
    parts = [heading(_("Elements"), words)]
    counted = [
        link(f"{SYMBOLS[status]}\u00a0{_(STATUS_LABELS[status])}", "status", status) + "&nbsp;" + small(str(count))
        for status, count in found.comparison["counts"].items()
    ]
    parts.append(paragraph(" &nbsp; ".join(counted)))
    parts += _people(found, organisation)
    told = organisation.variants[found.after].summary
    if told:
        parts += [heading(organisation.variants[found.after].name), paragraph(html.escape(told))]
    return parts


def line_words(row: Mapping[str, Any]) -> list[str]:
    """All there is to tell of one line, each part of it on a line of its own."""
    parts = [heading(f"{SYMBOLS[row['status']]} {row['name']}")]
    for words, side in ((_("Was"), row["was"]), (_("Becomes"), row["becomes"])):
        if side is None:
            continue
        told = decimal(side, 2) if isinstance(side, float) else str(side)
        lines = "<br>".join(html.escape(part) for part in told.split("; "))
        parts.append(paragraph(small(words), f"<br>{lines}"))
    return parts


def _people(found: Compared, organisation: Organisation) -> list[str]:
    heads = found.comparison["headcount"]
    affected = len(found.comparison["people_affected"])
    words = ngettext("{count} person is affected", "{count} people are affected", affected).format(count=affected)
    told = _(
        "{before} in a role before + {joined} who join = {now} in a role + {bench} on the bench + {left} gone"
    ).format(
        before=heads["before"],
        joined=heads["joined"],
        now=heads["in_roles"],
        bench=heads["bench"],
        left=heads["leavers"],
    )
    unaccounted = [name for name in heads["unaccounted"] if name in organisation.people]
    parts = [heading(_("People")), paragraph(html.escape(words))]
    adds_up = heads["before"] + heads["joined"] == heads["in_roles"] + heads["bench"] + heads["leavers"]
    state = "problem" if unaccounted else "good" if adds_up else "attention"
    parts.append(paragraph(html.escape(told), state=state))
    for name in unaccounted[:MOST_NAMED]:
        words = _("{name} has no role any more, is not on the bench and is no leaver.")
        parts.append(paragraph(html.escape(words.format(name=organisation.people[name].name)), state="problem"))
    if heads["bench"]:
        waiting = [organisation.people[one].name for one in organisation.variants[found.after].bench]
        words = _("Waiting on the bench: {names}.").format(names=", ".join(waiting[:MOST_NAMED]))
        parts.append(paragraph(html.escape(words), state="attention"))
    return parts
