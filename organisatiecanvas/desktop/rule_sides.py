"""What runs out, who is exempt and what the rule can't ask, and which unit can't run on day one."""

from __future__ import annotations

import html
from typing import Any

from organisatiecanvas.desktop import widgets
from organisatiecanvas.desktop.combo_editor import ComboEditor
from organisatiecanvas.desktop.editors import LineEditor, NumberEditor
from organisatiecanvas.desktop.session import Session
from organisatiecanvas.desktop.skills_side import Side, bold, heading, link, paragraph, small
from organisatiecanvas.desktop.values import InputError, date_text
from organisatiecanvas.models.changes import Change
from organisatiecanvas.models.language import _, decimal, ngettext

FOLLOWED = ("mastery", "people", "skills", "units", "roles", "holders", "requirements", "rules", "workshop")


class _Following(Side):
    """A panel that follows the document while it is in sight."""

    def __init__(self, title: str, session: Session, page: Any) -> None:
        super().__init__(title, page)
        self.session, self.page = session, page
        self._active = False
        session.changed.connect(self._on_change)
        session.variant_changed.connect(lambda _variant: self._renew())
        session.runner.changed.connect(self._renew)

    def activate(self) -> None:
        self._active = True
        self.refresh()

    def deactivate(self) -> None:
        self._active = False

    def _on_change(self, change: Change) -> None:
        if change.touches(*FOLLOWED):
            self._renew()

    def _renew(self) -> None:
        if self._active:
            self.refresh()

    def refresh(self) -> None:
        raise NotImplementedError

    @property
    def figures(self) -> dict[str, Any]:
        """The figures on skills as they were last computed."""
        found: dict[str, Any] = (self.session.runner.figures or {}).get("skills") or {}
        return found


class ExpirySide(_Following):
    """Certificates that expired or will soon; how soon is a rule that is changed here."""

    def __init__(self, session: Session, page: Any) -> None:
        super().__init__(_("Expiry"), session, page)
        self.days = NumberEditor(self, whole=True, time="days")
        self.days.line.setFixedWidth(52)
        self.days.line.setAccessibleName(_("Days ahead"))
        self.days.committed.connect(self._keep_days)
        self.line(_("Look"), self.days, _("days ahead"))

    def _keep_days(self) -> None:
        try:
            days = self.days.value()
        except InputError as error:
            self.days.set_wrong(True)
            self.message.emit(str(error))
            return
        rules = self.session.organisation.rules

        def write() -> None:
            rules.expiry_warning_days = days

        problem = self.session.attempt(_("Look {days} days ahead").format(days=days), write)
        self.days.set_wrong(bool(problem))
        if problem:
            self.message.emit(problem)

    def refresh(self) -> None:
        organisation = self.session.organisation
        if not self.days.busy():
            self.days.show_value(organisation.rules.expiry_warning_days)
        rows = [row for row in self.figures.get("expiring", ()) if _there(organisation, row)]
        parts = []
        for expired, title in ((True, _("Expired: no longer counts")), (False, _("Will expire"))):
            some = [row for row in rows if row["expired"] is expired]
            if some:
                parts.append(heading(title, str(len(some))))
                parts += [self._row(row) for row in some]
        if not parts:
            words = _("Nothing expires before then.")
            parts.append(paragraph(html.escape(words), state="good"))
        self.text.show_parts(parts)

    def _row(self, row: dict[str, Any]) -> str:
        organisation = self.session.organisation
        cell = organisation.mastery.get((row["person"], row["skill"]))
        day = date_text(cell.valid_until) if cell is not None and cell.valid_until is not None else ""
        return paragraph(
            bold(organisation.people[row["person"]].name),
            html.escape("· " + organisation.skills[row["skill"]].name),
            small(day),
            link(_("Show"), "cell", row["person"], row["skill"]),
            state="problem" if row["expired"] else "attention",
        )


def _there(organisation: Any, row: dict[str, Any]) -> bool:
    return row["person"] in organisation.people and row["skill"] in organisation.skills


