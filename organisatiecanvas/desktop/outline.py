"""The outline: the drawing as a tree that can do all that the canvas does, by mouse and by keyboard.

Insert makes something new, F2 names, Delete deletes, Enter goes to the inspector, Alt with arrows nests, Ctrl with
arrows moves; the menu has the rest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from organisatiecanvas.canvas import editing, note_editing, places, style
from organisatiecanvas.canvas.refs import Box, Ref
from organisatiecanvas.desktop import canvas_commands, widgets
from organisatiecanvas.desktop.outline_keys import Key, key_of, ref_of, unit_of
from organisatiecanvas.desktop.outline_tree import OutlineTree
from organisatiecanvas.models import decisions
from organisatiecanvas.models.labels import choice_label
from organisatiecanvas.models.language import _, capital

if TYPE_CHECKING:
    from organisatiecanvas.desktop.canvas_page import CanvasPage

Keys = Qt.KeyboardModifier
UNIT_KINDS = ("cell", "team", "department", "support", "control", "external")


class OutlinePanel(QFrame):
    """Works on the scene and view of a canvas page; every edit is one of editing.py."""

    inspector_wanted = Signal()
    folded = Signal()

    def __init__(self, page: CanvasPage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("outline")
        self._page, self.session = page, page.session
        self._linking: tuple[str, str] | None = None  # the unit a link begins at, and its kind
        outer = QVBoxLayout(self)
        outer.setContentsMargins(10, 8, 6, 8)
        outer.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(2)
        head.addWidget(widgets.label(_("Structure"), "heading", self), 1)
        self.add_button = widgets.icon_button("plus", _("New… (Insert)"), self.open_new_menu, self)
        head.addWidget(self.add_button)
        head.addWidget(widgets.icon_button("close", _("Fold the structure (F7)"), self.folded.emit, self, size=14))
        outer.addLayout(head)
        self.hint = widgets.label("", "hint", self, wrap=True)
        self.hint.hide()
        outer.addWidget(self.hint)
        self.tree = OutlineTree(self.session, self)
        outer.addWidget(self.tree, 1)
        self.tree.itemSelectionChanged.connect(self._on_chosen)
        self.tree.renamed.connect(self._rename)
        self.tree.dropped.connect(self._drop)
        self.tree.key_pressed.connect(self._on_key)
        self.tree.itemDoubleClicked.connect(lambda item, _column: self._name(self.tree.key(item)))
        self.tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.tree.customContextMenuRequested.connect(self._open_menu)
        page.scene.selection_changed.connect(self.follow_selection)
        self._merge: str | None = None

    # -- the selection is one ------------------------------------------------------------------------------------

    def follow_selection(self) -> None:
        """Choose the rows of what is selected on the canvas."""
        refs = self._page.scene.selected()
        if not self.isVisible() or [ref_of(key) for key in self.tree.chosen()] == refs:
            return
        self.tree.choose(key_of(ref) for ref in refs[:200])

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        self.tree.rebuild()
        self.follow_selection()

    def _on_chosen(self) -> None:
        if self.tree.busy:
            return
        refs = [ref for key in self.tree.chosen() if (ref := ref_of(key)) is not None]
        self._page.scene.select(dict.fromkeys(refs))
        if len(refs) == 1:
            self._show(refs[0])

    def _show(self, ref: Ref) -> None:
        """Bring it into view; a decision that has no chip now by the unit it is about."""
        variant = self.session.variant
        if ref.collection == "decisions" and variant is not None and self._page.scene.rect_of(ref).isEmpty():
            ref = Ref("units", variant.decisions[ref.id].about)
        self._page.view.ensure_shown(ref)

    def _current(self) -> Key | None:
        item = self.tree.currentItem()
        return self.tree.key(item) if item is not None else None

    def _unit(self) -> str | None:
        """The unit that is chosen, or the one that what is chosen belongs to."""
        key, variant = self._current(), self.session.variant
        return unit_of(key, variant) if key is not None and variant is not None else None

    # -- edits ---------------------------------------------------------------------------------------------------

    def _do(self, edit: Any) -> Any:
        return self._page.view.attempt(edit)

    def new_unit(self, kind: str, *, inside: bool = False) -> None:
        """A unit beside the chosen one, or inside it; named at once."""
        unit, document, variant = self._unit(), self.session.document, self.session.variant
        if variant is None:
            return
        boxes = self._page.scene.wiring.router.boxes
        size = style.EXTERNAL_SIZE if kind == "external" else style.UNIT_SIZE
        if unit is None:
            box, home = self._free_place(size), None
        elif inside:
            box, home = places.inside(variant, boxes, unit, size), unit
        else:
            box, home = places.beside(variant, boxes, unit, size), variant.units[unit].parent
        self._made(self._do(lambda: editing.create_unit(document, variant.id, kind, box, home)))

    def _free_place(self, size: tuple[float, float]) -> Box:
        view = self._page.view
        middle = view.mapToScene(view.viewport().rect().center())
        return places.around(self._page.scene.wiring.router.boxes, (middle.x(), middle.y()), size)

    def new_role(self, kind: str = "executing") -> None:
        """A role in the chosen unit; named at once."""
        unit, session = self._unit(), self.session
        if unit is not None:
            self._made(self._do(lambda: editing.create_role(session.document, session.variant_id, unit, kind)))

    def new_decision(self) -> None:
        """A decision about the chosen unit, which takes it itself; named at once."""
        unit, variant = self._unit(), self.session.variant
        if unit is not None and variant is not None:
            made = self._do(lambda: decisions.take(self.session.document, variant, unit, unit))
            self._made(Ref("decisions", made) if made else None)

    def new_note(self) -> None:
        """A note in the middle of what is seen; written at once."""
        box = self._free_place(style.NOTE_SIZE)
        self._made(self._do(lambda: editing.create_note(self.session.document, self.session.variant_id, box)))

    def _made(self, ref: Any) -> None:
        if not isinstance(ref, Ref):
            return
        self._page.scene.select([ref])
        self.tree.choose([key_of(ref)])
        self._show(ref)
        self._name(key_of(ref), merge=f"create {ref.id}")

    def _name(self, key: Key | None, merge: str | None = None) -> None:
        item = self.tree.items.get(key) if key is not None else None
        if item is not None and key is not None and ref_of(key) is not None:
            self._merge = merge
            self.tree.editItem(item, 0)

    def _rename(self, key: Key, words: str) -> None:
        merge, self._merge = self._merge, None
        ref = ref_of(key)
        if ref is None or (not words and ref.collection in ("units", "roles", "decisions")):
            return
        variant = self.session.variant
        row = getattr(variant, ref.collection).get(ref.id)
        if ref.collection == "notes" and row is not None and " ".join(row.text.split()) == words:
            return  # its lines stay as they are
        self._do(lambda: editing.rename(self.session.document, self.session.variant_id, ref, words, merge))

    def delete(self) -> None:
        """Delete what is chosen; the row above it is chosen next."""
        refs = [ref for key in self.tree.chosen() if (ref := ref_of(key)) is not None]
        item = self.tree.currentItem()
        before = self.tree.itemAbove(item) if item is not None else None
        after = self.tree.key(before) if before is not None else None
        self._do(lambda: editing.delete(self.session.document, self.session.variant_id, refs))
        if after is not None and after in self.tree.items:
            self.tree.choose([after])
            self._on_chosen()

    def nest(self, way: int) -> None:
        """Put the chosen units into the one above them (1), or beside the one they are in (−1)."""
        key, variant = self._current(), self.session.variant
        if key is None or variant is None or key[0] != "units":
            return
        home = variant.units[key[1]].parent
        if way < 0:
            target = variant.units[home].parent if home is not None else None
            if home is None:
                return
        else:
            same = [unit.id for unit in variant.units.values() if unit.parent == home and unit.kind != "external"]
            earlier = same[: same.index(key[1])] if key[1] in same else []
            if not earlier:
                return
            target = earlier[-1]
        self._nest([key], target)

    def _nest(self, keys: list[Key], target: str | None) -> None:
        refs = [Ref("units", key[1]) for key in keys]
        self._do(lambda: editing.nest(self.session.document, self.session.variant_id, refs, target))
        self.tree.choose(keys)
        self._on_chosen()

    def move_role(self, way: int) -> None:
        """Let the chosen role belong to the next unit (1) or the one before (−1), in the order of the model."""
        key, variant = self._current(), self.session.variant
        if key is None or variant is None or key[0] != "roles":
            return
        units = [unit.id for unit in variant.units.values() if unit.kind != "external"]
        home = variant.roles[key[1]].unit
        place = units.index(home) + way if home in units else 0
        if 0 <= place < len(units):
            self._move_roles([key], units[place])

    def _move_roles(self, keys: list[Key], unit: str) -> None:
        self._page.view.move_roles([key[1] for key in keys], unit)
        self.tree.choose(keys)
        self._on_chosen()

    def _drop(self, keys: list[Key], target: Key | None) -> None:
        """On a unit: into it. On nothing: out of every unit."""
        unit = target[1] if target is not None and target[0] == "units" else None
        units = [key for key in keys if key[0] == "units" and key[1] != unit]
        roles = [key for key in keys if key[0] == "roles"]
        if units and (unit is not None or target is None):
            self._nest(units, unit)
        if roles and unit is not None:
            self._move_roles(roles, unit)

    # -- linking -------------------------------------------------------------------------------------------------

    def begin_link(self, kind: str) -> None:
        """Choose next where a link from the chosen unit goes; Enter draws it, Esc gives it up."""
        unit, variant = self._unit(), self.session.variant
        if unit is None or variant is None:
            return
        self._linking = (unit, kind)
        self.hint.setText(
            _("{kind} from {name}: choose where it goes, then Enter. Esc gives up.").format(
                kind=capital(choice_label(kind, "kind")), name=variant.units[unit].name
            )
        )
        self.hint.show()
        self._page.announcer.say(self.hint.text())
        self.tree.setFocus()

    def _end_link(self, *, draw: bool) -> None:
        assert self._linking is not None
        (start, kind), self._linking = self._linking, None
        self.hint.hide()
        end = self._unit()
        if draw and end is not None and end != start:
            self._page.view.link(kind, start, end)

    # -- keys ----------------------------------------------------------------------------------------------------

    def _on_key(self, event: QKeyEvent) -> None:
        """Take the keys that mean something here; the tree has the others."""
        event.setAccepted(self._key(Qt.Key(event.key()), event.modifiers() & ~Keys.KeypadModifier, event.text()))

    def _key(self, key: Qt.Key, keys: Keys, text: str) -> bool:
        current = self._current()
        enter = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if self._linking is not None and (enter or key == Qt.Key.Key_Escape):
            self._end_link(draw=enter)
        elif enter:
            self.inspector_wanted.emit()
        elif key == Qt.Key.Key_F2:
            self._name(current)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.delete()
        elif key == Qt.Key.Key_Insert:
            self.open_new_menu()
        elif key == Qt.Key.Key_Escape:
            self._page.view.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif keys & Keys.AltModifier and key in (Qt.Key.Key_Right, Qt.Key.Key_Left):
            self.nest(1 if key == Qt.Key.Key_Right else -1)
        elif keys & Keys.AltModifier and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.move_role(1 if key == Qt.Key.Key_Down else -1)
        elif keys & Keys.ControlModifier and self._page.view.keyboard.arrow(key, keys):
            pass  # moved, as on the canvas
        elif text in ("+", "-", "−") and current is not None and current[0] == "notes":
            self._vote(1 if text == "+" else -1)
        else:
            return False
        return True

    def _vote(self, votes: int) -> None:
        refs = [Ref("notes", key[1]) for key in self.tree.chosen() if key[0] == "notes"]
        self._do(lambda: note_editing.vote(self.session.document, self.session.variant_id, refs, votes))

    # -- menus ---------------------------------------------------------------------------------------------------

    def open_new_menu(self) -> None:
        """What can be made here, below the button or the chosen row."""
        item = self.tree.currentItem()
        button = self.add_button
        place = button.mapToGlobal(button.rect().bottomLeft())
        if item is not None and self.tree.hasFocus():
            place = self.tree.viewport().mapToGlobal(self.tree.visualItemRect(item).bottomLeft())
        menu = self.new_menu()
        self._run(menu, place)
        menu.setActiveAction(menu.actions()[0])

    def new_menu(self) -> QMenu:
        """What can be made: units beside and inside the chosen one, a role, a decision, links, a note."""
        menu = QMenu(self)
        unit, variant = self._unit(), self.session.variant
        for kind in UNIT_KINDS:
            menu.addAction(capital(choice_label(kind)), lambda one=kind: self.new_unit(one))
        if unit is not None and variant is not None:
            name = variant.units[unit].name.replace("&", "&&")
            inside = menu.addMenu(_("Inside {name}").format(name=name))
            for kind in UNIT_KINDS[:-1]:
                inside.addAction(capital(choice_label(kind)), lambda one=kind: self.new_unit(one, inside=True))
            menu.addSeparator()
            menu.addAction(_("Role in {name}").format(name=name), self.new_role)
            menu.addAction(_("Star role in {name}").format(name=name), lambda: self.new_role("star"))
            menu.addAction(_("Decision about {name}").format(name=name), self.new_decision)
            for kind in style.LINKS:
                words = capital(choice_label(kind, "kind"))
                menu.addAction(_("{kind} to…").format(kind=words), lambda one=kind: self.begin_link(one))
        menu.addSeparator()
        menu.addAction(_("Note"), self.new_note)
        return menu

    def _open_menu(self, place: QPoint) -> None:
        item = self.tree.itemAt(place)
        key = self.tree.key(item) if item is not None else None
        ref = ref_of(key) if key is not None else None
        menu = self.new_menu()
        if key is not None and ref is not None:
            new, menu = menu, QMenu(self)
            menu.addAction(_("Rename"), lambda: self._name(key))
            menu.addAction(_("Properties"), self.inspector_wanted.emit)
            if key[0] == "notes":
                menu.addAction(_("Make action"), lambda: self._page.note_action_wanted.emit(key[1]))
            menu.addAction(_("Delete"), self.delete)
            menu.addSeparator()
            if ref.collection == "decisions":
                canvas_commands.fill_parties(self.window(), menu, ref.id)  # type: ignore[arg-type]
            else:
                canvas_commands.fill_selection(self.window(), menu, ref)  # type: ignore[arg-type]
            menu.addSeparator()
            new.setTitle(_("New"))
            menu.addMenu(new)
        self._run(menu, self.tree.viewport().mapToGlobal(place))

    def _run(self, menu: QMenu, place: QPoint) -> None:
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)
