"""A file that is dragged on the window from elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData

from organisatiecanvas.models.language import _
from organisatiecanvas.models.state import SUFFIX

if TYPE_CHECKING:
    from organisatiecanvas.desktop.window import MainWindow

WORKBOOKS = (".xlsx", ".xlsm", ".csv")


def dragged(data: QMimeData) -> Path | None:
    """The one local file that is dragged, if it is of a kind that can be taken."""
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    if len(paths) != 1 or paths[0].suffix.casefold() not in (SUFFIX, ".bak", ".json", *WORKBOOKS):
        return None
    return paths[0]


def take(window: MainWindow, path: Path) -> bool:
    """Open a document or an exchange file; read the skills of a workbook into the document that is open."""
    from organisatiecanvas.desktop import dialogs, files

    if path.suffix.casefold() == ".json":
        return files.may_leave(window) and files.open_json(window, path)
    if path.suffix.casefold() not in WORKBOOKS:
        return files.open_path(window, path)
    from organisatiecanvas.desktop.command_list import why_not
    from organisatiecanvas.desktop.import_dialog import read_into

    missing = why_not(window.commands.command("skills.import"))
    if missing:
        dialogs.tell(_("{name} can't be read here").format(name=path.name), missing, window)
        return False
    return read_into(window, path)
