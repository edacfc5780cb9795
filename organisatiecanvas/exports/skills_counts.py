"""The skills workbook without names: counts per skill, over groups of people large enough to hide each of them.

Everyone stands in exactly one group (their first unit); groups smaller than `minimum_group` are put together, and with
the smallest of the others for as long as they are too small still. So no difference of shown counts isolates fewer.
"""

from __future__ import annotations

from organisatiecanvas.exports.skills_grid import (
    ATTENTION_SIGN,
    GOOD_SIGN,
    NOTHING_ASKED,
    PROBLEM_SIGN,
    Skills,
    sign_looks,
)
from organisatiecanvas.exports.workbook import Formula, Sheet, letter
from organisatiecanvas.models.analysis.groups import Group, groups
from organisatiecanvas.models.labels import field_label
from organisatiecanvas.models.language import _

HEAD, TOP = 6, 7
SKILL, GROUP, COVER, NEEDED, STATUS, EXPIRED, SOON, FIRST = range(1, 9)
FIGURE_ROW = 3


def write(skills: Skills) -> None:
    """One sheet: cover per skill and per group, what is needed, how many certificates expired or will soon."""
    sheet = skills.book.sheet(_("Cover"))
    smallest = skills.organisation.rules.minimum_group
    sheet.heading(
        _("Cover without names · {variant}").format(variant=skills.basis.variant.name),
        _("Groups of fewer than {count} people are put together.").format(count=smallest),
    )
    shown = groups(skills.basis, skills.basis.counted, smallest)
    if not shown:
        sheet.put(4, 1, _("Fewer than {count} people count: nothing is shown.").format(count=smallest), "plain")
        sheet.widths(60)
        sheet.print_setup("A1:A4", None)
        return
    _headings(skills, sheet, shown)
    for row, skill in enumerate(skills.skills, start=TOP):
        sheet.put(row, SKILL, skill.name, "person")
        sheet.put(row, GROUP, skill.group, "aside")
        _cover(skills, sheet, shown, row)
        for place, group in enumerate(shown):
            cover = len(skills.need.masters[skill.id] & group.people)
            sheet.put(row, FIRST + place, cover, "level")
    _finish(skills, sheet, len(shown))


def _headings(skills: Skills, sheet: Sheet, shown: list[Group]) -> None:
    people = [row for row in skills.figures["people"] if row["ok"] is not None]
    sheet.put(FIGURE_ROW, SKILL, _("People with enough skills, of all asked"), "total text")
    sheet.put(FIGURE_ROW, COVER, sum(row["ok"] is True for row in people), "total")
    sheet.put(FIGURE_ROW, NEEDED, len(people), "total")
    sheet.put(FIGURE_ROW + 1, SKILL, _("People counted"), "total text")
    last = letter(FIRST + len(shown) - 1)
    row = FIGURE_ROW + 1
    total = Formula(f"=SUM({letter(FIRST)}{row}:{last}{row})", len(skills.basis.counted))
    sheet.put(row, COVER, total, "total")
    for place, group in enumerate(shown):
        sheet.put(row, FIRST + place, len(group.people), "total")
    heads = (field_label("skill"), field_label("group"))
    sheet.line(HEAD, SKILL, heads, "head")
    counts = (_("Cover"), _("Needed"), field_label("status"), _("Expired"), _("Expires soon"))
    sheet.line(HEAD, COVER, (*counts, *(group.name for group in shown)), "head number")


def _cover(skills: Skills, sheet: Sheet, shown: list[Group], row: int) -> None:
    skill = skills.skills[row - TOP]
    figures = next(item for item in skills.figures["skills"] if item["skill"] == skill.id)
    last = letter(FIRST + len(shown) - 1)
    sheet.put(row, COVER, Formula(f"=SUM({letter(FIRST)}{row}:{last}{row})", figures["cover"]), "total")
    asked = skill.exempt is None and skill.id in skills.need.asked
    sheet.put(row, NEEDED, figures["needed"] if skill.exempt is None else None, "total")
    cover, needed = f"{letter(COVER)}{row}", f"{letter(NEEDED)}{row}"
    formula = (
        f'=IF({cover}=0,"{PROBLEM_SIGN}",IF(OR(AND({cover}=1,{needed}<>1),{cover}<{needed}),'
        f'"{ATTENTION_SIGN}","{GOOD_SIGN}"))'
    )
    sign = {"gap": PROBLEM_SIGN, "covered": GOOD_SIGN}.get(figures["status"], ATTENTION_SIGN)
    sheet.put(row, STATUS, Formula(formula, sign) if asked else NOTHING_ASKED, "symbol")
    dates = [item["expired"] for item in skills.figures["expiring"] if item["skill"] == skill.id]
    sheet.put(row, EXPIRED, sum(dates), "level")
    sheet.put(row, SOON, len(dates) - sum(dates), "level")


def _finish(skills: Skills, sheet: Sheet, count: int) -> None:
    last_row, last = TOP + len(skills.skills) - 1, letter(FIRST + count - 1)
    sheet.widths(48, 18, 10, 10, 9, 11, 11, *[16] * count)
    sheet.ws.freeze_panes = f"B{TOP}"
    sheet.ws.auto_filter.ref = f"A{HEAD}:{last}{last_row}"
    reference = f"{letter(STATUS)}{TOP}:{letter(STATUS)}{last_row}"
    sign_looks(sheet, reference, f"{letter(STATUS)}{TOP}")
    sheet.print_setup(f"A1:{last}{last_row}", f"{HEAD}:{HEAD}", "A:A")
