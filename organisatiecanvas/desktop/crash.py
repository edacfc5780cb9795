"""When something unexpected fails: a readable message, a report without names, and the work goes on.

Nothing is lost by it: every edit was committed to the working copy before anything else happened.
"""

from __future__ import annotations

import datetime
import logging
import platform
import sys
import threading
import traceback
from importlib import metadata
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from organisatiecanvas.models.errors import OrganisationError
from organisatiecanvas.models.state import state_folder

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

log = logging.getLogger(__name__)
ROOT = Path(__file__).resolve().parents[2]
_window: QWidget | None = None
_showing = False


def install(window: QWidget) -> None:
    """From now on show what fails instead of dying of it."""
    global _window
    _window = window
    sys.excepthook = _on_exception
    threading.excepthook = _on_thread_exception


def remove() -> None:
    global _window
    _window = None
    sys.excepthook = sys.__excepthook__
    threading.excepthook = threading.__excepthook__


def _on_thread_exception(found: threading.ExceptHookArgs) -> None:
    if found.exc_value is not None:
        path = write_report(found.exc_type, found.exc_value, found.exc_traceback)
        log.error("a thread failed: %s; report in %s", found.exc_type.__name__, path)


def _on_exception(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    global _showing
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    refused = isinstance(error, OrganisationError)  # for a reason that people can do something about
    path = None if refused else write_report(kind, error, trace)
    if not refused:
        traceback.print_exception(kind, error, trace)
    if _showing or _window is None:  # one dialog at a time, whatever fails meanwhile
        return
    _showing = True
    try:
        if refused:
            tell_refused(error)
        else:
            show(kind, path)
    finally:
        _showing = False


def tell_refused(error: BaseException) -> None:
    """Say why something could not be done where nobody else did."""
    from organisatiecanvas.desktop import dialogs
    from organisatiecanvas.models.language import _

    dialogs.tell(_("This was not done"), str(error), _window)


def show(kind: type[BaseException], report: Path | None) -> None:
    """Say that something failed and that the work is safe."""
    from organisatiecanvas.desktop import dialogs
    from organisatiecanvas.models.language import _

    words = _("Your work is safe: everything up to the last step is kept, and you can go on.")
    if report is not None:
        words += "\n\n" + _("A report without names or content is in {path} (kind: {kind}).").format(
            path=report, kind=kind.__name__
        )
    dialogs.tell(_("Something went wrong in the program"), words, _window)


def write_report(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> Path | None:
    """Versions and the lines that were running; no values and no messages, which could hold names.

    Returns where it is, or None where the state folder can't be written.
    """
    now = datetime.datetime.now(datetime.UTC)
    lines = [
        f"Organisatiecanvas, {now.isoformat(timespec='seconds')}",
        f"Python {platform.python_version()} on {platform.system()} {platform.release()}",
        *(f"{name} {_version(name)}" for name in ("PySide6-Essentials", "SQLAlchemy")),
        f"{kind.__module__}.{kind.__name__}",
    ]
    frames = traceback.extract_tb(trace)
    lines += [f"  {_plain_path(frame.filename)}:{frame.lineno} in {frame.name}" for frame in frames]
    try:
        folder = state_folder() / "reports"
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"report-{now.strftime('%Y%m%d-%H%M%S-%f')}.txt"
        path.write_text("\n".join(lines) + "\n", "utf-8")
    except OSError:
        return None
    return path


def _plain_path(name: str) -> str:
    """A path inside the program; of anything else only the last two parts, so that no home folder is named."""
    path = Path(name)
    try:
        return path.resolve().relative_to(ROOT).as_posix()
    except ValueError:
        return "/".join(path.parts[-2:])


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "–"
