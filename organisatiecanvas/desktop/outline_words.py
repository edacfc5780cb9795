"""What the outline says of each row, and what a screen reader says of it."""

from __future__ import annotations

from typing import Any

from organisatiecanvas.canvas import style
from organisatiecanvas.desktop.outline_keys import deciding
from organisatiecanvas.models.decisions import short_name
from organisatiecanvas.models.labels import choice_label
from organisatiecanvas.models.language import _, capital, ngettext


class Index:
    """Rows of a variant by the unit they hang under; made once a change, not once a row."""

    def __init__(self, variant: Any) -> None:
        self.variant = variant
        self.roles: dict[str, list[Any]] = {}
        self.units: dict[str | None, list[Any]] = {}
        self.going: dict[str, list[Any]] = {}
        self.coming: dict[str, list[Any]] = {}
        self.decisions: dict[str, list[Any]] = {}
        for role in variant.roles.values():
            self.roles.setdefault(role.unit, []).append(role)
        for unit in variant.units.values():
            self.units.setdefault(unit.parent, []).append(unit)
        for link in variant.links.values():
            self.going.setdefault(link.from_, []).append(link)
            self.coming.setdefault(link.to_, []).append(link)
        for decision in variant.decisions.values():
            self.decisions.setdefault(decision.about, []).append(decision)

    def people(self, unit: str) -> set[str]:
        """Who holds a role in a unit or in what is inside, backups left out."""
        found = {
            holder.person for role in self.roles.get(unit, ()) for holder in role.holders.values() if not holder.backup
        }
        for inner in self.units.get(unit, ()):
            if inner.kind != "external":
                found |= self.people(inner.id)
        return found

    def keys(self, unit: str) -> list[tuple[str, str]]:
        """What hangs under a unit, in order: its roles, flows out and in, decisions about it, and the units inside."""
        return [
            *(("roles", role.id) for role in self.roles.get(unit, ())),
            *(("out", link.id) for link in self.going.get(unit, ())),
            *(("in", link.id) for link in self.coming.get(unit, ())),
            *([deciding(unit)] if unit in self.decisions else []),
            *(("units", inner.id) for inner in self.units.get(unit, ())),
        ]


def shown(organisation: Any, index: Index, collection: str, row: Any) -> tuple[str, str]:
    """The name of a row and, beside it, what it comes down to; `out` and `in` are the two ends of a link."""
    variant = index.variant
    if collection == "units":
        people = len(index.people(row.id))
        beside = ngettext("{count} person", "{count} people", people).format(count=people) if people else ""
        return row.name, beside
    if collection == "roles":
        name = f"{style.STAR} {row.name}" if row.kind == "star" else row.name
        return name, ", ".join(_holders(organisation, row))
    if collection in ("out", "in"):
        other = variant.units[row.to_ if collection == "out" else row.from_].name
        arrow = "→" if collection == "out" else "←"
        return f"{arrow} {other}", _flow(organisation, row)
    if collection == "decisions":
        return short_name(variant, row), ", ".join(_takers(variant, row)) or _("nobody decides")
    votes = ngettext("{count} vote", "{count} votes", row.votes).format(count=row.votes) if row.votes else ""
    return " ".join(row.text.split()) or _("empty note"), votes


def _holders(organisation: Any, role: Any) -> list[str]:
    people = organisation.people
    return [people[holder.person].name for holder in role.holders.values() if holder.person in people]


def _flow(organisation: Any, link: Any) -> str:
    order = organisation.orders.get(link.order)
    kind = order.name if order is not None else choice_label(link.kind, "kind")
    return f"{kind} · {link.label}" if link.label else kind


def spoken(organisation: Any, variant: Any, collection: str, row: Any, index: Index | None = None) -> str:
    """A row in one breath: «Cell Turning, 6 people, 3 roles, flows to Assembly»."""
    index = index or Index(variant)
    if collection == "units":
        return _spoken_unit(index, row)
    if collection == "roles":
        held = _holders(organisation, row)
        words = _("held by {names}").format(names=", ".join(held)) if held else _("held by nobody")
        return ", ".join([_("Role {name}").format(name=row.name), words])
    if collection in ("out", "in", "links"):
        ends = {"start": variant.units[row.from_].name, "end": variant.units[row.to_].name}
        return ", ".join([_("Flow from {start} to {end}").format(**ends), _flow(organisation, row)])
    if collection == "decisions":
        return _spoken_decision(variant, row)
    votes = ngettext("{count} vote", "{count} votes", row.votes).format(count=row.votes)
    return ", ".join([_("Note: {text}").format(text=" ".join(row.text.split()) or _("empty note")), votes])


def _spoken_decision(variant: Any, row: Any) -> str:
    """«Decision Overtime about Cell Turning, Management decides»."""
    words = [_("Decision {name} about {unit}").format(name=row.name, unit=variant.units[row.about].name)]
    words += [_("{party} decides").format(party=name) for name in _takers(variant, row)] or [_("Nobody decides yet")]
    return ", ".join(words)


def _takers(variant: Any, row: Any) -> list[str]:
    """Who decides, by name."""
    parties = [item.party for item in row.authority.values() if item.mode == "decides"]
    return [(variant.roles.get(party) or variant.units[party]).name for party in parties]


def _spoken_unit(index: Index, unit: Any) -> str:
    kind = choice_label(unit.kind)
    words = [unit.name if unit.name.casefold().startswith(kind.casefold()) else f"{kind} {unit.name}"]
    words[0] = capital(words[0])
    people, roles = len(index.people(unit.id)), len(index.roles.get(unit.id, ()))
    if unit.kind != "external":
        words.append(ngettext("{count} person", "{count} people", people).format(count=people))
        words.append(ngettext("{count} role", "{count} roles", roles).format(count=roles))
    inside = len(index.units.get(unit.id, ()))
    if inside:
        words.append(ngettext("{count} unit inside", "{count} units inside", inside).format(count=inside))
    for links, end, sentence in (
        (index.going.get(unit.id, ()), "to_", _("flows to {units}")),
        (index.coming.get(unit.id, ()), "from_", _("flows from {units}")),
    ):
        names = dict.fromkeys(index.variant.units[getattr(link, end)].name for link in links)
        if names:
            words.append(sentence.format(units=", ".join(names)))
    return ", ".join(words)
