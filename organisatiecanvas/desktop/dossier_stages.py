"""The stage tracker of the dossier: how far the works council is, on which days, and which day counts next."""

from __future__ import annotations

import datetime
import html
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtWidgets import (
    QCalendarWidget,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
    QWidgetAction,
)

from organisatiecanvas.desktop import theme, widgets
from organisatiecanvas.desktop.forms import RowForm
from organisatiecanvas.desktop.session import Session
from organisatiecanvas.models import language, works_council
from organisatiecanvas.models.dossier import plan_sections, stages
from organisatiecanvas.models.dossier.stages import StageLine
from organisatiecanvas.models.language import _, date_text, ngettext
from organisatiecanvas.models.organisation import STAGES

SYMBOLS = {"done": "✓", "now": "●", "ahead": "○", "skipped": "–"}


class StageTracker(QFrame):
    """The stages beside each other; a click on one gives its day or says that this is where things are."""

    message = Signal(str)
    warnings_wanted = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.setProperty("role", "card")
        column = QVBoxLayout(self)
        column.setContentsMargins(7, 8, 7, 8)
        column.setSpacing(6)
        self.row = QHBoxLayout()
        self.row.setSpacing(3)
        column.addLayout(self.row)
        below = QHBoxLayout()
        below.setSpacing(8)
        self.following = QLabel(self)
        self.following.setTextFormat(Qt.TextFormat.RichText)
        self.following.setWordWrap(True)
        self.following.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        below.addWidget(self.following, 1)
        self.early = widgets.button("", self.warnings_wanted.emit, self, role="small")
        below.addWidget(self.early)
        self.advance = widgets.button("", self.go_on, self, role="small")
        below.addWidget(self.advance)
        column.addLayout(below)
        # Once there is an advice: what the decision makes of it, and whether the council lets it start earlier.
        self.decision = QWidget(self)
        fields = QHBoxLayout(self.decision)
        fields.setContentsMargins(0, 0, 0, 0)
        fields.setSpacing(24)
        self.outcome = RowForm(session, "dossier", (), ["outcome"], self, label_width=112)
        self.outcome.setFixedWidth(330)
        fields.addWidget(self.outcome)
        self.waived = RowForm(session, "dossier", (), ["wait_waived"], self, label_width=180)
        self.waived.setFixedWidth(330)
        fields.addWidget(self.waived)
        fields.addStretch(1)
        column.addWidget(self.decision)
        self.buttons: dict[str, StageButton] = {}
        self.refresh()

    def refresh(self) -> None:
        """Show the stages as the document has them."""
        dossier = self.session.organisation.dossier
        lines = stages.lines(dossier)
        if list(self.buttons) != [line.stage for line in lines]:
            widgets.clear(self.row)
            self.buttons = {}
            for line in lines:
                button = StageButton(self)
                button.clicked.connect(partial(self.ask, line.stage))
                self.row.addWidget(button, 1)
                self.buttons[line.stage] = button
        ends = works_council.wait_ends(works_council.course_of(self.session.organisation))
        for line in lines:
            self.buttons[line.stage].show_line(line, ends if line.stage == "suspended" else None)
        dutch = dossier.country == "nl"
        decided = stages.stage_index(dossier) >= STAGES.index("advised")
        self.decision.setVisible(dutch and decided)
        self.waived.setVisible(dossier.outcome == "departs")
        for form in (self.outcome, self.waived):
            form.setEnabled(not self.session.document.read_only)
            form.refresh()
        self._tell()
        following = self._following_stage()
        self.advance.setVisible(following is not None and not self.session.document.read_only)
        if following is not None:
            label = stages.stage_label(following, dossier.country)
            self.advance.setText(_("Next stage: {stage}").format(stage=label))

    def _tell(self) -> None:
        organisation, today = self.session.organisation, datetime.date.today()
        found = stages.next_date(organisation, today)
        if found is None:
            words = _("No date ahead is known: click a stage to give it one.")
        else:
            days = abs((found.day - today).days)
            when = ngettext("in {count} day", "in {count} days", days).format(count=days)
            if found.late:
                when = ngettext("{count} day ago", "{count} days ago", days).format(count=days)
            mark = f'<span style="color:{theme.strong("problem")}; font-weight:600">✕</span> ' if found.late else ""
            what = html.escape(found.words)
            words = f"{mark}{_('Next date that counts')}: <b>{date_text(found.day)}</b> · {what} ({when})"
        ends = works_council.wait_ends(works_council.course_of(organisation))
        if ends is not None and (found is None or found.day != ends):
            words += "<br>" + _("The month's wait ends on {day}.").format(day=f"<b>{date_text(ends)}</b>")
        self.following.setText(words)
        early = list(works_council.all_too_early(organisation))
        self.early.setVisible(bool(early))
        told = ngettext("! {count} action starts too early", "! {count} actions start too early", len(early))
        self.early.setText(told.format(count=len(early)))
        self.early.setToolTip("\n".join(one.message for one in early[:8]))

    # -- what a click does -----------------------------------------------------------------------------------------

    def ask(self, stage: str) -> None:
        """Open the calendar of a stage, with what else can be done with it."""
        if self.session.document.read_only:
            return
        button = self.buttons[stage]
        menu = QMenu(button)
        menu.setObjectName(f"stage.{stage}")
        line = next(one for one in stages.lines(self.session.organisation.dossier) if one.stage == stage)
        here = menu.addAction(_("We are here now"), lambda: self.set_here(stage))
        here.setEnabled(line.state != "now")
        clear = menu.addAction(_("Take the date away"), lambda: self.set_day(stage, None))
        clear.setEnabled(getattr(self.session.organisation.dossier.stage_dates, stage) is not None)
        menu.addSeparator()
        menu.addAction(self._calendar(menu, line.day, lambda day: self.set_day(stage, day)))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _calendar(
        self, menu: QMenu, day: datetime.date | None, chosen: Callable[[datetime.date], object]
    ) -> QWidgetAction:
        calendar = QCalendarWidget(menu)
        calendar.setLocale(QLocale(language.current()))
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.ISOWeekNumbers)
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        if day is not None:
            calendar.setSelectedDate(QDate(day.year, day.month, day.day))

        def pick(picked: QDate) -> None:
            menu.close()
            chosen(datetime.date(picked.year(), picked.month(), picked.day()))

        calendar.clicked.connect(pick)
        action = QWidgetAction(menu)
        action.setDefaultWidget(calendar)
        return action

    def set_here(self, stage: str) -> None:
        """Say that this is how far things are, today unless it has a day."""
        document, country = self.session.document, self.session.organisation.dossier.country
        name = _("Stage: {stage}").format(stage=stages.stage_label(stage, country))
        self._try(name, lambda: stages.set_stage(document, stage, datetime.date.today()))

    def set_day(self, stage: str, day: datetime.date | None) -> None:
        """Give a stage its day, or take it away."""
        document, country = self.session.document, self.session.organisation.dossier.country
        name = _("Date: {stage}").format(stage=stages.stage_label(stage, country))
        self._try(name, lambda: stages.set_day(document, stage, day))

    def go_on(self) -> None:
        """Come to the next stage that applies."""
        following = self._following_stage()
        if following is not None:
            self.set_here(following)

    def _following_stage(self) -> str | None:
        ahead = [line for line in stages.lines(self.session.organisation.dossier) if line.state == "ahead"]
        return ahead[0].stage if ahead else None

    def _try(self, name: str, work: Callable[[], object]) -> None:
        problem = self.session.attempt(name, work)
        if problem:
            self.message.emit(problem)


class StageButton(QPushButton):
    """One stage: how far, what, and when."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "stage")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 4, 3, 4)
        column.setSpacing(1)
        self.label = widgets.ElidedLabel("", self)
        self.day = widgets.ElidedLabel("", self, role="small")
        for part in (self.label, self.day):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            column.addWidget(part)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_line(self, line: StageLine, until: datetime.date | None) -> None:
        """`until`: the day on which it ends, where that is what counts."""
        self.label.set_words(line.label)
        day = date_text(line.day) if line.day is not None else _("no date")
        if until is not None:
            day = _("until {day}").format(day=date_text(until))
        elif line.state == "skipped":
            day = _("not needed")
        self.day.set_words(f"{SYMBOLS[line.state]} {day}")
        self.setAccessibleName(f"{line.label}, {day}, {_(plan_sections.STATES[line.state])}")
        if self.property("state") != line.state:
            self.setProperty("state", line.state)
            for part in (self, self.label, self.day):
                part.style().unpolish(part)
                part.style().polish(part)
