"""The timer of a workshop: one for the window and the presentation alike, and the pill that shows it in the bar."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QSize, Qt, QTimer, QVariantAnimation, Signal
from PySide6.QtWidgets import QApplication, QMenu, QToolButton, QWidget

from organisatiecanvas.canvas import style
from organisatiecanvas.desktop import theme
from organisatiecanvas.models.language import _, decimal, ngettext

CHOICES = (5, 10, 15, 25, 45)  # minutes
USUAL = 25
MORE = 5  # minutes that are added at a time
LONGEST = 600  # minutes
TICK_MS = 200
PULSES, PULSE_MS = 5, 1200


class WorkshopTimer(QObject):
    """Counts down from `minutes`. `clock` gives seconds that never go back, by default those of the system.

    `changed` tells that another second, state or length is to be shown; `ended` that the time is up, once.
    What counts is the clock, not how often it was looked at: after a pause of the machine the time left is right.
    """

    changed = Signal()
    switched = Signal()  # started or stopped
    ended = Signal()

    def __init__(self, parent: QObject | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(parent)
        self._clock = clock
        self.minutes = float(USUAL)
        self.sound = True  # one beep of the system at the end
        self._left = self.minutes * 60  # seconds, when it was last started or stopped
        self._since: float | None = None
        self._shown = ""
        self._ticking = QTimer(self)
        self._ticking.setInterval(TICK_MS)
        self._ticking.timeout.connect(self.look)

    @property
    def running(self) -> bool:
        return self._since is not None

    @property
    def over(self) -> bool:
        """Whether the time is up."""
        return not self.running and self._left <= 0

    def left(self) -> float:
        """Seconds that are left, never below 0."""
        gone = self._clock() - self._since if self._since is not None else 0.0
        return max(0.0, self._left - gone)

    def words(self) -> str:
        """The time left as 24:59 or 1:04:59; a second counts until it is over."""
        seconds = math.ceil(self.left() - 1e-6)
        hours, minutes, rest = seconds // 3600, seconds // 60 % 60, seconds % 60
        return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes:02}:{rest:02}"

    def start(self) -> None:
        """Run on; when the time was up, from the start."""
        if self.running:
            return
        if self._left <= 0:
            self._left = self.minutes * 60
        self._since = self._clock()
        self._ticking.start()
        self._tell()
        self.switched.emit()

    def pause(self) -> None:
        """Stand still; the time left stays."""
        if self.running:
            self._stop(self.left())

    def toggle(self) -> None:
        """Start or pause."""
        if self.running:
            self.pause()
        else:
            self.start()

    def reset(self) -> None:
        """Stand still at the whole time."""
        self._stop(self.minutes * 60)

    def set_minutes(self, minutes: float) -> None:
        """Another length, up to 600 minutes; it waits to be started. Raises ValueError outside that."""
        if not 0 < minutes <= LONGEST:
            raise ValueError(f"not between 0 and {LONGEST} minutes: {minutes}")
        self.minutes = float(minutes)
        self.reset()

    def add_minutes(self, minutes: float = MORE) -> None:
        """More time; a timer that was up runs on."""
        was_over = self.over
        self._left = min(self._left + minutes * 60, LONGEST * 60.0)
        if was_over:
            self.start()
        self._tell()

    def look(self) -> None:
        """Compare with the clock: tells of another second, and of the end."""
        if self.running and self.left() <= 0:
            self._stop(0.0)
            if self.sound:
                QApplication.beep()
            self.ended.emit()
        elif self.words() != self._shown:
            self._tell()

    def _stop(self, left: float) -> None:
        self._left, self._since = left, None
        self._ticking.stop()
        self._tell()
        self.switched.emit()

    def _tell(self) -> None:
        self._shown = self.words()
        self.changed.emit()


class Pulse(QVariantAnimation):
    """Lets a widget breathe in the colour of attention a few times, and then keep it; `stop` takes it off."""

    def __init__(self, widget: QWidget, show: Callable[[float], None]) -> None:
        super().__init__(widget)
        self._show = show
        self.setStartValue(0.0)
        self.setKeyValueAt(0.5, 1.0)
        self.setEndValue(0.0)
        self.setDuration(PULSE_MS)
        self.setLoopCount(PULSES)
        self.valueChanged.connect(self._show)
        self.finished.connect(lambda: self._show(1.0))

    def clear(self) -> None:
        """As if there had been no pulse."""
        self.stop()
        self._show(0.0)


class TimerPill(QToolButton):
    """«25:00» in the bar: a click starts and pauses, its arrow opens the choices."""

    def __init__(self, timer: WorkshopTimer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.timer = timer
        self.setObjectName("timer")
        self.setProperty("role", "button")
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setIconSize(QSize(15, 15))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        menu = QMenu(self)
        menu.aboutToShow.connect(lambda: fill_menu(menu, timer, self))
        self.setMenu(menu)
        self.clicked.connect(lambda _checked=False: timer.toggle())
        self.pulse = Pulse(self, self._glow)
        timer.changed.connect(self.refresh)
        timer.ended.connect(self.pulse.start)
        self.refresh()

    def refresh(self) -> None:
        timer = self.timer
        if not timer.over:
            self.pulse.clear()
        self.setText(timer.words())
        from organisatiecanvas.desktop import icons

        self.setIcon(icons.icon("pause" if timer.running else "timer"))
        doing = _("Pause the timer") if timer.running else _("Start the timer")
        self.setToolTip(doing)
        self.setAccessibleName(_("Timer {time}: {action}").format(time=timer.words(), action=doing))

    def _glow(self, share: float) -> None:
        colours = theme.current()
        if share <= 0:
            self.setStyleSheet("")
            return
        ground = style.mix(colours.attention, 0.45 * share, colours.panel)
        self.setStyleSheet(f"QToolButton#timer {{ background: {ground}; border-color: {colours.attention}; }}")


def fill_menu(menu: QMenu, timer: WorkshopTimer, parent: QWidget) -> None:
    """What can be done with the timer, as it is now."""
    menu.clear()
    menu.addAction(_("&Pause the timer") if timer.running else _("&Start the timer"), timer.toggle)
    menu.addAction(_("{minutes} minutes &more").format(minutes=MORE), timer.add_minutes)
    menu.addAction(_("&Back to {time}").format(time=minutes_words(timer.minutes)), timer.reset)
    menu.addSeparator()
    for minutes in CHOICES:
        action = menu.addAction(minutes_words(minutes), lambda one=minutes: timer.set_minutes(one))
        action.setCheckable(True)
        action.setChecked(minutes == timer.minutes)
    menu.addAction(_("&Another time…"), lambda: ask_minutes(timer, parent))
    menu.addSeparator()
    sound = menu.addAction(_("&Sound at the end"))
    sound.setCheckable(True)
    sound.setChecked(timer.sound)
    sound.toggled.connect(lambda on: setattr(timer, "sound", on))


def minutes_words(minutes: float) -> str:
    words = _number(minutes)
    return ngettext("{minutes} minute", "{minutes} minutes", 1 if minutes == 1 else 2).format(minutes=words)


def _number(minutes: float) -> str:
    """25 or 7,5: a whole number of minutes has no tenths."""
    return decimal(minutes, 0 if minutes == int(minutes) else 1)


def ask_minutes(timer: WorkshopTimer, parent: QWidget) -> bool:
    """Ask for a length, as 20, 7,5 or 1:30; False when there was none."""
    from organisatiecanvas.desktop import dialogs

    words, value = _("Minutes, or hours and minutes as 1:30."), _number(timer.minutes)
    while True:
        said = dialogs.ask_text(_("How long?"), words, value, _("Set"), parent)
        if said is None:
            return False
        minutes = minutes_of(said)
        if minutes is not None:
            timer.set_minutes(minutes)
            return True
        words, value = _("“{words}” is no time between 0 and {most} minutes.").format(words=said, most=LONGEST), said


def minutes_of(words: str) -> float | None:
    """Minutes as someone types them; None when they make no sense or are more than the timer can count."""
    hours, colon, rest = words.replace(",", ".").strip().rpartition(":")
    try:
        minutes = float(rest) + (60 * int(hours) if colon else 0)
    except ValueError:
        return None
    if colon and (float(rest) >= 60 or int(hours) < 0 or float(rest) < 0):
        return None
    return minutes if 0 < minutes <= LONGEST else None
