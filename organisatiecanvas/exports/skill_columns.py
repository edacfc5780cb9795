"""Which skill each column of a matrix is about, and whether it holds levels, targets or dates."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from organisatiecanvas.exports.header_finder import Layout, Segment
from organisatiecanvas.exports.levels import Scale, read_date
from organisatiecanvas.exports.name_matching import as_written, plain
from organisatiecanvas.exports.register import ATTRIBUTES, TOTALS, Register
from organisatiecanvas.exports.sheet_reader import Table, Value
from organisatiecanvas.exports.skills_preview import Doubtful, Findings, Skipped, Unknown
from organisatiecanvas.models.language import _

MAX_PENDING = 500  # headers compared with every name; beyond so many a sheet is no matrix


class Column(NamedTuple):
    """One column that was recognised."""

    column: int
    skill: str
    field: str


class Pending(NamedTuple):
    """A column whose header names nothing known."""

    column: int
    text: str


@dataclass
class _Head:
    """What stands above a column."""

    column: int
    text: str
    skill: str | None = None
    field: str | None = None
    proven: bool = False  # an id says so
    several: tuple[str, ...] = ()


def skill_columns(
    layout: Layout, segment: Segment, register: Register, findings: Findings
) -> tuple[list[Column], list[Pending]]:
    """The columns that name a skill, and those that name nothing; what is doubtful goes to the findings."""
    heads = _heads(layout, segment, register)
    pending: list[_Head] = []
    found: list[_Head] = []
    for head in heads:
        if head.several:
            _doubt(layout.table, segment, head, head.several, register, findings)
        elif head.skill is None:
            pending.append(head)
        else:
            found.append(head)
    taken = {head.skill for head in found if head.skill}
    left: list[Pending] = []
    for head in pending[:MAX_PENDING]:
        if as_written(head.text) in register.mapping.skills:  # decided: no skill
            findings.skipped.append(_column(layout.table, segment, head, _("Left out, as was chosen.")))
            continue
        skill = register.skills.slip(head.text, taken) if head.text else None
        if skill is not None and not any(other.skill == skill for other in found):
            head.skill = skill
            found.append(head)
            findings.notes.append(
                _("{place}: “{text}” is read as “{name}”.").format(
                    place=layout.table.place(segment.header, head.column),
                    text=head.text,
                    name=register.skills.names[skill],
                )
            )
        else:
            left.append(Pending(head.column, head.text))
    return _by_field(layout, segment, register, found, findings), left


def judge_pending(
    layout: Layout,
    segment: Segment,
    register: Register,
    pending: Iterable[Pending],
    columns: Iterable[Column],
    scale: Scale,
    findings: Findings,
) -> None:
    """Say of every column that names nothing known why it is not read: a sum, something else, unknown or doubtful."""
    taken = {column.skill for column in columns}
    for item in pending:
        words = plain(item.text).split()
        head = _Head(item.column, item.text)
        texts = _values(layout, segment, head)
        if register.own and (not texts or not item.text or plain(item.text) in register.own_heads):
            continue
        if not item.text:
            if texts:
                findings.skipped.append(_column(layout.table, segment, head, _("Without a header.")))
        elif words and words[0] in TOTALS:
            findings.skipped.append(_column(layout.table, segment, head, _("Counts or sums.")))
        elif plain(item.text) in ATTRIBUTES or (words and words[0] in ATTRIBUTES and len(words) < 3):
            findings.skipped.append(_column(layout.table, segment, head, _("No skill.")))
        elif texts and sum(scale.read(value) is not None for value in texts) * 2 < len(texts):
            findings.skipped.append(_column(layout.table, segment, head, _("Without levels.")))
        else:
            near = [near.id for near in register.skills.near(item.text, taken)]
            if near:
                _doubt(layout.table, segment, head, near, register, findings)
            else:
                place = layout.table.place(segment.header, item.column)
                findings.unknown.append(Unknown(place, item.text, "skill"))


def _heads(layout: Layout, segment: Segment, register: Register) -> list[_Head]:
    table, leave = layout.table, {layout.names, layout.ids, layout.team}
    merged = [area for area in table.merged if area[0] <= max(segment.zone) and area[2] >= min(segment.zone)]
    body = {column for row in segment.rows for column in table.cells[row]}
    above = {column for row in segment.zone for column in table.cells[row]}
    columns = sorted((body | set(table.cells[segment.header]) | _sub_columns(layout, segment, above)) - leave)
    heads: list[_Head] = []
    for column in columns:
        text = _filled(table, merged, segment.header, column)
        head = _Head(column, text)
        if not text or not register.skill_ids(text):
            _look_around(layout, segment, register, head)
        _resolve(head, register)
        _sub_header(layout, segment, register, head, heads)
        proof = _id_above(layout, segment, register, column)
        if proof is not None and head.skill not in (None, proof) and not register.own:
            head.several, head.skill = (proof, head.skill or proof), None
        elif proof is not None:
            head.skill, head.proven, head.several = proof, True, ()
        heads.append(head)
    return heads


def _sub_columns(layout: Layout, segment: Segment, columns: set[int]) -> set[int]:
    below = [row for row in segment.zone if row > segment.header]
    return {column for column in columns if any(column in layout.table.cells[row] for row in below)}


def _filled(table: Table, merged: Iterable[tuple[int, int, int, int]], row: int, column: int) -> str:
    """The text of a header cell, also where it is part of a merged one."""
    text = table.text(row, column)
    if text:
        return text
    for top, left, bottom, right in merged:
        if top <= row <= bottom and left <= column <= right:
            return table.text(top, left)
    return ""


def _look_around(layout: Layout, segment: Segment, register: Register, head: _Head) -> None:
    """Headers may stand a row higher or lower than the others: merged downwards, or staggered to be readable."""
    rows = sorted(segment.zone, key=lambda row: abs(row - segment.header))
    for row in rows:
        text = layout.table.text(row, head.column)
        if text and register.skills.find(text):
            head.text = text
            return


def _resolve(head: _Head, register: Register) -> None:
    """The skill that the header names, with or without a word for what the column holds."""
    found = register.skill_ids(head.text) if head.text else frozenset()
    if head.text and (not found or as_written(head.text) in register.mapping.skills):
        for name, labels in register.labels.items():
            rest = _without(plain(head.text), labels)
            if rest is not None:
                found = found or (register.skill_ids(rest) if rest else frozenset())
                if found or not rest:
                    head.field = name
                    break
    if len(found) == 1:
        head.skill = next(iter(found))
    elif found:
        head.several = tuple(sorted(found))


def _without(text: str, labels: Iterable[str]) -> str | None:
    """The text without one of the labels at its start or end; None when it has none."""
    for label in labels:
        if text == label:
            return ""
        if text.endswith(" " + label):
            return text.removesuffix(" " + label)
        if text.startswith(label + " "):
            return text.removeprefix(label + " ")
    return None


def _sub_header(layout: Layout, segment: Segment, register: Register, head: _Head, before: list[_Head]) -> None:
    """A second header row that says what a column holds; a skill named once covers the columns beside it."""
    texts = [plain(layout.table.text(row, head.column)) for row in segment.zone if row > segment.header]
    for name, labels in register.labels.items():
        if any(text in labels for text in texts):
            head.field = name
    if head.field and head.skill is None and not head.several and before and _is_only_field(head, register):
        head.skill = before[-1].skill


def _is_only_field(head: _Head, register: Register) -> bool:
    return not head.text or any(plain(head.text) in labels for labels in register.labels.values())


def _id_above(layout: Layout, segment: Segment, register: Register, column: int) -> str | None:
    """The skill whose id stands above the column, as in our own workbooks."""
    for row in segment.zone:
        text = layout.table.text(row, column)
        if row != segment.header and text and not text.isdigit():
            found = register.skills.by_id(text)
            if found is not None and not register.skills.find(text) - {found}:
                return found
    return None


def _by_field(
    layout: Layout, segment: Segment, register: Register, heads: list[_Head], findings: Findings
) -> list[Column]:
    """What each column holds. A skill that stands twice without a word about it is doubtful."""
    groups: dict[str, list[_Head]] = {}
    for head in sorted(heads, key=lambda head: head.column):
        if head.skill is not None:
            groups.setdefault(head.skill, []).append(head)
    columns: list[Column] = []
    for skill, same in groups.items():
        fields: dict[str, list[_Head]] = {}
        for head in same:
            name = head.field or _guess(layout, segment, register, head, same)
            fields.setdefault(name, []).append(head)
        for name, those in fields.items():
            if len(those) > 1:  # an empty one says nothing either way
                those = [head for head in those if _values(layout, segment, head)]
            if len(those) == 1:
                columns.append(Column(those[0].column, skill, name))
                continue
            for head in those:
                reason = _("“{text}” stands above more than one column.").format(text=head.text)
                place = layout.table.place(segment.header, head.column)
                findings.doubtful.append(Doubtful(place, reason, head.text, "skill", (skill,)))
    return sorted(columns)


def _values(layout: Layout, segment: Segment, head: _Head) -> list[Value]:
    values = (layout.table.value(row, head.column) for row in segment.rows)
    return [value for value in values if value is not None]


def _guess(layout: Layout, segment: Segment, register: Register, head: _Head, same: list[_Head]) -> str:
    """What a column holds whose header doesn't say so: dates, or what the title above its block says."""
    if head.proven or len(same) == 1:
        return "level"
    values = _values(layout, segment, head)
    if values and all(read_date(value) is not None for value in values):
        return "valid_until"
    if values and register.own and any(other.proven for other in same):
        return "target"  # the third block of our own sheet, wherever its columns went
    return _block_title(layout, segment, register, head.column) or "level"


def _block_title(layout: Layout, segment: Segment, register: Register, column: int) -> str | None:
    """The field that the nearest text at or left of the column, above the header, stands for."""
    for row in sorted((row for row in segment.zone if row < segment.header), reverse=True):
        left = [other for other in layout.table.cells[row] if other <= column]
        text = plain(layout.table.text(row, max(left))) if left else ""
        for name, labels in register.labels.items():
            if text in labels:
                return name
    return None


def _column(table: Table, segment: Segment, head: _Head, reason: str) -> Skipped:
    place = table.place(segment.header, head.column)
    return Skipped(place, f"“{head.text}”: {reason}" if head.text else reason)


def _doubt(
    table: Table, segment: Segment, head: _Head, candidates: Iterable[str], register: Register, findings: Findings
) -> None:
    names = [register.skills.names[key] for key in candidates]
    reason = _("“{text}” may be {names}. Choose which, or rename the header.").format(
        text=head.text, names=_(" or ").join(f"“{name}”" for name in names)
    )
    findings.doubtful.append(
        Doubtful(table.place(segment.header, head.column), reason, head.text, "skill", tuple(candidates))
    )
