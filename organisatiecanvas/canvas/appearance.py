"""What each element shows, as plain values: from rows of the model, live or from a snapshot, without Qt.

An item is only touched when its appearance differs from the one it had.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from organisatiecanvas.canvas import layout, style
from organisatiecanvas.canvas.refs import Box, Ref
from organisatiecanvas.models.labels import choice_label
from organisatiecanvas.models.language import _, decimal, ngettext, percent
from organisatiecanvas.models.lookup import lookup

RANKS = {kind: number for number, kind in enumerate(style.LINKS)}


@dataclass(frozen=True)
class RoleLooks:
    """A role as its unit shows it; `people` are the ids of `holders`, in the same order."""

    id: str
    name: str
    star: bool
    holders: tuple[str, ...]
    tooltip: str
    people: tuple[str, ...] = ()


class UnitLooks(NamedTuple):  # made by thousands at once: a tuple takes a quarter of the time of a frozen class
    """A unit: `container` holds other units, `depth` counts the containers around it; `brief`: as seen from afar."""

    name: str
    second: str
    kind: str
    colour: str
    size: tuple[float, float]
    container: bool
    depth: int
    roles: tuple[RoleLooks, ...]
    footer: str
    brief: bool = False


class LinkLooks(NamedTuple):
    """A link: `rank` orders the lanes of a bundle, order flows first."""

    kind: str
    from_: str
    to_: str
    colour: str
    label: str
    rank: tuple[int, int, str]


class NoteLooks(NamedTuple):
    """A sticky note."""

    text: str
    size: tuple[float, float]
    colour: str
    votes: int


class Appearance:
    """What a variant shows now; made anew after each change, it gathers rows by unit once.

    `names`: «full» shows who holds a role, «none» does not.
    """

    def __init__(self, organisation: Any, variant: Any, names: str = "full") -> None:
        self.organisation = organisation
        self.variant = variant
        self.names = names
        self._lookup = lookup(organisation, variant)
        self.children = self._lookup.inside
        self._placed = layout.missing_boxes(variant)
        self._placed_notes = layout.missing_notes(variant)
        self._around: dict[str, tuple[str, ...]] = {}
        self._orders = {order: index for index, order in enumerate(organisation.orders)}

    @property
    def roles(self) -> dict[str, list[Any]]:
        """The roles of each unit that has any; from afar nobody asks."""
        return self._lookup.roles

    def box(self, unit: str) -> Box:
        """Where a unit is shown."""
        own = self.variant.units[unit].box
        return Box(*own) if own is not None else self._placed[unit]

    def note_box(self, note: str) -> Box:
        """Where a note is shown."""
        own = self.variant.notes[note].box
        return Box(*own) if own is not None else self._placed_notes[note]

    @property
    def loose(self) -> bool:
        """Whether something has no box of its own: then any change may move it."""
        return bool(self._placed or self._placed_notes)

    def around(self, unit: str) -> tuple[str, ...]:
        """The containers a unit lies in, the nearest first."""
        parent = self.variant.units[unit].parent
        if parent is None:
            return ()
        found = self._around.get(parent)
        if found is None:
            found = self._around[parent] = (parent, *self.around(parent))
        return found

    def unit(self, unit_id: str, *, brief: bool = False) -> UnitLooks:
        """How a unit looks; `brief` leaves out what is not seen from afar."""
        unit = self.variant.units[unit_id]
        kind, size = unit.kind, self.box(unit_id)[2:]
        colour = style.valid(unit.colour) or style.KINDS[kind]
        container, depth = unit_id in self.children, len(self.around(unit_id))
        if brief:
            return UnitLooks(unit.name, "", kind, colour, size, container, depth, (), "", brief=True)
        people = self._told(unit_id)
        footer = ""
        if kind != "external" and people is not None and (people or self.roles.get(unit_id)):
            footer = ngettext("{count} person", "{count} people", people).format(count=people)
        return UnitLooks(
            name=unit.name,
            second=_line(unit.segment or unit.purpose),
            kind=kind,
            colour=colour,
            size=size,
            container=container,
            depth=depth,
            roles=tuple(self._role(role) for role in self.roles.get(unit_id, ())),
            footer=footer,
        )

    def tooltip(self, ref: Ref) -> str:
        """What is told of a unit or link that is pointed at."""
        lines: list[str] = []
        if ref.collection == "units":
            unit = self.variant.units[ref.id]
            lines = [unit.name, choice_label(unit.kind), unit.segment, unit.purpose]
        elif ref.collection == "links":
            link, units = self.variant.links[ref.id], self.variant.units
            order = self.organisation.orders.get(link.order) if link.order is not None else None
            lines = [f"{units[link.from_].name} → {units[link.to_].name}"]
            lines.append(order.name if order is not None else choice_label(link.kind))
            if link.kind == "order" and link.share < 1:
                lines.append(_("Share {share}").format(share=percent(link.share)))
            if link.wait_days:
                lines.append(_("Waiting {days} days").format(days=decimal(link.wait_days)))
        return "\n".join(line for line in lines if line)

    def _told(self, unit_id: str) -> int | None:
        """How many people are here; without names None where that, or what is left of it, tells of too few."""
        people = self._people(unit_id)
        if self.names == "full":
            return len(people)
        smallest = self.organisation.rules.minimum_group
        shown = [child for child in self.children.get(unit_id, ()) if self._told(child) is not None]
        rest = people.difference(*map(self._people, shown))
        if 0 < len(people) < smallest or 0 < len(rest) < smallest:
            return None
        return len(people)

    def _people(self, unit_id: str) -> set[str]:
        """Who holds a role here or in what is inside, backups left out."""
        found = {
            holder.person
            for role in self.roles.get(unit_id, ())
            for holder in role.holders.values()
            if not holder.backup
        }
        for child in self.children.get(unit_id, ()):
            if self.variant.units[child].kind != "external":
                found |= self._people(child)
        return found

    def _role(self, role: Any) -> RoleLooks:
        people = self.organisation.people
        held = [holder for holder in role.holders.values() if holder.person in people] if self.names == "full" else []
        held.sort(key=lambda holder: holder.backup)
        names = [
            _("({name})").format(name=people[holder.person].name) if holder.backup else people[holder.person].name
            for holder in held
        ]
        lines = [role.name, ", ".join(names), role.purpose]
        return RoleLooks(
            role.id,
            role.name,
            role.kind == "star",
            tuple(names),
            "\n".join(line for line in lines if line),
            tuple(holder.person for holder in held),
        )

    def link(self, link_id: str) -> LinkLooks:
        link = self.variant.links[link_id]
        kind, order = link.kind, link.order
        colour = self.family_colour(order) if kind == "order" else style.LINKS[kind].colour
        rank = RANKS[kind], self._orders.get(order, -1), link_id
        return LinkLooks(kind, link.from_, link.to_, colour, _line(link.label), rank)

    def family_colour(self, order_id: str | None) -> str:
        """The colour of an order family: its own, or the one of its place in the list."""
        if order_id is None or order_id not in self._orders:
            return style.LINKS["order"].colour
        own = style.valid(self.organisation.orders[order_id].colour)
        return own or style.FAMILIES[self._orders[order_id] % len(style.FAMILIES)]

    def note(self, note_id: str) -> NoteLooks:
        note = self.variant.notes[note_id]
        box = self.note_box(note_id)
        return NoteLooks(note.text, (box.width, box.height), style.valid(note.colour) or style.NOTE, note.votes)


def _line(text: str) -> str:
    """A text on one line."""
    return " ".join(text.split())
