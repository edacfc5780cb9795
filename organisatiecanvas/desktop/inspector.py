"""The panel at the right: every field of what is selected, its live figures, and the rows that hang under it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from organisatiecanvas.canvas.dragging import Drag
from organisatiecanvas.desktop import elements, widgets
from organisatiecanvas.desktop.figures import Tile, UnitFigures, unit_tiles
from organisatiecanvas.desktop.forms import LABEL_WIDTH, RowForm, set_field
from organisatiecanvas.desktop.inspector_sections import SECTIONS, Section, SectionList
from organisatiecanvas.desktop.note_menu import NoteTools
from organisatiecanvas.desktop.preview_card import PreviewCard
from organisatiecanvas.desktop.session import Key, Session
from organisatiecanvas.desktop.tiles import Tiles
from organisatiecanvas.models.changes import Change, full_key
from organisatiecanvas.models.language import _, capital, ngettext
from organisatiecanvas.models.mapping import Row

Target = tuple[str, Key]
TITLES = {"notes": "text", "workshop": "title", "actions": "title", "links": "label"}
# What is shown after the fold «More»; the rest comes first.
SECONDARY = {
    "units": ("purpose", "colour", "box", "locked"),
    "roles": ("work",),
    "links": ("by_hand",),
    "notes": ("colour", "box", "locked"),
}
ON_CANVAS = ("route",)  # fields that are dragged, never typed


class Inspector(QFrame):
    """Shows rows by collection and key. `reveal` asks the canvas to show an element."""

    reveal = Signal(str, str)  # collection, id
    rules_wanted = Signal()
    note_action_wanted = Signal(str)  # id of a note

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("inspector")
        self.setMinimumWidth(260)
        self.session = session
        self._selected: list[Target] = []
        self._trail: list[Target] = []
        self._forms: list[RowForm] = []
        self._lists: list[SectionList | NoteTools] = []
        self.tiles: Tiles | None = None
        self._figures: UnitFigures | None = None
        self._title: TitleField | None = None
        self._more_open = False
        self.folded: dict[str, bool] = {}  # section → open, for as long as the window lives
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._area = QScrollArea(self)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Tab goes along what is in it
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer.addWidget(self._area)
        session.changed.connect(self._on_change)
        session.variant_changed.connect(self._on_variant)
        session.seen_changed.connect(self._show_figures)
        self.carry: Callable[[str, Key], Drag | None] | None = None  # begins a drag of a row onto the drawing
        self.preview = PreviewCard(session, self)
        self._build()

    # -- what is shown -------------------------------------------------------------------------------------------

    def show_selection(self, targets: list[Target]) -> None:
        """Show these elements of the canvas; none means the variant and the workshop."""
        if targets == self._selected and not self._trail:
            return
        self._selected, self._trail = list(targets), []
        self._build()

    def _on_variant(self, _variant: str) -> None:
        self._selected, self._trail = [], []
        self._build()

    def open(self, collection: str, key: Key) -> None:
        """Show a row that hangs under what is shown now, with a way back."""
        self._trail.append((collection, key))
        self._build()

    def open_new(self, collection: str, key: Key) -> None:
        """Show a row that was just added, ready to be named."""
        self.open(collection, key)
        if self._title is not None:
            self._title.select()

    def back(self) -> None:
        if self._trail:
            self._trail.pop()
            self._build()

    def target(self) -> Target | None:
        """The row whose form is shown; None for the workshop and for several elements."""
        if self._trail:
            return self._trail[-1]
        return self._selected[0] if len(self._selected) == 1 else None

    def _build(self) -> None:
        self._forms, self._lists, self.tiles, self._title = [], [], None, None
        content = QWidget()
        content.setObjectName("clear")
        layout = QVBoxLayout(content)
        layout.setContentsMargins(14, 12, 14, 16)
        layout.setSpacing(0)
        target = self.target()
        if target is not None:
            self._build_row(layout, target)
        elif self._selected:
            self._build_several(layout)
        else:
            self._build_document(layout)
        layout.addStretch(1)
        self._area.setWidget(content)  # deletes what was there
        self._show_figures()

    # -- building ------------------------------------------------------------------------------------------------

    def _build_row(self, layout: QVBoxLayout, target: Target) -> None:
        collection, key = target
        row = self.session.find(collection, key)
        if row is None:
            return
        self._add_head(layout, row)
        name = TITLES.get(collection, "name")
        names = [one for one in row.FIELDS if one not in (*row.KEY, *ON_CANVAS, name)]
        later = [one for one in SECONDARY.get(collection, ()) if one in names]
        self._add_form(layout, target, [one for one in names if one not in later])
        if later:
            self._add_more(layout, target, later)
        if collection == "notes":
            self._add_note_tools(layout, target)
        if collection == "units":
            self._add_tiles(layout, row)
        for section in SECTIONS.get(collection, ()):
            self._add_section(layout, section, target)
        self._add_delete(layout, target)

    def _add_head(self, layout: QVBoxLayout, row: Row) -> None:
        line = QHBoxLayout()
        line.setSpacing(4)
        if self._trail:
            line.addWidget(widgets.icon_button("chevron-left", _("Back"), self.back, self))
        caption = elements.noun(row)
        line.addWidget(widgets.ElidedLabel(capital(caption), self, role="small"), 1)
        layout.addLayout(line)
        name = TITLES.get(row.__tablename__, "name")
        if name in row.FIELDS and not row.FIELDS[name].multiline:
            self._title = TitleField(self.session, row.__tablename__, full_key(row), name, self)
            layout.addWidget(self._title)
        elif name in row.FIELDS:
            self._add_form(layout, (row.__tablename__, full_key(row)), [name])
            layout.addSpacing(6)
            return
        else:
            heading = widgets.label(elements.title(self.session.organisation, row), "strong", self, wrap=True)
            layout.addWidget(heading)
        layout.addSpacing(8)

    def _add_form(self, layout: QVBoxLayout, target: Target, names: list[str]) -> None:
        if names:
            form = RowForm(self.session, *target, names)
            self._forms.append(form)
            layout.addWidget(form)

    def _add_more(self, layout: QVBoxLayout, target: Target, names: list[str]) -> None:
        head = widgets.SectionHead(_("More"), open_=self._more_open)
        layout.addWidget(head)
        form = RowForm(self.session, *target, names)
        form.setVisible(self._more_open)
        self._forms.append(form)
        layout.addWidget(form)

        def fold(shown: bool) -> None:
            self._more_open = shown
            form.setVisible(shown)

        head.toggled.connect(fold)

    def _add_note_tools(self, layout: QVBoxLayout, target: Target) -> None:
        tools = NoteTools(self.session, target[1][0], target[1][1], self)
        tools.action_wanted.connect(self.note_action_wanted)
        self._lists.append(tools)
        layout.addWidget(tools)

    def _add_tiles(self, layout: QVBoxLayout, row: Any) -> None:
        self._tiles_head = widgets.label(_("Analysis").upper(), "section", self)
        self._tiles_head.setContentsMargins(0, 14, 0, 6)
        layout.addWidget(self._tiles_head)
        self.tiles = Tiles(self)
        self._tiles_unit = row.id
        layout.addWidget(self.tiles)

    def _add_section(self, layout: QVBoxLayout, section: Section, target: Target) -> None:
        shown = SectionList(self.session, section, target, self.folded, self, self._carry)
        shown.opened.connect(self.open)
        shown.added.connect(self.open_new)
        self._lists.append(shown)
        layout.addWidget(shown)

    def _carry(self, collection: str, key: Key) -> Drag | None:
        return self.carry(collection, key) if self.carry is not None else None

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        self.preview.place()

    def _add_delete(self, layout: QVBoxLayout, target: Target) -> None:
        layout.addSpacing(14)
        line = QHBoxLayout()
        line.addStretch(1)
        remove = widgets.button(_("Delete"), lambda: self._delete(target), role="small", icon="trash")
        remove.setObjectName("deleteRow")
        line.addWidget(remove)
        layout.addLayout(line)

    def _delete(self, target: Target) -> None:
        row = self.session.find(*target)
        if row is None:
            return
        name = elements.title(self.session.organisation, row)
        self.session.attempt(_("Delete {name}").format(name=name), lambda: self.session.document.remove(row))

    def _build_several(self, layout: QVBoxLayout) -> None:
        count = len(self._selected)
        words = ngettext("{count} element", "{count} elements", count).format(count=count)
        layout.addWidget(widgets.label(words, "heading"))
        layout.addSpacing(8)
        for collection, key in self._selected:
            row = self.session.find(collection, key)
            if row is None:
                continue
            line = QHBoxLayout()
            line.setSpacing(8)
            kind = widgets.label(elements.noun(row), "label")
            kind.setFixedWidth(LABEL_WIDTH)
            line.addWidget(kind)
            box = widgets.ElidedButton(elements.title(self.session.organisation, row))
            box.clicked.connect(lambda _checked=False, one=(collection, key[-1]): self.reveal.emit(*one))
            line.addWidget(box, 1)
            layout.addLayout(line)
            layout.addSpacing(6)

    def _build_document(self, layout: QVBoxLayout) -> None:
        variant = self.session.variant
        if variant is not None:
            target: Target = ("variants", (variant.id,))
            self._add_head(layout, variant)
            self._add_form(layout, target, ["kind", "based_on", "summary", "bench", "leavers"])
            for section in SECTIONS["variants"]:
                self._add_section(layout, section, target)
        head = widgets.label(_("Workshop").upper(), "section")
        head.setContentsMargins(0, 16, 0, 6)
        layout.addWidget(head)
        workshop = self.session.organisation.workshop
        self._add_form(layout, ("workshop", ()), list(workshop.FIELDS))
        layout.addSpacing(12)
        rules = widgets.button(_("Rules of the method…"), self.rules_wanted.emit, icon="rules")
        layout.addWidget(rules)

    # -- following -----------------------------------------------------------------------------------------------

    def _on_change(self, change: Change) -> None:
        # Rows that are gone take their forms with them.
        trail = [target for target in self._trail if self.session.find(*target) is not None]
        selected = [target for target in self._selected if self.session.find(*target) is not None]
        if trail != self._trail or selected != self._selected or change.everything:
            self._trail, self._selected = trail, selected
            self._build()
            return
        if len(self._selected) > 1 and not self._trail:
            self._build()
            return
        if self._title is not None:
            self._title.refresh()
        for form in self._forms:
            form.refresh()
        for shown in self._lists:
            shown.refresh()

    def _show_figures(self) -> None:
        if self.tiles is None:
            return
        runner, seen = self.session.runner, self.session.seen
        if seen.figures is None:
            self._figures = None
        elif self._figures is None or self._figures.figures is not seen.figures:
            self._figures = UnitFigures(seen.figures)
        names = {order.id: order.name for order in self.session.organisation.orders.values()}
        tiles = unit_tiles(self._figures, self._tiles_unit, names) if self._figures is not None else []
        if runner.problem:
            tiles = [Tile(_("Analysis"), _("n/a"), "", _("The analysis failed ({kind}).").format(kind=runner.problem))]
        self.tiles.show_tiles(tiles, fresh=seen.fresh, supposed=seen.supposed)
        self._tiles_head.setVisible(bool(tiles))
        self.tiles.setVisible(bool(tiles))


class TitleField(QWidget):
    """The name of a row as the heading of its form."""

    def __init__(self, session: Session, collection: str, key: Key, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        from organisatiecanvas.desktop.editors import LineEditor

        self._place = (session, collection, key, name)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        self.editor = LineEditor(self)
        self.editor.line.setProperty("role", "title")
        self.editor.line.setObjectName(f"{collection}.{name}")
        self.editor.line.setAccessibleName(_("Name"))
        if collection == "links":
            self.editor.line.setPlaceholderText(_("Label"))
        self.error = widgets.label("", "error", self, wrap=True)
        self.error.hide()
        layout.addWidget(self.editor)
        layout.addWidget(self.error)
        self.editor.committed.connect(self._commit)
        self.editor.cancelled.connect(lambda: self._show_error(""))
        self.refresh()

    def select(self) -> None:
        self.editor.line.setFocus()
        self.editor.line.selectAll()

    def refresh(self) -> None:
        session, collection, key, name = self._place
        row = session.find(collection, key)
        if row is not None and not self.editor.line.hasFocus():
            self.editor.show_value(getattr(row, name))

    def _commit(self) -> None:
        session, collection, key, name = self._place
        words = self.editor.line.text().strip()
        if not words and name != "label":
            self._show_error(_("A name can't be empty."))
            return
        problem = set_field(session, collection, key, name, words)
        self._show_error(problem)
        if not problem:
            self.editor.show_value(words)

    def _show_error(self, words: str) -> None:
        self.error.setText(words)
        self.error.setVisible(bool(words))
        self.editor.set_wrong(bool(words))
