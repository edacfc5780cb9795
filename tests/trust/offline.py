"""The whole program with sockets forbidden: start, open, look everywhere, import, export, save. Run as a process.

Prints how many times something tried to reach a network: none, or the process ends with a fault.
"""

from __future__ import annotations

import contextlib
import os
import socket
import sys
import tempfile
from pathlib import Path

REACHING = (
    "socket.connect",
    "socket.getaddrinfo",
    "socket.bind",
    "socket.sendto",
    "urllib.Request",
    "http.client.connect",
)
attempts: list[str] = []


def watch(event: str, arguments: tuple) -> None:
    """Refuse everything that reaches out; a socket of the machine itself reaches nobody."""
    local = getattr(socket, "AF_UNIX", None)
    outward = event == "socket.__new__" and arguments[1] != local
    if event in REACHING and not (event in ("socket.connect", "socket.bind") and arguments[0].family == local):
        outward = True
    if outward:
        attempts.append(f"{event} {arguments!r}")
        raise PermissionError(f"no network here: {event}")


def reach() -> None:
    """What must not happen, to see that it is noticed: 192.0.2.1 is an address for examples."""
    with contextlib.suppress(OSError):
        socket.create_connection(("192.0.2.1", 9), timeout=0.1)


def main() -> int:
    sys.addaudithook(watch)
    if "reach" in sys.argv:
        reach()
    else:
        work()
    maps = Path("/proc/self/maps")
    loaded = maps.read_text() if maps.exists() else ""
    assert "Qt6Network" not in loaded, "the network library of Qt is loaded"
    print(f"{len(attempts)} attempts {attempts}")
    return 1 if attempts else 0


def work() -> None:
    """A morning in short."""
    from PySide6.QtWidgets import QApplication

    from organisatiecanvas.desktop import app, files
    from organisatiecanvas.desktop.command_line import main as command
    from organisatiecanvas.desktop.window import MainWindow
    from organisatiecanvas.exports import export
    from organisatiecanvas.exports.skills_import import plan_import
    from organisatiecanvas.models import examples

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["ORGANISATIECANVAS_STATE"] = str(folder / "state")
        for words in (
            ["new", str(folder / "a.orgcanvas"), "--example", "bosch"],
            ["check", str(folder / "a.orgcanvas")],
        ):
            assert command(words) == 0
        app.make_application()
        window = MainWindow()
        window.show()
        QApplication.processEvents()
        assert window.open_path(folder / "a.orgcanvas")
        for place in list(window.workspace.rail.buttons):
            window.workspace.show_place(place)
            QApplication.processEvents()
        document = window.session.document
        made = export(document, folder / "uit", "skills") + export(document, folder / "uit", "canvas")
        plan_import(document.organisation, made[0])
        with document.edit("Title"):
            document.organisation.workshop.title = "Zonder netwerk"
        assert files.save(window)
        assert examples.names()
        window._let_go()
        window.close()


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.exit(main())
