"""The sections that set variants side by side: decision, motives, alternatives, was → becomes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from organisatiecanvas.models.analysis.common import Basis
from organisatiecanvas.models.analysis.wording import listed
from organisatiecanvas.models.comparison.elements import STATUSES, count
from organisatiecanvas.models.comparison.report import PART_LABELS, STATUS_LABELS
from organisatiecanvas.models.comparison.side_by_side import Line
from organisatiecanvas.models.comparison.was_wordt import WasBecomes
from organisatiecanvas.models.dossier.content import Cell, Column, Figure, Paragraph, Table, table
from organisatiecanvas.models.dossier.draft import Draft, bullets, without, written
from organisatiecanvas.models.dossier.facts import Facts, figure_cell, masked
from organisatiecanvas.models.dossier.fte import fte_rows
from organisatiecanvas.models.labels import choice_label, collection_label, field_label
from organisatiecanvas.models.language import _, date_text
from organisatiecanvas.models.organisation import UNIT_KINDS, Variant
from organisatiecanvas.models.works_council import GROUNDS, say_of

MISSING_REASONS = 3


def decision(facts: Facts) -> Draft:
    """What is intended, in which size, and on which grounds it is laid before the council."""
    draft = Draft()
    if facts.pair is None:
        draft.lacks.append(_("There is no redesign yet: say first what the organisation is to become."))
    else:
        before, after = facts.pair
        words = _("{organisation} intends to go from {before} to {after}.").format(
            organisation=_organisation_name(facts), before=before.name, after=after.name
        )
        sizes = [f"{one.name}: {_kinds(one)}." for one in facts.pair if _kinds(one)]
        draft.proposal = "\n".join([words, *sizes, after.summary]).strip()
        draft.blocks.append(_extent(facts, "decision.extent", facts.bases))
    grounds = _grounds(facts)
    draft.blocks.append(grounds)
    belgian = facts.dossier.country == "be"
    if not any(str(row[0]).casefold().startswith("cao") == belgian for row in grounds.rows):
        codes = [code for code in GROUNDS if code.startswith("cao") == belgian]
        words = _("No action names the ground on which the council is asked ({codes} …).")
        draft.lacks.append(words.format(codes=", ".join(codes[:3])))
    if not facts.dossier.requested_by:
        draft.lacks.append(_("It is not said who asks."))
    elif facts.names == "full":  # whoever asks need not be one of the people, so there may be no code
        draft.blocks.insert(0, Paragraph(_("Asked by: {name}.").format(name=facts.dossier.requested_by)))
    if facts.dossier.reply_by is None:
        draft.lacks.append(_("It is not said by when the reply is wanted."))
    else:
        words = _("The reply is wanted by {day}.").format(day=date_text(facts.dossier.reply_by))
        draft.blocks.insert(0, Paragraph(words))
    return written(facts, draft, "decision")


def _organisation_name(facts: Facts) -> str:
    workshop = facts.organisation.workshop
    return workshop.organisation or workshop.title or _("The organisation")


def _kinds(variant: Variant) -> str:
    counts = Counter(unit.kind for unit in variant.units.values())
    parts = [f"{counts[kind]} × {choice_label(kind)}" for kind in UNIT_KINDS if counts[kind] and kind != "external"]
    return ", ".join(parts)


def _extent(facts: Facts, key: str, bases: Sequence[Basis]) -> Table:
    """Units by kind, roles, decisions, meetings, people and FTE of some variants."""
    rows: list[Sequence[Cell]] = []
    for kind in UNIT_KINDS:
        sizes = [sum(unit.kind == kind for unit in basis.internal_units) for basis in bases]
        if any(sizes):
            rows.append([_("Units: {kind}").format(kind=choice_label(kind)), *sizes])
    rows += [
        [collection_label(name), *(len(getattr(basis.variant, name)) for basis in bases)]
        for name in ("roles", "decisions", "meetings")
    ]
    people = [len({person for held in basis.own_people.values() for person in held}) for basis in bases]
    # Without names a difference of two counts must not tell of a few people either.
    if min(people) >= facts.smallest and (not facts.nameless or len(set(people)) == 1):
        rows.append([_("People in a role"), *people])
        week = facts.organisation.rules.hours_per_week
        if week:
            rows.append([_("FTE"), *(Figure(sum(basis.role_hours.values()) / week, "fine") for basis in bases)])
    columns = [Column(_("What")), *(Column(basis.variant.name, "whole") for basis in bases)]
    return table(key, _("In size"), columns, rows)


def _grounds(facts: Facts) -> Table:
    """The grounds that actions name and that ask the council something, each with what it asks."""
    rights = {"advice": _("advice"), "consent": _("consent"), "technology": _("information and consultation")}
    asked: dict[str, int] = {}
    for action in facts.actions:
        if say_of(action.works_council_ground) is not None:
            asked[action.works_council_ground or ""] = asked.get(action.works_council_ground or "", 0) + 1
    rows: list[Sequence[Cell]] = []
    for ground in sorted(asked):
        about = _(GROUNDS[ground]) if ground in GROUNDS else ""
        rows.append([ground, about, rights[say_of(ground) or "advice"], asked[ground]])
    columns = [
        Column(field_label("works_council_ground")),
        Column(_("About")),
        Column(_("Right")),
        Column(collection_label("actions"), "whole"),
    ]
    note = "" if rows else _("No action names a ground yet.")
    return table("decision.grounds", _("Grounds"), columns, rows, note)


def motives(facts: Facts) -> Draft:
    """Why: the figures of before and after, with the better side and the reason."""
    if facts.pair is None:
        return written(facts, without(), "motives")
    lines = facts.core(list(facts.pair))
    better = [f"{line.label}: {line.words[0]} → {line.words[1]}" for line in lines if line.best == 1]
    draft = Draft()
    if better:
        draft.proposal = _("The figures that get better:") + "\n" + bullets(better)
    draft.blocks.append(_figures(facts, "motives.figures", lines, list(facts.pair)))
    return written(facts, draft, "motives")


def _figures(facts: Facts, key: str, lines: Sequence[Line], variants: Sequence[Variant]) -> Table:
    rows: list[Sequence[Cell]] = []
    for line in lines:
        best = variants[line.best].name if line.best is not None else ""
        rows.append([line.label, *(figure_cell(line.pattern, value) for value in line.values), best, line.why])
    columns = [
        Column(_("Figure")),
        *(Column(one.name, "number") for one in variants),
        Column(_("Better")),
        Column(_("Why")),
    ]
    heads = tuple({line.pattern.split("*")[0].rstrip(".") for line in lines})
    reasons = dict.fromkeys(
        item["reason"] for one in variants for item in facts.figures(one)["missing"] if item["key"].startswith(heads)
    )
    return table(key, _("Figures side by side"), columns, rows, " ".join(list(reasons)[:MISSING_REASONS]))


def alternatives(facts: Facts) -> Draft:
    """The other variants with their figures, beside what is and what is intended."""
    if facts.pair is None:
        return written(facts, without(), "alternatives")
    draft, others = Draft(), facts.others
    if others:
        names = listed([one.name for one in others])
        draft.proposal = _("Besides {after} these were looked at: {names}.").format(
            after=facts.pair[1].name, names=names
        )
        for one in others:
            if one.summary:
                draft.blocks.append(Paragraph(f"{one.name}: {one.summary}"))
        variants = [*facts.pair, *others]
        bases = [*facts.bases, *(Basis(facts.organisation, one) for one in others)]
        draft.blocks.append(_extent(facts, "alternatives.extent", bases))
        draft.blocks.append(_figures(facts, "alternatives.figures", facts.core(variants), variants))
        silent = [one.name for one in others if not one.summary]
        if silent:
            draft.lacks.append(_("No summary says what these alternatives are: {names}.").format(names=listed(silent)))
    else:
        words = _("There is no other variant: leaving everything as it is ({before}) is the only alternative drawn.")
        draft.blocks.append(Paragraph(words.format(before=facts.pair[0].name)))
    return written(facts, draft, "alternatives")


def changes(facts: Facts) -> Draft:
    """Was → becomes: functions, teams, FTE and decisions."""
    if facts.pair is None:
        return without()
    draft = Draft()
    counts = count(facts.elements)
    parts = [f"{counts[status]} {_(STATUS_LABELS[status])}" for status in STATUSES]
    draft.proposal = _("Elements of the organisation: {counts}.").format(counts=", ".join(parts))
    if facts.everyone:
        affected = masked([(len(facts.affected), len(facts.everyone))], facts.smallest)[0]
        words = _("Affected: {count} of the {all} people in a role.")
        if len(facts.everyone) >= facts.smallest:
            draft.proposal += "\n" + words.format(count=affected, all=len(facts.everyone))
    for part, words in PART_LABELS.items():
        rows = [row for row in facts.changes if row["part"] == part]
        if part == "fte":
            draft.blocks.append(_fte(facts, rows, _(words)))
        else:
            draft.blocks.append(_part(facts, part, rows, _(words)))
    if all(counts[status] == 0 for status in STATUSES if status != "unchanged"):
        draft.lacks.append(_("Both variants are alike: there is nothing to lay before the council."))
    return draft


def _part(facts: Facts, part: str, rows: Iterable[WasBecomes], title: str) -> Table:
    columns = [Column(_("Name")), Column(_("Change")), Column(_("Was")), Column(_("Becomes"))]
    counted = [] if facts.nameless else [Column(collection_label("people"), "whole")]
    columns += [*counted, Column(collection_label("actions"))]
    lines: list[Sequence[Cell]] = []
    for row in rows:
        people: list[Cell] = [] if facts.nameless else [row["people"]]
        lines.append(
            [row["name"], _(STATUS_LABELS[row["status"]]), row["was"], row["becomes"], *people, _actions(facts, row)]
        )
    note = "" if lines else _("Nothing changes here.")
    return table(f"changes.{part}", title, columns, lines, note)


def _actions(facts: Facts, row: WasBecomes) -> str:
    known = facts.organisation.actions
    return "\n".join(known[name].title for name in row["actions"] if name in known)


def _fte(facts: Facts, rows: Sequence[WasBecomes], title: str) -> Table:
    before, after = facts.bases
    columns = [
        Column(_("Name")),
        Column(_("Of a")),
        Column(before.variant.name, "fine"),
        Column(after.variant.name, "fine"),
    ]
    if facts.nameless:
        lines = list(fte_rows(facts))
        note = _("Groups of fewer than {count} people are put together.").format(count=facts.smallest)
        if not lines:
            note = _("Fewer than {count} people count: nothing is shown.").format(count=facts.smallest)
        return table("changes.fte", title, columns, lines, note)
    columns.append(Column(collection_label("people"), "whole"))
    kinds = {"roles": _("function"), "units": _("team")}
    shown: list[Sequence[Cell]] = [
        [row["name"], kinds.get(row["collection"]), row["was"], row["becomes"], row["people"]] for row in rows
    ]
    return table("changes.fte", title, columns, shown)