class RuleSide(_Following):
    """Exemptions with their reason, and in plain sentences what the rule can't ask here."""

    def __init__(self, session: Session, page: Any) -> None:
        super().__init__(_("Exempt from the rule"), session, page)
        self.who = ComboEditor(self._choices, self)
        self.who.set_name(_("Person or skill"))
        self.reason = LineEditor(self)
        self.reason.line.setPlaceholderText(_("Reason"))
        self.reason.line.setAccessibleName(_("Reason"))
        self.who.setMinimumWidth(140)
        self.line(self.who, self.reason)
        self.line(widgets.button(_("Exempt"), self.exempt, self, role="small"))

    def _choices(self) -> list[tuple[Any, str]]:
        organisation = self.session.organisation
        people = [(("people", one.id), one.name) for one in organisation.people.values() if one.exempt is None]
        skills = [(("skills", one.id), one.name) for one in organisation.skills.values() if one.exempt is None]
        return [*people, *skills]

    def exempt(self) -> None:
        """Ask nothing of the person or skill that is chosen, for the reason that was typed."""
        chosen, reason = self.who.value(), self.reason.line.text().strip()
        if chosen is None or not reason:
            self.message.emit(_("Choose a person or a skill and type the reason: exports show it."))
            return
        collection, identity = chosen
        self._set(collection, identity, reason)
        self.reason.show_value("")

    def _set(self, collection: str, identity: str, reason: str | None) -> None:
        row: Any = self.session.find(collection, (identity,))
        words = _("Exempt {name}") if reason is not None else _("Ask of {name} what the rule asks")

        def write() -> None:
            row.exempt = reason

        problem = self.session.attempt(words.format(name=row.name), write)
        if problem:
            self.message.emit(problem)

    def follow(self, what: str, values: tuple[str, ...]) -> None:
        if what == "include":
            self._set(values[0], values[1], None)
        elif what == "rules":
            self.page.rules_wanted.emit()
        else:
            super().follow(what, values)

    def refresh(self) -> None:
        organisation, rules = self.session.organisation, self.session.organisation.rules
        self.who.show_value(self.who.value())
        words = _(
            "Everyone masters {skills} skills, every skill is mastered by {people} people, from level {level} on."
        )
        parts = [
            paragraph(
                html.escape(
                    words.format(
                        skills=rules.skills_per_person, people=rules.people_per_skill, level=rules.mastery_level
                    )
                ),
                link(_("Change the rules"), "rules"),
            )
        ]
        ceilings = self._ceilings()
        if ceilings:
            parts.append(heading(_("What the rule can't ask here")))
            parts += [paragraph(html.escape(words), state="attention") for words in ceilings]
        for collection, title in (("people", _("Exempt people")), ("skills", _("Exempt skills"))):
            rows = [row for row in getattr(organisation, collection).values() if row.exempt is not None]
            if rows:
                parts.append(heading(title, str(len(rows))))
                parts += [
                    paragraph(bold(row.name), small(row.exempt), link(_("Ask again"), "include", collection, row.id))
                    for row in rows
                ]
        self.text.show_parts(parts)

    def _ceilings(self) -> list[str]:
        from organisatiecanvas.models.analysis.common import Basis
        from organisatiecanvas.models.analysis.skills import hire, needs, waived
        from organisatiecanvas.models.analysis.timetable import hire_sentences, waived_sentences

        variant = self.session.variant
        if variant is None:
            return []
        basis = Basis(self.session.organisation, variant)
        need = basis.once(needs)
        limits: Any = {"hire": hire(need), "waived": waived(basis, need)}
        return [*hire_sentences(basis, limits), *waived_sentences(basis, limits)]


class DayOneSide(_Following):
    """The stress test of a design: which unit can't run with the skills its people have, and what it would take."""

    def __init__(self, session: Session, page: Any) -> None:
        super().__init__(_("Day one"), session, page)

    def refresh(self) -> None:
        from organisatiecanvas.models.analysis.common import Basis
        from organisatiecanvas.models.analysis.stress import day_one_sentence, stress_test

        variant = self.session.variant
        if variant is None:
            self.text.show_parts([])
            return
        basis = Basis(self.session.organisation, variant)
        units = stress_test(basis)
        if not units:
            words = _("No unit requires skills yet. Say in the inspector of a unit which skills it must cover.")
            self.text.show_parts([paragraph(small(words))])
            return
        stopped = sum(item.state == "stops" for item in units)
        hours = sum(item.hours_to_run for item in units)
        words = ngettext(
            "{count} of {all} units can't run on day one; {hours} h of training until they can.",
            "{count} of {all} units can't run on day one; {hours} h of training until they can.",
            stopped,
        ).format(count=stopped, all=len(units), hours=decimal(hours, 0))
        if not stopped:
            words = _("Every unit can run on day one.")
        parts = [paragraph(bold(variant.name), html.escape(words))]
        states = {"stops": "problem", "short": "attention", "ready": "good"}
        for item in units:
            parts.append(paragraph(html.escape(day_one_sentence(basis, item)), state=states[item.state]))
            steps = item.to_run or item.to_be_ready
            parts += [self._step(step) for step in steps[:6]]
        self.text.show_parts(parts)

    def _step(self, step: Any) -> str:
        organisation = self.session.organisation
        words = f"{organisation.people[step.person].name} · {organisation.skills[step.skill].name}"
        return paragraph(
            "&nbsp;&nbsp;&nbsp;" + small(words + f" · {decimal(step.hours, 0)} " + _("h")),
            link(_("Show"), "cell", step.person, step.skill),
        )
