"""Preferences: what the window remembers and people may want otherwise. All of it counts at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from organisatiecanvas.desktop import timer, widgets
from organisatiecanvas.models import language
from organisatiecanvas.models.language import _, ngettext, percent
from organisatiecanvas.models.search import folded
from organisatiecanvas.models.state import state_folder

if TYPE_CHECKING:
    from organisatiecanvas.desktop.window import MainWindow

SCALES = (1.0, 1.25, 1.5, 1.75, 2.0)


class Preferences(QDialog):
    """Sections of lines, each with its control; the field above leaves those that have its words."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._window = window
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(22, 18, 22, 16)
        self._column.setSpacing(10)
        self.resize(620, 600)
        self.fill()

    def fill(self) -> None:
        """Make everything in the language in use."""
        widgets.clear(self._column)
        self.setWindowTitle(_("Preferences"))
        self.lines: list[_Line] = []
        self._headings: list[tuple[QWidget, list[_Line]]] = []
        self._column.addWidget(widgets.label(_("Preferences"), "heading", self))
        self.field = widgets.search_field(_("Search"), self)
        self.field.textChanged.connect(self.look)
        self._column.addWidget(self.field)
        area = QScrollArea(self)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Tab goes along what is in it
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget(area)
        inside.setObjectName("clear")
        self._inside = QVBoxLayout(inside)
        self._inside.setContentsMargins(0, 0, 12, 0)
        self._inside.setSpacing(4)
        for heading, lines in (
            (_("Language and look"), self._look_lines()),
            (_("Drawing"), self._drawing_lines()),
            (_("In the room"), self._room_lines()),
            (_("Files and safety"), self._file_lines()),
        ):
            self._add(heading, lines)
        self.none = widgets.label(_("Nothing here has these words."), "muted", inside)
        self.none.hide()
        self._inside.addWidget(self.none)
        self._inside.addStretch(1)
        area.setWidget(inside)
        self._column.addWidget(area, 1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(widgets.button(_("Close"), self.accept, self, role="primary"))
        self._column.addLayout(row)
        self.field.setFocus()

    def _add(self, heading: str, lines: Sequence[_Line]) -> None:
        title = widgets.label(heading.upper(), "section", self)
        title.setContentsMargins(0, 12, 0, 2)
        self._inside.addWidget(title)
        for line in lines:
            line.words = folded(f"{heading} {line.words}")
            self._inside.addWidget(line)
        self.lines += lines
        self._headings.append((title, list(lines)))

    def look(self) -> None:
        """Leave what has all words of the field."""
        wanted = folded(self.field.text()).split()
        for title, lines in self._headings:
            seen = [all(one in line.words for one in wanted) for line in lines]
            for line, here in zip(lines, seen, strict=True):
                line.setVisible(here)
            title.setVisible(any(seen))
        self.none.setVisible(not any(line.isVisibleTo(self) for line in self.lines))

    # -- the lines -----------------------------------------------------------------------------------------------

    def _look_lines(self) -> list[_Line]:
        from organisatiecanvas.desktop.window import LANGUAGE_NAMES

        looks = {"system": _("As the system"), "light": _("Light"), "dark": _("Dark")}
        scales = {f"{scale}": percent(scale) for scale in SCALES}
        return [
            self._choice(_("Language"), LANGUAGE_NAMES, language.current(), self._speak),
            self._choice(
                _("Theme"),
                looks,
                self._window.settings.get("theme"),
                self._window.use_theme,
                _("The drawing and everything on paper stay light."),
            ),
            self._choice(
                _("Size of texts and buttons"),
                scales,
                f"{self._window.settings.get('scale')}",
                lambda chosen: self._window.settings.set(scale=float(chosen)),
                _("From the next start on, on top of the size the system asks for."),
            ),
        ]

    def _drawing_lines(self) -> list[_Line]:
        return [
            self._switch(
                _("The wheel zooms, Ctrl+wheel scrolls"),
                "wheel_zooms",
                _("Without it the wheel scrolls and Ctrl+wheel zooms."),
            ),
            self._switch(_("Snap to the grid"), "snap_grid"),
            self._switch(_("Snap to neighbours, with guides"), "snap_guides"),
            self._switch(_("Overview of a drawing that is not seen whole"), "minimap_open"),
        ]

    def _room_lines(self) -> list[_Line]:
        settings = self._window.settings
        screens = {"": _("Automatic: not the screen of this window")}
        screens |= {screen.name(): screen.name() for screen in QGuiApplication.screens() if screen.name()}
        minutes = {
            f"{float(length)}": ngettext("{count} minute", "{count} minutes", length).format(count=length)
            for length in timer.CHOICES
        }
        return [
            self._choice(
                _("Present on"),
                screens,
                settings.get("present_screen"),
                lambda chosen: settings.set(present_screen=chosen),
            ),
            self._switch(_("Present without names of people"), "present_without_names"),
            self._choice(_("Length of the timer"), minutes, f"{self._window.timer.minutes}", self._set_minutes),
            self._switch(_("A sound when the time is up"), "timer_sound"),
        ]

    def _file_lines(self) -> list[_Line]:
        told = _("Every step is kept at once, in {folder}; after a crash it is offered on the start page.")
        rules = widgets.button(_("Rules of the method…"), self._rules, self)
        rules.setEnabled(self._window.session is not None)
        return [
            _Line(_("Kept while you work"), told.format(folder=state_folder()), None, self),
            _Line(
                _("Previous version"),
                _("Each save keeps the version before it beside the file, with .bak behind its name."),
                None,
                self,
            ),
            _Line(_("Thresholds and norms"), _("They belong to the document and go along with it."), rules, self),
        ]

    # -- controls ------------------------------------------------------------------------------------------------

    def _choice(
        self, words: str, choices: dict[str, str], now: str, choose: Callable[[str], object], hint: str = ""
    ) -> _Line:
        box = QComboBox(self)
        widgets.name(box, words)
        for value, title in choices.items():
            box.addItem(title, value)
        if box.findData(now) < 0:  # one that was set elsewhere
            box.addItem(now, now)
        box.setCurrentIndex(box.findData(now))
        box.activated.connect(lambda _index: choose(box.currentData()))
        return _Line(words, hint, box, self, " ".join(choices.values()))

    def _switch(self, words: str, name: str, hint: str = "") -> _Line:
        box = QCheckBox(self)
        widgets.name(box, words)
        box.setChecked(self._window.timer.sound if name == "timer_sound" else bool(self._window.settings.get(name)))
        box.toggled.connect(lambda on: self._set(name, on))
        return _Line(words, hint, box, self)

    def _set(self, name: str, on: bool) -> None:
        window = self._window
        window.settings.set(**{name: on})
        if name == "timer_sound":
            window.timer.sound = on
        if window.workspace is not None:
            window.workspace.canvas.take_settings()
        window.commands.refresh()

    def _speak(self, code: str) -> None:
        self._window.use_language(code)
        self.fill()

    def _set_minutes(self, chosen: str) -> None:
        clock = self._window.timer
        if clock.running:
            clock.minutes = float(chosen)  # the next time: what runs now, runs on
        else:
            clock.set_minutes(float(chosen))

    def _rules(self) -> None:
        self.accept()
        self._window.commands.run("analysis.rules")


class _Line(QWidget):
    """Words and, paler, what they mean; the control at the right, a check box at the left."""

    def __init__(self, words: str, hint: str, control: QWidget | None, parent: QWidget, more: str = "") -> None:
        super().__init__(parent)
        self.words = f"{words} {hint} {more}"
        self.control = control
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(10)
        texts = QVBoxLayout()
        texts.setSpacing(1)
        title = widgets.label(words, "plain", self, wrap=True)
        texts.addWidget(title)
        if hint:
            below = widgets.label(hint, "small", self, wrap=True)
            below.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            texts.addWidget(below)
        if isinstance(control, QCheckBox):
            row.addWidget(control, 0, Qt.AlignmentFlag.AlignTop)
            title.mouseReleaseEvent = lambda _event: control.toggle()  # type: ignore[method-assign]
        row.addLayout(texts, 1)
        if control is not None and not isinstance(control, QCheckBox):
            control.setMinimumWidth(210)
            row.addWidget(control, 0, Qt.AlignmentFlag.AlignVCenter)


def show(window: MainWindow) -> Preferences:
    """Open them over the window; who called goes on, for another language makes its commands anew."""
    made = Preferences(window)
    made.open()
    return made
