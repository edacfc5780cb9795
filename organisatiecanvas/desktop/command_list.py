"""All commands as they are now: where each stands, its key, why it can't be used; found by words of any language."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtGui import QKeySequence

from organisatiecanvas.desktop import canvas_commands, mnemonics
from organisatiecanvas.desktop.conditions import Condition
from organisatiecanvas.desktop.menus import INSIDE, menu_layout
from organisatiecanvas.models import language
from organisatiecanvas.models.language import N_, _
from organisatiecanvas.models.search import folded

if TYPE_CHECKING:
    from organisatiecanvas.desktop.commands import Command
    from organisatiecanvas.desktop.window import MainWindow

SUBMENUS = {
    "draw": (*(f"tool.{tool}" for tool in canvas_commands.TOOLS), *canvas_commands.LINK_TOOLS),
    "align": (*canvas_commands.ALIGN, *canvas_commands.DISTRIBUTE, *canvas_commands.SIZES),
    **INSIDE,
}


# What people call a command, other than the words of its title.
ALSO = {
    "file.new": N_("start empty sheet"),
    "file.anonymous_copy": N_("anonymous without names codes privacy"),
    "file.password": N_("lock encrypt secure"),
    "file.print": N_("printer paper preview"),
    "people.erase": N_("remove forget privacy left the firm"),
    "edit.preferences": N_("settings options language theme dark size"),
    "help.keys": N_("shortcuts keyboard"),
    "help.about": N_("version licences"),
    "help.tour": N_("explanation introduction"),
    "help.here": N_("handbook manual explanation"),
    "present.start": N_("beamer full screen projector"),
    "actions.add": N_("task to do"),
    "export.skills": N_("excel workbook matrix"),
    "export.actions": N_("excel workbook plan"),
    "export.flow": N_("excel workbook"),
    "export.workload": N_("excel workbook"),
    "export.control": N_("excel workbook"),
    "export.dossier": N_("excel workbook pdf works council"),
    "export.canvas": N_("pdf picture drawing poster cards"),
    "overlay.next": N_("colours heat map"),
}


class Entry(NamedTuple):
    """A command as a list shows it; `why_not` is empty where it can be used, `words` are what it is found by."""

    id: str
    title: str
    menu: str
    key: str
    why_not: str
    words: tuple[str, ...]


def entries(window: MainWindow) -> list[Entry]:
    """Every command, in the order of the menus; those that stand in none come last."""
    titles: dict[str, list[str]] = {}
    for spoken in language.LANGUAGES:
        with language.speaking(spoken):
            for command in window.commands:
                also = _(ALSO[command.id]) if command.id in ALSO else ""
                titles.setdefault(command.id, []).append(f"{mnemonics.plain(command.title())} {also}")
    menus = menus_of(window)
    order = {name: place for place, name in enumerate(menus)}
    found = [_entry(window, command, menus.get(command.id, ""), titles[command.id]) for command in window.commands]
    return sorted(found, key=lambda entry: order.get(entry.id, len(order)))


def _entry(window: MainWindow, command: Command, menu: str, titles: Sequence[str]) -> Entry:
    title = command.title()
    words = tuple(folded(f"{one} {menu}") for one in titles)
    return Entry(command.id, mnemonics.plain(title), menu, key_of(window, command), why_not(command), words)


def menus_of(window: MainWindow) -> dict[str, str]:
    """Command → title of the menu in which it stands, in the order of the menus."""
    found: dict[str, str] = {}
    for _name, title, names in menu_layout():
        for name in names:
            inside = SUBMENUS.get(name.removeprefix(">"), ()) if name.startswith(">") else (name,)
            for one in inside:
                if one in window.commands:
                    found.setdefault(one, mnemonics.plain(title))
    return found


def key_of(window: MainWindow, command: Command) -> str:
    """The key as the system writes it, also one that only the canvas reads."""
    shortcut = window.commands.action(command.id).shortcut()
    own = command.title().partition("\t")[2]
    return shortcut.toString(QKeySequence.SequenceFormat.NativeText) or own


def why_not(command: Command) -> str:
    """Why a command can't be used now; nothing where it can."""
    if command.enabled():
        return ""
    if isinstance(command.enabled, Condition):
        return command.enabled.why_not()
    return _("This can't be used here and now.")


def matching(known: Sequence[Entry], text: str, recent: Sequence[str]) -> list[Entry]:
    """The entries that hold all words of the text: what begins with them first, then what was used last, short first.

    Without a text all of them, what was used last first.
    """
    wanted = folded(text).split()
    lately = {name: place for place, name in enumerate(recent)}
    ranked: list[tuple[int, int, int, Entry]] = []
    for entry in known:
        ranks = [rank for words in entry.words if (rank := _rank(words, wanted)) is not None]
        if ranks:
            length = len(entry.title) if wanted else 0
            ranked.append((min(ranks), lately.get(entry.id, len(lately)), length, entry))
    return [entry for *_order, entry in sorted(ranked, key=lambda one: one[:3])]


def _rank(words: str, wanted: Sequence[str]) -> int | None:
    """0: the title begins with what is looked for; 1: words in it do; 2: it is inside words; None: not all is there."""
    if not all(one in words for one in wanted):
        return None
    if words.startswith(" ".join(wanted)):
        return 0
    parts = words.split()
    return 1 if all(any(part.startswith(one) for part in parts) for one in wanted) else 2
