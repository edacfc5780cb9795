"""Findings: what is the matter, one sentence each, with the way to it and to an action."""

from __future__ import annotations

import html
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from organisatiecanvas.desktop import elements, theme, widgets
from organisatiecanvas.desktop.session import Session
from organisatiecanvas.models.changes import Change
from organisatiecanvas.models.language import _, ngettext
from organisatiecanvas.models.plan import action_of, add_action

Finding = dict[str, Any]
SEVERITIES = ("problem", "attention", "note")
AT_ONCE = 8  # rows: about what is seen; polishing and laying out fifty takes a third of a second


class FindingRow(QFrame):
    """One finding: symbol, bold subject, sentence, and its two buttons."""

    def __init__(self, panel: FindingsPanel, finding: Finding) -> None:
        super().__init__()
        self.setObjectName("findingRow")
        self.finding = finding
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 4, 2, 4)
        row.setSpacing(10)
        self._symbol = QLabel()
        self._symbol.setProperty("role", "symbol")
        self._symbol.setFixedWidth(14)
        row.addWidget(self._symbol)
        self.sentence = QLabel()
        self.sentence.setTextFormat(Qt.TextFormat.RichText)
        self.sentence.setWordWrap(True)
        self.sentence.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row.addWidget(self.sentence, 1)
        self.show_button = widgets.button(_("Show"), lambda: panel.show_finding(self.finding), role="small")
        self.action_button = widgets.button("", lambda: panel.act_on(self.finding), role="small")
        for one in (self.show_button, self.action_button):
            one.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keys to the drawing
        row.addWidget(self.show_button, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.action_button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.present(panel.session, finding)

    def present(self, session: Session, finding: Finding) -> None:
        """Show another finding; the widgets stay."""
        colours = theme.current()
        self.finding = finding
        self._symbol.setText(theme.SYMBOLS[finding["severity"]])
        self._symbol.setAccessibleName(counted(finding["severity"], 1))
        named = {"problem": colours.problem, "attention": colours.attention_text}
        palette = self._symbol.palette()
        palette.setColor(palette.ColorRole.WindowText, QColor(named.get(finding["severity"], colours.muted)))
        self._symbol.setPalette(palette)
        self.sentence.setText(sentence(session, finding))
        self.refresh(session)

    def refresh(self, session: Session) -> None:
        known = action_of(session.organisation, session.variant_id, self.finding["proposal"]) is not None
        self.action_button.setVisible(self.finding.get("collection") != "actions")
        self.action_button.setText(_("✓ In actions") if known else _("Make action"))
        self.action_button.setToolTip(_("Show this action") if known else "")
        for button in (self.show_button, self.action_button):
            button.setAccessibleName(f"{button.text()}: {self.finding['message']}")


class FindingsPanel(QFrame):
    """Follows the analysis; pale while a newer one is being computed.

    The rows that are seen come first, the others when there is nothing else to do: `complete` tells whether they did.
    """

    show_wanted = Signal(str, str)  # collection, id
    action_wanted = Signal(str)  # id of an action that exists already
    acted = Signal(str)  # a sentence for the status line
    folded = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.setProperty("role", "card")
        self.setMinimumHeight(44)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(14, 8, 8, 8)
        outer.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(12)
        title = widgets.label(_("Findings"), "strong", self)
        title.setStyleSheet("font-size: 14px; font-weight: 700;")
        head.addWidget(title)
        self.pills = {severity: widgets.Pill("", severity, self) for severity in SEVERITIES}
        for pill in self.pills.values():
            head.addWidget(pill)
        self.state = widgets.ElidedLabel("", self, role="muted")
        head.addWidget(self.state, 1)
        head.addWidget(widgets.icon_button("chevron-down", _("Fold the findings"), self.folded.emit, self))
        outer.addLayout(head)
        self._area = QScrollArea(self)
        widgets.name(self._area, _("Findings"))
        self._area.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        content = QWidget()
        content.setObjectName("clear")
        self._layout = QVBoxLayout(content)
        self._layout.setContentsMargins(0, 0, 6, 0)
        self._layout.setSpacing(0)
        self._layout.addStretch(1)
        self._area.setWidget(content)
        outer.addWidget(self._area, 1)
        self.rows: list[FindingRow] = []
        self._shown: list[Finding] | None = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._add_rows)
        session.runner.changed.connect(self.refresh)
        session.changed.connect(self._on_change)
        self.refresh()

    def findings(self) -> list[Finding]:
        figures = self.session.runner.figures
        found = list(figures["findings"]) if figures is not None else []
        return sorted(found, key=lambda item: SEVERITIES.index(item["severity"]))

    def refresh(self) -> None:
        runner = self.session.runner
        found = self.findings()
        if found != self._shown:
            self._build(found)
        for row in self.rows:
            row.sentence.setEnabled(runner.fresh)  # pale: of an earlier state
        self._show_head(found)

    def _show_head(self, found: list[Finding]) -> None:
        runner = self.session.runner
        for severity, pill in self.pills.items():
            count = sum(item["severity"] == severity for item in found)
            pill.show_words(f"{theme.SYMBOLS[severity]} {counted(severity, count)}", severity)
            pill.setVisible(count > 0)
        if runner.problem:
            self.state.set_words(_("The analysis failed ({kind}).").format(kind=runner.problem))
        elif not runner.fresh:
            self.state.set_words(_("computing…"))
        elif not found and (self.session.variant is None or not self.session.variant.units):
            self.state.set_words(_("What you draw is held against the rules at once."))
        elif not found:
            self.state.set_words(_("Nothing found that departs from the rules."))
        else:
            self.state.set_words(_("computed anew after every change"), spare=True)

    @property
    def complete(self) -> bool:
        """Whether every finding has its row."""
        return len(self.rows) == len(self._shown or ())

    def _build(self, found: list[Finding]) -> None:
        """Fill the rows there are, make what is missing, take away what is too many: few change with an edit."""
        self._shown = found
        for row, finding in zip(self.rows, found, strict=False):
            if row.finding != finding:
                row.present(self.session, finding)
            else:
                row.refresh(self.session)
        for row in self.rows[len(found) :]:
            row.hide()
            row.deleteLater()
        del self.rows[len(found) :]
        self._add_rows()

    def _add_rows(self) -> None:
        """Make the next few rows."""
        fresh = self.session.runner.fresh
        for finding in (self._shown or [])[len(self.rows) :][:AT_ONCE]:
            row = FindingRow(self, finding)
            row.sentence.setEnabled(fresh)
            self._layout.insertWidget(len(self.rows), row)
            row.show()
            self.rows.append(row)
        # Sizes now, not at the next event: half-made rows would flash.
        self._layout.activate()
        QCoreApplication.sendEvent(self._area, QEvent(QEvent.Type.LayoutRequest))
        if not self.complete:
            self._later.start(0)

    def _on_change(self, change: Change) -> None:
        if change.touches("actions", "variants"):
            for row in self.rows:
                row.refresh(self.session)

    def show_finding(self, finding: Finding) -> None:
        """Go to what it is about: an action in the plan, anything else on the canvas."""
        if finding.get("collection") == "actions":
            self.action_wanted.emit(finding["subject"])
            return
        self.show_wanted.emit(finding.get("collection", "units"), finding["subject"])

    def act_on(self, finding: Finding) -> None:
        """Make an action of a finding as one step; one that was made before is shown instead."""
        known = action_of(self.session.organisation, self.session.variant_id, finding["proposal"])
        if known is not None:
            self.action_wanted.emit(known.id)
            return
        name = elements.subject_name(self.session.organisation, finding["subject"], self.session.variant_id)
        problem = self.session.attempt(
            _("Make an action for {name}").format(name=name),
            lambda: add_action(self.session.document, self.session.variant_id, finding),
        )
        self.acted.emit(problem or _("Added to the actions: {name}").format(name=name))


def counted(severity: str, count: int) -> str:
    """So many problems, points of attention or notes."""
    if severity == "problem":
        words = ngettext("{count} problem", "{count} problems", count)
    elif severity == "attention":
        words = ngettext("{count} point of attention", "{count} points of attention", count)
    else:
        words = ngettext("{count} note", "{count} notes", count)
    return words.format(count=count)


def sentence(session: Session, finding: Finding) -> str:
    """The message with the name of its subject in bold, as rich text."""
    message = html.escape(finding["message"])
    row = elements.find_element(session.organisation, finding["subject"], session.variant_id, finding.get("collection"))
    name = html.escape(elements.title(session.organisation, row)) if row is not None else ""
    if name and name in message:
        return message.replace(name, f"<b>{name}</b>", 1)
    return f"<b>{name}</b>: {message}" if name else message
