"""What an import would change, cell by cell, and everything it would not: shown before anything is written."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from organisatiecanvas.exports.levels import LevelMapping, level_text
from organisatiecanvas.models.labels import field_label
from organisatiecanvas.models.language import _, ngettext
from organisatiecanvas.models.organisation import Organisation

FIELDS = ("level", "valid_until", "target")
MANY = 20  # equal unknown texts are shown with their count, and lists this long before they are cut
Content = int | datetime.date | None
Key = tuple[str, str, str]  # person, skill, field


class CellChange(NamedTuple):
    """One cell that would differ: `after` None at a level means that nobody assessed it any more."""

    person: str
    skill: str
    field: str
    before: Content
    after: Content
    place: str

    @property
    def key(self) -> Key:
        return self.person, self.skill, self.field


class Unknown(NamedTuple):
    """A name, header or value that means nothing here: what it is (person, skill, value), where it stands, its text."""

    place: str
    text: str
    kind: str = "value"


class Skipped(NamedTuple):
    """A row, column or sheet that was left out on purpose, with the reason."""

    row: str
    reason: str


class Doubtful(NamedTuple):
    """What could mean several things and was not taken; `candidates` are ids of the people or skills it may mean."""

    row: str
    reason: str
    text: str = ""
    kind: str = ""
    candidates: tuple[str, ...] = ()


@dataclass
class Findings:
    """What was met on the way, in the order of the file."""

    unknown: list[Unknown] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    doubtful: list[Doubtful] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Preview:
    """The differences between a workbook and a document. `mapping` is what was used: keep it for the next such file.

    `values` counts how often each text stands where a level was expected; those not in `mapping.levels` and no plain
    figure are unknown.
    """

    name: str
    changes: tuple[CellChange, ...]
    unknown: tuple[Unknown, ...]
    skipped: tuple[Skipped, ...]
    doubtful: tuple[Doubtful, ...]
    notes: tuple[str, ...]
    mapping: LevelMapping
    values: dict[str, int]

    @property
    def complete(self) -> bool:
        """Whether everything in the workbook was understood."""
        return not self.unknown and not self.doubtful

    def as_json(self) -> dict[str, Any]:
        """The keys of method.md 12. A change of another field than the level also names its `field`."""
        return {
            "changes": [_change_json(change) for change in self.changes],
            "unknown": [{"place": item.place, "text": item.text} for item in self.unknown],
            "skipped": [{"row": item.row, "reason": item.reason} for item in self.skipped],
            "doubtful": [{"row": item.row, "reason": item.reason} for item in self.doubtful],
        }

    def lines(self, organisation: Organisation) -> Iterator[str]:
        """The preview to read, line by line."""
        yield self.name
        yield from (f"  {note}" for note in self.notes)
        if self.mapping.levels:
            read = ", ".join(f"{text} = {level_text(level)}" for text, level in self.mapping.levels.items())
            yield "  " + _("Read as: {readings}.").format(readings=read)
        count = len(self.changes)
        yield ngettext("{count} cell differs", "{count} cells differ", count).format(count=count)
        for change in self.changes:
            yield "  " + _change_line(change, organisation)
        yield from _section(_("Unknown, not taken"), _counted(self.unknown))
        yield from _section(_("Doubtful"), [f"{item.row}: {item.reason}" for item in self.doubtful])
        yield from _section(_("Skipped"), [f"{item.row}: {item.reason}" for item in self.skipped])


def _change_json(change: CellChange) -> dict[str, Any]:
    made: dict[str, Any] = {"person": change.person, "skill": change.skill}
    if change.field != "level":
        made["field"] = change.field
    return made | {"from": _plain(change.before), "to": _plain(change.after)}


def _plain(value: Content) -> int | str | None:
    return value.isoformat() if isinstance(value, datetime.date) else value


def _change_line(change: CellChange, organisation: Organisation) -> str:
    before, after = (
        level_text(value)
        if change.field == "level" and not isinstance(value, datetime.date)
        else str(_plain(value) if value is not None else "–")
        for value in (change.before, change.after)
    )
    names = organisation.people[change.person].name, organisation.skills[change.skill].name
    what = "" if change.field == "level" else f" ({field_label(change.field)})"
    return f"{names[0]} · {names[1]}{what}: {before} → {after}  [{change.place}]"


def _section(title: str, lines: list[str]) -> Iterator[str]:
    if not lines:
        return
    yield f"{title}: {len(lines)}"
    yield from (f"  {line}" for line in lines)


def _counted(unknown: tuple[Unknown, ...]) -> list[str]:
    """One line each, but equal values in many cells in one."""
    counts = Counter((item.kind, item.text) for item in unknown)
    lines, told = [], set()
    for item in unknown:
        same = counts[item.kind, item.text]
        if same <= MANY:
            lines.append(f"{item.place}: {item.text}")
        elif (item.kind, item.text) not in told:
            told.add((item.kind, item.text))
            lines.append(
                _("{place} and more: {text} ({count} times)").format(place=item.place, text=item.text, count=same)
            )
    return lines
