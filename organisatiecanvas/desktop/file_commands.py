"""What can be done with a document as a file: new, open, save, import, export, close; and the end of the program."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence

from organisatiecanvas.desktop import conditions
from organisatiecanvas.desktop.commands import Command
from organisatiecanvas.models.language import _

if TYPE_CHECKING:
    from organisatiecanvas.desktop.window import MainWindow

Std = QKeySequence.StandardKey


def add(window: MainWindow) -> None:
    """Register them."""
    put = window.commands.add

    opened = conditions.opened(window)
    put(Command(id="file.new", title=lambda: _("&New"), run=_files(window, "new"), shortcut=Std.New))
    put(Command(id="file.open", title=lambda: _("&Open…"), run=_files(window, "open_dialog"), shortcut=Std.Open))
    put(
        Command(id="file.save", title=lambda: _("&Save"), run=_files(window, "save"), shortcut=Std.Save, enabled=opened)
    )
    put(
        Command(
            id="file.save_as",
            title=lambda: _("Save &as…"),
            run=_files(window, "save_as"),
            shortcut="Ctrl+Shift+S",
            enabled=opened,
        )
    )
    put(Command(id="file.save_copy", title=lambda: _("Save a co&py…"), run=_files(window, "save_copy"), enabled=opened))
    put(
        Command(
            id="file.anonymous_copy",
            title=lambda: _("Save an a&nonymised copy…"),
            run=_anonymous_copy(window),
            enabled=opened,
        )
    )
    put(
        Command(
            id="file.password",
            title=lambda: _("Pass&word…"),
            run=_files(window, "set_password"),
            enabled=conditions.writable(window),
        )
    )
    put(Command(id="file.import_json", title=lambda: _("&Import JSON…"), run=_files(window, "import_json")))
    put(
        Command(
            id="file.export_json",
            title=lambda: _("Export &JSON…"),
            run=_files(window, "export_json"),
            enabled=opened,
        )
    )
    titles = {
        "skills": lambda: _("Export s&kills matrix…"),
        "actions": lambda: _("Export ac&tion plan…"),
        "flow": lambda: _("Export &lead time…"),
        "control": lambda: _("Export c&ontrol capacity…"),
        "dossier": lambda: _("Export works-council &dossier…"),
        "canvas": lambda: _("Export picture of the can&vas…"),
    }
    for what, title in titles.items():
        put(Command(id=f"export.{what}", title=title, run=_exports(window, what), enabled=opened))
    put(
        Command(
            id="file.close",
            title=lambda: _("&Close"),
            run=window.close_document,
            shortcut=Std.Close,
            enabled=opened,
        )
    )
    put(
        Command(
            id="file.quit",
            title=lambda: _("&Quit"),
            run=window.close,
            shortcut="Ctrl+Q",
            role=QAction.MenuRole.QuitRole,
        )
    )


def _files(window: MainWindow, name: str) -> Callable[[], object]:
    """A function of files.py, which is imported when it is first needed."""

    def run() -> object:
        from organisatiecanvas.desktop import files

        return getattr(files, name)(window)

    return run


def _anonymous_copy(window: MainWindow) -> Callable[[], object]:
    def run() -> object:
        from organisatiecanvas.desktop.anonymous_copy import save_anonymous_copy

        return save_anonymous_copy(window)

    return run


def _exports(window: MainWindow, what: str) -> Callable[[], object]:
    def run() -> object:
        from organisatiecanvas.desktop.export_dialog import export_from

        return export_from(window, what)

    return run
