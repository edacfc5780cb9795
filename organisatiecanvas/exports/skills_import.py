"""Skills matrices read back: our own workbook by its ids, other people's sheets by their names (method.md 1 and 12).

Own workbooks tell what each cell held at the export. So only what somebody changed in the workbook is an edit, on
whichever sheet it was made; where two sheets were changed differently, the first one (Matrix) is followed and the
other is reported. What changed in the document meanwhile stays. An emptied cell of an own workbook is an edit too:
unknown again. In other people's sheets an empty cell says nothing, and cells that contradict each other are not taken.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from organisatiecanvas.exports.header_finder import Layout, find_layout
from organisatiecanvas.exports.levels import LevelMapping, Scale
from organisatiecanvas.exports.register import Register
from organisatiecanvas.exports.sheet_reader import Workbook, read_workbook
from organisatiecanvas.exports.skill_columns import judge_pending, skill_columns
from organisatiecanvas.exports.skills_list import Base, exported_column, list_columns, read_list
from organisatiecanvas.exports.skills_preview import (
    FIELDS,
    CellChange,
    Content,
    Doubtful,
    Findings,
    Key,
    Preview,
    Skipped,
)
from organisatiecanvas.exports.skills_readings import CellReading, Sheet, know_people, read_cells, values_of
from organisatiecanvas.models.anonymous import pseudonyms
from organisatiecanvas.models.collector import no_collector
from organisatiecanvas.models.document import Document
from organisatiecanvas.models.errors import OrganisationError
from organisatiecanvas.models.language import _
from organisatiecanvas.models.mastery import Cell, set_levels
from organisatiecanvas.models.organisation import Organisation

__all__ = ["LevelMapping", "NothingKnownError", "Preview", "apply_import", "plan_import"]


class NothingKnownError(OrganisationError):
    """The document and the workbook have no people and skills in common; `skills_start` can propose them."""


@dataclass
class _Plan:
    """What the parts of reading share."""

    organisation: Organisation
    book: Workbook
    register: Register
    same: bool  # the workbook came from this document
    findings: Findings = field(default_factory=Findings)
    base: Base = field(default_factory=Base)


@no_collector()  # half a million values are made, and none of them becomes garbage
def plan_import(
    organisation: Organisation,
    workbook_path: Path | str,
    mapping: LevelMapping | None = None,
    *,
    document_id: str | None = None,
    revision: int | None = None,
) -> Preview:
    """What reading this workbook or csv file would change; nothing is written.

    `mapping`: what was decided for such files before. `document_id` and `revision` tell whether an own workbook came
    from this document; without them that is taken to be so. Raises OrganisationError when nothing can be read, and
    NothingKnownError when nobody and nothing in it is known.
    """
    if not organisation.people or not organisation.skills:
        raise NothingKnownError(_("The document has no people or no skills yet, so a matrix cannot be read."))
    book, mapping = read_workbook(Path(workbook_path)), mapping or LevelMapping()
    own = book.meta.get("product") == "organisatiecanvas"
    codes = _codes(organisation, book, document_id, revision) if own else None
    same = own and document_id in (None, book.meta.get("document"))
    plan = _Plan(organisation, book, Register.of(organisation, mapping, codes, own=own), same)
    sheets = _sheets(plan)
    if not any(sheet.people and sheet.columns for sheet in sheets):
        if book.left_out:
            raise OrganisationError(
                _("{name}, sheet {sheet}: {reason}").format(
                    name=book.name, sheet=book.left_out[0][0], reason=book.left_out[0][1]
                )
            )
        raise NothingKnownError(
            _("{name} has no sheet with known people and skills, so nothing was read.").format(name=book.name)
        )
    scale = Scale((value for sheet in sheets for value in values_of(sheet)), mapping, organisation.rules.mastery_level)
    readings = _read(plan, sheets, scale)
    changes = _changes(plan, readings)
    used = replace(mapping, levels={**mapping.levels, **scale.used()}, kind="own" if own else scale.kind)
    found = plan.findings
    return Preview(
        book.name,
        tuple(changes),
        tuple(found.unknown),
        tuple(found.skipped),
        tuple(found.doubtful),
        tuple(dict.fromkeys(found.notes)),
        used,
        scale.counts,
    )


def _codes(
    organisation: Organisation, book: Workbook, document_id: str | None, revision: int | None
) -> dict[str, str] | None:
    """Person → code, when the workbook has codes; they are only sure for as long as nobody came or went."""
    if book.meta.get("what") != "skills" or book.meta.get("names") == "none":
        raise OrganisationError(_("{name} holds no skills matrix to read back.").format(name=book.name))
    if book.meta.get("names") != "codes":
        return None
    document, saved = book.meta.get("document", ""), book.meta.get("revision")
    if document_id not in (None, document) or (revision is not None and str(revision) != saved):
        raise OrganisationError(
            _(
                "{name} has codes instead of names, and the document was saved since. Export it again and change that."
            ).format(name=book.name)
        )
    return pseudonyms(organisation, document)


def _sheets(plan: _Plan) -> list[Sheet]:
    """The sheets that hold people and skills, with their columns and rows known."""
    found, register, findings = [], plan.register, plan.findings
    findings.skipped += [Skipped(name, reason) for name, reason in plan.book.left_out]
    for table in plan.book.tables:
        if register.own:
            table.drop_formulas()
        layout = find_layout(table, register)
        if layout is None or (register.own and not _is_ours(layout, register)):
            if not register.own and table.cells:
                findings.skipped.append(Skipped(table.name, _("The sheet names no known people and skills.")))
            continue
        sheet = Sheet(layout)
        for segment in layout.segments:
            if layout.skills is not None:
                sheet.columns.append((segment, list_columns(layout, register), []))
            else:
                sheet.columns.append((segment, *skill_columns(layout, segment, register, findings)))
        if not register.own:
            _tell_layout(plan, layout)
        know_people(sheet, register, findings)
        found.append(sheet)
    return found


def _is_ours(layout: Layout, register: Register) -> bool:
    """Whether a sheet of our own workbook is a matrix or the list with all data, not a summary of them."""
    if layout.skills is not None:
        return exported_column(layout) is not None
    header, table = layout.segments[0].header, layout.table
    zone = {table.text(row, column) for row in layout.segments[0].zone for column in table.cells[row]}
    names = register.skills.names
    if table.is_turned and not any(text in names and text != names[text] for text in zone):
        return False  # the training plan names people and skills too; ids stand beside a matrix only
    named = {found for column in table.cells[header] for found in register.skill_ids(table.text(header, column))}
    return len(named) >= min(2, len(register.skills.names))


def _tell_layout(plan: _Plan, layout: Layout) -> None:
    """Which row was taken as the header, and which rows above it and which blank ones were passed over."""
    table, findings = layout.table, plan.findings
    first = layout.segments[0]
    sentence = _("{sheet}: a list; headers on {row}.") if layout.skills is not None else ""
    sentence = sentence or (
        _("{sheet}: people across, skills downwards; people named on {row}.")
        if table.is_turned
        else _("{sheet}: skills named on {row}.")
    )
    findings.notes.append(sentence.format(sheet=table.name, row=table.row_place(first.header)))
    used, end = 0, max(table.cells)
    for row in [*sorted(table.cells), end + 1]:
        if row - used > 1:
            findings.skipped.append(Skipped(table.row_place(used + 1, row - 1), _("Blank.")))
        used = row
        if row in first.zone and row < first.header:
            text = " · ".join(table.text(row, column) for column in sorted(table.cells[row]))
            findings.skipped.append(
                Skipped(table.row_place(row), _("Above the headers: “{text}”.").format(text=text[:80]))
            )


def _read(plan: _Plan, sheets: Iterable[Sheet], scale: Scale) -> dict[Key, list[CellReading]]:
    readings: dict[Key, list[CellReading]] = {}
    register, findings = plan.register, plan.findings
    for sheet in sheets:
        if sheet.layout.skills is not None:
            cells = read_list(sheet, register, scale, findings, plan.base)
        else:
            cells = read_cells(sheet, register, scale, findings)
        for cell in cells:
            readings.setdefault((cell.person, cell.skill, cell.field), []).append(cell)
        for segment, columns, pending in sheet.columns:
            judge_pending(sheet.layout, segment, register, pending, columns, scale, findings)
    return readings


def current(organisation: Organisation, key: Key) -> Content:
    """What the document holds of one field of one person and skill."""
    cell = organisation.mastery.get(key[:2])
    value: Content = getattr(cell, key[2]) if cell is not None else None
    return value


def _changes(plan: _Plan, readings: dict[Key, list[CellReading]]) -> list[CellChange]:
    changes: dict[Key, CellChange] = {}
    for key, cells in readings.items():
        chosen = _chosen(plan, key, cells)
        before = current(plan.organisation, key)
        if chosen is not None and chosen.value != before:
            changes[key] = CellChange(*key, before, chosen.value, chosen.place)
    return list(_whole(plan, changes))


def _chosen(plan: _Plan, key: Key, cells: list[CellReading]) -> CellReading | None:
    """The cell that counts; None when nothing was said, or what was said contradicts itself."""
    edits = [cell for cell in cells if cell.value is not None]
    if plan.base.known:
        base = plan.base.values.get(key)
        changed = [cell for cell in cells if cell.value != base]
        if plan.same:
            edits = changed
            _tell_moved(plan, key, cells, base, edited=bool(changed))
        else:
            edits = [cell for cell in changed if cell.value is not None] or edits
    if not edits:
        return None
    others = [cell for cell in edits if cell.value != edits[0].value]
    if not others:
        return edits[0]
    values = ", ".join(f"{_shown(cell.value)} ({cell.place})" for cell in (edits[0], *others))
    if plan.register.own:
        reason = _("The sheets say different things: {values}. The first is followed.").format(values=values)
    else:
        reason = _("The cells say different things: {values}. None of them is taken.").format(values=values)
    plan.findings.doubtful.append(Doubtful(others[0].place, reason, "", "value"))
    return edits[0] if plan.register.own else None


def _tell_moved(plan: _Plan, key: Key, cells: list[CellReading], base: Content, *, edited: bool) -> None:
    """List a cell that changed in the document, not in the workbook: it stays as the document has it."""
    now = current(plan.organisation, key)
    if edited or now == base:
        return
    reason = _("Not changed here since the export; the document changed from {before} to {now}, which stays.")
    shown = reason.format(before=_shown(base), now=_shown(now))
    plan.findings.skipped.append(Skipped(cells[0].place, shown))


def _shown(value: Content) -> str:
    return _("unknown") if value is None else str(value)


def _whole(plan: _Plan, changes: dict[Key, CellChange]) -> Iterable[CellChange]:
    """Leave out targets and dates of cells without a level: of a cleared one they go along, else they are doubtful."""
    for (person, skill, name), change in changes.items():
        level = changes.get((person, skill, "level"))
        after = level.after if level is not None else current(plan.organisation, (person, skill, "level"))
        if name == "level" or after is not None:
            yield change
        elif level is None:
            reason = _("A target or a date without a level: {person}, {skill}.").format(
                person=plan.organisation.people[person].name, skill=plan.organisation.skills[skill].name
            )
            plan.findings.doubtful.append(Doubtful(change.place, reason, "", "value"))


def apply_import(
    document: Document,
    preview: Preview,
    accepted: Collection[Key] | None = None,
    *,
    assessed_on: datetime.date | None = None,
    assessor: str = "",
) -> int:
    """Write the changes (of `accepted`, the keys of those only) as one step; returns how many cells it changed.

    Levels and their last days are kept as assessments of `assessed_on` (left out: today) by `assessor`, with the
    name of the file as their source. Raises OrganisationError, and changes nothing, when one of the cells is no longer
    what the preview says.
    """
    chosen = [change for change in preview.changes if accepted is None or change.key in accepted]
    organisation = document.organisation
    for change in chosen:
        gone = change.person not in organisation.people or change.skill not in organisation.skills
        if gone or current(organisation, change.key) != change.before:
            raise OrganisationError(_("The document changed since this preview was made. Make it again."))
    if not chosen:
        return 0
    values = {name: {item.key[:2]: item.after for item in chosen if item.field == name} for name in FIELDS}
    levels: dict[Cell, Any] = values["level"]
    # Cells of which another field changes keep their level; one that was not accepted and isn't there has none.
    renewed = {cell: organisation.mastery[cell].level for cell in values["valid_until"] if cell in organisation.mastery}
    dates: dict[Cell, Any] = values["valid_until"]
    with document.edit(_("Import skills from {name}").format(name=preview.name)):
        set_levels(
            document,
            renewed | levels,
            assessed_on or datetime.date.today(),
            assessor,
            preview.name,
            valid_until=dates,
        )
        for cell, target in values["target"].items():
            if cell in organisation.mastery:
                organisation.mastery[cell].target = target  # type: ignore[assignment]
    return len(chosen)
