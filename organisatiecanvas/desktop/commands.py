"""Every command of the window in one registry: menus, shortcuts, buttons and tests read it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence


@dataclass(frozen=True, kw_only=True)
class Command:
    """What can be done. `title` may change with the state, so it is asked for each time."""

    id: str
    title: Callable[[], str]
    run: Callable[[], object]
    shortcut: str | QKeySequence.StandardKey | None = None
    enabled: Callable[[], bool] = lambda: True
    checked: Callable[[], bool] | None = None
    icon: str = ""
    role: QAction.MenuRole = QAction.MenuRole.NoRole


class Commands(QObject):
    """The registry; each command has one QAction, shared by menus and buttons."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._commands: dict[str, Command] = {}
        self._actions: dict[str, QAction] = {}

    def add(self, command: Command) -> QAction:
        """Register a command; its id must be new. Its title and state come with the next `refresh`."""
        if command.id in self._commands:
            raise ValueError(f"two commands are called {command.id}")
        action = QAction(self)
        action.setObjectName(command.id)
        action.setMenuRole(command.role)
        if command.shortcut is not None:
            action.setShortcuts(_sequences(command.shortcut))
        action.setCheckable(command.checked is not None)
        action.triggered.connect(lambda _checked=False, name=command.id: self.run(name))
        self._commands[command.id] = command
        self._actions[command.id] = action
        return action

    def __iter__(self) -> Iterator[Command]:
        return iter(self._commands.values())

    def __contains__(self, identity: str) -> bool:
        return identity in self._commands

    def action(self, identity: str) -> QAction:
        return self._actions[identity]

    def command(self, identity: str) -> Command:
        return self._commands[identity]

    def actions(self) -> list[QAction]:
        return list(self._actions.values())

    def run(self, identity: str) -> object:
        """Run a command if it can run now; the answer of its function, or None."""
        command = self._commands[identity]
        result = command.run() if command.enabled() else None
        self.refresh()
        return result

    def refresh(self) -> None:
        """Bring titles, enabled and checked states up to date."""
        for command in self._commands.values():
            self._refresh_one(command)

    def _refresh_one(self, command: Command) -> None:
        action = self._actions[command.id]
        action.setText(command.title())
        action.setEnabled(command.enabled())
        if command.checked is not None:
            action.setChecked(command.checked())


def _sequences(shortcut: str | QKeySequence.StandardKey) -> list[QKeySequence]:
    if isinstance(shortcut, str):
        return [QKeySequence(shortcut)]
    return QKeySequence.keyBindings(shortcut) or []
