"""The bench: who has no place in the variant shown, in sight while there is somebody; and whether heads add up."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from organisatiecanvas.canvas import staffing, supposing
from organisatiecanvas.canvas.people_drag import Load, Offer
from organisatiecanvas.canvas.view import CanvasView
from organisatiecanvas.desktop import widgets
from organisatiecanvas.desktop.people_list import CHIP, PeopleList
from organisatiecanvas.desktop.people_model import WAITING, PeopleFilter, PeopleModel
from organisatiecanvas.models.language import _, ngettext
from organisatiecanvas.models.places import Heads, Places, base_of
from organisatiecanvas.models.snapshot import Value


class BenchStrip(QFrame):
    """Below the drawing: a count and the heads at the left, a chip per person, the leavers at the right.

    Shown while somebody waits or leaves, and while people are dragged, so that there is always somewhere to drop.
    """

    def __init__(self, view: CanvasView, model: PeopleModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("bench")
        self.setFixedHeight(54)
        self._view, self.model = view, model
        self.dragging = False
        self._supposed: tuple[tuple[Load, str], tuple[Value, ...]] | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 4, 10, 4)
        row.setSpacing(10)
        left = QVBoxLayout()
        left.setSpacing(0)
        self.title = widgets.ElidedLabel("", self, role="strong")
        self.sum = widgets.ElidedLabel("", self, role="small")
        left.addStretch(1)
        left.addWidget(self.title)
        left.addWidget(self.sum)
        left.addStretch(1)
        row.addLayout(left, 2)
        self.proxy = PeopleFilter(model, WAITING)
        self.list = PeopleList(view, self.proxy, self, chips=True)
        self.list.setAccessibleName(_("People without a place"))
        self.list.setFixedHeight(CHIP.height() + 4)
        row.addWidget(self.list, 5)
        self.leavers = QPushButton(self)
        self.leavers.setProperty("role", "small")
        self.leavers.setToolTip(_("Drop here who leaves"))
        row.addWidget(self.leavers)
        model.counted.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Counts and heads as they are now."""
        count, leaving = len(self.model.waiting), len(self.model.leavers)
        words = ngettext("{count} person without a place", "{count} people without a place", count)
        self.title.set_words(f"! {words.format(count=count)}" if count else self._empty_words())
        if self.property("empty") != (not count):
            self.setProperty("empty", not count)
            self.style().unpolish(self)
            self.style().polish(self)
        self.sum.set_words(self._heads())
        self.sum.setToolTip(self._doubles() or self.sum.full)
        self.leavers.setText(ngettext("{count} leaver", "{count} leavers", leaving).format(count=leaving))
        self._show_or_hide()

    def _empty_words(self) -> str:
        return _("Drop here: onto the bench") if self.dragging else _("Everybody has a place.")

    def _show_or_hide(self) -> None:
        variant = self.model.session.variant
        anybody = bool(self.model.waiting or self.model.leavers)
        self.setVisible(variant is not None and (anybody or self.dragging))

    def _heads(self) -> str:
        """«✓ IST 25 + 1 new = SOLL 22 + 3 bench + 1 leaver»."""
        found = self.model.heads
        variant = self.model.session.variant
        if found is None or variant is None:
            return ""
        return heads_line(found, self._name(base_of(self.model.session.organisation, variant)), variant.name)

    @staticmethod
    def _name(variant: object) -> str:
        return str(getattr(variant, "name", ""))

    def _doubles(self) -> str:
        found = self.model.heads
        if found is None or not found.double:
            return ""
        names = ", ".join(self.model.names.get(person, person) for person in found.double[:5])
        return _("Counted twice, with a place and on the bench or leaving: {names}").format(names=names)

    # -- a place to drop people ------------------------------------------------------------------------------------

    def begin(self, _load: Load) -> None:
        """Be there to be dropped on."""
        self.dragging = True
        self.refresh()

    def end(self) -> None:
        self.dragging = False
        self._supposed = None
        self.refresh()

    def leave(self) -> None:
        self._light(None)

    def _light(self, where: str | None) -> None:
        for widget, name in ((self, "bench"), (self.leavers, "leavers")):
            lit = name == where
            if widget.property("target") != lit:
                widget.setProperty("target", lit)
                widget.style().unpolish(widget)
                widget.style().polish(widget)

    def _leaves(self, place: QPoint) -> bool:
        return self.leavers.rect().contains(self.leavers.mapFromGlobal(place))

    def offer(self, load: Load, place: QPoint, *, keep: bool) -> Offer | None:
        if not self.isVisible() or not self.rect().contains(self.mapFromGlobal(place)):
            return None
        if self._leaves(place):
            self._light("leavers")
            if all(person in self.model.leavers for person in load.people):
                return Offer(_("Leaves already"), possible=False)
            return Offer(_("Leaves: out of every role"), possible=True, values=self._values(load, "leavers"))
        self._light("bench")
        variant = self.model.session.variant
        assert variant is not None
        if load.role is None:
            if all(person in variant.bench for person in load.people) and self._placeless(load):
                return Offer(_("On the bench already"), possible=False)
            return Offer(_("Onto the bench, out of every role"), possible=True, values=self._values(load, "bench"))
        role = variant.roles[load.role].name
        places = Places(self.model.session.organisation, variant)
        others = [one for one in places.roles(load.people[0]) if one != load.role]
        words = _("Out of {role}, keeps another place") if others else _("Out of {role}, onto the bench")
        return Offer(words.format(role=role), possible=True, values=self._values(load, ""))

    def _values(self, load: Load, listed: str) -> tuple[Value, ...]:
        """What a drop here would make of the model: the same object for as long as the pointer stays there."""
        if self._supposed is None or self._supposed[0] != (load, listed):
            session, variant = self.model.session, self.model.session.variant
            assert variant is not None
            if listed or load.role is None:
                values = supposing.out(variant, load.people, listed)
            else:
                values = supposing.taken_out(variant, Places(session.organisation, variant), load.people[0], load.role)
            self._supposed = (load, listed), values
        return self._supposed[1]

    def _placeless(self, load: Load) -> bool:
        places = self.model.places
        return places is not None and not any(places.has_place(person) for person in load.people)

    def drop(self, load: Load, place: QPoint, *, keep: bool) -> None:
        document, variant = self.model.session.document, self._view.variant_id
        people, role = load.people, load.role
        if self._leaves(place):
            self._view.attempt(lambda: staffing.mark_leavers(document, variant, people))
        elif role is None:
            self._view.attempt(lambda: staffing.to_bench(document, variant, people))
        else:
            self._view.attempt(lambda: staffing.take_out(document, variant, people[0], role))


def heads_line(found: Heads, before: str, now: str) -> str:
    """How heads come from the organisation as it is to the redesign, with a sign whether they add up."""
    right = [_("{count} placed").format(count=found.placed)]
    if found.bench:
        right.append(_("{count} on the bench").format(count=found.bench))
    if found.leavers:
        right.append(ngettext("{count} leaver", "{count} leavers", found.leavers).format(count=found.leavers))
    sign = "✓" if found.adds_up else "✕"
    if found.before is None:
        return f"{'' if found.adds_up else '✕ '}{now}: {' + '.join(right)}"
    left = f"{before}: {found.before}"
    if found.joined:
        left += " + " + _("{count} new").format(count=found.joined)
    return f"{sign} {left} = {' + '.join(right)}"
