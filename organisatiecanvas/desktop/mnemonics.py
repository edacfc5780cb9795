"""The underlined letters of a menu: each stands for one entry, in every language and whatever the entries are called.

An entry keeps the letter that its title asks for where no entry above it has that letter; else it gets the first
letter that is free, of a word before within one. Where none is left it has none.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtWidgets import QMenu


class _Title(NamedTuple):
    plain: str  # as it is read
    asked: int  # place of the letter it asks for, -1 for none
    rest: str  # a tab and the key that is shown behind it


def _parsed(title: str) -> _Title:
    words, tab, key = title.partition("\t")
    plain, asked, place = "", -1, 0
    while place < len(words):
        if words[place] == "&" and place + 1 < len(words):
            place += 1
            if words[place] != "&" and asked < 0:
                asked = len(plain)
        plain += words[place]
        place += 1
    return _Title(plain, asked, tab + key)


def _places(plain: str) -> list[int]:
    """Where a letter can be underlined, best first: the beginning of words, then the rest."""
    fit = [place for place, sign in enumerate(plain) if sign.isascii() and sign.isalnum()]
    first = [place for place in fit if place == 0 or not plain[place - 1].isalnum()]
    return [*first, *(place for place in fit if place not in first)]


def plain(title: str) -> str:
    """A title as it is read, without its letter and without the key behind it."""
    return _parsed(title).plain


def distinct(titles: Sequence[str]) -> list[str]:
    """The titles of one menu with at most one `&` letter each, no letter twice; `&&` stays a sign."""
    parsed = [_parsed(title) for title in titles]
    taken: set[str] = set()
    places: dict[int, int] = {}

    def take(number: int, candidates: Sequence[int]) -> None:
        plain = parsed[number].plain
        for place in candidates:
            if plain[place].casefold() not in taken:
                taken.add(plain[place].casefold())
                places[number] = place
                return

    for number, title in enumerate(parsed):
        if title.asked >= 0:
            take(number, [title.asked])
    for number, title in enumerate(parsed):
        if number not in places:
            take(number, _places(title.plain))
    return [_written(title, places.get(number, -1)) for number, title in enumerate(parsed)]


def _written(title: _Title, place: int) -> str:
    signs = (("&" if at == place else "") + sign.replace("&", "&&") for at, sign in enumerate(title.plain))
    return "".join(signs) + title.rest


def settle(menu: QMenu) -> None:
    """Give the entries of a menu their letters; titles change with what can be done, so before each showing."""
    entries = [action for action in menu.actions() if not action.isSeparator()]
    for action, title in zip(entries, distinct([action.text() for action in entries]), strict=True):
        action.setText(title)
