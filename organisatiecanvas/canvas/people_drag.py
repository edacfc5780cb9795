"""Dragging people: from a role, from the list or from the bench, to any place that takes them.

One drag asks the places registered with the view (`view.people_places`) in turn what a drop would do there, and shows
it beside the pointer. It is driven by mouse events, so it can be cancelled by Esc and stopped anywhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from organisatiecanvas.canvas import staffing, style
from organisatiecanvas.canvas.interactions import Gesture
from organisatiecanvas.canvas.refs import Box, Ref
from organisatiecanvas.models.language import _, decimal, ngettext
from organisatiecanvas.models.places import Places

if TYPE_CHECKING:
    from organisatiecanvas.canvas.view import CanvasView

Keys = Qt.KeyboardModifier
EDGE = 28  # pixels from the border of the drawing within which a drag scrolls
POINTER = QPoint(14, 12)  # from the pointer to the words beside it


class Load(NamedTuple):
    """Who is dragged; `role` is what they are taken out of, None from a list or the bench."""

    people: tuple[str, ...]
    role: str | None = None


class Offer(NamedTuple):
    """What a drop would do here, or why it can't."""

    words: str
    possible: bool


class DropPlace(Protocol):
    """Somewhere people can be dropped; places are global."""

    def offer(self, load: Load, place: QPoint, *, keep: bool) -> Offer | None:
        """What would happen; None when the pointer is not here."""

    def leave(self) -> None:
        """The pointer went elsewhere."""

    def drop(self, load: Load, place: QPoint, *, keep: bool) -> None:
        """Do it."""

    def begin(self, load: Load) -> None:
        """A drag begins; make room to be dropped on."""

    def end(self) -> None:
        """The drag is over, whether something was dropped or not."""


