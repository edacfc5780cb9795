"""The sections about the way there: planning, new technology, evaluation, annexes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from organisatiecanvas.models.analysis.figure_labels import value_label
from organisatiecanvas.models.analysis.wording import listed
from organisatiecanvas.models.dossier import stages
from organisatiecanvas.models.dossier.checklists import CHECKLISTS, TECHNOLOGY, Checklist, topics
from organisatiecanvas.models.dossier.content import Block, Cell, Column, Figure, Kind, Paragraph, Picture, Table, table
from organisatiecanvas.models.dossier.draft import Draft, bullets, count_of, titles, without, written
from organisatiecanvas.models.dossier.facts import Facts
from organisatiecanvas.models.labels import choice_label, collection_label, field_label
from organisatiecanvas.models.language import N_, _, date_text, ngettext
from organisatiecanvas.models.organisation import LEVERS, Action
from organisatiecanvas.models.plan_figures import GOALS, coverage, goal_label
from organisatiecanvas.models.works_council import TECHNOLOGY_MONTHS, course_of, months_after, too_early

STATES = {"done": N_("done"), "now": N_("now"), "ahead": N_("to come"), "skipped": N_("not needed")}
TRAINING = "training:"  # how the proposal of an action begins that was made of a step of the training plan


def planning(facts: Facts) -> Draft:
    """The stages with their dates, and the actions in time."""
    draft = Draft()
    starts = [action.start for action in facts.actions if action.start is not None]
    ends = [action.due for action in facts.actions if action.due is not None]
    if starts and ends:
        words = _("{actions}: the first starts on {start}, the last is due on {due}.")
        draft.proposal = words.format(
            actions=count_of(facts.actions), start=date_text(min(starts)), due=date_text(max(ends))
        )
    draft.blocks += [_stages(facts), _actions(facts)]
    if not facts.actions:
        draft.lacks.append(_("There are no actions yet."))
    open_ = [action for action in facts.actions if action.start is None or action.due is None]
    if open_:
        words = _("{actions} without a start or due date: {titles}.")
        draft.lacks.append(words.format(actions=count_of(open_), titles=titles(open_)))
    draft.lacks += stages.faults(facts.organisation)
    course = course_of(facts.organisation)
    draft.lacks += [found.message for one in facts.actions if (found := too_early(one, course)) is not None]
    return draft


def _stages(facts: Facts) -> Table:
    rows = [[line.label, line.day, _(STATES[line.state])] for line in stages.lines(facts.dossier)]
    columns = [Column(field_label("stage")), Column(_("Date"), "date"), Column(_("Standing"))]
    note = ""
    following = stages.may_start(facts.organisation)
    if following is not None:
        note = _("What the decision is about may begin on {day}.").format(day=date_text(following))
    return table("planning.stages", _("Stages"), columns, rows, note)


def _actions(facts: Facts) -> Table:
    columns = [
        Column(_("Action")),
        Column(field_label("start"), "date"),
        Column(field_label("due"), "date"),
        *([] if facts.nameless else [Column(field_label("owner"))]),
        Column(field_label("status")),
        Column(field_label("works_council_ground")),
        Column(field_label("works_council_status")),
    ]
    mine = [action for action in facts.actions if not (facts.nameless and _is_step(action))]
    rows = [_line(facts, action) for action in mine]
    steps = [action for action in facts.actions if action not in mine]
    if steps:
        starts = [one.start for one in steps if one.start is not None]
        ends = [one.due for one in steps if one.due is not None]
        words = ngettext("{count} step of the training plan", "{count} steps of the training plan", len(steps))
        dates: list[Cell] = [min(starts, default=None), max(ends, default=None)]
        rows.append([words.format(count=len(steps)), *dates, None, None, None])
    note = "" if rows else _("There are no actions yet.")
    return table("planning.actions", collection_label("actions"), columns, rows, note)


def _is_step(action: Action) -> bool:
    """Whether it is about one person's learning."""
    return (action.proposal or "").startswith(TRAINING)


def _line(facts: Facts, action: Action) -> Sequence[Cell]:
    ground = action.works_council_ground
    answer = choice_label(action.works_council_status) if ground else None
    owner: list[Cell] = [] if facts.nameless else [action.owner_ or None]
    return [action.title, action.start, action.due, *owner, choice_label(action.status), ground or None, answer]


