"""What is done with variants as wholes: a new one from any of them, names, order, summary, parts of one in another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

from organisatiecanvas.canvas import clipboard, pasting
from organisatiecanvas.desktop import dialogs
from organisatiecanvas.desktop.dialogs import Choice
from organisatiecanvas.models import variants
from organisatiecanvas.models.errors import OrganisationError
from organisatiecanvas.models.language import _, ngettext

if TYPE_CHECKING:
    from organisatiecanvas.desktop.workspace import Workspace


class VariantDesk:
    """Asks what has to be asked, does it as one step, and tells what was refused."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace, self.session = workspace, workspace.session

    def _named(self, identity: str) -> str:
        return str(self.session.organisation.variants[identity].name)

    def _tell(self, error: OrganisationError) -> None:
        dialogs.tell(_("Not done"), str(error), self.workspace)

    def copy(self, source: str = "") -> str:
        """A redesign from this variant, after asking its name; its id, or nothing when it was cancelled."""
        source = source or self.session.variant_id
        if not source:
            return ""
        name = dialogs.ask_text(
            _("New variant from {name}").format(name=self._named(source)),
            _("It starts as a complete copy; what you change in it can be compared with the original."),
            variants.free_name(self.session.organisation),
            _("Make variant"),
            self.workspace,
        )
        if name is None:
            return ""
        try:
            made = variants.copy_variant(self.session.document, source, name)
        except OrganisationError as error:
            self._tell(error)
            return ""
        self.session.show_variant(made)
        return made

    def rename(self, identity: str = "") -> None:
        identity = identity or self.session.variant_id
        name = self._named(identity)
        wanted = dialogs.ask_text(_("Rename {name}").format(name=name), "", name, _("Rename"), self.workspace)
        if wanted is None:
            return
        try:
            variants.rename_variant(self.session.document, identity, wanted)
        except OrganisationError as error:
            self._tell(error)

    def delete(self, identity: str = "") -> None:
        """Delete after asking; the last variant stays."""
        identity = identity or self.session.variant_id
        count = sum(action.variant == identity for action in self.session.organisation.actions.values())
        words = [_("Its units, roles and flows go with it. You can undo this.")]
        if count:
            told = ngettext(
                "{count} action stays in the plan, without a variant.",
                "{count} actions stay in the plan, without a variant.",
                count,
            )
            words.append(told.format(count=count))
        answer = dialogs.ask(
            _("Delete {name}?").format(name=self._named(identity)),
            " ".join(words),
            [Choice("cancel", _("Cancel")), Choice("delete", _("Delete"), "danger")],
            self.workspace,
            "trash",
        )
        if answer != "delete":
            return
        try:
            variants.delete_variant(self.session.document, identity)
        except OrganisationError as error:
            self._tell(error)

    def move(self, identity: str, place: int) -> None:
        """Another place in the row of tabs."""
        try:
            variants.move_variant(self.session.document, identity, place)
        except OrganisationError as error:
            self._tell(error)

    def step(self, way: int, identity: str = "") -> None:
        """One place to the left (−1) or right (1)."""
        identity = identity or self.session.variant_id
        self.move(identity, list(self.session.organisation.variants).index(identity) + way)

    def describe(self, identity: str = "") -> None:
        """Go to the summary of a variant, which stands with it in the inspector."""
        self.session.show_variant(identity or self.session.variant_id)
        self.workspace.show_place("canvas")
        self.workspace.canvas.scene.select([])
        self.workspace.show_inspector()
        field = self.workspace.inspector.findChild(QWidget, "variants.summary")
        if field is not None:
            field.setFocus()

    # -- parts of one in another ---------------------------------------------------------------------------------

    def copy_parts(self, target: str) -> None:
        """What is selected on the canvas as it is, into another variant at its own place, which is shown then."""
        canvas = self.workspace.canvas
        refs, source = canvas.scene.selected(), self.session.variant_id
        document = self.session.document
        try:
            elements = clipboard.read(clipboard.copied(document, source, refs))
            step = _("Copy to {name}").format(name=self._named(target))
            made = pasting.paste(document, target, elements, name=step)
        except OrganisationError as error:
            self.workspace.status.show_message(str(error))
            return
        self.session.show_variant(target)
        self.workspace.show_place("canvas")
        canvas.scene.select(made.refs)
        if made.refs:
            canvas.view.ensure_shown(made.refs[0])
        count = len(made.refs)
        told = ngettext("{count} element copied to {name}.", "{count} elements copied to {name}.", count).format(
            count=count, name=self._named(target)
        )
        self.workspace.status.show_message(f"{told} {made.sentence}".strip())

    # -- menus ---------------------------------------------------------------------------------------------------

    def fill_targets(self, menu: QMenu) -> None:
        """The variants that what is selected can be copied to."""
        menu.clear()
        selected = self.workspace.place == "canvas" and bool(self.workspace.canvas.scene.selected())
        for variant in self.session.organisation.variants.values():
            if variant.id != self.session.variant_id:
                action = menu.addAction(variant.name.replace("&", "&&"))
                action.setEnabled(selected and not self.session.document.read_only)
                action.triggered.connect(lambda _checked=False, one=variant.id: self.copy_parts(one))
        if menu.isEmpty():
            menu.addAction(_("There is no other variant.")).setEnabled(False)

    def fill_sources(self, menu: QMenu) -> None:
        """The variants that a redesign can start from, the one shown first."""
        menu.clear()
        rows = sorted(self.session.organisation.variants.values(), key=lambda one: one.id != self.session.variant_id)
        for variant in rows:
            words = _("Copy of {name}…").format(name=variant.name.replace("&", "&&"))
            action = menu.addAction(words)
            action.triggered.connect(lambda _checked=False, one=variant.id: self.copy(one))

    def add_from(self, place: QPoint) -> None:
        """Which variant to start from, where there are several; else from the only one."""
        if len(self.session.organisation.variants) < 2:
            self.copy()
            return
        menu = QMenu(self.workspace)
        self.fill_sources(menu)
        menu.exec(place)
        menu.deleteLater()

    def show_menu(self, identity: str, place: QPoint) -> None:
        """All that can be done with one variant."""
        menu = QMenu(self.workspace)
        names = list(self.session.organisation.variants)
        at, free = names.index(identity), not self.session.document.read_only
        menu.addAction(_("New variant from this one…"), lambda: self.copy(identity)).setEnabled(free)
        menu.addAction(_("Rename…"), lambda: self.rename(identity)).setEnabled(free)
        menu.addAction(_("Summary…"), lambda: self.describe(identity))
        menu.addSeparator()
        menu.addAction(_("Move to the left"), lambda: self.step(-1, identity)).setEnabled(free and at > 0)
        menu.addAction(_("Move to the right"), lambda: self.step(1, identity)).setEnabled(free and at < len(names) - 1)
        menu.addSeparator()
        menu.addAction(_("Delete…"), lambda: self.delete(identity)).setEnabled(free and len(names) > 1)
        menu.exec(place)
        menu.deleteLater()
