"""Going through all that the window can show: workspaces and their views, menus, and whatever a command opens."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QFrame, QMenu, QScrollArea, QWidget

from organisatiecanvas.desktop import dialogs, pages, passwords, widgets
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


def until(there: Callable[[], bool]) -> None:
    """Let the window work until something is there."""
    end = time.monotonic() + LONGEST
    while not there() and time.monotonic() < end:
        wait(0.02)


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
    return list(pages.MAKERS)


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
                button.setFocus()  # as a click of the mouse gives it
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
    return while_open(window, lambda: window.commands.run(command), command, see)


def while_open(window: MainWindow, run: Callable[[], object], name: str, see: See) -> bool:
    """Do something that opens a dialog or popup, see that, and close it again; whether it opened anything."""
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
            see(name, shown)
        except Exception as error:  # whatever it is: first close, or nobody would
            failed.append(error)
        shown.reject() if isinstance(shown, QDialog) else shown.close()

    timer = QTimer(window)
    timer.timeout.connect(look)
    timer.start(60)
    run()
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


def questions(window: MainWindow, see: See) -> None:
    """What is asked when something stands in the way: another who has the file, work left behind, a password."""
    name, who, when = "werkplaats.orgcanvas", "Medewerker 01", "23-11-2026 16:40"
    asked: dict[str, Callable[[], object]] = {
        "save": lambda: dialogs.save_changes(name, window, ever=True),
        "in_use": lambda: dialogs.in_use(name, who, when, window),
        "conflict": lambda: dialogs.conflict(name, who, when, window),
        "damaged": lambda: dialogs.damaged(name, has_backup=True, ours=True, parent=window),
        "left_behind": lambda: dialogs.left_behind(name, when, window),
        "password": lambda: passwords.ask_password(name, wrong=True, parent=window),
    }
    for one, run in asked.items():
        while_open(window, run, f"question-{one}", see)


def tour(window: MainWindow, see: See) -> None:
    """Every step of the tour, in the window itself."""
    from organisatiecanvas.desktop import tour as guide

    shown = guide.start(window)
    assert shown is not None
    for number in range(len(shown.steps)):
        shown.show_step(number)
        settle(window)
        see(f"tour-{number + 1:02}", window)
    shown.end()


def helping(window: MainWindow, see: See) -> None:
    """Every chapter of the handbook, a term, and what a search finds."""
    from organisatiecanvas.desktop import help_pages

    window.commands.run("help.terms")
    shown = window.findChild(QWidget, "help")
    wait(0.1)
    see("help-term", shown)
    for name in help_pages.chapters():
        shown.show_chapter(name)
        wait(0.1)
        see(f"help-{name}", shown)
    shown.search.setText("mct")
    wait(0.1)
    see("help-search", shown)
    shown.close()


def sides(window: MainWindow, see: See) -> None:
    """The panels beside the matrix and the lead time, and what lies below in it."""
    page = window.workspace.show_place("skills")
    for name in page.side_buttons:
        page.show_side(name)
        settle(window)
        see(f"side-skills-{name}", window)
    page.show_side("")
    page = window.workspace.show_place("flow")
    settle(window)
    page.show_side(shown=True)
    settle(window)
    see("side-flow-levers", window)
    page.show_side(shown=False)
    for area in page.findChildren(QScrollArea):
        for number in (1, 2):
            area.verticalScrollBar().setValue(area.verticalScrollBar().maximum() * number // 2)
            wait(0.1)
            see(f"side-flow-below-{number}", window)