def technology(facts: Facts) -> Draft:
    """New technology as Belgian cao nr. 39 asks for it."""
    mine = [one for one in stages.technology_actions(facts.organisation) if one in facts.actions]
    draft = Draft()
    if mine:
        lines = (f"{one.title}: {one.reason}" if one.reason else one.title for one in mine)
        draft.proposal = _("New technology in this plan:") + "\n" + bullets(lines)
    else:
        draft.proposal = _("No action of this plan brings new technology in the sense of cao nr. 39.")
    rows: list[Sequence[Cell]] = [
        [one.title, one.start, months_after(one.start, -TECHNOLOGY_MONTHS) if one.start is not None else None]
        for one in mine
    ]
    columns = [Column(_("Action")), Column(field_label("start"), "date"), Column(_("Information due by"), "date")]
    note = "" if rows else _("Give an action the ground «cao 39» when it brings new technology.")
    draft.blocks.append(table("technology.actions", _("Introduction of technology"), columns, rows, note))
    return written(facts, draft, "technology")


def evaluation(facts: Facts) -> Draft:
    """When it is looked at whether it works, and by what."""
    mine = [action for action in facts.actions if action.evaluation is not None]
    draft = Draft()
    if mine:
        days = sorted({action.evaluation for action in mine if action.evaluation is not None})
        draft.proposal = _("Evaluated on {days}.").format(days=listed([date_text(day) for day in days]))
    elif not facts.dossier.evaluation.strip():
        draft.lacks.append(_("No action has a date on which it is evaluated, and nobody wrote how it is done."))
    rows: list[Sequence[Cell]] = [
        [one.title, one.evaluation, one.from_value or None, one.to_value or None, ", ".join(one.goals) or None]
        for one in sorted(mine, key=lambda one: str(one.evaluation))
    ]
    columns = [
        Column(_("Action")),
        Column(field_label("evaluation"), "date"),
        Column(field_label("from_value")),
        Column(field_label("to_value")),
        Column(field_label("goals")),
    ]
    note = "" if rows else _("No action has a date on which it is evaluated.")
    draft.blocks.append(table("evaluation.actions", _("Evaluations"), columns, rows, note))
    return draft


def annexes(facts: Facts) -> Draft:
    """Drawings before and after, cover without names, checklists, levers and goals, method and thresholds."""
    draft = without() if facts.pair is None else Draft()
    if facts.pair is not None:
        for variant in facts.pair:
            draft.blocks.append(Picture(variant.id, variant.name))
        draft.blocks.append(_cover(facts))
    for checklist in CHECKLISTS:
        draft.blocks += list(_checklist(facts, checklist))
        draft.lacks += list(_unfilled(facts, checklist))
    draft.blocks += [_levers(facts), _rules(facts), *_method()]
    return draft


def _cover(facts: Facts) -> Table:
    """How many people master each skill and how many it takes, before and after."""
    organisation = facts.organisation
    sides = [{row["skill"]: row for row in facts.figures(one)["skills"]["skills"]} for one in facts.pair or ()]
    rows: list[Sequence[Cell]] = []
    for skill in organisation.skills.values():
        line: list[Cell] = [skill.name]
        for side in sides:
            found = side.get(skill.id)
            line += [facts.told(found["cover"]), found["needed"]] if found is not None else [None, None]
        after = sides[1].get(skill.id)
        rows.append([*line, _cover_words(facts, after["status"]) if after is not None else None])
    names = [one.name for one in facts.pair or ()]
    columns = [Column(field_label("skill"))]
    for name in names:
        columns += [
            Column(_("Master it, {variant}").format(variant=name), "whole"),
            Column(_("Needed, {variant}").format(variant=name), "whole"),
        ]
    columns.append(Column(_("Standing")))
    note = "" if rows else _("There are no skills yet.")
    return table("annexes.cover", _("Cover of skills, without names"), columns, rows, note)


def _cover_words(facts: Facts, status: str) -> str:
    """How a skill is covered; without names not that one person masters it, for that is a group of one."""
    return value_label("fragile" if facts.nameless and status == "single" else status)


