"""Five minutes through the BOSCH example: a card beside what it speaks of, to go through or to skip at any moment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from organisatiecanvas.desktop import theme, widgets
from organisatiecanvas.models.language import _

if TYPE_CHECKING:
    from organisatiecanvas.desktop.window import MainWindow
    from organisatiecanvas.desktop.workspace import Workspace

EXAMPLE = "bosch"
CARD_WIDTH = 380
GAP = 14  # between the card and what it speaks of, and around the window


@dataclass(frozen=True)
class Step:
    """What is said, in which workspace, beside what."""

    place: str
    title: str
    words: str
    target: Callable[[Workspace], QWidget | None]
    variant: str = "ist"


def _rail(name: str) -> Callable[[Workspace], QWidget | None]:
    return lambda workspace: workspace.rail.buttons.get(name)


def steps() -> list[Step]:
    """All steps in the language in use; those of a workspace that isn't there are left out by the tour."""
    return [
        Step(
            "canvas",
            _("An organisation on one sheet"),
            _(
                "This is BOSCH Scharnieren as it is (IST): departments in grey, order flows in the colour of "
                "their family. Scroll to pan, Ctrl and scroll to zoom, drag what you want elsewhere: Ctrl+Z takes"
                " anything back."
            ),
            lambda workspace: workspace.canvas.view,
        ),
        Step(
            "canvas",
            _("Draw as fast as people talk"),
            _(
                "Every tool has a letter: C for a cell, R for a role, S for a flow. Drag, type the name, Enter. "
                "Esc always stops what you are doing."
            ),
            lambda workspace: workspace.canvas.findChild(QWidget, "palette"),
        ),
        Step(
            "canvas",
            _("What the drawing means"),
            _(
                "After each change all figures are computed again. Each finding is one sentence: what is the "
                "matter, where, how far from the rule. Show goes there, Make action puts it in the plan."
            ),
            lambda workspace: workspace.canvas.findings,
        ),
        Step(
            "canvas",
            _("As it is and as it could be"),
            _(
                "The tabs are variants. SOLL 1 is a redesign in four cells, drawn as a copy of the IST. The plus "
                "makes another. What differs is counted in Compare."
            ),
            lambda workspace: workspace.top.tabs,
            "soll-1",
        ),
        Step(
            "skills",
            _("Who can replace whom"),
            _(
                "People by skills, 0 to 4, typed like a spreadsheet. 1-3-1: each person masters three, each skill"
                " is mastered by three. The smallest training plan that gets there is one click away."
            ),
            _rail("skills"),
        ),
        Step(
            "flow",
            _("How long an order takes, and why"),
            _(
                "Calendar days from order to delivery, grey is waiting. Pull the levers of What if: nothing "
                "changes until you take it over."
            ),
            _rail("flow"),
        ),
        Step(
            "control",
            _("Who may solve what"),
            _(
                "Decisions by parties, one key per cell. Disturbances that a team may not solve itself stand in a"
                " list, each with four ways out."
            ),
            _rail("control"),
        ),
        Step(
            "compare",
            _("Before and after"),
            _(
                "Every change between two variants on a line, with the people it touches and the figures on both "
                "sides. Each line can become an action."
            ),
            _rail("compare"),
        ),
        Step(
            "actions",
            _("What has to be done"),
            _(
                "Whatever was taken over becomes a plan: a table, a board by status, a timeline. An action that starts "
                "before the works council can have spoken is marked."
            ),
            _rail("actions"),
        ),
        Step(
            "dossier",
            _("What you leave with"),
            _(
                "The dossier for the works council fills itself from the drawing; what you write stays yours. Export "
                "also makes the plan, the skills matrices, the lead time and the drawing: Excel, PDF or picture. "
                "F1 explains where you are. Now it is yours: this example is a copy, try anything."
            ),
            _rail("dossier"),
        ),
    ]


def start(window: MainWindow) -> Tour | None:
    """Open the example, if it isn't what is open, and begin; None when the user kept the open document."""
    running = window.findChild(Tour)
    if running is not None:
        running.end()
    opened = window.session
    if (opened is None or "soll-1" not in opened.organisation.variants) and not window.open_example(EXAMPLE):
        return None
    window.settings.set(tour_seen=True)
    tour = Tour(window)
    tour.show_step(0)
    return tour


