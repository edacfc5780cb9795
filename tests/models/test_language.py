"""Which language is spoken, and how numbers are written in it."""

from __future__ import annotations

import gettext
import subprocess
import sys
from pathlib import Path

import pytest

from organisatiecanvas.models import language
from organisatiecanvas.models.labels import CHOICES, COLLECTIONS, FIELDS, choice_label, field_label
from organisatiecanvas.models.mapping import json_name
from organisatiecanvas.models.organisation import ROWS


@pytest.mark.parametrize(
    ("variables", "fallback", "expected"),
    [
        ({"LANG": "C.UTF-8"}, "nl", "nl"),
        ({"LANG": "C.UTF-8"}, "en", "en"),
        ({"LANG": "nl_BE.UTF-8"}, "en", "nl"),
        ({"LANG": "en_GB.UTF-8"}, "nl", "en"),
        ({"LANG": "de_DE.UTF-8"}, "nl", "nl"),
        ({"LANG": "en_GB.UTF-8", "ORGANISATIECANVAS_LANGUAGE": "nl"}, "en", "nl"),
        ({}, "nl", "nl"),
    ],
)
def test_the_preferred_language(
    variables: dict[str, str], fallback: str, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("ORGANISATIECANVAS_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert language.preferred(fallback) == expected


def test_numbers_follow_the_language() -> None:
    assert language.decimal(1250.5, 2) == "1,250.50"
    language.use("nl")
    assert language.decimal(1250.5, 2) == "1.250,50"
    assert language.percent(0.944) == "94 %"
    assert language._("Skills") == "Vaardigheden"


def test_every_message_is_found_as_gettext_finds_it() -> None:
    whole = gettext.translation(language.DOMAIN, language.LOCALE_DIR, languages=["nl"])
    language.use("nl")
    singles = [message for message in whole._catalog if isinstance(message, str) and message]  # type: ignore[attr-defined]
    assert len(singles) > 2000
    assert [language._(message) for message in singles] == [whole.gettext(message) for message in singles]
    plurals = {message[0] for message in whole._catalog if isinstance(message, tuple)}  # type: ignore[attr-defined]
    for one in sorted(plurals)[:50]:
        assert [language.ngettext(one, "x", n) for n in (0, 1, 2)] == [whole.ngettext(one, "x", n) for n in (0, 1, 2)]
    assert language._("no such message") == "no such message"
    assert language._("") == ""


def test_every_field_and_choice_has_a_label() -> None:
    for cls in ROWS.values():
        for name, field in cls.FIELDS.items():
            assert json_name(name) in FIELDS, f"{cls.__name__}.{name}"
            assert field_label(json_name(name))
            for choice in field.choices:
                assert choice in CHOICES, choice
                assert choice_label(choice)
    assert set(ROWS) - {"file"} <= set(COLLECTIONS)


def test_the_catalogues_are_complete() -> None:
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "scripts/catalogues.py", "--check"], cwd=root, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