def _checklist(facts: Facts, checklist: Checklist) -> Iterator[Block]:
    """A checklist that somebody began to fill in."""
    filled = topics(facts.organisation, checklist)
    if not any(entry is not None for _topic, entry in filled):
        return
    process = checklist.kind == "steps"
    rows: list[Sequence[Cell]] = []
    for topic, entry in filled:
        stand: Cell = None
        if entry is not None:
            stand = (_("done") if entry.done else _("not done yet")) if process else effect_words(entry.effect)
        rows.append([topic.label, stand, *((entry.groups or None, entry.measure or None) if entry else (None, None))])
    columns = [
        Column(_("Step") if process else _("Topic")),
        Column(_("Standing") if process else _("Effect")),
        Column(_("Who takes part") if process else _("Groups")),
        Column(_("Agreed") if process else field_label("measure")),
    ]
    yield table(f"annexes.{checklist.key}", checklist.label, columns, rows, _(checklist.source))


def effect_words(effect: int) -> str:
    """An effect −2..+2 in words, with its sign."""
    words = {
        -2: _("−2 much worse"),
        -1: _("−1 worse"),
        0: _("0 the same"),
        1: _("+1 better"),
        2: _("+2 much better"),
    }
    return words[effect]


def _unfilled(facts: Facts, checklist: Checklist) -> Iterator[str]:
    """Topics that are open in a checklist that somebody began, or that the grounds of the plan ask for."""
    filled = topics(facts.organisation, checklist)
    missing = [topic.label for topic, entry in filled if entry is None]
    begun = len(missing) < len(filled)
    wanted = checklist is TECHNOLOGY and any(_is_technology(action) for action in facts.actions)
    if missing and (begun or wanted):
        words = ngettext("{checklist}: {count} topic is open.", "{checklist}: {count} topics are open.", len(missing))
        yield words.format(checklist=checklist.label, count=len(missing))
    if checklist.kind == "effects":
        bare = [topic.label for topic, entry in filled if entry and entry.effect < 0 and not entry.measure.strip()]
        if bare:
            yield _("{checklist}: no measure for what gets worse: {topics}.").format(
                checklist=checklist.label, topics=listed(bare)
            )


def _is_technology(action: Action) -> bool:
    ground = (action.works_council_ground or "").casefold().replace(" ", "")
    return ground.endswith("25.1.k") or "cao39" in ground


def _levers(facts: Facts) -> Table:
    """How many actions pull each lever towards each goal."""
    found = coverage(facts.actions)
    rows: list[Sequence[Cell]] = [
        [choice_label(lever), *(len(found[lever, goal]) for goal in GOALS)] for lever in LEVERS
    ]
    columns = [Column(field_label("lever")), *(Column(goal_label(goal), "whole") for goal in GOALS)]
    note = _("Four levers and five goals of social innovation, SER advice 23/03 [seed]; the number of actions.")
    return table("annexes.levers", _("Levers and goals"), columns, rows, note)


def _rules(facts: Facts) -> Table:
    """The thresholds that the figures were computed with."""
    rules = facts.organisation.rules
    rows: list[Sequence[Cell]] = []
    for name, field in rules.FIELDS.items():
        if field.kind in ("number", "whole"):
            kind: Kind = "whole" if field.kind == "whole" else "percent" if field.maximum == 1 else "fine"
            rows.append([field_label(name), Figure(getattr(rules, name), kind)])
    rows.append([field_label("team_size"), "–".join(str(size) for size in rules.team_size)])
    columns = [Column(_("Threshold")), Column(_("Value"))]
    return table("annexes.rules", _("Thresholds used"), columns, rows)


def _method() -> Iterator[Paragraph]:
    yield Paragraph(
        _(
            "Figures follow from the drawing. [lit]: from the literature or the law; [seed]: from SER advice 23/03, "
            "annex 2; [own]: this program's own way of measuring. Own thresholds are no norms of the authors named."
        )
    )
    yield Paragraph(
        _(
            "FTE are hours in roles divided by the working week. Affected: whose roles differ, or who hold a role or "
            "are of a unit that changes. The training plan is the smallest number of steps that meets the rule."
        )
    )
