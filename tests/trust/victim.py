"""Processes with the real window that are there to be killed; all are forked from one, so that each starts quickly.

Reads one order a line: seed, kind of work, folder. Tells what happens, one line each, through the pipe that the killer
reads: whatever was told before the end did happen.
"""

from __future__ import annotations

import hashlib
import os
import random
import sys
import traceback
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication, QDialog

from organisatiecanvas.desktop import app, workspace  # noqa: F401 - workspace: loaded once, before the forks
from organisatiecanvas.desktop.window import MainWindow
from organisatiecanvas.exports import export
from organisatiecanvas.exports.skills_import import apply_import, plan_import
from organisatiecanvas.models import interchange, working
from organisatiecanvas.models.document import Document
from tests.trust.clerk import Clerk

TARGET, BOOK = "werk.orgcanvas", "lijst.xlsx"
KINDS = ("edit", "save", "import", "export", "migrate")


def digest(document: Document) -> str:
    return hashlib.sha256(interchange.dump(document.organisation).encode()).hexdigest()[:16]


def tell(*words: object) -> None:
    os.write(1, (" ".join(map(str, words)) + "\n").encode())


def work(seed: str, kind: str, folder: Path) -> None:
    """Open the file and go on until the end comes from outside."""
    os.environ["ORGANISATIECANVAS_STATE"] = str(folder / "state")
    QDialog.exec = _no_dialog
    app.make_application()
    window = MainWindow()
    window.resize(1280, 800)
    window.show()
    tell("opening")
    assert window.open_path(folder / TARGET)
    _listen(window.session.document)
    QApplication.processEvents()
    clerk, rng = Clerk(window, seed), random.Random(f"what {seed}")
    clerk.begins = lambda gesture: tell("step", gesture)
    while True:
        clerk.step()
        if kind == "save" and rng.random() < 0.5:
            save(window)
        elif kind == "import" and rng.random() < 0.3:
            read_in(window, folder, rng)
        elif kind == "export" and rng.random() < 0.3:
            write_out(window, folder)
        elif rng.random() < 0.08:
            save(window)


def _no_dialog(dialog: QDialog) -> int:
    raise AssertionError(f"a dialog opened: {dialog.windowTitle()}")


def _listen(document: Document) -> None:
    """Tell what an edit is about to commit, and what was committed."""
    document.settling.connect(lambda _document, _change: tell("about", digest(document)))
    document.changed.connect(lambda _change: tell("edit", digest(document)))
    tell("open", digest(document))


def save(window: MainWindow) -> None:
    tell("saving", digest(window.session.document))
    assert window.commands.run("file.save")
    tell("saved", digest(window.session.document))


def read_in(window: MainWindow, folder: Path, rng: random.Random) -> None:
    """Levels from a workbook, as the dialog reads and writes them."""
    from openpyxl import Workbook

    organisation = window.session.organisation
    if not organisation.people or not organisation.skills:
        return
    book = Workbook()
    book.active.append(["Naam", *(skill.name for skill in organisation.skills.values())])
    for person in organisation.people.values():
        book.active.append([person.name, *(rng.randrange(5) for _skill in organisation.skills)])
    book.save(folder / BOOK)
    tell("importing")
    apply_import(window.session.document, plan_import(organisation, folder / BOOK))
    tell("imported")


def write_out(window: MainWindow, folder: Path) -> None:
    tell("exporting")
    export(window.session.document, folder / "uit", "skills")
    tell("exported")


def serve() -> None:
    """A fork for each order, until the orders end."""
    tell("ready")
    for line in iter(sys.stdin.readline, ""):
        seed, kind, folder = line.rstrip("\n").split("\t")
        child = os.fork()
        if child == 0:
            os.setpgid(0, 0)
            try:
                work(seed, kind, Path(folder))
            except BaseException:
                tell("fault", traceback.format_exc().replace("\n", " | "))
            os._exit(1)
        tell("child", child)
        os.waitpid(child, 0)
        tell("gone")


def prepare(folder: Path, version: Path | None, **rows: Any) -> None:
    """The file that is worked on: a real one of an older version, or a small new one."""
    if version is not None:
        (folder / TARGET).write_bytes(version.read_bytes())
        return
    with Document.new("Werk", **rows) as document:
        document.save(folder / TARGET)
    working.working_folder().mkdir(parents=True, exist_ok=True)


if __name__ == "__main__":
    serve()
