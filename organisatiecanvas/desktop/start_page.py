"""The page without a document: what was left behind, recent files, examples, a new one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from organisatiecanvas.desktop import dialogs, icons, theme, widgets
from organisatiecanvas.desktop.dialogs import Choice
from organisatiecanvas.models.language import _, ngettext

if TYPE_CHECKING:
    from organisatiecanvas.desktop.window import MainWindow
    from organisatiecanvas.models.working import Recovery


FIRST_RECENT = 5  # files, so that the templates below them are in sight too


class StartPage(QWidget):
    """Shown at once; what takes the database layer to find is added a moment later."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.setObjectName("ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._window = window
        self._all_recent = False
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        area = QScrollArea(self)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Tab goes along what is in it
        area.setWidgetResizable(True)
        outer.addWidget(area)
        content = QWidget()
        content.setObjectName("clear")
        area.setWidget(content)
        side = QHBoxLayout(content)
        side.setContentsMargins(32, 40, 32, 32)
        side.addStretch(1)
        column = QWidget()
        column.setMaximumWidth(880)
        column.setMinimumWidth(560)
        side.addWidget(column, 100)
        side.addStretch(1)
        self._layout = QVBoxLayout(column)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(18)
        self._add_head()
        self._add_tour()
        self.recoveries = _Card(_("Recover"), self)
        self.recoveries.hide()
        self._layout.addWidget(self.recoveries)
        grid = QGridLayout()
        grid.setSpacing(18)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(1, 1)  # what is left of the height stands below the templates
        self.recent = _Card(_("Opened before"), self)
        self.starters = _Card(_("New from a template"), self)
        self.examples = _Card(_("Examples"), self)
        grid.addWidget(self.recent, 0, 0)
        grid.addWidget(self.starters, 1, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.examples, 0, 1, 2, 1)
        self._layout.addLayout(grid)
        self._layout.addStretch(1)
        self._fill_recent()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.fill)
        self._painted = False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Be seen first: what follows loads the database layer."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            self._timer.start(0)

    def _add_head(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(16)
        mark = QLabel(self)
        mark.setPixmap(icons.application_icon().pixmap(QSize(52, 52), self.devicePixelRatioF()))
        head.addWidget(mark)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(widgets.label("Organisatiecanvas", "title", self))
        words.addWidget(
            widgets.label(_("Draw how the work is organised, and see at once what the drawing means."), "muted", self)
        )
        head.addLayout(words, 1)
        self.open_button = widgets.button(_("Open…"), lambda: self._window.commands.run("file.open"), self, icon="open")
        self.new_button = widgets.button(
            _("New"), lambda: self._window.commands.run("file.new"), self, role="primary", icon="new"
        )
        head.addWidget(self.open_button)
        head.addWidget(self.new_button)
        self._layout.addLayout(head)

    def _add_tour(self) -> None:
        """An invitation, until it was followed or declined."""
        self.tour = QFrame(self)
        self.tour.setProperty("role", "card")
        row = QHBoxLayout(self.tour)
        row.setContentsMargins(20, 12, 12, 12)
        row.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(widgets.label(_("New here?"), "strong", self.tour))
        words.addWidget(
            widgets.label(_("Five minutes through an example show what this does."), "small", self.tour, wrap=True)
        )
        row.addLayout(words, 1)
        row.addWidget(widgets.button(_("Not now"), self._decline_tour, self.tour))
        row.addWidget(
            widgets.button(
                _("Take the tour"), lambda: self._window.commands.run("help.tour"), self.tour, role="primary"
            )
        )
        self._layout.addWidget(self.tour)
        self.tour.setVisible(not self._window.settings.get("tour_seen"))

    def _decline_tour(self) -> None:
        self._window.settings.set(tour_seen=True)
        self.tour.hide()

    def _fill_recent(self) -> None:
        self.recent.clear()
        paths = self._window.settings.recent()
        shown = paths if self._all_recent else paths[:FIRST_RECENT]
        for path in shown:
            self.recent.add("file", path.stem, _shortened(path.parent), lambda one=path: self._window.open_path(one))
        if not paths:
            self.recent.add_words(_("Files that you open or save will stand here."))
        rest = len(paths) - len(shown)
        if rest:
            words = ngettext("and {count} more", "and {count} more", rest).format(count=rest)
            self.recent.add_link(words, self._show_all_recent)

    def _show_all_recent(self) -> None:
        self._all_recent = True
        first = len(self.recent.lines)
        self._fill_recent()
        self.recent.lines[first].setFocus()

    def fill(self) -> None:
        """Look for working copies that were left behind, and list the examples."""
        from organisatiecanvas.models import examples, starters, working

        self.setUpdatesEnabled(False)  # until the words have found their lines: half-made ones would flash
        QTimer.singleShot(0, self, lambda: self.setUpdatesEnabled(True))  # also when what follows fails
        self._fill_recent()
        self.starters.clear()
        for one in starters.STARTERS:
            self.starters.add("cell", _(one.title), _(one.words), lambda name=one.name: self._window.start_from(name))
        self.examples.clear()
        for name in examples.names():
            self.examples.add(
                "example", examples.title(name), _about(name), lambda one=name: self._window.open_example(one)
            )
        self.recoveries.clear()
        found = working.recoverable()
        for recovery in found:
            self._add_recovery(recovery)
        self.recoveries.setVisible(bool(found))

    def _add_recovery(self, recovery: Recovery) -> None:
        from organisatiecanvas.desktop import files

        when = files.recovery_time(recovery)
        where = str(recovery.path) if recovery.path is not None else _("never saved")
        name = files.recovery_name(recovery)
        words = _("changed {when} · {where}").format(when=when, where=where)
        line = self.recoveries.add("recover", name, words, lambda: self._window.recover(recovery))
        line.add_button(_("Recover"), lambda: self._window.recover(recovery), role="primary")
        line.add_button(_("Discard"), lambda: self._discard(recovery, name, when))

    def _discard(self, recovery: Recovery, name: str, when: str) -> None:
        from organisatiecanvas.models import working

        answer = dialogs.ask(
            _("Throw the unsaved work in {name} away?").format(name=name),
            _("It was changed last at {when}. This can't be undone; a saved file stays as it is.").format(when=when),
            [Choice("cancel", _("Cancel"), "primary"), Choice("discard", _("Throw away"), "danger")],
            self._window,
            "warning",
        )
        if answer == "discard":
            working.discard(recovery)
            self.fill()


class _Line(QFrame):
    """One thing to open: icon, name, where it is."""

    def __init__(self, icon: str, name: str, words: str, run: Callable[[], object], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("startLine")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)  # never squeezed, the page scrolls
        self._run = run
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 8, 10, 8)
        row.setSpacing(12)
        picture = QLabel(self)
        picture.setPixmap(icons.pixmap(icon, 20, theme.current().accent, self.devicePixelRatioF()))
        row.addWidget(picture)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(widgets.ElidedLabel(name, self, role="strong"))
        texts.addWidget(widgets.ElidedLabel(words, self, role="small", lines=2))
        row.addLayout(texts, 1)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(f"{name}, {words}")
        self.buttons: list[QWidget] = []

    def add_button(self, words: str, run: Callable[[], object], role: str = "") -> None:
        button = widgets.button(words, run, self, role=role)
        self.buttons.append(button)
        self.layout().addWidget(button)

    def mouseReleaseEvent(self, event: object) -> None:
        self._run()

    def keyPressEvent(self, event) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._run()
        else:
            super().keyPressEvent(event)