class PersonDrag(QObject):
    """One drag from its first move to a drop, or to being given up."""

    def __init__(self, view: CanvasView, load: Load) -> None:
        super().__init__(view)
        self.view, self.load = view, load
        self.over = False
        self._places: list[DropPlace] = list(view.people_places)
        self._here: DropPlace | None = None
        self._at, self._keep = QPoint(), False
        self._ghost = _ghost(view.window(), self._names())
        self._scrolling = QTimer(self)
        self._scrolling.setInterval(30)
        self._scrolling.timeout.connect(self._scroll)
        app = QApplication.instance()
        assert app is not None
        app.installEventFilter(self)
        QApplication.setOverrideCursor(Qt.CursorShape.ClosedHandCursor)
        for one in self._places:
            one.begin(load)

    def _names(self) -> str:
        people = self.view.canvas.document.organisation.people
        shown = [self.view.canvas.person_name(people[person]) for person in self.load.people[:3]]
        more = len(self.load.people) - len(shown)
        return ", ".join(shown) + (f" +{more}" if more else "")

    def move(self, place: QPoint, keys: Keys) -> None:
        """The pointer is here now."""
        if self.over:
            return
        self._at, self._keep = place, bool(keys & Keys.ControlModifier)
        self._ask()
        near = self.view.viewport().mapFromGlobal(place)
        inside = self.view.viewport().rect()
        if inside.contains(near) and not inside.adjusted(EDGE, EDGE, -EDGE, -EDGE).contains(near):
            if not self._scrolling.isActive():
                self._scrolling.start()
        else:
            self._scrolling.stop()

    def _ask(self) -> None:
        offer = None
        for one in self._places:
            offer = one.offer(self.load, self._at, keep=self._keep)
            if offer is not None:
                if one is not self._here and self._here is not None:
                    self._here.leave()
                self._here = one
                break
        else:
            if self._here is not None:
                self._here.leave()
            self._here = None
        possible = offer is not None and offer.possible
        shape = Qt.CursorShape.ForbiddenCursor
        if possible:
            shape = Qt.CursorShape.DragCopyCursor if self._keep else Qt.CursorShape.ClosedHandCursor
        QApplication.changeOverrideCursor(shape)
        self._ghost.show_offer(offer, self._at)

    def drop(self, place: QPoint, keys: Keys) -> None:
        """Let go here."""
        if self.over:
            return
        self.move(place, keys)
        here = self._here
        offer = here.offer(self.load, place, keep=self._keep) if here is not None else None
        self._end()
        if here is not None and offer is not None and offer.possible:
            here.drop(self.load, place, keep=self._keep)
        elif offer is not None and offer.words:
            self.view.hinted.emit(offer.words)

    def cancel(self) -> None:
        """Give it up: nothing happened."""
        if not self.over:
            self._end()

    def _end(self) -> None:
        self.over = True
        self._scrolling.stop()
        app = QApplication.instance()
        assert app is not None
        app.removeEventFilter(self)
        QApplication.restoreOverrideCursor()
        for one in self._places:
            one.leave()
            one.end()
        self._ghost.hide()
        self._ghost.deleteLater()
        self.deleteLater()

    def _scroll(self) -> None:
        rect = self.view.viewport().rect().adjusted(EDGE, EDGE, -EDGE, -EDGE)
        near = self.view.viewport().mapFromGlobal(self._at)
        x = min(near.x() - rect.left(), 0) + max(near.x() - rect.right(), 0)
        y = min(near.y() - rect.top(), 0) + max(near.y() - rect.bottom(), 0)
        self.view.scroll_by(QPointF(x, y) / 2 / self.view.zoom())
        self._ask()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc gives up; Ctrl changes what a drop does, also without moving."""
        if self.over or event.type() not in (
            QEvent.Type.KeyPress,
            QEvent.Type.KeyRelease,
            QEvent.Type.ShortcutOverride,
        ):
            return False
        assert isinstance(event, QKeyEvent)
        if event.key() == Qt.Key.Key_Escape:
            if event.type() == QEvent.Type.KeyPress:
                self.cancel()
            event.accept()
            return True
        if event.key() == Qt.Key.Key_Control and event.type() != QEvent.Type.ShortcutOverride:
            self._keep = event.type() == QEvent.Type.KeyPress
            self._ask()
        return False


class _Ghost(QLabel):
    """Names and what would happen, beside the pointer."""

    def __init__(self, window: QWidget, names: str) -> None:
        super().__init__(window)
        self._names = names
        self.setObjectName("personGhost")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setTextFormat(Qt.TextFormat.PlainText)
        palette = style.LIGHT
        self.setStyleSheet(
            f"background: {palette.panel}; color: {palette.ink}; border: 1px solid {palette.selection};"
            "border-radius: 8px; padding: 4px 9px; font-size: 12px;"
        )

    def show_offer(self, offer: Offer | None, place: QPoint) -> None:
        self.setText(f"{self._names}\n{offer.words}" if offer is not None and offer.words else self._names)
        self.adjustSize()
        window = self.parentWidget()
        assert window is not None
        at = window.mapFromGlobal(place) + POINTER
        room = window.rect().adjusted(4, 4, -4, -4)
        at.setX(max(room.left(), min(at.x(), room.right() - self.width())))
        if at.y() + self.height() > room.bottom():
            at.setY(at.y() - self.height() - 2 * POINTER.y())
        self.move(at)
        self.show()
        self.raise_()


def _ghost(window: QWidget, names: str) -> _Ghost:
    return _Ghost(window, names)


# -- the drawing as a place ------------------------------------------------------------------------------------------


class OnCanvas:
    """The drawing: people drop onto roles; onto a unit they go to its only role."""

    def __init__(self, view: CanvasView) -> None:
        self.view = view

    def begin(self, load: Load) -> None:
        """The roles are there already."""

    def end(self) -> None:
        """Nothing was made room for."""

    def leave(self) -> None:
        self.view.canvas.marks.show_target(None)

    def offer(self, load: Load, place: QPoint, *, keep: bool) -> Offer | None:
        canvas, variant = self.view.canvas, self.view.canvas.variant
        at = self._scene_place(place)
        if at is None or variant is None:
            return None
        role, reason = self._role(at)
        if role is None:
            canvas.marks.show_target(None)
            return Offer(reason, possible=False)
        row = variant.roles[role]
        canvas.marks.show_target(_box(canvas.rect_of(Ref("roles", role)).toRect()))
        if role == load.role:
            return Offer("", possible=False)
        coming = [one for one in load.people if one not in row.holders or row.holders[one].backup]
        if not coming and load.role is None:
            return Offer(_("Holds {role} already").format(role=row.name), possible=False)
        words = _("Also in {role}") if keep and load.role is not None else _("To {role}")
        return Offer(words.format(role=row.name), possible=True)

    def drop(self, load: Load, place: QPoint, *, keep: bool) -> None:
        at = self._scene_place(place)
        role, _reason = self._role(at) if at is not None else (None, "")
        if role is None:
            return
        if load.role is None:
            put_in(self.view, load.people, role)
        else:
            move_to(self.view, load.people[0], load.role, role, keep=keep)

    def _scene_place(self, place: QPoint) -> QPointF | None:
        viewport = self.view.viewport()
        near = viewport.mapFromGlobal(place)
        if not self.view.isVisible() or not viewport.rect().contains(near):
            return None
        return self.view.to_scene(QPointF(near))

    def _role(self, at: QPointF) -> tuple[str | None, str]:
        """The role that takes people at a point, or why there is none."""
        canvas, variant = self.view.canvas, self.view.canvas.variant
        assert variant is not None
        ref = canvas.ref_at(at, 0.5)
        if ref is not None and ref.collection == "roles":
            return ref.id, ""
        unit = canvas.unit_at(at)
        if unit is None:
            return None, _("Drop on a role, or on the bench")
        roles = [role.id for role in variant.roles.values() if role.unit == unit]
        name = variant.units[unit].name
        if len(roles) == 1:
            return roles[0], ""
        if not roles:
            return None, _("{unit} has no role yet: draw one first (R)").format(unit=name)
        return None, _("{unit} has several roles: drop on one of them").format(unit=name)


def _box(rect: QRect) -> Box | None:
    return Box(rect.x(), rect.y(), rect.width(), rect.height()) if not rect.isEmpty() else None


# -- doing it, and saying what it means for hours --------------------------------------------------------------------


def put_in(view: CanvasView, people: tuple[str, ...] | list[str], role: str) -> bool:
    """Let people hold a role; what that means for their hours is told at once."""
    document = view.canvas.document
    done = view.attempt(lambda: staffing.place(document, view.variant_id, people, role))
    if done:
        tell_hours(view, people, role)
    return bool(done)


def move_to(view: CanvasView, person: str, from_: str, to_: str, *, keep: bool) -> bool:
    """From one role to another; what that means for the hours is told at once."""
    document = view.canvas.document
    done = view.attempt(lambda: staffing.move(document, view.variant_id, person, from_, to_, keep=keep))
    if done:
        tell_hours(view, [person], to_)
    return bool(done)


def tell_hours(view: CanvasView, people: tuple[str, ...] | list[str], role: str) -> None:
    """Warn of who has too many hours now, else say what each gives the role."""
    canvas, variant = view.canvas, view.canvas.variant
    if variant is None:
        return
    places = Places(canvas.document.organisation, variant)
    warnings = [words for person in people if (words := places.warning(person))]
    if warnings:
        view.hinted.emit("! " + " ".join(warnings[:2]))
        return
    name = variant.roles[role].name
    if len(people) == 1 and people[0] in canvas.document.organisation.people:
        person = canvas.document.organisation.people[people[0]]
        hours = places.hours(person.id).get(role)
        if hours is not None:
            words = _("{person} in {role}: {hours} of {contract} hours a week.")
            view.hinted.emit(
                words.format(
                    person=canvas.person_name(person),
                    role=name,
                    hours=decimal(hours),
                    contract=decimal(places.contract(person.id)),
                )
            )
        return
    words = ngettext("{count} person placed in {role}.", "{count} people placed in {role}.", len(people))
    view.hinted.emit(words.format(count=len(people), role=name))


class MoveHolder(Gesture):
    """Drag a holder's name to another role, or out to the bench; Ctrl keeps the first role too. A click selects."""

    def __init__(self, view: CanvasView, place: QPointF, role: str, person: str) -> None:
        super().__init__(view, place)
        self.role, self.person = role, person
        self._drag: PersonDrag | None = None

    def hint(self) -> str:
        return _("Drop on a role to move, with Ctrl to hold both; on the bench to take out of the role")

    def move(self, place: QPointF, keys: Keys) -> None:
        if self._drag is None:
            self._drag = PersonDrag(self.view, Load((self.person,), self.role))
        self._drag.move(self._global(place), keys)

    def _global(self, place: QPointF) -> QPoint:
        near = self.view.viewportTransform().map(place)
        return self.view.viewport().mapToGlobal(near.toPoint())

    def finish(self, place: QPointF, keys: Keys) -> None:
        ref = Ref("roles", self.role)
        if self._drag is not None:
            self._drag.drop(self._global(place), keys)
        elif keys & Keys.ControlModifier:
            selected = self.canvas.selected()
            self.canvas.select([one for one in selected if one != ref] if ref in selected else [*selected, ref])
        else:
            self.canvas.select([ref])

    def cancel(self) -> None:
        if self._drag is not None:
            self._drag.cancel()