class Tour(QWidget):
    """Lies over the window without taking the mouse: everything under it works, and it follows the window's size."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.setObjectName("tour")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._window = window
        self.steps = steps()
        self.number = 0
        self.card = TourCard(self, window)
        window.installEventFilter(self)

    @property
    def step(self) -> Step:
        return self.steps[self.number]

    def show_step(self, number: int) -> None:
        """Go to a step; past the last one the tour is over."""
        if self._window.workspace is None or not 0 <= number < len(self.steps):
            self.end()
            return
        self.number = number
        if self.step.variant in self._window.session.organisation.variants:
            self._window.session.show_variant(self.step.variant)
        self._window.workspace.show_place(self.step.place)
        self.card.show_words(self.step, number + 1, len(self.steps))
        self.show()
        self.raise_()
        self.card.show()
        self.card.raise_()
        # After the workspace, which takes the keys when it is first shown.
        QTimer.singleShot(0, self.card.next, self.card.next.setFocus)
        self._lay_out()

    def end(self) -> None:
        """Away, for good."""
        self._window.removeEventFilter(self)
        for one in (self.card, self):
            one.hide()
            one.setParent(None)
            one.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._window:
            self._lay_out()
        return False

    def target(self) -> QRect:
        """Where in the window the thing is that is spoken of; the whole content when it isn't there."""
        workspace = self._window.workspace
        found = self.step.target(workspace) if workspace is not None else None
        if found is None or not found.isVisible():
            found = self._window.centralWidget()
        seen = found.visibleRegion().boundingRect() or found.rect()  # of what is scrolled only a part
        return QRect(found.mapTo(self._window, seen.topLeft()), seen.size())

    def _lay_out(self) -> None:
        self.setGeometry(self._window.rect())
        self.card.resize(CARD_WIDTH, self.card.layout().totalHeightForWidth(CARD_WIDTH))
        self.card.move(_beside(self.target(), self.card.rect(), self.rect()))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A frame around what is spoken of, the rest a little paler."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bright = QRectF(self.target().adjusted(-4, -4, 4, 4)).intersected(QRectF(self.rect().adjusted(2, 2, -2, -2)))
        shade = QPainterPath()
        shade.addRect(QRectF(self.rect()))
        hole = QPainterPath()
        hole.addRoundedRect(bright, 10, 10)
        dark = QColor("#000000")
        dark.setAlphaF(0.22)
        painter.fillPath(shade.subtracted(hole), dark)
        painter.setPen(QPen(QColor(theme.current().accent), 3))
        painter.drawPath(hole)
        painter.end()


class TourCard(QFrame):
    """The words of a step and the way on. Escape skips the rest, Enter goes on, Backspace back."""

    def __init__(self, tour: Tour, window: MainWindow) -> None:
        super().__init__(window)
        self.setProperty("role", "card")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(CARD_WIDTH)
        self._tour = tour
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.setSpacing(8)
        self.count = widgets.label("", "small", self)
        self.title = widgets.label("", "heading", self, wrap=True)
        self.words = widgets.label("", "plain", self, wrap=True)
        for one in (self.count, self.title, self.words):
            column.addWidget(one)
        line = QHBoxLayout()
        self.skip = widgets.button(_("Skip the tour"), tour.end, self, role="link")
        self.back = widgets.button(_("Back"), lambda: tour.show_step(tour.number - 1), self)
        self.next = widgets.button(_("Next"), lambda: tour.show_step(tour.number + 1), self, role="primary")
        line.addWidget(self.skip)
        line.addStretch(1)
        line.addWidget(self.back)
        line.addWidget(self.next)
        column.addLayout(line)

    def show_words(self, step: Step, number: int, count: int) -> None:
        self.count.setText(_("Tour · {number} of {count}").format(number=number, count=count))
        self.title.setText(step.title)
        self.words.setText(step.words)
        self.back.setEnabled(number > 1)
        self.next.setText(_("Done") if number == count else _("Next"))
        self.skip.setVisible(number < count)
        self.setAccessibleName(f"{step.title}. {step.words}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._tour.end()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._tour.show_step(self._tour.number + 1)
        elif event.key() == Qt.Key.Key_Backspace and self._tour.number:
            self._tour.show_step(self._tour.number - 1)
        else:
            super().keyPressEvent(event)


def _beside(target: QRect, card: QRect, room: QRect) -> QPoint:
    """Where the card goes: below, above, right or left of the target, else inside it at the bottom right."""
    size = card.size()
    places = [
        QPoint(target.left(), target.bottom() + GAP),
        QPoint(target.left(), target.top() - size.height() - GAP),
        QPoint(target.right() + GAP, target.top()),
        QPoint(target.left() - size.width() - GAP, target.top()),
    ]
    inner = room.adjusted(GAP, GAP, -GAP, -GAP)
    for place in places:
        place.setX(max(inner.left(), min(place.x(), inner.right() - size.width())))
        place.setY(max(inner.top(), min(place.y(), inner.bottom() - size.height())))
        if not QRect(place, size).intersects(target):
            return place
    return QPoint(target.right() - size.width() - GAP, target.bottom() - size.height() - GAP)