class _Card(QFrame):
    """A heading with lines below it."""

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 12, 10, 10)
        layout.setSpacing(2)
        heading = widgets.label(title.upper(), "section", self)
        heading.setContentsMargins(10, 0, 0, 6)
        layout.addWidget(heading)
        self._body = QVBoxLayout()
        self._body.setSpacing(2)
        layout.addLayout(self._body)
        layout.addStretch(1)
        self.lines: list[_Line] = []

    def clear(self) -> None:
        widgets.clear(self._body)
        self.lines = []

    def add(self, icon: str, name: str, words: str, run: Callable[[], object]) -> _Line:
        line = _Line(icon, name, words, run, self)
        self.lines.append(line)
        self._body.addWidget(line)
        return line

    def add_link(self, words: str, run: Callable[[], object]) -> None:
        self._body.addWidget(widgets.button(words, run, self, role="link"), 0, Qt.AlignmentFlag.AlignLeft)

    def add_words(self, words: str) -> None:
        text = widgets.label(words, "muted", self, wrap=True)
        text.setContentsMargins(10, 4, 10, 8)
        self._body.addWidget(text)


def _about(name: str) -> str:
    known = {
        "bosch": _("A maker of hinges: from twelve departments to four cells"),
        "aldowa": _("A maker of facades: everyone three machines, every machine three people"),
        "den-hartogh": _("Two offices into one, drivers from five to four days: hours and workload"),
        "buurtzorg": _("Neighbourhood care: one team of twelve that decides itself"),
        "cts": _("A large firm: who advises and who decides"),
        "kesselaar": _("A builder: one mixed project table where everybody has the same voice"),
        "remo-frit": _("Fresh fries: one line becomes three units that meet three times a week"),
        "solvay": _("Technology assessment: seven topics weighed before a digital project starts"),
        "tante-louise": _("Care for the elderly: technology weighed by the teams first"),
        "otolift": _("Self-managing teams with a daily cascade from board to team"),
        "pro6": _("Holacratic roles, one day a week for running the firm"),
        "van-dorp": _("Layered control in a branch, brought closer to the work"),
        "vermeulen": _("Roles instead of functions in three teams"),
        "westervier": _("From wards of 58 to homes of 24 to 28 residents, with small teams"),
        "kinkelder": _("More than a hundred people: one skills matrix that feeds the training plan"),
    }
    return known.get(name, _("Example"))


def _shortened(folder: Path) -> str:
    """The folder, with the home folder as ~."""
    try:
        return str(Path("~") / folder.relative_to(Path.home()))
    except ValueError:
        return str(folder)
