"""Going through all that the window can show: workspaces and their views, menus, and whatever a command opens."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QFrame, QMenu, QWidget

from organisatiecanvas.desktop import widgets
from organisatiecanvas.desktop.window import MainWindow

LONGEST = 30  # seconds that figures may take
OPENS = "…"  # how the title of a command ends that asks something first
See = Callable[[str, QWidget], object]


def wait(seconds: float) -> None:
    """Let the window work."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        QApplication.processEvents()
        time.sleep(0.002)


def settle(window: MainWindow) -> None:
    """Until the figures are those of the document and everything is painted."""
    end = time.monotonic() + LONGEST
    wait(0.05)
    while window.session is not None and time.monotonic() < end:
        runners = (window.session.runner, *window.session._others)
        if window.session.runner.fresh and not any(runner.busy for runner in runners):
            break
        wait(0.02)
    wait(0.15)


def places(window: MainWindow) -> list[str]:
    """Every workspace."""
    assert window.workspace is not None
    return list(window.workspace._makers)


def views(window: MainWindow, place: str) -> Iterator[str]:
    """Go to a workspace and through its views; the name of each while it is shown."""
    assert window.workspace is not None
    page = window.workspace.show_place(place)
    settle(window)
    rows = [tabs for tabs in page.findChildren(widgets.ViewTabs) if tabs.isVisible()]
    if not rows:
        yield place
    for tabs in rows:
        for name, button in tabs.buttons.items():
            if button.isVisible() and button.isEnabled():
                button.click()
                settle(window)
                yield f"{place}-{name or 'all'}"


def menus(window: MainWindow, see: See) -> None:
    """Open every menu of the bar, and the menus in it."""
    for menu in window.menuBar().findChildren(QMenu):
        menu.popup(window.mapToGlobal(QPoint(0, 30)))
        wait(0.02)
        see(menu.objectName().replace("menu.", "menu-"), menu)
        menu.close()


def asking(window: MainWindow) -> Iterator[tuple[str, str]]:
    """Every command that asks something first, with a workspace in which it can be used."""
    done: set[str] = set()
    for place in places(window):
        assert window.workspace is not None
        window.workspace.show_place(place)
        window.commands.refresh()
        for command in window.commands:
            asks = command.title().endswith(OPENS) or command.id == "help.about"
            if command.id not in done and asks and command.enabled():
                done.add(command.id)
                yield command.id, place


def opened(window: MainWindow, command: str, see: See) -> bool:
    """Run a command, see what it opens, and close that again; whether it opened anything."""
    found: list[QWidget] = []
    failed: list[Exception] = []

    def look() -> None:
        shown = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        if shown is None:
            return
        if shown not in found:
            found.append(shown)
            return  # painted by the next time
        try:
            see(command, shown)
        except Exception as error:  # whatever it is: first close, or nobody would
            failed.append(error)
        shown.reject() if isinstance(shown, QDialog) else shown.close()

    timer = QTimer(window)
    timer.timeout.connect(look)
    timer.start(60)
    window.commands.run(command)
    wait(0.02)
    while QApplication.activeModalWidget() is not None:  # opened without being waited for
        wait(0.02)
    timer.stop()
    timer.deleteLater()
    if failed:
        raise failed[0]
    for floating in window.findChildren(QFrame, "finder"):
        floating.hide()
    return bool(found)
